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
                let count = han::length(text);
                if count >= BREATH && !text.contains('《') {
                    found
                        .at(start..at, format!("{count} 个字中间没有停顿，一口气念不完"))
                        .hint("断成两句，或者加一个逗号");
                }
            }
            start = end;
        }
    }
}
