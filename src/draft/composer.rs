//! What all of composition looks at: the plan, the parts, the occasion, who draws. Its work is in `compose` (rooms), `moves` and
//! `section`.

use std::collections::BTreeMap;

use super::fill::{Filler, Occasion};
use super::plan::Plan;
use super::skeleton::Part;
use crate::library::Phrase;

/// Fills parts.
#[derive(Clone, Copy)]
pub(super) struct Composer<'a, 's> {
    pub(super) filler: Filler<'s>,
    pub(super) occasion: &'a Occasion<'s>,
    pub(super) plan: &'s Plan<'s>,
    pub(super) parts: &'s [Part],
    pub(super) links: &'a BTreeMap<(String, String), &'s Phrase>,
    /// As if nothing were drawn anew.
    pub(super) first: bool,
}
