//! Formats that come in and go out: a grammar means the same here as there, a table comes back as it went.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use qicao::library::exchange::{Imported, lines, table, tracery};
use qicao::library::{OneOrMany, Origin, Phrase, PhraseWritten, When};
use qicao::{Library, Source};
use serde_json::{Value, json};

fn grammar(text: &str) -> Imported {
    tracery::read(&Arc::new(Source::new("语法.json", text))).expect("it is a grammar")
}

/// Every string that a symbol of a Tracery grammar makes, by its own rules and nothing of the program's: `#x#` is any rule of x,
/// modifiers are taken off, `\` takes the next character as it is.
fn told(grammar: &Value, symbol: &str) -> BTreeSet<String> {
    let rules = match &grammar[symbol] {
        Value::Array(rules) => rules.iter().filter_map(Value::as_str).collect(),
        Value::String(rule) => vec![rule.as_str()],
        _ => vec![],
    };
    let mut all = BTreeSet::new();
    for rule in rules {
        let mut made = vec![String::new()];
        let mut chars = rule.chars();
        while let Some(c) = chars.next() {
            let next: Vec<String> = match c {
                '\\' => chars.next().map(|c| vec![c.to_string()]).unwrap_or_default(),
                '#' => {
                    let tag: String = chars.by_ref().take_while(|c| *c != '#').collect();
                    told(grammar, tag.split('.').next().unwrap_or_default()).into_iter().collect()
                }
                c => vec![c.to_string()],
            };
            made = made.iter().flat_map(|one| next.iter().map(move |other| format!("{one}{other}"))).collect();
        }
        all.extend(made);
    }
    all
}

/// Every string that a slot of banks makes: 【x】 is any phrase of slot/x.
fn said(banks: &BTreeMap<String, Vec<String>>, slot: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for phrase in banks.get(&format!("slot/{slot}")).into_iter().flatten() {
        let mut made = vec![String::new()];
        let mut rest = phrase.as_str();
        while !rest.is_empty() {
            let (next, behind) = match rest.strip_prefix('【') {
                Some(inner) => {
                    let (name, behind) = inner.split_once('】').expect("a slot is closed");
                    (said(banks, name).into_iter().collect::<Vec<_>>(), behind)
                }
                None => {
                    let end = rest.find('【').unwrap_or(rest.len());
                    (vec![rest[..end].to_string()], &rest[end..])
                }
            };
            made = made.iter().flat_map(|one| next.iter().map(move |other| format!("{one}{other}"))).collect();
            rest = behind;
        }
        all.extend(made);
    }
    all
}

/// The banks that a grammar becomes, by way of a file: written, read by the library, and what stands in them then.
fn banks(imported: &Imported) -> BTreeMap<String, Vec<String>> {
    let mut sheet = qicao::library::edit::Sheet::fresh("甲.yaml", "");
    for arrival in &imported.phrases {
        sheet.add(&arrival.path, &arrival.phrase).expect("it is added");
    }
    let mut library = Library::empty();
    let text = sheet.text().to_string();
    let layer = qicao::library::Layer {
        name: "库".into(),
        banks: vec![("phrasebanks/甲.yaml".into(), text.clone())],
        templates: vec![],
    };
    library.add(layer).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut banks: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for root in library.roots("") {
        for entry in library.entries(root).expect("it was read") {
            let texts = entry.bank.phrases().map(|phrase| phrase.text.clone());
            banks.entry(entry.bank.path.clone()).or_default().extend(texts);
        }
    }
    banks
}

#[test]
fn a_tracery_grammar_makes_the_same_strings_here() {
    for text in [include_str!("../cases/banks/tracery/问候.json"), include_str!("../cases/banks/tracery/英文.json")]
    {
        let value: Value = serde_json::from_str(text).expect("JSON");
        let banks = banks(&grammar(text));
        let mut count = 0;
        for symbol in value.as_object().expect("an object").keys() {
            let strings = told(&value, symbol);
            count += strings.len();
            assert_eq!(said(&banks, symbol), strings, "{symbol}");
        }
        assert!(count > 15, "{count} strings are no test");
    }
}

#[test]
fn what_has_no_meaning_here_is_reported_at_its_place() {
    let imported = grammar(include_str!("../cases/banks/tracery/英文.json"));
    let told: Vec<String> = imported.reports.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("语法.json:2:") && told[0].contains(".capitalize"), "{told:?}");
    let imported = grammar(include_str!("../cases/banks/tracery/空规则.json"));
    insta::assert_snapshot!(imported.reports.iter().map(|report| format!("{report}\n")).collect::<String>());
    assert!(tracery::read(&Arc::new(Source::new("语法.json", "{ \"a\": [ }"))).is_err());
}

#[test]
fn a_grammar_that_goes_out_comes_back_with_the_same_strings() {
    let text = include_str!("../cases/banks/tracery/英文.json");
    let imported = grammar(text);
    let phrases: Vec<(String, Phrase)> = imported
        .phrases
        .iter()
        .map(|arrival| (arrival.path.clone(), Phrase::plain(arrival.phrase.text.clone(), Origin::default()).unwrap()))
        .collect();
    let out = tracery::write(phrases.iter().map(|(path, phrase)| (path.as_str(), phrase)));
    let value: Value = serde_json::from_str(text).unwrap();
    for symbol in value.as_object().unwrap().keys() {
        assert_eq!(told(&out, symbol), told(&value, symbol), "{symbol}");
    }
}

/// Grammars without cycles: a symbol's rules name later symbols only.
fn small_grammar() -> impl Strategy<Value = Value> {
    let piece = prop_oneof![
        (0..4usize).prop_map(|n| format!("#{}#", ["甲", "乙", "丙", "丁"][n])),
        "[a-z,:'\"&*!|>%@`{}-]{1,3}",
        "[一二三山水，：（）]{1,3}",
        Just("\\#".to_string()),
        Just("\\[\\]".to_string()),
    ];
    let rule = prop::collection::vec(piece, 1..4);
    prop::collection::vec(prop::collection::vec(rule, 1..3), 4).prop_map(|symbols| {
        let names = ["甲", "乙", "丙", "丁"];
        let mut grammar = json!({});
        for (at, rules) in symbols.into_iter().enumerate() {
            let earlier = |piece: &String| names[..=at].iter().any(|name| *piece == format!("#{name}#"));
            let said = |rule: Vec<String>| {
                format!("词{}尾", rule.into_iter().filter(|piece| !earlier(piece)).collect::<String>())
            };
            grammar[names[at]] = rules.into_iter().map(said).collect();
        }
        grammar
    })
}

proptest! {
    #![proptest_config(Config { cases: 200, rng_seed: RngSeed::Fixed(20_260_305), failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_grammar_without_cycles_makes_the_same_strings_here(value in small_grammar()) {
        let banks = banks(&grammar(&value.to_string()));
        for symbol in ["甲", "乙", "丙", "丁"] {
            prop_assert_eq!(said(&banks, symbol), told(&value, symbol), "{}", value);
        }
    }
}

#[test]
fn a_table_comes_back_as_it_went() {
    let written = PhraseWritten {
        text: "散会以后, 就\"上堤\"".into(),
        weight: Some(3),
        when: Some(When { level: vec!["县".into(), "乡".into()], kind: vec!["推进会".into()], ..When::default() }),
        needs: Some(OneOrMany::One("值守牵头".into())),
        tags: Some(OneOrMany::Many(vec!["夜里".into()])),
        since: Some(2026),
        source: Some("老李".into()),
        note: Some("去年汛期用过".into()),
        ..PhraseWritten::default()
    };
    let phrase = Phrase::new(written, Origin::default()).expect("a phrase");
    let plain = Phrase::plain("上游".into(), Origin::default()).expect("a phrase");
    let csv = table::to_csv([("move/closing_call", &phrase), ("slot/河段", &plain)]);
    let back = table::csv("表.csv", &csv, None).expect("it comes back");
    let again: Vec<(String, Phrase)> = back
        .phrases
        .into_iter()
        .map(|arrival| {
            let bare = arrival.phrase.weight.is_none() && arrival.phrase.when.is_none();
            let phrase = if bare {
                Phrase::plain(arrival.phrase.text, Origin::default())
            } else {
                Phrase::new(arrival.phrase, Origin::default())
            };
            (arrival.path, phrase.expect("a phrase"))
        })
        .collect();
    assert_eq!(again, [("move/closing_call".into(), phrase), ("slot/河段".into(), plain)]);
}

#[test]
fn a_workbook_is_read_by_the_heads_of_its_columns() {
    let found = table::workbook("表.xlsx", include_bytes!("../cases/banks/表.xlsx"), None).expect("it is a workbook");
    let first = &found.phrases[0];
    assert_eq!(
        (first.path.as_str(), first.phrase.weight, first.phrase.since),
        ("move/closing_call", Some(3), Some(2026))
    );
    assert_eq!(first.phrase.when.as_ref().unwrap().level, ["县", "乡"]);
    let texts: Vec<&str> = found.phrases.iter().map(|arrival| arrival.phrase.text.as_str()).collect();
    assert_eq!(texts, ["同志们，堤在脚下，人在堤上", "上游", "下游"]);
}

#[test]
fn every_wrong_row_of_a_table_is_told_with_its_line() {
    let text =
        "路径,短语,权重\nmove/closing_call,好,x\n,没有路径,\nthme/甲,错的路径,\nslot/甲,【不成对,\nslot/甲,好,\n";
    let error = table::csv("表.csv", text.as_bytes(), None).expect_err("it has faults");
    insta::assert_snapshot!(error);
    let error = table::csv("表.csv", "路经,短语\n".as_bytes(), None).expect_err("a column is misspelt");
    assert!(error.to_string().contains("路径"), "{error}");
}

#[test]
fn plain_lines_become_phrases_without_list_marks_and_stops() {
    let found = lines::read("# 会上记的\n- 先看水，再看人。\n\n　夜里多走一趟,带灯\n", "move/closing_call");
    let texts: Vec<&str> = found.phrases.iter().map(|arrival| arrival.phrase.text.as_str()).collect();
    assert_eq!(texts, ["先看水，再看人", "夜里多走一趟，带灯"]);
}

/// A bank has no final marks and no spaces between Chinese characters: a grammar or a table with them comes in all the same.
#[test]
fn what_a_bank_cannot_keep_of_a_text_does_not_keep_the_text_out() {
    let found = grammar("{ \"句\": [\"【河段】有人守。\", \"#河段# 有人守\", \"看水，\"], \"河段\": [\"上 游\"] }");
    let texts: Vec<&str> = found.phrases.iter().map(|arrival| arrival.phrase.text.as_str()).collect();
    assert_eq!(texts, ["【河段】有人守", "看水", "上游"]);
    let told = found.reports.iter().filter(|report| report.to_string().contains("保不住")).count();
    assert_eq!(told, 4, "{:?}", found.reports);
    let found =
        table::csv("表.csv", "路径,短语\nmove/closing_call,看水，再看人。\n".replace('，', "、").as_bytes(), None);
    assert_eq!(found.expect("a table").phrases[0].phrase.text, "看水、再看人");
}
