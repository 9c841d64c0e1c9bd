//! 5～8%: both ends of a range carry the sign.

use crate::check::finding::Findings;
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
        let sign = if quantity.is_percent() { review.slice(&(quantity.number.end..quantity.at.end)) } else { continue };
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
