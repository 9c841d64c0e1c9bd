//! 5～8%, 6%～8, 3～5万: both ends of a range carry the sign, and the weight.

use crate::check::finding::Findings;
use crate::check::quantity::Quantity;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC302",
    id: "percent-range",
    category: Category::Number,
    severity: Severity::Warning,
    on: true,
    page: include_str!("percent_range.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    for quantity in review.quantities.iter().filter(|quantity| !quantity.chinese) {
        weight_lost(review, quantity, found);
        let sign = if quantity.is_percent() { review.slice(&(quantity.number.end..quantity.at.end)) } else { continue };
        first_only(review, quantity, sign, found);
        let before = &text[..quantity.number.start];
        let Some(rest) = before.strip_suffix(['～', '~', '—', '–', '-', '－', '至']) else { continue };
        let rest = rest.trim_end_matches(['—', '-']);
        let digits = rest.len() - rest.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let bare = &rest[rest.len() - digits..];
        let number = bare.chars().all(|c| c.is_ascii_digit() || c == '.') && !bare.is_empty();
        let start = rest.len() - digits;
        let named = rest[..start].ends_with(|c: char| c.is_ascii_alphabetic() || c == '第');
        if number && !named && !sign.is_empty() && review.paragraph_at(start).is_some() {
            let right = format!("{bare}{sign}");
            found
                .at(start..rest.len(), format!("范围的前一个数“{bare}”后面漏了“{sign}”"))
                .hint(format!("两头都写上，如“{right}～{}{sign}”", review.slice(&quantity.number)))
                .fix(right);
        }
    }
}

/// 3～5万元: the first number, which leaves 万 or 亿 to the second.
fn weight_lost(review: &Review, quantity: &Quantity, found: &mut Findings) {
    let number = review.slice(&quantity.number);
    let Some(weight) = ["万亿", "亿", "万"].iter().find(|weight| number.ends_with(**weight)) else { return };
    let before = &review.text()[..quantity.number.start];
    let Some(rest) = before.strip_suffix(['～', '~', '—', '–', '-', '－']) else { return };
    let rest = rest.trim_end_matches(['—', '-']);
    let digits = rest.len() - rest.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let start = rest.len() - digits;
    let bare = &rest[start..];
    let named = rest[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || "第-—～".contains(c));
    let of = |text: &str| text.trim_end_matches(['万', '亿']).replace(',', "").parse::<f64>();
    // 800～1万: the first may be of another weight.
    let less = of(bare).is_ok_and(|first| of(number).is_ok_and(|last| first < last && last < 20.0 * first));
    if less && !named && review.paragraph_at(start).is_some() {
        let right = format!("{bare}{weight}");
        found
            .at(start..rest.len(), format!("范围的前一个数“{bare}”后面漏了“{weight}”"))
            .hint(format!("两头都写上，如“{right}～{number}”"))
            .fix(right);
    }
}

/// 6%～8: the second number, where nothing behind it could be its unit.
fn first_only(review: &Review, quantity: &Quantity, sign: &str, found: &mut Findings) {
    let behind = &review.text()[quantity.at.end..];
    let Some(rest) = behind.strip_prefix(['～', '~', '—', '–', '-', '－', '至', '到']) else { return };
    let rest = rest.trim_start_matches(['—', '-']);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let (bare, ahead) = rest.split_at(digits);
    let closed = ahead.is_empty() || ahead.starts_with(|c: char| "，。；、！？）)的\n".contains(c));
    let ends = closed || ["左右", "之间", "以上", "以内", "区间"].iter().any(|word| ahead.starts_with(word));
    let start = quantity.at.end + behind.len() - rest.len();
    if bare.parse::<f64>().is_ok() && ends && !sign.is_empty() && review.paragraph_at(start).is_some() {
        let (first, right) = (review.slice(&quantity.at), format!("{bare}{sign}"));
        found
            .at(start..start + digits, format!("范围的后一个数“{bare}”后面漏了“{sign}”"))
            .hint(format!("两头都写上，如“{first}～{right}”"))
            .fix(right);
    }
}
