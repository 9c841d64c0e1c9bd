//! Which past speeches to read: as few as tell where everything that is shared comes from.
//!
//! To read a speech costs a hundred times what it costs to look a fingerprint up. So the speech that may explain most is read first, then
//! that which may explain most of what is left: the greedy cover, which is within ln n of the smallest (Johnson 1974). What was
//! read decides; what a speech promised and did not keep is asked of a few more, then given up.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::ops::Range;

use super::fingerprint::{Fingerprint, GRAM};
use super::index::Keepers;

/// How near two fingerprints of one speech must stand to promise a run.
const NEAR: u32 = 24;

/// How many speeches may promise a fingerprint in vain.
const PATIENCE: u8 = 3;

/// The speeches that may share something with a text, and what of the text is still unexplained.
#[derive(Debug)]
pub struct Search {
    prints: Vec<Fingerprint>,
    /// The fingerprints that each speech keeps, by number, ascending.
    of: BTreeMap<u32, Vec<u32>>,
    open: Vec<bool>,
    tried: Vec<u8>,
}

impl Search {
    /// `keepers` has who keeps each fingerprint; where `formula` is set a letter explains itself. Speeches that `skip` names are not asked.
    pub fn new(prints: Vec<Fingerprint>, keepers: &[Keepers], formula: &[bool], skip: impl Fn(u32) -> bool) -> Self {
        let own = |print: &Fingerprint| {
            let gram = &formula[print.at as usize..print.at as usize + GRAM];
            gram.iter().any(|formula| !formula)
        };
        let open: Vec<bool> = prints.iter().map(own).collect();
        let mut pairs: Vec<u64> = Vec::new();
        for (number, keepers) in keepers.iter().enumerate().filter(|(number, _)| open[*number]) {
            pairs.extend(keepers.speeches.iter().map(|speech| u64::from(*speech) << 32 | number as u64));
        }
        pairs.sort_unstable();
        let mut of = BTreeMap::new();
        for same in pairs.chunk_by(|a, b| a >> 32 == b >> 32) {
            let speech = (same[0] >> 32) as u32;
            let numbers: Vec<u32> = same.iter().map(|pair| *pair as u32).collect();
            let at = |number: u32| prints[number as usize].at;
            let beside = |place: usize| {
                let before =
                    place.checked_sub(1).is_some_and(|before| at(numbers[place]) - at(numbers[before]) <= NEAR);
                before || numbers.get(place + 1).is_some_and(|after| at(*after) - at(numbers[place]) <= NEAR)
            };
            let near: Vec<u32> =
                (0..numbers.len()).filter(|place| beside(*place)).map(|place| numbers[place]).collect();
            if !near.is_empty() && !skip(speech) {
                of.insert(speech, near);
            }
        }
        let tried = vec![0; prints.len()];
        Search { prints, of, open, tried }
    }

    /// The speeches to be read next, at most so many; none when all is explained.
    pub fn next(&mut self, most: usize) -> Vec<u32> {
        let mut open = self.open.clone();
        let gain = |open: &[bool], numbers: &[u32]| numbers.iter().filter(|number| open[**number as usize]).count();
        let mut heap: BinaryHeap<(usize, Reverse<u32>)> = BinaryHeap::new();
        heap.extend(self.of.iter().map(|(speech, numbers)| (gain(&open, numbers), Reverse(*speech))));
        let mut chosen = Vec::new();
        while let Some((promised, Reverse(speech))) =
            heap.pop().filter(|(promised, _)| *promised >= 2 && chosen.len() < most)
        {
            // Gains only fall, so the first that keeps its place is the greatest.
            let numbers = &self.of[&speech];
            let still = gain(&open, numbers);
            if heap.peek().is_none_or(|(next, _)| still >= *next || still == promised) && still >= 2 {
                numbers.iter().for_each(|number| open[*number as usize] = false);
                chosen.push(speech);
            } else {
                heap.push((still, Reverse(speech)));
            }
        }
        chosen
    }

    /// Tells what of the text a speech that was read explains, in letters, in order.
    pub fn settle(&mut self, speech: u32, explained: &[Range<usize>]) {
        for number in self.of.remove(&speech).unwrap_or_default() {
            let number = number as usize;
            self.tried[number] += 1;
            self.open[number] &= self.tried[number] < PATIENCE;
        }
        for (number, print) in self.prints.iter().enumerate().filter(|(number, _)| self.open[*number]) {
            let at = print.at as usize;
            let after = explained.partition_point(|range| range.end < at + GRAM);
            if explained.get(after).is_some_and(|range| range.start <= at) {
                self.tried[number] = PATIENCE;
            }
        }
        for (open, tried) in self.open.iter_mut().zip(&self.tried) {
            *open &= *tried < PATIENCE;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(keepers: &[&[u32]]) -> Search {
        let prints: Vec<Fingerprint> =
            (0..keepers.len() as u32).map(|at| Fingerprint { hash: at, at: at * 5 }).collect();
        let keepers: Vec<Keepers> = keepers
            .iter()
            .map(|speeches| Keepers { speeches: speeches.to_vec(), count: speeches.len() as u32 })
            .collect();
        Search::new(prints, &keepers, &[false; 200], |speech| speech == 99)
    }

    #[test]
    fn the_speech_that_explains_most_is_read_first_and_no_more_than_needed() {
        let mut search = search(&[&[1, 2, 99], &[1, 2, 99], &[2], &[2, 3], &[3], &[3]]);
        assert_eq!(search.next(9), [2, 3]);
        search.settle(2, std::slice::from_ref(&(0..27)));
        search.settle(3, std::slice::from_ref(&(15..32)));
        assert_eq!(search.next(9), [0u32; 0]);
    }

    #[test]
    fn what_a_speech_promised_and_did_not_keep_is_asked_of_another() {
        let mut search = search(&[&[1, 2, 3, 4, 5], &[1, 2, 3, 4, 5], &[1], &[]]);
        let mut asked = Vec::new();
        while let [speech] = search.next(1)[..] {
            asked.push(speech);
            search.settle(speech, &[]);
        }
        assert_eq!(asked, [1, 2, 3]);
    }
}
