//! The library that the project ships, read from its files: what a good bank sentence may not do, and what a bank may not forget.

pub mod banks;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use qicao::library::path::LEVELS;
use qicao::library::{Embedded, Part};
use qicao::{Brief, Library, Source};

use crate::properties::{audit, drafted};
use banks::{FILES, PHRASES, Phrase};

const PARTS: [&str; 3] = ["why", "do", "ensure"];

const STYLES: [&str; 6] = ["一要", "一是", "（一）", "第一", "1.", "无"];
const ROLES: [&str; 12] =
    ["problem", "root", "why", "scene", "neck", "passage", "core", "do", "ban", "who", "goal", "end"];
const COMPUTED: [&str; 4] = ["n", "痛点*", "问题*", "成绩*"];
const FIELDS: [&str; 3] = ["meeting", "topic", "audience"];
const MARKS: &str = "，、；：。！？";

/// What a phrase is, by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Names and hints: read by the program or by the person who fills in, never spoken.
    Name,
    /// What fills a slot.
    Word,
    Head,
    Achievement,
    Lead,
    Role,
    Move,
    Link,
}

fn kind(phrase: &Phrase) -> Kind {
    match phrase.steps()[..] {
        ["theme", _, "alias"] | ["theme", _, _, "must"] | ["recipe" | "series" | "fact", ..] => Kind::Name,
        ["theme", _, "word" | "slot", _] | ["theme", _, _, _, "word", _] | ["word" | "slot" | "formula", ..] => {
            Kind::Word
        }
        ["theme", _, "head", _, _] | ["theme", _, _, _, "head", _] => Kind::Head,
        ["theme", _, "achievement"] => Kind::Achievement,
        ["theme", _, _, "lead", _] | ["theme", _, _, "lead" | "close"] => Kind::Lead,
        ["theme", _, _, _, role] if ROLES.contains(&role) => Kind::Role,
        ["move", ..] => Kind::Move,
        ["link", ..] => Kind::Link,
        _ => panic!("{}: {} is no path that is known here", phrase.file, phrase.bank()),
    }
}

/// Everything that is spoken as it stands.
fn spoken() -> impl Iterator<Item = &'static Phrase> {
    PHRASES.iter().filter(|phrase| !matches!(kind(phrase), Kind::Name | Kind::Word))
}

#[track_caller]
fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// The phrases in which `wrong` finds something.
#[track_caller]
fn no_phrase(phrases: impl Iterator<Item = &'static Phrase>, wrong: impl Fn(&Phrase) -> bool) {
    let mut seen = 0;
    let faults = phrases.inspect(|_| seen += 1).filter(|phrase| wrong(phrase));
    let faults: Vec<String> =
        faults.map(|phrase| format!("{}: {}: {}", phrase.file, phrase.bank(), phrase.text)).collect();
    assert!(seen > 0, "there is nothing to look at");
    none(faults);
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    text.chars().zip(text.chars().skip(1))
}

#[test]
fn every_phrase_stands_once() {
    let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    // Two themes may have a head in common: no speech says both.
    for phrase in spoken().filter(|phrase| kind(phrase) != Kind::Head) {
        places.entry(&phrase.text).or_default().push(format!("{}: {}", phrase.file, phrase.bank()));
    }
    assert!(places.len() > 1_000);
    none(places.into_iter().filter(|(_, at)| at.len() > 1).map(|(text, at)| format!("{text}: {at:?}")).collect());
}

#[test]
fn no_phrase_ends_in_a_mark_that_the_program_sets() {
    no_phrase(spoken().filter(|phrase| kind(phrase) != Kind::Link), |phrase| {
        phrase.text.ends_with(['。', '，', '；', '、', '：'])
    });
    no_phrase(PHRASES.iter().filter(|phrase| kind(phrase) == Kind::Word), |phrase| {
        phrase.text.ends_with(|c| MARKS.contains(c))
    });
}

#[test]
fn no_phrase_states_a_figure_or_a_document() {
    let said = PHRASES.iter().filter(|phrase| kind(phrase) != Kind::Name);
    no_phrase(said, |phrase| phrase.text.contains(|c: char| c.is_ascii_digit() || matches!(c, '《' | '》')));
}

#[test]
fn marks_are_full_width_and_single() {
    no_phrase(PHRASES.iter().filter(|phrase| kind(phrase) != Kind::Name), |phrase| {
        let half = |(before, after)| {
            is_han(before) && ",;:?!()".contains(after) || ",;:?!()".contains(before) && is_han(after)
        };
        let doubled = |(before, after)| MARKS.contains(before) && MARKS.contains(after);
        pairs(&phrase.text).any(|pair| half(pair) || doubled(pair))
    });
}

#[test]
fn quotation_marks_and_brackets_are_balanced() {
    no_phrase(PHRASES.iter(), |phrase| {
        let mut open = Vec::new();
        for c in phrase.text.chars() {
            match "“”‘’（）【】《》".chars().position(|mark| mark == c) {
                Some(at) if at % 2 == 0 => open.push(at + 1),
                Some(at) if open.pop() != Some(at) => return true,
                _ => {}
            }
        }
        !open.is_empty()
    });
}

#[test]
fn every_phrase_stands_alone() {
    let turns = ["这些", "此", "因此", "所以", "同时", "另外", "其中", "对此", "为此", "然而"];
    // The problems move begins with a turn on purpose; a link is one.
    let alone = spoken().filter(|phrase| kind(phrase) != Kind::Link && !phrase.bank().starts_with("move/problems"));
    no_phrase(alone, |phrase| turns.iter().any(|turn| phrase.text.starts_with(turn)));
}

#[test]
fn no_phrase_types_a_count() {
    no_phrase(spoken(), |phrase| !audit::announced(&phrase.text).is_empty());
}

#[test]
fn no_phrase_hides_an_enumeration() {
    let numeral = |c: &char| "一二三四五六七八九十".contains(*c);
    no_phrase(spoken(), |phrase| {
        let marked: Vec<char> = std::iter::once('。').chain(phrase.text.chars()).collect();
        marked.windows(4).any(|four| {
            let behind = MARKS.contains(four[0]) && numeral(&four[1]);
            behind && ("要是靠".contains(four[2]) || numeral(&four[2]) && "要是靠".contains(four[3]))
        })
    });
}

#[test]
fn a_sentence_has_two_slots_at_most_and_they_never_touch() {
    no_phrase(spoken(), |phrase| {
        let sentences = phrase.text.split(['。', '！', '？', '；']);
        sentences.map(banks::slots).any(|slots| slots.len() > 2) || phrase.text.contains("】【")
    });
}

#[test]
fn every_achievement_has_a_slot() {
    no_phrase(PHRASES.iter().filter(|phrase| kind(phrase) == Kind::Achievement), |phrase| phrase.slots().is_empty());
}

#[test]
fn counts_and_lists_are_asked_for_only_where_something_is_counted() {
    no_phrase(PHRASES.iter().filter(|phrase| !matches!(kind(phrase), Kind::Move | Kind::Lead)), |phrase| {
        phrase.slots().iter().any(|slot| COMPUTED.contains(&slot.as_str()))
    });
}

#[test]
fn every_aspect_has_a_core() {
    let mut roles: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for phrase in PHRASES.iter() {
        if let ["theme", theme, part, aspect, role, ..] = phrase.steps()[..]
            && PARTS.contains(&part)
            && !["lead", "close", "must"].contains(&aspect)
        {
            roles.entry(format!("{theme}/{part}/{aspect}")).or_default().insert(role);
        }
    }
    assert!(roles.len() > 40);
    none(roles.into_iter().filter(|(_, roles)| !roles.contains("core")).map(|(aspect, _)| aspect).collect());
}

/// How long a text is when every slot is filled with a word of four characters.
fn spoken_length(text: &str) -> usize {
    let mut length = 0;
    let mut inside = false;
    for c in text.chars() {
        inside = (inside || c == '【') && c != '】';
        length += usize::from(!inside && c != '】') + if c == '】' { 4 } else { 0 };
    }
    length
}

fn spread(texts: &[String]) -> usize {
    let lengths = || texts.iter().map(|text| spoken_length(text));
    lengths().max().unwrap_or_default() - lengths().min().unwrap_or_default()
}

#[test]
fn a_series_covers_every_aspect_with_heads_of_one_length() {
    let mut faults = Vec::new();
    for theme in banks::themes() {
        for part in PARTS {
            let pool = banks::pool(&theme, part);
            let series: BTreeSet<&String> = pool.iter().flat_map(|(_, heads)| heads.keys()).collect();
            for series in series {
                let without = pool.iter().filter(|(_, heads)| !heads.contains_key(series));
                faults.extend(without.map(|(aspect, _)| format!("{theme}/{part}/{aspect} has no head in {series}")));
                let heads: Vec<String> =
                    pool.iter().filter_map(|(_, heads)| heads.get(series)).flatten().cloned().collect();
                if spread(&heads) > 2 {
                    faults.push(format!("{theme}/{part}: lengths of {series} differ by {}: {heads:?}", spread(&heads)));
                }
            }
        }
    }
    none(faults);
}

#[test]
fn section_heads_of_a_series_are_of_one_length_over_the_parts() {
    let mut heads: BTreeMap<String, BTreeMap<&str, Vec<String>>> = BTreeMap::new();
    for phrase in PHRASES.iter() {
        if let ["theme", theme, "head", series, part] = phrase.steps()[..] {
            let parts = heads.entry(format!("{theme}/head/{series}")).or_default();
            parts.entry(part).or_default().push(phrase.text.clone());
        }
    }
    assert!(heads.len() >= 3 * 4);
    let mut faults = Vec::new();
    for (series, parts) in heads {
        let texts: Vec<String> = parts.values().flatten().cloned().collect();
        if parts.len() != PARTS.len() {
            faults.push(format!("{series} has only {:?}", parts.keys()));
        }
        if spread(&texts) > 3 {
            faults.push(format!("{series}: lengths differ by {}: {texts:?}", spread(&texts)));
        }
    }
    none(faults);
}

#[test]
fn every_series_of_leads_has_heads_and_the_other_way_round() {
    let leads = |theme: &str, part: &str| -> BTreeSet<String> {
        let lead = |phrase: &Phrase| match phrase.steps()[..] {
            ["theme", of, at, "lead", series] if of == theme && at == part => Some(series.to_string()),
            _ => None,
        };
        PHRASES.iter().filter_map(lead).collect()
    };
    let mut faults = Vec::new();
    for theme in banks::themes() {
        for part in PARTS {
            let pool = banks::pool(&theme, part);
            let heads: BTreeSet<String> = pool.iter().flat_map(|(_, heads)| heads.keys().cloned()).collect();
            let mut own = leads(&theme, part);
            faults.extend(own.difference(&heads).map(|series| format!("{theme}/{part}/lead/{series} has no heads")));
            // Common aspects bring the common leads with them.
            if part == "ensure" {
                own.extend(leads("通用", part));
            }
            faults
                .extend(heads.difference(&own).map(|series| format!("{theme}/{part}: heads of {series} have no lead")));
        }
    }
    none(faults);
}

#[test]
fn recipes_name_roles_and_have_a_core() {
    no_phrase(PHRASES.iter().filter(|phrase| phrase.path[0] == "recipe"), |phrase| {
        let roles: Vec<&str> = phrase.text.split_whitespace().collect();
        !roles.contains(&"core") && !roles.contains(&"passage")
            || roles.iter().any(|role| !ROLES.contains(role))
            || !PARTS.contains(&phrase.path[1].as_str())
    });
}

#[test]
fn series_name_series_and_styles() {
    let heads: BTreeSet<&str> = PHRASES
        .iter()
        .filter_map(|phrase| match phrase.steps()[..] {
            ["theme", _, _, _, "head", series] | ["theme", _, "head", series, _] => Some(series),
            _ => None,
        })
        .collect();
    no_phrase(PHRASES.iter().filter(|phrase| phrase.path[0] == "series"), |phrase| {
        !STYLES.contains(&phrase.text.as_str()) || !heads.contains(phrase.path[1].as_str())
    });
}

/// The names that stand at the end of the paths which match.
fn named(matches: impl Fn(&[&str]) -> bool) -> BTreeSet<String> {
    let names =
        PHRASES.iter().filter(|phrase| matches(&phrase.steps())).filter_map(|phrase| phrase.path.last().cloned());
    names.collect()
}

#[test]
fn every_slot_is_declared() {
    let everywhere = named(|path| {
        matches!(path, ["fact" | "slot" | "formula", _] | ["word", "level", _, _] | ["theme", "通用", "word", _])
    });
    // The words of a theme, and those of one of its aspects.
    let mut near: BTreeMap<(&str, Option<&str>), BTreeSet<&str>> = BTreeMap::new();
    for phrase in PHRASES.iter() {
        match phrase.steps()[..] {
            ["theme", of, "word" | "slot", name] => {
                near.entry((of, None)).or_default().insert(name);
            }
            ["theme", of, _, at, "word", name] => {
                near.entry((of, Some(at))).or_default().insert(name);
            }
            _ => {}
        }
    }
    let mut faults = Vec::new();
    for phrase in PHRASES.iter().filter(|phrase| kind(phrase) != Kind::Name) {
        let steps = phrase.steps();
        let of = |at: Option<&str>, slot: &str| {
            let theme = steps.get(1).filter(|_| steps[0] == "theme");
            theme.is_some_and(|theme| near.get(&(*theme, at)).is_some_and(|words| words.contains(slot)))
        };
        let aspect = steps.get(3).copied().filter(|_| steps.len() > 4);
        for slot in phrase.slots() {
            let known = everywhere.contains(slot.trim_end_matches('*'))
                || of(None, &slot)
                || (aspect.is_some() && of(aspect, &slot));
            if !known && !COMPUTED.contains(&slot.as_str()) && !FIELDS.contains(&slot.as_str()) {
                faults.push(format!("{}: {}: 【{slot}】", phrase.file, phrase.bank()));
            }
        }
    }
    none(faults);
}

#[test]
fn every_declared_fact_is_asked_for() {
    let mut used: BTreeSet<String> =
        PHRASES.iter().filter(|phrase| kind(phrase) != Kind::Name).flat_map(Phrase::slots).collect();
    for (_, text) in FILES.iter().filter(|(path, _)| path.ends_with(".tera")) {
        let names = text.split("fact(name=\"").skip(1).filter_map(|rest| rest.split('"').next());
        used.extend(names.map(String::from));
    }
    // The program itself leaves these where the brief is silent and the library has no words.
    used.extend(["主题", "会议名称", "具体措施", "标题", "节标题"].map(String::from));
    let declared = named(|path| matches!(path, ["fact", _]));
    assert!(declared.len() > 50);
    none(declared.difference(&used).cloned().collect());
}

#[test]
fn what_a_phrase_needs_is_declared_and_said_by_it() {
    let declared = named(|path| matches!(path, ["fact", _]));
    no_phrase(PHRASES.iter(), |phrase| {
        phrase.needs.iter().any(|need| !declared.contains(need) || !phrase.slots().contains(need))
    });
}

#[test]
fn every_theme_brings_the_words_that_common_phrases_speak_through() {
    let mut faults = Vec::new();
    for theme in banks::themes() {
        let words = named(|path| matches!(path, ["theme", of, "word", _] if *of == theme));
        let required = ["事", "工作", "对象", "众", "评判", "仗", "专班", "场所"];
        faults.extend(
            required
                .iter()
                .filter(|word| !words.contains(**word))
                .map(|word| format!("{theme} has no word for {word}")),
        );
    }
    none(faults);
}

#[test]
fn every_level_has_the_same_words() {
    let words = |level: &str| named(|path| matches!(path, ["word", "level", at, _] if *at == level));
    let all: BTreeSet<String> = LEVELS.iter().flat_map(|level| words(level)).collect();
    assert!(!all.is_empty());
    let missing = LEVELS
        .iter()
        .flat_map(|level| all.difference(&words(level)).map(|word| format!("{level}: {word}")).collect::<Vec<_>>());
    none(missing.collect());
}

#[test]
fn no_word_leads_back_to_itself() {
    let mut edges: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for phrase in PHRASES.iter().filter(|phrase| kind(phrase) == Kind::Word) {
        edges.entry(phrase.path.last().expect("a path has a name")).or_default().extend(phrase.slots());
    }
    let mut faults = Vec::new();
    for start in edges.keys() {
        let (mut reached, mut todo) = (BTreeSet::new(), vec![start.to_string()]);
        while let Some(word) = todo.pop() {
            let next = edges.get(word.as_str()).into_iter().flatten();
            todo.extend(next.filter(|next| reached.insert(next.to_string())).cloned());
        }
        if reached.contains(*start) {
            faults.push(format!("【{start}】 by way of {reached:?}"));
        }
    }
    none(faults);
}

#[test]
fn what_a_part_must_say_is_an_aspect_of_it() {
    no_phrase(PHRASES.iter().filter(|phrase| phrase.path.last().is_some_and(|name| name == "must")), |phrase| {
        !banks::pool(&phrase.path[1], &phrase.path[2]).iter().any(|(aspect, _)| *aspect == phrase.text)
    });
}

#[test]
fn every_move_and_component_is_used_by_a_template() {
    let templates: String =
        FILES.iter().filter(|(path, _)| path.ends_with(".tera")).map(|(_, text)| text.as_str()).collect();
    let moves: BTreeSet<String> = PHRASES.iter().filter(|phrase| phrase.path[0] == "move").map(Phrase::bank).collect();
    // The program itself asks for these two where the brief does not bring them.
    let unsaid =
        moves.into_iter().filter(|path| !["move/title", "move/salutation"].iter().any(|own| path.starts_with(own)));
    let said = |path: &str| templates.contains(&format!("bank=\"{path}\""));
    let unsaid = unsaid.filter(|path| !said(path) && !said(&path.split('/').take(2).collect::<Vec<_>>().join("/")));
    let mut faults: Vec<String> = unsaid.collect();
    let components = FILES.keys().filter_map(|path| path.strip_prefix("templates/moves/")?.strip_suffix(".tera"));
    faults.extend(components.filter(|name| !templates.contains(&format!("<{name} "))).map(String::from));
    none(faults);
}

#[test]
fn every_template_drafts_at_every_level_and_length() {
    let library = Library::embedded();
    let templates = library.templates().expect("the headers are good");
    assert!(templates.len() >= 2);
    let mut faults = Vec::new();
    for (header, _) in templates {
        let lengths = [header.length.min, header.length.default, header.length.max];
        let lengths: BTreeSet<u32> = lengths.into_iter().collect();
        for (at, (length, level)) in
            lengths.iter().flat_map(|length| LEVELS.iter().map(move |level| (length, *level))).enumerate()
        {
            let topic = ["优化营商环境", "安全生产", "党的建设", "古树名木保护"][at % 4];
            let brief = serde_json::json!({
                "type": header.name, "meeting": format!("{topic}会议"), "topic": topic, "level": level, "length": length, "seed": at + 1,
            });
            let yaml = serde_yaml::to_string(&brief).expect("a brief is YAML");
            let draft = drafted(&yaml, &library).unwrap_or_else(|error| panic!("{error}\n{yaml}"));
            let mut found = audit::faults(&brief, &draft, &library);
            if draft.length.abs_diff(*length as usize) * 20 > *length as usize {
                found.push(format!("{} characters", draft.length));
            }
            faults.extend(found.into_iter().map(|fault| format!("{} {topic} {level} {length}: {fault}", header.name)));
        }
    }
    none(faults);
}

/// The embedded library with one more theme, whose file does not parse.
fn with_a_broken_theme() -> Embedded {
    let embedded = Embedded::new();
    let (mut banks, mut roots) = (embedded.banks.to_vec(), embedded.roots.to_vec());
    let file: &'static [u32] = Box::leak(Box::new([banks.len() as u32]));
    banks.push(("phrasebanks/theme/坏.yaml", "theme/坏: ["));
    roots.push(("theme/坏", file));
    roots.sort_unstable();
    Embedded { banks: banks.leak(), roots: roots.leak(), ..embedded }
}

#[test]
fn what_a_brief_does_not_use_is_not_parsed() {
    let library = Library::with(with_a_broken_theme());
    let yaml = "type: 推进会\nmeeting: 全市安全生产工作推进会\ntopic: 安全生产\n";
    let brief = Brief::read(&Arc::new(Source::new("要求.yaml", yaml))).expect("the brief is valid");
    assert!(qicao::draft(&brief, &library).is_ok());
    assert!(library.theme("坏", &Part::ALL).is_err(), "the broken theme would have been noticed");
}
