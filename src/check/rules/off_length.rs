//! Ten per cent more or less than the brief asks for.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC712",
    id: "off-length",
    category: Category::Length,
    severity: Severity::Warning,
    on: true,
    page: include_str!("off_length.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let Some(wanted) = review.brief.and_then(|brief| brief.length).map(|length| length as usize) else { return };
    let [(speech, _)] = review.speeches.iter().zip(&review.document.speeches).collect::<Vec<_>>()[..] else { return };
    let length = han::length(review.slice(&speech.at));
    if 10 * length.abs_diff(wanted) > wanted {
        let first = &review.paragraphs[speech.paragraphs.start];
        let more = if length > wanted { "多" } else { "少" };
        let by = 100 * length.abs_diff(wanted) / wanted;
        found.at(first.at.clone(), format!("要求 {wanted} 字，全文 {length} 字，{more}了 {by}%")).hint(format!(
            "改到 {} 至 {} 字",
            wanted * 9 / 10,
            wanted * 11 / 10
        ));
    }
}
