//! ××, TODO, （待补）, {{部门}}: marks of what was never written.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::marks::Mark;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::outline::holes;
use crate::source::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC902",
    id: "left-open",
    category: Category::Placeholder,
    severity: Severity::Error,
    on: true,
    page: include_str!("left_open.md"),
    check,
};

/// From so many on, marks of one kind are told together.
const MANY: usize = 12;

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Unfinished) {
        found.at(hit.at.clone(), format!("留着“{}”，还没有写完", row.word)).hint("补上内容，或者删去记号");
    }
    for at in memchr::memmem::find_iter(review.text().as_bytes(), "{{") {
        let Some(paragraph) = review.paragraph_at(at) else { continue };
        let rest = &review.text()[at..paragraph.at.end.max(at)];
        let end = at + rest.find("}}").map_or("{{".len(), |close| close + "}}".len());
        let own = review.slice(&(at..end));
        found.at(at..end, format!("留着模板的记号“{own}”，没有换成内容")).hint("填上内容，或者删去记号");
    }
    for (open, close) in [("（", "）"), ("(", ")")] {
        for at in memchr::memmem::find_iter(review.text().as_bytes(), open) {
            let inner = &review.text()[at + open.len()..];
            let blank = inner.len() - inner.trim_start_matches([' ', '\u{3000}']).len();
            if inner[blank..].starts_with(close) && review.paragraph_at(at).is_some() {
                found.at(at..at + open.len() + blank + close.len(), "留着空白没有填").hint("填上内容");
            }
        }
    }
    let mut blots: Vec<Span> = Vec::new();
    // × is the only character of speeches that begins with this byte.
    let bytes = review.text().as_bytes();
    let mut blotted = memchr::memchr3_iter(b'X', b'x', b'*', bytes).peekable();
    let mut crossed = memchr::memchr_iter(0xc3, bytes).peekable();
    for paragraph in &review.paragraphs {
        let blank = |mark: &Mark| matches!(mark.char, '_' | '＿');
        let (mut rare, mut blanks) = (false, false);
        for mark in review.marks_of(paragraph) {
            rare |= matches!(mark.char, '○' | '╳' | 'Ｘ' | '＊' | '〇');
            blanks |= blank(mark);
        }
        while blotted.next_if(|at| *at < paragraph.at.start).is_some() {}
        while crossed.next_if(|at| *at < paragraph.at.start).is_some() {}
        let within = |at: Option<&usize>| at.is_some_and(|at| *at < paragraph.at.end);
        if rare || within(blotted.peek()) || within(crossed.peek()) {
            let start = paragraph.at.start;
            let own = holes(review.slice(&paragraph.at));
            blots.extend(own.into_iter().map(|hole| start + hole.at.start..start + hole.at.end));
        }
        let marks = if blanks { review.marks_of(paragraph) } else { &[] };
        let lines = marks
            .windows(2)
            .filter(|pair| blank(&pair[0]) && pair[0].char == pair[1].char && pair[0].end() == pair[1].at);
        let mut last = 0;
        for pair in lines {
            if pair[0].at >= last {
                found.at(pair[0].at..pair[1].end(), "留着空白没有填").hint("填上内容");
            }
            last = pair[1].end();
        }
    }
    // A speech whose names were blotted out before it was published is told once for each blot.
    let mut marks: Vec<&str> = blots.iter().map(|at| review.slice(at)).collect();
    marks.sort_unstable();
    marks.dedup();
    let many = blots.len() > MANY;
    for mark in marks {
        let of: Vec<&Span> = blots.iter().filter(|at| review.slice(at) == mark).collect();
        if many && of.len() > 1 {
            found.at(of[0].clone(), format!("全篇有 {} 处“{mark}”没有填", of.len())).hint("填上名称或者数字");
        } else {
            for at in of {
                found.at(at.clone(), format!("“{mark}”处没有填")).hint("填上名称或者数字");
            }
        }
    }
}
