//! One sentence that stands twice.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han::is_han;
use std::collections::BTreeMap;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC705",
    id: "sentence-repeated",
    category: Category::Duplicate,
    severity: Severity::Error,
    on: true,
    page: include_str!("sentence_repeated.md"),
    check,
};

/// Of sentences as long as this, no two have the same characters in another order by chance.
const LONG: usize = 18;

/// Sentences shorter than this may be said twice on purpose.
const SHORT: usize = 14;

fn check(review: &Review, found: &mut Findings) {
    for speech in &review.speeches {
        let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
        // By their characters, whatever the order: 看病钱、救命钱 and 救命钱、看病钱.
        let mut turned: BTreeMap<u64, usize> = BTreeMap::new();
        for number in speech.paragraphs.clone() {
            let paragraph = &review.paragraphs[number];
            if paragraph.front || paragraph.at.len() < 3 * SHORT {
                continue;
            }
            for sentence in review.sentences(paragraph) {
                let text = review.slice(sentence);
                if text.len() < 3 * SHORT {
                    continue;
                }
                let (mut count, mut hash, mut blotted) = (0usize, 0xcbf2_9ce4_8422_2325u64, false);
                let mut sum = 0u64;
                let mut said = |c: char| {
                    count += 1;
                    sum = sum.wrapping_add(
                        u64::from(u32::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(u32::from(c) % 61),
                    );
                    hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
                };
                for c in text.chars() {
                    // The common block, first, is nearly all of a speech.
                    match c {
                        '\u{4e00}'..='\u{9fff}' => said(c),
                        '【' | '×' => blotted = true,
                        _ if c.is_ascii_alphanumeric() || is_han(c) => said(c),
                        _ => {}
                    }
                }
                if count < SHORT || blotted {
                    continue;
                }
                if let Some(first) = seen.get(&hash) {
                    let line = review.line(*first);
                    found.at(sentence.clone(), format!("这句话在第 {line} 行已经说过")).hint("删去一处");
                } else {
                    seen.insert(hash, sentence.start);
                    if let Some(first) = turned.insert(sum, sentence.start).filter(|_| count >= LONG) {
                        let line = review.line(first);
                        found
                            .at(sentence.clone(), format!("这句话在第 {line} 行已经说过，只换了词序"))
                            .hint("删去一处");
                    }
                }
            }
        }
    }
}
