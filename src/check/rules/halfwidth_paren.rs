//! Half-width brackets around Chinese: 县(市、区).

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han::is_han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC202",
    id: "halfwidth-paren",
    category: Category::Punctuation,
    severity: Severity::Warning,
    on: true,
    page: include_str!("halfwidth_paren.md"),
    check,
};

const MANY: usize = 12;

fn check(review: &Review, found: &mut Findings) {
    let mut pairs = Vec::new();
    let mut open: Option<usize> = None;
    for mark in &review.marks.all {
        match mark.char {
            '(' => open = Some(mark.at),
            '\n' => open = None,
            ')' => {
                let Some(start) = open.take() else { continue };
                let inner = &review.text()[start + 1..mark.at];
                let wide = inner.chars().any(is_han) || review.before(start).is_some_and(is_han);
                let number = inner.chars().count() <= 3
                    && inner.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
                if wide && !number && inner.chars().count() <= 60 && review.paragraph_at(start).is_some() {
                    pairs.push((start..start + 1, mark.at..mark.end()));
                }
            }
            _ => {}
        }
    }
    let map = &review.document.clean.map;
    let fix = |(open, close): &(crate::source::Span, crate::source::Span)| {
        [(map.raw_span(open), "（".to_string()), (map.raw_span(close), "）".to_string())]
    };
    if pairs.len() >= MANY {
        let finding = found.at(pairs[0].0.clone(), format!("全篇有 {} 对半角括号", pairs.len()));
        finding.hint("都改成全角的“（）”");
        finding.fix = pairs.iter().flat_map(fix).collect();
        return;
    }
    for pair in &pairs {
        let finding = found.at(pair.0.start..pair.1.end, "汉字中间用了半角括号");
        finding.hint("改成全角的“（）”");
        finding.fix = fix(pair).to_vec();
    }
}
