//! One sentence of commas from the first word of a paragraph to the last.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC211",
    id: "comma-run",
    category: Category::Punctuation,
    severity: Severity::Warning,
    on: true,
    page: include_str!("comma_run.md"),
    check,
};

/// So many characters in one sentence, and so many commas.
const LONG: usize = 120;
const COMMAS: usize = 10;

fn check(review: &Review, found: &mut Findings) {
    for paragraph in review.paragraphs.iter().filter(|paragraph| paragraph.at.len() > 3 * LONG && !paragraph.front) {
        for sentence in review.sentences(paragraph) {
            if sentence.len() < 3 * LONG {
                continue;
            }
            let marks = review.marks.within(sentence);
            let commas = marks.iter().filter(|mark| mark.char == '，').count();
            let parted = marks.iter().any(|mark| matches!(mark.char, '；' | '：' | '—'));
            let count = review.slice(sentence).chars().count();
            // 一是…，二是…: the numbers part what the marks do not.
            let spoken = &review.spoken[paragraph.speech];
            let first = spoken.partition_point(|item| item.at.start < sentence.start);
            let numbered = spoken.get(first + 1).is_some_and(|item| item.at.start < sentence.end);
            if count >= LONG && commas >= COMMAS && !parted && !numbered {
                found
                    .at(sentence.clone(), format!("一句话 {count} 字、{commas} 个逗号，一逗到底"))
                    .hint("按意思断成几句，该用句号、分号的地方用上");
            }
        }
    }
}
