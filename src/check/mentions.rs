//! Dates as a text mentions them: 2026年3月5日, 3月5日, 2026年, with where each part stands.
//!
//! Whether such a day exists is for the rules to say, so parts are numbers as they are written, not days.

use crate::source::Span;

/// A part of a date: its digits and what they come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The digits.
    pub at: Span,
    /// Their number.
    pub value: u32,
}

/// A date as it is written, as much of it as is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mention {
    /// From the first digit to 年, 月, 日 or 号.
    pub at: Span,
    /// The year, of four digits.
    pub year: Option<Part>,
    /// The month.
    pub month: Option<Part>,
    /// The day.
    pub day: Option<Part>,
}

/// The dates of a text, by its figures.
pub fn mentions(text: &str, figures: &[Span]) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for figure in figures {
        let digits = &text[figure.clone()];
        let Ok(value) = digits.parse::<u32>() else { continue };
        let part = Some(Part { at: figure.clone(), value });
        let rest = &text[figure.end..];
        let joins = found.last().is_some_and(|last| last.at.end == figure.start);
        let before = text[..figure.start].chars().next_back();
        // 3个月, 12月龄 and a figure inside a longer one are no dates.
        match rest.chars().next() {
            Some('年') if digits.len() == 4 && (1900..=2100).contains(&value) => {
                found.push(Mention { at: figure.start..figure.end + 3, year: part, ..Mention::default() });
            }
            Some('月') if digits.len() <= 2 => match found.last_mut() {
                Some(last) if joins && last.year.is_some() && last.month.is_none() => {
                    (last.month, last.at.end) = (part, figure.end + 3);
                }
                _ => found.push(Mention { at: figure.start..figure.end + 3, month: part, ..Mention::default() }),
            },
            Some('日' | '号') if digits.len() <= 2 && before != Some('第') => match found.last_mut() {
                Some(last) if joins && last.month.is_some() && last.day.is_none() => {
                    (last.day, last.at.end) = (part, figure.end + 3);
                }
                _ if rest.starts_with('日') => {
                    found.push(Mention { at: figure.start..figure.end + 3, day: part, ..Mention::default() });
                }
                _ => {}
            },
            _ => {}
        }
    }
    found
}

/// How many days a month has; none for a month that is none. Without a year February has 29.
pub fn days(year: Option<u32>, month: u32) -> u32 {
    let leap = year.is_none_or(|year| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// The day of the week, 0 for Sunday (Sakamoto's method).
pub fn weekday(year: u32, month: u32, day: u32) -> u32 {
    const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 { year - 1 } else { year };
    (year + year / 4 - year / 100 + year / 400 + SHIFT[(month as usize - 1) % 12] + day) % 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_part_by_part() {
        let text = "2026年3月5日至8日，12月30日，历时3个月";
        let figures: Vec<Span> = super::super::marks::Marks::of(text).figures;
        let shown: Vec<&str> = mentions(text, &figures).iter().map(|mention| &text[mention.at.clone()]).collect();
        assert_eq!(shown, ["2026年3月5日", "8日", "12月30日"]);
    }

    #[test]
    fn days_of_the_week_are_those_of_the_calendar() {
        assert_eq!((weekday(2026, 7, 1), weekday(2024, 2, 29), weekday(2000, 1, 1)), (3, 4, 6));
        assert_eq!((days(Some(2026), 2), days(Some(2028), 2), days(None, 13)), (28, 29, 0));
    }
}
