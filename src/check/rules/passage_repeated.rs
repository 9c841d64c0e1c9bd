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

/// So many of a sentence's hashes lead to those that are like it, and to no more than so many.
const LEAST: usize = 4;
const MOST: usize = 16;

fn check(review: &Review, found: &mut Findings) {
    for speech in &review.speeches {
        let mut sentences: Vec<(Span, [u32; LEAST])> = Vec::new();
        for number in speech.paragraphs.clone() {
            let paragraph = &review.paragraphs[number];
            if paragraph.front || paragraph.at.len() < 3 * SHORT {
                continue;
            }
            for sentence in review.sentences(paragraph) {
                if sentence.len() >= 3 * SHORT {
                    let least = least(review.slice(sentence));
                    sentences.push((sentence.clone(), least));
                }
            }
        }
        // In most speeches no two sentences have a hash in common.
        let mut all: Vec<u32> = sentences.iter().flat_map(|(_, least)| *least).collect();
        all.sort_unstable();
        if all.windows(2).all(|pair| pair[0] != pair[1]) {
            continue;
        }
        let mut seen: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for at in 0..sentences.len() {
            let (span, least) = &sentences[at];
            let mut candidates: Vec<usize> =
                least.iter().filter_map(|gram| seen.get(gram)).flatten().copied().collect();
            candidates.sort_unstable();
            candidates.dedup();
            let own = if candidates.is_empty() { Vec::new() } else { shingles(review.slice(span)) };
            let twin = candidates.into_iter().take(MOST).find(|other| {
                let twin = review.slice(&sentences[*other].0);
                let other = shingles(twin);
                let common = common(&own, &other);
                let all = own.len() + other.len() - common;
                let near =
                    100 * common >= 72 * all || 100 * common >= 45 * all && same_letters(review.slice(span), twin);
                own.len() >= SHORT - 6 && common < own.len().max(other.len()) && near
            });
            if let Some(twin) = twin {
                let line = review.line(sentences[twin].0.start);
                found.at(span.clone(), format!("这句话和第 {line} 行的几乎一样")).hint("合成一处，或者改写一处");
            }
            for gram in least {
                let twins = seen.entry(*gram).or_default();
                if twins.len() < MOST {
                    twins.push(at);
                }
            }
        }
    }
}

/// No sentence is compared letter by letter that is longer.
const LONG: usize = 200;

/// Whether nearly seven letters in eight of two sentences are the same in the same order (the longest common subsequence), and all their figures:
/// a few words were put in or left out here and there, each of which breaks four shingles.
fn same_letters(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).take(LONG + 1).collect::<Vec<char>>();
    let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (one, other, alike) = (letters(one), letters(other), figures(one) == figures(other));
    let longer = one.len().max(other.len());
    if !alike || longer > LONG {
        return false;
    }
    let mut row = vec![0u16; other.len() + 1];
    for a in &one {
        let mut before = 0;
        for (at, b) in other.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if a == b { before + 1 } else { above.max(row[at]) };
            before = above;
        }
    }
    100 * usize::from(row[other.len()]) >= 86 * longer
}

/// The hashes of all runs of four Chinese characters.
fn hashes(text: &str) -> impl Iterator<Item = u32> {
    let mut run = [0u32; 4];
    let mut count = 0;
    text.chars().filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}') || is_han(*c)).filter_map(move |c| {
        run = [run[1], run[2], run[3], u32::from(c)];
        count += 1;
        let mixed = run[0].wrapping_mul(0x9e37_79b1)
            ^ run[1].wrapping_mul(0x85eb_ca77).rotate_left(8)
            ^ run[2].wrapping_mul(0xc2b2_ae3d).rotate_left(16)
            ^ run[3].wrapping_mul(0x27d4_eb2f).rotate_left(24);
        (count >= 4).then(|| mixed.wrapping_mul(0x1656_67b1))
    })
}

/// The smallest hashes: two sentences that share most of their runs share one of these.
fn least(text: &str) -> [u32; LEAST] {
    let mut least = [u32::MAX; LEAST];
    for hash in hashes(text) {
        let at = least.iter().filter(|other| **other < hash).count();
        if least.get(at).is_some_and(|other| *other != hash) {
            least.copy_within(at..LEAST - 1, at + 1);
            least[at] = hash;
        }
    }
    least
}

/// All hashes, each once.
fn shingles(text: &str) -> Vec<u32> {
    let mut grams: Vec<u32> = hashes(text).collect();
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
