//! 搞定, 这事儿: words that are too loose for the occasion.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC803",
    id: "colloquial",
    category: Category::Style,
    severity: Severity::Info,
    on: true,
    page: include_str!("colloquial.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Colloquial) {
        if row.word.is_ascii() {
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if letter(review.before(hit.at.start)) || letter(review.after(hit.at.end)) {
                continue;
            }
        }
        if !review.is_quoted(hit.at.start) {
            found.at(hit.at.clone(), format!("“{}”口语太重", row.word)).hint(format!("可以说“{}”", row.right));
        }
    }
}
