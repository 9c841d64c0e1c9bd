//! What cleaning took out around a speech: how much of which kind, and where the first of it stood. Not what it said: that is noise.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::outline::{Document, Step};
use crate::source::{Source, Span};

/// Noise of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noise {
    /// How many pieces of it.
    pub count: usize,
    /// The 1-based lines of the first of them.
    pub lines: Vec<usize>,
}

/// So many places are remembered of a kind in a speech.
const PLACES: usize = 3;

/// The noise that belongs to speech `at` (from 0) of a document: what stands behind the speech before it and not behind its own
/// end, and for the last speech what follows. Kinds go by the names that people are shown.
pub fn noise(source: &Source, document: &Document, at: usize) -> BTreeMap<String, Noise> {
    let end = |at: usize| document.clean.map.raw_span(&document.speeches[at].body).end;
    let last = at + 1 == document.speeches.len();
    let own: Span = at.checked_sub(1).map_or(0, end)..if last { usize::MAX } else { end(at) };
    let mut found: BTreeMap<String, Noise> = BTreeMap::new();
    for change in document.clean.changes.iter().filter(|change| own.contains(&change.raw.start)) {
        let kind = match (change.step, change.noise) {
            (Step::Noise, Some(kind)) => kind.name(),
            (Step::Pinyin | Step::Garbled | Step::Hidden, _) => change.step.name(),
            _ => continue,
        };
        let noise = found.entry(kind.into()).or_default();
        noise.count += 1;
        if noise.lines.len() < PLACES {
            let line = source.line(change.raw.start);
            if !noise.lines.contains(&line) {
                noise.lines.push(line);
            }
        }
    }
    found
}
