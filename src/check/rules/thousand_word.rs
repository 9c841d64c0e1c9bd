//! 3千户, 5百万, 4万3千, 四十6: figures go with 万 and 亿 alone, and with no numerals.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::source::Span;

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
        if let Some((at, right)) = mixed(text, figure).filter(|(at, _)| review.paragraph_at(at.start).is_some()) {
            let own = text[at.clone()].to_string();
            found.at(at, format!("“{own}”里数字和数位词混用")).hint(format!("写成“{right}”")).fix(right);
            continue;
        }
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

/// 4万3千亩, 四十6万人: where it stands, and how it is written.
fn mixed(text: &str, figure: &Span) -> Option<(Span, String)> {
    let digits = &text[figure.clone()];
    let digit = |text: &str| text.len() == 1 && text.bytes().all(|byte| matches!(byte, b'1'..=b'9'));
    for (weight, lower) in [("万", "千"), ("亿", "千万")] {
        let Some(rest) = text[figure.end..].strip_prefix(weight) else { continue };
        let low = rest.get(..1).filter(|low| digit(low))?;
        if digits.bytes().all(|byte| byte.is_ascii_digit()) && rest[1..].starts_with(lower) {
            let end = figure.end + weight.len() + 1 + lower.len();
            return Some((figure.start..end, format!("{digits}.{low}{weight}")));
        }
    }
    let tens = text[..figure.start].strip_suffix('十').filter(|_| digit(digits))?;
    let ten = tens.chars().next_back().and_then(|c| "一二三四五六七八九".chars().position(|other| other == c));
    let before = ten.map_or(tens, |_| &tens[..tens.len() - '一'.len_utf8()]);
    let whole = !before.ends_with(|c: char| "第百千万零二三四五六七八九".contains(c) || c.is_ascii_digit());
    whole.then(|| (before.len()..figure.end, format!("{}{digits}", ten.map_or(1, |ten| ten + 1))))
}
