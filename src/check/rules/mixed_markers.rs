//! 第一，…二是…第三，…: one enumeration in several styles.

use crate::check::finding::Findings;
use crate::check::items::spoken_lists;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC109",
    id: "mixed-markers",
    category: Category::Numbering,
    severity: Severity::Warning,
    on: true,
    page: include_str!("mixed_markers.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for items in &review.spoken {
        for list in spoken_lists(items) {
            for pair in list.windows(2) {
                let (before, item) = (&items[pair[0]], &items[pair[1]]);
                let both = std::mem::discriminant(&before.style) == std::mem::discriminant(&item.style);
                // 最后 closes a list of any kind.
                if both || item.n.is_none() || before.n.is_none() {
                    continue;
                }
                let shown =
                    |at: &crate::source::Span| review.slice(at).trim_end_matches(['，', '、', '：', ' ']).to_string();
                let (first, own) = (shown(&items[list[0]].at), shown(&item.at));
                found
                    .at(item.at.clone(), format!("这一组从“{first}”起，到这里成了“{own}”，体例不一"))
                    .hint("一组里用一种：第一、第二、第三，或者一是、二是、三是");
                break;
            }
        }
    }
}
