//! A file read: cleaned, parted into speeches, each with its outline, moves and announced counts.

use super::duplicates::SpeechId;
use super::kind::kind;
use super::moves::{self, Move, MoveKind};
use super::paragraph::paragraphs;
use super::promises::{self, Promise};
use super::split::{Piece, split};
use super::tree::{Body, Node, nodes};
use crate::source::Span;
use crate::text::clean::{Clean, Script, clean, script};
use crate::text::similar::Sketch;

/// A file of speeches, read. All spans are those of [`Clean::text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The clean text and the way back to the file.
    pub clean: Clean,
    /// The speeches, in order.
    pub speeches: Vec<Reading>,
}

/// One speech of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its title, where there is one.
    pub title: Option<String>,
    /// Titles, bylines and dates before the body.
    pub front: Vec<Span>,
    /// The body.
    pub body: Span,
    /// The occasion it was given on: 推进会, 座谈会.
    pub kind: Option<String>,
    /// The script it was written in.
    pub script: Script,
    /// The outline.
    pub nodes: Vec<Node>,
    /// The rhetorical moves.
    pub moves: Vec<Move>,
    /// The announced counts.
    pub promises: Vec<Promise>,
    /// The speech that this one is a copy of, once [`Seen::mark`](super::Seen::mark) has told.
    pub duplicate_of: Option<SpeechId>,
}

impl Reading {
    /// By what copies of it are known. Only those who look for copies pay for it.
    pub fn sketch(&self, clean: &Clean) -> Sketch {
        Sketch::of(&clean.text[self.body.clone()])
    }
}

/// What those need of a file who only compare words: the outlines are left out, which are half of the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bodies {
    /// The clean text and the way back to the file.
    pub clean: Clean,
    /// The bodies of the speeches, in order: those of [`read`].
    pub spans: Vec<Span>,
}

impl Bodies {
    /// Reads a text.
    pub fn read(raw: &str) -> Self {
        let clean = clean(raw);
        let paragraphs = paragraphs(&clean.text);
        let spans = split(&clean.text, &paragraphs)
            .into_iter()
            .map(|Piece { body, start, .. }| start..paragraphs[body].last().map_or(start, |paragraph| paragraph.at.end))
            .collect();
        Bodies { clean, spans }
    }
}

/// Reads a text.
pub fn read(raw: &str) -> Document {
    let clean = clean(raw);
    let paragraphs = paragraphs(&clean.text);
    let pieces = split(&clean.text, &paragraphs);
    let compiled = compiled(&clean.text, &pieces);
    let speeches = pieces
        .into_iter()
        .map(|Piece { title, front, body, start }| {
            let body = Body::new(&clean.text, &paragraphs[body], start);
            let end = body.paragraphs.last().map_or(start, |paragraph| paragraph.at.end);
            let script = if clean.mixed { script(&raw[clean.map.raw_span(&(start..end))]) } else { Script::Simplified };
            let nodes = nodes(&body);
            let promises = promises::find(&body, &nodes);
            let moves = moves::find(&body, &nodes, &promises);
            let purpose = moves
                .iter()
                .find(|found| found.kind == MoveKind::OpeningPurpose)
                .map(|found| &clean.text[found.at.clone()]);
            let kind = kind(title.as_deref(), purpose).or_else(|| compiled.clone());
            Reading { title, front, body: start..end, kind, script, nodes, moves, promises, duplicate_of: None }
        })
        .collect();
    Document { clean, speeches }
}

/// The occasion that a compilation names for all its pieces: 中心组学习发言材料汇编（8篇）.
fn compiled(text: &str, pieces: &[Piece]) -> Option<String> {
    let [first, _, ..] = pieces else { return None };
    // 第2篇 is one of them.
    let told = |line: &&str| line.contains("汇编") || line.contains('篇') && !line.contains('第');
    text[..first.start].lines().filter(told).find_map(|line| kind(Some(line), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bodies_are_those_of_the_outline() {
        let speech = include_str!("../../tests/outline/全套.txt");
        for raw in
            [speech.to_string(), speech.repeat(3), "同志们：".to_string(), String::new(), "会议，\n\n开了".to_string()]
        {
            let (bodies, document) = (Bodies::read(&raw), read(&raw));
            assert_eq!(bodies.clean, document.clean);
            assert_eq!(bodies.spans, document.speeches.iter().map(|speech| speech.body.clone()).collect::<Vec<_>>());
        }
    }
}
