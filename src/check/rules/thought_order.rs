//! The order of the guiding theories.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC508",
    id: "thought-order",
    category: Category::Formulation,
    severity: Severity::Error,
    on: true,
    page: include_str!("thought_order.md"),
    check,
};

const ORDER: [&str; 6] =
    ["马克思列宁主义", "毛泽东思想", "邓小平理论", "三个代表", "科学发展观", "习近平新时代中国特色社会主义思想"];

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for (number, name) in ORDER.iter().enumerate() {
        marks.extend(memchr::memmem::find_iter(text.as_bytes(), name).map(|at| (at, number)));
    }
    marks.sort_unstable();
    for pair in marks.windows(2) {
        let [(before, first), (at, second)] = pair else { continue };
        let joined = &text[before + ORDER[*first].len()..*at];
        let row =
            joined.chars().count() <= 8 && joined.contains(['、', '和', '与']) && !joined.contains(['。', '，', '；']);
        if second < first && row && review.paragraph_at(*at).is_some() {
            found
                .at(*at..at + ORDER[*second].len(), format!("“{}”排在了“{}”后面", ORDER[*second], ORDER[*first]))
                .hint("依次是：马克思列宁主义、毛泽东思想、邓小平理论、“三个代表”重要思想、科学发展观、习近平新时代中国特色社会主义思想");
        }
    }
}
