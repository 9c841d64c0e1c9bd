//! The matter: what the occasion turns on beyond its theme, in the words of the facts that the template names for it.
//!
//! Whoever warns by a case of feasting and gifts is to speak of feasts and gifts, and who was told of a lift of lifts: so the
//! side of the theme that has most of the words of these facts is spoken of in any case, and the problem told of it has them.
//! Words are taken as pairs of Han characters, and of these only such as few sides have; the fewer, the more telling (inverse
//! document frequency; Spärck Jones 1972).

use super::occasion::Occasion;
use crate::brief::Brief;
use crate::library::{Aspect, Phrase, Role, Template};
use crate::text::han::pairs;

/// What the facts of an occasion speak of.
#[derive(Debug, Clone, Default)]
pub(super) struct Matter {
    /// The side that has most of it.
    side: Option<String>,
    /// Pairs of Han characters that few sides have, each once.
    pairs: Vec<[char; 2]>,
}

/// A pair that more than one in so many sides have says nothing of one of them.
const RARE: usize = 3;

impl Matter {
    /// The matter of a brief, of which some sides of a theme may be spoken.
    pub fn of(brief: &Brief, template: &Template, sides: &[Aspect]) -> Matter {
        let given = template.header.matter.iter().filter_map(|fact| brief.facts.get(fact));
        let mut said: Vec<[char; 2]> = given.flat_map(|text| pairs(text)).collect();
        said.sort_unstable();
        said.dedup();
        let mut weights = vec![0; sides.len()];
        let rare = |pair: &[char; 2]| {
            let having: Vec<usize> = (0..sides.len()).filter(|at| sides[*at].has_pair(*pair)).collect();
            let is_rare = !having.is_empty() && having.len() * RARE <= sides.len();
            if is_rare {
                having.iter().for_each(|at| weights[*at] += sides.len() / having.len());
            }
            is_rare
        };
        let pairs: Vec<[char; 2]> = said.into_iter().filter(rare).collect();
        // Of two that have as much, the one that the bank has first.
        let most = (0..sides.len()).rev().max_by_key(|at| weights[*at]).filter(|at| weights[*at] > 0);
        Matter { side: most.map(|at| sides[at].name.clone()), pairs }
    }

    /// Whether a side of the theme is the one that it is on.
    pub fn is_on(&self, aspect: &Aspect) -> bool {
        self.side.as_ref() == Some(&aspect.name)
    }

    /// The numbers of the passages of that side that have words of it and may be said.
    pub fn passages(&self, aspect: &Aspect, occasion: &Occasion<'_>) -> Vec<usize> {
        let first = aspect.kin().number(Role::Passage, 0, 0);
        let passages = aspect.role(Role::Passage).phrases().enumerate();
        let on_it = passages.filter(|(_, phrase)| self.has(phrase) && occasion.allows(phrase));
        on_it.map(|(at, _)| first + at).collect()
    }

    /// Whether a phrase of that side has words of it.
    pub fn has(&self, phrase: &Phrase) -> bool {
        pairs(&phrase.text).any(|pair| self.pairs.binary_search(&pair).is_ok())
    }
}
