//! Passages that two texts have in common: maximal runs of equal letters, joined where only a few letters between them differ.
//!
//! Every gram of one text is looked up in the other; where the letters before it differ a run begins, and is followed to its end. This
//! looks at all grams, not at fingerprints alone, so that of two texts that are held side by side nothing is missed that has
//! [`GRAM`] letters in a row.

use std::collections::BTreeSet;

use super::fingerprint::{GRAM, LEAST, grams};

/// How many letters may differ between two runs of a passage: a word that was replaced, a clause of a few letters.
const GAP: usize = 8;

/// A gram that stands more often than this in a text is a litany; its first places are enough.
const LITANY: usize = 64;

/// A run of equal letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Block {
    /// Its first letter in the one text.
    pub mine: usize,
    /// Its first letter in the other.
    pub theirs: usize,
    /// How many letters it has.
    pub length: usize,
}

/// Runs in a row, with little between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The runs, in the order of both texts.
    pub blocks: Vec<Block>,
}

impl Passage {
    /// From the first letter to behind the last in the one text.
    pub fn mine(&self) -> std::ops::Range<usize> {
        let last = self.last();
        self.blocks[0].mine..last.mine + last.length
    }

    /// From the first letter to behind the last in the other text.
    pub fn theirs(&self) -> std::ops::Range<usize> {
        let last = self.last();
        self.blocks[0].theirs..last.theirs + last.length
    }

    fn last(&self) -> Block {
        self.blocks[self.blocks.len() - 1]
    }

    /// How many letters lie between its end and a run, where that is few in both texts. Where a letter before a change is also the last of
    /// what it was changed to, the run begins a little before the end.
    fn distance(&self, block: &Block) -> Option<usize> {
        let (mine, theirs) = (self.mine().end, self.theirs().end);
        let trim = mine.saturating_sub(block.mine).max(theirs.saturating_sub(block.theirs));
        let gaps = (block.mine + trim - mine, block.theirs + trim - theirs);
        (trim < GRAM / 2 && gaps.0 <= GAP && gaps.1 <= GAP).then_some(gaps.0 + gaps.1)
    }

    fn join(&mut self, block: Block) {
        let trim = self.mine().end.saturating_sub(block.mine).max(self.theirs().end.saturating_sub(block.theirs));
        self.blocks.push(Block { mine: block.mine + trim, theirs: block.theirs + trim, length: block.length - trim });
    }

    /// Whether so many letters in common, out of all that it spans, are more than chance: one long run, or little between the short ones.
    pub fn tells(&self, letters: usize) -> bool {
        let longest = self.blocks.iter().map(|block| block.length).max().unwrap_or(0);
        let span = self.mine().len().max(self.theirs().len());
        let matched: usize = self.blocks.iter().map(|block| block.length).sum();
        letters >= LEAST
            && (longest >= LEAST || (longest > GRAM && matched * 10 >= span * 7 && letters >= LEAST + GAP / 2))
    }
}

/// The grams of a text, to be found by what they are.
#[derive(Debug)]
pub struct Grams<'l> {
    letters: &'l [char],
    /// By the low bits of the hash: the first place, plus one.
    heads: Vec<u32>,
    /// The next place of the same chain, plus one.
    next: Vec<u32>,
}

impl<'l> Grams<'l> {
    /// Of some letters.
    pub fn new(letters: &'l [char]) -> Self {
        let count = letters.len().saturating_sub(GRAM - 1);
        let mut heads = vec![0u32; (2 * count).next_power_of_two()];
        let mask = heads.len() - 1;
        let mut next = vec![0u32; count];
        let hashes: Vec<u32> = grams(letters.iter().copied()).collect();
        // The chain has the first place in front.
        for (at, hash) in hashes.iter().enumerate().rev() {
            let head = &mut heads[*hash as usize & mask];
            next[at] = std::mem::replace(head, at as u32 + 1);
        }
        Grams { letters, heads, next }
    }

    /// What other letters have in common with these, in the order of these.
    pub fn passages(&self, theirs: &[char]) -> Vec<Passage> {
        self.chained(self.blocks(theirs, usize::MAX))
    }

    /// The same, of runs that are followed for so many letters only: a text that says one thing all the time holds runs as long as
    /// itself at each of its places.
    pub fn passages_of(&self, theirs: &[char], most: usize) -> Vec<Passage> {
        self.chained(self.blocks(theirs, most))
    }

    fn blocks(&self, theirs: &[char], most: usize) -> Vec<Block> {
        let mut found = Vec::new();
        for (other, hash) in grams(theirs.iter().copied()).enumerate() {
            let mut place = self.heads[hash as usize & (self.heads.len() - 1)];
            for _ in 0..LITANY {
                let Some(mine) = (place as usize).checked_sub(1) else { break };
                place = self.next[mine];
                let inside = mine > 0 && other > 0 && self.letters[mine - 1] == theirs[other - 1];
                if !inside {
                    let pairs = self.letters[mine..].iter().zip(&theirs[other..]);
                    let length = pairs.take(most).take_while(|(a, b)| a == b).count();
                    if length >= GRAM {
                        found.push(Block { mine, theirs: other, length });
                    }
                }
            }
        }
        found.sort_unstable();
        found
    }

    fn chained(&self, blocks: Vec<Block>) -> Vec<Passage> {
        let mut done: Vec<Passage> = Vec::new();
        let mut open: Vec<Passage> = Vec::new();
        // The open passages by where they end in the other text: a litany has as many as it has lines, and few of them are near.
        let mut ends: BTreeSet<(usize, usize)> = BTreeSet::new();
        // No open passage ends before it.
        let mut first = usize::MAX;
        for block in blocks {
            if first.saturating_add(GAP) < block.mine {
                let mut at = 0;
                while at < open.len() {
                    if open[at].mine().end + GAP < block.mine { done.push(open.swap_remove(at)) } else { at += 1 }
                }
                first = open.iter().map(|passage| passage.mine().end).min().unwrap_or(usize::MAX);
                ends = open.iter().enumerate().map(|(at, passage)| (passage.theirs().end, at)).collect();
            }
            let near = ends.range((block.theirs.saturating_sub(GAP), 0)..(block.theirs + GRAM / 2, 0));
            let nearest = near.filter_map(|(_, at)| Some((open[*at].distance(&block)?, *at))).min();
            let at = match nearest {
                Some((_, at)) => {
                    ends.remove(&(open[at].theirs().end, at));
                    open[at].join(block);
                    at
                }
                None => {
                    open.push(Passage { blocks: vec![block] });
                    open.len() - 1
                }
            };
            ends.insert((open[at].theirs().end, at));
            first = first.min(open[at].mine().end);
        }
        done.append(&mut open);
        done.sort_unstable_by(|a, b| a.blocks.cmp(&b.blocks));
        done
    }
}

/// What the letters before are multiplied by at each letter: [`GRAM`] of its ten noughts at the end push a letter out of sixty-four bits.
const PUSH: u64 = 0x9e37_79b9_7f4a_7c15 << 10;

/// Which grams of some letters, of which there are at most so many, stood before; and one in a hundred that did not, since a bit in a
/// table is all that is kept of a gram.
pub fn stood_before(letters: impl Iterator<Item = char>, most: usize) -> impl Iterator<Item = usize> {
    let mut seen = vec![0u64; most.next_power_of_two()];
    let mask = seen.len() - 1;
    let mut gram = 0u64;
    letters.enumerate().filter_map(move |(at, letter)| {
        gram = gram.wrapping_mul(PUSH).wrapping_add(u64::from(u32::from(letter)));
        let at = (at + 1).checked_sub(GRAM)?;
        // What is left of the first letter of a gram stands in the highest bits alone.
        let hash = (gram ^ gram.rotate_left(29)).wrapping_mul(0xe703_7ed1_a0b4_28db);
        let (word, bit) = (&mut seen[(hash >> 40) as usize & mask], 1 << (hash >> 34 & 63));
        let stood = *word & bit != 0;
        *word |= bit;
        stood.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passages(mine: &str, theirs: &str) -> Vec<(String, usize)> {
        let (mine, theirs): (Vec<char>, Vec<char>) = (mine.chars().collect(), theirs.chars().collect());
        let found = Grams::new(&mine).passages(&theirs);
        found.iter().map(|passage| (mine[passage.mine()].iter().collect(), passage.blocks.len())).collect()
    }

    #[test]
    fn a_run_is_followed_to_both_ends() {
        let found = passages("前面的话把流程从头走到尾走了再说", "别处也把流程从头走到尾走完不改");
        assert_eq!(found, [("把流程从头走到尾走".to_string(), 1)]);
    }

    #[test]
    fn a_word_that_was_replaced_does_not_part_a_passage() {
        let found = passages(
            "要把每条河的账算得清清楚楚再交给下一任河长",
            "要把每条河的账理得明明白白清清楚楚再交给下一任河长",
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].1, 2);
    }

    #[test]
    fn texts_shorter_than_a_gram_have_nothing_in_common() {
        assert_eq!(passages("抓落实", "抓落实"), []);
        assert_eq!(passages("", ""), []);
    }
}
