//! Drafting: brief and library to a speech in which every piece knows where it comes from.
//!
//! 1. [`Stock::open`] takes from the library what the brief asks for;
//! 2. [`plan()`] fixes the outline: sections, aspects, series, points;
//! 3. `skeleton` renders the template once into a list of parts;
//! 4. `compose` draws and fits what fills them;
//! 5. [`Draft`] is the text with its provenance and the list of what is missing.

mod accord;
mod assemble;
mod card;
mod choose;
mod compose;
mod composer;
mod fill;
mod fit;
mod hand;
mod heads;
mod link;
mod matter;
mod missing;
mod moves;
mod neck;
mod occasion;
mod outline;
mod parts;
mod pick;
mod pinned;
mod plan;
mod point;
mod recipe;
mod rooms;
mod score;
mod section;
mod shelf;
mod skeleton;
mod span;
mod stock;
mod stocks;

pub use assemble::{Draft, Facts, Minutes, Placeholder, Provenance, Source};
pub use outline::plan;
pub use pinned::pinned;
pub use plan::{Plan, Point, Section, Words};
pub use shelf::Shelf;
pub use skeleton::TemplateLine;
pub use stock::Stock;
pub use stocks::Stocks;

use crate::brief::Brief;
use crate::diagnostic::Result;
use crate::library::Library;

/// Drafts the speech that a brief asks for.
///
/// The same brief, library and seed give the same draft, to the byte.
pub fn draft(brief: &Brief, library: &Library) -> Result<Draft> {
    draft_from(brief, &Stock::open(brief, library)?)
}

/// Drafts from a stock that was opened for a brief of the same type and themes.
pub fn draft_from(brief: &Brief, stock: &Stock<'_>) -> Result<Draft> {
    let plan = plan(brief, stock)?;
    let parts = skeleton::skeleton(&plan, brief, stock)?;
    let filled = if brief.facts.is_empty() && brief.reroll.is_empty() {
        compose::compose(brief, stock, &plan, &parts)
    } else {
        let before = outline::untouched(brief, stock)?.filter(|before| !before.outlines(&plan));
        let fit = |before| -> Result<fit::Fit> {
            let parts = skeleton::skeleton(before, brief, stock)?;
            Ok(compose::fit(brief, stock, before, &parts))
        };
        let fit = before.as_ref().map(fit).transpose()?;
        compose::recompose(brief, stock, &plan, &parts, fit)
    };
    Ok(assemble::assemble(brief, stock, &plan, &parts, filled))
}
