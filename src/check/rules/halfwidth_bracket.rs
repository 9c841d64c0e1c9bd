//! (一)压实责任: the brackets of a number are full-width in a Chinese text.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::outline::Style;
use crate::source::Span;

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

/// From so many on they are told as one.
const MANY: usize = 5;

fn check(review: &Review, found: &mut Findings) {
    let bracketed = |style| matches!(style, Style::CnParen | Style::ArabicParen);
    let mut marked: Vec<(Span, &str, String)> = Vec::new();
    for item in review.openings.iter().flatten().filter(|item| bracketed(item.style)) {
        let marker = review.slice(&item.at);
        let bare = marker.trim_end_matches(['、', ' ']);
        if !bare.contains(['(', ')']) {
            continue;
        }
        // 1) has only one bracket to begin with.
        let inner = bare.trim_matches(['(', ')', '（', '）']);
        let wide = if bare.starts_with(['(', '（']) { format!("（{inner}）") } else { format!("{inner}）") };
        marked.push((item.at.start..item.at.start + bare.len(), bare, wide));
    }
    if marked.len() >= MANY {
        let map = &review.document.clean.map;
        let finding = found.at(marked[0].0.clone(), format!("全篇有 {} 个序号用了半角括号", marked.len()));
        finding.hint(format!("都改成全角括号，如“{}”", marked[0].2));
        finding.fix = marked.into_iter().map(|(at, _, wide)| (map.raw_span(&at), wide)).collect();
        return;
    }
    for (at, bare, wide) in marked {
        found.at(at, format!("序号“{bare}”用了半角括号")).hint(format!("写成“{wide}”")).fix(wide);
    }
}
