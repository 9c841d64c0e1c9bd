//! 甲、乙、和丙: 、 and 和 do the same work.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC219",
    id: "comma-before-and",
    category: Category::Punctuation,
    severity: Severity::Warning,
    on: true,
    page: include_str!("comma_before_and.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for mark in review.marks.all.iter().filter(|mark| mark.char == '、') {
        let rest = &review.text()[mark.end()..];
        let word = ["以及", "及其", "和", "及"].into_iter().find(|word| rest.starts_with(word));
        // 和谐 and 与会 are words of their own.
        let words = [
            "和衷", "和谐", "和平", "和睦", "和善", "和美", "和顺", "和解", "和田", "和县", "和合", "和气", "和风",
            "和而", "和颜", "及时", "及早", "及格", "及第",
        ];
        if let Some(word) =
            word.filter(|_| !words.iter().any(|word| rest.starts_with(word)) && review.paragraph_at(mark.at).is_some())
        {
            found.at(mark.at..mark.end() + word.len(), format!("“{word}”前面多了顿号")).hint("删去顿号").fix(word);
        }
    }
}
