//! 以社区党组织为核心: the part of a Party organisation, told otherwise than the Constitution of the Party tells it.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC511",
    id: "party-role",
    category: Category::Formulation,
    severity: Severity::Info,
    on: true,
    page: include_str!("party_role.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Role) {
        if !review.is_quoted(hit.at.start) {
            found
                .at(hit.at.clone(), format!("“{}”和党章的表述不一致", row.word))
                .hint(format!("党章的说法是领导作用、战斗堡垒作用，如“{}”；照录文件原文的不必改", row.right));
        }
    }
}
