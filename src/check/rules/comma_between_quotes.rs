//! “甲”、“乙”: no 、 stands between quotations; the standard says usually, and editors disagree.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC209",
    id: "comma-between-quotes",
    category: Category::Punctuation,
    severity: Severity::Info,
    on: true,
    page: include_str!("comma_between_quotes.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for pair in review.marks.all.windows(3) {
        let [close, mark, open] = pair else { continue };
        let touch = close.end() == mark.at && mark.end() == open.at;
        if (close.char, mark.char, open.char) == ('”', '、', '“') && touch && review.paragraph_at(mark.at).is_some()
        {
            found
                .at(mark.at..mark.end(), "并列的引号之间多了顿号")
                .hint("标准规定通常不用；单位有自己习惯的可以不理会")
                .fix("");
        }
    }
}
