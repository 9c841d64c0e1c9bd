//! Banks as files: what was found, filed under its path, with comments for an editor.

use super::{File, Finished};

/// The bank files.
pub fn banks(_finished: &Finished) -> Vec<File> {
    Vec::new()
}
