//! A text beside past speeches: what it shares with them, how much that is, and where it stands in both.
//!
//! Only letters that are nobody's set phrase are counted, in both numbers of the share. A passage counts from [`LEAST`] letters on. One
//! stretch is told once, from the speech that has most of it; how many more have it is said by a number.

use std::ops::Range;

use super::fingerprint::{Fingerprint, GRAM, winnow};
use super::index::Keepers;
use super::letters::Letters;
use super::passage::Grams;
use super::search::Search;
use super::set_phrases::{SetPhrases, mark_common};
use crate::outline::Bodies;
use crate::source::{Position, Source, Span};

/// A text that is held against past speeches.
#[derive(Debug)]
pub struct Subject {
    letters: Letters,
    prints: Vec<Fingerprint>,
    /// In how many speeches of all indexes that were asked each fingerprint stands.
    count: Vec<u32>,
    /// Letters of set phrases.
    formula: Vec<bool>,
}

impl Subject {
    /// The bodies of the speeches of a file: titles and names are shared by right.
    pub fn new(bodies: &Bodies, phrases: &SetPhrases) -> Self {
        let letters = Letters::of(&bodies.clean.text, &bodies.spans);
        let mut formula = vec![false; letters.len()];
        phrases.mark(letters.chars(), &mut formula);
        Subject { prints: winnow(letters.chars()), count: Vec::new(), formula, letters }
    }

    /// What an index is asked for.
    pub fn hashes(&self) -> Vec<u32> {
        self.prints.iter().map(|print| print.hash).collect()
    }

    /// Begins the search with what an index, of so many speeches, answered to [`Subject::hashes`]. Speeches that `skip` names are left out:
    /// the text itself, where it lies among the others.
    pub fn search(&mut self, keepers: &[Keepers], speeches: u32, skip: impl Fn(u32) -> bool) -> Search {
        let count: Vec<u32> = keepers.iter().map(|keepers| keepers.count).collect();
        mark_common(&self.prints, &count, speeches, &mut self.formula);
        self.count.resize(count.len(), 0);
        self.count.iter_mut().zip(&count).for_each(|(sum, count)| *sum = sum.saturating_add(*count));
        Search::new(self.prints.clone(), keepers, &self.formula, skip)
    }

    /// The grams of the text, made once for all comparisons.
    pub fn grams(&self) -> Grams<'_> {
        Grams::new(self.letters.chars())
    }

    /// What the text shares with a speech of a file, by its place there.
    pub fn compare(&self, grams: &Grams<'_>, source: &Source, bodies: &Bodies, place: usize) -> Vec<Match> {
        let Some(body) = bodies.spans.get(place) else { return Vec::new() };
        let theirs = Letters::of(&bodies.clean.text, [body]);
        let passages = grams.passages(theirs.chars());
        let found = passages.into_iter().filter_map(|passage| {
            let blocks: Vec<Range<usize>> =
                passage.blocks.iter().map(|block| block.mine..block.mine + block.length).collect();
            let letters = self.own(&blocks);
            passage.tells(letters).then(|| {
                let clean = theirs.span(passage.theirs().start, passage.theirs().end);
                let raw = bodies.clean.map.raw_span(&clean);
                let pieces = passage.blocks.iter().map(|block| theirs.span(block.theirs, block.theirs + block.length));
                let pieces = pieces.map(|piece| piece.start - clean.start..piece.end - clean.start).collect();
                let text = bodies.clean.text[clean].to_string();
                Match {
                    blocks,
                    letters,
                    start: source.position(raw.start),
                    end: source.position(raw.end),
                    text,
                    pieces,
                }
            })
        });
        found.collect()
    }

    /// How many letters of some stretches are no set phrase.
    fn own(&self, blocks: &[Range<usize>]) -> usize {
        blocks.iter().map(|block| self.formula[block.clone()].iter().filter(|formula| !**formula).count()).sum()
    }

    /// What all comparisons come to; each match with the number of its speech. Spans are those of the clean text.
    pub fn overlap(&self, mut matches: Vec<(u32, Match)>) -> Overlap {
        matches.sort_by(|(a, x), (b, y)| {
            y.letters
                .cmp(&x.letters)
                .then(x.blocks[0].start.cmp(&y.blocks[0].start))
                .then(a.cmp(b))
                .then(x.start.cmp(&y.start))
        });
        let mut covered = vec![false; self.letters.len()];
        let mut passages = Vec::new();
        for (speech, found) in matches {
            let fresh = found.blocks.iter().cloned().flatten().filter(|at| !covered[*at] && !self.formula[*at]).count();
            found.blocks.iter().for_each(|block| covered[block.clone()].fill(true));
            // What is left of a stretch whose greater part was told is told with it.
            if 2 * fresh >= found.letters {
                let whole = found.blocks[0].start..found.blocks[found.blocks.len() - 1].end;
                let mine = self.letters.span(whole.start, whole.end);
                let piece = |block: &Range<usize>| {
                    let piece = self.letters.span(block.start, block.end);
                    piece.start - mine.start..piece.end - mine.start
                };
                let pieces = found.blocks.iter().map(piece).collect();
                passages.push(Passage { pieces, mine, speech, keepers: self.keepers(&whole), theirs: found });
            }
        }
        let own = |at: &usize| !self.formula[*at];
        let letters = (0..self.letters.len()).filter(own).count();
        let shared = (0..self.letters.len()).filter(own).filter(|at| covered[*at]).count();
        Overlap { letters, shared, passages }
    }

    /// In how many speeches all of a stretch may stand: no more than its rarest fingerprint.
    fn keepers(&self, stretch: &Range<usize>) -> u32 {
        let inside =
            |print: &Fingerprint| stretch.contains(&(print.at as usize)) && print.at as usize + GRAM <= stretch.end;
        let counts = self.prints.iter().zip(&self.count).filter(|(print, _)| inside(print));
        counts.map(|(_, count)| *count).min().unwrap_or(1).max(1)
    }
}

/// A passage as it stands in a past speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The runs, in letters of the text that is compared.
    pub blocks: Vec<Range<usize>>,
    /// How many of its letters are no set phrase.
    pub letters: usize,
    /// Where it begins in the file.
    pub start: Position,
    /// Where it ends there.
    pub end: Position,
    /// What stands there, clean.
    pub text: String,
    /// Which bytes of `text` are the same in both.
    pub pieces: Vec<Span>,
}

/// A passage that stands in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in the clean text.
    pub mine: Span,
    /// Which bytes of it, counted from its beginning, are the same in both.
    pub pieces: Vec<Span>,
    /// The number of the past speech.
    pub speech: u32,
    /// In how many past speeches it stands, at most.
    pub keepers: u32,
    /// What stands there.
    pub theirs: Match,
}

/// What a text shares with past speeches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// How many letters of the text are no set phrase.
    pub letters: usize,
    /// How many of these stand in past speeches.
    pub shared: usize,
    /// The passages, the longest first.
    pub passages: Vec<Passage>,
}

impl Overlap {
    /// The share of the text that stands in past speeches, from 0 to 1.
    pub fn share(&self) -> f64 {
        if self.letters == 0 { 0.0 } else { self.shared as f64 / self.letters as f64 }
    }
}
