//! The matter: what the occasion turns on beyond its theme, in the words of the facts that the template names for it.
//!
//! Whoever warns by a case of feasting and gifts is to speak of feasts and gifts, and who was told of a lift of lifts: so the
//! side of the theme that has most of the words of these facts is spoken of in any case, and the problem told of it has them.
//! Words are taken as pairs of Han characters, and of these only such as few sides have; the fewer, the more telling (inverse
//! document frequency; Spärck Jones 1972).

use std::collections::BTreeSet;

use super::accord::is_answered;
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

    /// Of the problems of that side that may be told, those that are on it: no other has twice as many of its words, in the problem
    /// or in a passage that answers it.
    pub fn problems<'s>(&self, aspect: &'s Aspect, may_say: impl Fn(&'s Phrase) -> bool) -> Vec<&'s Phrase> {
        let kin = aspect.kin();
        let first = kin.number(Role::Passage, 0, 0);
        let passages = aspect.role(Role::Passage).phrases().enumerate().filter(|(_, phrase)| may_say(phrase));
        let remedies: Vec<(usize, usize)> = passages.map(|(at, phrase)| (first + at, self.words(phrase))).collect();
        let words = |problem: &Phrase| {
            let answering = remedies.iter().filter(|(passage, _)| is_answered(&[*passage], aspect, problem));
            self.words(problem).max(answering.map(|(_, words)| *words).max().unwrap_or_default())
        };
        let problems = aspect.role(Role::Problem).phrases().filter(|phrase| may_say(phrase));
        let told: Vec<(usize, &Phrase)> = problems.map(|problem| (words(problem), problem)).collect();
        let most = told.iter().map(|(words, _)| *words).max().unwrap_or_default();
        told.into_iter().filter(|(words, _)| *words > 0 && 2 * words > most).map(|(_, problem)| problem).collect()
    }

    /// How many of its words a phrase of that side has.
    fn words(&self, phrase: &Phrase) -> usize {
        let found: BTreeSet<[char; 2]> =
            pairs(&phrase.text).filter(|pair| self.pairs.binary_search(pair).is_ok()).collect();
        found.len()
    }
}
