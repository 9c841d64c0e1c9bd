//! What makes a speech of the sentences: problems that are mended, banks that are used evenly, gaps that are closed without a
//! word moving elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use qicao::draft::Source as From;
use qicao::library::{Origin, Phrase};
use qicao::{Brief, Draft, Library, Source};

use super::drafted;

const BRIEFS: [&str; 2] = [
    "type: 推进会\nmeeting: 全市优化营商环境推进会\ntopic: 优化营商环境\ndate: 2026-03-05\nlength: 3000\n",
    "type: 动员会\nmeeting: 全县安全生产集中整治动员会\ntopic: 安全生产\ndate: 2026-05-11\nlength: 2400\n",
];

fn seeded(brief: &str, seeds: u64, library: &Library) -> Vec<Draft> {
    let draft = |seed| drafted(&format!("{brief}seed: {seed}\n"), library).expect("the brief drafts");
    (1..=seeds).map(draft).collect()
}

/// The phrases of a draft in the order in which they are said, each once.
fn said(draft: &Draft) -> Vec<Origin> {
    let mut origins: Vec<Origin> = Vec::new();
    for piece in &draft.provenance {
        if let From::Phrase(origin) = piece.source
            && !origins.contains(&origin)
        {
            origins.push(origin);
        }
    }
    origins
}

const TASKS: [&str; 2] = ["theme/营商环境/do", "theme/安全生产/do"];
/// What else is said in roles, by moves and in common.
const OTHERS: [&str; 9] = [
    "theme/营商环境/why",
    "theme/营商环境/ensure",
    "theme/安全生产/why",
    "theme/安全生产/ensure",
    "theme/通用/ensure",
    "move/opening_purpose",
    "move/problems",
    "move/achievements",
    "move/closing_call",
];

/// Every phrase under some roots: bank, number of thoughts in it that can be said, labels.
fn phrases<'r>(
    library: &Library,
    roots: impl IntoIterator<Item = &'r &'r str>,
) -> BTreeMap<Origin, (String, usize, Vec<String>)> {
    let mut found = BTreeMap::new();
    for root in roots {
        for entry in library.entries(root).expect("the banks are sound") {
            // What these briefs can say of it: they are for working meetings.
            let plain = |phrase: &Phrase| {
                let registers =
                    phrase.limits.as_ref().map(|limits| limits.when.register.as_slice()).unwrap_or_default();
                registers.is_empty() || registers.iter().any(|register| register == "平实")
            };
            let plain = entry.bank.thoughts.iter().filter(|thought| thought.iter().any(plain)).count();
            for phrase in entry.bank.phrases() {
                let bank = (entry.bank.path.clone(), plain, phrase.tags().to_vec());
                found.insert(phrase.origin, bank);
            }
        }
    }
    found
}

fn role(bank: &str) -> &str {
    bank.rsplit('/').next().unwrap_or_default()
}

fn aspect(bank: &str) -> &str {
    bank.rsplit_once('/').map_or(bank, |(aspect, _)| aspect)
}

#[test]
fn every_problem_told_is_answered_in_its_point() {
    let library = Library::embedded();
    let tasks = phrases(&library, &TASKS);
    for brief in BRIEFS {
        for draft in seeded(brief, 40, &library) {
            let said: Vec<_> = said(&draft).iter().filter_map(|origin| tasks.get(origin)).collect();
            // Told before any point speaks: the problems of the move.
            let told = said.iter().take_while(|(bank, ..)| role(bank) == "problem");
            for (bank, _, tags) in told {
                assert!(!tags.is_empty(), "a problem of {bank} has no label");
                let answer = |(other, _, labels): &&(String, usize, Vec<String>)| {
                    aspect(other) == aspect(bank)
                        && !["problem", "neck"].contains(&role(other))
                        && labels.iter().any(|tag| tags.contains(tag))
                };
                let answered = said.iter().copied().any(|it| answer(&it));
                assert!(answered, "seed {}: {bank} {tags:?} is not answered\n{}", draft.seed, draft.text);
            }
        }
    }
}

#[test]
fn a_neck_leads_to_the_passage_behind_it_and_most_passages_have_one() {
    let library = Library::embedded();
    let tasks = phrases(&library, &TASKS);
    let necks: BTreeSet<&str> =
        tasks.values().map(|(bank, ..)| bank.as_str()).filter(|bank| role(bank) == "neck").map(aspect).collect();
    let (mut led, mut passages) = (0, 0);
    for brief in BRIEFS {
        for draft in seeded(brief, 20, &library) {
            let said: Vec<_> = said(&draft).iter().filter_map(|origin| tasks.get(origin)).collect();
            let due =
                |(bank, ..): &&&(String, usize, Vec<String>)| role(bank) == "passage" && necks.contains(aspect(bank));
            passages += said.iter().filter(due).count();
            for at in (0..said.len()).filter(|at| role(&said[*at].0) == "neck") {
                let (neck, _, labels) = said[at];
                let (next, _, tags) = said.get(at + 1).expect("something behind the neck");
                assert_eq!(
                    (aspect(next), role(next)),
                    (aspect(neck), "passage"),
                    "seed {}\n{}",
                    draft.seed,
                    draft.text
                );
                assert!(labels.contains(&tags[0]), "seed {}: {labels:?} {tags:?}", draft.seed);
                led += 1;
            }
        }
    }
    assert!(led * 2 > passages, "{led} of {passages}");
}

#[test]
fn under_a_task_what_it_covers_is_said_before_the_passage_on_one_matter() {
    let library = Library::embedded();
    let tasks = phrases(&library, &TASKS);
    let (mut covered, mut passages) = (0, 0);
    for brief in BRIEFS {
        for draft in seeded(brief, 20, &library) {
            let said: Vec<_> = said(&draft).iter().filter_map(|origin| tasks.get(origin)).collect();
            let at = |side: &str, wanted: &str, labelled: bool| {
                said.iter().position(|(bank, _, labels)| {
                    (aspect(bank), role(bank)) == (side, wanted) && labels.is_empty() != labelled
                })
            };
            let sides: BTreeSet<&str> = said.iter().map(|(bank, ..)| aspect(bank)).collect();
            for side in sides {
                let Some(passage) = at(side, "passage", true) else { continue };
                passages += 1;
                let Some(core) = at(side, "core", false) else { continue };
                assert!(core < passage, "seed {}: {side}\n{}", draft.seed, draft.text);
                covered += 1;
            }
        }
    }
    assert!(covered * 2 > passages, "{covered} of {passages}");
}

#[test]
fn a_speech_of_several_themes_speaks_for_all_of_them_where_a_section_names_none() {
    let library = Library::embedded();
    let brief = "type: 推进会\nmeeting: 全市优化营商环境和安全生产工作推进会\ndate: 2026-03-05\nlength: 4000\n\
        sections: [{ part: why }, { theme: 优化营商环境 }, { theme: 安全生产 }, { part: ensure }]\n";
    for draft in seeded(brief, 20, &library) {
        let json = draft.to_json(&library);
        let at = |mark: &str| draft.text.find(&format!("\n{mark}")).expect("four sections");
        let tasks = draft.text[..at("二、")].chars().count()..draft.text[..at("四、")].chars().count();
        for piece in json["provenance"].as_array().expect("a list") {
            let start = piece["start"].as_u64().expect("an offset") as usize;
            let bank = piece["bank"].as_str().unwrap_or_default();
            let one = ["theme/营商环境/", "theme/安全生产/"].iter().any(|theme| bank.starts_with(theme));
            let listed = matches!(role(bank), "problem" | "achievement" | "痛点");
            assert!(!one || listed || tasks.contains(&start), "seed {}: {bank}\n{}", draft.seed, draft.text);
        }
        assert!(!draft.text.contains("【主题】"), "seed {}\n{}", draft.seed, draft.text);
    }
}

#[test]
fn in_ten_drafts_no_sentence_of_a_role_with_enough_phrases_is_heard_again_and_again() {
    let library = Library::embedded();
    let tasks = phrases(&library, TASKS.iter().chain(&OTHERS));
    for brief in BRIEFS {
        let (mut heard, mut most) = (BTreeMap::<Origin, usize>::new(), BTreeMap::<String, usize>::new());
        for draft in seeded(brief, 10, &library) {
            let mut drawn: BTreeMap<&str, usize> = BTreeMap::new();
            // A neck is not drawn: it comes with its passage.
            let drawn_by_itself = |origin: &Origin| tasks.get(origin).is_some_and(|(bank, ..)| role(bank) != "neck");
            for origin in said(&draft).into_iter().filter(drawn_by_itself) {
                *heard.entry(origin).or_default() += 1;
                *drawn.entry(tasks[&origin].0.as_str()).or_default() += 1;
            }
            for (bank, times) in drawn {
                let most = most.entry(bank.into()).or_default();
                *most = times.max(*most);
            }
        }
        // Enough: five thoughts for each sentence that a draft says of the role.
        let spare = |bank: &str, thoughts: usize| thoughts >= 5 * most[bank];
        // A sentence of a point is heard beside its own turns when what the point turns on calls for it; a move's is not.
        let often = |bank: &str| match role(bank) {
            _ if bank.starts_with("move/") => 2,
            "do" | "passage" => 4,
            _ => 3,
        };
        let often: Vec<_> = heard
            .iter()
            .filter(|(origin, times)| **times > often(&tasks[origin].0) && spare(&tasks[origin].0, tasks[origin].1))
            .map(|(origin, times)| format!("{times} times: {} {origin:?}", tasks[origin].0))
            .collect();
        let judged = most
            .keys()
            .filter(|bank| tasks.values().any(|(path, thoughts, _)| path == *bank && spare(bank, *thoughts)));
        assert!(judged.count() >= 10, "hardly a role has enough phrases");
        assert!(often.is_empty(), "{brief}\n{}", often.join("\n"));
    }
}

#[test]
fn the_case_brings_the_side_that_speaks_of_it() {
    let library = Library::embedded();
    let brief = |topic: &str, kind: &str, fact: &str| {
        format!("type: {kind}\nlevel: 市\ntopic: {topic}\nlength: 1600\nfacts: {{ {fact} }}\n")
    };
    let cases = [
        (brief("作风建设", "廉政警示教育", "案发问题: 违规吃喝、收受礼金"), "theme/作风建设/do/勤俭节约/"),
        (brief("城市更新", "调研座谈", "大家反映: 加装电梯时低层住户意见难统一"), "theme/城市更新/do/老旧小区/"),
    ];
    for (brief, side) in cases {
        for draft in seeded(&brief, 10, &library) {
            let banks = said(&draft).into_iter().map(|origin| library.locate(origin).bank);
            assert!(banks.into_iter().any(|bank| bank.starts_with(side)), "seed {}: {}", draft.seed, draft.text);
        }
    }
}

#[test]
fn the_list_of_what_is_missing_filled_in_closes_the_gaps_and_moves_nothing() {
    let library = Library::embedded();
    for brief in BRIEFS {
        for before in seeded(brief, 30, &library) {
            let list = before.facts_to_fill(&Default::default());
            let filled: String = list
                .lines()
                .map(|line| {
                    line.trim_end_matches(':').to_string() + if line.ends_with(':') { ": 某值" } else { "" } + "\n"
                })
                .collect();
            let source = Arc::new(Source::new("要求.yaml", format!("{brief}seed: {}\n", before.seed)));
            let mut brief = Brief::read(&source).expect("the brief is valid");
            brief.fill(&Arc::new(Source::new("事实.yaml", filled))).expect("the list is valid");
            let after = qicao::draft(&brief, &library).expect("the brief drafts");
            let mut expected = before.text.clone();
            for placeholder in &before.placeholders {
                expected = expected.replace(&format!("【{}】", placeholder.name), "某值");
            }
            assert_eq!(after.text, expected, "seed {}", before.seed);
            assert!(after.placeholders.is_empty() && after.facts.unused.is_empty());
        }
    }
}
