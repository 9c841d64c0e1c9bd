//! 一、→1.→（一）: a level under one that is lower than itself.

use crate::check::finding::Findings;
use crate::check::items::rank;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC101",
    id: "level-order",
    category: Category::Numbering,
    severity: Severity::Error,
    on: true,
    page: include_str!("level_order.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (items, lists) in review.formal_lists() {
        for list in lists {
            let first = &items[list.items[0]];
            let Some(parent) = list.parent.map(|parent| &items[parent]) else { continue };
            if rank(first.style) < rank(parent.style) {
                let (own, above) = (review.slice(&first.at).trim(), review.slice(&parent.at).trim());
                found
                    .at(first.at.clone(), format!("“{above}”下面用了“{own}”，层次颠倒"))
                    .hint("层次序数依次是 一、 （一） 1. （1）");
            }
        }
    }
}
