//! Mending a text: the fixes of findings applied, as far as they do not touch one another.
//!
//! Only what is mechanical has a fix; what a person must decide has a hint. A fix that overlaps one before it waits for the next
//! run, for nobody knows what the two together would make.

use super::finding::Finding;
use crate::source::Span;

/// The text with the fixes of `findings` applied, and how many findings that mended.
pub fn mend(raw: &str, findings: &[Finding]) -> (String, usize) {
    let fits = |span: &Span| raw.get(span.clone()).is_some();
    let mut fixes: Vec<&Vec<(Span, String)>> = findings.iter().map(|finding| &finding.fix).collect();
    fixes.retain(|fix| !fix.is_empty() && fix.iter().all(|(span, _)| fits(span)));
    let mut edits: Vec<&(Span, String)> = Vec::new();
    let mut mended = 0;
    for fix in fixes {
        let free = |(span, _): &(Span, String)| {
            let after = edits.partition_point(|(other, _)| other.start < span.start);
            let before = after.checked_sub(1).is_none_or(|at| edits[at].0.end <= span.start);
            before && edits.get(after).is_none_or(|(other, _)| span.end <= other.start && *other != *span)
        };
        if fix.iter().all(free) {
            mended += 1;
            for edit in fix {
                let after = edits.partition_point(|(other, _)| other.start < edit.0.start);
                edits.insert(after, edit);
            }
        }
    }
    let mut text = String::with_capacity(raw.len());
    let mut at = 0;
    for (span, with) in edits {
        if span.start < at {
            continue;
        }
        text.push_str(&raw[at..span.start]);
        text.push_str(with);
        at = span.end;
    }
    text.push_str(&raw[at..]);
    (text, mended)
}
