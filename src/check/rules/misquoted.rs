//! 于我为浮云: an old saying with a wrong character in it.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC623",
    id: "misquoted",
    category: Category::Quotation,
    severity: Severity::Error,
    on: true,
    page: include_str!("misquoted.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Quotes) {
        let source = if row.more.is_empty() { String::new() } else { format!("，出自{}", row.more) };
        found
            .at(hit.at.clone(), format!("古语引错了：“{}”", row.word))
            .hint(format!("写成“{}”{source}", row.right))
            .fix(row.right.clone());
    }
}
