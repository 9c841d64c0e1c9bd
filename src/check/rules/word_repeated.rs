//! 的的 and 进行进行: a word that was typed twice.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han::is_han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC706",
    id: "word-repeated",
    category: Category::Duplicate,
    severity: Severity::Error,
    on: true,
    page: include_str!("word_repeated.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Doubled) {
        found
            .at(hit.at.clone(), format!("“{}”多了字", row.word))
            .hint(format!("写成“{}”", row.right))
            .fix(row.right.clone());
    }
    // A clause that is said and said again: 要抓好落实，要抓好落实，
    let text = review.text();
    for pair in review.marks.all.windows(3) {
        let [first, second, third] = pair else { continue };
        if !matches!(second.char, '，' | '；') || !matches!(third.char, '，' | '；' | '。') {
            continue;
        }
        let (one, other) = (first.end()..second.at, second.end()..third.at);
        if one.len() < 15 || one.len() != other.len() {
            continue;
        }
        let (one, other) = (&text[one], &text[other]);
        if one == other && one.chars().all(is_han) && review.paragraph_at(second.at).is_some() {
            found.at(second.at..third.at, format!("“{one}”说了两遍")).hint("删去一个").fix("");
        }
    }
}
