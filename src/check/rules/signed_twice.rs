//! A name and a date under the title, and again at the end.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::check::when::figures;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC911",
    id: "signed-twice",
    category: Category::Layout,
    severity: Severity::Warning,
    on: true,
    page: include_str!("signed_twice.md"),
    check,
};

/// No signature is longer.
const LONG: usize = 150;

fn check(review: &Review, found: &mut Findings) {
    for speech in &review.speeches {
        let own = &review.paragraphs[speech.paragraphs.clone()];
        let mut last =
            own.iter().rev().take(3).filter(|paragraph| !paragraph.front && paragraph.at.len() <= LONG).peekable();
        if last.peek().is_none() {
            continue;
        }
        let fronts: Vec<String> = own
            .iter()
            .take_while(|paragraph| paragraph.front)
            .skip(1)
            .filter(|front| front.at.len() <= LONG)
            .map(|front| bare(review.slice(&front.at)))
            .filter(|front| front.chars().count() >= 2)
            .collect();
        if fronts.is_empty() {
            continue;
        }
        let whole: String = fronts.concat();
        for paragraph in last {
            let text = bare(review.slice(&paragraph.at));
            // What is left of it without what stands under the title: nothing, or the day told in another way.
            let left = fronts.iter().fold(text.clone(), |left, front| left.replace(front.as_str(), ""));
            let day = |text: &str| text.ends_with('日') && text.contains('年') && text.chars().count() <= 16;
            // 县长 某某某 above, 某某某 below.
            let name = (2..=4).contains(&text.chars().count()) && fronts.iter().any(|front| front.ends_with(&text));
            let again = left.is_empty() || day(&left) && whole.contains(&left) || name;
            if !text.is_empty() && again {
                found.at(paragraph.at.clone(), "题下已经署了，文末又署一遍").hint("留题下的，删去文末的");
            }
        }
    }
}

/// A line without white space and brackets, its day in figures.
fn bare(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '（' | '）' | '(' | ')')).collect();
    match bare.find("二〇").or_else(|| bare.find("二○")) {
        Some(at) => format!("{}{}", &bare[..at], figures(&bare[at..])),
        None => bare,
    }
}
