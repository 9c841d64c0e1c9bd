//! 新时代思想: the name of a theory cut short or altered.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC507",
    id: "thought-name",
    category: Category::Formulation,
    severity: Severity::Error,
    on: true,
    page: include_str!("thought_name.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Thought) {
        // The full name holds many of the short ones.
        let start = hit.at.start.saturating_sub(row.right.len());
        let start = (start..=hit.at.start).find(|at| review.text().is_char_boundary(*at)).unwrap_or(hit.at.start);
        let around = &review.text()[start..];
        let whole = around.find(&row.right).map(|at| start + at);
        if whole.is_some_and(|at| at <= hit.at.start && hit.at.end <= at + row.right.len()) {
            continue;
        }
        found
            .at(hit.at.clone(), format!("“{}”不是规范的名称", row.word.replace(['“', '”'], "")))
            .hint(format!("写成“{}”", row.right))
            .fix(row.right.clone());
    }
}
