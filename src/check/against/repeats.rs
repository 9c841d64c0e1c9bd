//! Sentences that a text says twice.
//!
//! A speaker repeats himself on purpose in frames (没有…就没有…), in refrains of a few words, and when a head that was announced comes up
//! again; none of these is a whole long sentence told once more. So a repeat is a sentence of at least [`EXACT`] characters that
//! stands twice to the letter, figures included (一季度 and 二季度 of the same words are a series), or a longer one that is the same but for
//! a few letters and stands elsewhere in the text: neighbours that differ a little are parallel.

use std::collections::{BTreeMap, BTreeSet};

use super::letters::{Letters, letters};
use super::passage::{Grams, stood_before};
use crate::source::Span;

/// From how many characters on, marks apart, a sentence that stands twice is a repeat.
const EXACT: usize = 12;

/// From how many letters on a sentence that is nearly the same is one.
const NEARLY: usize = 32;

/// [`NEARLY`] letters in runs that end within a sentence have so many grams at least, within so many letters.
const FEW: usize = 5;
const NEAR: usize = 64;

/// No sentence has as many letters.
const LONG: usize = 4000;

/// A sentence that stands twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    /// Where it stands first.
    pub first: Span,
    /// Where it stands again.
    pub again: Span,
    /// Whether the two are the same, marks apart.
    pub exact: bool,
}

/// The repeats in a stretch of a text, in the order of the second places.
#[cfg(test)]
fn repeats(text: &str, stretch: &Span) -> Vec<Repeat> {
    let sentences = sentences(text, stretch);
    let mut found = exact(text, &sentences);
    let nearly = nearly(text, stretch);
    found.extend(
        nearly.into_iter().filter(|near| found.iter().all(|exact| exact.again != near.again)).collect::<Vec<_>>(),
    );
    found.sort_by_key(|repeat| (repeat.again.start, repeat.first.start));
    found
}

/// Of these, those that are not the same to the letter.
pub fn near_repeats(text: &str, stretch: &Span) -> Vec<Repeat> {
    let mut found = nearly(text, stretch);
    if !found.is_empty() {
        let exact = exact(text, &sentences(text, stretch));
        let exact: BTreeSet<usize> = exact.into_iter().map(|repeat| repeat.again.start).collect();
        found.retain(|near| !exact.contains(&near.again.start));
        found.sort_by_key(|repeat| (repeat.again.start, repeat.first.start));
    }
    found
}

fn exact(text: &str, sentences: &[Span]) -> Vec<Repeat> {
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    let mut found = Vec::new();
    for at in sentences {
        let said: String = text[at.clone()].chars().filter(|c| c.is_alphanumeric()).collect();
        if said.chars().count() < EXACT {
            continue;
        }
        match first.get(&said) {
            Some(first) => found.push(Repeat { first: first.clone(), again: at.clone(), exact: true }),
            None => drop(first.insert(said, at.clone())),
        }
    }
    found
}

fn nearly(text: &str, stretch: &Span) -> Vec<Repeat> {
    // So many letters in runs of a gram and more are so many grams at least that stood before, close together.
    let own = &text[stretch.clone()];
    let mut last = [None; FEW - 1];
    let close = |(nth, at): (usize, usize)| {
        let few = last[nth % last.len()].replace(at);
        few.is_some_and(|first: usize| at - first <= NEAR)
    };
    if !stood_before(letters(own).map(|(_, c)| c), own.len() / 3).enumerate().any(close) {
        return Vec::new();
    }
    let letters = Letters::of(text, [stretch]);
    let sentences = sentences(text, stretch);
    let grams = Grams::new(letters.chars());
    let mut found = Vec::new();
    for passage in grams.passages_of(letters.chars(), LONG) {
        let (mine, theirs) = (passage.mine(), passage.theirs());
        if mine.start >= theirs.start {
            continue;
        }
        let (mine, theirs) = (letters.span(mine.start, mine.end), letters.span(theirs.start, theirs.end));
        let matched: usize = passage.blocks.iter().map(|block| block.length).sum();
        // The sentence that a stretch touches, if it is one alone.
        let inside = |span: &Span| {
            let from = sentences.partition_point(|at| at.end <= span.start);
            let mut touched = sentences[from..].iter().take_while(|at| at.start < span.end);
            touched.next().filter(|_| touched.next().is_none())
        };
        let (Some(first), Some(again)) = (inside(&mine), inside(&theirs)) else { continue };
        let whole = |at: &Span| Letters::of(text, [at]).len();
        let longer = whole(first).max(whole(again));
        let apart = text[first.end..again.start.max(first.end)].contains('\n');
        if matched >= NEARLY && matched * 10 >= longer * 9 && apart && same_figures(text, first, again) {
            found.push(Repeat { first: first.clone(), again: again.clone(), exact: false });
        }
    }
    found
}

/// Whether two sentences have the same figures: else they tell of two things.
fn same_figures(text: &str, a: &Span, b: &Span) -> bool {
    let figures = |at: &Span| text[at.clone()].chars().filter(char::is_ascii_digit).collect::<String>();
    figures(a) == figures(b)
}

/// The sentences: what stands between full stops and ends of lines, without white space and closing quotation marks. A line that ends
/// without a stop is a heading and none.
fn sentences(text: &str, stretch: &Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = stretch.start;
    for (at, c) in text[stretch.clone()].char_indices() {
        let at = stretch.start + at;
        let stop = matches!(c, '。' | '！' | '？' | '!' | '?');
        if stop {
            let body = &text[start..at];
            let white =
                body.len() - body.trim_start_matches(|c: char| c.is_whitespace() || "”’）》」』".contains(c)).len();
            if start + white < at {
                found.push(start + white..at);
            }
        }
        if stop || c == '\n' {
            start = at + c.len_utf8();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, bool)> {
        let found = repeats(text, &(0..text.len()));
        found.iter().map(|repeat| (&text[repeat.again.clone()], repeat.exact)).collect()
    }

    #[test]
    fn a_sentence_that_was_pasted_twice_is_found_whatever_its_marks() {
        let text = "河道要有人管，管了要有人查。\n中间隔一段。\n河道要有人管、管了要有人查！";
        assert_eq!(found(text), [("河道要有人管、管了要有人查", true)]);
    }

    #[test]
    fn a_sentence_that_was_touched_up_is_found() {
        let first = "对群众反映的每件事，都要由首接的人负责到底，办成了要回话，办不成要把道理讲清楚，不许推给别人。";
        let again = "对群众反映的每件事，都要由首接的人负责到底，办成了要回话，办不成要把理由讲清楚，不许推给别人。";
        assert_eq!(found(&format!("{first}\n隔一段。\n{again}")).len(), 1);
    }

    #[test]
    fn parallels_refrains_series_and_heads_are_no_repeats() {
        let parallels = "没有一线的辛苦，就没有今天的水清。没有群众的支持，就没有今天的岸绿。";
        assert_eq!(found(parallels), []);
        assert_eq!(found("我们等不起。\n隔一段。\n我们等不起。"), []);
        assert_eq!(found("一季度完成投资12亿元，增长百分之八。\n二季度完成投资15亿元，增长百分之八。"), []);
        assert_eq!(found("一、把管好河道的账从头到尾算清\n一、把管好河道的账从头到尾算清\n"), []);
    }
}
