//! 两个确立、四个意识、四个自信、两个维护: the order in which they are said.

use crate::check::finding::Findings;
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

const CHAIN: [&str; 4] = ["两个确立", "四个意识", "四个自信", "两个维护"];

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for (number, name) in CHAIN.iter().enumerate() {
        marks.extend(memchr::memmem::find_iter(text.as_bytes(), name).map(|at| (at, number)));
    }
    marks.sort_unstable();
    for pair in marks.windows(2) {
        let [(before, first), (at, second)] = pair else { continue };
        if second >= first || review.paragraph_at(*at).is_none() || review.paragraph_at(*before).is_none() {
            continue;
        }
        let between = &text[*before..*at];
        if !between.contains(['。', '！', '；', '\n']) {
            let end = at + CHAIN[*second].len();
            found
                .at(*at..end, format!("“{}”说在了“{}”后面", CHAIN[*second], CHAIN[*first]))
                .hint("依次是：“两个确立”、“四个意识”、“四个自信”、“两个维护”");
        }
    }
}
