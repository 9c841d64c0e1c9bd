//! Phrases from other formats and into them: Tracery grammars, tables, plain lines.
//!
//! A format is turned into phrases with their paths, or back; nothing is written here. What a format says and a bank cannot is
//! reported, never dropped in silence.

pub mod lines;
pub mod table;
pub mod tracery;

use super::bank::joint;
use super::phrase::PhraseWritten;
use crate::diagnostic::Diagnostic;

/// A phrase that came from elsewhere.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The bank path that it goes to.
    pub path: String,
    /// The phrase.
    pub phrase: PhraseWritten,
}

/// What a file brought.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// Phrases, in the order of the file.
    pub phrases: Vec<Arrival>,
    /// What could not be taken over as it was, or has no meaning here.
    pub reports: Vec<Diagnostic>,
}

/// A text as a bank has it: without a final mark, which the program sets, and without spaces between Chinese characters.
fn bare(text: &str) -> String {
    let mut text = text.trim().trim_end_matches(['。', '；', '，', '、']).to_string();
    while let Some(joint) = joint(&text) {
        text.remove(joint.end);
    }
    text
}
