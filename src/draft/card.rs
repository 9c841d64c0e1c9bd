//! A card: a phrase that may be said at a point, with all that its price hangs on; and the seat, what the place of the point
//! allows it. What a card costs by itself is said here, what it costs beside others in [`super::score`].

use crate::library::{Phrase, Role};

/// The first sentence begins as the head does.
pub(super) const HEAD: isize = 8;
/// The first sentence begins with a character that belongs to the neighbours.
pub(super) const BORROWED: isize = 4;
/// The card speaks of the problem that the point turns on.
const ON_IT: isize = 8;
/// A cause or a picture speaks of another one; a reason or a measure does.
const ASTRAY: isize = 36;
const ASIDE: isize = 8;
/// It is the core that answers it.
const ANSWERS: isize = 30;
/// A word of the head is in the passage below it: what was promised is told.
const PROMISED: isize = 20;
/// A passage on something else than the head is about.
const STRAYS: isize = 60;
/// A closing turn at a seat that has none.
pub(super) const MAXIM: isize = 24;
/// A card that the next seeds have before this one: they should not have heard it.
const RESERVE: isize = 12;
/// The same of a passage: it brings many sentences at once.
const RESERVED: isize = 96;
/// A point drawn anew says what it said before: its main matter, and a quarter of that for what goes with it, since a small bank
/// has no other measures.
const HEARD: isize = 160;
/// A fact that the user gave is said: that is worth much.
pub(super) const FACT: isize = 240;
/// A sentence of the user's own library is said.
const OWN: isize = 14;
/// A sentence is the theme's own, where the common ones speak too.
const TRADE: isize = 10;
/// What a head covers stands before a passage where the head is on that one matter, or the two say the same.
pub(super) const SEAM: isize = 110;
/// What the head covers is said before the passage on one matter of it.
pub(super) const COVERS: isize = 60;

/// A phrase that may be said at a point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Card<'s> {
    /// What it does in the point.
    pub role: Role,
    /// The thought it belongs to, by its rank in the hand.
    pub thought: usize,
    /// The wording.
    pub phrase: &'s Phrase,
    /// Its length as a sentence, in 字.
    pub length: usize,
    /// Its number among the phrases of its aspect.
    pub number: usize,
    /// Its first character.
    pub opening: char,
    /// How many facts of the user's it says.
    pub facts: usize,
    /// Whether it asks or cries out.
    pub lively: bool,
    /// Whether it is at hand for what it says of a fact or of the problem told, whoever's turn it is.
    pub pulled: bool,
    /// Whether the next seeds have it before this one.
    pub reserve: bool,
    /// Whether it takes up the problem that the point turns on.
    pub answers: bool,
    /// Whether the point said it before it was drawn anew.
    pub heard: bool,
    /// Whether it is of the user's own library.
    pub own: bool,
    /// Whether it fits every theme.
    pub common: bool,
    /// Whether it has labels and speaks of another one.
    pub astray: bool,
    /// How many words of the head it takes up.
    pub promised: usize,
    /// Whether it is a passage on something else than a head promises that promises one matter.
    pub strays: bool,
}

impl Card<'_> {
    /// Whether both say the same thought, in whatever words.
    pub fn same_thought(&self, other: &Card<'_>) -> bool {
        self.role == other.role && self.thought == other.thought
    }

    /// What it costs by itself, as sentence `at` of a point on that seat.
    pub fn cost(&self, at: usize, seat: &Seat) -> isize {
        let cost = |fault: bool, cost: isize| if fault { cost } else { 0 };
        cost(self.role == Role::End && !seat.maxim, MAXIM)
            + cost(at == 0 && seat.head == Some(self.opening), HEAD)
            + cost(at == 0 && seat.borrows(self.opening), BORROWED)
            + cost(self.reserve, reserve(self.role))
            + cost(self.astray && matches!(self.role, Role::Problem | Role::Root | Role::Scene), ASTRAY)
            + cost(self.astray && matches!(self.role, Role::Why | Role::Do), ASIDE)
            - self.answer()
            + cost(self.common, TRADE)
            - if self.own { OWN } else { 0 }
            + cost(self.strays, STRAYS)
            + cost(self.heard, if self.role.is_main() { HEARD } else { HEARD / 4 })
            - PROMISED * self.promised as isize
            - FACT * self.facts as isize
    }

    /// What it is worth that it takes up the problem told.
    fn answer(&self) -> isize {
        match (self.answers, self.role) {
            (false, _) | (_, Role::Problem) => 0,
            (true, role) if role.is_main() => ANSWERS,
            (true, _) => ON_IT,
        }
    }
}

/// What the place of a point in its section allows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seat {
    /// The first character of the head, which the first sentence should not repeat.
    pub head: Option<char>,
    /// Which half of all characters the first sentence may begin with: neighbours have different halves.
    pub half: u64,
    /// What divides the characters into halves, the same for a section.
    pub divide: u64,
    /// Whether the point may close with a turn.
    pub maxim: bool,
    /// Whether the head covers more than one matter, so that what it covers may be said before a passage on one.
    pub broad: bool,
    /// Whether it covers more than the one matter of a passage, so that a neck leads to that one.
    pub wide: bool,
}

impl Seat {
    /// What it costs that a passage stands behind what the head covers: readers hear two matters, less so under a wide head.
    pub fn seam(&self) -> isize {
        if self.broad { SEAM / 2 } else { SEAM }
    }

    /// What it is worth that what the aspect covers is said before the passage on one matter of it: readers want the field before
    /// the spot, most under a head that names the field.
    pub fn covers(&self) -> isize {
        if self.broad { COVERS } else { 0 }
    }

    pub fn borrows(&self, opening: char) -> bool {
        let hash = (u64::from(opening) ^ self.divide).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (hash >> 40) & 1 != self.half & 1
    }
}

/// What a card of the next seeds costs.
fn reserve(role: Role) -> isize {
    match role {
        Role::Passage => RESERVED,
        Role::Core => 3 * RESERVE,
        _ => RESERVE,
    }
}
