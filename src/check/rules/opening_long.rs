//! A quarter of the speech gone before the first section.

use crate::check::finding::Findings;
use crate::check::items::rank;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::outline::Style;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC703",
    id: "opening-long",
    category: Category::Structure,
    severity: Severity::Info,
    on: true,
    page: include_str!("opening_long.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for reading in &review.document.speeches {
        let mut sections = reading
            .nodes
            .iter()
            .filter(|node| node.level == 1 && !node.inline && (rank(node.style).is_some() || node.style == Style::DiN));
        let Some(first) = sections.next() else { continue };
        let all = reading.body.len();
        let opening = first.marker.start.saturating_sub(reading.body.start);
        // What is reported before the sections, a year's work, is no opening.
        let reviews = reading.nodes.iter().any(|node| {
            let told = !node.inline && !matches!(node.style, Style::Parallel(_));
            told && node.level != 1 && node.marker.start < first.marker.start
        });
        if sections.next().is_some() && all >= 1720 && 4 * opening >= all && !reviews {
            let share = 100 * opening / all;
            let start = reading.body.start;
            let end = review.paragraph_at(start).map_or(start, |paragraph| paragraph.at.end);
            found.at(start..end, format!("开头占了全文的 {share}%")).hint("减少一般性的论述，早一点进入正题");
        }
    }
}
