//! A slot that all fill alike is no slot: 更加紧密【团结 or 地团结】在…周围, 风险【、 or 和】隐患.
//!
//! A pattern grows such a slot because its words stand in more places with it than without. To who fills a form it asks for nothing,
//! so where the fillers differ in particles alone the frame says what most say there, and stands where it is said like this.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::grow::{Pattern, SLOT};
use super::measure::{BRACKETS, Candidate, RUN};
use super::name::core;
use super::text::Text;

/// So many in ten places fill the slot alike.
const ALIKE: usize = 8;

/// A candidate with its settled slots said, if at least `support` voices say it so.
pub fn settled(text: &Text, candidate: &Candidate, support: usize) -> Candidate {
    let mut candidate = candidate.clone();
    let mut slot = 0;
    while let Some(place) = at(&candidate.pattern, slot) {
        match said(text, &candidate.pattern, place, support) {
            Some(pattern) => candidate.pattern = pattern,
            None => slot += 1,
        }
    }
    let numbers = candidate.pattern.sentences.iter().map(|sentence| text.sentences[*sentence as usize].number);
    candidate.support = numbers.collect::<BTreeSet<_>>().len();
    candidate
}

/// Where slot number `slot` stands among the items.
fn at(pattern: &Pattern, slot: usize) -> Option<usize> {
    let slots = pattern.items.iter().enumerate().filter(|(_, item)| **item == SLOT);
    slots.map(|(at, _)| at).nth(slot)
}

/// The words in a slot at a place; `fixed` words stand before it.
fn gap(text: &Text, sentence: u32, at: &[u16], fixed: usize) -> Range<usize> {
    let start = text.sentences[sentence as usize].words.start;
    start + usize::from(at[fixed - 1]) + 1..start + usize::from(at[fixed])
}

/// The pattern with what most say in its slot at `slot`, where nearly all say the same but for particles.
fn said(text: &Text, pattern: &Pattern, slot: usize, support: usize) -> Option<Pattern> {
    let fixed = pattern.items[..slot].iter().filter(|item| **item != SLOT).count();
    let mut cores: BTreeMap<&[u32], usize> = BTreeMap::new();
    let mut ways: BTreeMap<&[u32], BTreeSet<u32>> = BTreeMap::new();
    for (sentence, at) in pattern.places() {
        let words = gap(text, sentence, at, fixed);
        let core = core(text, words.clone()).map_or(&[][..], |core| &text.words[core]);
        *cores.entry(core).or_default() += 1;
        if !words.clone().any(|word| text.classes[word].is_hidden()) {
            ways.entry(&text.words[words]).or_default().insert(text.sentences[sentence as usize].speech);
        }
    }
    let (core, count) = cores.into_iter().max_by_key(|(core, count)| (*count, std::cmp::Reverse(*core)))?;
    if 10 * count < ALIKE * pattern.sentences.len() {
        return None;
    }
    // “四个 opens what the frame does not close.
    let whole = |way: &&[u32]| !way.iter().any(|word| text.name(*word).contains(BRACKETS));
    let like = |way: &&[u32]| whole(way) && (core.is_empty() || way.windows(core.len()).any(|words| words == core));
    let ways = ways.into_iter().filter(|(way, voices)| voices.len() >= support && like(way));
    let (way, _) = ways.max_by_key(|(way, voices)| (voices.len(), std::cmp::Reverse((way.len(), *way))))?;
    let items = [&pattern.items[..slot], way, &pattern.items[slot + 1..]].concat();
    let length = |part: &[u32]| part.iter().map(|item| text.lengths[*item as usize]).sum::<usize>();
    if items.split(|item| *item == SLOT).any(|part| length(part) >= RUN) {
        return None;
    }
    let mut settled = Pattern { items, sentences: Vec::new(), at: Vec::new(), gaps: pattern.gaps };
    for (sentence, at) in pattern.places().filter(|(sentence, at)| &text.words[gap(text, *sentence, at, fixed)] == way)
    {
        settled.sentences.push(sentence);
        settled.at.extend(&at[..fixed]);
        settled.at.extend(at[fixed - 1] + 1..at[fixed]);
        settled.at.extend(&at[fixed..]);
    }
    Some(settled)
}
