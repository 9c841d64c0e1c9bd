//! Drawing: every place of a draft has its own deck, shuffled by the seed and the place's *name*.
//!
//! Nothing here depends on the order of work, so one place can be drawn anew while all others stay. Banks are dealt, not
//! rolled: seed 1 gets the first cards of a shuffled deck, seed 2 the next ones, and only when the deck is used up is it
//! shuffled again. Over the seeds 1…k every thought of a bank is therefore offered equally often.
//!
//! Sampling is ours on purpose: `rand`'s own may change between versions, and a draft must not.

use std::sync::Arc;

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::library::{Bank, Phrase, Thought};

/// A stable 64-bit hash of names: FNV-1a (Fowler, Noll, Vo 1991) with a finisher that spreads it over all bits
/// (MurmurHash3's, Appleby 2011). It decides what is drawn, so it may never change.
pub fn hash(names: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for name in names {
        for byte in name.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// A deck of `size` cards, shuffled for a place and a round (Fisher–Yates; Durstenfeld 1964).
pub fn deck(place: &str, round: u64, size: usize) -> Vec<usize> {
    let mut cards: Vec<usize> = (0..size).collect();
    let mut rng = ChaCha8Rng::seed_from_u64(hash(&[place]) ^ round.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    for last in (1..size).rev() {
        cards.swap(last, below(&mut rng, last as u64 + 1) as usize);
    }
    cards
}

/// A uniform number below `bound`, without bias: rejection on the high product (Lemire 2019).
fn below(rng: &mut ChaCha8Rng, bound: u64) -> u64 {
    loop {
        let product = u128::from(rng.next_u64()) * u128::from(bound);
        if product as u64 >= bound.wrapping_neg() % bound {
            return (product >> 64) as u64;
        }
    }
}

/// Who draws: the seed of the brief.
#[derive(Debug, Clone, Copy)]
pub struct Dealer {
    /// The seed.
    pub seed: u64,
}

impl Dealer {
    /// The hand of a place: up to `size` distinct cards of a deck of `cards`, those refused by `allowed` taken out.
    ///
    /// Seed after seed the hands follow one another through the decks, so that what is left in is used evenly too. `again` draws anew: further on in the same deck.
    pub fn hand(
        &self,
        place: &str,
        cards: usize,
        size: usize,
        again: u64,
        allowed: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        self.distinct(place, cards, size, again, |card| Some(card).filter(|card| allowed(*card)))
    }

    /// The thoughts of a bank in the hand of a place; a thought of weight 3 has three cards in the deck.
    pub fn thoughts(
        &self,
        place: &str,
        bank: &Bank,
        size: usize,
        again: u64,
        allowed: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        let weight = |thought: &Thought| thought.iter().map(Phrase::weight).max().unwrap_or(1);
        if bank.thoughts.iter().all(|thought| weight(thought) == 1) {
            return self.hand(place, bank.thoughts.len(), size, again, allowed);
        }
        let copies = |(at, thought): (usize, &Arc<Thought>)| std::iter::repeat_n(at, weight(thought));
        let cards: Vec<usize> = bank.thoughts.iter().enumerate().flat_map(copies).collect();
        self.distinct(place, cards.len(), size, again, |card| Some(cards[card]).filter(|thought| allowed(*thought)))
    }

    fn distinct(
        &self,
        place: &str,
        cards: usize,
        size: usize,
        again: u64,
        value: impl Fn(usize) -> Option<usize>,
    ) -> Vec<usize> {
        let mut found = Vec::with_capacity(size);
        let open = (0..cards).filter(|card| value(*card).is_some()).count() as u128;
        if open == 0 {
            return found;
        }
        let turn = u128::from(self.seed.wrapping_sub(1)) + u128::from(again);
        let first = turn * size as u128;
        let (mut round, mut at) = ((first / open) as u64, (first % open) as usize);
        // Two rounds show every card at least once, wherever the hand begins.
        for _ in 0..2 {
            let deck = deck(place, round, cards);
            for value in deck.iter().filter_map(|card| value(*card)).skip(at) {
                if found.len() < size && !found.contains(&value) {
                    found.push(value);
                }
            }
            (round, at) = (round.wrapping_add(1), 0);
        }
        found
    }

    /// One of `cards`.
    pub fn one(&self, place: &str, cards: usize, again: u64, allowed: impl Fn(usize) -> bool) -> Option<usize> {
        self.hand(place, cards, 1, again, allowed).first().copied()
    }

    /// A die of `sides` sides, cast for a purpose at a place.
    pub fn die(&self, place: &str, purpose: &str, sides: u64) -> u64 {
        hash(&[&self.seed.to_string(), place, purpose]) % sides
    }

    /// The place, of those that could all draw the card `name`, that may: rendezvous hashing (Thaler, Ravishankar 1996), so
    /// that a place more or less changes nothing for the others.
    pub fn owner<'a>(&self, name: &str, places: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        let seed = self.seed.to_string();
        places.into_iter().max_by_key(|place| hash(&[&seed, place, name]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_drawn_never_changes() {
        assert_eq!(hash(&["theme/营商环境/do/政务服务/core"]), 10_313_794_468_271_333_490);
        assert_eq!(deck("move/transition", 0, 8), [5, 2, 6, 1, 0, 3, 7, 4]);
        assert_eq!(Dealer { seed: 7 }.hand("move/transition", 8, 3, 1, |_| true), [4, 7, 1]);
    }

    #[test]
    fn over_the_seeds_a_bank_is_used_evenly() {
        let mut heard = [0; 10];
        for seed in 1..=20 {
            for card in (Dealer { seed }).hand("place", 10, 2, 0, |_| true) {
                heard[card] += 1;
            }
        }
        assert_eq!(heard, [4; 10]);
    }

    #[test]
    fn what_may_be_drawn_is_used_evenly_too() {
        let mut heard = [0; 12];
        for seed in 1..=10 {
            for card in (Dealer { seed }).hand("place", 12, 1, 0, |card| card < 5) {
                heard[card] += 1;
            }
        }
        assert_eq!(heard[..6], [2, 2, 2, 2, 2, 0]);
    }

    proptest! {
        #[test]
        fn a_hand_holds_distinct_allowed_cards(seed: u64, cards in 1usize..30, size in 1usize..30, again in 0u64..9) {
            let hand = Dealer { seed }.hand("p", cards, size, again, |card| card % 3 != 1);
            let allowed = (0..cards).filter(|card| card % 3 != 1).count();
            prop_assert_eq!(hand.len(), size.min(allowed));
            let distinct: std::collections::BTreeSet<_> = hand.iter().collect();
            prop_assert_eq!(distinct.len(), hand.len());
        }
    }
}
