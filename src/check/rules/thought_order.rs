//! The order of the guiding theories.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
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

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    let marks: Vec<_> = review.words(Table::Theories).collect();
    for pair in marks.windows(2) {
        let [(before, first), (hit, second)] = pair else { continue };
        let joined = &text[before.at.end..hit.at.start.max(before.at.end)];
        let row =
            joined.chars().count() <= 8 && joined.contains(['、', '和', '与']) && !joined.contains(['。', '，', '；']);
        if second.right < first.right && row {
            found
                .at(hit.at.clone(), format!("“{}”排在了“{}”后面", second.word, first.word))
                .hint(format!("“{}”在前，“{}”在后，照党章的次序排", second.word, first.word));
        }
    }
}
