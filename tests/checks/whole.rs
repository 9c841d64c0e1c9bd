//! Faults that only a whole speech shows: its title, its salutation, the size and order of its parts. They stand in `faults/全篇.tsv` as edits of a
//! clean speech: each edit is found by its rule, and the sound edit of the same place is left alone from end to end.

use std::sync::{Arc, LazyLock};

use qicao::check::{Finding, Reviewer, Settings};
use qicao::{Brief, Library, Source};

const FAULTS: &str = include_str!("faults/全篇.tsv");

const SPEECH: &str = include_str!("../outline/全套.txt");

static LIBRARY: LazyLock<Library> = LazyLock::new(Library::embedded);

#[test]
fn a_fault_of_the_whole_speech_is_found_where_it_was_made_and_a_sound_one_is_left_alone() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in FAULTS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let columns: Vec<&str> = row.split('\t').collect();
        let (code, fault, sound) = (columns[0], columns[1], columns[2]);
        let brief = columns.get(3).map(|brief| {
            Brief::read(&Arc::new(Source::new("要求.yaml", *brief))).unwrap_or_else(|error| panic!("{row}: {error}"))
        });
        count += 1;
        let (text, own) = edited(fault);
        let hits = found(&text, code, brief.as_ref());
        // What is wrong with a whole speech is said of its title.
        if !hits.iter().any(|(line, _)| *line == 1 || own.contains(line)) {
            wrong.push(format!("{code} does not find: {fault} {:?}", hits.iter().map(|hit| hit.0).collect::<Vec<_>>()));
        }
        for (line, finding) in found(&edited(sound).0, code, brief.as_ref()) {
            wrong.push(format!("{code} finds “{}” on line {line} in: {sound}", finding.message));
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The speech with some of its lines changed, and the 1-based numbers of the changed ones.
fn edited(edits: &str) -> (String, Vec<usize>) {
    let mut lines: Vec<(String, bool)> = SPEECH.lines().map(|line| (line.to_string(), false)).collect();
    for edit in edits.split('｜') {
        let (begins, new) = edit.split_once("=>").expect("行首=>新行");
        let at = lines.iter().position(|(line, _)| line.starts_with(begins));
        let at =
            at.unwrap_or_else(|| if begins == "末尾" { lines.len() } else { panic!("no line begins “{begins}”") });
        let new = said(new).split('\n').map(|line| (line.to_string(), true)).collect::<Vec<_>>();
        lines.splice(at..(at + 1).min(lines.len()), new);
    }
    let own = (1..).zip(&lines).filter(|(_, (_, new))| *new).map(|(number, _)| number).collect();
    let lines: Vec<String> = lines.into_iter().map(|(line, _)| line).collect();
    (lines.join("\n") + "\n", own)
}

/// ⏎ is a line break; ⟦a sentence⟧×80 is said eighty times.
fn said(line: &str) -> String {
    let mut said = String::new();
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once('⟦') {
        let (sentence, behind) = behind.split_once("⟧×").expect("⟦…⟧×N");
        let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
        said.push_str(before);
        said.push_str(&sentence.repeat(behind[..digits].parse().expect("a number")));
        rest = &behind[digits..];
    }
    (said + rest).replace('⏎', "\n")
}

fn found(text: &str, code: &str, brief: Option<&Brief>) -> Vec<(usize, Finding)> {
    let settings = Settings::default().select(&[code.to_string()]).expect("the rule is known");
    let mut reviewer = Reviewer::new(settings, &LIBRARY).expect("the library is sound");
    if let Some(brief) = brief {
        reviewer = reviewer.with_brief(brief);
    }
    let text = qicao::read("稿.txt", text.as_bytes(), None).expect("it is text");
    let findings = reviewer.review(&text).findings;
    findings.into_iter().map(|found| (text.source.position(found.at.start).line, found)).collect()
}
