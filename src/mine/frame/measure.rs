//! What a pattern is worth: how much of what speakers said it says beforehand, and how clean its edges are.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::grow::{Pattern, SLOT};
use super::text::{Role, Stand, Text};
use crate::mine::privacy::Class;

/// A pattern with what was seen where it stands.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The pattern.
    pub pattern: Pattern,
    /// In how many speeches it stands.
    pub support: usize,
    /// How often a clause begins where it begins, from 0 to 1.
    pub begins: f64,
    /// How often a clause ends where it ends.
    pub ends: f64,
    /// Whether it begins with a verb or a word that leads to one.
    pub governs: bool,
    /// How often it opens a sentence.
    pub opens: f64,
    /// How often it closes one.
    pub closes: f64,
    /// What it costs to use it once, in bits.
    pub cost: f64,
    /// What it costs to know it.
    pub model: f64,
    /// Whether it is a pattern of sentences, and not a word of the trade.
    pub kind: Kind,
}

/// What a pattern is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It has a slot, inside or at an end.
    Frame,
    /// A whole clause that is always said like this.
    Fixed,
    /// Words that stand together: vocabulary.
    Words,
}

/// To say which pattern is used takes as many bits as there are patterns, and there is one for so many words of text.
const WORDS: f64 = 5.0;

/// Bits that grammar spares who says a word and its answer.
const ANSWER: f64 = 5.0;

/// Bits that it spares for an opening.
const OPENING: f64 = 2.0;

/// Bits for an edge that stands in the middle of something.
const RAGGED: f64 = 2.0;

/// Bits that a pattern tells by standing at the edge of a clause.
const EDGE: f64 = 1.0;

/// How much of what a pattern tells about its place counts.
const PLACE: f64 = 0.2;

/// So many characters on end are quoted and not formed.
const RUN: usize = 25;

/// What grammar knows to stand apart, as words and what answers them.
const CONSTRUCTIONS: &str = include_str!("constructions.txt");

/// What sentences and clauses of the genre open with.
const OPENINGS: &str = include_str!("openings.txt");

/// How much of a pattern's own length counts against it.
const MODEL: f64 = 0.2;

/// Measures patterns; `bits` is the information of each word.
pub struct Measure<'m, 'p> {
    text: &'m Text<'p>,
    bits: &'m [f64],
    stands: BTreeMap<Stand<'p>, usize>,
    known: IndexMap<&'static str, Vec<&'static str>>,
    /// What they begin with: most words begin with something else.
    begin: BTreeSet<char>,
    openings: BTreeSet<&'static str>,
    choice: f64,
}

impl<'m, 'p> Measure<'m, 'p> {
    /// Measures patterns of a text.
    pub fn new(text: &'m Text<'p>, bits: &'m [f64]) -> Self {
        let mut stands = BTreeMap::new();
        for sentence in &text.sentences {
            *stands.entry(sentence.stand).or_default() += 1;
        }
        let mut known: IndexMap<&str, Vec<&str>> = IndexMap::new();
        for (word, answers) in CONSTRUCTIONS.lines().filter_map(|line| line.split_once('：')) {
            known.entry(word).or_default().extend(answers.split(' '));
        }
        let begin = known.keys().filter_map(|word| word.chars().next()).collect();
        let choice = (text.words.len() as f64 / WORDS).max(2.0).log2();
        Measure { text, bits, stands, choice, known, begin, openings: OPENINGS.split_whitespace().collect() }
    }

    /// What a pattern is worth; none if it cannot be a frame.
    pub fn of(&self, mut pattern: Pattern) -> Option<Candidate> {
        self.trim(&mut pattern);
        let characters: usize = pattern
            .items
            .iter()
            .filter(|item| **item != SLOT && !self.is_stop(**item))
            .map(|item| self.text.name(*item).chars().count())
            .sum();
        if characters < 2 || pattern.items.last() == Some(&SLOT) {
            return None;
        }
        let run = |part: &[u32]| part.iter().map(|item| self.text.lengths[*item as usize]).sum::<usize>() >= RUN;
        if pattern.items.split(|item| *item == SLOT).any(run) {
            return None;
        }
        if !self.balanced(&pattern) || !self.filled(&pattern) {
            return None;
        }
        let text = self.text;
        let count = pattern.sentences.len() as f64;
        let (mut begins, mut ends, mut opens, mut closes) = (0.0, 0.0, 0.0, 0.0);
        let share = |it: bool| f64::from(u8::from(it));
        let (mut cut, mut open, mut leads) = (0.0, 0.0, 0.0);
        let (mut first, mut last) = (BTreeMap::new(), BTreeMap::new());
        let mut stands: BTreeMap<Stand, Vec<u32>> = BTreeMap::new();
        let mut speeches: Vec<u32> = Vec::new();
        for (sentence, at) in pattern.places() {
            let sentence = &text.sentences[sentence as usize];
            let (a, b) = (usize::from(at[0]), usize::from(at[at.len() - 1]));
            let edge = |word: usize| matches!(text.classes[word], Class::Stop | Class::Marker);
            begins += share(a == 0 || edge(sentence.words.start + a - 1));
            opens += share(a == 0);
            let next = sentence.words.start + b + 1;
            ends += share(next >= sentence.words.end || edge(next));
            closes += share(next + 1 >= sentence.words.end);
            let class = |word: usize| text.classes[word];
            let governs = |word: usize| text.roles[word] == Role::Governs;
            let (one, end) = (sentence.words.start + a, sentence.words.start + b);
            let glued = a > 0
                && class(one) == Class::Nominal
                && class(one - 1) == Class::Nominal
                && !governs(one)
                && !governs(one - 1);
            let dangling = a > 0
                && matches!(text.name(text.words[one]), "的" | "和" | "与" | "及" | "等" | "了" | "地" | "着" | "之")
                && !edge(one - 1);
            cut += share(glued || dangling);
            leads += share(governs(one) && class(one) != Class::Leaning);
            let tail = next < sentence.words.end
                && class(end) == Class::Nominal
                && class(next) == Class::Nominal
                && !governs(end)
                && !governs(next);
            open += share(tail);
            *first.entry(text.classes[sentence.words.start + a]).or_insert(0usize) += 1;
            *last.entry(text.classes[sentence.words.start + b]).or_insert(0usize) += 1;
            stands.entry(sentence.stand).or_default().push(sentence.speech);
            speeches.push(sentence.speech);
        }
        speeches.dedup();
        let mut numbers: Vec<usize> =
            pattern.sentences.iter().map(|sentence| text.sentences[*sentence as usize].number).collect();
        numbers.dedup();
        let numbers = numbers.len();
        if cut / count > 0.5 || open / count > 0.5 {
            return None;
        }
        let most = |classes: BTreeMap<Class, usize>| {
            classes.into_iter().max_by_key(|(class, count)| (*count, std::cmp::Reverse(*class))).map(|(class, _)| class)
        };
        let edges = (most(first)?, most(last)?);
        let (begins, ends, opens, closes) = (begins / count, ends / count, opens / count, closes / count);
        let slots = pattern.items.iter().filter(|item| **item == SLOT).count() as f64;
        let told = self.told(stands, speeches.len());
        let kind = self.kind(&pattern, begins, ends, edges);
        let cost = self.choice + pattern.gaps + self.ragged(&pattern, begins, ends, edges)
            - EDGE * (begins + ends)
            - PLACE * told
            - self.familiar(&pattern);
        let information: f64 =
            pattern.items.iter().filter(|item| **item != SLOT).map(|item| self.bits[*item as usize]).sum();
        let model = MODEL * (information + 3.0 * slots);
        Some(Candidate {
            support: numbers,
            begins,
            ends,
            governs: 2.0 * leads > count,
            opens,
            closes,
            cost,
            model,
            kind,
            pattern,
        })
    }

    fn is_stop(&self, item: u32) -> bool {
        self.text.stops[item as usize]
    }

    /// Whether what is opened is closed, and no slot stands inside of it on one side.
    fn balanced(&self, pattern: &Pattern) -> bool {
        let mut open: Option<char> = None;
        for c in pattern.items.iter().filter(|item| **item != SLOT).flat_map(|item| self.text.name(*item).chars()) {
            match c {
                '“' | '《' | '（' | '(' | '‘' if open.is_none() => open = Some(c),
                '”' | '》' | '）' | ')' | '’' => match (open.take(), c) {
                    (Some('“'), '”')
                    | (Some('《'), '》')
                    | (Some('（'), '）')
                    | (Some('('), ')')
                    | (Some('‘'), '’') => {}
                    _ => return false,
                },
                '“' | '《' | '（' | '(' | '‘' => return false,
                _ => {}
            }
        }
        open.is_none()
    }

    /// Whether each slot is filled somewhere with more than stops, and not everywhere with the same.
    fn filled(&self, pattern: &Pattern) -> bool {
        let slots = pattern.items.iter().filter(|item| **item == SLOT).count();
        let mut seen: Vec<Vec<&[u32]>> = vec![Vec::new(); slots];
        for (sentence, at) in pattern.places() {
            let start = self.text.sentences[sentence as usize].words.start;
            let (mut slot, mut fixed) = (0, 0);
            for item in &pattern.items {
                if *item == SLOT {
                    let gap = start + usize::from(at[fixed - 1]) + 1..start + usize::from(at[fixed]);
                    if seen[slot].len() < 3 && !seen[slot].contains(&&self.text.words[gap.clone()]) {
                        seen[slot].push(&self.text.words[gap]);
                    }
                    slot += 1;
                } else {
                    fixed += 1;
                }
            }
        }
        seen.iter().all(|fillers| {
            fillers.len() > 1 && fillers.iter().any(|filler| filler.iter().any(|word| !self.is_stop(*word)))
        })
    }

    /// Takes stops from the end that say nothing.
    fn trim(&self, pattern: &mut Pattern) {
        let before = pattern.fixed();
        while pattern.items.last().is_some_and(|item| {
            *item != SLOT && self.is_stop(*item) && !matches!(self.text.name(*item), "，" | "？" | "”")
        }) {
            pattern.items.pop();
        }
        let after = pattern.fixed();
        if after < before && after > 0 {
            pattern.at = pattern.at.chunks(before).flat_map(|at| at[..after].iter().copied()).collect();
        }
    }

    /// What a pattern tells about where it stands, in bits.
    fn told(&self, stands: BTreeMap<Stand, Vec<u32>>, support: usize) -> f64 {
        let all: usize = self.stands.values().sum();
        let each =
            stands.into_iter().filter(|(stand, _)| matches!(stand, Stand::Move(_))).map(|(stand, mut speeches)| {
                speeches.dedup();
                let share = speeches.len() as f64 / support as f64;
                let usual = self.stands[&stand] as f64 / all as f64;
                if speeches.len() < 2 { 0.0 } else { share * (share / usual).max(1.0).log2() }
            });
        each.fold(0.0, f64::max)
    }

    fn kind(&self, pattern: &Pattern, begins: f64, ends: f64, edges: (Class, Class)) -> Kind {
        let opens = pattern.items.last().is_some_and(|item| self.text.name(*item) == "，") && begins > 0.5;
        if pattern.items.contains(&SLOT) || opens {
            return Kind::Frame;
        }
        let nominal = |class: Class| matches!(class, Class::Nominal | Class::Leaning);
        match () {
            () if begins >= 0.5 && ends >= 0.5 => Kind::Fixed,
            () if begins < 0.5 && ends < 0.5 => Kind::Words,
            () if edges.0 == Class::Nominal && nominal(edges.1) => Kind::Words,
            () => Kind::Frame,
        }
    }

    /// Bits that need not be told of a pattern because grammar knows it.
    fn familiar(&self, pattern: &Pattern) -> f64 {
        let parts: Vec<String> = pattern
            .items
            .split(|item| *item == SLOT)
            .map(|part| part.iter().map(|item| self.text.name(*item)).collect())
            .collect();
        let words = |part: &str| -> Vec<&[&str]> {
            let starts: Vec<usize> = part.char_indices().map(|(at, _)| at).chain([part.len()]).collect();
            let mut found = Vec::new();
            for (n, a) in starts.iter().enumerate() {
                if !part[*a..].starts_with(|c| self.begin.contains(&c)) {
                    continue;
                }
                for b in starts[n + 1..].iter().take(4) {
                    found.extend(self.known.get(&part[*a..*b]).map(Vec::as_slice));
                }
            }
            found
        };
        let answered = parts
            .windows(2)
            .filter(|pair| words(&pair[0]).iter().any(|answers| answers.iter().any(|answer| pair[1].contains(answer))))
            .count();
        let first = pattern.items.first().map_or("", |item| self.text.name(*item));
        let opens = self.openings.contains(first);
        answered as f64 * ANSWER + f64::from(u8::from(opens)) * OPENING
    }

    fn ragged(&self, pattern: &Pattern, begins: f64, ends: f64, edges: (Class, Class)) -> f64 {
        let name = |item: Option<&u32>| item.map_or("", |item| self.text.name(*item));
        let (first, last) = (name(pattern.items.first()), name(pattern.items.last()));
        let left = match edges.0 {
            Class::Stop => f64::from(u8::from(!matches!(first, "“" | "《"))),
            Class::Nominal if !matches!(first, "我" | "我们") => (1.0 - 2.0 * begins).max(0.0),
            Class::Leaning => 1.0,
            _ if matches!(first, "的" | "了" | "和" | "与" | "及" | "等" | "也" | "地") => 1.0,
            _ => 0.0,
        };
        let right = match edges.1 {
            Class::Stop if last == "，" => f64::from(u8::from(pattern.items.contains(&SLOT) || begins <= 0.5)),
            Class::Stop => f64::from(u8::from(!matches!(last, "”" | "？"))),
            Class::Nominal => (1.0 - 2.0 * ends).max(0.0),
            _ if matches!(last, "的" | "和" | "与" | "及" | "、" | "地") => 1.0 - ends,
            _ => 0.0,
        };
        RAGGED * (left + right)
    }
}
