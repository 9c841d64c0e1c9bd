//! 8月5日至8月1日: a stretch of time that ends before it begins.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC408",
    id: "dates-reversed",
    category: Category::Date,
    severity: Severity::Error,
    on: true,
    page: include_str!("dates_reversed.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    for pair in review.dates.windows(2) {
        let [from, to] = pair else { continue };
        let between = &text[from.at.end..to.at.start.max(from.at.end)];
        if !matches!(between, "至" | "到" | "—" | "——" | "～" | "~" | "-")
            || review.paragraph_at(from.at.start).is_none()
        {
            continue;
        }
        let value = |part: &Option<crate::check::mentions::Part>| part.as_ref().map(|part| part.value);
        let (year, month, day) = (value(&from.year), value(&from.month), value(&from.day));
        let (later, then, until) = (value(&to.year), value(&to.month), value(&to.day));
        let reversed = match (year, later) {
            (Some(year), Some(later)) if year != later => year > later,
            // Without a year of its own the end may lie in the next one.
            (_, None) if then.is_some() && then < month => year.is_none() && month.is_some_and(|month| month < 10),
            _ if then.is_none() || then == month => matches!((day, until), (Some(day), Some(until)) if day > until),
            _ => later.is_some() && then < month,
        };
        if reversed {
            let at = from.at.start..to.at.end;
            found
                .at(at.clone(), format!("“{}”起止颠倒", review.slice(&at)))
                .hint("核对起止日期；跨年的，把后一个年份写上");
        }
    }
    for pair in review.marks.figures.windows(2) {
        let (from, to) = (&pair[0], &pair[1]);
        let years = [from, to]
            .map(|figure| review.slice(figure).parse::<u32>().ok().filter(|year| (1900..=2100).contains(year)));
        let between = &text[from.end..to.start];
        let (Some(first), Some(last)) = (years[0], years[1]) else { continue };
        let four = from.len() == 4 && to.len() == 4;
        let joined = matches!(between, "—" | "-" | "～" | "~" | "–") && text[to.end..].starts_with('年');
        if four && joined && first > last && review.paragraph_at(from.start).is_some() {
            found.at(from.start..to.end, format!("“{first}{between}{last}年”起止颠倒")).hint("核对起止年份");
        }
    }
}
