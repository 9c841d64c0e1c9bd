//! 《甲》、《乙》: no 、 stands between titles.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC208",
    id: "comma-between-titles",
    category: Category::Punctuation,
    severity: Severity::Warning,
    on: true,
    page: include_str!("comma_between_titles.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for pair in review.marks.all.windows(3) {
        let [close, mark, open] = pair else { continue };
        let touch = close.end() == mark.at && mark.end() == open.at;
        if (close.char, mark.char, open.char) == ('》', '、', '《') && touch && review.paragraph_at(mark.at).is_some()
        {
            found.at(mark.at..mark.end(), "并列的书名号之间多了顿号").hint("删去顿号").fix("");
        }
    }
}
