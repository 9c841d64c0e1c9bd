//! 讲四点意见, and three follow.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han::numeral;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC112",
    id: "promise-broken",
    category: Category::Numbering,
    severity: Severity::Error,
    on: true,
    page: include_str!("promise_broken.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for reading in &review.document.speeches {
        for promise in &reading.promises {
            let Some(promised) = promise.promised.filter(|promised| *promised as usize != promise.actual) else {
                continue;
            };
            let (said, actual) = (review.slice(&promise.at), numeral(promise.actual));
            let more = if promise.actual > promised as usize { "多" } else { "少" };
            let by = numeral(promise.actual.abs_diff(promised as usize));
            found
                .at(promise.at.clone(), format!("说的是“{said}”，后面列了{actual}项，{more}了{by}项"))
                .hint("数一数后面的条目，改数目或者补条目");
        }
    }
}
