//! 市发展与改革委员会 for 市发展和改革委员会: names that the roster has.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC614",
    id: "listed-name",
    category: Category::Name,
    severity: Severity::Error,
    on: true,
    page: include_str!("listed_name.md"),
    check,
};

/// Shorter names are words of their own with a character changed.
const LEAST: usize = 6;

fn check(review: &Review, found: &mut Findings) {
    let Some(roster) = review.roster else { return };
    let text = review.text();
    for name in roster.names.iter().filter(|name| name.full.chars().count() >= LEAST) {
        let full: Vec<char> = name.full.chars().collect();
        let half = full.len() / 2;
        let halves: [(String, usize); 2] = [(full[..half].iter().collect(), 0), (full[half..].iter().collect(), half)];
        for (part, skip) in halves {
            for (at, _) in text.match_indices(part.as_str()) {
                let Some(start) = text[..at]
                    .char_indices()
                    .rev()
                    .nth(skip.saturating_sub(1))
                    .map(|(at, _)| at)
                    .filter(|_| skip > 0)
                    .or((skip == 0).then_some(at))
                else {
                    continue;
                };
                let said: String = text[start..].chars().take(full.len()).collect();
                let off = said.chars().zip(&full).filter(|(a, b)| a != *b).count();
                if off == 1
                    && said.chars().count() == full.len()
                    && review.paragraph_at(start).is_some()
                    && !known(&said, roster)
                {
                    found
                        .at(start..start + said.len(), format!("“{said}”和名册上的“{}”差一个字", name.full))
                        .hint(format!("写成“{}”", name.full))
                        .fix(name.full.clone());
                }
            }
        }
    }
}

fn known(said: &str, roster: &crate::check::Roster) -> bool {
    roster.names.iter().any(|name| name.full == said || name.short.iter().any(|short| short == said))
}
