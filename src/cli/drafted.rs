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

/// The sources of the lines of a text that a draft of the brief has too, and of the sentences where a line was touched up.
pub fn again(source: &Source, brief: &Brief, written: &Arc<Source>, library: &Library) -> Pieces {
    let Ok(draft) = draft(brief, library) else { return Pieces::new() };
    let own = whole(&draft, library, Some(written));
    let (mut lines, mut said) = (BTreeMap::new(), BTreeMap::new());
    for line in stretches(&draft.text, &['\n']) {
        for sentence in stretches(&draft.text[line.clone()], STOPS) {
            let at = line.start + sentence.start..line.start + sentence.end;
            said.entry(&draft.text[at.clone()]).or_insert(at.start);
        }
        lines.entry(&draft.text[line.clone()]).or_insert(line.start);
    }
    let mut pieces = Pieces::new();
    let text = source.text();
    for line in stretches(text, &['\n']) {
        if let Some(first) = lines.get(&text[line.clone()]) {
            copied(&own, *first, &line, &mut pieces);
            continue;
        }
        for sentence in stretches(&text[line.clone()], STOPS) {
            let at = line.start + sentence.start..line.start + sentence.end;
            // 是的。 may stand anywhere.
            let long = text[at.clone()].chars().count() >= 6;
            if let Some(first) = said.get(&text[at.clone()]).filter(|_| long) {
                copied(&own, *first, &at, &mut pieces);
            }
        }
    }
    pieces
}

/// What ends a sentence, for the eye.
const STOPS: &[char] = &['。', '！', '？', '；'];

/// The stretches of a text between marks, with the mark that is no line end, without white space around them; none is empty.
fn stretches<'t>(text: &'t str, marks: &'t [char]) -> impl Iterator<Item = Span> + use<'t> {
    let mut start = 0;
    text.split_inclusive(marks).filter_map(move |piece| {
        let from = start + piece.len() - piece.trim_start().len();
        start += piece.len();
        let bare = piece.trim();
        (!bare.is_empty()).then(|| from..from + bare.len())
    })
}

/// Adds the sources of a stretch of a draft that begins at `first`, where it stands in another text.
fn copied(own: &Pieces, first: usize, at: &Span, pieces: &mut Pieces) {
    let last = first + at.len();
    let from = own.partition_point(|(piece, _)| piece.end <= first);
    for (piece, origin) in own[from..].iter().take_while(|(piece, _)| piece.start < last) {
        let shown = piece.start.max(first) - first + at.start..piece.end.min(last) - first + at.start;
        pieces.push((shown, origin.clone()));
    }
}

/// The sources of a draft.
pub fn whole(draft: &draft::Draft, library: &Library, written: Option<&Arc<Source>>) -> Pieces {
    let offsets: Vec<usize> = draft.text.char_indices().map(|(at, _)| at).chain([draft.text.len()]).collect();
    let pieces = draft.provenance.iter().filter_map(|piece| {
        let at = offsets[piece.start]..offsets[piece.end];
        let origin = match &piece.source {
            draft::Source::Phrase(origin) => {
                let place = library.locate(*origin);
                phrase(place.layer, place.file, place.line, place.bank)
            }
            draft::Source::Template(line) => template(&line.layer, &line.file, line.line),
            draft::Source::Brief => in_brief(written, &draft.text[at.clone()]),
            _ => return None,
        };
        Some((at, origin))
    });
    pieces.collect()
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
