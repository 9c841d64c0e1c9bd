//! Thousands of words found in a text in one walk, each with its number.
//!
//! An automaton over the words takes a step, and mostly a miss of the cache, for each byte. Here the walk goes from character to
//! character: two of them are looked up together in a table of bits, and only where a word may begin are words compared.

use super::characters::{Characters, width};

/// As many bits as leave nineteen of twenty pairs unknown that begin none of three thousand words: 8 KB.
const BITS: u32 = 16;

/// Words are looked for from where the hashes begin that differ in so many bits at most.
const COARSE: u32 = 8;

/// Words that may stand anywhere in a text, also inside one another.
#[derive(Debug)]
pub struct Dictionary {
    /// Which pairs of characters words begin with, by their hash.
    known: Box<[u64; 1 << (BITS - 6)]>,
    /// Words by the hash of their first two characters, which have three bytes each; and the number of each.
    paired: Vec<(u32, u32, String)>,
    /// Where in that list the hashes begin that have the same high bits.
    starts: Vec<u32>,
    /// What all other words begin with that begin with a character of one byte or three.
    firsts: Characters,
    others: Vec<(u32, String)>,
}

impl Dictionary {
    /// The words in the order of their numbers; none is empty.
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut known = Box::new([0; 1 << (BITS - 6)]);
        let (mut paired, mut others) = (Vec::new(), Vec::new());
        let mut firsts = String::new();
        for (number, word) in (0..).zip(words) {
            let wide = word.chars().take(2).filter(|c| c.len_utf8() == 3).count() == 2;
            match pair(word.as_bytes()).filter(|_| wide) {
                Some(pair) => {
                    let hash = hash(pair);
                    known[(hash >> 6) as usize] |= 1 << (hash & 63);
                    paired.push((hash, number, word.to_string()));
                }
                None => {
                    firsts.extend(word.chars().next());
                    others.push((number, word.to_string()));
                }
            }
        }
        paired.sort_unstable();
        let starts = (0..1 << (BITS - COARSE)).map(|high| paired.partition_point(|(hash, ..)| hash >> COARSE < high));
        let starts = starts.map(|start| start as u32).collect();
        Dictionary { known, paired, starts, firsts: Characters::of(&firsts), others }
    }

    /// Says of every word in a text where it begins, its number and its length: in the order of the places, at one place in the order
    /// of the numbers of words that begin with the same two characters.
    pub fn each(&self, text: &str, mut found: impl FnMut(usize, u32, usize)) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(first) = bytes.get(at) {
            let rest = &bytes[at..];
            let single = match *rest {
                [a @ 0xe0..=0xef, b, c, ..] => {
                    if let Some(pair) = pair(rest)
                        && let hash = hash(pair)
                        && self.known[(hash >> 6) as usize] >> (hash & 63) & 1 == 1
                    {
                        self.paired(hash, rest, |number, length| found(at, number, length));
                    }
                    self.firsts.has([a, b, c])
                }
                [byte @ 0..0x80, ..] => self.firsts.holds(char::from(byte)),
                // A set of characters has none of two or four bytes.
                _ => true,
            };
            if single {
                let here = self.others.iter().filter(|(_, word)| rest.starts_with(word.as_bytes()));
                here.for_each(|(number, word)| found(at, *number, word.len()));
            }
            at += width(*first);
        }
    }

    /// Kept out of the walk, which it would slow.
    #[inline(never)]
    fn paired(&self, hash: u32, rest: &[u8], mut found: impl FnMut(u32, usize)) {
        let from = self.starts[(hash >> COARSE) as usize] as usize;
        let own = self.paired[from..].iter().skip_while(|(other, ..)| *other < hash);
        for (_, number, word) in own.take_while(|(other, ..)| *other == hash) {
            if rest.starts_with(word.as_bytes()) {
                found(*number, word.len());
            }
        }
    }
}

/// The first six bytes, where there are as many; what follows them counts for nothing.
#[inline(always)]
fn pair(bytes: &[u8]) -> Option<u64> {
    match bytes.first_chunk::<8>() {
        Some(eight) => Some(u64::from_le_bytes(*eight) << 16),
        None => bytes.first_chunk::<6>().map(|[a, b, c, d, e, f]| u64::from_le_bytes([0, 0, *a, *b, *c, *d, *e, *f])),
    }
}

#[inline(always)]
fn hash(pair: u64) -> u32 {
    (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - BITS)) as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(words: &[&str], text: &str) -> Vec<(usize, u32)> {
        let mut found = Vec::new();
        Dictionary::new(words.iter().copied()).each(text, |at, number, length| {
            assert_eq!(&text[at..at + length], words[number as usize]);
            found.push((at, number));
        });
        found
    }

    #[test]
    fn words_are_found_inside_one_another_and_at_the_very_end() {
        let words = ["落实", "抓落实", "抓好", "又", "OK", "抓好", "“三农”"];
        assert_eq!(
            found(&words, "抓落实又OK，“三农”抓好"),
            [(0, 1), (3, 0), (9, 3), (12, 4), (17, 6), (29, 2), (29, 5)]
        );
        assert_eq!(found(&words, "é😀落"), []);
        assert_eq!(found(&words, ""), []);
    }

    proptest! {
        #[test]
        fn it_finds_what_a_search_for_each_word_finds(
            words in prop::collection::vec("[一-四，a]{1,3}", 1..8), text in "[一-五，aé😀]{0,30}"
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let mut expected: Vec<(usize, u32)> = Vec::new();
            for (at, _) in text.char_indices() {
                expected.extend((0..).zip(&words).filter(|(_, word)| text[at..].starts_with(**word)).map(|(n, _)| (at, n)));
            }
            let mut found = found(&words, &text);
            found.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}
