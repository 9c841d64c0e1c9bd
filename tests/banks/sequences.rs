//! Random edits of randomly formatted files: each does what it says, none touches a byte that is not its own, all parse.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use qicao::library::PhraseWritten;
use qicao::library::edit::Sheet;

/// Numbers without an order in them.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }
}

const PATHS: [&str; 7] = [
    "move/closing_call",
    "move/transition/推进会",
    "slot/河段",
    "theme/防汛/do/巡堤查险/core",
    "theme/防汛/do/巡堤查险/do",
    "theme/防汛/do/备料/core",
    "theme/防汛/achievement",
];

/// What stands in a file, kept beside it: paths with their thoughts.
type Model = Vec<(String, Vec<Vec<String>>)>;

/// A phrase that stands nowhere else.
fn text(number: usize, dice: &mut Dice) -> String {
    let ends = [
        "",
        "，这样才行",
        "：先看后办",
        "、一样不少",
        " #不是注",
        "【占位】",
        "“引文”",
        ", 半角",
        "'单引'",
        "\"双引\"",
    ];
    format!("第{number}句话{}", ends[dice.roll(ends.len())])
}

fn remark(dice: &mut Dice) -> &'static str {
    ["", "", "", "  # 注", "   #注，: [x]", " # “引”'"][dice.roll(6)]
}

/// One phrase as a value, in one of the ways of writing it.
fn value(text: &str, flow: bool, dice: &mut Dice) -> String {
    let single = format!("'{}'", text.replace('\'', "''"));
    let double = format!("\"{}\"", text.replace('"', "\\\""));
    let plain = !text.contains([',', '\'', '"']) && !text.contains(" #");
    match dice.roll(5) {
        0 => double,
        1 => single,
        2 => format!("{{ text: {double} , weight: 2}}"),
        _ if plain => text.into(),
        _ if flow => single,
        _ => double,
    }
}

/// A file of several banks, each written in its own way, and what stands in it.
fn file(seed: u64) -> (String, Model) {
    let mut dice = Dice(seed);
    let (mut out, mut model, mut number) = (String::new(), Model::new(), 0);
    let mut next = |dice: &mut Dice| {
        number += 1;
        text(number, dice)
    };
    for path in PATHS {
        if dice.roll(6) == 0 && path != PATHS[0] {
            continue;
        }
        for _ in 0..dice.roll(3) {
            out += ["\n", "# 顶格的注\n", "   # 缩进的注\n"][dice.roll(3)];
        }
        let segments: Vec<&str> = path.split('/').collect();
        let (mut indent, mut key) = (0, path.to_string());
        // A theme may only be begun once by a key of its own; later banks of it are written flat.
        if dice.roll(2) == 0 && segments.len() == 2 && !out.contains(&format!("{}:\n", segments[0])) {
            out += &format!("{}:\n", segments[0]);
            indent = 1 + dice.roll(4);
            key = segments[1].into();
        }
        let pad = " ".repeat(indent);
        let count = 1 + dice.roll(4);
        let mut thoughts: Vec<Vec<String>> = Vec::new();
        match dice.roll(4) {
            0 => {
                let texts: Vec<String> = (0..count).map(|_| next(&mut dice)).collect();
                let values: Vec<String> = texts.iter().map(|text| value(text, true, &mut dice)).collect();
                let comma = [",", ", ", " , ", ",\n      "][dice.roll(4)];
                out += &format!("{pad}{key}: [{}]{}\n", values.join(comma), remark(&mut dice));
                thoughts.extend(texts.into_iter().map(|text| vec![text]));
            }
            _ => {
                out += &format!("{pad}{key}:{}\n", remark(&mut dice));
                let inner = " ".repeat(indent + dice.roll(4));
                for _ in 0..count {
                    if dice.roll(4) == 0 {
                        out += ["\n", "  # 夹在中间的注\n"][dice.roll(2)];
                    }
                    let dash = ["- ", "-   "][dice.roll(2)];
                    let words = if dice.roll(4) == 0 { 2 } else { 1 };
                    let texts: Vec<String> = (0..words).map(|_| next(&mut dice)).collect();
                    if words == 1 {
                        out += &format!("{inner}{dash}{}{}\n", value(&texts[0], false, &mut dice), remark(&mut dice));
                    } else {
                        let deeper = " ".repeat(inner.len() + dash.len());
                        let (one, other) = (value(&texts[0], false, &mut dice), value(&texts[1], false, &mut dice));
                        let (a, b) = (remark(&mut dice), remark(&mut dice));
                        out += &format!("{inner}{dash}- {one}{a}\n{deeper}- {other}{b}\n");
                    }
                    thoughts.push(texts);
                }
            }
        }
        model.push((path.into(), thoughts));
    }
    if dice.roll(3) == 0 {
        out.truncate(out.trim_end().len());
    }
    if dice.roll(3) == 0 {
        out = out.replace('\n', "\r\n");
    }
    if dice.roll(4) == 0 {
        out.insert(0, '\u{feff}');
    }
    (out, model)
}

/// What a sheet has: thoughts by path, paths in the order in which they come first.
fn model_of(sheet: &Sheet) -> Model {
    let mut model = Model::new();
    for item in sheet.items() {
        match model.iter_mut().find(|(path, _)| *path == item.path) {
            Some((_, thoughts)) => thoughts.push(item.texts),
            None => model.push((item.path, vec![item.texts])),
        }
    }
    model
}

fn sorted(mut model: Model) -> Model {
    model.sort();
    model
}

/// The lengths of what two texts have in common before and behind their difference.
fn common(before: &str, after: &str) -> (usize, usize) {
    let head = before.bytes().zip(after.bytes()).take_while(|(one, other)| one == other).count();
    let rest = before.len().min(after.len()) - head;
    let tail = before.bytes().rev().zip(after.bytes().rev()).take(rest).take_while(|(one, other)| one == other).count();
    (head, tail)
}

fn config() -> Config {
    Config {
        cases: 400,
        rng_seed: RngSeed::Fixed(20_260_305),
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_edit_of_any_file_does_what_it_says_and_touches_nothing_else(
        seed in any::<u64>(),
        edits in prop::collection::vec((0..4usize, any::<u64>()), 1..8),
    ) {
        let (text, mut model) = file(seed);
        let mut sheet = Sheet::read("甲.yaml", text.as_bytes()).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(sorted(model_of(&sheet)), sorted(model.clone()), "{}", text);
        for (at, (kind, seed)) in edits.into_iter().enumerate() {
            let mut dice = Dice(seed);
            let before = sheet.text().to_string();
            let new = text_of(at, &mut dice);
            let bank = dice.roll(model.len());
            let thought = dice.roll(model[bank].1.len());
            let path = model[bank].0.clone();
            let told = |what: &str, after: &str| format!("{what}\n--- before\n{before}\n--- after\n{after}");
            match kind {
                0 => {
                    let path = PATHS[dice.roll(PATHS.len())].to_string();
                    sheet.add(&path, &PhraseWritten { text: new.clone(), ..PhraseWritten::default() })
                        .map_err(|error| TestCaseError::fail(format!("add {path} {new}: {error}\n{before}")))?;
                    match model.iter_mut().find(|(other, _)| *other == path) {
                        Some((_, thoughts)) => thoughts.push(vec![new]),
                        None => model.push((path, vec![vec![new]])),
                    }
                    let (head, tail) = common(&before, sheet.text());
                    prop_assert_eq!(head + tail, before.len(), "{}", told("only put in", sheet.text()));
                }
                1 => {
                    let old = model[bank].1[thought][0].clone();
                    let found = sheet.phrases(&path).into_iter().find(|found| found.text == old).expect("it stands there");
                    sheet.reword(&found.at, &new).map_err(|error| TestCaseError::fail(format!("reword {old}: {error}\n{before}")))?;
                    model[bank].1[thought][0] = new.clone();
                    let (head, tail) = common(&before, sheet.text());
                    let gone = &before[floor(&before, head)..ceil(&before, before.len() - tail)];
                    let plain = |text: &str| text.replace(['\'', '"', '\\'], "");
                    prop_assert!(plain(&old).contains(plain(gone).trim()), "{}", told(gone, sheet.text()));
                }
                2 if model.iter().map(|(_, thoughts)| thoughts.iter().map(Vec::len).sum::<usize>()).sum::<usize>() > 1 => {
                    let wording = dice.roll(model[bank].1[thought].len());
                    let old = model[bank].1[thought].remove(wording);
                    let found = sheet.phrases(&path).into_iter().find(|found| found.text == old).expect("it stands there");
                    sheet.remove(&found.at).map_err(|error| TestCaseError::fail(format!("remove {old}: {error}\n{before}")))?;
                    model[bank].1.retain(|thought| !thought.is_empty());
                    model.retain(|(_, thoughts)| !thoughts.is_empty());
                    let (head, tail) = common(&before, sheet.text());
                    prop_assert_eq!(head + tail, sheet.text().len(), "{}", told("only taken out", sheet.text()));
                    let gone = &before[floor(&before, head)..ceil(&before, before.len() - tail)];
                    for other in model.iter().flat_map(|(_, thoughts)| thoughts).flatten() {
                        prop_assert!(!gone.contains(other.as_str()), "{}", told(other, sheet.text()));
                    }
                }
                _ => {
                    sheet.format().map_err(|error| TestCaseError::fail(format!("format: {error}\n{before}")))?;
                    prop_assert_eq!(sheet.text().matches('#').count(), before.matches('#').count());
                    let bare = |text: &str| text.split_whitespace().collect::<String>();
                    prop_assert_eq!(bare(sheet.text()), bare(&before));
                    let mut again = sheet.clone();
                    prop_assert!(!again.format().unwrap(), "{}", told(again.text(), sheet.text()));
                }
            }
            prop_assert_eq!(sorted(model_of(&sheet)), sorted(model.clone()), "{}", told("it means", sheet.text()));
            let bytes = sheet.bytes().expect("UTF-8 has everything");
            prop_assert!(Sheet::read("甲.yaml", &bytes).is_ok());
            prop_assert_eq!(bytes.starts_with("\u{feff}".as_bytes()), text.starts_with('\u{feff}'));
        }
    }
}

/// A new phrase, told from those of the file.
fn text_of(at: usize, dice: &mut Dice) -> String {
    let text = text(at + 1, dice).replace("第", "新");
    format!("{text}{}", dice.roll(1_000_000))
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn ceil(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}
