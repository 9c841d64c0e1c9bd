//! One section that takes most of the speech.

use crate::check::finding::Findings;
use crate::check::items::rank;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC702",
    id: "part-heavy",
    category: Category::Structure,
    severity: Severity::Info,
    on: true,
    page: include_str!("part_heavy.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for reading in &review.document.speeches {
        let sections: Vec<_> =
            reading.nodes.iter().filter(|node| node.level == 1 && !node.inline && rank(node.style).is_some()).collect();
        if sections.len() < 2 {
            continue;
        }
        let sizes: Vec<usize> = sections.iter().map(|node| node.whole.len()).collect();
        let all: usize = sizes.iter().sum();
        for (section, size) in sections.iter().zip(sizes) {
            let share = 100 * size / all.max(1);
            let most = if sections.len() == 2 { 85 } else { 65 };
            if all >= 1200 && share >= most {
                found
                    .at(section.marker.start..section.head.end, format!("这一部分占了正文的 {share}%"))
                    .hint("分成两部分，或者匀一些给别的部分");
            } else if sections.len() >= 3 && all >= 4500 && share <= 4 {
                found
                    .at(section.marker.start..section.head.end, format!("这一部分只占正文的 {share}%"))
                    .hint("写实一些，或者并到别的部分");
            }
        }
    }
}
