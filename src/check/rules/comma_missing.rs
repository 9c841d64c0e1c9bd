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
    let marks = &review.marks.all;
    for (place, pair) in marks.windows(2).enumerate() {
        let [close, open] = pair else { continue };
        let touch = close.end() == open.at && matches!(close.char, '）' | ')') && matches!(open.char, '《' | '“');
        if !touch {
            continue;
        }
        let Some(paragraph) = review.paragraph_at(open.at) else { continue };
        // The remark may hold marks of its own: 《甲》（×政发〔2024〕3号）《乙》.
        let mut before = marks[..place].iter().rev().take_while(|mark| mark.at >= paragraph.at.start);
        let Some(begins) = before.find(|mark| matches!(mark.char, '（' | '(')) else { continue };
        let item = if open.char == '《' { '》' } else { '”' };
        if review.before(begins.at) == Some(item) {
            found
                .at(close.at..open.end(), "并列的两项之间有括注，缺顿号")
                .hint("在括号后面补顿号")
                .fix(format!("{}、{}", close.char, open.char));
        }
    }
}
