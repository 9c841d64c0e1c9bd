//! The JSON of an outline: lines 1-based and offsets in characters of the file as given.

use serde_json::{Value, json};

use super::document::{Document, Reading};
use crate::text::clean::Script;

/// Turns offsets of the text as given into lines and characters. Asked in order, it reads the text once.
pub struct Places<'r> {
    raw: &'r str,
    lines: Vec<usize>,
    last: (usize, usize, usize),
}

impl<'r> Places<'r> {
    /// Places in `raw`.
    pub fn new(raw: &'r str) -> Self {
        let lines = std::iter::once(0).chain(memchr::memchr_iter(b'\n', raw.as_bytes()).map(|at| at + 1)).collect();
        Places { raw, lines, last: (0, 0, 0) }
    }

    /// The 1-based line and 0-based character of an offset.
    pub fn of(&mut self, raw: usize) -> (usize, usize) {
        let mut raw = raw.min(self.raw.len());
        while !self.raw.is_char_boundary(raw) {
            raw -= 1;
        }
        let line = self.lines.partition_point(|start| *start <= raw).max(1);
        let start = self.lines[line - 1];
        let (last_line, at, column) = self.last;
        let count = |text: &str| text.chars().count();
        let column = match raw.checked_sub(at) {
            Some(_) if last_line == line && at >= start => column + count(&self.raw[at..raw]),
            _ => count(&self.raw[start..raw]),
        };
        self.last = (line, raw, column);
        (line, column)
    }
}

/// The contract of `qicao outline --format json`.
pub fn document(file: &str, raw: &str, document: &Document) -> Value {
    let mut places = Places::new(raw);
    let speeches: Vec<Value> = document
        .speeches
        .iter()
        .enumerate()
        .map(|(at, speech)| reading(at + 1, speech, document, &mut places))
        .collect();
    json!({ "file": file, "speeches": speeches })
}

fn reading(index: usize, speech: &Reading, document: &Document, places: &mut Places) -> Value {
    let (clean, map) = (&document.clean.text, &document.clean.map);
    let mut place = |clean: usize| places.of(map.raw(clean));
    let (first, _) = place(speech.body.start);
    let nodes: Vec<Value> = speech
        .nodes
        .iter()
        .enumerate()
        .map(|(at, node)| {
            let (line, offset) = place(node.marker.start);
            json!({
                "id": at + 1,
                "line": line,
                "offset": offset,
                "level": node.level,
                "marker": &clean[node.marker.clone()],
                "style": node.style.name(),
                "head": &clean[node.head.clone()],
                "parent": node.parent.map(|parent| parent + 1),
                "inline": node.inline,
            })
        })
        .collect();
    let moves: Vec<Value> = speech
        .moves
        .iter()
        .map(|found| {
            let raw = map.raw_span(&found.at);
            let (line, start) = places.of(raw.start);
            let (end_line, end) = places.of(raw.end);
            json!({ "type": found.kind.name(), "line": line, "start": start, "end_line": end_line, "end": end })
        })
        .collect();
    let promises: Vec<Value> = speech
        .promises
        .iter()
        .map(|promise| {
            let (line, offset) = places.of(map.raw(promise.at.start));
            let promised = promise.promised.map_or(json!("几"), |n| json!(n));
            json!({ "line": line, "offset": offset, "promised": promised, "unit": promise.unit, "actual": promise.actual })
        })
        .collect();
    let (last, _) = places.of(map.raw_span(&speech.body).end);
    json!({
        "index": index,
        "title": speech.title,
        "first_line": first,
        "last_line": last,
        "kind": speech.kind,
        "script": match speech.script { Script::Simplified => "simplified", Script::Traditional => "traditional" },
        "duplicate_of": speech.duplicate_of.as_ref().map(ToString::to_string),
        "nodes": nodes,
        "moves": moves,
        "promises": promises,
    })
}
