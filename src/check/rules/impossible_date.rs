//! 2月30日, 13月: a day that no calendar has.

use crate::check::finding::Findings;
use crate::check::mentions::days;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han::leading_numeral;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC402",
    id: "impossible-date",
    category: Category::Date,
    severity: Severity::Error,
    on: true,
    page: include_str!("impossible_date.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for date in review.dates.iter().filter(|date| review.paragraph_at(date.at.start).is_some()) {
        let told = review.slice(&date.at);
        if let Some(month) = date.month.as_ref().filter(|month| !(1..=12).contains(&month.value)) {
            found.at(date.at.clone(), format!("没有“{}月”", month.value)).hint("核对月份");
        } else if let (Some(month), Some(day)) = (&date.month, &date.day) {
            let own = date.year.as_ref().map(|year| year.value);
            let speech =
                review.speech_at(date.at.start).and_then(|speech| speech.day).map(|day| day.year.unsigned_abs());
            let this = review.text()[..date.at.start].ends_with("今年");
            let last = days(own.or(speech.filter(|_| this)), month.value);
            if day.value == 0 || day.value > last {
                found.at(date.at.clone(), format!("“{told}”不存在，这个月只有 {last} 天")).hint("核对日期");
            }
        } else if let Some(day) = date.day.as_ref().filter(|day| date.month.is_none() && day.value > 31) {
            found.at(date.at.clone(), format!("没有“{}日”", day.value)).hint("核对日期");
        }
    }
    let text = review.text();
    // 六月三十一日: a date in numerals.
    for at in memchr::memmem::find_iter(text.as_bytes(), "月") {
        let before = &text[..at];
        let numeral = before.len() - before.trim_end_matches(|c| "一二三四五六七八九十".contains(c)).len();
        let behind = &text[at + "月".len()..];
        let (Some((month, all)), Some((day, length))) =
            (leading_numeral(&before[before.len() - numeral..]), leading_numeral(behind))
        else {
            continue;
        };
        let whole = all == numeral && behind[length..].starts_with(['日', '号']);
        if whole && day > days(None, month) && review.paragraph_at(at).is_some() {
            let span = at - numeral..at + "月".len() + length + "日".len();
            found.at(span.clone(), format!("“{}”不存在", review.slice(&span))).hint("核对日期");
        }
    }
    for figure in &review.marks.figures {
        // 25时30分, 14:75.
        let Ok(hour) = text[figure.clone()].parse::<u32>() else { continue };
        let rest = &text[figure.end..];
        let minutes = rest.strip_prefix('时').or_else(|| rest.strip_prefix(['：', ':', '点']));
        let digits = minutes.map_or("", |rest| &rest[..rest.bytes().take_while(u8::is_ascii_digit).count()]);
        let clock = rest.starts_with('时') && minutes.is_some_and(|rest| rest[digits.len()..].starts_with('分'));
        let day =
            ["上午", "下午", "晚上", "中午", "凌晨", "日"].iter().any(|word| text[..figure.start].ends_with(word));
        let Ok(minute) = digits.parse::<u32>() else { continue };
        let told = digits.len() == 2 && (clock || day) && review.paragraph_at(figure.start).is_some();
        if told && (hour > 24 || minute > 59) {
            let at = figure.start..text.len() - minutes.map_or(0, str::len) + digits.len();
            found.at(at.clone(), format!("没有“{}”这个时刻", review.slice(&at))).hint("核对时间");
        }
    }
}
