//! One heading asks where its siblings state.

use crate::check::finding::Findings;
use crate::check::items::heads;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC121",
    id: "heading-question",
    category: Category::Heading,
    severity: Severity::Info,
    on: true,
    page: include_str!("heading_question.md"),
    check,
};

const ASKING: [&str; 8] = ["怎样", "怎么", "如何", "为什么", "为何", "什么是", "是什么", "干什么"];

fn check(review: &Review, found: &mut Findings) {
    for (items, lists) in review.formal_lists() {
        for list in lists {
            let heads = heads(review, items, &list.items);
            if heads.len() < 2 || heads.len() != list.items.len() {
                continue;
            }
            let asks: Vec<bool> =
                heads.iter().map(|head| ASKING.iter().any(|word| review.slice(head).contains(word))).collect();
            let asking = asks.iter().filter(|asks| **asks).count();
            for (at, head) in heads.iter().enumerate() {
                if asks[at] && asking < heads.len() && 2 * asking <= heads.len() {
                    found.at(head.clone(), "同级的标题都是陈述，这一条是问句").hint("改成和别的标题一样的句式");
                }
            }
        }
    }
}
