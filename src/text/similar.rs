//! Sketches of texts, by which copies are known though names are masked, digits are lost and ends are cut off.
//!
//! A sketch keeps one in sixteen of a text's runs of eight Chinese characters, chosen by their hash alone: so two sketches agree on
//! which runs they keep, and the share of one that stands in the other estimates how much of the text does. Digits, Latin
//! letters and marks do not count. A sketch can be reduced to its lowest hashes, so that a library of speeches can be
//! remembered; two are compared over the stretch of hashes that both keep whole.

use crate::text::han::is_han;

/// How long a run is.
const RUN: usize = 8;

/// One in how many runs is kept.
const SHARE: u64 = 16;

/// Fewer kept runs than this say nothing.
const LEAST: f64 = 6.0;

/// A reduced sketch keeps so many runs, by which copies are told to within a tenth.
const ENOUGH: usize = 48;

/// One in how many runs a reduced sketch keeps at any rate: so a speech of eight hundred characters is found in a text of any
/// length.
const LONG: u64 = 128;

/// What is kept of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch {
    kept: Vec<u64>,
    /// Below which hash it keeps all runs.
    below: u64,
}

/// How much of a text a sketch stands for: all that a comparison must know of one that was seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    kept: u32,
    below: u64,
}

impl Sketch {
    /// The sketch of a text.
    pub fn of(text: &str) -> Self {
        const BASE: u64 = 0x0100_0000_01b3;
        let out = (0..RUN).fold(1u64, |power, _| power.wrapping_mul(BASE));
        let mut ring = [0u64; RUN];
        let (mut hash, mut count) = (0u64, 0usize);
        let mut kept = Vec::with_capacity(text.len() / 40);
        for c in text.chars() {
            // The common block, first, is nearly all of a speech.
            if !matches!(c, '\u{4e00}'..='\u{9fff}') && !is_han(c) {
                continue;
            }
            let slot = &mut ring[count % RUN];
            hash = hash.wrapping_mul(BASE).wrapping_add(u64::from(c)).wrapping_sub(slot.wrapping_mul(out));
            *slot = u64::from(c);
            count += 1;
            let mixed = mix(hash);
            if count >= RUN && mixed < u64::MAX / SHARE {
                kept.push(mixed);
            }
        }
        kept.sort_unstable();
        kept.dedup();
        Sketch { kept, below: u64::MAX / SHARE }
    }

    /// The whole sketch that keeps these, ascending, as [`Sketch::runs`] told them.
    pub fn kept(kept: Vec<u64>) -> Self {
        Sketch { kept, below: u64::MAX / SHARE }
    }

    /// What it keeps, ascending.
    pub fn runs(&self) -> &[u64] {
        &self.kept
    }

    /// The sketch without what can be spared.
    pub fn reduced(&self) -> Self {
        let most = self.kept.partition_point(|run| *run < u64::MAX / LONG).max(ENOUGH);
        match self.kept.get(most) {
            None => self.clone(),
            Some(first) => Sketch { kept: self.kept[..most].to_vec(), below: *first },
        }
    }

    /// How much of the text it stands for.
    pub fn extent(&self) -> Extent {
        Extent { kept: self.kept.len() as u32, below: self.below }
    }

    /// How much of the smaller text stands in the other, from 0 to 1, when so many runs are common.
    pub fn share(&self, other: Extent, common: usize) -> f64 {
        let below = self.below.min(other.below);
        let mine = self.kept.partition_point(|run| *run < below) as f64;
        // Hashes lie evenly.
        let theirs = f64::from(other.kept) * (below as f64 / other.below as f64);
        let least = mine.min(theirs);
        if least < LEAST { 0.0 } else { common as f64 / least }
    }

    /// How many runs both keep.
    #[cfg(test)]
    fn common(&self, other: &Sketch) -> usize {
        self.kept.iter().filter(|run| other.kept.contains(run)).count()
    }
}

/// Spreads a hash over all its bits.
fn mix(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// How alike two sentences are, from 0 to 1: the share of neighbouring characters that they have in common (Dice 1945, over
/// pairs). Sketches are for speeches; a sentence is short enough to be compared whole.
pub fn likeness(one: &[char], other: &[char]) -> f64 {
    let pairs = |text: &[char]| {
        let mut pairs: Vec<(char, char)> = text.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        pairs
    };
    let (one, other) = (pairs(one), pairs(other));
    let (mut at, mut common) = (0, 0);
    for pair in &one {
        at += other[at..].partition_point(|found| found < pair);
        if other.get(at) == Some(pair) {
            (at, common) = (at + 1, common + 1);
        }
    }
    let all = one.len() + other.len();
    if all == 0 { 1.0 } else { 2.0 * f64::from(common) / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Different sentences without an order in them.
    fn sentences(from: usize, to: usize) -> String {
        (from..to)
            .flat_map(|n| {
                (0..40).map(move |k| char::from_u32(0x4e00 + mix((n * 40 + k) as u64) as u32 % 3000).unwrap_or('一'))
            })
            .collect()
    }

    #[test]
    fn a_copy_with_masks_or_cut_short_is_known_and_a_stranger_is_not() {
        let whole = sentences(0, 40);
        let masked: String = whole.chars().enumerate().map(|(at, c)| if at % 97 == 0 { 'X' } else { c }).collect();
        let (a, b) = (Sketch::of(&whole), Sketch::of(&masked));
        assert!(a.share(b.extent(), a.common(&b)) > 0.8);
        let cut = Sketch::of(&sentences(0, 18));
        assert!(a.share(cut.extent(), a.common(&cut)) > 0.9);
        let other = Sketch::of(&sentences(50, 90));
        let (few, little) = (a.reduced(), b.reduced());
        assert!(few.runs().len() == ENOUGH && few.share(little.extent(), few.common(&little)) > 0.8);
        assert_eq!(a.common(&other), 0);
    }
}
