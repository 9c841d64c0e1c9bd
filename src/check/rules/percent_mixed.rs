//! 百分之8: numerals and figures in one number.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC301",
    id: "percent-mixed",
    category: Category::Number,
    severity: Severity::Warning,
    on: true,
    page: include_str!("percent_mixed.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for quantity in review.quantities.iter().filter(|quantity| quantity.is_percent() && !quantity.chinese) {
        let whole = review.slice(&quantity.at);
        if whole.starts_with("百分之") {
            let right = format!("{}%", review.slice(&quantity.number));
            found
                .at(quantity.at.clone(), format!("“{whole}”一半汉字一半数字"))
                .hint(format!("写成“{right}”"))
                .fix(right);
        }
    }
    for at in review.marks.all.iter().filter(|mark| matches!(mark.char, '%' | '％')).map(|mark| mark.at) {
        if review.text()[..at].ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let before = crate::check::posts::han_before(review.text(), at, 8);
        let numeral = before.len() - before.trim_end_matches(|c| "一二三四五六七八九十百点零".contains(c)).len();
        if numeral > 0 && review.paragraph_at(at).is_some() {
            let whole = &review.text()[at - numeral..at];
            found
                .at(at - numeral..at, format!("“{whole}%”一半汉字一半符号"))
                .hint("用阿拉伯数字加 %，或者写成“百分之……”");
        }
    }
}
