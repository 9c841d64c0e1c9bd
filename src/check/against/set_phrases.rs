//! What anybody may say: set phrases of the occasion and fixed formulations, known by a list, and phrases that many speeches share, known by
//! the index.
//!
//! A stretch that many speeches keep is a set phrase only where it is short. A whole paragraph that has been read out year after
//! year stands in many speeches too, and that is what an office wants to be told.

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::fingerprint::{Fingerprint, GRAM, WINDOW};
use super::letters::Letters;

const OWN: &str = include_str!("set_phrases.txt");

/// Phrases that are nobody's.
#[derive(Debug, Clone)]
pub struct SetPhrases {
    finder: AhoCorasick,
}

impl SetPhrases {
    /// Our own list and some more: the formulations of the library.
    pub fn with<'t>(more: impl IntoIterator<Item = &'t str>) -> Self {
        let own = OWN.lines().filter(|line| !line.starts_with('#'));
        let letters = |phrase: &str| Letters::of(phrase, [&(0..phrase.len())]).chars().iter().collect::<String>();
        let phrases: Vec<String> = own.chain(more).map(letters).filter(|phrase| !phrase.is_empty()).collect();
        // Too many patterns for a machine of four gigabytes: then there are no set phrases.
        // It is asked once: an automaton that is quickly built beats one that runs quickly.
        let built =
            |phrases: &[String]| AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(phrases);
        let finder = built(&phrases).unwrap_or_else(|_| built(&[]).expect("nothing always fits"));
        SetPhrases { finder }
    }

    /// Marks the letters of set phrases.
    pub fn mark(&self, letters: &[char], marks: &mut [bool]) {
        let text: String = letters.iter().collect();
        // Letters are of three bytes, save the rare: those before a place are counted as one goes along.
        let mut number = vec![0u32; text.len() + 1];
        for (count, (at, c)) in text.char_indices().enumerate() {
            number[at + c.len_utf8()] = count as u32 + 1;
        }
        for found in self.finder.find_overlapping_iter(&text) {
            let (start, end) = (number[found.start()] as usize, number[found.end()] as usize);
            marks[start..end].fill(true);
        }
    }
}

/// A stretch that many speeches share is a set phrase up to this many letters.
const SHORT: usize = 32;

/// In how many of so many speeches a fingerprint must stand to be a set phrase: one in fifty, and more than the three years in which an
/// office may have given the same speech.
pub fn many(speeches: u32) -> u32 {
    (speeches / 50).max(4)
}

/// Marks the letters of short stretches that many speeches share; `count` has in how many speeches each fingerprint stands.
pub fn mark_common(prints: &[Fingerprint], count: &[u32], speeches: u32, marks: &mut [bool]) {
    let many = many(speeches);
    let mut stretch: Option<(usize, usize)> = None;
    let mut end_of = |stretch: Option<(usize, usize)>| {
        if let Some((start, end)) = stretch.filter(|(start, end)| end - start <= SHORT) {
            marks[start..end].fill(true);
        }
    };
    for (print, _) in prints.iter().zip(count).filter(|(_, count)| **count >= many) {
        let at = print.at as usize;
        match &mut stretch {
            // Between two fingerprints of one stretch lies less than a gram and a window.
            Some((_, end)) if at <= *end + WINDOW => *end = at + GRAM,
            _ => {
                end_of(stretch);
                stretch = Some((at, at + GRAM));
            }
        }
    }
    end_of(stretch);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::against::fingerprint::winnow;

    fn marked(text: &str, mark: impl FnOnce(&[char], &mut [bool])) -> String {
        let letters = Letters::of(text, [&(0..text.len())]);
        let mut marks = vec![false; letters.len()];
        mark(letters.chars(), &mut marks);
        letters.chars().iter().zip(&marks).filter(|(_, mark)| **mark).map(|(c, _)| c).collect()
    }

    #[test]
    fn a_set_phrase_is_known_whatever_its_marks() {
        let text = "在此，我代表市委、市政府，向一线职工表示热烈的祝贺！要坚定“四个自信”。";
        let found = marked(text, |letters, marks| SetPhrases::with(["坚定“四个自信”"]).mark(letters, marks));
        assert_eq!(found, "在此我代表市委市政府表示热烈的祝贺坚定个自信");
    }

    #[test]
    fn what_many_share_is_a_set_phrase_only_while_it_is_short() {
        let text: String = (0..200u32).filter_map(|n| char::from_u32(0x4e01 + n * 37)).filter(|c| *c != '某').collect();
        let with = |from: u32, to: u32| {
            marked(&text, |letters, marks| {
                let prints = winnow(letters);
                let count: Vec<u32> =
                    prints.iter().map(|print| if (from..to).contains(&print.at) { 9 } else { 1 }).collect();
                mark_common(&prints, &count, 100, marks);
            })
        };
        assert!((10..=SHORT).contains(&with(50, 65).chars().count()));
        assert_eq!(with(50, 120), "");
    }
}
