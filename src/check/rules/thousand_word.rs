//! 3千户, 5百万: figures go with 万 and 亿 alone.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC303",
    id: "thousand-word",
    category: Category::Number,
    severity: Severity::Info,
    on: true,
    page: include_str!("thousand_word.md"),
    check,
};

/// Words that begin with 千 or 百 and are units or names.
const WORDS: [&str; 24] = [
    "千瓦",
    "千米",
    "千克",
    "千伏",
    "千卡",
    "千帕",
    "千赫",
    "千焦",
    "千兆",
    "千人计划",
    "百分",
    "百日",
    "百强",
    "百年",
    "百姓",
    "百货",
    "百村",
    "百企",
    "百家",
    "千村",
    "千企",
    "千名",
    "百名",
    "千安",
];

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    for figure in &review.marks.figures {
        let (digits, rest) = (&text[figure.clone()], &text[figure.end..]);
        let (word, scale) = match rest.chars().next() {
            Some('千') => ("千", 1000.0),
            Some('百') => ("百", 100.0),
            _ => continue,
        };
        let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
        let named = review
            .before(figure.start)
            .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '第' | '万' | '亿'));
        let a_word = WORDS.iter().any(|word| rest.starts_with(word));
        if year || named || a_word || review.paragraph_at(figure.start).is_none() {
            continue;
        }
        let scaled = digits.replace(',', "").parse::<f64>().map(|value| value * scale);
        let Some(scaled) = scaled.ok().filter(|scaled| scaled.fract() == 0.0) else { continue };
        let at = figure.start..figure.end + word.len();
        found
            .at(at, format!("阿拉伯数字后面接了“{word}”"))
            .hint(format!("写成“{scaled}”；阿拉伯数字后面只接“万”“亿”"))
            .fix(scaled.to_string());
    }
}
