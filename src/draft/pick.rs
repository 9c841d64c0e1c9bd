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

use crate::library::{Bank, Thought};

/// The name of a place, such as `营商环境/do/政务服务/core`, as the hash that it comes to: FNV-1a (Fowler, Noll, Vo 1991),
/// which can go on where it stopped, with a finisher that spreads it over all bits (MurmurHash3's, Appleby 2011). It
/// decides what is drawn, so it may never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(u64);

impl Place {
    /// The place of that name.
    pub fn named(name: &str) -> Place {
        Place(0xcbf2_9ce4_8422_2325).absorb(name)
    }

    /// A place inside this one: `甲` then `乙` is `甲/乙`.
    #[must_use]
    pub fn then(self, name: &str) -> Place {
        self.absorb("/").absorb(name)
    }

    /// One of several places of that name, counted from 0.
    #[must_use]
    pub fn nth(self, index: usize) -> Place {
        Place(self.absorb("#").0 ^ index as u64).absorb("")
    }

    fn absorb(self, name: &str) -> Place {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        Place(name.bytes().fold(self.0, step))
    }

    /// The hash, spread.
    pub fn hash(self) -> u64 {
        spread(self.0)
    }
}

impl From<&str> for Place {
    fn from(name: &str) -> Place {
        Place::named(name)
    }
}

fn spread(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// A deck of `size` cards, shuffled for a place and a round (Fisher–Yates; Durstenfeld 1964).
pub fn deck(place: Place, round: u64, size: usize) -> Vec<usize> {
    let mut cards: Vec<usize> = (0..size).collect();
    if size < 2 {
        return cards;
    }
    let mut rng = ChaCha8Rng::seed_from_u64(place.hash() ^ round.wrapping_mul(GOLDEN));
    for last in (1..size).rev() {
        cards.swap(last, below(&mut rng, last as u64 + 1) as usize);
    }
    cards
}

/// 2⁶⁴ divided by the golden ratio: multiples of it are spread evenly (Knuth 1973).
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

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
    /// What the speech is about, as a hash: speeches on other things are dealt other cards with the same seed, also from the
    /// banks that they have in common.
    pub about: u64,
}

/// What a place takes from its deck.
#[derive(Debug, Clone, Copy)]
pub struct Hand {
    /// How many cards it holds.
    pub size: usize,
    /// How many cards further the next seed's hand begins: at most the size. The rest is held in reserve, and the next seeds have
    /// it first.
    pub stride: usize,
    /// How often the place is drawn anew: each time the hand begins one stride further on in the same deck.
    pub again: u64,
}

impl Hand {
    /// A hand of `size` cards, all of them the place's own.
    pub fn of(size: usize, again: u64) -> Hand {
        Hand { size, stride: size, again }
    }
}

impl Dealer {
    /// The hand of a place: distinct cards of a deck of `cards`, those refused by `allowed` taken out.
    ///
    /// Seed after seed the hands follow one another through the decks, so that what is left in is used evenly too.
    pub fn hand(
        &self,
        place: impl Into<Place>,
        cards: usize,
        hand: Hand,
        allowed: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        self.distinct(place.into(), cards, hand, |card| Some(card).filter(|card| allowed(*card)))
    }

    /// All of `cards` in the order in which a place is dealt them.
    pub fn order(&self, place: impl Into<Place>, cards: usize, again: u64) -> Vec<usize> {
        self.hand(place, cards, Hand::of(cards, again), |_| true)
    }

    /// The thoughts of a bank in the hand of a place; a thought of weight 3 has three cards in the deck.
    pub fn thoughts(
        &self,
        place: impl Into<Place>,
        bank: &Bank,
        hand: Hand,
        allowed: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        let weight = |thought: &Thought| thought.iter().map(|phrase| phrase.weight as usize).max().unwrap_or(1);
        if bank.thoughts.iter().all(|thought| weight(thought) == 1) {
            return self.hand(place, bank.thoughts.len(), hand, allowed);
        }
        let copies = |(at, thought): (usize, &Arc<Thought>)| std::iter::repeat_n(at, weight(thought));
        let cards: Vec<usize> = bank.thoughts.iter().enumerate().flat_map(copies).collect();
        self.distinct(place.into(), cards.len(), hand, |card| Some(cards[card]).filter(|thought| allowed(*thought)))
    }

    fn distinct(&self, place: Place, cards: usize, hand: Hand, value: impl Fn(usize) -> Option<usize>) -> Vec<usize> {
        let mut found = Vec::with_capacity(hand.size);
        let values: Vec<Option<usize>> = (0..cards).map(value).collect();
        let open = values.iter().flatten().count() as u128;
        if open == 0 || hand.size == 0 {
            return found;
        }
        // What is alone in its deck is dealt whichever way it is shuffled.
        if open == 1 {
            found.extend(values.into_iter().flatten());
            return found;
        }
        let turn = u128::from(self.seed.wrapping_sub(1)) + u128::from(hand.again);
        let first = turn * hand.stride as u128;
        let (mut round, mut at) = ((first / open) as u64, (first % open) as usize);
        // Two rounds show every card at least once, wherever the hand begins.
        for _ in 0..2 {
            let deck = deck(place, round ^ self.about, cards);
            for value in deck.iter().filter_map(|card| values[*card]).skip(at) {
                if !found.contains(&value) {
                    found.push(value);
                    if found.len() == hand.size {
                        return found;
                    }
                }
            }
            (round, at) = (round.wrapping_add(1), 0);
        }
        found
    }

    /// One of `cards`.
    pub fn one(
        &self,
        place: impl Into<Place>,
        cards: usize,
        again: u64,
        allowed: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        self.hand(place, cards, Hand::of(1, again), allowed).first().copied()
    }

    /// A die of `sides` sides, cast for a purpose at a place.
    pub fn die(&self, place: impl Into<Place>, purpose: &str, sides: u64) -> u64 {
        spread(place.into().then(purpose).hash() ^ self.seed.wrapping_mul(GOLDEN)) % sides
    }

    /// The place, of those that could all draw a card, that may: rendezvous hashing (Thaler, Ravishankar 1996), so that a
    /// place more or less changes nothing for the others.
    pub fn owner(&self, card: Place, places: impl IntoIterator<Item = Place>) -> Option<Place> {
        let card = card.hash() ^ self.seed.wrapping_mul(GOLDEN);
        places.into_iter().max_by_key(|place| spread(place.hash() ^ card))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_drawn_never_changes() {
        let place = Place::named("theme/营商环境").then("do").then("政务服务/core");
        assert_eq!(place, Place::named("theme/营商环境/do/政务服务/core"));
        assert_eq!(place.hash(), 15_486_279_129_726_380_770);
        assert_eq!(deck(Place::named("move/transition"), 0, 8), [2, 7, 3, 6, 4, 0, 1, 5]);
        assert_eq!(Dealer { seed: 7, about: 0 }.hand("move/transition", 8, Hand::of(3, 1), |_| true), [0, 5, 2]);
        assert_eq!(Dealer { seed: 7, about: 0 }.die("move/transition", "whether", 1000), 18);
    }

    #[test]
    fn over_the_seeds_a_bank_is_used_evenly() {
        let mut heard = [0; 10];
        for seed in 1..=20 {
            for card in (Dealer { seed, about: 0 }).hand("place", 10, Hand::of(2, 0), |_| true) {
                heard[card] += 1;
            }
        }
        assert_eq!(heard, [4; 10]);
    }

    #[test]
    fn what_may_be_drawn_is_used_evenly_too() {
        let mut heard = [0; 12];
        for seed in 1..=10 {
            for card in (Dealer { seed, about: 0 }).hand("place", 12, Hand::of(1, 0), |card| card < 5) {
                heard[card] += 1;
            }
        }
        assert_eq!(heard[..6], [2, 2, 2, 2, 2, 0]);
    }

    #[test]
    fn a_reserve_changes_nothing_for_the_cards_before_it() {
        let hand = |size| Dealer { seed: 5, about: 0 }.hand("place", 12, Hand { size, stride: 2, again: 0 }, |_| true);
        assert_eq!(hand(6)[..2], hand(2));
    }

    proptest! {
        #[test]
        fn a_hand_holds_distinct_allowed_cards(seed: u64, cards in 1usize..30, size in 1usize..30, again in 0u64..9) {
            let hand = Dealer { seed, about: 0 }.hand("p", cards, Hand::of(size, again), |card| card % 3 != 1);
            let allowed = (0..cards).filter(|card| card % 3 != 1).count();
            prop_assert_eq!(hand.len(), size.min(allowed));
            let distinct: std::collections::BTreeSet<_> = hand.iter().collect();
            prop_assert_eq!(distinct.len(), hand.len());
        }
    }
}
