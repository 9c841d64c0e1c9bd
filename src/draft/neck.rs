//! The neck: one sentence between a head that covers much and a passage on one matter of it.
//!
//! Under “把工地稳下来” a passage on the covers of openings begins in the midst of things: who listens has heard of building
//! sites and looks for the way to the covers. The neck is that way (“工地上的伤亡，多半出在洞口和临边”). It is no choice of its own:
//! a passage is chosen for what it says, then its neck for what the passage says.

use super::card::Card;
use super::point::Table;
use crate::library::Role;

/// What it is worth, in 字 missed, that a passage is led to by its neck.
const LED: isize = 40;
/// What leads to a passage by itself, so that a neck would be the second lead.
const LEADS: [Role; 4] = [Role::Problem, Role::Root, Role::Why, Role::Scene];

impl<'s> Table<'_, 's> {
    /// How much room the neck of a recipe takes, in 字; 0 where none is due.
    pub(super) fn neck_room(&self, recipe: &[Role]) -> usize {
        let due = self.seat.wide && recipe.contains(&Role::Passage) && !recipe.iter().any(|role| LEADS.contains(role));
        if due { self.held(Role::Neck).usual } else { 0 }
    }

    /// What the neck is worth among `cards`: nothing where something else has been said to its end before it.
    pub(super) fn led(&self, cards: &[Card<'s>]) -> isize {
        let ended = |card: &Card<'s>| card.role == Role::Core && card.phrase.text.contains('。');
        if cards.iter().any(ended) { 0 } else { LED }
    }

    /// The neck of the first passage among `cards`: one that is on its matter and, if there is one, on the problem told.
    pub(super) fn neck(&self, cards: &[Card<'s>]) -> Option<&Card<'s>> {
        let passage = cards.iter().find(|card| card.role == Role::Passage)?;
        let on_it = |neck: &&Card<'s>| {
            self.kin.takes_up(neck.number, passage.number)
                && self.kin.is_tagged(neck.number)
                && !cards.iter().any(|card| self.kin.echo(card.number, neck.number))
        };
        let necks = self.hand(Role::Neck).iter().filter(on_it);
        let alike = |neck: &Card<'s>| neck.opening == passage.opening || self.seat.head == Some(neck.opening);
        necks.min_by_key(|neck| (!neck.answers && self.thread.is_some(), alike(neck), neck.thought))
    }
}
