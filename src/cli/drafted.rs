//! Where the words of a drafted speech come from, so that a finding can name the phrase or the line of the brief.
//!
//! The JSON of `qicao draft` tells it. Where only the text and the brief are there, the speech is drafted again: the same brief gives
//! the same bytes, so lines that stand in both have the same source.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use qicao::draft::{self, draft};
use qicao::{Brief, Library, Source, Span, Text};

/// Stretches of a text, in order, and what they come from.
pub type Pieces = Vec<(Span, String)>;

/// The text and the sources of a file that is the JSON of a draft.
pub fn of(text: &Text, brief: Option<&Arc<Source>>) -> Option<(Arc<Source>, Pieces)> {
    let raw = text.source.text();
    if !raw.trim_start().starts_with('{') || !raw.contains("\"provenance\"") {
        return None;
    }
    let value: Value = serde_json::from_str(raw).ok()?;
    let speech = value.get("text")?.as_str()?;
    let offsets: Vec<usize> = speech.char_indices().map(|(at, _)| at).chain([speech.len()]).collect();
    let mut pieces = Pieces::new();
    for piece in value.get("provenance")?.as_array()? {
        let place = |key: &str| Some(*offsets.get(usize::try_from(piece.get(key)?.as_u64()?).ok()?)?);
        let at = place("start")?..place("end")?;
        let name = |key: &str| piece.get(key).and_then(Value::as_str).unwrap_or_default();
        let line = piece.get("line").and_then(Value::as_u64).unwrap_or(1);
        let origin = match name("kind") {
            "phrase" => phrase(name("library"), name("file"), line as usize, name("bank")),
            "template" => template(name("library"), name("file"), line as usize),
            "brief" => in_brief(brief, speech.get(at.clone())?),
            _ => continue,
        };
        pieces.push((at, origin));
    }
    Some((Arc::new(Source::new(text.source.path(), speech)), pieces))
}

/// The sources of the lines of a text that a draft of the brief has too.
pub fn again(source: &Source, brief: &Brief, written: &Arc<Source>, library: &Library) -> Pieces {
    let Ok(draft) = draft(brief, library) else { return Pieces::new() };
    let mut drafted: BTreeMap<&str, usize> = BTreeMap::new();
    let mut at = 0;
    for line in draft.text.split('\n') {
        drafted.entry(line).or_insert(at);
        at += line.chars().count() + 1;
    }
    let mut pieces = Pieces::new();
    let mut start = 0;
    for line in source.text().split('\n') {
        let bare = line.trim();
        let indent = line.len() - line.trim_start().len();
        if let Some(first) = drafted.get(bare).filter(|_| !bare.is_empty()) {
            let offsets: Vec<usize> = bare.char_indices().map(|(at, _)| at).chain([bare.len()]).collect();
            let last = first + offsets.len() - 1;
            for piece in draft.provenance.iter().filter(|piece| *first <= piece.start && piece.end <= last) {
                let at = offsets[piece.start - first]..offsets[piece.end - first];
                let origin = match &piece.source {
                    draft::Source::Phrase(origin) => {
                        let place = library.locate(*origin);
                        phrase(place.layer, place.file, place.line, place.bank)
                    }
                    draft::Source::Template(line) => template(&line.layer, &line.file, line.line),
                    draft::Source::Brief => in_brief(Some(written), &bare[at.clone()]),
                    _ => continue,
                };
                pieces.push((start + indent + at.start..start + indent + at.end, origin));
            }
        }
        start += line.len() + 1;
    }
    pieces
}

fn phrase(library: &str, file: &str, line: usize, bank: &str) -> String {
    format!("{library}/{file}:{line}（{bank}）")
}

fn template(library: &str, file: &str, line: usize) -> String {
    format!("{library}/{file}:{line}")
}

/// The line of the brief on which the words stand.
fn in_brief(brief: Option<&Arc<Source>>, words: &str) -> String {
    let place = brief.and_then(|brief| {
        let at = brief.text().find(words)?;
        Some(format!("要求 {}:{}", brief.path(), brief.position(at).line))
    });
    place.unwrap_or_else(|| "要求".to_string())
}
