//! Plain text: a phrase a line.

use super::{Arrival, Imported};
use crate::library::lint::mended;
use crate::library::path::BankPath;
use crate::library::phrase::PhraseWritten;

/// Every line as a phrase of one bank. Empty lines and remarks (`#`) are left out, list marks and final stops are taken off.
pub fn read(text: &str, path: &str) -> Imported {
    let parsed = BankPath::parse(path).ok();
    let phrase = |line: &str| {
        let line = line.trim().trim_start_matches(['-', '*', '·', '•']).trim_start();
        let text = parsed.as_ref().map_or_else(|| line.to_string(), |path| mended(path, line));
        (!text.is_empty() && !line.starts_with('#'))
            .then(|| Arrival { path: path.into(), phrase: PhraseWritten { text, ..PhraseWritten::default() } })
    };
    Imported { phrases: text.lines().filter_map(phrase).collect(), reports: Vec::new() }
}
