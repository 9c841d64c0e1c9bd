//! Patterns grown from left to right: words side by side, or with a gap between them (PrefixSpan, Pei et al. 2001, with gaps).
//!
//! A pattern grows as long as enough different speeches say it. One that can be made longer without losing a speech says
//! less than the longer one and is dropped. A gap stays in its clause, or leads to the beginning of one of the next two, and then
//! the stop before that belongs to the pattern: 从【】看，【】.

use std::sync::Mutex;

use rayon::prelude::*;

use super::text::{Role, Text};
use crate::mine::privacy::Class;

/// A gap holds no more characters.
const GAP: usize = 40;

/// A pattern has no more gaps.
const GAPS: usize = 2;

/// A pattern has no more words.
const LONGEST: usize = 24;

/// Less information than this, in bits, makes no pattern.
const LEAST: f64 = 7.0;

/// A word that is met in gaps by chance is met so often as this many words beside each other have it.
const WINDOW: f64 = 8.0;

/// And at the beginning of one of the next clauses, as so many have it.
const CLAUSES: f64 = 2.0;

/// So much less likely than chance, in bits, must be what stands behind a gap, in a hundred thousand words. In more of them
/// more is met by chance.
const SURE: f64 = 9.6;

/// And so much more where it stands in another clause.
const ACROSS: f64 = 5.0;

/// The place of a gap in [`Pattern::items`].
pub const SLOT: u32 = u32::MAX;

/// A pattern and where it stands.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Its words by number, and [`SLOT`].
    pub items: Vec<u32>,
    /// The sentences it stands in, as often as it does.
    pub sentences: Vec<u32>,
    /// Where its words stand in them: as many for each as it has words.
    pub at: Vec<u16>,
    /// What it costs to say where the words behind gaps stand, in bits.
    pub gaps: f64,
}

impl Pattern {
    /// How many words it has.
    pub fn fixed(&self) -> usize {
        self.at.len() / self.sentences.len().max(1)
    }

    /// Where it stands: the sentence, and its words in it.
    pub fn places(&self) -> impl Iterator<Item = (u32, &[u16])> {
        self.sentences.iter().copied().zip(self.at.chunks(self.fixed()))
    }
}

/// What growing needs to know of the words.
pub struct Words {
    /// The information of each word, in bits.
    pub bits: Vec<f64>,
    /// The share of each in all.
    pub shares: Vec<f64>,
    /// Whether enough speeches say it.
    pub frequent: Vec<bool>,
}

/// All patterns that at least `support` speeches say, and what `keep` makes of them.
pub fn grow<T: Send>(text: &Text, words: &Words, support: usize, keep: impl Fn(Pattern) -> Option<T> + Sync) -> Vec<T> {
    let mut starts: Vec<(Vec<u32>, Vec<u16>)> = vec![Default::default(); text.vocabulary()];
    for (number, sentence) in text.sentences.iter().enumerate() {
        for (at, word) in sentence.words.clone().enumerate().take(usize::from(u16::MAX)) {
            let class = text.classes[word];
            let opens = class != Class::Stop || matches!(text.name(text.words[word]), "“" | "《");
            if opens && !class.is_hidden() && words.frequent[text.words[word] as usize] {
                let start = &mut starts[text.words[word] as usize];
                start.0.push(number as u32);
                start.1.push(at as u16);
            }
        }
    }
    let stops = STOPS.map(|stop| text.number(stop).unwrap_or(SLOT));
    let sure = SURE + 2.0 * (text.words.len() as f64 / 1e5).log2().max(-1.0);
    let least = |share: &f64| [least(share * WINDOW, sure), least(share * CLAUSES, sure + ACROSS)];
    let least: Vec<[u16; 2]> = words.shares.iter().map(least).collect();
    let tokens: Vec<Token> = (0..text.words.len()).map(|word| token(text, words, &stops, &least, word)).collect();
    let row = Row::new(&tokens);
    let voices = text.sentences.iter().map(|sentence| sentence.speech).collect();
    let grower = Grower { text, words, tokens, row, voices, support, stops, sure, keep: &keep };
    let starts: Vec<_> = starts.into_iter().enumerate().filter(|(_, (sentences, _))| !sentences.is_empty()).collect();
    // A table for each thread, and not for each piece of the work.
    let spare: Mutex<Vec<Scratch>> = Mutex::default();
    let grown = starts.into_par_iter().map(|(word, (sentences, at))| {
        let mut found = Vec::new();
        let said = grower.speeches(&sentences);
        if said >= support {
            let kept = spare.lock().ok().and_then(|mut spare| spare.pop());
            let fresh = || Scratch { seen: vec![Seen::default(); WAYS * text.vocabulary()], ..Scratch::default() };
            let mut scratch = kept.unwrap_or_else(fresh);
            let pattern = Pattern { items: vec![word as u32], sentences, at, gaps: 0.0 };
            grower.grow(pattern, said, 0, words.bits[word], &mut scratch, &mut found);
            if let Ok(mut spare) = spare.lock() {
                spare.push(scratch);
            }
        }
        found
    });
    let grown: Vec<Vec<T>> = grown.collect();
    let mut all = Vec::with_capacity(grown.iter().map(Vec::len).sum());
    grown.into_iter().for_each(|found| all.extend(found));
    all
}

/// The stops that part clauses, and then those that part sentences.
const STOPS: [&str; 6] = ["，", "；", "：", "。", "！", "？"];

/// Their places in that row.
const SEMICOLON: u8 = 1;
const COLON: u8 = 2;
const ASK: u8 = 5;

/// No stop of these.
const PLAIN: u8 = 6;

/// A pattern grows in so many ways: beside; behind a gap; behind a stop, of which there are three; and further in the clause
/// behind a semicolon.
const WAYS: usize = 6;

/// Grows by the word beside.
const BESIDE: usize = 0;

/// Grows by a word of the same clause.
const WITHIN: usize = 1;

/// Grows by the first word of another clause; the number of the stop before that is added.
const CLAUSE: usize = 2;

/// Grows by a word behind a semicolon.
const PARTED: usize = 5;

/// May be an item of a pattern.
const USABLE: u8 = 1;

/// A stop or a bracket.
const STOP: u8 = 2;

/// What it governs may be left open.
const GOVERNS: u8 = 4;

/// Opens a quotation or a bracket: no gap stands behind it.
const OPENING: u8 = 8;

/// What growing asks of a word again and again, side by side in memory.
#[derive(Clone, Copy)]
struct Token {
    word: u32,
    /// In characters.
    length: u16,
    /// Which of [`STOPS`] it is, or [`PLAIN`].
    stop: u8,
    flags: u8,
    /// Of fewer places than this, none leads to it over a gap in its clause.
    least: u16,
    /// Nor from another clause.
    across: u16,
}

fn token(text: &Text, words: &Words, stops: &[u32; 6], least: &[[u16; 2]], at: usize) -> Token {
    let flag = |it: bool, flag: u8| if it { flag } else { 0 };
    let (word, class) = (text.words[at], text.classes[at]);
    let flags = flag(!class.is_hidden() && words.frequent[word as usize], USABLE)
        | flag(class == Class::Stop, STOP)
        | flag(text.roles[at] == Role::Governs, GOVERNS)
        | flag(text.stops[word as usize] && matches!(text.name(word), "“" | "《" | "（"), OPENING);
    let stop = stops.iter().position(|stop| *stop == word).map_or(PLAIN, |stop| stop as u8);
    let length = text.lengths[word as usize].min(usize::from(u16::MAX)) as u16;
    let [least, across] = least[word as usize];
    Token { word, length, stop, flags, least, across }
}

struct Grower<'g, 'p, K> {
    text: &'g Text<'p>,
    words: &'g Words,
    /// The words of the text.
    tokens: Vec<Token>,
    row: Row,
    /// Of each sentence, whose it is.
    voices: Vec<u32>,
    support: usize,
    /// ，；：。！？
    stops: [u32; 6],
    /// How little chance must explain of what stands behind a gap, in bits.
    sure: f64,
    keep: &'g K,
}

/// How little chance explains that something is met so often where so much was expected (the bound of Chernoff), in bits.
fn surprise(met: f64, expected: f64) -> f64 {
    if met > expected { met * (met / expected).log2() - (met - expected) * std::f64::consts::LOG2_E } else { 0.0 }
}

/// So many places and more count as so many, where it is asked whether there are enough.
const MANY: u16 = u16::MAX - 1;

/// More than there are.
const NEVER: u16 = u16::MAX;

/// The fewest places from which a word may be met so often that it is no chance, if each expects so much of it: even if it is met
/// from all of them. Most words are met from too few, and need not be counted.
fn least(expected: f64, sure: f64) -> u16 {
    // A little less than that, so that no rounding drops what is just enough.
    let places = (sure - 1e-6) / surprise(1.0, expected);
    (places.ceil().max(0.0) as u16).min(MANY)
}

/// What is counted of a way to grow before it is gone: most are gone by two speeches at most, and nothing is kept of those.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    /// How often it was met.
    count: u32,
    /// In how many speeches.
    speeches: u32,
    /// The last of them, from 1.
    speech: u32,
    /// The last place that was met with it, from 1: each counts once.
    place: u32,
    /// How many words lie in the gaps, all together.
    skipped: u32,
    /// Which branch it is, from 1.
    branch: u32,
    /// What lies in the gap of the first place, as a hash.
    filler: u32,
    /// Whether some gap holds something else: what is always filled with the same is no slot, nor is it in any longer pattern.
    open: bool,
}

/// A step that was counted, kept until it is known which ways are worth going.
struct Met {
    key: u32,
    place: u32,
    at: u16,
    /// [`NONE`] where no stop belongs to it.
    stop: u16,
}

/// No stop.
const NONE: u16 = u16::MAX;

/// What is used again for each pattern.
#[derive(Default)]
struct Scratch {
    seen: Vec<Seen>,
    met: Vec<Met>,
    keys: Vec<u32>,
}

/// A pattern that grew.
struct Branch {
    pattern: Pattern,
    /// How many speeches say it.
    said: usize,
    gaps: usize,
    /// The information of its words.
    bits: f64,
}

/// A step from a place of a pattern.
struct Step {
    way: usize,
    word: u32,
    /// Where the word stands, and the stop before it that belongs to the pattern, or [`NONE`].
    at: u16,
    stop: u16,
    skipped: usize,
    /// A hash of what it skips.
    filler: u32,
}

impl<T, K: Fn(Pattern) -> Option<T>> Grower<'_, '_, K> {
    /// How many speeches the sentences are of; they come in order.
    fn speeches(&self, sentences: &[u32]) -> usize {
        let mut last = u32::MAX;
        let mut count = 0;
        for sentence in sentences {
            let speech = self.voices[*sentence as usize];
            count += usize::from(speech != last);
            last = speech;
        }
        count
    }

    fn grow(&self, pattern: Pattern, said: usize, gaps: usize, bits: f64, scratch: &mut Scratch, found: &mut Vec<T>) {
        if pattern.fixed() >= LONGEST {
            found.extend((self.keep)(pattern));
            return;
        }
        let (branches, closed) = self.branches(&pattern, said, gaps, bits, scratch);
        if closed && bits - pattern.gaps >= LEAST {
            found.extend((self.keep)(pattern));
        } else {
            drop(pattern);
        }
        for branch in branches {
            self.grow(branch.pattern, branch.said, branch.gaps, branch.bits, scratch, found);
        }
    }

    /// The ways to grow that enough speeches go and that say something, each with its places, in the order in which they are met;
    /// and whether all of them lose a speech.
    fn branches(
        &self,
        pattern: &Pattern,
        said: usize,
        gaps: usize,
        bits: f64,
        scratch: &mut Scratch,
    ) -> (Vec<Branch>, bool) {
        let Scratch { seen: all, met, keys } = scratch;
        let vocabulary = self.text.vocabulary();
        let places = pattern.sentences.len().min(usize::from(MANY)) as u16;
        for (place, (sentence, at)) in pattern.places().enumerate() {
            let speech = self.voices[sentence as usize] + 1;
            let place = place as u32;
            self.steps(sentence, at, gaps, places, |step| {
                let key = step.way * vocabulary + step.word as usize;
                let seen = &mut all[key];
                if seen.place == place + 1 {
                    return;
                }
                if seen.count == 0 {
                    keys.push(key as u32);
                    seen.filler = step.filler;
                }
                seen.place = place + 1;
                seen.count += 1;
                seen.skipped += step.skipped as u32;
                seen.open |= seen.filler != step.filler;
                seen.speeches += u32::from(seen.speech != speech);
                seen.speech = speech;
                met.push(Met { key: key as u32, place, at: step.at, stop: step.stop });
            });
        }
        let (mut branches, mut closed) = (Vec::new(), true);
        for key in keys.iter().map(|key| *key as usize) {
            let seen = &mut all[key];
            if (seen.speeches as usize) < self.support || !(seen.open || key < vocabulary) {
                continue;
            }
            let (way, word) = (key / vocabulary, (key % vocabulary) as u32);
            if way == BESIDE {
                closed &= seen.speeches as usize != said || self.is_stop(word);
            }
            if let Some(branch) = self.branch(pattern, way, word, seen, (gaps, bits)) {
                branches.push(branch);
                seen.branch = branches.len() as u32;
            }
        }
        if !branches.is_empty() {
            let width = pattern.fixed();
            for Met { key, place, at, stop } in met.iter() {
                let branch = all[*key as usize].branch as usize;
                if branch > 0 {
                    let grown = &mut branches[branch - 1].pattern;
                    let place = *place as usize;
                    grown.sentences.push(pattern.sentences[place]);
                    grown.at.extend_from_slice(&pattern.at[place * width..(place + 1) * width]);
                    grown.at.extend(Some(*stop).filter(|stop| *stop != NONE));
                    grown.at.push(*at);
                }
            }
        }
        keys.drain(..).for_each(|key| all[key as usize] = Seen::default());
        met.clear();
        (branches, closed)
    }

    /// A way to grow, its places still to be told; none where what stands behind a gap may stand there by chance.
    fn branch(
        &self,
        pattern: &Pattern,
        way: usize,
        word: u32,
        seen: &Seen,
        (gaps, bits): (usize, f64),
    ) -> Option<Branch> {
        let more: &[u32] = match way {
            BESIDE => &[word],
            WITHIN => &[SLOT, word],
            PARTED => &[SLOT, self.stops[usize::from(SEMICOLON)], SLOT, word],
            clause => &[SLOT, self.stops[clause - CLAUSE], word],
        };
        let told: f64 = more.iter().filter(|item| **item != SLOT).map(|item| self.words.bits[*item as usize]).sum();
        let count = f64::from(seen.count);
        let gap = if way == BESIDE { 0.0 } else { (1.0 + f64::from(seen.skipped) / count).log2() };
        let (bits, cost) = (bits + told, pattern.gaps + gap);
        if way != BESIDE {
            if bits - cost < LEAST {
                return None;
            }
            let crosses = way != WITHIN;
            let window = if crosses { CLAUSES } else { WINDOW };
            let sure = surprise(count, pattern.sentences.len() as f64 * self.words.shares[word as usize] * window);
            if sure < self.sure + if crosses { ACROSS } else { 0.0 } {
                return None;
            }
        }
        let items = [pattern.items.as_slice(), more].concat();
        let count = seen.count as usize;
        let width = pattern.fixed() + 1 + usize::from(way >= CLAUSE);
        let (sentences, at) = (Vec::with_capacity(count), Vec::with_capacity(count * width));
        let pattern = Pattern { items, sentences, at, gaps: cost };
        Some(Branch { pattern, said: seen.speeches as usize, gaps: gaps + usize::from(way != BESIDE), bits })
    }

    fn is_stop(&self, word: u32) -> bool {
        self.text.stops[word as usize]
    }

    /// All steps from a place: to the word beside, and over a gap to words behind that are no chance if all of so many places lead
    /// to them.
    fn steps(&self, sentence: u32, at: &[u16], gaps: usize, places: u16, mut step: impl FnMut(Step)) {
        let words = &self.text.sentences[sentence as usize].words;
        let Some(last) = at.last() else { return };
        let from = words.start + usize::from(*last) + 1;
        let end = words.end.min(words.start + usize::from(u16::MAX));
        if from >= end {
            return;
        }
        if let Some(next) = self.tokens.get(from).filter(|next| next.flags & USABLE != 0) {
            step(Step { way: BESIDE, word: next.word, at: last + 1, stop: NONE, skipped: 0, filler: 0 });
        }
        let before = self.tokens[from - 1];
        if gaps >= GAPS || before.flags & OPENING != 0 {
            return;
        }
        let end = end.min(self.row.reach[from] as usize);
        let mut stop = self.row.stops[from] as usize;
        let mut go = |way: usize, at: usize, stop: u16| {
            let skipped = at - from;
            let filler = self.row.between(from, at);
            let here = last + 1 + skipped as u16;
            step(Step { way, word: self.tokens[at].word, at: here, stop, skipped, filler });
        };
        let governs = usize::from(before.flags & GOVERNS == 0);
        let clause = from..stop.min(end);
        for (at, least) in clause.clone().zip(&self.row.least[governs][clause]) {
            if places >= *least {
                go(WITHIN, at, NONE);
            }
        }
        // In other clauses only what they begin with.
        let (mut crossed, mut parted) = (0, NONE);
        while stop < end {
            let here = last + 1 + (stop - from) as u16;
            let token = self.tokens[stop];
            if token.stop == ASK && places >= token.least {
                go(WITHIN, stop, NONE);
            }
            crossed += 1;
            if token.stop > COLON || crossed > 2 || stop + 1 >= end {
                break;
            }
            if token.stop == SEMICOLON {
                parted = here;
            }
            let next = self.tokens[stop + 1];
            if next.flags & (USABLE | STOP) == USABLE && next.stop == PLAIN && places >= next.across {
                if parted == NONE || parted == here {
                    go(CLAUSE + usize::from(token.stop), stop + 1, here);
                } else {
                    go(PARTED, stop + 1, parted);
                }
            }
            stop = self.row.stops[stop + 1] as usize;
        }
    }
}

/// An odd number without a pattern in its bits.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// What is known of the words in their row before anything grows, so that no gap is walked through word by word.
struct Row {
    /// Of each word, how far a gap may reach behind it: where the first stands that is too far.
    reach: Vec<u32>,
    /// Where the next stop of [`STOPS`] stands, there or behind.
    stops: Vec<u32>,
    /// The fewest places that may lead to a word over a gap in its clause; and where what stands before the gap does not govern.
    least: [Vec<u16>; 2],
    /// Of all before each word, a hash.
    hashes: Vec<u64>,
    /// Powers of its base.
    powers: Vec<u64>,
}

impl Row {
    fn new(tokens: &[Token]) -> Self {
        let mut reach = Vec::with_capacity(tokens.len());
        let (mut end, mut length) = (0, 0);
        for token in tokens {
            while end < tokens.len() && length <= GAP {
                length += usize::from(tokens[end].length);
                end += 1;
            }
            reach.push(end as u32);
            length -= usize::from(token.length);
        }
        let mut stops = vec![tokens.len() as u32; tokens.len()];
        for at in (0..tokens.len()).rev() {
            let next = stops.get(at + 1).copied().unwrap_or(tokens.len() as u32);
            stops[at] = if tokens[at].stop == PLAIN { next } else { at as u32 };
        }
        let least = [0, GOVERNS].map(|needed| {
            let usable = |token: &Token| token.flags & (USABLE | STOP | needed) == USABLE | needed;
            tokens.iter().map(|token| if usable(token) { token.least } else { NEVER }).collect()
        });
        let mut hashes = Vec::with_capacity(tokens.len() + 1);
        let mut hash = 0u64;
        for token in tokens {
            hashes.push(hash);
            hash = hash.wrapping_mul(BASE).wrapping_add(u64::from(token.word) + 1);
        }
        let longest = (0..).zip(&reach).map(|(at, end)| (end - at) as usize).max().unwrap_or(0);
        let powers = std::iter::successors(Some(1u64), |power| Some(power.wrapping_mul(BASE))).take(longest + 1);
        Row { reach, stops, least, hashes, powers: powers.collect() }
    }

    /// A hash of what stands between two places, of which the second can be reached from the first.
    fn between(&self, from: usize, to: usize) -> u32 {
        let hash = self.hashes[to].wrapping_sub(self.hashes[from].wrapping_mul(self.powers[to - from]));
        (hash.wrapping_mul(BASE) >> 32) as u32
    }
}
