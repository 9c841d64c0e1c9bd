//! Patterns grown from left to right: words side by side, or with a gap between them (PrefixSpan, Pei et al. 2001, with gaps).
//!
//! A pattern grows as long as enough different speeches say it. One that can be made longer without losing a speech says
//! less than the longer one and is dropped. A gap stays in its clause, or leads to the beginning of one of the next two, and then
//! the stop before that belongs to the pattern: 从【】看，【】.

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
        self.items.iter().filter(|item| **item != SLOT).count()
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
    let stops = ["，", "；", "：", "。", "！", "？"].map(|stop| text.number(stop).unwrap_or(SLOT));
    let sure = SURE + 2.0 * (text.words.len() as f64 / 1e5).log2().max(-1.0);
    let flags = (0..text.words.len()).map(|word| flags(text, words, word)).collect();
    let grower = Grower { text, words, flags, support, stops, sure, keep: &keep };
    let starts: Vec<_> = starts.into_iter().enumerate().filter(|(_, (sentences, _))| !sentences.is_empty()).collect();
    let scratch = || Scratch { seen: vec![Seen::default(); WAYS * text.vocabulary()], ..Scratch::default() };
    let grown = starts.into_par_iter().map_init(scratch, |scratch, (word, (sentences, at))| {
        let mut found = Vec::new();
        let pattern = Pattern { items: vec![word as u32], sentences, at, gaps: 0.0 };
        if grower.speeches(&pattern.sentences) >= support {
            grower.grow(pattern, 0, words.bits[word], scratch, &mut found);
        }
        found
    });
    grown.collect::<Vec<_>>().into_iter().flatten().collect()
}

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

/// What growing asks of a word again and again.
fn flags(text: &Text, words: &Words, word: usize) -> u8 {
    let flag = |it: bool, flag: u8| if it { flag } else { 0 };
    let class = text.classes[word];
    flag(!class.is_hidden() && words.frequent[text.words[word] as usize], USABLE)
        | flag(class == Class::Stop, STOP)
        | flag(text.roles[word] == Role::Governs, GOVERNS)
}

struct Grower<'g, 'p, K> {
    text: &'g Text<'p>,
    words: &'g Words,
    /// Of each word of the text.
    flags: Vec<u8>,
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

/// A step from a place of a pattern.
struct Step {
    way: usize,
    word: u32,
    /// Where the word stands, and the stop before it that belongs to the pattern.
    at: u16,
    stop: Option<u16>,
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
            let speech = self.text.sentences[*sentence as usize].speech;
            count += usize::from(speech != last);
            last = speech;
        }
        count
    }

    fn grow(&self, pattern: Pattern, gaps: usize, bits: f64, scratch: &mut Scratch, found: &mut Vec<T>) {
        let said = self.speeches(&pattern.sentences);
        if pattern.fixed() >= LONGEST {
            found.extend((self.keep)(pattern));
            return;
        }
        let branches = self.branches(&pattern, gaps, scratch);
        let mut closed = true;
        let mut grown: Vec<(Pattern, usize, f64)> = Vec::new();
        for (key, seen, sentences, at) in branches {
            let (way, word) = (key / self.text.vocabulary(), (key % self.text.vocabulary()) as u32);
            let count = sentences.len() as f64;
            let more: Vec<u32> = match way {
                BESIDE => {
                    closed &= seen.speeches as usize != said || self.is_stop(word);
                    vec![word]
                }
                WITHIN => vec![SLOT, word],
                PARTED => vec![SLOT, self.stops[1], SLOT, word],
                clause => vec![SLOT, self.stops[clause - CLAUSE], word],
            };
            let told: f64 = more.iter().filter(|item| **item != SLOT).map(|item| self.words.bits[*item as usize]).sum();
            let gap = if way == BESIDE { 0.0 } else { (1.0 + f64::from(seen.skipped) / count).log2() };
            let (bits, cost) = (bits + told, pattern.gaps + gap);
            if way != BESIDE {
                if bits - cost < LEAST {
                    continue;
                }
                let crosses = way != WITHIN;
                let window = if crosses { CLAUSES } else { WINDOW };
                let sure = surprise(count, pattern.sentences.len() as f64 * self.words.shares[word as usize] * window);
                if sure < self.sure + if crosses { ACROSS } else { 0.0 } {
                    continue;
                }
            }
            let items = [pattern.items.as_slice(), &more].concat();
            grown.push((Pattern { items, sentences, at, gaps: cost }, gaps + usize::from(way != BESIDE), bits));
        }
        if closed && bits - pattern.gaps >= LEAST {
            found.extend((self.keep)(pattern));
        }
        for (next, gaps, bits) in grown {
            self.grow(next, gaps, bits, scratch, found);
        }
    }

    /// The ways to grow that enough speeches go, each with its places, in the order in which they are met.
    fn branches(
        &self,
        pattern: &Pattern,
        gaps: usize,
        scratch: &mut Scratch,
    ) -> Vec<(usize, Seen, Vec<u32>, Vec<u16>)> {
        let Scratch { seen: all, met, keys } = scratch;
        let vocabulary = self.text.vocabulary();
        for (place, (sentence, at)) in pattern.places().enumerate() {
            let speech = self.text.sentences[sentence as usize].speech + 1;
            let place = place as u32;
            self.steps(sentence, at, gaps, |step| {
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
                met.push(Met { key: key as u32, place, at: step.at, stop: step.stop.unwrap_or(NONE) });
            });
        }
        let mut branches = Vec::new();
        for key in keys.iter().map(|key| *key as usize) {
            let seen = &mut all[key];
            if seen.speeches as usize >= self.support && (seen.open || key < vocabulary) {
                let count = seen.count as usize;
                let width = pattern.fixed() + 1 + usize::from(key >= CLAUSE * vocabulary);
                branches.push((key, *seen, Vec::with_capacity(count), Vec::with_capacity(count * width)));
                seen.branch = branches.len() as u32;
            }
        }
        let width = pattern.fixed();
        if !branches.is_empty() {
            for Met { key, place, at, stop } in met.iter() {
                let branch = all[*key as usize].branch as usize;
                if branch > 0 {
                    let (_, _, sentences, places) = &mut branches[branch - 1];
                    let place = *place as usize;
                    sentences.push(pattern.sentences[place]);
                    places.extend(&pattern.at[place * width..(place + 1) * width]);
                    places.extend(Some(*stop).filter(|stop| *stop != NONE));
                    places.push(*at);
                }
            }
        }
        keys.drain(..).for_each(|key| all[key as usize] = Seen::default());
        met.clear();
        branches
    }

    fn is_stop(&self, word: u32) -> bool {
        self.text.stops[word as usize]
    }

    fn has(&self, word: usize, flag: u8) -> bool {
        self.flags[word] & flag != 0
    }

    /// All steps from a place: to the word beside, and over a gap to words behind.
    fn steps(&self, sentence: u32, at: &[u16], gaps: usize, mut step: impl FnMut(Step)) {
        let text = self.text;
        let words = &text.sentences[sentence as usize].words;
        let Some(last) = at.last() else { return };
        let from = words.start + usize::from(*last) + 1;
        let end = words.end.min(words.start + usize::from(u16::MAX));
        if from < end && self.has(from, USABLE) {
            step(Step { way: BESIDE, word: text.words[from], at: last + 1, stop: None, skipped: 0, filler: 0 });
        }
        if gaps >= GAPS || matches!(text.name(text.words[from - 1]), "“" | "《" | "（") {
            return;
        }
        let governs = self.has(from - 1, GOVERNS);
        let [comma, semicolon, colon, full, cry, ask] = self.stops;
        let (mut length, mut crossed, mut parted, mut next) = (0, 0, None, 0u32);
        for word in from..end {
            if length > GAP {
                break;
            }
            let item = text.words[word];
            length += text.lengths[item as usize];
            let here = (word - words.start) as u16;
            let skipped = word - from;
            let filler = next;
            next = (next ^ (item + 1)).wrapping_mul(0x9e37_79b1).rotate_left(7);
            if item == full || item == cry {
                break;
            }
            if item == ask {
                step(Step { way: WITHIN, word: item, at: here, stop: None, skipped, filler });
                break;
            }
            if item == semicolon {
                parted = Some(word);
            }
            if item == semicolon || item == comma || item == colon {
                crossed += 1;
                if crossed > 2 {
                    break;
                }
            }
            let stop = text.words[word - 1];
            let stop = self.stops[..3].iter().position(|known| word > from && *known == stop);
            if self.has(word, STOP) || !self.has(word, USABLE) || (crossed > 0 && stop.is_none()) {
                continue;
            }
            match (parted, stop) {
                _ if crossed == 0 && (governs || self.has(word, GOVERNS)) => {
                    step(Step { way: WITHIN, word: item, at: here, stop: None, skipped, filler });
                }
                _ if crossed == 0 => {}
                (Some(part), _) if part + 1 < word => {
                    let part = Some((part - words.start) as u16);
                    step(Step { way: PARTED, word: item, at: here, stop: part, skipped, filler });
                }
                (_, Some(stop)) => {
                    let (way, stop) = (CLAUSE + stop, Some(here - 1));
                    step(Step { way, word: item, at: here, stop, skipped, filler });
                }
                _ => {}
            }
        }
    }
}
