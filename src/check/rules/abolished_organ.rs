//! 环保局 after 2018: an organ that has been merged or renamed.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC610",
    id: "abolished-organ",
    category: Category::Name,
    severity: Severity::Error,
    on: true,
    page: include_str!("abolished_organ.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Abolished) {
        let Some(year) = review.speech_at(hit.at.start).and_then(|speech| speech.since) else { continue };
        let since: i32 = row.more.parse().unwrap_or(i32::MAX);
        let sentence = review.sentence_at(hit.at.start);
        let before = &review.text()[sentence.start..hit.at.start];
        let told = before.chars().rev().take(6).any(|c| c == '原')
            || ["当时", "当年", "撤销", "改为", "更名", "前身"]
                .iter()
                .any(|word| review.slice(&sentence).contains(word));
        if year >= since && !told {
            found
                .at(hit.at.clone(), format!("“{}”已经撤并", row.word))
                .hint(format!("现在是“{}”；说过去的事，写“原{}”。地方另有安排的照本地名称", row.right, row.word));
        }
    }
}
