//! “五个必须”: a short form that several things go by.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC510",
    id: "same-name",
    category: Category::Formulation,
    severity: Severity::Info,
    on: false,
    page: include_str!("same_name.md"),
    check,
};

const SHARED: [&str; 4] = ["“五个必须”", "“四有”", "“三个转变”", "“五个坚持”"];

fn check(review: &Review, found: &mut Findings) {
    for name in SHARED {
        for at in memchr::memmem::find_iter(review.text().as_bytes(), name) {
            let behind = review.text()[at + name.len()..].chars().take(12).collect::<String>();
            if review.paragraph_at(at).is_some() && !behind.contains(['：', '（', '—']) {
                found
                    .at(at..at + name.len(), format!("{name}不止一个，没有说明是哪一个"))
                    .hint("写明出处，或者把各项列出来");
            }
        }
    }
}
