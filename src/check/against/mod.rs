//! What of a speech already stands in an office's past speeches (查重), and where.
//!
//! 1. `letters` takes from a text what counts; `fingerprint` chooses by which grams it is found;
//! 2. [`index`] says which past speeches keep a fingerprint, from a file or from memory;
//! 3. `set_phrases` marks what anybody may say;
//! 4. [`Search`] says which past speeches to read, as few as will do;
//! 5. `passage` holds the text beside one of them, and [`Subject::overlap`] sums up.
//!
//! Nothing here opens a file: whoever calls reads the speeches that are asked for, many at a time if he likes, and gives an index as
//! anything that can be read and sought in. `repeats` is about one text alone: sentences that it says twice.

mod fingerprint;
pub mod index;
mod letters;
mod overlap;
mod passage;
mod repeats;
mod search;
mod set_phrases;

pub use fingerprint::{Fingerprint, LEAST, winnow};
pub use index::{Builder, Index, Keepers};
pub use letters::Letters;
pub use overlap::{Match, Overlap, Passage, Subject};
pub use passage::Grams;
pub use repeats::{Repeat, near_repeats};
pub use search::Search;
pub use set_phrases::SetPhrases;

use crate::outline::Bodies;

/// The code of the rule under which passages of past speeches are told. It asks for nothing itself: who calls has the past speeches.
pub const PAST: &str = "QC790";

/// The fingerprints of each speech of a file, and how many letters each has: what an index keeps of it.
pub fn fingerprints(bodies: &Bodies) -> Vec<(u32, Vec<Fingerprint>)> {
    let letters = |body| Letters::of(&bodies.clean.text, [body]);
    let prints = |letters: Letters| (letters.len() as u32, winnow(letters.chars()));
    bodies.spans.iter().map(|body| prints(letters(body))).collect()
}
