//! The outline, planned twice: its sections, and then their points in the room that the moves leave them.
//!
//! Types differ in what they say around their points, a short speech most of all: a warning tells its case before it asks for
//! anything. How many points there is room for is known only once the template is rendered, and for that there have to be
//! sections. What is measured is what banks lead one to expect without any fact, so a fact given later changes no outline.

use super::compose::left;
use super::plan::{Plan, planned};
use super::skeleton::bare;
use super::stock::Stock;
use crate::brief::Brief;
use crate::diagnostic::Result;

/// Plans a speech.
pub fn plan<'s>(brief: &'s Brief, stock: &'s Stock<'_>) -> Result<Plan<'s>> {
    outlined(brief, stock, false)
}

/// The outline as it was before a section was drawn anew; none where none was. What is pinned in such a section may have been
/// drawn anew before it was pinned, so it counts as little: a plan that is drafted goes by the same outline as the brief
/// that it was made of.
pub(super) fn untouched<'s>(brief: &'s Brief, stock: &'s Stock<'_>) -> Result<Option<Plan<'s>>> {
    let touched = brief.reroll.keys().any(|key| key.parse::<usize>().is_ok());
    if touched { outlined(brief, stock, true).map(Some) } else { Ok(None) }
}

fn outlined<'s>(brief: &'s Brief, stock: &'s Stock<'_>, first: bool) -> Result<Plan<'s>> {
    let empty = planned(brief, stock, first, None)?;
    let parts = bare(&empty, brief, stock)?;
    planned(brief, stock, first, Some(&left(brief, stock, &empty, &parts)))
}
