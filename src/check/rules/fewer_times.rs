//! 减少2倍: nothing falls by more than itself.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC306",
    id: "fewer-times",
    category: Category::Number,
    severity: Severity::Error,
    on: true,
    page: include_str!("fewer_times.md"),
    check,
};

const FALLS: [&str; 13] =
    ["减少", "下降", "降低", "缩短", "缩小", "压缩", "压减", "减", "降", "少", "缩减", "低", "下滑"];

fn check(review: &Review, found: &mut Findings) {
    for quantity in review.quantities.iter().filter(|quantity| quantity.unit == "倍") {
        let sentence = review.sentence_at(quantity.at.start);
        let before = review.slice(&(sentence.start..quantity.at.start));
        let bare = before.trim_end_matches(['了', '近', '约', '将']);
        if let Some(verb) = FALLS.iter().find(|verb| bare.ends_with(**verb)) {
            let start = bare.len() - verb.len() + sentence.start;
            found
                .at(start..quantity.at.end, format!("“{verb}”不能用倍数说"))
                .hint("用分数或者百分数：减少三分之二、下降60%、降到原来的一半");
        }
    }
}
