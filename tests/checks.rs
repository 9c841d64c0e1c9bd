//! Checking: every example on every page does what the page says, findings stand where the fault is, the program says so.
//!
//! A page is a test: what stands under 不好 must be found by its rule, what stands under 好 must not. A YAML block marked `brief` or
//! `roster` on a page is what its examples are checked against.

#[path = "checks/against.rs"]
mod against;
#[path = "checks/command.rs"]
mod command;
#[path = "checks/inputs.rs"]
mod inputs;
#[path = "checks/planted.rs"]
mod planted;
#[path = "checks/sentences.rs"]
mod sentences;
#[path = "checks/whole.rs"]
mod whole;

use std::sync::{Arc, LazyLock};

use qicao::check::{Finding, RULES, Reviewer, Roster, Settings};
use qicao::{Brief, Library, Source};

/// The fenced blocks of a page: the head above it, what the fence says, the text.
fn blocks(page: &str) -> Vec<(String, String, String)> {
    let (mut head, mut found, mut open) = (String::new(), Vec::new(), None::<(String, Vec<&str>)>);
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => {
                let (info, lines) = open.take().expect("a block is open");
                // `text ×400` is said four hundred times: no page has to be a speech.
                let (info, times) = match info.split_once(" ×") {
                    Some((info, times)) => (info.to_string(), times.parse().expect("a number")),
                    None => (info, 1),
                };
                found.push((head.clone(), info, (lines.join("\n") + "\n").repeat(times)));
            }
            (None, Some(info)) => open = Some((info.to_string(), Vec::new())),
            (Some((_, lines)), None) => lines.push(line),
            (None, None) => {
                if let Some(name) = line.strip_prefix("## ") {
                    head = name.to_string();
                }
            }
        }
    }
    assert!(open.is_none(), "a block is not closed");
    found
}

/// Parsed once: a page has few lines, the library has many.
static LIBRARY: LazyLock<Library> = LazyLock::new(Library::embedded);

fn reviewed(text: &str, select: &str, brief: Option<&Brief>, roster: Option<&Roster>) -> Vec<Finding> {
    let settings = Settings::default().select(&[select.to_string()]).expect("the rule is known");
    let mut reviewer = Reviewer::new(settings, &LIBRARY).expect("the library is sound");
    if let Some(brief) = brief {
        reviewer = reviewer.with_brief(brief);
    }
    if let Some(roster) = roster {
        reviewer = reviewer.with_roster(roster);
    }
    let text = qicao::read("稿.txt", text.as_bytes(), None).expect("the example is text");
    reviewer.review(&text).findings
}

#[test]
fn every_example_on_every_page_does_what_the_page_says() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let blocks = blocks(rule.page);
        if blocks.iter().any(|(_, info, _)| info == "text past") {
            // Its examples are held against past speeches: `against`.
            continue;
        }
        let yaml = |kind: &str| {
            let block = blocks.iter().find(|(_, info, _)| info == &format!("yaml {kind}"));
            block.map(|(_, _, text)| Arc::new(Source::new(kind, text.as_str())))
        };
        let brief = yaml("brief").map(|source| Brief::read(&source).expect("the brief on the page is sound"));
        let roster = yaml("roster").map(|source| Roster::read(&source).expect("the roster on the page is sound"));
        let of = |head: &'static str| blocks.iter().filter(move |(name, info, _)| name == head && info == "text");
        if of("不好").count() == 0 || of("好").count() == 0 {
            wrong.push(format!("{}: the page has no example on one side", rule.code));
        }
        for (_, _, text) in of("不好") {
            if reviewed(text, rule.code, brief.as_ref(), roster.as_ref()).is_empty() {
                wrong.push(format!("{} does not find:\n{text}", rule.code));
            }
        }
        for (_, _, text) in of("好") {
            for finding in reviewed(text, rule.code, brief.as_ref(), roster.as_ref()) {
                wrong.push(format!("{} finds “{}” in:\n{text}", rule.code, finding.message));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn codes_stand_once_and_in_order_and_every_page_says_what_and_why() {
    for pair in RULES.windows(2) {
        assert!(pair[0].code < pair[1].code, "{} before {}", pair[0].code, pair[1].code);
    }
    for rule in RULES {
        assert!(rule.page.starts_with(&format!("# {} {}\n\n", rule.code, rule.name())), "{}", rule.code);
        for head in ["## 为什么", "## 不好", "## 好", "## 依据"] {
            assert!(rule.page.contains(&format!("\n{head}\n")), "{} has no {head}", rule.code);
        }
        assert!(rule.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", rule.id);
    }
}

#[test]
fn what_the_fixes_leave_is_not_found_again() {
    for rule in RULES {
        for (head, info, text) in blocks(rule.page) {
            if head != "不好" || info != "text" {
                continue;
            }
            let findings = reviewed(&text, rule.code, None, None);
            if findings.is_empty() || findings.iter().any(|finding| finding.fix.is_empty()) {
                continue;
            }
            let mut mended = text.clone();
            for _ in 0..3 {
                let (next, _) = qicao::check::mend(&mended, &reviewed(&mended, rule.code, None, None));
                mended = next;
            }
            let left = reviewed(&mended, rule.code, None, None);
            assert!(left.is_empty(), "{} finds again in:\n{mended}", rule.code);
        }
    }
}
