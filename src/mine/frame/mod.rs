//! Frames: sentence patterns with slots, found across speeches.
//!
//! `spoken` tells the words of each speech apart, `voice` which speeches are of one series, `text` numbers the words, `grow` finds
//! all patterns that enough speeches say, `measure` says what each is worth, `choose` takes those that together say most, `settle`
//! says what nearly all say in a slot, `name` names the slots by what fills them, `share` finds fillers that several speeches share,
//! and `series` the frames of sibling heads.

mod choose;
mod grow;
mod measure;
mod name;
mod names;
mod series;
mod settle;
mod share;
mod spoken;
mod text;
mod voice;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use rustc_hash::FxHashMap;

use super::partial::Speech;
use crate::library::phrase::pieces;
use crate::mine::privacy::Class;
use grow::Words;
use measure::{Candidate, Kind, Measure};
pub use name::{Filler, Slot};
pub use names::{hint, is_fact};
pub use series::Series;
pub use share::{COMMON, Shared, share};
use spoken::Spoken;
use text::{Stand, Text};

/// More frames than an editor reads are no help.
const MOST: usize = 1480;

/// And so many with the series.
pub const ALL: usize = 1495;

/// A frame.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// The frame as a phrase, with named slots.
    pub text: String,
    /// In how many speeches it stands.
    pub support: usize,
    /// The move that most of them say it in.
    pub kind: Option<String>,
    /// Whether it heads a node, and how deep.
    pub level: usize,
    /// Whether it has a slot.
    pub slotted: bool,
    /// Whether it is a sentence by itself, from its beginning to its end.
    pub whole: bool,
    /// Its slots in order, each with what fills it.
    pub slots: Vec<Slot>,
    /// Where it stands: the number of the speech in its order, and the line.
    pub places: Vec<(usize, usize)>,
}

/// The frames of speeches, each said by at least `support` of them, the most telling first.
pub fn find(speeches: &[&Speech], support: usize) -> Vec<Frame> {
    let support = least(speeches.len(), support);
    let spoken = Spoken::all(speeches);
    let voices = voice::voices(&spoken);
    let many = voices.iter().collect::<BTreeSet<_>>().len();
    // Where all are of one series, its speeches are what there is.
    let voices = if many < support { (0..speeches.len()).collect() } else { voices };
    let text = Text::new(speeches, &spoken, &voices);
    drop(spoken);
    let words = words(&text, support);
    let measure = Measure::new(&text, &words.bits);
    let candidates: Vec<Candidate> = grow::grow(&text, &words, support, |pattern| measure.of(pattern));
    let named: Mutex<Vec<(usize, Frame)>> = Mutex::default();
    // While the next is chosen, those before it are named.
    rayon::scope(|scope| {
        let (text, candidates, named) = (&text, &candidates, &named);
        for (rank, number) in choose::choose(text, &words.bits, candidates).take(MOST).enumerate() {
            scope.spawn(move |_| {
                let frame = frame(text, &settle::settled(text, &candidates[number], support));
                if let Ok(mut named) = named.lock() {
                    named.push((rank, frame));
                }
            });
        }
    });
    let mut frames = named.into_inner().unwrap_or_default();
    frames.sort_unstable_by_key(|(rank, _)| *rank);
    let mut seen = BTreeSet::new();
    // A speech that still has 【…】 in it may be cut in one; half a slot is no phrase.
    let sound = |frame: &Frame| pieces(&frame.text).is_ok();
    let frames = frames.into_iter().map(|(_, frame)| frame);
    let mut frames: Vec<Frame> = frames.filter(|frame| sound(frame) && seen.insert(frame.text.clone())).collect();
    frames.extend(markers(&text, support));
    frames
}

/// The frames of sibling heads, each of at least so many speeches.
pub fn series(speeches: &[&Speech], support: usize) -> Vec<Series> {
    series::find(speeches, least(speeches.len(), support))
}

/// The markers of items as frames: 一是【事项】.
fn markers(text: &Text, support: usize) -> Vec<Frame> {
    let mut found: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for sentence in &text.sentences {
        for word in sentence.words.clone().filter(|word| text.classes[*word] == Class::Marker) {
            let places = found.entry(text.name(text.words[word])).or_default();
            if places.last().is_none_or(|(speech, _)| *speech != sentence.number) {
                places.push((sentence.number, sentence.line));
            }
        }
    }
    let said = |marker: &str| marker.starts_with('一') && marker.chars().count() > 1 && !marker.ends_with('、');
    let enough = found.into_iter().filter(|(marker, places)| said(marker) && places.len() >= support);
    let frame = |(marker, places): (&str, Vec<(usize, usize)>)| Frame {
        text: format!("{marker}【事项】"),
        support: places.len(),
        kind: None,
        level: 3,
        slotted: true,
        whole: false,
        slots: Vec::new(),
        places,
    };
    enough.map(frame).collect()
}

/// In how many of so many speeches a frame must stand: what two of two thousand say is chance, and there is too much of it.
fn least(speeches: usize, support: usize) -> usize {
    support.max(speeches.isqrt() / 3)
}

/// The information of each word and whether enough speeches say it.
fn words(text: &Text, support: usize) -> Words {
    let mut counts = vec![0usize; text.vocabulary()];
    let mut last = vec![u32::MAX; text.vocabulary()];
    let mut speeches = vec![0usize; text.vocabulary()];
    for sentence in &text.sentences {
        for word in sentence.words.clone() {
            let number = text.words[word] as usize;
            counts[number] += 1;
            if !text.classes[word].is_hidden() && last[number] != sentence.speech {
                last[number] = sentence.speech;
                speeches[number] += 1;
            }
        }
    }
    let all = text.words.len() as f64;
    let voices = text.sentences.last().map_or(0, |last| last.speech as usize + 1);
    let mut lengths = vec![0.0; voices];
    for sentence in &text.sentences {
        lengths[sentence.speech as usize] += sentence.words.len() as f64;
    }
    lengths.retain(|length| *length > 0.0);
    // What few say often is their subject; what is form is spread as chance spreads it (Poisson), however rare it is.
    let mut expected: FxHashMap<usize, f64> = FxHashMap::default();
    let mut spread = |number: usize| -> f64 {
        let count = counts[number];
        let met = |length: &f64| 1.0 - (-(count as f64) * length / all).exp();
        let expected = expected.entry(count).or_insert_with(|| lengths.iter().map(met).sum());
        (speeches[number] as f64 / *expected).min(1.0)
    };
    let bits = counts.iter().enumerate().map(|(number, count)| {
        let told = -(*count as f64 / all).log2();
        match text.name(number as u32) {
            "？" | "“" => told,
            stop if stop.chars().all(|c| !c.is_alphanumeric()) => 1.0,
            _ => told * spread(number),
        }
    });
    Words {
        bits: bits.collect(),
        shares: counts.iter().map(|count| *count as f64 / all).collect(),
        frequent: speeches.iter().map(|count| *count >= support).collect(),
    }
}

fn frame(text: &Text, candidate: &Candidate) -> Frame {
    let named = name::named(text, candidate);
    let mut stands: BTreeMap<Stand, usize> = BTreeMap::new();
    let mut places = Vec::new();
    let mut speech = usize::MAX;
    for (sentence, _) in candidate.pattern.places() {
        let sentence = &text.sentences[sentence as usize];
        if sentence.number != speech {
            speech = sentence.number;
            places.push((speech, sentence.line));
            *stands.entry(sentence.stand).or_default() += 1;
        }
    }
    let most = stands.into_iter().max_by_key(|(stand, count)| (*count, std::cmp::Reverse(*stand)));
    let (stand, count) = most.unwrap_or((Stand::Body, 0));
    let mostly = 2 * count > candidate.support;
    Frame {
        slotted: candidate.kind == Kind::Frame,
        whole: candidate.opens >= 0.8 && !named.goes_on && (candidate.closes >= 0.8 || named.text.ends_with('】')),
        text: named.text,
        support: candidate.support,
        kind: match stand {
            Stand::Move(kind) if mostly => Some(kind.into()),
            _ => None,
        },
        level: match stand {
            Stand::Head(level) if mostly => level,
            _ => 0,
        },
        slots: named.fillers,
        places,
    }
}
