//! （一）、压实责任: no stop stands behind a number in brackets.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::outline::Style;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC106",
    id: "bracket-stop",
    category: Category::Numbering,
    severity: Severity::Error,
    on: true,
    page: include_str!("bracket_stop.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let bracketed = |style| matches!(style, Style::CnParen | Style::ArabicParen);
    for item in review.openings.iter().flatten().filter(|item| bracketed(item.style)) {
        let rest = &review.text()[item.at.start..];
        let Some(close) = rest.find(['）', ')']) else { continue };
        let stop = item.at.start + close + rest[close..].chars().next().map_or(1, char::len_utf8);
        let Some(mark) = review.after(stop).filter(|c| "、，．.。：:,".contains(*c)) else { continue };
        let marker = &review.text()[item.at.start..stop];
        found
            .at(stop..stop + mark.len_utf8(), format!("序号“{marker}”后面多了“{mark}”"))
            .hint(format!("删去“{mark}”，括号就是序号和正文的界"))
            .fix("");
    }
}
