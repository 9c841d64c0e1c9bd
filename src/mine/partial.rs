//! What was observed of some speeches: written, read and merged.
//!
//! A partial is lines of JSON, a head that says its version and then a speech a line. So the outputs of many processes can be put
//! one behind the other, which is what `cat` and Spark do, and are read as one. A speech goes by a hash of what it says: the same
//! speech from two places is one, found in the place that comes first by its name, whoever read it first.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use serde::{Deserialize, Serialize};

use super::noise::Noise;
use super::skeleton::Observation;
use crate::diagnostic::{Code, Diagnostic, Result};

/// Raised when what is observed changes: then old partials are refused, and not misread.
const VERSION: u32 = 1;

/// One speech as mining sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Speech {
    /// A hash of what it says.
    pub key: u64,
    /// The file it was found in, as the user named it.
    pub file: String,
    /// Its number there, from 1.
    pub index: usize,
    /// Its title, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The occasion it was given on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Its length in 字.
    pub length: usize,
    /// By what copies are known, as numbers.
    pub sketch: Vec<u64>,
    /// What was taken out around it, by kind.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub noise: BTreeMap<String, Noise>,
    /// Its plan.
    pub skeleton: Observation,
    /// Its sentences in order, parted at semicolons too.
    pub units: Vec<Unit>,
}

/// A sentence, or what of it stands between semicolons.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// Its words with a space between them: what stands in the text, the final mark included.
    pub words: String,
    /// Their parts of speech in jieba's letters, with a space between them; besides `mark` for 一是, （一）, and `hole`
    /// for a mask.
    pub parts: String,
    /// Where it stands in the speech.
    #[serde(flatten)]
    pub place: Place,
}

/// What stands between the spaces of [`Unit::words`] or [`Unit::parts`]: asked for by all that mine, of every word.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    memchr::memchr_iter(b' ', text.as_bytes()).chain([text.len()]).map(move |at| {
        let piece = &text[from..at];
        from = at + 1;
        piece
    })
}

/// Where a sentence stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The 1-based line of the file.
    pub line: usize,
    /// The move that it belongs to, by its name.
    #[serde(default, rename = "move", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The depth of the node that it begins; 0 where it begins none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub level: usize,
    /// The group of siblings of the node that it begins, from 1.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub group: usize,
    /// Whether it opens its paragraph.
    #[serde(default, skip_serializing_if = "is_false")]
    pub opens: bool,
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

fn is_false(it: &bool) -> bool {
    !it
}

/// Speeches that were observed, by their keys. Of more than [`Partial::MOST`] it keeps those with the lowest: keys are hashes, so
/// that is a fair sample, and the same one however the inputs were split. So neither a partial nor a merge grows with a corpus.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Partial {
    speeches: BTreeMap<u64, Speech>,
}

#[derive(Serialize, Deserialize)]
struct Head {
    qicao_partial: u32,
}

impl Partial {
    /// So many speeches are kept: enough for whatever one in a hundred of them says.
    pub const MOST: usize = 2000;

    /// Whether it keeps as many as it may, so that others may have been left out.
    pub fn is_full(&self) -> bool {
        self.speeches.len() == Partial::MOST
    }

    /// Adds a speech.
    pub fn add(&mut self, speech: Speech) {
        let place = |speech: &Speech| (speech.file.clone(), speech.index);
        match self.speeches.get_mut(&speech.key) {
            Some(known) if place(known) <= place(&speech) => {}
            Some(known) => *known = speech,
            None => drop(self.speeches.insert(speech.key, speech)),
        }
        if self.speeches.len() > Partial::MOST {
            self.speeches.pop_last();
        }
    }

    /// The speeches in the order of their keys.
    pub fn speeches(&self) -> impl Iterator<Item = &Speech> {
        self.speeches.values()
    }

    /// Writes it: a head, then a speech a line.
    pub fn write(&self, out: &mut impl Write) -> std::io::Result<()> {
        serde_json::to_writer(&mut *out, &Head { qicao_partial: VERSION })?;
        out.write_all(b"\n")?;
        for speech in self.speeches.values() {
            serde_json::to_writer(&mut *out, speech)?;
            out.write_all(b"\n")?;
        }
        out.flush()
    }

    /// Adds what stands in a file that goes by `name` in messages.
    pub fn read(&mut self, name: &str, input: impl BufRead) -> Result<()> {
        let broken = |message: String| {
            Diagnostic::error(Code::Document, format!("“{name}”{message}")).hint("用 qicao mine --partial 重新做一份")
        };
        let mut known = false;
        for (at, line) in input.lines().enumerate() {
            let line = line.map_err(|_| broken("读不下去，也许不是文本".into()))?;
            if let Ok(head) = serde_json::from_str::<Head>(&line) {
                if head.qicao_partial != VERSION {
                    return Err(broken("是别的版本的 qicao 做的".into()).into());
                }
                known = true;
            } else if !known {
                return Err(broken("不是 qicao mine --partial 做的文件".into()).into());
            } else if !line.is_empty() {
                let speech = serde_json::from_str(&line);
                self.add(speech.map_err(|_| broken(format!("第 {} 行是坏的", at + 1)))?);
            }
        }
        if known { Ok(()) } else { Err(broken("是空的".into()).into()) }
    }
}
