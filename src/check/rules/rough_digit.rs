//! 10几个, 3四天: a guess is written in numerals.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

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

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    const NUMERALS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    for figure in &review.marks.figures {
        let (digits, rest) = (&text[figure.clone()], &text[figure.end..]);
        let Ok(value) = digits.parse::<usize>() else { continue };
        let named =
            review.before(figure.start).is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '第' | '.'));
        if named || review.paragraph_at(figure.start).is_none() {
            continue;
        }
        if rest.starts_with('几') && !rest.starts_with("几何") && (10..100).contains(&value) && value % 10 == 0 {
            let tens = if value == 10 { "" } else { NUMERALS[value / 10] };
            let right = format!("{tens}十几");
            let at = figure.start..figure.end + '几'.len_utf8();
            found.at(at, format!("概数“{digits}几”用了阿拉伯数字")).hint(format!("写成“{right}”")).fix(right);
        } else if digits.len() == 1 && (1..9).contains(&value) {
            let next = NUMERALS[value + 1];
            let unit = rest.strip_prefix(next).and_then(crate::check::quantity::unit);
            let day = rest.strip_prefix(next).is_some_and(|rest| rest.starts_with(['天', '年', '月']));
            if unit.is_some() || day {
                let right = format!("{}{next}", NUMERALS[value]);
                let at = figure.start..figure.end + next.len();
                found.at(at, format!("概数“{digits}{next}”一半数字一半汉字")).hint(format!("写成“{right}”")).fix(right);
            }
        }
    }
}
