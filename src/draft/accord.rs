//! Accord: what the head of a point promises, the problem that the speech tells of it and the passage that answers are to speak
//! of one matter.
//!
//! Heads belong to series and passages to the faults that they mend, so neither knows of the other. They meet in labels, where
//! the head has some, or else in words: of the problems of an aspect those are told whose remedy keeps what the head promises.

use super::occasion::Occasion;
use super::plan::{Point, Words};
use crate::library::{Aspect, Bank, Kin, Phrase, Role};
use crate::text::han::is_han;

/// Problems, and passages, are held to the head where there are as many to choose from.
pub(super) const CHOICE: usize = 4;

/// What a head promises.
#[derive(Debug)]
pub(super) struct Promise<'s> {
    /// The labels of the head: it is about these and no others.
    tags: &'s [String],
    /// Pairs of Han characters in a head without labels, which are words often enough.
    words: Vec<String>,
    /// Whether it promises less than its aspect has: it has labels, or the user worded it.
    pub narrow: bool,
}

impl<'s> Promise<'s> {
    /// The promise of a point's head.
    pub fn of(point: &Point<'s>) -> Promise<'s> {
        // A head that a plan has pinned is worded by the library all the same.
        let known = |text: &str| {
            let heads = point.aspect?.heads.values().flat_map(Bank::phrases);
            heads.into_iter().find(|head| head.text == text)
        };
        let (text, drawn) = match &point.head {
            Words::Own(text) => (text.as_ref(), known(text)),
            Words::Drawn(phrase) => (phrase.text.as_str(), Some(*phrase)),
            Words::Missing => ("", None),
        };
        let tags = drawn.map_or(&[][..], Phrase::tags);
        let head: Vec<char> = text.chars().collect();
        let pairs = head.windows(2).filter(|pair| tags.is_empty() && pair.iter().all(|c| is_han(*c)));
        let narrow = !tags.is_empty() || drawn.is_none();
        Promise { tags, narrow, words: pairs.map(|pair| pair.iter().collect()).collect() }
    }

    /// How far a passage keeps it: how many of the words it takes up, up to two, since a third is no better; a label is worth two.
    pub fn kept_by(&self, passage: &Phrase) -> usize {
        if self.tags.is_empty() {
            return self.words.iter().filter(|word| passage.text.contains(word.as_str())).take(2).count();
        }
        2 * usize::from(passage.tags().iter().any(|tag| self.tags.contains(tag)))
    }

    /// The numbers of the passages of an aspect that keep it.
    pub fn keepers(&self, aspect: &Aspect, occasion: &Occasion<'_>) -> Vec<usize> {
        let passages = aspect.role(Role::Passage).thoughts.iter().enumerate().flat_map(|(thought, wordings)| {
            wordings.iter().enumerate().map(move |(wording, phrase)| (thought, wording, phrase))
        });
        passages
            .filter(|(_, _, phrase)| self.kept_by(phrase) > 0 && occasion.allows(phrase))
            .map(|(thought, wording, _)| aspect.kin().number(Role::Passage, thought, wording))
            .collect()
    }
}

/// Whether one of the passages takes up a problem of the aspect.
pub(super) fn is_answered(passages: &[usize], aspect: &Aspect, problem: &Phrase) -> bool {
    let kin = aspect.kin();
    let number = numbered(kin, aspect.role(Role::Problem), problem);
    number.is_some_and(|number| passages.iter().any(|passage| kin.takes_up(*passage, number)))
}

/// The number of a phrase of a bank among the phrases of its aspect.
pub(super) fn numbered(kin: &Kin, bank: &Bank, phrase: &Phrase) -> Option<usize> {
    let wordings = |thought: usize| bank.thoughts[thought].iter().enumerate();
    let all =
        (0..bank.thoughts.len()).flat_map(|thought| wordings(thought).map(move |(wording, it)| (thought, wording, it)));
    let mut found = all.filter(|(_, _, other)| other.origin == phrase.origin);
    found.next().map(|(thought, wording, _)| kin.number(Role::Problem, thought, wording))
}
