//! 发展与改革委员会: 和 and 与 in the names of organs.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC609",
    id: "organ-name",
    category: Category::Name,
    severity: Severity::Error,
    on: true,
    page: include_str!("organ_name.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Organs) {
        found
            .at(hit.at.clone(), format!("机构名称“{}”写错了", row.word))
            .hint(format!("写成“{}”", row.right))
            .fix(row.right.clone());
    }
}
