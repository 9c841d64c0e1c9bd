//! Patterns grown from left to right: words side by side, or with a gap between them (PrefixSpan, Pei et al. 2001, with gaps).
//!
//! A pattern grows as long as enough different speeches say it. One that can be made longer without losing a speech says
//! less than the longer one and is dropped. A gap stays in its clause, or leads to the beginning of one of the next two, and then
//! the stop before that belongs to the pattern: 从【】看，【】.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use rayon::prelude::*;

use super::text::Text;
use crate::mine::privacy::Class;

/// A gap holds no more characters.
const GAP: usize = 40;

/// A pattern has no more gaps.
const GAPS: usize = 2;

/// A pattern has no more words.
const LONGEST: usize = 24;

/// Less information than this, in bits, makes no pattern.
const LEAST: f64 = 7.0;

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
    /// Whether enough speeches say it.
    pub frequent: Vec<bool>,
}

/// All patterns that at least `support` speeches say.
pub fn grow(text: &Text, words: &Words, support: usize) -> Vec<Pattern> {
    let mut starts: BTreeMap<u32, (Vec<u32>, Vec<u16>)> = BTreeMap::new();
    for (number, sentence) in text.sentences.iter().enumerate() {
        for (at, word) in sentence.words.clone().enumerate().take(usize::from(u16::MAX)) {
            let class = text.classes[word];
            let opens = class != Class::Stop || matches!(text.name(text.words[word]), "“" | "《");
            if opens && !class.is_hidden() && words.frequent[text.words[word] as usize] {
                let start = starts.entry(text.words[word]).or_default();
                start.0.push(number as u32);
                start.1.push(at as u16);
            }
        }
    }
    let stops = ["。", "！", "？", "；", "，", "："].map(|stop| text.number(stop).unwrap_or(SLOT));
    let grower = Grower { text, words, support, stops };
    let starts: Vec<_> = starts.into_iter().collect();
    let grown = starts.into_par_iter().map(|(word, (sentences, at))| {
        let mut found = Vec::new();
        let pattern = Pattern { items: vec![word], sentences, at, gaps: 0.0 };
        if grower.speeches(&pattern.sentences) >= support {
            grower.grow(pattern, 0, words.bits[word as usize], &mut found);
        }
        found
    });
    grown.collect::<Vec<_>>().into_iter().flatten().collect()
}

struct Grower<'g, 'p> {
    text: &'g Text<'p>,
    words: &'g Words,
    support: usize,
    /// 。！？；，：
    stops: [u32; 6],
}

/// What a pattern may grow by, and where that stands.
#[derive(Default)]
struct Branch {
    sentences: Vec<u32>,
    at: Vec<u16>,
    /// How many words lie in the gaps, all together.
    skipped: usize,
    /// Whether some gap holds something.
    open: bool,
}

impl Grower<'_, '_> {
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

    fn grow(&self, pattern: Pattern, gaps: usize, bits: f64, found: &mut Vec<Pattern>) {
        let said = self.speeches(&pattern.sentences);
        let fixed = pattern.fixed();
        if fixed >= LONGEST {
            found.push(pattern);
            return;
        }
        let mut beside: IndexMap<u32, Branch> = IndexMap::new();
        let mut behind: IndexMap<(u8, u32, u32), Branch> = IndexMap::new();
        for (sentence, at) in pattern.places() {
            self.beside(sentence, at, &mut beside);
            if gaps < GAPS {
                self.behind(sentence, at, &mut behind);
            }
        }
        let mut closed = true;
        let mut grown: Vec<(Pattern, usize, f64)> = Vec::new();
        for (word, branch) in beside {
            let count = self.speeches(&branch.sentences);
            if count < self.support {
                continue;
            }
            closed &= count != said || self.is_stop(word);
            let items = [pattern.items.as_slice(), &[word]].concat();
            let next = Pattern { items, sentences: branch.sentences, at: branch.at, gaps: pattern.gaps };
            grown.push((next, gaps, bits + self.words.bits[word as usize]));
        }
        for ((kind, stop, word), branch) in behind {
            if !branch.open || self.speeches(&branch.sentences) < self.support {
                continue;
            }
            let more: &[u32] = match kind {
                0 => &[SLOT, word],
                1 => &[SLOT, stop, word],
                _ => &[SLOT, stop, SLOT, word],
            };
            let gap = (1.0 + branch.skipped as f64 / branch.sentences.len() as f64).log2();
            let bits = bits
                + more.iter().filter(|item| **item != SLOT).map(|item| self.words.bits[*item as usize]).sum::<f64>();
            if bits - pattern.gaps - gap < LEAST {
                continue;
            }
            let items = [pattern.items.as_slice(), more].concat();
            let next = Pattern { items, sentences: branch.sentences, at: branch.at, gaps: pattern.gaps + gap };
            grown.push((next, gaps + 1, bits));
        }
        if closed && bits - pattern.gaps >= LEAST {
            found.push(pattern);
        }
        for (next, gaps, bits) in grown {
            self.grow(next, gaps, bits, found);
        }
    }

    fn is_stop(&self, word: u32) -> bool {
        let name = self.text.name(word);
        name.chars().all(|c| !c.is_alphanumeric())
    }

    fn usable(&self, word: usize) -> bool {
        !self.text.classes[word].is_hidden() && self.words.frequent[self.text.words[word] as usize]
    }

    fn beside(&self, sentence: u32, at: &[u16], branches: &mut IndexMap<u32, Branch>) {
        let words = &self.text.sentences[sentence as usize].words;
        let Some(last) = at.last() else { return };
        let next = words.start + usize::from(*last) + 1;
        if next < words.end && usize::from(*last) + 1 < usize::from(u16::MAX) && self.usable(next) {
            let branch = branches.entry(self.text.words[next]).or_default();
            branch.sentences.push(sentence);
            branch.at.extend(at);
            branch.at.push(last + 1);
        }
    }

    fn behind(&self, sentence: u32, at: &[u16], branches: &mut IndexMap<(u8, u32, u32), Branch>) {
        let text = self.text;
        let words = &text.sentences[sentence as usize].words;
        let Some(last) = at.last() else { return };
        let from = words.start + usize::from(*last) + 1;
        if matches!(text.name(text.words[from - 1]), "“" | "《" | "（") {
            return;
        }
        let [full, cry, ask, semicolon, comma, colon] = self.stops;
        let (mut length, mut crossed, mut parted) = (0, 0, None);
        let mut seen: Vec<u32> = Vec::new();
        for word in from..words.end.min(words.start + usize::from(u16::MAX)) {
            if length > GAP {
                break;
            }
            let item = text.words[word];
            length += text.name(item).chars().count();
            let here = (word - words.start) as u16;
            let skipped = word - from;
            if item == full || item == cry {
                break;
            }
            if item == ask {
                add(branches.entry((0, 0, item)).or_default(), sentence, at, &[here], skipped, skipped > 0);
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
            let stopped = word > from && [comma, semicolon, colon].contains(&text.words[word - 1]);
            if text.classes[word] == Class::Stop
                || !self.usable(word)
                || (crossed > 0 && !stopped)
                || seen.contains(&item)
            {
                continue;
            }
            seen.push(item);
            match parted {
                _ if crossed == 0 => {
                    add(branches.entry((0, 0, item)).or_default(), sentence, at, &[here], skipped, skipped > 0);
                }
                Some(part) if part + 1 < word => {
                    let part = (part - words.start) as u16;
                    add(branches.entry((2, semicolon, item)).or_default(), sentence, at, &[part, here], skipped, true);
                }
                _ => {
                    let stop = text.words[word - 1];
                    add(
                        branches.entry((1, stop, item)).or_default(),
                        sentence,
                        at,
                        &[here - 1, here],
                        skipped,
                        skipped > 1,
                    );
                }
            }
        }
    }
}

fn add(branch: &mut Branch, sentence: u32, at: &[u16], more: &[u16], skipped: usize, open: bool) {
    branch.sentences.push(sentence);
    branch.at.extend(at);
    branch.at.extend(more);
    branch.skipped += skipped;
    branch.open |= open;
}
