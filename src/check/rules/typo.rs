//! 严以律已, 按装: characters that look or sound like the right ones.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC804",
    id: "typo",
    category: Category::Style,
    severity: Severity::Error,
    on: true,
    page: include_str!("typo.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Typos) {
        found
            .at(hit.at.clone(), format!("“{}”有错字", row.word))
            .hint(format!("写成“{}”", row.right))
            .fix(row.right.clone());
    }
}
