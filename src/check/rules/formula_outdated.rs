//! Wording that has been replaced: “三个自信” after 2016.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC503",
    id: "formula-outdated",
    category: Category::Formulation,
    severity: Severity::Error,
    on: true,
    page: include_str!("formula_outdated.md"),
    check,
};

/// Words of one who looks back.
const BACK: [&str; 12] =
    ["当时", "当年", "曾经", "曾提出", "过去", "年提出", "首次提出", "发展为", "扩展为", "改为", "历史上", "由“"];

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Outdated) {
        let Some(year) = review.speech_at(hit.at.start).and_then(|speech| speech.since) else { continue };
        let since: i32 = row.more.parse().unwrap_or(i32::MAX);
        let sentence = review.sentence_at(hit.at.start);
        let told = BACK.iter().any(|word| review.slice(&sentence).contains(word));
        if year >= since && !told {
            found
                .at(hit.at.clone(), format!("“{}”已经更新", row.word))
                .hint(format!("{since} 年起用“{}”", row.right))
                .fix(row.right.clone());
        }
    }
    // A wording of the bank that no longer holds, given by its parts.
    for formula in review.formulas.iter().filter(|formula| formula.until.is_some() && formula.parts.len() >= 3) {
        let old = formula.listed();
        let mut told = None;
        for &start in review.places(&old) {
            let Some(paragraph) = review.paragraph_at(start).filter(|paragraph| !paragraph.front) else { continue };
            let year = review.speeches[paragraph.speech].since;
            let Some(year) = year.filter(|year| formula.until.is_some_and(|until| until < *year)) else { continue };
            // Once in a speech.
            if told.replace(paragraph.speech) == Some(paragraph.speech) {
                continue;
            }
            let now = review
                .formulas
                .iter()
                .find(|other| other.name == formula.name && other.holds_in(year) && other.parts != formula.parts);
            let Some(now) = now else { continue };
            found
                .at(start..start + old.len(), format!("“{}”用的是旧的表述", formula.name))
                .hint(format!("现在是：{}", now.listed()));
        }
    }
}
