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

/// So many bytes of white space and brackets may stand in a signature.
const SPACE: usize = 60;

fn check(review: &Review, found: &mut Findings) {
    let bare =
        |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace() && !"（）()".contains(*c)).collect() };
    for speech in &review.speeches {
        let own = &review.paragraphs[speech.paragraphs.clone()];
        let fronts = || own.iter().take_while(|paragraph| paragraph.front).skip(1);
        let longest = fronts().map(|front| front.at.len()).max().unwrap_or(0);
        let last = own.iter().rev().take(3).filter(|paragraph| !paragraph.front);
        // White space and brackets are all that the two may differ in.
        for paragraph in last.filter(|paragraph| paragraph.at.len() <= longest + SPACE) {
            let text = bare(review.slice(&paragraph.at));
            let date = text.ends_with('日') && text.contains('年') && text.chars().count() <= 16;
            let signed = fronts()
                .map(|front| bare(review.slice(&front.at)))
                .any(|front| !text.is_empty() && (front == text || (date && front.contains(&text))));
            if signed {
                found.at(paragraph.at.clone(), "题下已经署了，文末又署一遍").hint("留题下的，删去文末的");
            }
        }
    }
}
