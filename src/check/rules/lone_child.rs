//! A level that has one item only.

use crate::check::finding::Findings;
use crate::check::items::run_on;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC113",
    id: "lone-child",
    category: Category::Numbering,
    severity: Severity::Warning,
    on: true,
    page: include_str!("lone_child.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (items, lists) in review.formal_lists() {
        for list in lists {
            let item = &items[list.items[0]];
            let Some(parent) = list.parent.filter(|_| list.items.len() == 1 && item.n == Some(1)) else { continue };
            let end = items[list.items[0] + 1..].first().map_or(item.at.end, |next| next.at.start);
            let end = end.max(review.paragraphs[item.paragraph].at.end);
            if !run_on(review, item.style, 2, item.at.end..end) {
                let (above, own) = (review.slice(&items[parent].at).trim(), review.slice(&item.at).trim());
                found.at(item.at.clone(), format!("“{above}”下面只有“{own}”一条")).hint("并到上一层去，或者补出第二条");
            }
        }
    }
}
