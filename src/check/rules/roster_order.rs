//! People named in another order than the roster's.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC604",
    id: "roster-order",
    category: Category::Person,
    severity: Severity::Error,
    on: true,
    page: include_str!("roster_order.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let Some(roster) = review.roster else { return };
    let text = review.text();
    let mut named: Vec<(usize, usize)> = Vec::new();
    for (number, person) in roster.people.iter().enumerate() {
        named.extend(memchr::memmem::find_iter(text.as_bytes(), &person.name).map(|at| (at, number)));
    }
    named.sort_unstable();
    for pair in named.windows(2) {
        let [(before, first), (at, second)] = pair else { continue };
        let between = &text[before + roster.people[*first].name.len()..*at];
        // People who are named in one breath, not who spoke one after another.
        let row = between.contains('、')
            && !between.contains(['，', '。', '；', '：', '\n'])
            && between.chars().count() <= 30;
        if second < first && row && review.paragraph_at(*at).is_some() {
            let (one, other) = (&roster.people[*second].name, &roster.people[*first].name);
            found.at(*at..at + one.len(), format!("{one}排在了{other}后面")).hint("按名册的次序排");
        }
    }
}
