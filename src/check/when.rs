//! The day on which a speech is given, as far as the speech itself tells.

use crate::brief::Date;
use crate::outline::Reading;

/// A day, or as much of one as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The year.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: Option<u32>,
    /// The day of the month.
    pub day: Option<u32>,
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Day { year: date.year, month: Some(date.month), day: Some(date.day) }
    }
}

/// By the date under the title, else the year in the title.
pub(super) fn day_of(text: &str, reading: &Reading) -> Option<Day> {
    let fronts = || reading.front.iter().map(|span| &text[span.clone()]);
    let first = text[reading.body.clone()].lines().next().unwrap_or_default();
    let dates = fronts().chain([first].into_iter().filter(|line| line.starts_with(['（', '(']))).filter_map(day_in);
    let whole = dates.into_iter().max_by_key(|day| (day.month.is_some(), day.day.is_some()));
    whole.or_else(|| reading.title.as_deref().and_then(day_in))
}

/// The latest year that a speech without a date says has begun: 截至2024年, 2024年以来, 〔2024〕3号, 去年（2024年） is one more.
pub(super) fn year_after(text: &str) -> Option<i32> {
    let mut latest = None;
    for (at, _) in text.match_indices("20") {
        let year = text.get(at..at + 4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
        let Some(year) = year.and_then(|year| year.parse::<i32>().ok()) else { continue };
        let (before, behind) = (&text[..at], &text[at + 4..]);
        // 在2026年全县工作会议上.
        let clause = behind.split(['，', '。', '；', '\n']).next().unwrap_or_default();
        let met = before.ends_with('在') && behind.starts_with('年') && clause.ends_with("会议上");
        let begun = met
            || behind.starts_with('〕') && before.ends_with('〔')
            || behind.starts_with("年以来")
            || behind.starts_with("年底以来")
            || behind.starts_with('年') && ["截至", "截止"].iter().any(|word| before.ends_with(word));
        let named = |word: &str| before.ends_with(&format!("{word}（")) && behind.starts_with('年');
        let year = if named("去年") { Some(year + 1) } else { (begun || named("今年")).then_some(year) };
        latest = latest.max(year);
    }
    latest
}

/// The first date that a line tells: 2026年3月5日, 2026年3月, 2026年, 二〇二六年三月五日.
fn day_in(line: &str) -> Option<Day> {
    let mut chars: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(at) = chars.find("二〇").or_else(|| chars.find("二○")) {
        chars = figures(&chars[at..]);
    }
    let end = chars.match_indices('年').map(|(at, _)| at).find(|at| {
        let digits = chars[..*at].bytes().rev().take_while(u8::is_ascii_digit).count();
        digits == 4
    })?;
    let year = chars[end - 4..end].parse().ok().filter(|year| (1900..=2100).contains(year))?;
    let number = |text: &str, unit: char| -> Option<(u32, usize)> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let n = text[..digits].parse().ok()?;
        text[digits..].starts_with(unit).then_some((n, digits + unit.len_utf8()))
    };
    let rest = &chars[end + "年".len()..];
    let month = number(rest, '月').filter(|(month, _)| (1..=12).contains(month));
    let day = month.and_then(|(_, length)| number(&rest[length..], '日')).filter(|(day, _)| (1..=31).contains(day));
    Some(Day { year, month: month.map(|(month, _)| month), day: day.map(|(day, _)| day) })
}

/// A date in Chinese numerals, in figures.
pub(super) fn figures(text: &str) -> String {
    let digit = |c: char| "〇一二三四五六七八九".chars().position(|digit| digit == c);
    let mut out = String::new();
    let chars: Vec<char> = text.chars().map(|c| if c == '○' { '〇' } else { c }).collect();
    for (at, c) in chars.iter().enumerate() {
        let next = chars.get(at + 1).is_some_and(|c| digit(*c).is_some());
        let last = at.checked_sub(1).is_some_and(|at| digit(chars[at]).is_some());
        match (c, digit(*c)) {
            (_, Some(digit)) => out.push_str(&digit.to_string()),
            ('十', _) => out.push_str(match (last, next) {
                (true, true) => "",
                (true, false) => "0",
                (false, true) => "1",
                (false, false) => "10",
            }),
            (c, None) => out.push(*c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_day_under_a_title() {
        let read = |line: &str| day_in(line).map(|day| (day.year, day.month, day.day));
        for (line, expected) in [
            ("（2026年3月5日）", Some((2026, Some(3), Some(5)))),
            ("（二〇二六年十二月二十一日）", Some((2026, Some(12), Some(21)))),
            ("（二〇二六年十月十日）", Some((2026, Some(10), Some(10)))),
            ("2025年全市工作会议", Some((2025, None, None))),
            ("同志们", None),
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
    }
}
