//! A commendation without congratulations: what a type of speech cannot do without.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC701",
    id: "part-missing",
    category: Category::Structure,
    severity: Severity::Warning,
    on: true,
    page: include_str!("part_missing.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (speech, reading) in review.speeches.iter().zip(&review.document.speeches) {
        let title = reading.title.as_deref().unwrap_or_default();
        // The title names the occasion, and so has every word of it.
        let text = review.slice(&reading.body);
        for row in review.rows(Table::Parts) {
            let exact = title.contains(&row.word) && !row.except.iter().any(|except| title.contains(except));
            // A page of notes is no speech to be held to.
            if exact && text.chars().count() >= 400 && !row.right.split(' ').any(|word| text.contains(word)) {
                let paragraph = &review.paragraphs[speech.paragraphs.start];
                found
                    .at(paragraph.at.clone(), format!("{}的讲话里没有{}", row.word, row.more))
                    .hint(format!("补上，如“{}”", row.right.split(' ').next().unwrap_or_default()));
            }
        }
    }
}
