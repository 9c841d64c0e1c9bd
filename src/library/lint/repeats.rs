//! Phrases that stand twice: word for word, or with a few characters changed.
//!
//! Wordings of one thought are alike on purpose, and heads of a series are; both are left out. Of two that are alike the later one
//! is reported, with the place of the other. Candidates are found by the runs of characters that they share, so that a library of
//! ten thousands is looked through in a moment.

use std::collections::{BTreeMap, BTreeSet};

use super::kind::Kind;
use super::survey::{Said, Survey};
use super::{DUPLICATE, NEAR_DUPLICATE, Report};
use crate::library::path::BankPath;
use crate::text::han::is_han;
use crate::text::similar;

/// Phrases that share so much are one phrase.
const ALIKE: f64 = 0.86;

/// Runs by which candidates are found.
const RUN: usize = 4;

/// A run that so many phrases have finds nothing.
const COMMON_RUN: usize = 60;

pub fn check(survey: &Survey, report: &mut Report) {
    let spoken: Vec<(&Said, Vec<char>)> = survey
        .said
        .iter()
        .filter(|said| said.kind.is_spoken() && said.kind != Kind::Head)
        .map(|said| (said, letters(&said.phrase.text)))
        .collect();
    let mut first: BTreeMap<&[char], usize> = BTreeMap::new();
    let mut twice = BTreeSet::new();
    for (at, (said, letters)) in spoken.iter().enumerate() {
        match first.get(letters.as_slice()) {
            Some(before) if said.own && !apart(spoken[*before].0, said) => {
                twice.insert(at);
                tell(survey, report, DUPLICATE, said, spoken[*before].0, "这一条前面已经有了");
            }
            Some(_) => {}
            None => drop(first.insert(letters, at)),
        }
    }
    let shared = shared(&spoken);
    for (at, (said, letters)) in spoken.iter().enumerate().filter(|(at, (said, _))| said.own && !twice.contains(at)) {
        let near = |other: usize| {
            let (other, theirs) = &spoken[other];
            let long = letters.len().max(theirs.len());
            long >= 8
                && letters != theirs
                && (letters.len().abs_diff(theirs.len())) * 5 <= long
                && !same_thought(other, said)
                && !leads_elsewhere(other, said)
                && !apart(other, said)
                && similar::likeness(letters, theirs) >= ALIKE
        };
        let from = shared.partition_point(|(one, ..)| (*one as usize) < at);
        let candidates = shared[from..].iter().take_while(|(one, ..)| *one as usize == at);
        let enough =
            |(_, other, count): &&(u32, u32, u32)| *count as usize * 3 >= letters.len() / 2 && near(*other as usize);
        if let Some((_, other, _)) = candidates.into_iter().find(enough) {
            tell(survey, report, NEAR_DUPLICATE, said, spoken[*other as usize].0, "同前面一条只差几个字");
        }
    }
}

/// Which phrases share runs with earlier ones, and how many: (phrase, earlier phrase, runs), sorted. Only phrases on which
/// findings are wanted are looked up.
fn shared(spoken: &[(&Said, Vec<char>)]) -> Vec<(u32, u32, u32)> {
    let runs = |letters: &[char]| -> Vec<u128> {
        letters.windows(RUN).map(|run| run.iter().fold(0, |run, c| run << 21 | *c as u128)).collect()
    };
    let mut wanted: Vec<u128> =
        spoken.iter().filter(|(said, _)| said.own).flat_map(|(_, letters)| runs(letters)).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut places: Vec<(u128, u32)> = Vec::new();
    for (at, (_, letters)) in spoken.iter().enumerate() {
        let found = runs(letters).into_iter().filter(|run| wanted.binary_search(run).is_ok());
        places.extend(found.map(|run| (run, at as u32)));
    }
    places.sort_unstable();
    places.dedup();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for group in places.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() <= COMMON_RUN) {
        for (nth, (_, at)) in group.iter().enumerate().filter(|(_, (_, at))| spoken[*at as usize].0.own) {
            pairs.extend(group[..nth].iter().map(|(_, other)| (*at, *other)));
        }
    }
    pairs.sort_unstable();
    pairs.chunk_by(|one, other| one == other).map(|group| (group[0].0, group[0].1, group.len() as u32)).collect()
}

fn tell(survey: &Survey, report: &mut Report, id: &'static str, said: &Said, other: &Said, what: &str) {
    let place = survey.library.locate(other.phrase.origin);
    let message = format!("{what}：{}", other.phrase.text);
    let hint = format!(
        "另一条在 {}:{}（{}）；留一条，或者写成一条的两种说法：- - 甲 / - 乙",
        place.file, place.line, place.bank
    );
    survey.blame_all(report, id, said, message, &hint);
}

fn same_thought(one: &Said, other: &Said) -> bool {
    let (one, other) = (one.phrase.origin, other.phrase.origin);
    (one.file, one.entry, one.item) == (other.file, other.entry, other.item)
}

/// Leads of two themes, or of two series of one: no section has both, and what they have in common is the manner of leading in.
fn leads_elsewhere(one: &Said, other: &Said) -> bool {
    one.kind == Kind::Lead && other.kind == Kind::Lead && one.entry.path != other.entry.path
}

/// Phrases that no draft can both say: moves of different types, words for different levels.
fn apart(one: &Said, other: &Said) -> bool {
    let kinds = match (&one.entry.path, &other.entry.path) {
        (BankPath::Move(name, Some(kind)), BankPath::Move(other, Some(others))) => name == other && kind != others,
        _ => false,
    };
    let (Some(mine), Some(theirs)) = (&one.phrase.limits, &other.phrase.limits) else { return kinds };
    let pairs = [
        (&mine.when.level, &theirs.when.level),
        (&mine.when.register, &theirs.when.register),
        (&mine.when.kind, &theirs.when.kind),
        (&mine.when.post, &theirs.when.post),
        (&mine.when.theme, &theirs.when.theme),
    ];
    let never = |(mine, theirs): &(&Vec<String>, &Vec<String>)| {
        !mine.is_empty() && !theirs.is_empty() && !mine.iter().any(|one| theirs.contains(one))
    };
    kinds || pairs.iter().any(never)
}

/// How alike two phrases are, from 0 to 1; marks do not count.
pub fn likeness(one: &str, other: &str) -> f64 {
    similar::likeness(&letters(one), &letters(other))
}

/// What is compared: Chinese characters, digits, letters; a slot by its name.
fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| is_han(*c) || c.is_ascii_alphanumeric()).collect()
}
