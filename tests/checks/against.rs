//! Past speeches: what is found in them, where, and what is not told; the index that is built, kept up to date and never trusted blindly.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Output;

use proptest::prelude::*;
use qicao::Source;
use qicao::check::RULES;
use qicao::check::against::index::File;
use qicao::check::against::{Builder, Index, Match, Overlap, PAST, SetPhrases, Subject, fingerprints};
use qicao::outline::Bodies;

use crate::support::qicao;

const SPEECH: &str = include_str!("../outline/全套.txt");

const OTHERS: [&str; 3] = [
    include_str!("../outline/学校讲话.txt"),
    include_str!("../outline/署名文章.txt"),
    include_str!("../outline/会上有人将讲话.txt"),
];

/// What a text shares with past ones, by an index in memory.
fn overlap(text: &str, past: &[&str]) -> Overlap {
    let documents: Vec<_> = past.iter().map(|text| Bodies::read(text)).collect();
    let mut builder = Builder::new(Cursor::new(Vec::new()));
    for (number, document) in documents.iter().enumerate() {
        let (speeches, prints): (Vec<u32>, Vec<_>) = fingerprints(document).into_iter().unzip();
        let file = File { name: number.to_string(), size: 0, stamp: 0, speeches };
        builder.add(file, &prints).expect("memory can be written");
    }
    let mut bytes = Vec::new();
    builder.finish(&mut bytes).expect("memory can be written");
    let mut index = Index::open(Cursor::new(bytes)).expect("memory can be read").expect("it is an index");
    let mut subject = Subject::new(&Bodies::read(text), &SetPhrases::with([]));
    let keepers = index.keepers(&subject.hashes()).expect("memory can be read");
    let mut search = subject.search(&keepers, index.speeches(), |_| false);
    let grams = subject.grams();
    let mut matches: Vec<(u32, Match)> = Vec::new();
    loop {
        let speeches = search.next(4);
        if speeches.is_empty() {
            return subject.overlap(matches);
        }
        for speech in speeches {
            let (file, place, _) = index.speech(speech).expect("the index told it");
            let source = Source::new("旧稿", past[file]);
            let found = subject.compare(&grams, &source, &documents[file], place);
            let blocks: Vec<_> = found.iter().flat_map(|found| found.blocks.clone()).collect();
            search.settle(speech, &blocks);
            matches.extend(found.into_iter().map(|found| (speech, found)));
        }
    }
}

#[test]
fn the_examples_on_the_page_do_what_it_says() {
    let page = RULES.iter().find(|rule| rule.code == PAST).expect("it is in the table").page;
    let blocks = super::blocks(page);
    let text = |head: &str, info: &str| {
        let block = blocks.iter().find(|(name, kind, _)| name == head && kind == info);
        block.expect("it is on the page").2.clone()
    };
    let past = text("不好", "text past");
    assert_eq!(overlap(&text("不好", "text"), &[&past]).passages.len(), 1);
    assert!(overlap(&text("好", "text"), &[&past]).passages.is_empty());
}

#[test]
fn a_copy_is_found_though_marks_figures_names_and_words_were_changed() {
    let changed = SPEECH
        .replace("2026", "2027")
        .replace("128", "2,306")
        .replace("全县", "我县")
        .replace("，", "、")
        .replace("三点意见", "几点意见")
        .replace("某某某", "×××")
        .replace("表示衷心的感谢", "道一声辛苦")
        .replace("垃圾", "废物");
    let found = overlap(&changed, &[OTHERS[0], SPEECH, OTHERS[1]]);
    assert!(found.share() > 0.85, "{:.2}", found.share());
    assert!(found.passages.iter().all(|passage| passage.speech == 1));
}

#[test]
fn speeches_that_nobody_copied_share_nothing() {
    for (number, text) in OTHERS.iter().enumerate() {
        let past: Vec<&str> =
            OTHERS.iter().enumerate().filter(|(other, _)| *other != number).map(|(_, text)| *text).collect();
        let found = overlap(text, &[&past[..], &[SPEECH]].concat());
        assert_eq!(found.passages, [], "{number}");
    }
}

#[test]
fn set_phrases_do_not_count_and_a_paragraph_that_is_read_every_year_does() {
    let polite = "同志们：\n在此，我代表市委、市政府，向大家表示衷心的感谢！\n让我们更加紧密地团结在以习近平同志为核心的党中央周围，作出新的更大贡献！\n";
    assert_eq!(overlap(polite, &[polite]).passages, []);
    let yearly = "同志们：\n每年汛期以前，把每一处河堤走一遍，哪里渗水、哪里松土，当场记在本子上，三天之内派人去修，修完了再走一遍，谁走的谁签字。\n";
    let own = |n: usize| format!("{yearly}第{n}年的雨下得晚，水库的水比往年低了{n}尺，不能因为这个就松下来。\n");
    let past: Vec<String> = (3..12).map(own).collect();
    let past: Vec<&str> = past.iter().map(String::as_str).collect();
    assert_eq!(overlap(yearly, &past).passages.len(), 1);
    let phrase = |n: usize| {
        format!(
            "同志们：\n{}要把河堤从头到尾走一遍渗水松土当场记下来{}\n",
            ["今年", "明年", "后年"][n % 3],
            "啊".repeat(n)
        )
    };
    let past: Vec<String> = (1..12).map(phrase).collect();
    let past: Vec<&str> = past.iter().map(String::as_str).collect();
    assert_eq!(
        overlap("同志们：\n我说过，要把河堤从头到尾走一遍，渗水松土当场记下来。\n", &past[..2]).passages.len(),
        1
    );
    assert_eq!(overlap("同志们：\n我说过，要把河堤从头到尾走一遍，渗水松土当场记下来。\n", &past).passages.len(), 0);
}

proptest! {
    /// Wherever a sentence of a past speech is put into another, it is found, and nothing else is.
    #[test]
    fn a_sentence_that_was_put_in_is_found(which in 0usize..100, where_ in 0usize..100, other in 0usize..3) {
        let sentences: Vec<&str> = SPEECH.lines().filter(|line| line.ends_with('。')).flat_map(|line| line.split_inclusive('。')).collect();
        let long: Vec<&str> = sentences.into_iter().filter(|sentence| !sentence.contains("衷心的感谢") && sentence.chars().filter(|c| c.is_alphanumeric()).count() > 24).collect();
        let lines: Vec<&str> = OTHERS[other].lines().collect();
        let body: Vec<usize> = (2..lines.len()).filter(|at| lines[*at].ends_with('。')).collect();
        let (sentence, at) = (long[which % long.len()], body[where_ % body.len()]);
        let mut changed: Vec<String> = lines.iter().map(ToString::to_string).collect();
        changed[at].push_str(sentence);
        let found = overlap(&changed.join("\n"), &[SPEECH]);
        let letters: usize = found.passages.iter().map(|passage| passage.theirs.letters).sum();
        prop_assert!(letters >= 16 && letters <= sentence.chars().count(), "{letters} of {sentence}");
    }
}

/// A folder with past speeches and a speech beside it.
struct Office(tempfile::TempDir);

impl Office {
    fn new() -> Self {
        let office = Office(tempfile::tempdir().expect("a folder is made"));
        std::fs::create_dir(office.past()).expect("the folder is made");
        office.put("旧稿/一.txt", OTHERS[0]);
        office.put("旧稿/二.txt", SPEECH);
        let paragraph = SPEECH.lines().find(|line| line.starts_with("要强化镇村责任")).expect("it is there");
        office.put("新稿.txt", &format!("同志们：\n今年雨水多。\n{paragraph}\n"));
        office
    }

    fn past(&self) -> PathBuf {
        self.0.path().join("旧稿")
    }

    fn put(&self, name: &str, text: &str) {
        std::fs::write(self.0.path().join(name), text).expect("it is written");
    }

    fn index(&self) -> PathBuf {
        self.past().join(".qicao-index")
    }

    fn check(&self, more: &[&str]) -> Output {
        let (past, new) = (shown(&self.past()), shown(&self.0.path().join("新稿.txt")));
        qicao(&[&["check", "--select", PAST, "--against", &past, &new], more].concat())
    }

    fn told(&self, more: &[&str]) -> String {
        String::from_utf8(self.check(more).stdout).expect("it is text").replace(&shown(self.0.path()), "…")
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn a_shared_paragraph_is_shown_beside_its_place_in_the_old_speech() {
    insta::assert_snapshot!(Office::new().told(&[]));
}

#[test]
fn a_shared_paragraph_is_a_finding_in_json_and_can_be_ignored() {
    let office = Office::new();
    let found: serde_json::Value = serde_json::from_str(&office.told(&["--format", "json"])).expect("it is JSON");
    assert_eq!(
        (&found[0]["code"], &found[0]["category"], &found[0]["line"]),
        (&PAST.into(), &"duplicate".into(), &3.into())
    );
    assert!(found[0]["message"].as_str().expect("it is said").contains("旧稿/二.txt:17:1"), "{found}");
    assert_eq!(office.check(&[]).status.code(), Some(1));
    assert_eq!(office.check(&["--ignore", PAST]).status.code(), Some(0));
}

#[test]
fn an_index_gives_the_same_answer_and_follows_what_changes() {
    let office = Office::new();
    let without = office.told(&[]);
    assert!(!office.index().exists());
    assert_eq!(office.told(&["--index"]), without);
    let first = std::fs::read(office.index()).expect("it was built");
    assert_eq!(office.told(&[]), without);
    assert_eq!(std::fs::read(office.index()).expect("it is there"), first);
    std::fs::remove_file(office.past().join("二.txt")).expect("it is removed");
    assert!(office.told(&[]).contains("没有相同的段落"));
    office.put("旧稿/三.txt", SPEECH);
    assert_eq!(office.told(&[]), without.replace("二.txt", "三.txt"));
}

#[test]
fn a_damaged_index_is_built_anew() {
    let office = Office::new();
    let without = office.told(&["--index"]);
    let whole = std::fs::read(office.index()).expect("it was built");
    for bytes in [&whole[..whole.len() / 2], &b"x"[..], &[][..], &[0; 4096][..]] {
        std::fs::write(office.index(), bytes).expect("it is written");
        assert_eq!(office.told(&[]), without);
        assert_eq!(std::fs::read(office.index()).expect("it is there"), whole);
    }
}

#[test]
fn a_speech_that_lies_among_the_old_ones_is_not_its_own_copy() {
    let office = Office::new();
    let (past, itself) = (shown(&office.past()), shown(&office.past().join("二.txt")));
    for more in [&[][..], &["--index"]] {
        let told = qicao(&[&["check", "--select", PAST, "--against", &past, &itself], more].concat());
        assert!(String::from_utf8_lossy(&told.stdout).contains("没有相同的段落"));
    }
}

#[test]
fn one_bad_file_among_the_old_ones_is_told_of_and_stops_nothing() {
    let office = Office::new();
    office.put("旧稿/坏.docx", "PK\u{3}\u{4}…");
    let ended = office.check(&["--index"]);
    assert!(String::from_utf8_lossy(&ended.stderr).contains("坏.docx"));
    assert!(String::from_utf8_lossy(&ended.stdout).contains("二.txt:17:1"));
    assert!(!String::from_utf8_lossy(&office.check(&[]).stderr).contains("坏.docx"));
    let none = qicao(&["check", "--against", "没有这个目录", "README.md"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&none.stderr).contains("没有“没有这个目录”"));
}
