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
    /// How much each draft has in common with the one that is being judged: none between two judgements.
    common: Vec<u32>,
}

/// The greatest share of a draft's sentences that one earlier draft has, and the row of that one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shared {
    pub share: f64,
    pub with: Option<usize>,
}

impl Said {
    /// What a draft shares with the earlier ones, if that is more than the share `most`; if it is not, it may be told as nothing.
    ///
    /// What has enough in common with a draft has one of its rarer sentences, so only who said those is looked at; who said the
    /// others is asked of these few. (The prefix filter of Chaudhuri, Ganti and Kaushik, *A primitive operator for similarity joins
    /// in data cleaning*, 2006.) A sentence that every tenth draft says would else be gone through a thousand times for ten
    /// thousand.
    pub fn shared(&mut self, sentences: &[u64], most: f64) -> Shared {
        let mut lists: Vec<&Vec<u32>> = sentences.iter().filter_map(|sentence| self.by.get(sentence)).collect();
        lists.sort_by_key(|list| list.len());
        let least = ((most * sentences.len() as f64) as usize).max(1);
        let mut found: Vec<u32> = Vec::new();
        for (at, list) in lists.iter().enumerate() {
            let left = lists.len() - at;
            if left >= least {
                for draft in *list {
                    let common = &mut self.common[*draft as usize];
                    if *common == 0 {
                        found.push(*draft);
                    }
                    *common += 1;
                }
                continue;
            }
            found.retain(|draft| {
                let common = &mut self.common[*draft as usize];
                let enough = *common as usize + left >= least;
                *common = if enough { *common + u32::from(list.binary_search(draft).is_ok()) } else { 0 };
                enough
            });
        }
        let count = |draft: u32| self.common[draft as usize];
        let best = found.iter().copied().max_by_key(|draft| (count(*draft), std::cmp::Reverse(*draft)));
        let shared = match best {
            None => Shared { share: 0.0, with: None },
            Some(draft) => Shared {
                share: f64::from(count(draft)) / sentences.len() as f64,
                with: Some(self.rows[draft as usize]),
            },
        };
        found.iter().for_each(|draft| self.common[*draft as usize] = 0);
        shared
    }

    /// Remembers a draft.
    pub fn add(&mut self, row: usize, sentences: &[u64]) {
        let draft = self.rows.len() as u32;
        self.rows.push(row);
        self.common.push(0);
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
        assert_eq!(said.shared(&[1, 2, 3, 4], 0.0), Shared { share: 0.0, with: None });
        said.add(1, &[1, 2, 9]);
        said.add(2, &[3, 8]);
        said.add(3, &[3, 4]);
        assert_eq!(said.shared(&[1, 2, 3, 4], 0.0), Shared { share: 0.5, with: Some(1) });
        assert_eq!(said.shared(&[3, 5], 0.0), Shared { share: 0.5, with: Some(2) });
        assert_eq!(said.shared(&[7], 0.0), Shared { share: 0.0, with: None });
    }

    #[test]
    fn what_is_more_than_was_asked_is_told_as_if_every_draft_had_been_held_against_it() {
        let mut said = Said::default();
        let mut drafts: Vec<Vec<u64>> = Vec::new();
        let mut seed = 7_u64;
        let mut roll = |sides: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % sides
        };
        for row in 1..=300 {
            // Some sentences are said by many, most by few.
            let mut own: Vec<u64> = (0..20).map(|_| if roll(3) == 0 { roll(8) } else { roll(400) }).collect();
            own.sort_unstable();
            own.dedup();
            let common = |other: &Vec<u64>| other.iter().filter(|sentence| own.binary_search(sentence).is_ok()).count();
            let plain = drafts.iter().map(common).enumerate().max_by_key(|(at, n)| (*n, std::cmp::Reverse(*at)));
            for most in [0.0, 0.1, 0.3, 0.5, 0.9] {
                let found = said.shared(&own, most);
                let (at, count) = plain.unwrap_or_default();
                let share = count as f64 / own.len() as f64;
                match share > most {
                    true => assert_eq!(found, Shared { share, with: Some(at + 1) }, "row {row}, {most}"),
                    false => assert!(found.share <= most, "row {row}, {most}: {found:?}"),
                }
            }
            said.add(row, &own);
            drafts.push(own);
        }
    }
}
