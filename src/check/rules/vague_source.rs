//! 有关专家指出: an authority without a name.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC621",
    id: "vague-source",
    category: Category::Quotation,
    severity: Severity::Warning,
    on: true,
    page: include_str!("vague_source.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Vague) {
        found
            .at(hit.at.clone(), format!("“{}”没有说是谁", row.word))
            .hint("写明是哪个机构、哪个人、什么时候说的，没有就删去");
    }
}
