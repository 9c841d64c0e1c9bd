//! The JSON of an outline: lines 1-based and offsets in characters of the file as given.

use serde::Serialize;

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

/// The contract of `qicao outline --format json`: one object on one line.
pub fn document(file: &str, raw: &str, document: &Document) -> String {
    let mut places = Places::new(raw);
    let speeches = document.speeches.iter().enumerate();
    let speeches = speeches.map(|(at, speech)| told(at + 1, speech, document, &mut places)).collect();
    serde_json::to_string(&File { file, speeches }).expect("texts and numbers have no other form")
}

#[derive(Serialize)]
struct File<'d> {
    file: &'d str,
    speeches: Vec<ToldSpeech<'d>>,
}

#[derive(Serialize)]
struct ToldSpeech<'d> {
    index: usize,
    title: Option<&'d str>,
    first_line: usize,
    last_line: usize,
    kind: Option<&'d str>,
    script: &'static str,
    duplicate_of: Option<String>,
    nodes: Vec<ToldNode<'d>>,
    moves: Vec<ToldMove>,
    promises: Vec<ToldPromise<'d>>,
}

#[derive(Serialize)]
struct ToldNode<'d> {
    id: usize,
    line: usize,
    offset: usize,
    level: usize,
    marker: &'d str,
    style: &'static str,
    head: &'d str,
    parent: Option<usize>,
    inline: bool,
}

#[derive(Serialize)]
struct ToldMove {
    #[serde(rename = "type")]
    kind: &'static str,
    line: usize,
    start: usize,
    end_line: usize,
    end: usize,
}

#[derive(Serialize)]
struct ToldPromise<'d> {
    line: usize,
    offset: usize,
    promised: Promised,
    unit: &'d str,
    actual: usize,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Promised {
    Exactly(u32),
    Some(&'static str),
}

fn told<'d>(index: usize, speech: &'d Reading, document: &'d Document, places: &mut Places) -> ToldSpeech<'d> {
    let (clean, map) = (&document.clean.text, &document.clean.map);
    let (first_line, _) = places.of(map.raw(speech.body.start));
    let nodes = speech.nodes.iter().enumerate().map(|(at, node)| {
        let (line, offset) = places.of(map.raw(node.marker.start));
        ToldNode {
            id: at + 1,
            line,
            offset,
            level: node.level,
            marker: &clean[node.marker.clone()],
            style: node.style.name(),
            head: &clean[node.head.clone()],
            parent: node.parent.map(|parent| parent + 1),
            inline: node.inline,
        }
    });
    let nodes = nodes.collect();
    let moves = speech.moves.iter().map(|found| {
        let raw = map.raw_span(&found.at);
        let ((line, start), (end_line, end)) = (places.of(raw.start), places.of(raw.end));
        ToldMove { kind: found.kind.name(), line, start, end_line, end }
    });
    let moves = moves.collect();
    let promises = speech.promises.iter().map(|promise| {
        let (line, offset) = places.of(map.raw(promise.at.start));
        let promised = promise.promised.map_or(Promised::Some("几"), Promised::Exactly);
        ToldPromise { line, offset, promised, unit: &promise.unit, actual: promise.actual }
    });
    let promises = promises.collect();
    let (last_line, _) = places.of(map.raw_span(&speech.body).end);
    ToldSpeech {
        index,
        title: speech.title.as_deref(),
        first_line,
        last_line,
        kind: speech.kind.as_deref(),
        script: match speech.script {
            Script::Simplified => "simplified",
            Script::Traditional => "traditional",
        },
        duplicate_of: speech.duplicate_of.as_ref().map(ToString::to_string),
        nodes,
        moves,
        promises,
    }
}
