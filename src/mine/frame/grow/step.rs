//! The steps from a place of a pattern: to the word beside, or over a gap.

use super::row::{ASK, COLON, GOVERNS, OPENING, PLAIN, Row, SEMICOLON, STOP, USABLE};

/// A pattern has no more gaps.
const GAPS: usize = 2;

/// A pattern grows in so many ways: beside; behind a gap; behind a stop, of which there are three; and further in the clause
/// behind a semicolon.
pub const WAYS: usize = 6;

/// Grows by the word beside.
pub const BESIDE: usize = 0;

/// Grows by a word of the same clause.
pub const WITHIN: usize = 1;

/// Grows by the first word of another clause; the number of the stop before that is added.
pub const CLAUSE: usize = 2;

/// Grows by a word behind a semicolon.
pub const PARTED: usize = 5;

/// No stop.
pub const NONE: u16 = u16::MAX;

/// A step.
pub struct Step {
    pub way: usize,
    /// The word that it leads to.
    pub word: u32,
    /// Where that stands in its sentence, and the stop before it that belongs to the pattern, or [`NONE`].
    pub at: u16,
    pub stop: u16,
    /// How many words it skips.
    pub skipped: usize,
    /// A hash of them.
    pub filler: u32,
}

/// A place of a pattern, from which steps are taken.
pub struct Origin {
    /// Where the sentence begins and ends in the row.
    pub start: usize,
    pub end: usize,
    /// The last word of the pattern in it.
    pub last: u16,
    /// How many gaps the pattern has, and how many places.
    pub gaps: usize,
    pub places: u16,
}

impl Row {
    /// All steps from a place: to the word beside, and over a gap to words behind that are no chance if all places lead to them.
    pub fn steps(&self, from: Origin, mut step: impl FnMut(Step)) {
        let Origin { start, end, last, gaps, places } = from;
        let from = start + usize::from(last) + 1;
        let end = end.min(start + usize::from(u16::MAX));
        if from >= end {
            return;
        }
        let next = self.tokens[from];
        if next.flags & USABLE != 0 {
            step(Step { way: BESIDE, word: next.word, at: last + 1, stop: NONE, skipped: 0, filler: 0 });
        }
        let before = self.tokens[from - 1];
        if gaps >= GAPS || before.flags & OPENING != 0 {
            return;
        }
        let end = end.min(self.reach[from] as usize);
        let mut stop = self.stops[from] as usize;
        let mut go = |way: usize, at: usize, stop: u16| {
            let skipped = at - from;
            let filler = self.between(from, at);
            let here = last + 1 + skipped as u16;
            step(Step { way, word: self.tokens[at].word, at: here, stop, skipped, filler });
        };
        let governs = usize::from(before.flags & GOVERNS == 0);
        let clause = from..stop.min(end);
        for (at, least) in clause.clone().zip(&self.least[governs][clause]) {
            if places >= *least {
                go(WITHIN, at, NONE);
            }
        }
        // In other clauses only what they begin with.
        let (mut crossed, mut parted) = (0, NONE);
        while stop < end {
            let here = last + 1 + (stop - from) as u16;
            let token = self.tokens[stop];
            if token.stop == ASK && places >= token.least {
                go(WITHIN, stop, NONE);
            }
            crossed += 1;
            if token.stop > COLON || crossed > 2 || stop + 1 >= end {
                break;
            }
            if token.stop == SEMICOLON {
                parted = here;
            }
            let next = self.tokens[stop + 1];
            if next.flags & (USABLE | STOP) == USABLE && next.stop == PLAIN && places >= next.across {
                if parted == NONE || parted == here {
                    go(CLAUSE + usize::from(token.stop), stop + 1, here);
                } else {
                    go(PARTED, stop + 1, parted);
                }
            }
            stop = self.stops[stop + 1] as usize;
        }
    }
}
