//! What the report tells, as data.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::library::Part;
use crate::mine::emit::bank;
use crate::mine::skeleton::{CommonMove, Template, house, median, shown};
use crate::mine::{self, Finished, Speech};

/// Everything that is told.
#[derive(Debug, Serialize)]
pub struct Told {
    /// In how many speeches something must stand.
    pub support: usize,
    /// Whether sources are told.
    pub private: bool,
    /// Speeches found, copies included.
    pub found: usize,
    /// Different ones.
    pub distinct: usize,
    /// Their length in 字.
    pub characters: usize,
    /// The different speeches by occasion, the most frequent first; without a name those whose occasion is not known.
    pub kinds: Vec<(String, usize)>,
    /// Their lengths, in thousands of 字: how many from each thousand on.
    pub lengths: Vec<usize>,
    /// Markers by depth: 1 sections, 2 points, 3 what points are divided into.
    pub markers: Vec<Depth>,
    /// The templates.
    pub templates: Vec<ToldTemplate>,
    /// Frames, the best supported first.
    pub frames: Vec<Frame>,
    /// How many frames, formulas and phrases there are, by the first steps of their banks.
    pub banks: Vec<(String, usize)>,
    /// Copies that were left out.
    pub copies: Vec<Copy>,
    /// Noise that was left out.
    pub noise: Vec<ToldNoise>,
    /// Speeches without sections or points, of which no template could be made.
    pub unplanned: Vec<Place>,
}

/// A place: a file and a line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The file, as the user named it.
    pub file: String,
    /// The 1-based line.
    pub line: usize,
}

/// The markers of one depth, and how many siblings stand together.
#[derive(Debug, Serialize)]
pub struct Depth {
    /// 1, 2 or 3.
    pub depth: usize,
    /// How people call the marker, and how many speeches (of sections) or sections (of points) have it; the usual one first.
    pub styles: Vec<(String, usize)>,
    /// How many groups there are of each number of siblings, from 0.
    pub siblings: Vec<usize>,
}

/// A template.
#[derive(Debug, Serialize)]
pub struct ToldTemplate {
    /// Its name.
    pub name: String,
    /// The occasion.
    pub kind: Option<String>,
    /// In how many speeches its plan was seen.
    pub support: usize,
    /// The speeches.
    pub speeches: Vec<ToldSpeech>,
    /// Moves before the sections: how people call them, how many speeches have them, how long they are.
    pub before: Vec<(String, usize, usize)>,
    /// Moves behind them.
    pub behind: Vec<(String, usize, usize)>,
    /// Whether most speeches have a salutation.
    pub saluted: bool,
    /// The marker of the sections, as people call it; empty where points stand in one row.
    pub marker: String,
    /// The sections: what they are for, and the share of each in all of them, in percent.
    pub sections: Vec<(String, usize)>,
    /// The marker of the points.
    pub style: String,
    /// How many points a section of tasks has.
    pub points: usize,
    /// The shares of opening, sections and closing, in percent.
    pub shares: [usize; 3],
    /// Lengths of the speeches in 字, ascending.
    pub lengths: Vec<usize>,
    /// Numbers of sections, ascending.
    pub counts: Vec<usize>,
}

/// A speech that a template was made of.
#[derive(Debug, Serialize)]
pub struct ToldSpeech {
    /// Where it begins.
    pub place: Place,
    /// In 字.
    pub length: usize,
}

/// A frame, a formula or a phrase.
#[derive(Debug, Serialize)]
pub struct Frame {
    /// With its slots.
    pub text: String,
    /// Its bank.
    pub bank: String,
    /// In how many different speeches it stands.
    pub support: usize,
    /// Where.
    pub places: Vec<Place>,
    /// What fills its slots: those that enough speeches share, with how many do.
    pub fillers: Vec<(String, usize)>,
    /// How many fillers are not told, because one speech alone has them.
    pub untold: usize,
}

/// A speech that was left out, because it is another once more.
#[derive(Debug, Serialize)]
pub struct Copy {
    /// The copy.
    pub place: Place,
    /// What it is a copy of.
    pub of: Place,
}

/// Noise of one kind.
#[derive(Debug, Serialize)]
pub struct ToldNoise {
    /// How people call it.
    pub kind: String,
    /// How many pieces.
    pub count: usize,
    /// Where the first of them stood.
    pub places: Vec<Place>,
}

/// So many places of one thing.
const PLACES: usize = 6;
/// So many frames are told.
const FRAMES: usize = 120;
/// So many fillers of a slot.
const FILLERS: usize = 6;
/// Gathers what is told of a run.
pub fn told(finished: &Finished) -> Told {
    let speeches = &finished.corpus.speeches;
    let mut lengths: Vec<usize> = Vec::new();
    for speech in speeches {
        count(&mut lengths, speech.length / 1000);
    }
    let unplanned = speeches.iter().filter(|speech| speech.skeleton.sections.is_empty());
    let mut unplanned: Vec<Place> = unplanned.map(|speech| place(speech)).collect();
    unplanned.sort();
    let copies = finished.corpus.copies.iter();
    let mut copies: Vec<Copy> = copies.map(|(copy, of)| Copy { place: place(copy), of: place(of) }).collect();
    copies.sort_by(|one, other| one.place.cmp(&other.place));
    Told {
        support: finished.options.support,
        private: finished.options.private,
        found: speeches.len() + copies.len(),
        distinct: speeches.len(),
        characters: speeches.iter().map(|speech| speech.length).sum(),
        kinds: ranked(speeches.iter().map(|speech| speech.kind.as_deref().and_then(house).unwrap_or_default())),
        lengths,
        markers: (1..=3).map(|depth| markers(speeches, depth)).collect(),
        templates: finished.templates.iter().map(|template| template_told(template, speeches)).collect(),
        frames: finished.frames.iter().take(FRAMES).map(|frame| frame_told(finished, frame)).collect(),
        banks: banks(finished),
        copies,
        noise: noise(finished),
        unplanned,
    }
}

fn place(speech: &Speech) -> Place {
    Place { file: speech.file.clone(), line: speech.units.first().map_or(1, |unit| unit.place.line) }
}

/// Names with how often they come, the most frequent first.
fn ranked(names: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    names.for_each(|name| *counted.entry(name).or_default() += 1);
    let mut ranked: Vec<(String, usize)> = counted.into_iter().collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    ranked
}

fn count(row: &mut Vec<usize>, at: usize) {
    row.resize(row.len().max(at + 1), 0);
    row[at] += 1;
}

fn markers(speeches: &[&Speech], depth: usize) -> Depth {
    let plans = || speeches.iter().map(|speech| &speech.skeleton).filter(|seen| !seen.sections.is_empty());
    let sections = || plans().flat_map(|seen| &seen.sections);
    let styles: Vec<&str> = match depth {
        1 => plans().filter(|seen| !seen.flat).map(|seen| seen.marker.as_str()).collect(),
        2 => sections().filter(|section| section.points > 0).map(|section| section.style.as_str()).collect(),
        _ => sections().map(|section| section.under.as_str()).filter(|style| !style.is_empty()).collect(),
    };
    let mut siblings = Vec::new();
    match depth {
        1 => plans().filter(|seen| !seen.flat).for_each(|seen| count(&mut siblings, seen.sections.len())),
        2 => sections().filter(|section| section.points > 0).for_each(|section| count(&mut siblings, section.points)),
        _ => {}
    }
    Depth { depth, styles: ranked(styles.into_iter().map(|style| shown(style).to_string())), siblings }
}

fn template_told(template: &Template, speeches: &[&Speech]) -> ToldTemplate {
    let pattern = &template.pattern;
    let moves = |moves: &[CommonMove]| {
        moves.iter().map(|found| (found.kind.shown().to_string(), found.support, found.length)).collect()
    };
    let mut members: Vec<ToldSpeech> = pattern
        .members
        .iter()
        .map(|at| ToldSpeech { place: place(speeches[*at]), length: speeches[*at].length })
        .collect();
    members.sort_by(|one, other| one.place.cmp(&other.place));
    let named = |part: &Part| ["认识", "任务", "保障"][*part as usize].to_string();
    ToldTemplate {
        name: template.name.clone(),
        kind: pattern.kind.clone(),
        support: pattern.support,
        speeches: members,
        before: moves(&pattern.before),
        behind: moves(&pattern.behind),
        saluted: 2 * pattern.saluted >= pattern.support,
        marker: if pattern.flat { String::new() } else { shown(&pattern.marker).into() },
        sections: pattern
            .parts
            .iter()
            .map(|part| (named(part), pattern.of.get(part).map_or(0, |of| of.share)))
            .collect(),
        style: pattern.styles.first().map_or("", |(style, _)| shown(style)).into(),
        points: pattern.points,
        shares: pattern.shares,
        lengths: pattern.lengths.clone(),
        counts: pattern.counts.clone(),
    }
}

/// How many phrases each bank has, the fullest first.
fn banks(finished: &Finished) -> Vec<(String, usize)> {
    let frames = finished.frames.iter().map(bank);
    let phrases = finished.phrases.iter().map(|phrase| format!("word/{}", phrase.bank));
    let series = finished.series.iter().map(|_| "frame/标题/套".to_string());
    let pools =
        finished.pools.iter().flat_map(|((theme, _), pool)| pool.iter().map(move |_| format!("theme/{theme}/slot")));
    ranked(frames.chain(phrases).chain(series).chain(pools))
}

fn frame_told(finished: &Finished, frame: &mine::Frame) -> Frame {
    let mut places: Vec<Place> = frame
        .places
        .iter()
        .map(|(speech, line)| Place { file: finished.corpus.speeches[*speech].file.clone(), line: *line })
        .collect();
    places.sort();
    let (mut fillers, mut untold) = (Vec::new(), 0);
    for slot in &frame.slots {
        // What is an author's own is told to nobody else, however many name it.
        let may = finished.options.private || !mine::is_fact(&slot.name);
        let shared: Vec<(String, usize)> = slot
            .fillers
            .iter()
            .map(|filler| (filler.text.clone(), filler.support()))
            .filter(|(_, support)| may && *support >= finished.options.support)
            .take(FILLERS)
            .collect();
        untold += slot.fillers.len() - shared.len();
        fillers.extend(shared);
    }
    Frame { text: frame.text.clone(), bank: bank(frame), support: frame.support, places, fillers, untold }
}

fn noise(finished: &Finished) -> Vec<ToldNoise> {
    let copies = finished.corpus.copies.iter().map(|(copy, _)| *copy);
    let mut speeches: Vec<&Speech> = finished.corpus.speeches.iter().copied().chain(copies).collect();
    speeches.sort_by(|one, other| (&one.file, one.index).cmp(&(&other.file, other.index)));
    let mut found: BTreeMap<&str, ToldNoise> = BTreeMap::new();
    for speech in speeches {
        for (kind, noise) in &speech.noise {
            let told =
                found.entry(kind).or_insert_with(|| ToldNoise { kind: kind.clone(), count: 0, places: Vec::new() });
            told.count += noise.count;
            let room = PLACES.saturating_sub(told.places.len());
            let places = noise.lines.iter().take(room).map(|line| Place { file: speech.file.clone(), line: *line });
            told.places.extend(places);
        }
    }
    let mut noise: Vec<ToldNoise> = found.into_values().collect();
    noise.sort_by_key(|noise| std::cmp::Reverse(noise.count));
    noise
}

impl ToldTemplate {
    /// The usual length in 字.
    pub fn usual(&self) -> usize {
        median(&self.lengths)
    }
}
