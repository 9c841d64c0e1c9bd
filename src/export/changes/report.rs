//! A comparison as text, for the terminal: under each heading what happened there, and nothing of what stayed.

use std::fmt::Write as _;

use super::summary;
use crate::compare::{Comparison, Fate, Sentence};
use crate::outline::Role;

/// The report.
pub(super) fn report(comparison: &Comparison) -> String {
    let mut out = String::new();
    let mut heading: Option<String> = None;
    for paragraph in &comparison.paragraphs {
        if paragraph.role == Role::Heading || (paragraph.role == Role::Title && out.is_empty()) {
            let pieces = paragraph.sentences.iter().flat_map(|sentence| &sentence.pieces);
            let said = pieces.filter(|(fate, _)| !matches!(fate, Fate::Dropped | Fate::MovedAway(_)));
            let text: String = said.map(|(_, text)| text.as_str()).collect();
            heading = Some(text).filter(|text| !text.is_empty()).or(heading);
        }
        for sentence in paragraph.sentences.iter().filter(|sentence| sentence.fate != Fate::Same) {
            if let Some(heading) = heading.take() {
                let _ = writeln!(out, "{}{heading}", if out.is_empty() { "" } else { "\n" });
            }
            let _ = writeln!(out, "  {}", line(comparison, sentence));
        }
    }
    let _ = writeln!(out, "{}{}", if out.is_empty() { "" } else { "\n" }, summary(comparison));
    out
}

fn line(comparison: &Comparison, sentence: &Sentence) -> String {
    let text: String = sentence
        .pieces
        .iter()
        .map(|(fate, text)| match (sentence.fate, fate) {
            (Fate::Changed, Fate::Dropped) => format!("[-{text}-]"),
            (Fate::Changed | Fate::MovedHere(_), Fate::Added) => format!("{{+{text}+}}"),
            _ => text.clone(),
        })
        .collect();
    let text = text.trim();
    match sentence.fate {
        Fate::Same => format!("同  {text}"),
        Fate::Changed => format!("改  {text}"),
        Fate::Added => format!("增  {text}"),
        Fate::Dropped => format!("删  {text}"),
        Fate::MovedAway(_) => format!("移走  {text}"),
        Fate::MovedHere(number) => match comparison.origins.get(number).and_then(Option::as_ref) {
            Some(origin) => format!("移来  {text}（原在“{origin}”）"),
            None => format!("移来  {text}（原在前面）"),
        },
    }
}
