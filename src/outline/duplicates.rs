//! Near-duplicates among speeches, by content, within a file and across files.
//!
//! Compilations repeat a speech with other masks, or cut it short. Within a file the fullest copy is the original; across files
//! the one read first, since a later file cannot change what was already told.

use super::document::Document;
use crate::text::similar::{Extent, Sketch};

/// From what share of the shorter text on two speeches are one.
const COPY: f64 = 0.5;

/// A speech by its file and its number there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeechId {
    /// The name of the file.
    pub file: String,
    /// 1-based.
    pub index: usize,
}

impl std::fmt::Display for SpeechId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.index)
    }
}

/// The speeches seen so far, file after file. One costs some eight hundred bytes: the forty-eight runs of its reduced sketch,
/// eight bytes each in a table that is between a third and two thirds full, and its place. One of more than six thousand
/// characters costs a twenty-fifth of its text, a copy nothing, and a file its name. While the table grows it is there twice.
#[derive(Debug, Default)]
pub struct Seen {
    files: Vec<String>,
    index: Index,
}

impl Seen {
    /// Says of each speech of a document what it is a copy of, and remembers the others. Speeches of one file are compared by
    /// their whole sketches.
    pub fn mark(&mut self, file: &str, document: &mut Document) {
        let sketches: Vec<Sketch> = document.speeches.iter().map(|speech| speech.sketch(&document.clean)).collect();
        let mut order: Vec<usize> = (0..sketches.len()).collect();
        order.sort_by_key(|at| (std::cmp::Reverse(sketches[*at].runs().len()), *at));
        let number = self.files.len() as u32;
        self.files.push(file.into());
        let (mut here, mut new) = (Index::default(), Vec::new());
        for at in order {
            let sketch = &sketches[at];
            let reduced = sketch.reduced();
            let original = self.index.original(&reduced).or_else(|| here.original(sketch));
            if original.is_none() {
                let told = Told { file: number, index: at as u32 + 1, extent: sketch.extent() };
                here.add(told, sketch);
                new.push((Told { extent: reduced.extent(), ..told }, reduced));
            }
            document.speeches[at].duplicate_of = original.map(|Told { file, index, .. }| SpeechId {
                file: self.files[file as usize].clone(),
                index: index as usize,
            });
        }
        new.iter().for_each(|(told, sketch)| self.index.add(*told, sketch));
    }
}

/// Says of each speech, by the runs of its whole sketch, which of those before it it is a copy of. Who wants the fullest to be the
/// original puts it first.
pub fn copies<'r>(sketches: impl Iterator<Item = &'r [u64]>) -> Vec<Option<usize>> {
    let mut index = Index::default();
    let told = |(at, runs): (usize, &[u64])| {
        let sketch = Sketch::kept(runs.to_vec());
        let original = index.original(&sketch).map(|told| told.index as usize);
        if original.is_none() {
            index.add(Told { file: 0, index: at as u32, extent: sketch.extent() }, &sketch);
        }
        original
    };
    sketches.enumerate().map(told).collect()
}

/// A speech that was seen.
#[derive(Debug, Clone, Copy)]
struct Told {
    file: u32,
    index: u32,
    extent: Extent,
}

/// Speeches by the runs that they keep.
#[derive(Debug, Default)]
struct Index {
    speeches: Vec<Told>,
    by_run: Runs,
}

impl Index {
    fn add(&mut self, told: Told, sketch: &Sketch) {
        let number = self.speeches.len() as u32;
        sketch.runs().iter().for_each(|run| self.by_run.add(*run, number));
        self.speeches.push(told);
    }

    /// The speech that holds most of a sketch, if any holds enough of it.
    fn original(&self, sketch: &Sketch) -> Option<Told> {
        let mut numbers: Vec<u32> = sketch.runs().iter().flat_map(|run| self.by_run.of(*run)).collect();
        numbers.sort_unstable();
        let common = numbers.chunk_by(u32::eq).map(|same| (same[0], same.len()));
        let (number, common) = common.max_by_key(|(number, common)| (*common, std::cmp::Reverse(*number)))?;
        let told = self.speeches[number as usize];
        (sketch.share(told.extent, common) >= COPY).then_some(told)
    }
}

/// A run that stands in more speeches than this, none of them another's copy, is a formula of the day and tells nothing.
const FORMULA: usize = 32;

/// Which speeches keep a run: a table with open addresses, since this is all that grows with the corpus.
#[derive(Debug, Default)]
struct Runs {
    /// The low half of a run's hash above, the number of a speech below; [`FREE`] is free.
    slots: Vec<u64>,
    taken: usize,
}

const FREE: u64 = u64::MAX;

impl Runs {
    fn of(&self, run: u64) -> impl Iterator<Item = u32> {
        let key = run as u32;
        let chain = (!self.slots.is_empty()).then(|| self.chain(key)).into_iter().flatten();
        chain.map(|at| self.slots[at]).filter(move |slot| (slot >> 32) as u32 == key).map(|slot| slot as u32)
    }

    /// The slots from where a key would stand to the next free one.
    fn chain(&self, key: u32) -> impl Iterator<Item = usize> {
        let mask = self.slots.len() - 1;
        (0..).map(move |step| (key as usize + step) & mask).take_while(|at| self.slots[*at] != FREE)
    }

    fn add(&mut self, run: u64, speech: u32) {
        if self.of(run).take(FORMULA).count() == FORMULA {
            return;
        }
        if 3 * (self.taken + 1) > 2 * self.slots.len() {
            let grown = vec![FREE; (2 * self.slots.len()).max(64)];
            for slot in std::mem::replace(&mut self.slots, grown).into_iter().filter(|slot| *slot != FREE) {
                self.put(slot);
            }
        }
        self.put(u64::from(run as u32) << 32 | u64::from(speech));
        self.taken += 1;
    }

    fn put(&mut self, slot: u64) {
        let key = (slot >> 32) as u32;
        let free = (key as usize + self.chain(key).count()) & (self.slots.len() - 1);
        self.slots[free] = slot;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_leads_to_the_speeches_that_keep_it_until_it_is_a_formula() {
        let mut runs = Runs::default();
        assert_eq!(runs.of(7).count(), 0);
        for speech in 0..1000 {
            runs.add(u64::from(speech) * 0x9e37_79b9, speech);
            runs.add(7, speech);
        }
        assert_eq!(runs.of(900 * 0x9e37_79b9).collect::<Vec<_>>(), [900]);
        assert_eq!(runs.of(7).count(), FORMULA);
    }
}
