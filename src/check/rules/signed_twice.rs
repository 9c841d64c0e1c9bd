//! A name and a date under the title, and again at the end.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

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

fn check(review: &Review, found: &mut Findings) {
    let bare =
        |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace() && !"（）()".contains(*c)).collect() };
    for speech in &review.speeches {
        let own = &review.paragraphs[speech.paragraphs.clone()];
        let fronts: Vec<String> = own
            .iter()
            .filter(|paragraph| paragraph.front)
            .map(|paragraph| bare(review.slice(&paragraph.at)))
            .skip(1)
            .collect();
        for paragraph in own.iter().rev().take(3).filter(|paragraph| !paragraph.front) {
            let text = bare(review.slice(&paragraph.at));
            let date = text.ends_with('日') && text.contains('年') && text.chars().count() <= 16;
            let signed =
                fronts.iter().any(|front| !text.is_empty() && (front == &text || (date && front.contains(&text))));
            if signed {
                found.at(paragraph.at.clone(), "题下已经署了，文末又署一遍").hint("留题下的，删去文末的");
            }
        }
    }
}
