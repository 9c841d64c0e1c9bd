//! A speech of more than an hour.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC711",
    id: "too-long",
    category: Category::Length,
    severity: Severity::Warning,
    on: true,
    page: include_str!("too_long.md"),
    check,
};

/// Characters a speaker reads in a minute, and the minutes that a main speech may take.
const PACE: usize = 180;
const MOST: usize = 60;

fn check(review: &Review, found: &mut Findings) {
    for (speech, reading) in review.speeches.iter().zip(&review.document.speeches) {
        // A character is a byte at least.
        if reading.body.len() <= PACE * MOST {
            continue;
        }
        let length = han::length(review.slice(&reading.body));
        let minutes = length.div_ceil(PACE);
        if minutes > MOST {
            let first = &review.paragraphs[speech.paragraphs.start];
            let (quick, slow) = (length.div_ceil(220), length.div_ceil(160));
            found
                .at(first.at.clone(), format!("全文 {length} 字，要讲 {quick} 至 {slow} 分钟，超过一小时"))
                .hint(format!("主报告不超过一小时，删到 {} 字以内", PACE * MOST));
        }
    }
}
