//! 2026年7月1日（星期一）: the calendar says otherwise.

use crate::check::finding::Findings;
use crate::check::mentions::{days, weekday};
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC404",
    id: "weekday",
    category: Category::Date,
    severity: Severity::Error,
    on: true,
    page: include_str!("weekday.md"),
    check,
};

const DAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    for date in &review.dates {
        let (Some(month), Some(day)) = (&date.month, &date.day) else { continue };
        let Some(speech) = review.speech_at(date.at.start) else { continue };
        let before = &text[..date.at.start];
        let shift =
            [("去年", -1), ("明年", 1)].iter().find(|(word, _)| before.ends_with(word)).map_or(0, |(_, shift)| *shift);
        let told = date.year.as_ref().map(|year| year.value as i32);
        let Some(year) = told.or(speech.day.map(|day| day.year + shift)) else { continue };
        if day.value == 0 || day.value > days(Some(year.unsigned_abs()), month.value) {
            continue;
        }
        let rest = text[date.at.end..].trim_start_matches(['（', '(', '，', '、', ' ', '　']);
        let Some(name) = ["星期", "礼拜", "周"].iter().find_map(|word| rest.strip_prefix(word)) else { continue };
        let said = name.chars().next().map(|c| if c == '天' { '日' } else { c });
        let Some(said) = said.and_then(|said| DAYS.iter().position(|day| day.starts_with(said))) else { continue };
        let right = weekday(year.unsigned_abs(), month.value, day.value) as usize;
        if said != right {
            let start = text.len() - name.len();
            let at = start..start + name.chars().next().map_or(0, char::len_utf8);
            found
                .at(date.at.start..at.end, format!("{year}年{}月{}日是星期{}", month.value, day.value, DAYS[right]))
                .hint("日期和星期总有一个错了，对着日历改");
        }
    }
}
