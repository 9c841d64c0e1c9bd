//! 一是…三是…: an item missing from an enumeration in running text.

use crate::check::finding::Findings;
use crate::check::items::{spoken_gaps, written};
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC110",
    id: "spoken-gap",
    category: Category::Numbering,
    severity: Severity::Error,
    on: true,
    page: include_str!("spoken_gap.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for items in &review.spoken {
        for (before, number) in spoken_gaps(items) {
            let item = &items[number];
            let (Some(n), Some(last)) = (item.n, before.map_or(Some(0), |before| items[before].n)) else { continue };
            let own = review.slice(&item.at).trim_end_matches(['，', '、', '：', ' ']);
            let message = match last {
                last if n == last => format!("“{own}”说了两次"),
                0 => format!("从“{own}”开始，前面没有“{}”", written(item.style, 1)),
                _ => format!("“{}”之后是“{own}”，缺“{}”", written(item.style, last), written(item.style, last + 1)),
            };
            found.at(item.at.clone(), message).hint("补上缺的一条，或者把序数依次改过来");
        }
    }
}
