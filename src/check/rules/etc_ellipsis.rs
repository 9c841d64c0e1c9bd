//! 等……: one of them says what the other says.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC214",
    id: "etc-ellipsis",
    category: Category::Punctuation,
    severity: Severity::Warning,
    on: true,
    page: include_str!("etc_ellipsis.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    let mut last = 0;
    for mark in review.marks.all.iter().filter(|mark| mark.char == '…') {
        if mark.at < last || review.paragraph_at(mark.at).is_none() {
            continue;
        }
        let run = text[mark.at..].len() - text[mark.at..].trim_start_matches('…').len();
        let end = mark.at + run;
        last = end;
        let (before, behind) = (&text[..mark.at], &text[end..]);
        let word = ["等等", "等"].into_iter().find(|word| before.ends_with(word));
        if let Some(word) =
            word.filter(|_| !before.ends_with("平等") && !before.ends_with("高等") && !before.ends_with("同等"))
        {
            found.at(mark.at - word.len()..end, format!("“{word}”和省略号连用")).hint("留一个就够").fix(word);
        } else if behind.starts_with("等") && !behind.starts_with("等到") && !behind.starts_with("等待") {
            found.at(mark.at..end + "等".len(), "省略号和“等”连用").hint("留一个就够").fix("等");
        }
    }
}
