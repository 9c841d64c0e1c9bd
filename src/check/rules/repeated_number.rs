//! （二）…（二）: a number that stands twice.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC104",
    id: "repeated-number",
    category: Category::Numbering,
    severity: Severity::Error,
    on: true,
    page: include_str!("repeated_number.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (items, lists) in review.formal_lists() {
        for list in lists {
            for (place, number) in list.items.iter().enumerate() {
                let item = &items[*number];
                let earlier = list.items[..place].iter().rfind(|other| items[**other].n == item.n && item.n.is_some());
                if let Some(earlier) = earlier {
                    let own = review.slice(&item.at).trim();
                    let line = review.line(items[*earlier].at.start);
                    found
                        .at(item.at.clone(), format!("“{own}”和第 {line} 行的序号重复"))
                        .hint("把这一条和后面的序号依次改过来");
                }
            }
        }
    }
}
