//! 今年是建党104周年 in 2026: an anniversary that does not fit its year.

use crate::check::finding::Findings;
use crate::check::quantity::number;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC406",
    id: "anniversary",
    category: Category::Date,
    severity: Severity::Error,
    on: true,
    page: include_str!("anniversary.md"),
    check,
};

const EVENTS: &str = include_str!("../words/anniversaries.tsv");

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    for &at in review.places("周年") {
        let Some(speech) = review.speech_at(at) else { continue };
        let sentence = review.sentence_at(at);
        let before = &text[sentence.start..at];
        let digits = before.len()
            - before.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百零".contains(c)).len();
        let Some(count) =
            number(&before[before.len() - digits..]).filter(|number| number.length == digits && digits > 0)
        else {
            continue;
        };
        let clause = before.rsplit(['，', '；']).next().unwrap_or_default();
        let near = &clause[..clause.len() - digits.min(clause.len())];
        let event = EVENTS.lines().filter_map(|line| line.split_once('\t')).filter(|(name, _)| near.contains(name));
        // The event that stands nearest to the number.
        let Some((name, year)) = event.max_by_key(|(name, _)| near.rfind(name)) else { continue };
        let Ok(since) = year.parse::<i32>() else { continue };
        let behind = &near[near.rfind(name).unwrap_or(0) + name.len()..];
        let told = review
            .dates
            .iter()
            .rev()
            .find(|date| sentence.contains(&date.at.start) && date.at.end <= at && date.year.is_some());
        let told = told.and_then(|date| date.year.as_ref()).map(|year| year.value as i32).filter(|year| *year != since);
        let now = speech.day.map(|day| day.year);
        let shift = [("今年", 0), ("去年", -1), ("明年", 1)]
            .iter()
            .find(|(word, _)| before.contains(word))
            .map(|(_, shift)| *shift);
        let Some(year) = told.or_else(|| Some(now? + shift?)) else { continue };
        if behind.chars().count() <= 4 && year - since != count.value as i32 {
            let start = at - digits;
            found
                .at(start..at + "周年".len(), format!("{name}在 {since} 年，到 {year} 年是 {} 周年", year - since))
                .hint("核对周年和年份");
        }
    }
}
