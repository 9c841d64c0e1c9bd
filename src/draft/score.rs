//! The score: what a composition of a point costs. Of several compositions the cheapest is taken.
//!
//! The unit is one 字 by which the point misses its room, so every other cost says how many characters it is worth to be rid
//! of a fault. A point is judged by itself and by its seat, never by what its neighbours happen to say: so a neighbour drawn
//! anew does not change it. That neighbours do not begin alike, and that few of them end in a maxim, is settled by the seats
//! ([`Seat`]).

use super::card::{COVERS, Card, SEAM, Seat};
use crate::library::{Few, Kin, Role};

/// What is missed beyond this, in 字, counts twice: other points do not make up for it.
const EVEN_OUT: isize = 12;
/// Two sentences next to each other begin with the same character.
const OPENING: isize = 6;
/// Two sentences share four characters in a row.
const ECHO: isize = 12;
/// A measure shares a word with the core: that is worth something.
const KIN: isize = 3;
/// A sentence takes up a word of the one before it: so is that.
const NEXT: isize = 4;
/// And more, a core that takes up a word of the problem, cause or picture before it.
const FOLLOWS: isize = 10;
/// What leads to a core does not lead to this one.
const MISLEADS: isize = 60;
/// A question or a cry beyond the first.
const MARK: isize = 6;
/// Two sentences next to each other are of one length, within two characters.
const EVEN: isize = 2;
/// What stands beside a passage speaks of something else; less so what has no labels and may go with anything.
pub(super) const APART: isize = 160;
pub(super) const LOOSE: isize = 120;
/// A ban, an owner or an aim behind a passage, which has come to its end: readers hear it as put in.
const TAIL: isize = 130;
/// A room, in 字, that one matter does not fill.
const VAST: usize = 300;
/// Two matters in one point: readers hear a seam.
const SECOND: isize = 180;
/// A later place in the dealt order of recipes.
pub(super) const RANK: isize = 2;

/// Cards in the order in which they are heard, and what is needed to say quickly what another card would cost.
#[derive(Debug, Clone)]
pub(super) struct Hearing<'t, 's> {
    kin: &'t Kin,
    seat: &'t Seat,
    room: usize,
    cards: Vec<Card<'s>>,
    total: usize,
    lively: usize,
    all: Few,
    cores: Few,
    measures: Few,
}

impl<'t, 's> Hearing<'t, 's> {
    /// Cards heard in a room of `room` characters.
    pub fn new(cards: Vec<Card<'s>>, kin: &'t Kin, seat: &'t Seat, room: usize) -> Self {
        let (total, lively) = (0, 0);
        let (all, cores, measures) = (kin.none(), kin.none(), kin.none());
        let mut hearing = Hearing { kin, seat, room, cards, total, lively, all, cores, measures };
        for at in 0..hearing.cards.len() {
            hearing.count(hearing.cards[at], true);
        }
        hearing
    }

    /// The cards.
    pub fn cards(&self) -> &[Card<'s>] {
        &self.cards
    }

    /// Their length, in 字.
    pub fn length(&self) -> usize {
        self.total
    }

    /// What they cost.
    pub fn cost(&self) -> isize {
        let single = |(at, card): (usize, &Card<'s>)| card.cost(at, self.seat);
        let pairs = |(at, card): (usize, &Card<'s>)| {
            let beside = at.checked_sub(1).map_or(0, |before| self.beside(self.cards[before], *card));
            beside * 2 + self.alike(*card)
        };
        let singles: isize = self.cards.iter().enumerate().map(single).sum();
        // Each pair that is alike is counted from both sides.
        let pairs: isize = self.cards.iter().enumerate().map(pairs).sum();
        self.missed(self.total) + singles + pairs / 2 + MARK * self.lively.saturating_sub(1) as isize
    }

    /// The exchange of the card at `at` that gains most, and what it gains, if any does.
    pub fn best(&self, at: usize, cards: impl Iterator<Item = &'t Card<'s>>) -> Option<(isize, &'t Card<'s>)>
    where
        's: 't,
    {
        let old = self.cards[at];
        let saved = self.missed(self.total) + self.around(old, at) + self.alike(old);
        let (mut least, mut best) = (0, None);
        // The answer to the problem told is not given up for a few characters.
        let answer = |card: &Card<'s>| card.answers && card.role.is_main();
        let only = answer(&old) && self.cards.iter().filter(|card| answer(card)).count() == 1;
        for card in cards.filter(|card| card.number != old.number && (!only || card.answers)) {
            debug_assert!(old.role == card.role);
            // Few cards come near enough to be worth a closer look.
            let near = saved - self.missed(self.total - old.length + card.length);
            if near - card.cost(at, self.seat) + self.most(card.role) <= least
                || self.cards.iter().enumerate().any(|(other, c)| other != at && c.same_thought(card))
            {
                continue;
            }
            let gain = near - self.around(*card, at) - self.alike_without(*card, old) + self.marks(old, *card);
            if gain > least {
                (least, best) = (gain, Some((gain, card)));
            }
        }
        best
    }

    /// What a card of a role can at most be worth for what it has in common with the others.
    fn most(&self, role: Role) -> isize {
        let apart = match role {
            Role::Passage => SECOND + COVERS,
            Role::Core => COVERS,
            _ => 0,
        };
        2 * FOLLOWS + KIN * self.cards.len() as isize + ECHO + MARK + apart
    }

    /// What a card costs at a place by itself and by what is heard just before and after it.
    fn around(&self, card: Card<'s>, at: usize) -> isize {
        let before = at.checked_sub(1).map_or(0, |before| self.beside(self.cards[before], card));
        let after = self.cards.get(at + 1).map_or(0, |after| self.beside(card, *after));
        card.cost(at, self.seat) + before + after
    }

    /// What is gained in marks where one card takes the place of another.
    fn marks(&self, old: Card<'s>, card: Card<'s>) -> isize {
        let lively = self.lively + usize::from(card.lively) - usize::from(old.lively);
        let cost = |lively: usize| MARK * lively.saturating_sub(1) as isize;
        cost(self.lively) - cost(lively)
    }

    /// Puts `card` in the place of the card at `at`.
    pub fn exchange(&mut self, at: usize, card: Card<'s>) {
        self.count(self.cards[at], false);
        self.cards[at] = card;
        self.count(card, true);
    }

    fn count(&mut self, card: Card<'s>, heard: bool) {
        let role = match card.role {
            role if role.is_main() => Some(&mut self.cores),
            Role::Do => Some(&mut self.measures),
            _ => None,
        };
        for few in role.into_iter().chain([&mut self.all]) {
            if heard { few.add(card.number) } else { few.remove(card.number) }
        }
        if heard {
            (self.total, self.lively) = (self.total + card.length, self.lively + usize::from(card.lively));
        } else {
            (self.total, self.lively) = (self.total - card.length, self.lively - usize::from(card.lively));
        }
    }

    fn missed(&self, total: usize) -> isize {
        let missed = total.abs_diff(self.room) as isize;
        missed + (missed - EVEN_OUT).max(0)
    }

    /// What a card costs for what it has in common with the others.
    fn alike(&self, card: Card<'s>) -> isize {
        let kin = match card.role {
            role if role.is_main() => self.kin.shares(card.number, &self.measures),
            Role::Do => self.kin.shares(card.number, &self.cores),
            _ => 0,
        };
        ECHO * self.kin.echoes(card.number, &self.all) as isize - KIN * kin as isize + self.apart(card)
    }

    /// By what the cost of a second matter is divided: where one cannot fill the room there have to be more, though none twice.
    fn eased(&self) -> isize {
        if self.room >= VAST { 12 } else { 1 }
    }

    /// A passage says one matter to its end: what leads to it and what is added to it is to be on that matter.
    fn apart(&self, card: Card<'s>) -> isize {
        let cost = |passage: &Card<'s>, added: &Card<'s>| {
            let tagged = |card: &Card<'s>| self.kin.is_tagged(card.number);
            let takes_up = self.kin.takes_up(added.number, passage.number);
            let cost = match added.role {
                _ if added.own || added.facts > 0 => 0,
                Role::Passage if added.number == passage.number => 0,
                Role::Passage => SECOND,
                Role::Core if tagged(added) && tagged(passage) && takes_up => return SECOND,
                Role::Core if self.kin.echo(added.number, passage.number) => return SEAM,
                // A core without labels says what the head covers, and the passage one matter of it.
                Role::Core if tagged(passage) && !tagged(added) => return -self.seat.covers(),
                // What takes several sentences is a matter of its own.
                Role::Core if added.phrase.text.contains('。') => SECOND,
                Role::Core if (tagged(added) && tagged(passage)) || !takes_up => SECOND,
                Role::Core => self.seat.seam(),
                _ if takes_up => tail(added.role),
                Role::Ban | Role::Who | Role::Goal | Role::End if !tagged(added) => LOOSE,
                _ => APART,
            };
            cost / self.eased()
        };
        let cards = self.cards.iter();
        if card.role == Role::Passage {
            cards.map(|added| cost(&card, added)).sum()
        } else {
            cards.filter(|other| other.role == Role::Passage).map(|passage| cost(passage, &card)).sum()
        }
    }

    /// The same, where `old`, which does the same in the point, is not heard.
    fn alike_without(&self, card: Card<'s>, old: Card<'s>) -> isize {
        let echo = if self.kin.echo(card.number, old.number) { ECHO } else { 0 };
        let apart = if card.role == Role::Passage { SECOND / self.eased() } else { 0 };
        self.alike(card) - echo - apart
    }

    /// What two cards cost that are heard one after the other.
    fn beside(&self, one: Card<'s>, other: Card<'s>) -> isize {
        let opening = if one.opening == other.opening { OPENING } else { 0 };
        let even = if one.length.abs_diff(other.length) <= 2 { EVEN } else { 0 };
        let leads = matches!(one.role, Role::Problem | Role::Root | Role::Scene | Role::Why) && other.role.is_main();
        let (word, without) = if leads { (FOLLOWS, MISLEADS) } else { (NEXT, 0) };
        let misleads = if leads && self.kin.is_tagged(one.number) { without } else { 0 };
        opening + even + if self.kin.takes_up(other.number, one.number) { -word } else { misleads }
    }

    /// Puts cores and measures into the order in which a speaker would say them: a core, the measures that go with it, the next
    /// core; each in the order of its bank, the rule before the exception, the measure before its supervision. A core that
    /// answers the problem comes first, and measures that go with none come last.
    pub fn settle(&mut self) {
        let is_told = |card: &Card<'s>| card.role.is_main() || card.role == Role::Do;
        let places: Vec<usize> = (0..self.cards.len()).filter(|at| is_told(&self.cards[*at])).collect();
        let told = places.iter().map(|at| self.cards[*at]);
        let (mut cores, mut measures): (Vec<Card<'s>>, Vec<Card<'s>>) = told.partition(|card| card.role.is_main());
        // What the head covers goes before the passage on one matter of it.
        let passage = cores.iter().any(|card| card.role == Role::Passage);
        cores.sort_by_key(|card| (passage && card.role == Role::Passage, card.strays, !card.answers, card.number));
        measures.sort_by_key(|card| card.number);
        let mut told = Vec::with_capacity(places.len());
        for core in cores {
            told.push(core);
            let goes = |card: &Card<'s>| self.kin.is_tagged(card.number) && self.kin.takes_up(card.number, core.number);
            let (with, others) = measures.into_iter().partition::<Vec<_>, _>(goes);
            told.extend(with);
            measures = others;
        }
        told.extend(measures);
        for (at, card) in places.into_iter().zip(told) {
            self.cards[at] = card;
        }
    }
}

/// What it costs that a passage is followed by what does this in a point, if it says no fact.
pub(super) fn tail(role: Role) -> isize {
    if matches!(role, Role::Ban | Role::Who | Role::Goal) { TAIL } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::card::{BORROWED, HEAD, MAXIM};
    use super::*;
    use crate::library::{Aspect, Bank, Origin, Phrase, Role};
    use std::sync::Arc;

    const SEAT: Seat = Seat { head: Some('把'), half: 0, divide: 0, maxim: false, broad: true, wide: true };

    /// The cost of these sentences, in a room that fits them, less what `borrows` adds.
    fn judged(sentences: &[(Role, &str)], seat: Seat) -> isize {
        let phrase = |text: &str| Phrase::plain(text.into(), Origin::default()).expect("a good phrase");
        let mut aspect = Aspect::default();
        for (role, text) in sentences {
            let bank: &mut Bank = aspect.roles.entry(*role).or_default();
            bank.thoughts.push(Arc::new(vec![phrase(text)]));
        }
        let kin = Kin::of(&aspect);
        let mut seen = std::collections::BTreeMap::new();
        let cards: Vec<Card<'_>> = sentences
            .iter()
            .map(|(role, text)| {
                let thought = seen.entry(*role).and_modify(|n| *n += 1).or_insert(0usize);
                let phrase = &aspect.role(*role).thoughts[*thought][0];
                Card {
                    role: *role,
                    thought: *thought,
                    phrase,
                    length: phrase.length as usize,
                    number: kin.number(*role, *thought, 0),
                    opening: text.chars().next().expect("a text"),
                    facts: 0,
                    lively: text.contains('？'),
                    pulled: false,
                    reserve: false,
                    answers: false,
                    astray: false,
                    promised: 0,
                    strays: false,
                    heard: false,
                    own: false,
                    common: false,
                }
            })
            .collect();
        let room = cards.iter().map(|card| card.length).sum();
        let borrowed = if seat.borrows(cards[0].opening) { BORROWED } else { 0 };
        Hearing::new(cards, &kin, &seat, room).cost() - borrowed
    }

    #[test]
    fn a_plain_point_costs_nothing() {
        let sentences = [(Role::Core, "对报件逐项过一遍，能并的并"), (Role::Do, "牌子挂到门口")];
        assert_eq!(judged(&sentences, SEAT), 0);
    }

    #[test]
    fn every_fault_costs_what_it_is_said_to() {
        let cases: [(&[(Role, &str)], isize); 6] = [
            (&[(Role::Core, "对报件逐项过一遍，能并的并"), (Role::Do, "对牌子再看一眼")], OPENING),
            (&[(Role::Core, "把报件逐项过一遍，能并的并"), (Role::Do, "牌子挂到门口")], HEAD),
            (&[(Role::Core, "对报件逐项过一遍，能并的并"), (Role::Ban, "严禁报件逐项加码")], ECHO - NEXT),
            (&[(Role::Core, "对报件逐项过一遍，能并的并"), (Role::Do, "牌子上写明报件")], -KIN - NEXT),
            (&[(Role::Core, "对报件逐项过一遍，能并的并"), (Role::End, "快慢由人")], MAXIM),
            (&[(Role::Scene, "谁没有跑过腿？"), (Role::Root, "为什么要跑这一趟再跑一趟？")], MARK),
        ];
        for (sentences, expected) in cases {
            assert_eq!(judged(sentences, SEAT), expected, "{sentences:?}");
        }
        let end = [(Role::Core, "对报件逐项过一遍，能并的并"), (Role::End, "快慢由人")];
        assert_eq!(judged(&end, Seat { maxim: true, ..SEAT }), 0);
    }
}
