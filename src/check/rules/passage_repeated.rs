//! Two passages that say the same in nearly the same words.
//!
//! Sentences are compared by the shingles of four characters they share (Broder 1997), the rarest of which leads to the candidates.
//! Deliberate parallels share an opening and differ in what follows, so the whole sentence must agree.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::source::Span;
use crate::text::han::is_han;
use std::collections::BTreeMap;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC704",
    id: "passage-repeated",
    category: Category::Duplicate,
    severity: Severity::Warning,
    on: true,
    page: include_str!("passage_repeated.md"),
    check,
};

/// Sentences shorter than this are compared by the rule for exact repetition only.
const SHORT: usize = 26;

fn check(review: &Review, found: &mut Findings) {
    for speech in &review.speeches {
        let mut sentences: Vec<(Span, Vec<u32>)> = Vec::new();
        for number in speech.paragraphs.clone() {
            let paragraph = &review.paragraphs[number];
            if paragraph.front || paragraph.at.len() < 3 * SHORT {
                continue;
            }
            for sentence in review.sentences(paragraph) {
                if sentence.len() >= 3 * SHORT {
                    let grams = shingles(review.slice(&sentence));
                    sentences.push((sentence, grams));
                }
            }
        }
        let mut seen: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for at in 0..sentences.len() {
            let (span, grams) = &sentences[at];
            if grams.len() < SHORT - 6 {
                continue;
            }
            let mut candidates: Vec<usize> =
                grams.iter().take(4).filter_map(|gram| seen.get(gram)).flatten().copied().collect();
            candidates.sort_unstable();
            candidates.dedup();
            let twin = candidates.into_iter().take(40).find(|other| {
                let other = &sentences[*other].1;
                let common = common(grams, other);
                let all = grams.len() + other.len() - common;
                common < grams.len().max(other.len()) && 100 * common >= 72 * all
            });
            if let Some(twin) = twin {
                let line = line_of(review, sentences[twin].0.start);
                found.at(span.clone(), format!("这句话和第 {line} 行的几乎一样")).hint("合成一处，或者改写一处");
            }
            for gram in grams.iter().take(4) {
                seen.entry(*gram).or_default().push(at);
            }
        }
    }
}

/// The hashes of all runs of four Chinese characters, the smallest first, each once.
fn shingles(text: &str) -> Vec<u32> {
    let chars: Vec<char> = text.chars().filter(|c| is_han(*c)).collect();
    let hash = |run: &[char]| {
        run.iter().fold(0x811c_9dc5u32, |hash, c| (hash ^ u32::from(*c)).wrapping_mul(0x0100_0193).rotate_left(5))
    };
    let mut grams: Vec<u32> = chars.windows(4).map(hash).collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

fn common(one: &[u32], other: &[u32]) -> usize {
    let (mut a, mut b, mut count) = (0, 0, 0);
    while a < one.len() && b < other.len() {
        match one[a].cmp(&other[b]) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => (a, b, count) = (a + 1, b + 1, count + 1),
        }
    }
    count
}

fn line_of(review: &Review, at: usize) -> usize {
    let raw = review.document.clean.map.raw(at);
    1 + memchr::memchr_iter(b'\n', &review.raw.as_bytes()[..raw]).count()
}
