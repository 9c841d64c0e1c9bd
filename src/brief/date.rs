//! A calendar day, read from the ways a clerk writes it.

use std::fmt;

/// A day that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year, 1900 to 2100.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
}

impl Date {
    /// Reads `2026-03-05`, `2026/3/5`, `2026.3.5` or `2026年3月5日`; `None` if there is no such day.
    pub fn parse(text: &str) -> Option<Date> {
        let numbers: Vec<&str> = text.trim().trim_end_matches('日').split(['-', '/', '.', '年', '月']).collect();
        let [year, month, day] = numbers[..] else { return None };
        let date =
            Date { year: year.trim().parse().ok()?, month: month.trim().parse().ok()?, day: day.trim().parse().ok()? };
        let exists = (1900..=2100).contains(&date.year) && (1..=date.days_in_month()).contains(&date.day);
        exists.then_some(date)
    }

    fn days_in_month(self) -> u32 {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        match self.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        }
    }
}

/// 2026年3月5日: full year, no leading zeros, as GB/T 9704—2012 wants it.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}年{}月{}日", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_that_exist_and_no_others() {
        for text in ["2026-03-05", "2026/3/5", "2026.3.5", "2026年3月5日"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), "2026年3月5日");
        }
        for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "三月五日", "2026-3", ""] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert!(Date::parse("2028-02-29").is_some());
    }
}
