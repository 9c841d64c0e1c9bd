//! How much of a draft was said before: no draft may share more than so much of its sentences with any one earlier draft.
//!
//! Sentences are counted, not similar ones: two rows of one list are meant to be alike in kind. Which rows stand before this one
//! decides, so this is the one thing in which the order of the rows reaches a draft, and the caller says so. Every sentence keeps
//! the list of the drafts that say it; of ten thousand drafts that is some tens of megabytes.

use std::collections::BTreeMap;

use super::key::Hasher;
use crate::draft::Draft;
use crate::outline::Role;
use crate::text::han;

/// The sentences of the drafts so far.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Who said a sentence, by the order of drafts.
    by: BTreeMap<u64, Vec<u32>>,
    /// The row of each draft.
    rows: Vec<usize>,
}

/// The greatest share of a draft's sentences that one earlier draft has, and the row of that one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shared {
    pub share: f64,
    pub with: Option<usize>,
}

impl Said {
    /// What a draft shares with the earlier ones.
    pub fn shared(&self, sentences: &[u64]) -> Shared {
        let mut counts = vec![0_u32; self.rows.len()];
        for draft in sentences.iter().filter_map(|sentence| self.by.get(sentence)).flatten() {
            counts[*draft as usize] += 1;
        }
        let most = counts.iter().enumerate().max_by_key(|(at, count)| (**count, std::cmp::Reverse(*at)));
        match most.filter(|(_, count)| **count > 0) {
            None => Shared { share: 0.0, with: None },
            Some((at, count)) => {
                Shared { share: f64::from(*count) / sentences.len() as f64, with: Some(self.rows[at]) }
            }
        }
    }

    /// Remembers a draft.
    pub fn add(&mut self, row: usize, sentences: &[u64]) {
        let draft = self.rows.len() as u32;
        self.rows.push(row);
        for sentence in sentences {
            self.by.entry(*sentence).or_default().push(draft);
        }
    }
}

/// The sentences of a draft's body, each once. Title, salutation and headings are not counted, and neither is what is too short to
/// be anybody's own.
pub(super) fn sentences(draft: &Draft) -> Vec<u64> {
    let speech = draft.speech();
    let body = speech.paragraphs.iter().filter(|paragraph| paragraph.role == Role::Body);
    let sentences = body.flat_map(|paragraph| paragraph.text.split(han::ends_sentence)).map(str::trim);
    let mut hashes: Vec<u64> = sentences
        .filter(|sentence| han::length(sentence) >= SHORTEST)
        .map(|sentence| {
            let mut hasher = Hasher::default();
            hasher.text(sentence);
            hasher.finish() as u64
        })
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// In 字.
const SHORTEST: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_is_that_of_the_one_draft_that_has_most() {
        let mut said = Said::default();
        assert_eq!(said.shared(&[1, 2, 3, 4]), Shared { share: 0.0, with: None });
        said.add(1, &[1, 2, 9]);
        said.add(2, &[3, 8]);
        said.add(3, &[3, 4]);
        assert_eq!(said.shared(&[1, 2, 3, 4]), Shared { share: 0.5, with: Some(1) });
        assert_eq!(said.shared(&[3, 5]), Shared { share: 0.5, with: Some(2) });
        assert_eq!(said.shared(&[7]), Shared { share: 0.0, with: None });
    }
}
