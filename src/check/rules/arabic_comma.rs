//! 1、加强领导: the mark behind an Arabic number of an item is a point.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::outline::Style;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC105",
    id: "arabic-comma",
    category: Category::Numbering,
    severity: Severity::Error,
    on: true,
    page: include_str!("arabic_comma.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for item in review.openings.iter().flatten().filter(|item| item.style == Style::ArabicDot) {
        let marker = review.slice(&item.at);
        if let Some(at) = marker.find('、') {
            let stop = item.at.start + at..item.at.start + at + "、".len();
            let digits = &marker[..at];
            found
                .at(stop, format!("序号“{digits}”后面用了顿号"))
                .hint(format!("写成“{digits}.”，阿拉伯数字后面用下脚点"))
                .fix(".");
        }
    }
}
