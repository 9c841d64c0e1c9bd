//! Which patterns enter the library: those that together say most of what was said (minimum description length).
//!
//! A pattern saves, for each speech that says it, the information of its words less what it costs to name it and its slots.
//! The one that saves most is taken, and what it says counts little for all others: so the most informative pattern wins, and not
//! all that stands inside it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::grow::SLOT;
use super::measure::Candidate;
use super::text::Text;

/// How much a word counts that another pattern says; one that two say counts so much of that.
const AGAIN: f64 = 0.3;

/// When so many patterns of a voice are taken, parted among all voices, another counts half: so each is heard, and not the long
/// speeches alone.
const PATIENCE: f64 = 7500.0;

/// A candidate by what it saves; of two that save the same, the first.
type Ranked = (u64, Reverse<u32>);

/// A number that is greater where more is saved: the bits of a float, those of negative ones turned around.
fn rank(saves: f64) -> u64 {
    let bits = saves.to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

/// The candidates worth taking, the best first.
pub fn choose(text: &Text, bits: &[f64], candidates: &[Candidate]) -> impl Iterator<Item = usize> + Send {
    let mut hearing = Hearing::new(text);
    let ranked = |(number, candidate): (usize, &Candidate)| (rank(candidate.saves), Reverse(number as u32));
    let mut heap: BinaryHeap<Ranked> = candidates.iter().enumerate().map(ranked).collect();
    std::iter::from_fn(move || {
        loop {
            let mut best = heap.peek_mut()?;
            let Reverse(number) = best.1;
            let saves = hearing.saving(bits, &candidates[number as usize]);
            best.0 = rank(saves);
            // Another may be the best now.
            drop(best);
            if heap.peek().is_some_and(|best| best.1 != Reverse(number)) {
                continue;
            }
            if saves <= 0.0 {
                return None;
            }
            heap.pop();
            hearing.add(&candidates[number as usize]);
            return Some(number as usize);
        }
    })
}

/// What is said already, word by word and voice by voice.
struct Hearing {
    /// How many of the chosen say each word.
    said: Vec<u8>,
    /// What a word counts that so many say.
    counts: [f64; 256],
    /// How many of them each voice says.
    heard: Vec<u32>,
    /// What another counts with it.
    weights: Vec<f64>,
    patience: f64,
    /// Where each sentence begins, and whose it is.
    sentences: Vec<(usize, u32)>,
    /// The information of each word of the pattern that is looked at.
    items: Vec<f64>,
}

impl Hearing {
    fn new(text: &Text) -> Self {
        let voices = text.sentences.last().map_or(0, |last| last.speech as usize + 1);
        Hearing {
            said: vec![0; text.words.len()],
            counts: std::array::from_fn(|said| AGAIN.powi(said as i32)),
            heard: vec![0; voices],
            weights: vec![1.0; voices],
            patience: PATIENCE / voices.max(1) as f64,
            sentences: text.sentences.iter().map(|sentence| (sentence.words.start, sentence.speech)).collect(),
            items: Vec::new(),
        }
    }

    /// Adds what a chosen one says.
    fn add(&mut self, candidate: &Candidate) {
        let mut last = u32::MAX;
        for (sentence, at) in candidate.pattern.places() {
            let (start, speech) = self.sentences[sentence as usize];
            for at in at {
                let said = &mut self.said[start + usize::from(*at)];
                *said = said.saturating_add(1);
            }
            if speech != last {
                self.heard[speech as usize] += 1;
                let heard = f64::from(self.heard[speech as usize]);
                self.weights[speech as usize] = self.patience / (self.patience + heard);
            }
            last = speech;
        }
    }

    /// What a candidate saves over all speeches, in each where it saves most.
    fn saving(&mut self, bits: &[f64], candidate: &Candidate) -> f64 {
        let mut items = std::mem::take(&mut self.items);
        items.clear();
        let words = candidate.pattern.items.iter().filter(|item| **item != SLOT);
        items.extend(words.map(|item| bits[*item as usize]));
        let (mut total, mut best, mut weight, mut last) = (0.0, 0.0f64, 1.0, u32::MAX);
        for (sentence, at) in candidate.pattern.places() {
            let (start, speech) = self.sentences[sentence as usize];
            if speech != last {
                total += best * weight;
                (best, weight, last) = (0.0, self.weights[speech as usize], speech);
            }
            let new = |at: &u16| self.counts[usize::from(self.said[start + usize::from(*at)])];
            let here: f64 = at.iter().zip(&items).map(|(at, bits)| bits * new(at)).sum();
            best = best.max(here - candidate.cost);
        }
        self.items = items;
        total + best * weight - candidate.model
    }
}
