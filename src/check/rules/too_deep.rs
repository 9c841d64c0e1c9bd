//! A speech numbered down to (1): nobody can hear four levels.

use crate::check::finding::Findings;
use crate::check::items::rank;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC114",
    id: "too-deep",
    category: Category::Numbering,
    severity: Severity::Info,
    on: true,
    page: include_str!("too_deep.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for items in &review.formal {
        let above = |rank_of: usize| items.iter().any(|item| rank(item.style) == Some(rank_of));
        let deep = items.iter().find(|item| rank(item.style) == Some(4) && above(1) && (above(2) || above(3)));
        // ① is below every level there is.
        let circled = items.first().zip(items.last()).and_then(|(first, last)| {
            let between = &review.paragraphs[first.paragraph..=last.paragraph];
            let circled = between.iter().find(|paragraph| review.slice(&paragraph.at).starts_with('①'));
            circled.filter(|_| above(1) && (above(2) || above(3))).map(|it| it.at.start..it.at.start + '①'.len_utf8())
        });
        let deep = deep.map(|item| item.at.clone()).into_iter().chain(circled).min_by_key(|at| at.start);
        if let Some(at) = deep {
            let own = review.slice(&at).trim();
            found
                .at(at.clone(), format!("讲话稿分到了“{own}”这一层，念出来分不清"))
                .hint("留两层序号，再往下用“一要、二要”或者分段说");
        }
    }
}
