//! 一律就地免职: a penalty that a speech cannot lay down.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC512",
    id: "authority",
    category: Category::Formulation,
    severity: Severity::Info,
    on: true,
    page: include_str!("authority.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Authority) {
        let sentence = review.sentence_at(hit.at.start);
        let before = &review.text()[sentence.start.min(hit.at.start)..hit.at.start];
        let clause = before.rsplit(['，', '；']).next().unwrap_or_default();
        let lawful =
            ["依法", "依规", "依纪", "按规定", "按照规定", "按照有关", "根据"].iter().any(|word| clause.contains(word));
        if !lawful && !review.is_quoted(hit.at.start) {
            found
                .at(hit.at.clone(), format!("“{}”没有说依据什么，讲话里不能自设处分", row.word))
                .hint(format!("可以说“{}”", row.right));
        }
    }
}
