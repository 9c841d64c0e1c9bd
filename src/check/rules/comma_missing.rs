//! 《甲》（2021）《乙》: with a remark between them, titles are parted by 、.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC210",
    id: "comma-missing",
    category: Category::Punctuation,
    severity: Severity::Info,
    on: true,
    page: include_str!("comma_missing.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for four in review.marks.all.windows(4) {
        let [close, open_remark, close_remark, open] = four else { continue };
        let titles = close.char == '》' && open.char == '《' || close.char == '”' && open.char == '“';
        let remark = open_remark.char == '（' && close_remark.char == '）';
        let touch = close.end() == open_remark.at && close_remark.end() == open.at;
        if titles && remark && touch && review.paragraph_at(open.at).is_some() {
            found
                .at(close_remark.at..open.end(), "并列的两项之间有括注，缺顿号")
                .hint("在括号后面补顿号")
                .fix(format!("）、{}", open.char));
        }
    }
}
