//! A paragraph that begins with a stop.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han::is_stop;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC218",
    id: "stop-at-start",
    category: Category::Punctuation,
    severity: Severity::Error,
    on: true,
    page: include_str!("stop_at_start.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for paragraph in &review.paragraphs {
        let text = review.slice(&paragraph.at);
        let Some(mark) = text.chars().next().filter(|c| is_stop(*c)) else { continue };
        let at = paragraph.at.start..paragraph.at.start + mark.len_utf8();
        found.at(at, format!("段首是“{mark}”")).hint("删去它，或者把这一段接到上一段后面");
    }
}
