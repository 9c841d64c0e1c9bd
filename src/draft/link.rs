//! Joints between the sentences of a point: each given to one seat of the speech, so that none is heard twice.

use super::fill::{Filler, Occasion};
use super::pick::Place;
use super::plan::Section;
use crate::library::{Part, Phrase, Role};

/// A joint that was given to a seat.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link<'s> {
    /// The role of the sentence before it; none stands for any.
    pub before: Option<Role>,
    /// The role of the sentence behind it.
    pub after: Role,
    /// What it says, with its own mark.
    pub phrase: &'s Phrase,
}

/// The joints given to each seat of each section. As many seats take part as a section may have, taken or not: so a section
/// that has other points leaves the joints of the others where they were. Every other seat has none, and reasons follow one
/// another without.
pub(super) fn links<'s>(
    filler: Filler<'s>,
    occasion: &Occasion<'s>,
    sections: &'s [Section<'s>],
) -> Vec<Vec<Vec<Link<'s>>>> {
    const SEATS: usize = 6;
    let dealer = filler.dealer;
    let seat = |section: &Section<'s>, index: usize| Place::named(&section.place).nth(index);
    let speaking = sections.iter().filter(|section| section.part != Part::Why);
    let seats: Vec<Place> = speaking.flat_map(|section| (0..SEATS).map(move |index| seat(section, index))).collect();
    let joints = filler.stock.joints().iter().filter(|joint| occasion.allows(&joint.phrase));
    let given: Vec<(Option<Place>, Link<'s>)> = joints
        .map(|joint| {
            let link = Link { before: joint.before, after: joint.after, phrase: &joint.phrase };
            (dealer.owner(joint.card, seats.iter().copied()), link)
        })
        .collect();
    let of = |section: &'s Section<'s>, index: usize| -> Vec<Link<'s>> {
        let seat = seat(section, index);
        if section.part == Part::Why || dealer.die(seat, "link", 2) == 0 {
            return Vec::new();
        }
        given.iter().filter(|(owner, _)| *owner == Some(seat)).map(|(_, link)| *link).collect()
    };
    sections.iter().map(|section| (0..section.points.len()).map(|index| of(section, index)).collect()).collect()
}
