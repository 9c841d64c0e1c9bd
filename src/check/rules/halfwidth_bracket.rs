//! (一)压实责任: the brackets of a number are full-width in a Chinese text.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::outline::Style;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC107",
    id: "halfwidth-bracket",
    category: Category::Numbering,
    severity: Severity::Error,
    on: true,
    page: include_str!("halfwidth_bracket.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let bracketed = |style| matches!(style, Style::CnParen | Style::ArabicParen);
    for item in review.openings.iter().flatten().filter(|item| bracketed(item.style)) {
        let marker = review.slice(&item.at);
        let bare = marker.trim_end_matches(['、', ' ']);
        if !bare.contains(['(', ')']) {
            continue;
        }
        // 1) has only one bracket to begin with.
        let inner = bare.trim_matches(['(', ')', '（', '）']);
        let wide = if bare.starts_with(['(', '（']) { format!("（{inner}）") } else { format!("{inner}）") };
        found
            .at(item.at.start..item.at.start + bare.len(), format!("序号“{bare}”用了半角括号"))
            .hint(format!("写成“{wide}”"))
            .fix(wide);
    }
}
