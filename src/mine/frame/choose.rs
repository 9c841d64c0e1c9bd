//! Which patterns enter the library: those that together say most of what was said (minimum description length).
//!
//! A pattern saves, for each speech that says it, the information of its words less what it costs to name it and its slots.
//! The one that saves most is taken, and what it says counts little for all others: so the most informative pattern wins, and not
//! all that stands inside it.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::grow::SLOT;
use super::measure::{Candidate, Kind};
use super::text::Text;

/// How much a word counts that another pattern says; one that two say counts so much of that.
const AGAIN: f64 = 0.3;

/// When so many patterns of a voice are taken, parted among all voices, another counts half: so each is heard, and not the long
/// speeches alone.
const PATIENCE: f64 = 7500.0;

/// A candidate by what it saves.
struct Ranked {
    saves: f64,
    number: usize,
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        self.saves.total_cmp(&other.saves).then(other.number.cmp(&self.number))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ranked {}

/// At most `most` of the candidates, the best first.
pub fn choose(text: &Text, bits: &[f64], candidates: &[Candidate], most: usize) -> Vec<usize> {
    let mut said = vec![0u8; text.words.len()];
    let speeches = text.sentences.last().map_or(0, |last| last.speech as usize + 1);
    let mut heard = vec![0u32; speeches];
    let saves = |candidate: &Candidate, said: &[u8], heard: &[u32]| saving(text, bits, candidate, said, heard);
    let mut heap: BinaryHeap<Ranked> = candidates
        .iter()
        .enumerate()
        .filter(|(_, candidate)| candidate.kind != Kind::Words)
        .map(|(number, candidate)| Ranked { saves: saves(candidate, &said, &heard), number })
        .collect();
    let mut chosen = Vec::new();
    while chosen.len() < most {
        let Some(Ranked { number, .. }) = heap.pop() else { break };
        let candidate = &candidates[number];
        let now = Ranked { saves: saves(candidate, &said, &heard), number };
        if heap.peek().is_some_and(|next| *next > now) {
            heap.push(now);
            continue;
        }
        if now.saves <= 0.0 {
            break;
        }
        for (sentence, at) in candidate.pattern.places() {
            let start = text.sentences[sentence as usize].words.start;
            at.iter().for_each(|at| said[start + usize::from(*at)] = said[start + usize::from(*at)].saturating_add(1));
        }
        let mut last = u32::MAX;
        for (sentence, _) in candidate.pattern.places() {
            let speech = text.sentences[sentence as usize].speech;
            heard[speech as usize] += u32::from(speech != last);
            last = speech;
        }
        chosen.push(number);
    }
    chosen
}

/// What a candidate saves when no other is chosen: never less than it saves later.
pub fn worth(text: &Text, bits: &[f64], candidate: &Candidate) -> f64 {
    if candidate.kind == Kind::Words { 0.0 } else { saving(text, bits, candidate, &[], &[]) }
}

/// What a candidate saves over all speeches, in each where it saves most.
fn saving(text: &Text, bits: &[f64], candidate: &Candidate, said: &[u8], heard: &[u32]) -> f64 {
    let items: Vec<f64> =
        candidate.pattern.items.iter().filter(|item| **item != SLOT).map(|item| bits[*item as usize]).collect();
    let patience = PATIENCE / heard.len().max(1) as f64;
    let weight =
        |speech: u32| heard.get(speech as usize).map_or(1.0, |count| patience / (patience + f64::from(*count)));
    let (mut total, mut best, mut speech) = (0.0, 0.0f64, u32::MAX);
    for (sentence, at) in candidate.pattern.places() {
        let sentence = &text.sentences[sentence as usize];
        if sentence.speech != speech {
            total += best * weight(speech);
            (best, speech) = (0.0, sentence.speech);
        }
        let new = |at: &u16| {
            let said = said.get(sentence.words.start + usize::from(*at)).copied().unwrap_or(0);
            AGAIN.powi(i32::from(said))
        };
        let here: f64 = at.iter().zip(&items).map(|(at, bits)| bits * new(at)).sum();
        best = best.max(here - candidate.cost);
    }
    total + best * weight(speech) - candidate.model
}
