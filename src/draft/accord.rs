//! Accord: what the head of a point promises, the problem that the speech tells of it and the passage that answers are to speak
//! of one matter.
//!
//! Heads belong to series and passages to the faults that they mend, so neither knows of the other. They meet in labels, where
//! the head has some, or else in words: of the problems of an aspect those are told whose remedy keeps what the head promises.

use super::occasion::Occasion;
use super::plan::{Point, Words};
use crate::library::{Aspect, Bank, Kin, Labels, Phrase, Role};
use crate::text::han::pairs;

/// Problems, and passages, are held to what the user worded where there are as many to choose from: or else every draft would
/// say the same. A head of the library's own comes up in few drafts, and is always kept.
const CHOICE: usize = 4;

/// What a head promises.
#[derive(Debug)]
pub(super) struct Promise {
    /// Whether the head has labels: it is about these and no others.
    labelled: bool,
    /// Those of them that phrases of the aspect have.
    labels: Labels,
    /// Pairs of Han characters in a head without labels, which are words often enough.
    words: Vec<String>,
    /// Whether it promises less than its aspect has: it has labels, or the user worded it.
    pub narrow: bool,
}

impl Promise {
    /// The promise of a point's head.
    pub fn of(point: &Point<'_>) -> Promise {
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
        let pairs = pairs(text).filter(|_| tags.is_empty());
        let narrow = !tags.is_empty() || drawn.is_none();
        let labels = point.aspect.map_or(0, |aspect| aspect.kin().labels_of(tags));
        Promise { labelled: !tags.is_empty(), labels, narrow, words: pairs.map(String::from_iter).collect() }
    }

    /// Whether it promises one matter alone.
    pub fn is_single(&self) -> bool {
        self.labelled && self.labels.count_ones() <= 1
    }

    /// How many there have to be to choose from for it to be kept.
    pub fn choice(&self) -> usize {
        if self.labelled { 1 } else { CHOICE }
    }

    /// How far each of these passages keeps it: how many of the words it takes up, up to two, since a third is no better; a
    /// label is worth two.
    pub fn kept(&self, kin: &Kin, passages: &Bank) -> Vec<usize> {
        if self.labelled {
            let wordings: usize = passages.thoughts.iter().map(|thought| thought.len()).sum();
            let numbers = kin.number(Role::Passage, 0, 0)..;
            return numbers.take(wordings).map(|at| 2 * usize::from(kin.labels(at) & self.labels != 0)).collect();
        }
        let taken_up =
            |passage: &Phrase| self.words.iter().filter(|word| passage.text.contains(word.as_str())).take(2).count();
        passages.phrases().map(taken_up).collect()
    }

    /// The numbers of the passages of an aspect that keep it.
    pub fn keepers(&self, aspect: &Aspect, occasion: &Occasion<'_>) -> Vec<usize> {
        let (kin, passages) = (aspect.kin(), aspect.role(Role::Passage));
        let kept = self.kept(kin, passages);
        let keep = passages.phrases().zip(kept).enumerate();
        keep.filter(|(_, (phrase, kept))| *kept > 0 && occasion.allows(phrase))
            .map(|(at, _)| kin.number(Role::Passage, 0, 0) + at)
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
    let at = bank.phrases().position(|other| std::ptr::eq(other, phrase) || other.origin == phrase.origin)?;
    Some(kin.number(Role::Problem, 0, 0) + at)
}
