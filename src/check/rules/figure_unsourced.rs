//! A figure that the brief does not know: where the brief tells figures, every one of the speech should be there.

use std::collections::BTreeSet;

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC315",
    id: "figure-unsourced",
    category: Category::Number,
    severity: Severity::Info,
    on: true,
    page: include_str!("figure_unsourced.md"),
    check,
};

/// Units that figures of facts have; 3条 and 2个 count what the speech itself says.
const MEASURES: [&str; 18] = [
    "%",
    "％",
    "个百分点",
    "百分点",
    "元",
    "美元",
    "吨",
    "公斤",
    "亩",
    "公顷",
    "平方米",
    "平方公里",
    "立方米",
    "公里",
    "户",
    "家",
    "人",
    "件",
];

fn check(review: &Review, found: &mut Findings) {
    let Some(brief) = review.brief else { return };
    let known: BTreeSet<String> = std::iter::empty()
        .chain(brief.facts.values())
        .chain(brief.fills.values())
        .chain(&brief.closing)
        .chain(&brief.meeting)
        .chain(&brief.title)
        .chain(brief.sections.iter().flat_map(|section| section.head.iter().chain(&section.lead).chain(&section.body)))
        .chain(
            brief
                .sections
                .iter()
                .flat_map(|section| &section.points)
                .flat_map(|point| point.head.iter().chain(&point.body)),
        )
        .flat_map(|text| figures(text))
        .collect();
    // A brief without a figure leaves them to be filled in.
    if known.is_empty() {
        return;
    }
    for quantity in review.quantities.iter().filter(|quantity| !quantity.chinese && MEASURES.contains(&quantity.unit)) {
        let told = review.slice(&quantity.number);
        let unknown = figures(told).iter().any(|figure| !known.contains(figure));
        if unknown && review.paragraph_at(quantity.at.start).is_some_and(|paragraph| !paragraph.front) {
            let own = review.slice(&quantity.at);
            found
                .at(quantity.at.clone(), format!("“{own}”不在要求里，没有出处"))
                .hint("核对后补进要求的 facts，或者删去");
        }
    }
}

/// The figures of a text, without the commas in them.
fn figures(text: &str) -> Vec<String> {
    let figures = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')));
    figures
        .map(|figure| figure.replace(',', "").trim_matches('.').to_string())
        .filter(|figure| !figure.is_empty())
        .collect()
}
