//! 24年底: a year is told with four digits.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC401",
    id: "short-year",
    category: Category::Date,
    severity: Severity::Error,
    on: true,
    page: include_str!("short_year.md"),
    check,
};

/// What stands behind a year and not behind a number of years.
const BEHIND: [&str; 13] =
    ["底", "初", "末", "上半年", "下半年", "一季度", "二季度", "三季度", "四季度", "度", "全年", "以前", "年底"];

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    for figure in &review.marks.figures {
        let (digits, rest) = (&text[figure.clone()], &text[figure.end..]);
        let (Ok(value), Some(rest)) = (digits.parse::<i32>(), rest.strip_prefix('年')) else { continue };
        let Some(speech) = review.speech_at(figure.start) else { continue };
        let around = speech.day.map_or(15..=35, |day| day.year % 100 - 12..=day.year % 100 + 10);
        let named = review.before(figure.start).is_some_and(|c| c.is_ascii_alphabetic() || "’'—-～~".contains(c));
        if digits.len() != 2 || !around.contains(&value) || named {
            continue;
        }
        let month = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let dated = (1..=2).contains(&month) && rest[month..].starts_with('月');
        let before = crate::check::posts::han_before(text, figure.start, 2);
        let counted = ["历时", "近", "约", "用了", "历经", "长达", "整整"].iter().any(|word| before.ends_with(word));
        let until = ["截至", "截止", "到了"].iter().any(|word| before.ends_with(word));
        if dated || until || !counted && BEHIND.iter().any(|word| rest.starts_with(word)) {
            let right = format!("20{digits}");
            found
                .at(figure.start..figure.end + '年'.len_utf8(), format!("年份“{digits}年”用了简写"))
                .hint(format!("写成“{right}年”"))
                .fix(format!("{right}年"));
        }
    }
}
