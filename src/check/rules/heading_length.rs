//! Sibling headings of very different length.

use crate::check::finding::Findings;
use crate::check::items::heads;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC122",
    id: "heading-length",
    category: Category::Heading,
    severity: Severity::Info,
    on: true,
    page: include_str!("heading_length.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (items, lists) in review.formal_lists() {
        for list in lists {
            let heads = heads(review, items, list);
            if heads.len() < 2 || heads.len() + 1 < list.items.len() {
                continue;
            }
            let lengths: Vec<usize> = heads.iter().map(|head| review.slice(head).chars().count()).collect();
            let mut sorted = lengths.clone();
            sorted.sort_unstable();
            let usual = if sorted.len() == 2 { sorted[0] } else { sorted[sorted.len() / 2] };
            for (head, length) in heads.iter().zip(lengths) {
                let (long, short) = (length.max(usual), length.min(usual));
                if long - short >= 6 && long >= 2 * short {
                    found
                        .at(head.clone(), format!("这个标题 {length} 字，同级的在 {usual} 字上下，长短悬殊"))
                        .hint("改到相差两三个字以内");
                }
            }
        }
    }
}
