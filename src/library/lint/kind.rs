//! What a phrase is for, by its path: a sentence, a head, a filler, a name.

use crate::library::path::{AspectPath, BankPath, ThemePath};

/// What a phrase is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Read by the program or by the person who fills in, never spoken: aliases, hints, recipes, styles.
    Name,
    /// Fills a slot.
    Filler,
    /// A fixed formulation.
    Formula,
    /// A head.
    Head,
    /// One of the things that went well.
    Achievement,
    /// Leads into a section or closes it.
    Lead,
    /// A sentence of a point.
    Role,
    /// A move.
    Move,
    /// A short joint.
    Link,
}

impl Kind {
    /// By the path.
    pub fn of(path: &BankPath) -> Kind {
        match path {
            BankPath::Recipe(..) | BankPath::Series(_) | BankPath::Fact(_) => Kind::Name,
            BankPath::Slot(_) | BankPath::Word(..) => Kind::Filler,
            BankPath::Formula(_) => Kind::Formula,
            BankPath::Move(..) | BankPath::Frame(_) => Kind::Move,
            BankPath::Link(_) => Kind::Link,
            BankPath::Theme(_, path) => match path {
                ThemePath::Alias | ThemePath::Must(_) => Kind::Name,
                ThemePath::Word(_) | ThemePath::Slot(_) | ThemePath::Aspect(_, _, AspectPath::Word(_)) => Kind::Filler,
                ThemePath::Head(..) | ThemePath::Aspect(_, _, AspectPath::Head(_)) => Kind::Head,
                ThemePath::Achievement => Kind::Achievement,
                ThemePath::Lead(..) | ThemePath::Close(_) => Kind::Lead,
                ThemePath::Aspect(_, _, AspectPath::Role(_)) => Kind::Role,
            },
        }
    }

    /// Whether it is said as it stands.
    pub fn is_spoken(self) -> bool {
        !matches!(self, Kind::Name | Kind::Filler | Kind::Formula)
    }

    /// Whether it is a sentence that must stand by itself.
    pub fn is_sentence(self) -> bool {
        matches!(self, Kind::Lead | Kind::Role | Kind::Move)
    }
}
