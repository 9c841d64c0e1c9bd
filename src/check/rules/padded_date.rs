//! 03月05日: months and days are told without a zero.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC403",
    id: "padded-date",
    category: Category::Date,
    severity: Severity::Warning,
    on: true,
    page: include_str!("padded_date.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for date in review.dates.iter().filter(|date| review.paragraph_at(date.at.start).is_some()) {
        for part in [&date.month, &date.day].into_iter().flatten() {
            let told = review.slice(&part.at);
            if let Some(right) = told.strip_prefix('0').filter(|right| !right.is_empty()) {
                found
                    .at(part.at.clone(), format!("“{told}”前面的零不要"))
                    .hint(format!("写成“{right}”"))
                    .fix(right.to_string());
            }
        }
    }
}
