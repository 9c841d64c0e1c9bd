//! 一、→（1）: a level left out.

use crate::check::finding::Findings;
use crate::check::items::rank;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC102",
    id: "level-skip",
    category: Category::Numbering,
    severity: Severity::Warning,
    on: true,
    page: include_str!("level_skip.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (items, lists) in review.formal_lists() {
        for list in lists {
            let first = &items[list.items[0]];
            let parent = list.parent.map(|parent| &items[parent]);
            let (Some(own), Some(above)) = (rank(first.style), parent.and_then(|parent| rank(parent.style))) else {
                continue;
            };
            // Two levels only, 一、 and 1., are common practice, and ① may stand for （1）.
            let usual = own <= above + 1 || matches!((above, own), (0, 2) | (1, 3) | (3, 5));
            if let Some(parent) = parent.filter(|_| !usual) {
                let (own, above) = (review.slice(&first.at).trim(), review.slice(&parent.at).trim());
                found
                    .at(first.at.clone(), format!("“{above}”下面直接用“{own}”，跳过了中间的层次"))
                    .hint("层次序数依次是 一、 （一） 1. （1）；只有两层时可以用 一、 和 1.");
            }
        }
    }
}
