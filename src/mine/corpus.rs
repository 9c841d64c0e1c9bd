//! Speeches observed, and the different ones among them.

use rayon::prelude::*;

use super::noise::noise;
use super::partial::{Partial, Place, Speech, Unit};
use super::skeleton;
use crate::outline::{Document, Hole, Reading, copies, holes};
use crate::source::{Source, Span};
use crate::text::han;
use crate::text::segment::words;

/// What mining sees of the speeches of a file; `source` is the file as given, `document` what was read of it.
pub fn observe(source: &Source, document: &Document) -> Vec<Speech> {
    let text = document.clean.text.as_str();
    let holes = holes(text);
    let speeches = document.speeches.par_iter().enumerate().filter(|(_, reading)| is_speech(document, reading));
    speeches.map(|(at, reading)| speech(source, document, &holes, at + 1, reading)).collect()
}

/// Whether what was read is a speech, and not a file that lies beside speeches: it has an occasion, a salutation or another
/// move, or an outline; and it is no page about programs, half in Latin letters.
pub fn is_speech(document: &Document, reading: &Reading) -> bool {
    let body = &document.clean.text[reading.body.clone()];
    let latin = body.chars().filter(|c| c.is_ascii_alphabetic() || *c == '`').count();
    let told = reading.kind.is_some() || !reading.moves.is_empty() || !reading.nodes.is_empty();
    let spoken = body.contains("同志") || body.contains("我们") || body.contains("大家");
    4 * latin < han::length(body) && (told || spoken)
}

fn speech(source: &Source, document: &Document, holes: &[Hole], index: usize, reading: &Reading) -> Speech {
    let text = document.clean.text.as_str();
    let body = &text[reading.body.clone()];
    let mut units = Vec::new();
    for paragraph in lines(text, &reading.body) {
        for (nth, at) in sentences(text, &paragraph).into_iter().enumerate() {
            if document.clean.garbled.iter().any(|ruin| ruin.start < at.end && at.start < ruin.end) {
                continue;
            }
            let (words, parts) = segmented(text, &at, reading, holes);
            let node = reading
                .nodes
                .iter()
                .find(|node| at.contains(&node.marker.start.max(at.start)) && at.contains(&node.head.start));
            let kind = reading.moves.iter().find(|found| found.at.contains(&at.start));
            let line = source.position(document.clean.map.raw_span(&at).start).line;
            units.push(Unit {
                words,
                parts,
                place: Place {
                    line,
                    kind: kind.map(|found| found.kind.name().into()),
                    level: node.map_or(0, |node| node.level),
                    group: node.map_or(0, |node| node.group + 1),
                    opens: nth == 0,
                },
            });
        }
    }
    Speech {
        key: key(body),
        file: source.path().into(),
        index,
        title: reading.title.clone(),
        kind: reading.kind.clone(),
        length: han::length(body),
        sketch: reading.sketch(&document.clean).runs().to_vec(),
        noise: noise(source, document, index - 1),
        skeleton: skeleton::observe(text, reading),
        units,
    }
}

/// FNV-1a over the characters, spread: what the key of a speech is may not change with a library's version.
fn key(text: &str) -> u64 {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

fn lines(text: &str, body: &Span) -> Vec<Span> {
    let mut start = body.start;
    let mut found = Vec::new();
    for line in text[body.clone()].split('\n') {
        let white = line.len() - line.trim_start().len();
        if !line.trim().is_empty() {
            found.push(start + white..start + white + line.trim().len());
        }
        start += line.len() + 1;
    }
    found
}

/// Sentences, parted at semicolons too, each with its final mark and what closes behind it.
fn sentences(text: &str, paragraph: &Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = paragraph.start;
    let mut ending = false;
    for (at, c) in text[paragraph.clone()].char_indices() {
        let at = paragraph.start + at;
        if ending && !matches!(c, '。' | '！' | '？' | '；' | '”' | '’' | '）' | '》') {
            found.push(start..at);
            start = at;
            ending = false;
        } else if matches!(c, '。' | '！' | '？' | '；') {
            ending = true;
        }
    }
    found.push(start..paragraph.end);
    found
}

/// The words of a sentence and their parts of speech. Markers and masks are no words: they are cut out first.
fn segmented(text: &str, at: &Span, reading: &Reading, holes: &[Hole]) -> (String, String) {
    let markers = reading.nodes.iter().map(|node| (node.marker.clone(), "mark")).filter(|(span, _)| !span.is_empty());
    let masks = holes.iter().map(|hole| (hole.at.clone(), "hole"));
    let mut special: Vec<(Span, &str)> =
        markers.chain(masks).filter(|(span, _)| at.start <= span.start && span.end <= at.end).collect();
    special.sort_by_key(|(span, _)| (span.start, span.end));
    let (mut said, mut parts) = (Vec::new(), Vec::new());
    let mut from = at.start;
    for (span, part) in special {
        if span.start < from {
            continue;
        }
        for word in words(&text[from..span.start]) {
            said.push(word.text);
            parts.push(word.part);
        }
        let whole = text[span.clone()].trim();
        if !whole.is_empty() && !whole.contains(char::is_whitespace) {
            said.push(whole);
            parts.push(part);
        }
        from = span.end;
    }
    for word in words(&text[from..at.end]) {
        said.push(word.text);
        parts.push(word.part);
    }
    (said.join(" "), parts.join(" "))
}

/// The different speeches of a partial.
#[derive(Debug)]
pub struct Corpus<'p> {
    /// In the order of their keys.
    pub speeches: Vec<&'p Speech>,
    /// Copies, each with the speech that it is a copy of.
    pub copies: Vec<(&'p Speech, &'p Speech)>,
}

impl<'p> Corpus<'p> {
    /// Takes copies as one: the fullest is the speech, the others copies of it.
    pub fn new(partial: &'p Partial) -> Self {
        let mut all: Vec<&Speech> = partial.speeches().filter(|speech| !speech.units.is_empty()).collect();
        all.sort_by_key(|speech| (std::cmp::Reverse(speech.sketch.len()), speech.key));
        let originals = copies(all.iter().map(|speech| speech.sketch.as_slice()));
        let mut corpus = Corpus { speeches: Vec::new(), copies: Vec::new() };
        for (speech, original) in all.iter().zip(originals) {
            match original {
                None => corpus.speeches.push(*speech),
                Some(original) => corpus.copies.push((*speech, all[original])),
            }
        }
        corpus.speeches.sort_by_key(|speech| speech.key);
        corpus
    }
}
