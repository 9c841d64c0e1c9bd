//! Sixty characters without a place to breathe.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC801",
    id: "breathless",
    category: Category::Style,
    severity: Severity::Warning,
    on: true,
    page: include_str!("breathless.md"),
    check,
};

/// So many characters a speaker can say in one breath.
const BREATH: usize = 60;

fn check(review: &Review, found: &mut Findings) {
    for paragraph in review.paragraphs.iter().filter(|paragraph| !paragraph.front && paragraph.at.len() > 3 * BREATH) {
        let mut start = paragraph.at.start;
        let marks = review.marks_of(paragraph).iter();
        // Titles of papers and quoted words do not part what is said around them.
        let stops = marks
            .filter(|mark| {
                matches!(mark.char, '，' | '。' | '；' | '：' | '、' | '！' | '？' | '…' | '—' | '\n' | '（' | '）')
            })
            .map(|mark| (mark.at, mark.end()));
        for (at, end) in stops.chain([(paragraph.at.end, paragraph.at.end)]) {
            if at.saturating_sub(start) > 3 * BREATH - 60 {
                let text = review.slice(&(start..at));
                // A title is said in one breath however long it is: it stands for itself and counts as a few words.
                let count = if text.contains('《') { without_titles(text) } else { han::length(text) };
                if count >= BREATH {
                    found
                        .at(start..at, format!("{count} 个字中间没有停顿，一口气念不完"))
                        .hint("断成两句，或者加一个逗号");
                }
            }
            start = end;
        }
    }
}

/// The length of a stretch with every title counted as four characters.
fn without_titles(text: &str) -> usize {
    let mut count = 0;
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('《') {
        count += han::length(before) + 4;
        rest = behind.split_once('》').map_or("", |(_, behind)| behind);
    }
    count + han::length(rest)
}
