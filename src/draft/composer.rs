//! What all of composition looks at: the plan, the parts, the occasion, who draws. Its work is in `compose`, `rooms` and
//! `fit` (lengths), `moves` and `section`.

use super::fill::{Filler, Lists};
use super::occasion::Occasion;
use super::plan::Plan;
use super::skeleton::Part;

/// Fills parts.
#[derive(Clone)]
pub(super) struct Composer<'s> {
    pub(super) filler: Filler<'s>,
    pub(super) occasion: Occasion<'s>,
    pub(super) plan: &'s Plan<'s>,
    pub(super) parts: &'s [Part],
    /// What the tasks are about, each once, in the user's words.
    pub(super) topics: Vec<&'s str>,
    /// What the moves list where nothing is drawn anew.
    pub(super) lists: Lists<'s>,
    /// As if nothing were drawn anew and no fact were known.
    pub(super) first: bool,
    /// How much a move drawn anew may be shorter or longer than it was, in 字, lest the whole miss its length.
    pub(super) spare: (isize, isize),
    /// How much further on in their decks moves drawn anew begin, where the first ones do not fit.
    pub(super) further: u64,
}
