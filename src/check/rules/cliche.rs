//! 高度重视 eight times: set phrases in such number that nothing is said.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use std::collections::BTreeMap;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC806",
    id: "cliche",
    category: Category::Style,
    severity: Severity::Info,
    on: true,
    page: include_str!("cliche.md"),
    check,
};

/// Words that are worn thin where one paragraph has them again and again.
const AGAIN: [&str; 6] = ["进一步", "切实", "大力", "不断", "全力", "狠抓"];

fn check(review: &Review, found: &mut Findings) {
    for word in AGAIN {
        let mut places = review.places(word);
        while let Some(first) = places.first() {
            let Some(paragraph) = review.paragraph_at(*first) else {
                places = &places[1..];
                continue;
            };
            let (own, rest) = places.split_at(places.partition_point(|at| *at < paragraph.at.end));
            places = rest;
            // One in every twenty-five characters.
            if own.len() >= 6 && 75 * own.len() >= paragraph.at.len() && !paragraph.front {
                let count = own.len();
                found
                    .at(own[5]..own[5] + word.len(), format!("一段里用了 {count} 个“{word}”"))
                    .hint("换成具体的动作、责任和时限");
            }
        }
    }
    let all: Vec<_> = review.words(Table::Cliche).collect();
    for (speech, reading) in review.speeches.iter().zip(&review.document.speeches) {
        let from = all.partition_point(|(hit, _)| hit.at.start < speech.at.start);
        let to = all.partition_point(|(hit, _)| hit.at.start < speech.at.end);
        let hits = &all[from..to.max(from)];
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, row) in hits {
            *counts.entry(&row.word).or_default() += 1;
        }
        let length = review.slice(&reading.body).chars().count();
        for (word, count) in counts {
            // One in a thousand characters is nothing unusual.
            if count >= 5 && 700 * count >= length {
                let (hit, _) = hits.iter().filter(|(_, row)| row.word == word).nth(4).expect("there are five");
                found.at(hit.at.clone(), format!("“{word}”用了 {count} 次")).hint("换成具体的动作、责任和时限");
            }
        }
        if hits.len() >= 12 && 90 * hits.len() >= length {
            let (hit, _) = &hits[0];
            found
                .at(hit.at.clone(), format!("{length} 字里有 {} 处套话", hits.len()))
                .hint("每一句都问一遍：谁、做什么、什么时候");
        }
    }
}
