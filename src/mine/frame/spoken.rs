//! What each speech says: its different words, and the row that they stand in.
//!
//! A speech says the same words over and over. So they are told apart once, each speech by itself and all beside each other, and
//! whoever asks what a word is asks it of the different ones.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::mine::partial::{Speech, pieces};
use crate::mine::theme::themes;

/// What is counted in an announcement.
pub const MEASURES: [&str; 8] = ["点", "个", "条", "项", "件", "句", "步", "方面"];

/// A word as it is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Word<'p> {
    pub text: &'p str,
    /// Its part of speech in jieba's letters.
    pub part: &'p str,
    /// Whether it counts what stands behind it or in it.
    pub counted: bool,
}

/// What a speech says.
#[derive(Debug)]
pub struct Spoken<'p> {
    /// Its different words, in the order in which they are first said.
    pub words: Vec<Word<'p>>,
    /// How often it says each.
    pub counts: Vec<u32>,
    /// All its words, by their place in `words`.
    pub row: Vec<u32>,
    /// Where each unit ends in the row.
    pub ends: Vec<usize>,
    /// The field of work that each unit is about.
    pub themes: Vec<Option<&'static str>>,
}

impl<'p> Spoken<'p> {
    /// Of each speech.
    pub fn all(speeches: &[&'p Speech]) -> Vec<Self> {
        // A table grows once for many speeches, and not for each.
        speeches.par_iter().map_init(FxHashMap::default, |known, speech| Spoken::of(speech, known)).collect()
    }

    fn of(speech: &'p Speech, known: &mut FxHashMap<Word<'p>, u32>) -> Self {
        known.clear();
        let mut said = Spoken {
            words: Vec::new(),
            counts: Vec::new(),
            row: Vec::new(),
            ends: Vec::with_capacity(speech.units.len()),
            themes: themes(speech),
        };
        for unit in &speech.units {
            let mut quoted = false;
            let mut rest = pieces(&unit.words).zip(pieces(&unit.parts)).peekable();
            while let Some((text, part)) = rest.next() {
                if text.is_empty() {
                    continue;
                }
                quoted = text == "“" || quoted && text != "”";
                let numeral = !quoted && text.starts_with(is_numeral);
                let measured = numeral && part == "m" && rest.peek().is_some_and(|(next, _)| MEASURES.contains(next));
                let word = Word { text, part, counted: measured || numeral && counts(text) };
                let place = *known.entry(word).or_insert_with(|| {
                    said.words.push(word);
                    said.counts.push(0);
                    said.words.len() as u32 - 1
                });
                said.counts[place as usize] += 1;
                said.row.push(place);
            }
            said.ends.push(said.row.len());
        }
        said
    }
}

/// Whether a small count is written so.
pub fn is_numeral(c: char) -> bool {
    matches!(c, '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '几')
}

/// Whether a word is a numeral of one character and what it counts: 三点.
pub fn counts(word: &str) -> bool {
    let mut rest = word.chars();
    rest.next().is_some_and(is_numeral) && MEASURES.contains(&rest.as_str())
}
