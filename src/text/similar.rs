//! Sketches of texts, by which copies are known though names are masked, digits are lost and ends are cut off.
//!
//! A sketch keeps one in sixteen of a text's runs of eight Chinese characters, chosen by their hash alone: so two sketches agree on
//! which runs they keep, and the share of one that stands in the other estimates how much of the text does. Digits, Latin
//! letters and marks do not count.

use crate::text::han::is_han;

/// How long a run is.
const RUN: usize = 8;

/// One in how many runs is kept.
const SHARE: u64 = 16;

/// Fewer kept runs than this say nothing.
const LEAST: usize = 6;

/// What is kept of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch {
    kept: Vec<u64>,
}

impl Sketch {
    /// The sketch of a text.
    pub fn of(text: &str) -> Self {
        const BASE: u64 = 0x0100_0000_01b3;
        let out = (0..RUN).fold(1u64, |power, _| power.wrapping_mul(BASE));
        let mut ring = [0u64; RUN];
        let (mut hash, mut count) = (0u64, 0usize);
        let mut kept = Vec::with_capacity(text.len() / 40);
        for c in text.chars().filter(|c| is_han(*c)) {
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
        Sketch { kept }
    }

    /// What it keeps, ascending.
    pub fn runs(&self) -> &[u64] {
        &self.kept
    }

    /// How much of the smaller text stands in the other, from 0 to 1, when so many runs are common.
    pub fn share(&self, other: &Sketch, common: usize) -> f64 {
        let least = self.kept.len().min(other.kept.len());
        if least < LEAST { 0.0 } else { common as f64 / least as f64 }
    }

    /// How many runs both keep.
    pub fn common(&self, other: &Sketch) -> usize {
        let (mut a, mut b, mut found) = (0, 0, 0);
        while let (Some(x), Some(y)) = (self.kept.get(a), other.kept.get(b)) {
            found += usize::from(x == y);
            a += usize::from(x <= y);
            b += usize::from(y <= x);
        }
        found
    }
}

/// Spreads a hash over all its bits.
fn mix(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
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
        assert!(a.share(&b, a.common(&b)) > 0.8);
        let cut = Sketch::of(&sentences(0, 18));
        assert!(a.share(&cut, a.common(&cut)) > 0.9);
        let other = Sketch::of(&sentences(50, 90));
        assert_eq!(a.common(&other), 0);
    }
}
