//! The hand of a role at a point: which thoughts of its bank may be played there.
//!
//! A share of the bank is the seed's own, so that over the seeds all of it is heard, and a few more lie in reserve. Before them
//! come the thoughts that have a reason to be said here: they say a fact of the user's, take up the problem that the point
//! turns on, say what the head covers, stand in the user's own library, or speak of the trade where others would fit every
//! trade.

use super::accord::Promise;
use super::card::Card;
use super::moves::is_told;
use super::pick::{Hand, Place};
use super::point::{Points, Table};
use crate::library::{Part, Phrase, Role};

/// A reason to be at hand: its name, how many thoughts it brings, and whether a wording of a thought has it.
type Reason<'r> = (&'static str, usize, &'r dyn Fn(usize, usize) -> bool);

/// What a place holds of a role.
#[derive(Debug, Default)]
pub(super) struct Held<'s> {
    /// The cards, by the rank of their thoughts.
    pub cards: Vec<Card<'s>>,
    /// How many thoughts of the bank may be said here at all.
    pub fitting: usize,
    /// How long a card is on average, in 字.
    pub usual: usize,
    /// Whether one of the cards is of the user's own library.
    pub own: bool,
}

impl<'s> Points<'_, 's> {
    /// The cards dealt to a role of a point, every wording of each thought.
    pub(super) fn hand(&self, table: &Table<'_, 's>, role: Role) -> Held<'s> {
        let (section, point, kin, bank) = (table.section, table.point, table.kin, table.banks[role as usize]);
        if bank.is_empty() {
            return Held::default();
        }
        let (scope, library, dealer) = (self.scope(section, point), self.filler.stock.library, self.filler.dealer);
        let bears = |phrase: &'s Phrase| self.occasion.bears(phrase) && self.filler.avoids(phrase, scope);
        let suits = |phrase: &'s Phrase| self.occasion.allows(phrase) && !phrase.computes && bears(phrase);
        // The core of an aspect that the user named is said even where its phrases are meant for other occasions.
        let forced = role == Role::Core && !bank.phrases().any(suits);
        let fits = |phrase: &'s Phrase| if forced { bears(phrase) } else { suits(phrase) };
        // Neither the problems move nor the point can take the other's problems.
        let is_thread = |thought: usize| table.thread.is_some_and(|it| kin.wordings(role, thought).any(|at| at == it));
        let mine = |thought: usize| role != Role::Problem || !is_told(thought) && !is_thread(thought);
        // What may be said here is asked once of each wording; the reasons below ask again and again.
        let first_of_all = kin.number(role, 0, 0);
        let at = |thought: usize, wording: usize| kin.number(role, thought, wording) - first_of_all;
        let free = self.filler.brief.avoid.is_empty();
        let mut fitting = Vec::with_capacity(bank.thoughts.len());
        for thought in 0..bank.thoughts.len() {
            let wordings = kin.wordings(role, thought).enumerate();
            fitting.extend(
                wordings.map(|(at, number)| (free && kin.is_plain(number)) || fits(&bank.thoughts[thought][at])),
            );
        }
        let has = |thought: usize, test: &dyn Fn(usize, usize) -> bool| {
            let mut wordings = 0..kin.wordings(role, thought).len();
            mine(thought) && wordings.any(|wording| fitting[at(thought, wording)] && test(thought, wording))
        };
        let again = self.again(point.again);
        let open = |thought: &usize| has(*thought, &|_, _| true);
        let fits_here = (0..bank.thoughts.len()).filter(open).count();
        let stride = own(fits_here);
        let hand = Hand { size: stride + reserve(section.part, role), stride, again };
        let thoughts = |place: Place, hand: Hand, allowed: &dyn Fn(usize) -> bool| match kin.is_weighted(role) {
            true => dealer.thoughts(place, bank, hand, allowed),
            false => dealer.hand(place, bank.thoughts.len(), hand, allowed),
        };
        let dealt = thoughts(scope.place.then(role.name()), hand, &|thought| open(&thought));

        let phrase = |thought: usize, wording: usize| &bank.thoughts[thought][wording];
        // Passages that were written for the type are few and broad: none of them goes before the others for a word of the head.
        let chosen = point.aspect.is_some_and(|aspect| aspect.preferred);
        let promise = (role == Role::Passage && !chosen).then(|| Promise::of(point));
        let kept = promise.as_ref().map(|promise| promise.kept(kin, bank)).unwrap_or_default();
        let keepers = fitting.iter().zip(&kept).filter(|(fits, kept)| **fits && **kept > 0).count();
        let kept = |thought: usize, wording: usize| kept.get(at(thought, wording)).copied().unwrap_or_default();
        let held = promise.as_ref().is_some_and(|promise| promise.narrow && keepers >= promise.choice());
        let answers = |number: usize| table.thread.is_some_and(|thread| kin.takes_up(number, thread));
        let is_common = |phrase: &Phrase| library.is_common(phrase.origin);
        let mixed = section.part == Part::Ensure && bank.phrases().any(|phrase| !is_common(phrase));
        let covers = role == Role::Core && section.part == Part::Do && !table.banks[Role::Passage as usize].is_empty();
        let reasons: [Reason<'_>; 5] = [
            ("promise", usize::from(role == Role::Passage), &|thought, wording| {
                kept(thought, wording) > 0 && (table.thread.is_none() || answers(kin.number(role, thought, wording)))
            }),
            ("answer", if table.thread.is_some() { answering(role) } else { 0 }, &|thought, wording| {
                answers(kin.number(role, thought, wording))
            }),
            ("covers", usize::from(covers), &|thought, wording| !kin.is_tagged(kin.number(role, thought, wording))),
            ("own", usize::from(library.has_own()), &|thought, wording| {
                library.is_own(phrase(thought, wording).origin)
            }),
            ("trade", if mixed { 2 } else { 0 }, &|thought, wording| !is_common(phrase(thought, wording))),
        ];
        let says = |thought: usize| has(thought, &|thought, wording| self.facts(phrase(thought, wording)) > 0);
        let facts_count = !self.filler.bare && !self.filler.brief.facts.is_empty();
        let (mut seconds, mut kept_it): (Vec<usize>, bool) = (Vec::new(), false);
        // Of what says what the head covers, there is the seed's own; the others are other seeds'.
        let mut cover = None;
        let mut first: Vec<usize> = (0..bank.thoughts.len()).filter(|thought| facts_count && says(*thought)).collect();
        for (name, most, test) in reasons.into_iter().filter(|(_, most, _)| *most > 0) {
            let place = scope.place.then(name).then(role.name());
            let called = thoughts(place, Hand::of(most, again), &|thought| has(thought, test));
            // The second of two answers is the first one's of another seed, and so is the first where another keeps the promise.
            let main = name == "answer" && role.is_main();
            seconds
                .extend(called.iter().skip(usize::from(!kept_it)).filter(|thought| main && !first.contains(thought)));
            kept_it |= name == "promise" && !called.is_empty();
            cover = cover.or_else(|| called.first().copied().filter(|_| name == "covers"));
            let new: Vec<usize> = called.into_iter().filter(|thought| !first.contains(thought)).collect();
            first.extend(new);
        }

        let order = first.iter().chain(dealt.iter().filter(|thought| !first.contains(thought)));
        let mut cards = Vec::with_capacity(hand.size + first.len());
        for (rank, thought) in order.enumerate() {
            // Another seed that has the thought has it in other words.
            let turn = dealer.seed.wrapping_add(again);
            let worded = (turn % bank.thoughts[*thought].len() as u64) as usize;
            let wordings = bank.thoughts[*thought].iter().enumerate();
            for (wording, phrase) in wordings.filter(|(wording, _)| fitting[at(*thought, *wording)]) {
                let promised = kept(*thought, wording);
                let number = kin.number(role, *thought, wording);
                let answers = answers(number);
                let others = cover.is_some_and(|cover| cover != *thought) && !kin.is_tagged(number);
                cards.push(Card {
                    role,
                    thought: rank,
                    phrase,
                    length: self.filler.sentence_length(phrase, scope),
                    number,
                    answers,
                    astray: table.thread.is_some() && kin.is_tagged(number) && !answers,
                    heard: table.heard.contains(&phrase.origin),
                    own: library.is_own(phrase.origin),
                    common: mixed && is_common(phrase),
                    opening: phrase.opening,
                    facts: self.facts(phrase),
                    promised,
                    strays: held && promised == 0,
                    lively: phrase.lively,
                    pulled: rank < first.len(),
                    reserve: rank >= first.len() + stride || seconds.contains(thought) || wording != worded || others,
                });
            }
        }
        let usual = cards.iter().map(|card| card.length).sum::<usize>() / cards.len().max(1);
        let own = cards.iter().any(|card| card.own);
        Held { cards, fitting: fits_here, usual, own }
    }

    /// How many facts of the brief a phrase says.
    fn facts(&self, phrase: &Phrase) -> usize {
        let facts = &self.filler.brief.facts;
        if self.filler.bare || facts.is_empty() || !phrase.slotted {
            0
        } else {
            phrase.slots().filter(|slot| facts.contains_key(&slot.name)).count()
        }
    }
}

/// How many thoughts lie behind the seed's own.
fn reserve(part: Part, role: Role) -> usize {
    match (part, role) {
        (Part::Why, Role::Core) | (_, Role::Do) => 9,
        (_, Role::Core | Role::Passage) => 3,
        // Whichever passage is played, its neck is at hand.
        (_, Role::Neck) => usize::from(u8::MAX),
        _ => 1,
    }
}

/// How many thoughts of a role are at hand because they take up the problem that the point turns on.
fn answering(role: Role) -> usize {
    match role {
        Role::Root | Role::Scene | Role::Why | Role::Ban | Role::Goal | Role::End => 1,
        Role::Core | Role::Passage => 2,
        Role::Do => 3,
        _ => 0,
    }
}

/// How many of the thoughts that may be said are a seed's own: so many that in ten seeds none is heard more than twice.
pub(super) fn own(fitting: usize) -> usize {
    (fitting / 5).max(1)
}
