//! What is counted of the ways to grow before it is known which are worth going.
//!
//! Most ways are gone by one speech alone, and there are as many as words of the text times ways: so what is counted lies in the
//! order in which it was met, close together, and only where it lies is looked up by the way and the word.

use super::step::Step;

/// What is counted of a way.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen {
    /// The way and the word, as a number.
    pub key: u32,
    /// How often it was met.
    pub count: u32,
    /// In how many speeches.
    pub speeches: u32,
    /// The last of them.
    speech: u32,
    /// The last place that was met with it, from 1: each counts once.
    place: u32,
    /// How many words lie in the gaps, all together.
    pub skipped: u32,
    /// What lies in the gap of the first place, as a hash.
    filler: u32,
    /// Which branch it is, from 1.
    pub branch: u32,
    /// Whether some gap holds something else: what is always filled with the same is no slot, nor is it in any longer pattern.
    pub open: bool,
}

/// A step that was counted.
pub struct Met {
    /// Which way it goes, by its place in [`Tally::seen`].
    pub seen: u32,
    /// From which place of the pattern.
    pub place: u32,
    /// Where it leads, as the step says.
    pub at: u16,
    pub stop: u16,
}

/// The ways that were met from the places of a pattern. It is used again for the next.
pub struct Tally {
    /// Of each key, where in `seen` it is counted, from 1.
    lies: Vec<u32>,
    /// The ways, in the order in which they were met.
    pub seen: Vec<Seen>,
    /// All steps.
    pub met: Vec<Met>,
}

impl Tally {
    /// For keys below that number.
    pub fn new(keys: usize) -> Self {
        Tally { lies: vec![0; keys], seen: Vec::new(), met: Vec::new() }
    }

    /// Counts a step from a place (from 0) of a speech. Whether the way is new and yet may still be gone by enough speeches, `fresh`
    /// says.
    pub fn count(&mut self, key: usize, step: &Step, place: u32, speech: u32, fresh: bool) {
        let lies = &mut self.lies[key];
        if *lies == 0 {
            if !fresh {
                return;
            }
            self.seen.push(Seen { key: key as u32, speech: u32::MAX, filler: step.filler, ..Seen::default() });
            *lies = self.seen.len() as u32;
        }
        let at = *lies - 1;
        let seen = &mut self.seen[at as usize];
        if seen.place == place + 1 {
            return;
        }
        seen.place = place + 1;
        seen.count += 1;
        seen.skipped += step.skipped as u32;
        seen.open |= seen.filler != step.filler;
        seen.speeches += u32::from(seen.speech != speech);
        seen.speech = speech;
        self.met.push(Met { seen: at, place, at: step.at, stop: step.stop });
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.seen.drain(..).for_each(|seen| self.lies[seen.key as usize] = 0);
        self.met.clear();
    }
}
