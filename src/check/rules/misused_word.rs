//! 筑牢中华民族共同体意识: a word of a fixed wording that sounds like another.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC509",
    id: "misused-word",
    category: Category::Formulation,
    severity: Severity::Error,
    on: true,
    page: include_str!("misused_word.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Misused) {
        found
            .at(hit.at.clone(), format!("“{}”用字不对", row.word))
            .hint(format!("写成“{}”", row.right))
            .fix(row.right.clone());
    }
}
