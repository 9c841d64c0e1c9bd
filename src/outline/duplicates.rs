//! Near-duplicates among speeches, by content, within a file and across files.
//!
//! Compilations repeat a speech with other masks, or cut it short. Within a file the fullest copy is the original; across files
//! the one read first, since a later file cannot change what was already told.

use std::collections::BTreeMap;

use super::document::Document;
use crate::text::similar::Sketch;

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

/// The speeches seen so far, file after file.
#[derive(Debug, Default)]
pub struct Seen {
    speeches: Vec<(SpeechId, Sketch)>,
    by_run: BTreeMap<u64, Vec<u32>>,
}

impl Seen {
    /// Says of each speech of a document what it is a copy of, and remembers the others.
    pub fn mark(&mut self, file: &str, document: &mut Document) {
        let mut order: Vec<usize> = (0..document.speeches.len()).collect();
        order.sort_by_key(|at| (std::cmp::Reverse(document.speeches[*at].sketch.runs().len()), *at));
        for at in order {
            let sketch = &document.speeches[at].sketch;
            let original = self.original(sketch);
            if original.is_none() {
                let number = u32::try_from(self.speeches.len()).unwrap_or(u32::MAX);
                for run in sketch.runs() {
                    self.by_run.entry(*run).or_default().push(number);
                }
                self.speeches.push((SpeechId { file: file.into(), index: at + 1 }, sketch.clone()));
            }
            document.speeches[at].duplicate_of = original;
        }
    }

    /// The speech that holds most of a sketch, if any holds enough of it.
    fn original(&self, sketch: &Sketch) -> Option<SpeechId> {
        let mut common: BTreeMap<u32, usize> = BTreeMap::new();
        for number in sketch.runs().iter().filter_map(|run| self.by_run.get(run)).flatten() {
            *common.entry(*number).or_default() += 1;
        }
        let (number, common) =
            common.into_iter().max_by_key(|(number, common)| (*common, std::cmp::Reverse(*number)))?;
        let (id, other) = &self.speeches[number as usize];
        (sketch.share(other, common) >= COPY).then(|| id.clone())
    }
}
