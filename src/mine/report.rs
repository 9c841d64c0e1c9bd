//! The report: one page to look at, and the same as JSON.

use super::{File, Finished};

/// `report.html` and `report.json`.
pub fn files(_finished: &Finished) -> Vec<File> {
    Vec::new()
}
