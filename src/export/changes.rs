//! Two versions of a speech shown in one: as text, as a page, with tracked changes.
//!
//! Each form has its own file; the last stands beside the other Word writers. What the marks mean is said in the document itself,
//! because it goes to people who have never heard of this program.

mod page;
mod report;

use super::{Format, Options, docx};
use crate::compare::Comparison;

/// The bytes of the file that shows a comparison in `format`: a report for people in text (and Markdown), a page in colours, a
/// Word document with tracked changes that can be taken over or undone one by one.
pub fn export_comparison(comparison: &Comparison, format: Format, options: &Options<'_>) -> Vec<u8> {
    match format {
        Format::Text | Format::Markdown => report::report(comparison).into_bytes(),
        Format::Html => page::page(comparison, options).into_bytes(),
        Format::Docx => docx::revised(comparison, options),
    }
}

/// How much happened, in a line.
pub fn summary(comparison: &Comparison) -> String {
    let counts = comparison.counts;
    if counts.is_empty() {
        return "两稿相同".into();
    }
    let said = [("改", counts.changed), ("移", counts.moved), ("增", counts.added), ("删", counts.dropped)];
    let said: Vec<String> =
        said.into_iter().filter(|(_, count)| *count > 0).map(|(verb, count)| format!("{verb} {count} 句")).collect();
    said.join("，")
}
