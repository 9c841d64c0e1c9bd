//! 坚定“四个意识”: a formulation with a verb that belongs to another.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC505",
    id: "formula-verb",
    category: Category::Formulation,
    severity: Severity::Error,
    on: true,
    page: include_str!("formula_verb.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Collocations) {
        found
            .at(hit.at.clone(), format!("“{}”搭配不当", row.word.replace(['“', '”'], "")))
            .hint(format!("写成“{}”", row.right.replace(['“', '”'], "")))
            .fix(row.right.clone());
    }
}
