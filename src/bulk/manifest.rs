//! `manifest.jsonl`: a line for each row, in the order of the rows; what a run that was broken off goes by.
//!
//! Lines are appended as rows are done, so whatever moment a run is killed at, all lines but the last are whole, and that one is
//! not counted if it is not. Of a line that is there, only hashes are remembered: 48 bytes a row.

use std::io::{self, BufRead};

use serde::{Deserialize, Serialize};

/// What became of a row, as a line of the manifest; with `--jsonl`, as a line of the stream.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The number of the row, from 1. It comes first, so that a line can be given another.
    pub row: usize,
    /// What the row is called.
    #[serde(default)]
    pub key: String,
    /// The hash that tells the row from all others.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The hash of all that the draft depends on: the brief with the row, program, library, options.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub input: String,
    /// The file, in the manifest's folder.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// The seed, which `qicao draft --seed` takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// The SHA-256 of the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hash: String,
    /// The title, where the text is part of the line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The text, where there is no file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The length in 字.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<usize>,
    /// The names of the facts that are missing.
    #[serde(default)]
    pub placeholders: Vec<String>,
    /// What the user would want to know.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// What the check rules found, where they were asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub findings: Option<Vec<String>>,
    /// Why there is no draft.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<String>,
}

impl Line {
    /// The line as it is written, line end included.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Strings, numbers and lists of them always are JSON.
        let mut bytes = serde_json::to_vec(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// A line that was written for another place in the list, for this one.
    pub fn moved(line: &[u8], row: usize) -> Vec<u8> {
        let digits = line.strip_prefix(START).unwrap_or_default();
        let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return line.to_vec();
        }
        [START, row.to_string().as_bytes(), &digits[count..]].concat()
    }
}

/// How every line begins.
const START: &[u8] = b"{\"row\":";

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was drafted.
    Drafted,
    /// It had been drafted before and is as it was; the line that says so begins at this byte of the manifest.
    Kept {
        /// The first byte of the line.
        at: u64,
        /// Whether the manifest would have it in this very place.
        in_place: bool,
        /// Whether somebody changed the file since; it is theirs now.
        edited: bool,
    },
    /// It could not be drafted.
    Failed,
}

/// The manifest of the runs before.
#[derive(Debug, Clone, Default)]
pub struct Manifest {
    /// By `id`, the last line of each.
    known: Vec<Known>,
    /// Hashes of all files that were written.
    written: Vec<u64>,
    lines: usize,
    end: u64,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    id: u64,
    pub input: u64,
    pub hash: u64,
    pub at: u64,
    nth: u32,
    row: u32,
}

impl Known {
    /// Whether the line stands where that of `row` is to stand.
    pub fn is_in_place(&self, row: usize) -> bool {
        (self.nth as usize + 1, self.row as usize) == (row, row)
    }
}

impl Manifest {
    /// Reads a manifest as far as it is whole.
    pub fn read(mut bytes: impl BufRead) -> io::Result<Manifest> {
        let mut manifest = Manifest::default();
        let mut text = Vec::new();
        loop {
            text.clear();
            let size = bytes.read_until(b'\n', &mut text)?;
            if size == 0 || text.last() != Some(&b'\n') {
                break;
            }
            let (at, nth) = (manifest.end, manifest.lines as u32);
            (manifest.end, manifest.lines) = (manifest.end + size as u64, manifest.lines + 1);
            let Ok(line) = serde_json::from_slice::<Line>(&text) else { continue };
            let (Some(id), Some(input), Some(hash)) = (number(&line.id), number(&line.input), number(&line.hash))
            else {
                continue;
            };
            manifest.known.push(Known { id, input, hash, at, nth, row: line.row as u32 });
        }
        manifest.written = manifest.known.iter().map(|known| known.hash).collect();
        manifest.written.sort_unstable();
        // The sort is stable, so the last of several stands last.
        manifest.known.sort_by_key(|known| known.id);
        manifest.known.reverse();
        manifest.known.dedup_by_key(|known| known.id);
        manifest.known.reverse();
        Ok(manifest)
    }

    /// How many bytes are whole lines; what stands behind them was being written when the run was killed.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.lines
    }

    /// How many rows it has drafts of.
    pub fn rows(&self) -> usize {
        self.known.len()
    }

    pub(super) fn find(&self, id: u128) -> Option<&Known> {
        let id = first(id);
        self.known.binary_search_by_key(&id, |known| known.id).ok().map(|at| &self.known[at])
    }

    /// Whether a file of that hash was written by us.
    pub(super) fn wrote(&self, hash: u64) -> bool {
        self.written.binary_search(&hash).is_ok()
    }
}

/// The first 64 bits of a hash, as they are remembered.
pub(super) fn first(hash: u128) -> u64 {
    (hash >> 64) as u64
}

/// The same of a hash that is written out.
pub(super) fn number(hash: &str) -> Option<u64> {
    u64::from_str_radix(hash.get(..16)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(row: usize, id: u128, input: u128) -> Line {
        let hash = format!("{:064x}", row + 7);
        Line { row, id: format!("{id:032x}"), input: format!("{input:032x}"), hash, ..Line::default() }
    }

    #[test]
    fn a_manifest_is_read_as_far_as_it_is_whole_and_the_last_word_counts() {
        let lines = [line(1, 1 << 70, 10 << 64), line(2, 2 << 70, 20 << 64), line(1, 1 << 70, 30 << 64)];
        let whole: Vec<u8> = lines.iter().flat_map(Line::to_bytes).collect();
        for torn in ["", "{\"row\":4,\"key", "乱"] {
            let bytes = [&whole[..], torn.as_bytes()].concat();
            let manifest = Manifest::read(&bytes[..]).expect("it is read");
            assert_eq!((manifest.end(), manifest.lines(), manifest.rows()), (whole.len() as u64, 3, 2));
            assert_eq!(manifest.find(1 << 70).map(|known| known.input), Some(30));
            assert_eq!(manifest.find(2 << 70).map(|known| known.is_in_place(2)), Some(true));
            assert!(manifest.find(3 << 70).is_none());
        }
    }

    #[test]
    fn a_row_without_a_draft_is_not_remembered_as_done() {
        let failed = Line { row: 1, key: "甲".into(), errors: vec!["错".into()], ..Line::default() };
        let manifest = Manifest::read(&failed.to_bytes()[..]).expect("it is read");
        assert_eq!((manifest.lines(), manifest.rows()), (1, 0));
    }

    #[test]
    fn a_line_that_moved_differs_in_its_number_only() {
        let moved = Line::moved(&line(7, 1, 2).to_bytes(), 1234);
        assert_eq!(moved, Line { row: 1234, ..line(7, 1, 2) }.to_bytes());
    }
}
