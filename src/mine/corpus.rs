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
    let bytes = |found: fn(&u8) -> bool| body.bytes().filter(found).count();
    let latin = bytes(|byte| byte.is_ascii_alphabetic() || *byte == b'`');
    // What begins with these bytes counts in any case; mostly that is enough.
    let chinese = 4 * latin < bytes(|byte| (0xe4..=0xef).contains(byte)) || 4 * latin < han::length(body);
    let told = reading.kind.is_some() || !reading.moves.is_empty() || !reading.nodes.is_empty();
    let spoken = body.contains("同志") || body.contains("我们") || body.contains("大家");
    chinese && (told || spoken)
}

fn speech(source: &Source, document: &Document, holes: &[Hole], index: usize, reading: &Reading) -> Speech {
    let text = document.clean.text.as_str();
    let body = &text[reading.body.clone()];
    let mut units = Vec::new();
    let special = special(reading, holes);
    let mut nodes: Vec<(usize, usize)> =
        reading.nodes.iter().enumerate().map(|(number, node)| (node.head.start, number)).collect();
    nodes.sort_unstable();
    for paragraph in lines(text, &reading.body) {
        for (nth, at) in sentences(text, &paragraph).into_iter().enumerate() {
            if document.clean.garbled.iter().any(|ruin| ruin.start < at.end && at.start < ruin.end) {
                continue;
            }
            let (words, parts) = segmented(text, &at, &special);
            let heads =
                nodes.partition_point(|(head, _)| *head < at.start)..nodes.partition_point(|(head, _)| *head < at.end);
            let own = nodes[heads].iter().map(|(_, number)| *number);
            let node = own.filter(|number| reading.nodes[*number].marker.start < at.end).min();
            let node = node.map(|number| &reading.nodes[number]);
            let kind = reading.moves.iter().find(|found| found.at.contains(&at.start));
            let line = source.line(document.clean.map.raw_span(&at).start);
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

/// Markers and masks, in order: they are no words.
fn special(reading: &Reading, holes: &[Hole]) -> Vec<(Span, &'static str)> {
    let markers = reading.nodes.iter().map(|node| (node.marker.clone(), "mark")).filter(|(span, _)| !span.is_empty());
    let body = holes.partition_point(|hole| hole.at.start < reading.body.start);
    let masks = holes[body..].iter().take_while(|hole| hole.at.start < reading.body.end);
    let mut special: Vec<(Span, &str)> = markers.chain(masks.map(|hole| (hole.at.clone(), "hole"))).collect();
    special.sort_by_key(|(span, _)| (span.start, span.end));
    special
}

/// The words of a sentence and their parts of speech, what is special cut out first.
fn segmented(text: &str, at: &Span, special: &[(Span, &str)]) -> (String, String) {
    let (mut said, mut parts) = (String::with_capacity(at.len() * 5 / 4), String::with_capacity(at.len() / 2));
    let mut push = |word: &str, part: &str| {
        if !said.is_empty() {
            said.push(' ');
            parts.push(' ');
        }
        said.push_str(word);
        parts.push_str(part);
    };
    let mut from = at.start;
    let first = special.partition_point(|(span, _)| span.start < at.start);
    for (span, part) in special[first..].iter().take_while(|(span, _)| span.start < at.end) {
        if span.end > at.end || span.start < from {
            continue;
        }
        words(&text[from..span.start]).iter().for_each(|word| push(word.text, word.part));
        let whole = text[span.clone()].trim();
        if !whole.is_empty() && !whole.contains(char::is_whitespace) {
            push(whole, part);
        }
        from = span.end;
    }
    words(&text[from..at.end]).iter().for_each(|word| push(word.text, word.part));
    said.shrink_to_fit();
    parts.shrink_to_fit();
    (said, parts)
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
