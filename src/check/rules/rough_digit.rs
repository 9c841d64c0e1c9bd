//! 10几个, 几10人, 3、4天: a guess is written in numerals.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::source::Span;
use crate::text::han::is_han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC305",
    id: "rough-digit",
    category: Category::Number,
    severity: Severity::Warning,
    on: true,
    page: include_str!("rough_digit.md"),
    check,
};

const NUMERALS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    for figure in &review.marks.figures {
        let (digits, rest) = (&text[figure.clone()], &text[figure.end..]);
        let Ok(value) = digits.parse::<usize>() else { continue };
        let before = review.before(figure.start);
        let named = before.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '第' | '.'));
        if named || review.paragraph_at(figure.start).is_none() {
            continue;
        }
        let mut tell = |at: Span, right: String| {
            let own = text[at.clone()].to_string();
            found.at(at, format!("概数“{own}”用了阿拉伯数字")).hint(format!("写成“{right}”")).fix(right);
        };
        // 10几个, 20来户.
        let some = rest.starts_with('几') && !rest.starts_with("几何")
            || rest.strip_prefix('来').is_some_and(|rest| {
                rest.starts_with(|c| "个名位户家条座处件人天年项里米亩车台岁次斤吨元万套只头棵间".contains(c))
            });
        if some && (10..100).contains(&value) && value % 10 == 0 {
            let tens = if value == 10 { "" } else { NUMERALS[value / 10] };
            let word = rest.chars().next().unwrap_or('几');
            tell(figure.start..figure.end + word.len_utf8(), format!("{tens}十{word}"));
            continue;
        }
        // 几10个, 数100人.
        let guess = match before {
            Some('几') => Some('几'),
            Some('数') => {
                let ahead = text[..figure.start - '数'.len_utf8()].chars().next_back();
                ahead.is_none_or(|c| !is_han(c) || "有了达过至来上由为经在和的等用".contains(c)).then_some('数')
            }
            _ => None,
        };
        if let Some(guess) = guess
            && let Some(round) = match value {
                10 => Some("十"),
                100 => Some("百"),
                1000 => Some("千"),
                10000 => Some("万"),
                _ => None,
            }
        {
            tell(figure.start - guess.len_utf8()..figure.end, format!("{guess}{round}"));
            continue;
        }
        if digits.len() == 1 && (1..9).contains(&value) {
            // 3四天; 3、4天.
            let next = NUMERALS[value + 1];
            let comma = format!("、{}", value + 1);
            let counted = |rest: &str| {
                crate::check::quantity::unit(rest).is_some()
                    || rest.starts_with(['天', '年', '月', '里', '趟', '遍', '层'])
            };
            // 两3天.
            let lower = if value == 3 && before == Some('两') { "两" } else { NUMERALS[value - 1] };
            let whole = !lower.is_empty()
                && text[..figure.start].strip_suffix(lower).is_some_and(|ahead| {
                    !ahead.ends_with(|c: char| c.is_ascii_digit() || "第一二三四五六七八九十百千".contains(c))
                });
            if whole && counted(rest) && !rest.starts_with(['年', '月']) {
                tell(figure.start - lower.len()..figure.end, format!("{lower}{}", NUMERALS[value]));
                continue;
            }
            let pair = [next, comma.as_str()].into_iter().find(|pair| rest.strip_prefix(pair).is_some_and(counted));
            // （3、4号楼）: numbers of things.
            let apart = !before.is_some_and(|c| "、（(和".contains(c) || c.is_ascii_digit());
            let months = rest.strip_prefix(comma.as_str()).is_some_and(|rest| rest.starts_with(['月', '年', '层']));
            if let Some(pair) = pair.filter(|_| apart && !months) {
                tell(figure.start..figure.end + pair.len(), format!("{}{next}", NUMERALS[value]));
            }
        }
    }
}
