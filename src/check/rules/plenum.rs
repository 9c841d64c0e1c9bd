//! 二十届九中全会: a session that no term has, or that the day of the speech does not know yet.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han::leading_numeral;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC612",
    id: "plenum",
    category: Category::Name,
    severity: Severity::Error,
    on: true,
    page: include_str!("plenum.md"),
    check,
};

/// Terms of the Central Committee: the year of the congress, and the years of its plenums as far as they are held.
const TERMS: [(u32, &[i32]); 4] = [
    (17, &[2007, 2008, 2008, 2009, 2010, 2011, 2012]),
    (18, &[2012, 2013, 2013, 2014, 2015, 2016, 2017]),
    (19, &[2017, 2018, 2018, 2019, 2020, 2021, 2022]),
    (20, &[2022, 2023, 2024, 2025]),
];

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    for &at in review.places("中全会") {
        let Some(paragraph) = review.paragraph_at(at) else { continue };
        let before = &text[paragraph.at.start..at];
        let Some(term_end) = before.rfind('届').filter(|found| before.len() - found <= 9) else { continue };
        let numeral = before[term_end + "届".len()..].trim();
        let Some((n, length)) = leading_numeral(numeral).filter(|(_, length)| *length == numeral.len()) else {
            continue;
        };
        let start =
            before[..term_end].char_indices().rev().take_while(|(_, c)| "一二三四五六七八九十".contains(*c)).last();
        let Some((start, _)) = start else { continue };
        let Some((term, _)) = leading_numeral(&before[start..]) else { continue };
        let _ = length;
        let Some((_, years)) = TERMS.iter().find(|(number, _)| *number == term) else { continue };
        let day = review.speech_at(at).and_then(|speech| speech.day);
        let held = years.get(n as usize - 1);
        let message = match (held, day) {
            (Some(held), Some(day)) if *held > day.year => format!("讲话的时候（{} 年）还没有召开这次全会", day.year),
            (None, _) if n > 7 => "一届中央委员会没有开过这么多次全会".to_string(),
            _ => continue,
        };
        let span = paragraph.at.start + start..at + "中全会".len();
        found.at(span, message).hint("核对届次");
    }
}
