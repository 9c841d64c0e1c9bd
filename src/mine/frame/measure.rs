//! What a pattern is worth: how much of what speakers said it says beforehand, and how clean its edges are.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::grow::{Pattern, SLOT};
use super::spoken::MEASURES;
use super::text::{Role, Sentence, Stand, Text};
use crate::mine::privacy::Class;
use crate::text::characters::Characters;

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
    /// What it saves when no other pattern is chosen, in bits: never less than it saves later.
    pub saves: f64,
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
pub(super) const RUN: usize = 25;

/// What grammar knows to stand apart, as words and what answers them.
const CONSTRUCTIONS: &str = include_str!("constructions.txt");

/// What sentences and clauses of the genre open with.
const OPENINGS: &str = include_str!("openings.txt");

/// How much of a pattern's own length counts against it.
const MODEL: f64 = 0.2;

/// What opens and closes.
pub(super) const BRACKETS: [char; 10] = ['“', '”', '《', '》', '（', '）', '(', ')', '‘', '’'];

/// In no move.
const ELSEWHERE: u32 = u32::MAX;

/// A sentence as far as it is asked for at each place of each pattern.
struct Stood {
    start: usize,
    end: usize,
    speech: u32,
    number: u32,
    /// The number of its move, or [`ELSEWHERE`].
    kind: u32,
}

/// What is counted over the places of a pattern.
#[derive(Default)]
struct Counts {
    begins: usize,
    ends: usize,
    opens: usize,
    closes: usize,
    cut: usize,
    open: usize,
    leads: usize,
    first: [usize; CLASSES.len()],
    last: [usize; CLASSES.len()],
    speeches: usize,
    numbers: usize,
}

/// The classes in their order.
const CLASSES: [Class; 11] = [
    Class::Plain,
    Class::Nominal,
    Class::Leaning,
    Class::Stop,
    Class::Marker,
    Class::Numeral,
    Class::Mask,
    Class::Figure,
    Class::Person,
    Class::Place,
    Class::Organisation,
];

/// What most are; of several, the first.
fn most(counts: &[usize; CLASSES.len()]) -> Class {
    let mut most = 0;
    for (class, count) in counts.iter().enumerate() {
        if *count > counts[most] {
            most = class;
        }
    }
    CLASSES[most]
}

/// Measures patterns; `bits` is the information of each word.
pub struct Measure<'m, 'p> {
    text: &'m Text<'p>,
    bits: &'m [f64],
    sentences: Vec<Stood>,
    /// The share of each move in all sentences.
    usual: Vec<f64>,
    /// The most that a place can tell, in bits.
    telling: f64,
    /// Of each word of the vocabulary, whether it leans on what stands before it, whether it holds a bracket, and whether it has
    /// a character that a construction begins with.
    dangles: Vec<bool>,
    brackets: Vec<bool>,
    begins: Vec<bool>,
    known: FxHashMap<&'static str, Vec<&'static str>>,
    /// What they begin with: most words begin with something else.
    begin: Characters,
    /// Whether a clause opens with a word.
    openings: Vec<bool>,
    choice: f64,
}

impl<'m, 'p> Measure<'m, 'p> {
    /// Measures patterns of a text.
    pub fn new(text: &'m Text<'p>, bits: &'m [f64]) -> Self {
        let mut stands: BTreeMap<Stand, usize> = BTreeMap::new();
        for sentence in &text.sentences {
            *stands.entry(sentence.stand).or_default() += 1;
        }
        let all: usize = stands.values().sum();
        let moves: BTreeMap<Stand, usize> =
            stands.into_iter().filter(|(stand, _)| matches!(stand, Stand::Move(_))).collect();
        let stood = |sentence: &Sentence| Stood {
            start: sentence.words.start,
            end: sentence.words.end,
            speech: sentence.speech,
            number: sentence.number as u32,
            kind: moves.keys().position(|kind| *kind == sentence.stand).map_or(ELSEWHERE, |kind| kind as u32),
        };
        let sentences = text.sentences.iter().map(stood).collect();
        let usual: Vec<f64> = moves.values().map(|count| *count as f64 / all as f64).collect();
        let telling = usual.iter().map(|usual| -usual.log2()).fold(0.0, f64::max);
        let names = || (0..text.vocabulary()).map(|word| text.name(word as u32));
        let dangles = |word| matches!(word, "的" | "和" | "与" | "及" | "等" | "了" | "地" | "着" | "之");
        let brackets = |word: &str| word.contains(BRACKETS);
        let mut known: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for (word, answers) in CONSTRUCTIONS.lines().filter_map(|line| line.split_once('：')) {
            known.entry(word).or_default().extend(answers.split(' '));
        }
        let begin: String = known.keys().filter_map(|word| word.chars().next()).collect();
        let begin = Characters::of(&begin);
        let openings: BTreeSet<&str> = OPENINGS.split_whitespace().collect();
        let choice = (text.words.len() as f64 / WORDS).max(2.0).log2();
        Measure {
            text,
            bits,
            sentences,
            usual,
            telling,
            dangles: names().map(dangles).collect(),
            brackets: names().map(brackets).collect(),
            begins: names().map(|word| word.contains(|c| begin.holds(c))).collect(),
            known,
            begin,
            openings: names().map(|word| openings.contains(word)).collect(),
            choice,
        }
    }

    /// What a pattern is worth; none if it cannot be a frame.
    pub fn of(&self, mut pattern: Pattern) -> Option<Candidate> {
        self.trim(&mut pattern);
        let characters: usize = pattern
            .items
            .iter()
            .filter(|item| **item != SLOT && !self.is_stop(**item))
            .map(|item| self.text.lengths[*item as usize])
            .sum();
        if characters < 2 || pattern.items.last() == Some(&SLOT) {
            return None;
        }
        let run = |part: &[u32]| part.iter().map(|item| self.text.lengths[*item as usize]).sum::<usize>() >= RUN;
        if pattern.items.split(|item| *item == SLOT).any(run) {
            return None;
        }
        let slots = pattern.items.iter().filter(|item| **item == SLOT).count() as f64;
        let information: f64 =
            pattern.items.iter().filter(|item| **item != SLOT).map(|item| self.bits[*item as usize]).sum();
        let model = MODEL * (information + 3.0 * slots);
        // What it would save if all that is still to be looked at spoke for it.
        let bound = self.choice + pattern.gaps - 2.0 * EDGE - PLACE * self.telling - slots * ANSWER - OPENING;
        if (information - bound) * pattern.sentences.len() as f64 <= model || !self.balanced(&pattern) {
            return None;
        }
        let count = pattern.sentences.len() as f64;
        let (counts, moves) = self.counts(&pattern);
        if counts.cut as f64 / count > 0.5 || counts.open as f64 / count > 0.5 {
            return None;
        }
        let share = |of: usize| of as f64 / count;
        let edges = (most(&counts.first), most(&counts.last));
        let (begins, ends) = (share(counts.begins), share(counts.ends));
        let kind = self.kind(&pattern, begins, ends, edges);
        if kind == Kind::Words || !self.filled(&pattern) || self.swallows(&pattern) {
            return None;
        }
        let told = self.told(&moves, counts.speeches);
        let unfamiliar = self.choice + pattern.gaps + self.ragged(&pattern, begins, ends, edges)
            - EDGE * (begins + ends)
            - PLACE * told;
        let saves = |cost: f64| {
            let once = (information - cost).max(0.0);
            (0..counts.speeches).fold(0.0, |saves, _| saves + once) - model
        };
        // Nor if grammar knew all of it.
        if saves(unfamiliar - slots * ANSWER - OPENING - 1.0) <= 0.0 {
            return None;
        }
        let cost = unfamiliar - self.familiar(&pattern);
        let saves = saves(cost);
        (saves > 0.0).then_some(Candidate {
            support: counts.numbers,
            begins,
            ends,
            governs: 2.0 * counts.leads as f64 > count,
            opens: share(counts.opens),
            closes: share(counts.closes),
            cost,
            model,
            saves,
            kind,
            pattern,
        })
    }

    /// What is seen at the places of a pattern; and in how many speeches it stands in each move.
    fn counts(&self, pattern: &Pattern) -> (Counts, Vec<usize>) {
        let text = self.text;
        let mut counts = Counts::default();
        let mut moves = vec![(0, u32::MAX); self.usual.len()];
        let (mut speech, mut number) = (u32::MAX, u32::MAX);
        let class = |word: usize| text.classes[word];
        let edge = |word: usize| matches!(class(word), Class::Stop | Class::Marker);
        let governs = |word: usize| text.roles[word] == Role::Governs;
        let glued = |one: usize, next: usize| {
            class(one) == Class::Nominal && class(next) == Class::Nominal && !governs(one) && !governs(next)
        };
        for (sentence, at) in pattern.places() {
            let sentence = &self.sentences[sentence as usize];
            let (a, b) = (usize::from(at[0]), usize::from(at[at.len() - 1]));
            let (one, end) = (sentence.start + a, sentence.start + b);
            let next = end + 1;
            let follows = next < sentence.end;
            counts.begins += usize::from(a == 0 || edge(one - 1));
            counts.opens += usize::from(a == 0);
            counts.ends += usize::from(!follows || edge(next));
            counts.closes += usize::from(next + 1 >= sentence.end);
            let dangling = || self.dangles[text.words[one] as usize] && !edge(one - 1);
            counts.cut += usize::from(a > 0 && (glued(one - 1, one) || dangling()));
            counts.leads += usize::from(governs(one) && class(one) != Class::Leaning);
            counts.open += usize::from(follows && glued(end, next));
            counts.first[class(one) as usize] += 1;
            counts.last[class(end) as usize] += 1;
            counts.speeches += usize::from(sentence.speech != speech);
            counts.numbers += usize::from(sentence.number != number);
            (speech, number) = (sentence.speech, sentence.number);
            if let Some((speeches, last)) = moves.get_mut(sentence.kind as usize) {
                *speeches += usize::from(*last != speech);
                *last = speech;
            }
        }
        (counts, moves.into_iter().map(|(speeches, _)| speeches).collect())
    }

    fn is_stop(&self, item: u32) -> bool {
        self.text.stops[item as usize]
    }

    /// Whether what is opened is closed, and no slot stands inside of it on one side.
    fn balanced(&self, pattern: &Pattern) -> bool {
        if !pattern.items.iter().any(|item| *item != SLOT && self.brackets[*item as usize]) {
            return true;
        }
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
        let told = |fillers: &Vec<&[u32]>| {
            fillers.len() > 1 && fillers.iter().any(|filler| filler.iter().any(|word| !self.is_stop(*word)))
        };
        for (sentence, at) in pattern.places() {
            let start = self.sentences[sentence as usize].start;
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
            if seen.iter().all(told) {
                return true;
            }
        }
        false
    }

    /// Whether a slot mostly ends in a count and holds more than it: 下面，【我讲三】点意见, 下面，【我讲三点】意见. The count is a
    /// slot of its own.
    fn swallows(&self, pattern: &Pattern) -> bool {
        let text = self.text;
        let counts = |gap: std::ops::Range<usize>| {
            gap.len() > 1 && {
                let measured = MEASURES.contains(&text.name(text.words[gap.end - 1]));
                text.classes[gap.end - 1 - usize::from(measured)] == Class::Numeral
            }
        };
        let mut fixed = 0;
        pattern.items.iter().any(|item| {
            fixed += usize::from(*item != SLOT);
            *item == SLOT && {
                let swallowed = pattern.places().filter(|(sentence, at)| {
                    let start = self.sentences[*sentence as usize].start;
                    counts(start + usize::from(at[fixed - 1]) + 1..start + usize::from(at[fixed]))
                });
                2 * swallowed.count() > pattern.sentences.len()
            }
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
        let after = pattern.items.iter().filter(|item| **item != SLOT).count();
        if after < before && after > 0 {
            pattern.at = pattern.at.chunks(before).flat_map(|at| at[..after].iter().copied()).collect();
        }
    }

    /// What a pattern tells about where it stands, in bits.
    fn told(&self, moves: &[usize], support: usize) -> f64 {
        let each = moves.iter().zip(&self.usual).filter(|(speeches, _)| **speeches > 1).map(|(speeches, usual)| {
            let share = *speeches as f64 / support as f64;
            share * (share / usual).max(1.0).log2()
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
        let opens = pattern.items.first().is_some_and(|item| *item != SLOT && self.openings[*item as usize]);
        let opens = f64::from(u8::from(opens)) * OPENING;
        let begins = |item: &u32| *item != SLOT && self.begins[*item as usize];
        if !pattern.items.contains(&SLOT) || !pattern.items.iter().any(begins) {
            return opens;
        }
        let mut answered = 0;
        let (mut said, mut behind) = (String::new(), String::new());
        for (nth, part) in pattern.items.split(|item| *item == SLOT).enumerate() {
            behind.clear();
            behind.extend(part.iter().map(|item| self.text.name(*item)));
            answered += usize::from(nth > 0 && self.answers(&said, &behind));
            std::mem::swap(&mut said, &mut behind);
        }
        answered as f64 * ANSWER + opens
    }

    /// Whether what stands behind a slot answers a word before it.
    fn answers(&self, before: &str, behind: &str) -> bool {
        let mut starts = before.char_indices().filter(|(_, c)| self.begin.holds(*c));
        starts.any(|(start, _)| {
            let ends = before[start..].char_indices().skip(1).map(|(end, _)| start + end).chain([before.len()]).take(4);
            let mut words = ends.filter_map(|end| self.known.get(&before[start..end]));
            words.any(|answers| answers.iter().any(|answer| behind.contains(answer)))
        })
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
