//! The neck: one sentence between a head that covers much and a passage on one matter of it.
//!
//! Under “把工地稳下来” a passage on the covers of openings begins in the midst of things: who listens has heard of building
//! sites and looks for the way to the covers. The neck is that way (“工地上的伤亡，多半出在洞口和临边”). It is no choice of its own:
//! a passage is chosen for what it says, then its neck for what the passage says.

use super::card::Card;
use super::point::Table;
use crate::library::Role;
use crate::library::path::REGISTERS;

/// What it is worth, in 字 missed, that a passage is led to by its neck.
const LED: isize = 40;
/// So many characters long, the first sentence of a passage is a neck of its own.
const SHORT: usize = 22;
/// What leads to the passage behind it by itself, so that a neck would be the second lead.
const LEADS: [Role; 4] = [Role::Problem, Role::Root, Role::Why, Role::Scene];

impl<'s> Table<'_, 's> {
    /// How much room the necks of a recipe take, in 字; 0 where none is due.
    pub(super) fn neck_room(&self, recipe: &[Role]) -> usize {
        let passages = recipe.iter().filter(|role| **role == Role::Passage).count();
        // A core stands between the lead and the passage.
        let leads = recipe.iter().any(|role| LEADS.contains(role)) && !recipe.contains(&Role::Core);
        let led = usize::from(passages > 0 && leads);
        if self.seat.wide && passages > led { (passages - led) * self.held(Role::Neck).usual } else { 0 }
    }

    /// What the necks are worth among `cards`: nothing where something else has been said to its end before them.
    pub(super) fn led(&self, cards: &[Card<'s>]) -> isize {
        let ended = |card: &Card<'s>| {
            card.role == Role::Core && card.phrase.text.contains('。') && self.kin.is_tagged(card.number)
        };
        if cards.iter().any(ended) { 0 } else { LED }
    }

    /// The necks of the passages among `cards`, each at the place of its passage.
    pub(super) fn necks(&self, cards: &[Card<'s>]) -> Vec<Option<&Card<'s>>> {
        let mut necks: Vec<Option<&Card<'s>>> = vec![None; cards.len()];
        if !self.seat.wide {
            return necks;
        }
        // Behind what the head covers, a measured passage begins with its matter, and one whose first sentence is as short as a neck
        // begins with its own; a maxim between the two would be a second lead.
        let measured = self.points.filler.stock.register == REGISTERS[1];
        let leads = |card: &Card<'s>| {
            measured || card.phrase.text.split('。').next().is_some_and(|first| first.chars().count() <= SHORT)
        };
        let covered = |card: &Card<'s>| card.role == Role::Core && !self.kin.is_tagged(card.number);
        let led = |at: usize| {
            let before = at.checked_sub(1).map(|at| &cards[at]);
            before.is_some_and(|before| LEADS.contains(&before.role) || covered(before) && leads(&cards[at]))
        };
        for at in (0..cards.len()).filter(|at| cards[*at].role == Role::Passage && !led(*at)) {
            necks[at] = self.neck(cards, &cards[at], &necks);
        }
        necks
    }

    /// The neck of a passage: one that has its first label, which is its matter, and is on the problem told, if there is one. What
    /// the passage mends besides is no way to it.
    fn neck(&self, cards: &[Card<'s>], passage: &Card<'s>, said: &[Option<&Card<'s>>]) -> Option<&Card<'s>> {
        let matter = passage.phrase.tags().first()?;
        let on_it = |neck: &&Card<'s>| {
            neck.phrase.tags().contains(matter)
                && !cards.iter().any(|card| self.kin.echo(card.number, neck.number))
                && !said.iter().flatten().any(|other| other.number == neck.number)
        };
        let necks = self.hand(Role::Neck).iter().filter(on_it);
        let alike = |neck: &Card<'s>| neck.opening == passage.opening || self.seat.head == Some(neck.opening);
        necks.min_by_key(|neck| (!neck.answers && self.thread.is_some(), alike(neck), neck.thought))
    }
}
