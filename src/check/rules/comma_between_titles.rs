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
    // 《甲》草案《乙》草案: a word behind a title ends the row of marks, and 、 is wanted.
    for pair in review.marks.all.windows(2) {
        let [close, open] = pair else { continue };
        let between = review.text().get(close.end()..open.at).unwrap_or_default();
        let kinds = ["草案", "送审稿", "讨论稿", "征求意见稿", "修订稿"];
        if (close.char, open.char) == ('》', '《') && kinds.contains(&between) && review.paragraph_at(open.at).is_some()
        {
            found.at(open.at..open.at, "书名号后面还有字，并列的两项之间缺顿号").hint("补上顿号").fix("、");
        }
    }
    for pair in review.marks.all.windows(3) {
        let [close, mark, open] = pair else { continue };
        let touch = close.end() == mark.at && mark.end() == open.at;
        if (close.char, mark.char, open.char) == ('》', '、', '《') && touch && review.paragraph_at(mark.at).is_some()
        {
            found.at(mark.at..mark.end(), "并列的书名号之间多了顿号").hint("删去顿号").fix("");
        }
    }
}
