//! 两个确立、四个意识、四个自信、两个维护: the order in which they are said.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC506",
    id: "formula-chain",
    category: Category::Formulation,
    severity: Severity::Warning,
    on: true,
    page: include_str!("formula_chain.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    let marks: Vec<_> = review.words(Table::Chain).collect();
    for pair in marks.windows(2) {
        let [(before, first), (hit, second)] = pair else { continue };
        if second.right >= first.right {
            continue;
        }
        let between = &text[before.at.start..hit.at.start];
        if !between.contains(['。', '！', '；', '\n']) {
            found
                .at(hit.at.clone(), format!("“{}”说在了“{}”后面", second.word, first.word))
                .hint("依次是：“两个确立”、“四个意识”、“四个自信”、“两个维护”");
        }
    }
}
