//! Fingerprints of a text: by which it is found among many without reading them.
//!
//! The method is winnowing (Schleimer, Wilkerson and Aiken, *Winnowing: local algorithms for document fingerprinting*, SIGMOD 2003): of
//! every [`WINDOW`] successive grams of [`GRAM`] letters the one with the lowest hash is kept, the last of equals. So two texts that share
//! a run of `GRAM + WINDOW - 1` letters keep a fingerprint in common, and two of them where they share `GRAM + 2 * WINDOW - 1`,
//! wherever the run stands. That is 16 letters, the shortest run that is told ([`LEAST`]).

/// How many letters a gram has: fewer are words that everybody uses.
pub const GRAM: usize = 7;

/// Of how many successive grams one is kept.
pub const WINDOW: usize = 5;

/// The shortest run that counts as shared, in letters. The thirteen characters that checkers of theses go by are half a set phrase in a
/// speech.
pub const LEAST: usize = GRAM + 2 * WINDOW - 1;

/// A gram that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint {
    /// Its hash.
    pub hash: u32,
    /// Its first letter.
    pub at: u32,
}

/// The hashes of all grams of some letters, in order, by a polynomial that rolls.
pub fn grams(letters: impl IntoIterator<Item = char>) -> impl Iterator<Item = u32> {
    const BASE: u64 = 0x0100_0000_01b3;
    let out = (0..GRAM).fold(1u64, |power, _| power.wrapping_mul(BASE));
    let mut hash = 0u64;
    // The letters of the gram, in a ring; noughts before the first gram is whole.
    let mut ring = [0u64; RING];
    letters.into_iter().enumerate().filter_map(move |(at, letter)| {
        let letter = u64::from(letter);
        hash = hash
            .wrapping_mul(BASE)
            .wrapping_add(letter)
            .wrapping_sub(ring[(at + RING - GRAM) % RING].wrapping_mul(out));
        ring[at % RING] = letter;
        (at + 1 >= GRAM).then(|| mix(hash))
    })
}

/// A ring that a gram fits into.
const RING: usize = GRAM.next_power_of_two();

/// The fingerprints of some letters, in order.
pub fn winnow(letters: &[char]) -> Vec<Fingerprint> {
    let mut kept: Vec<Fingerprint> = Vec::with_capacity(letters.len() / 2);
    let mut window = [Fingerprint { hash: u32::MAX, at: 0 }; WINDOW];
    for (at, hash) in grams(letters.iter().copied()).enumerate() {
        window[at % WINDOW] = Fingerprint { hash, at: at as u32 };
        if at + 1 < WINDOW {
            continue;
        }
        let least = window.iter().copied().min_by_key(|print| (print.hash, u32::MAX - print.at)).unwrap_or(window[0]);
        if kept.last().is_none_or(|last| last.at < least.at) {
            kept.push(least);
        }
    }
    kept
}

/// Spreads a hash over all its bits, and keeps half of them.
fn mix(hash: u64) -> u32 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_shared_run_keeps_two_fingerprints_wherever_it_stands(
            run in prop::collection::vec(0x4e00u32..0x5000, LEAST),
            before in prop::collection::vec(0x6000u32..0x6200, 0..40),
            after in prop::collection::vec(0x7000u32..0x7200, 0..40),
        ) {
            let chars = |codes: &[u32]| codes.iter().filter_map(|code| char::from_u32(*code)).collect::<Vec<char>>();
            let (run, before, after) = (chars(&run), chars(&before), chars(&after));
            let (mine, theirs) = ([before.clone(), run.clone(), after.clone()].concat(), [after, run, before].concat());
            let theirs = winnow(&theirs);
            let common = winnow(&mine).into_iter().filter(|print| theirs.iter().any(|other| other.hash == print.hash));
            prop_assert!(common.count() >= 2);
        }
    }

    #[test]
    fn a_third_of_the_grams_is_kept() {
        let letters: Vec<char> =
            (0..30_000u32).filter_map(|n| char::from_u32(0x4e00 + mix(u64::from(n)) % 3000)).collect();
        let kept = winnow(&letters).len();
        assert!((9_000..11_000).contains(&kept), "{kept}");
    }
}
