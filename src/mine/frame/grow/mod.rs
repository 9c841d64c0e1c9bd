//! Patterns grown from left to right: words side by side, or with a gap between them (PrefixSpan, Pei et al. 2001, with gaps).
//!
//! A pattern grows as long as enough different speeches say it. One that can be made longer without losing a speech says
//! less than the longer one and is dropped. A gap stays in its clause, or leads to the beginning of one of the next two, and then
//! the stop before that belongs to the pattern: 从【】看，【】.
//!
//! `row` holds the words, `step` tells where a pattern may lead from a place, `tally` counts which ways are gone how often, and
//! `chance` says which of them mean nothing.

mod chance;
mod row;
mod step;
mod tally;

use std::sync::Mutex;

use rayon::prelude::*;

use super::text::Text;
use crate::mine::privacy::Class;
use chance::{Chance, MANY};
use row::{Row, SEMICOLON, STOPS};
use step::{BESIDE, CLAUSE, NONE, Origin, PARTED, WAYS, WITHIN};
use tally::{Met, Seen, Tally};

/// A pattern has no more words.
const LONGEST: usize = 24;

/// Less information than this, in bits, makes no pattern.
const LEAST: f64 = 7.0;

/// The place of a gap in [`Pattern::items`].
pub const SLOT: u32 = u32::MAX;

/// A pattern and where it stands.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Its words by number, and [`SLOT`].
    pub items: Vec<u32>,
    /// The sentences it stands in, as often as it does.
    pub sentences: Vec<u32>,
    /// Where its words stand in them: as many for each as it has words.
    pub at: Vec<u16>,
    /// What it costs to say where the words behind gaps stand, in bits.
    pub gaps: f64,
}

impl Pattern {
    /// How many words it has.
    pub fn fixed(&self) -> usize {
        self.at.len() / self.sentences.len().max(1)
    }

    /// Where it stands: the sentence, and its words in it.
    pub fn places(&self) -> impl Iterator<Item = (u32, &[u16])> {
        self.sentences.iter().copied().zip(self.at.chunks(self.fixed()))
    }
}

/// What growing needs to know of the words.
pub struct Words {
    /// The information of each word, in bits.
    pub bits: Vec<f64>,
    /// The share of each in all.
    pub shares: Vec<f64>,
    /// Whether enough speeches say it.
    pub frequent: Vec<bool>,
}

/// All patterns that at least `support` speeches say, and what `keep` makes of them.
pub fn grow<T: Send>(text: &Text, words: &Words, support: usize, keep: impl Fn(Pattern) -> Option<T> + Sync) -> Vec<T> {
    let mut starts: Vec<(Vec<u32>, Vec<u16>)> = vec![Default::default(); text.vocabulary()];
    for (number, sentence) in text.sentences.iter().enumerate() {
        for (at, word) in sentence.words.clone().enumerate().take(usize::from(u16::MAX)) {
            let class = text.classes[word];
            let opens = class != Class::Stop || matches!(text.name(text.words[word]), "“" | "《");
            if opens && !class.is_hidden() && words.frequent[text.words[word] as usize] {
                let start = &mut starts[text.words[word] as usize];
                start.0.push(number as u32);
                start.1.push(at as u16);
            }
        }
    }
    let marks = STOPS.map(|stop| text.number(stop).unwrap_or(SLOT));
    let chance = Chance::new(text.words.len());
    let row = Row::new(text, words, &marks, &chance);
    let voices = text.sentences.iter().map(|sentence| sentence.speech).collect();
    let grower = Grower { text, words, row, voices, support, marks, chance, keep: &keep };
    let starts: Vec<_> = starts.into_iter().enumerate().filter(|(_, (sentences, _))| !sentences.is_empty()).collect();
    // A table for each thread, and not for each piece of the work.
    let spare: Mutex<Vec<Tally>> = Mutex::default();
    // Some words begin much, and most of them little: each is a piece of work by itself.
    let grown = starts.into_par_iter().with_max_len(1).map(|(word, (sentences, at))| {
        let mut found = Vec::new();
        let said = grower.speeches(&sentences);
        if said >= support {
            let kept = spare.lock().ok().and_then(|mut spare| spare.pop());
            let mut tally = kept.unwrap_or_else(|| Tally::new(WAYS * text.vocabulary()));
            let pattern = Pattern { items: vec![word as u32], sentences, at, gaps: 0.0 };
            let branch = Branch { pattern, said, gaps: 0, bits: words.bits[word] };
            grower.grow(branch, &mut tally, &mut found);
            if let Ok(mut spare) = spare.lock() {
                spare.push(tally);
            }
        }
        found
    });
    let grown: Vec<Vec<T>> = grown.collect();
    let mut all = Vec::with_capacity(grown.iter().map(Vec::len).sum());
    grown.into_iter().for_each(|found| all.extend(found));
    all
}

struct Grower<'g, 'p, K> {
    text: &'g Text<'p>,
    words: &'g Words,
    row: Row,
    /// Of each sentence, whose it is.
    voices: Vec<u32>,
    support: usize,
    /// The numbers of [`STOPS`].
    marks: [u32; 6],
    chance: Chance,
    keep: &'g K,
}

/// A pattern that grew.
struct Branch {
    pattern: Pattern,
    /// How many speeches say it.
    said: usize,
    gaps: usize,
    /// The information of its words.
    bits: f64,
}

impl<T, K: Fn(Pattern) -> Option<T>> Grower<'_, '_, K> {
    /// How many speeches the sentences are of; they come in order.
    fn speeches(&self, sentences: &[u32]) -> usize {
        sentences.chunk_by(|one, next| self.voices[*one as usize] == self.voices[*next as usize]).count()
    }

    fn grow(&self, grown: Branch, tally: &mut Tally, found: &mut Vec<T>) {
        if grown.pattern.fixed() >= LONGEST {
            found.extend((self.keep)(grown.pattern));
            return;
        }
        let (branches, closed) = self.branches(&grown, tally);
        if closed && grown.bits - grown.pattern.gaps >= LEAST {
            found.extend((self.keep)(grown.pattern));
        } else {
            drop(grown);
        }
        for branch in branches {
            self.grow(branch, tally, found);
        }
    }

    /// The ways to grow that enough speeches go and that say something, each with its places, in the order in which they are met;
    /// and whether all of them lose a speech.
    fn branches(&self, grown: &Branch, tally: &mut Tally) -> (Vec<Branch>, bool) {
        let (pattern, vocabulary) = (&grown.pattern, self.text.vocabulary());
        self.count(grown, tally);
        let (mut branches, mut closed) = (Vec::new(), true);
        for seen in &mut tally.seen {
            let (way, word) = (seen.key as usize / vocabulary, seen.key % vocabulary as u32);
            if (seen.speeches as usize) < self.support || !(seen.open || way == BESIDE) {
                continue;
            }
            if way == BESIDE {
                closed &= seen.speeches as usize != grown.said || self.text.stops[word as usize];
            }
            if let Some(branch) = self.branch(grown, way, word, seen) {
                branches.push(branch);
                seen.branch = branches.len() as u32;
            }
        }
        if !branches.is_empty() {
            let width = pattern.fixed();
            for Met { seen, place, at, stop } in &tally.met {
                let branch = tally.seen[*seen as usize].branch as usize;
                if branch > 0 {
                    let longer = &mut branches[branch - 1].pattern;
                    let place = *place as usize;
                    longer.sentences.push(pattern.sentences[place]);
                    longer.at.extend_from_slice(&pattern.at[place * width..(place + 1) * width]);
                    longer.at.extend(Some(*stop).filter(|stop| *stop != NONE));
                    longer.at.push(*at);
                }
            }
        }
        tally.clear();
        (branches, closed)
    }

    /// Counts the steps from all places.
    fn count(&self, grown: &Branch, tally: &mut Tally) {
        let vocabulary = self.text.vocabulary();
        let places = grown.pattern.sentences.len().min(usize::from(MANY)) as u16;
        let (mut last, mut left) = (u32::MAX, grown.said + 1);
        for (place, (sentence, at)) in grown.pattern.places().enumerate() {
            let speech = self.voices[sentence as usize];
            left -= usize::from(speech != last);
            last = speech;
            // What is first met when few speeches are left is said by too few.
            let fresh = left >= self.support;
            let words = &self.text.sentences[sentence as usize].words;
            let from = Origin { start: words.start, end: words.end, last: at[at.len() - 1], gaps: grown.gaps, places };
            self.row.steps(from, |step| {
                let key = step.way * vocabulary + step.word as usize;
                tally.count(key, &step, place as u32, speech, fresh);
            });
        }
    }

    /// A way to grow, its places still to be told; none where what stands behind a gap may stand there by chance.
    fn branch(&self, grown: &Branch, way: usize, word: u32, seen: &Seen) -> Option<Branch> {
        let pattern = &grown.pattern;
        let more: &[u32] = match way {
            BESIDE => &[word],
            WITHIN => &[SLOT, word],
            PARTED => &[SLOT, self.marks[usize::from(SEMICOLON)], SLOT, word],
            clause => &[SLOT, self.marks[clause - CLAUSE], word],
        };
        let told: f64 = more.iter().filter(|item| **item != SLOT).map(|item| self.words.bits[*item as usize]).sum();
        let count = f64::from(seen.count);
        let gap = if way == BESIDE { 0.0 } else { (1.0 + f64::from(seen.skipped) / count).log2() };
        let (bits, cost) = (grown.bits + told, pattern.gaps + gap);
        if way != BESIDE {
            let (places, share) = (pattern.sentences.len() as f64, self.words.shares[word as usize]);
            if bits - cost < LEAST || self.chance.explains(count, places, share, way != WITHIN) {
                return None;
            }
        }
        let items = [pattern.items.as_slice(), more].concat();
        let count = seen.count as usize;
        let width = pattern.fixed() + 1 + usize::from(way >= CLAUSE);
        let (sentences, at) = (Vec::with_capacity(count), Vec::with_capacity(count * width));
        let pattern = Pattern { items, sentences, at, gaps: cost };
        Some(Branch { pattern, said: seen.speeches as usize, gaps: grown.gaps + usize::from(way != BESIDE), bits })
    }
}
