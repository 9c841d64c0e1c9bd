//! 2026年7月1日（星期一）, 下周一（7月1日）: the calendar says otherwise.

use crate::check::finding::Findings;
use crate::check::mentions::{days, weekday};
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::source::Span;

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

const NAMES: [&str; 3] = ["星期", "礼拜", "周"];

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
        let rest = rest.strip_prefix(['下', '本', '这', '上']).unwrap_or(rest);
        let behind = NAMES.iter().find_map(|word| rest.strip_prefix(word)).and_then(|name| {
            let said = name.chars().next()?;
            let start = text.len() - name.len();
            Some((said, date.at.start..start + said.len_utf8()))
        });
        let Some((said, at)) = behind.or_else(|| ahead(review, &date.at)) else { continue };
        let said = if said == '天' { '日' } else { said };
        let Some(said) = DAYS.iter().position(|day| day.starts_with(said)) else { continue };
        let right = weekday(year.unsigned_abs(), month.value, day.value) as usize;
        if said != right {
            found
                .at(at, format!("{year}年{}月{}日是星期{}", month.value, day.value, DAYS[right]))
                .hint("日期和星期总有一个错了，对着日历改");
        }
    }
}

/// The day of the week before a date in brackets, 周三（12月1日）, and both together; 周一至周三（12月1日至3日） and 每周三 name
/// more days than one.
fn ahead(review: &Review, date: &Span) -> Option<(char, Span)> {
    let text = review.text();
    let before = text[..date.start].strip_suffix(['（', '('])?;
    let said = before.chars().next_back()?;
    let name = &before[..before.len() - said.len_utf8()];
    let before = NAMES.iter().find_map(|word| name.strip_suffix(word))?;
    let several = before.ends_with(['至', '到', '—', '-', '～', '、', '和', '每', '逢', '个']);
    let closed = text[date.end..].starts_with(['）', ')']);
    (!several && closed).then_some((said, before.len()..date.end))
}
