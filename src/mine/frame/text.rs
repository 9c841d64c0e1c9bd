//! The speeches as numbers: each word known by a number, sentences one behind the other.
//!
//! Patterns are grown over words, but jieba cuts one and the same stretch in two ways, and takes a verb and its complement for a
//! word: 扛起 beside 扛 and 牢. What follows a verb as its complement is cut off, so that 扛【】责任 is found.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::spoken::{Spoken, Word, counts, is_numeral};
use crate::mine::partial::Speech;
use crate::mine::privacy::{Class, class};

/// What a verb takes behind it: where it leads, how it ends.
const COMPLEMENTS: &str = "上下出起到好牢稳住成入开回过进来去实准细透紧严满足清通齐完掉了着为至向在于";

/// Where a sentence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stand<'p> {
    /// In a move.
    Move(&'p str),
    /// It begins a node of that depth, 3 at most.
    Head(usize),
    /// Among the first of the speech.
    First,
    /// Among the last.
    Last,
    /// Anywhere.
    Body,
}

/// What a word does in its sentence: whether a slot may stand behind it, and whether one may end before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It says what is done or how, or it leads to what follows: 推动, 把, 更加, 但. What it governs may be left open.
    Governs,
    /// What stands behind it belongs to it only through what governs: a noun, 了 at the end of a clause.
    Named,
}

/// What a word is by its part of speech, as far as a slot is named by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// 推动.
    Verb,
    /// 工作, and a verb that stands as a noun: 建设.
    Noun,
    /// 重要, 新, 省级.
    Quality,
    /// 进一步, 积极.
    Adverb,
    /// 对, 以.
    Preposition,
    /// 的, 了, 和.
    Particle,
    /// A numeral or a measure.
    Number,
    /// Set phrases and whatever else there is.
    Other,
}

impl Part {
    /// By jieba's letters.
    fn of(part: &str) -> Part {
        match part {
            "vn" | "an" => Part::Noun,
            "ad" | "vd" => Part::Adverb,
            _ => match part.chars().next() {
                Some('v') => Part::Verb,
                Some('n' | 's' | 't' | 'j' | 'r') => Part::Noun,
                Some('a' | 'b' | 'z') => Part::Quality,
                Some('d') => Part::Adverb,
                Some('p') => Part::Preposition,
                Some('u' | 'c' | 'y') => Part::Particle,
                Some('m' | 'q') => Part::Number,
                _ => Part::Other,
            },
        }
    }
}

/// A sentence: where it stands, and its words in [`Text::words`].
#[derive(Debug, Clone)]
pub struct Sentence<'p> {
    /// The voice of its speech, by which support is counted.
    pub speech: u32,
    /// The number of its speech.
    pub number: usize,
    /// Its words.
    pub words: std::ops::Range<usize>,
    /// Where it stands.
    pub stand: Stand<'p>,
    /// Its line in the file.
    pub line: usize,
    /// The field of work that the passage is about.
    pub theme: Option<&'static str>,
}

/// The speeches.
#[derive(Debug, Default)]
pub struct Text<'p> {
    /// The sentences in order.
    pub sentences: Vec<Sentence<'p>>,
    /// The words of all sentences, by number.
    pub words: Vec<u32>,
    /// What each of them is.
    pub classes: Vec<Class>,
    /// What each of them does in its sentence.
    pub roles: Vec<Role>,
    /// The part of speech of each.
    pub parts: Vec<Part>,
    /// How many characters each number has.
    pub lengths: Vec<usize>,
    /// Whether each number is a stop or a bracket.
    pub stops: Vec<bool>,
    names: IndexMap<&'p str, u32, FxBuildHasher>,
    /// What compounds may be cut into.
    halves: FxHashSet<&'p str>,
}

/// A word as it is read: its number, and what it is.
#[derive(Debug, Clone, Copy)]
struct Token {
    number: u32,
    class: Class,
    role: Role,
    part: Part,
}

/// What a word is read as: one, or two where it is cut.
type Read = (Token, Option<Token>);

impl<'p> Text<'p> {
    /// Numbers the words of speeches, those of one voice together. A sentence that a semicolon parts is one here.
    pub fn new(speeches: &[&'p Speech], spoken: &[Spoken<'p>], voices: &[usize]) -> Self {
        let mut text = Text { halves: halves(spoken), ..Text::default() };
        text.reserve(spoken.iter().map(|spoken| spoken.row.len()).sum());
        let mut known: FxHashMap<Word<'_>, Read> = FxHashMap::default();
        let mut order: Vec<usize> = (0..speeches.len()).collect();
        order.sort_by_key(|number| (voices[*number], *number));
        for number in order {
            let (speech, spoken) = (speeches[number], &spoken[number]);
            let read = |word: &Word<'p>| *known.entry(*word).or_insert_with(|| text.read(*word));
            let reads: Vec<Read> = spoken.words.iter().map(read).collect();
            let (mut open, mut from) = (false, 0);
            for (nth, (unit, end)) in speech.units.iter().zip(&spoken.ends).enumerate() {
                let start = text.words.len();
                for word in &spoken.row[from..*end] {
                    let (first, second) = reads[*word as usize];
                    text.push(first);
                    second.into_iter().for_each(|second| text.push(second));
                }
                from = *end;
                let stand = match (&unit.place.kind, unit.place.level) {
                    (Some(kind), _) => Stand::Move(kind),
                    (None, level @ 1..) => Stand::Head(level.min(3)),
                    _ if nth < 4 => Stand::First,
                    _ if nth + 4 >= speech.units.len() => Stand::Last,
                    _ => Stand::Body,
                };
                let whole = start..text.words.len();
                match text.sentences.last_mut() {
                    Some(last) if open && !unit.place.opens => last.words.end = whole.end,
                    _ => text.sentences.push(Sentence {
                        speech: voices[number] as u32,
                        number,
                        words: whole,
                        stand,
                        line: unit.place.line,
                        theme: spoken.themes[nth],
                    }),
                }
                open = unit.words.ends_with('；');
            }
        }
        text
    }

    /// Makes room for so many words, and as many again as are cut in two.
    fn reserve(&mut self, words: usize) {
        let words = words + words / 8;
        self.words.reserve(words);
        self.classes.reserve(words);
        self.roles.reserve(words);
        self.parts.reserve(words);
    }

    /// Reads a word.
    fn read(&mut self, Word { text: word, part, counted }: Word<'p>) -> Read {
        let second = word.char_indices().nth(1).map_or(word.len(), |(at, _)| at);
        let (first, last) = word.split_at(second);
        let pair = !last.is_empty() && last.chars().count() == 1;
        let mut two = |first: (&'p str, Class, &str), last: (&'p str, Class, &str)| {
            (self.token(first.0, first.1, first.2), Some(self.token(last.0, last.1, last.2)))
        };
        if part == "mark" && word.ends_with(['，', '：']) {
            let (mark, stop) = word.split_at(word.len() - '，'.len_utf8());
            two((mark, Class::Marker, ""), (stop, Class::Stop, ""))
        } else if counted && counts(word) {
            two((first, Class::Numeral, part), (last, Class::Nominal, part))
        } else if counted && part == "m" && word.chars().all(is_numeral) {
            (self.token(word, Class::Numeral, part), None)
        } else if pair && (part.starts_with('v') && COMPLEMENTS.contains(last)) {
            two((first, Class::Plain, part), (last, Class::Plain, part))
        } else if pair && first == "之" {
            two((first, Class::Leaning, part), (last, Class::Nominal, part))
        } else if let Some((first, last)) = self.halved(word, part) {
            (self.token(first, class(first, part), part), Some(self.token(last, class(last, part), part)))
        } else {
            (self.token(word, class(word, part), part), None)
        }
    }

    /// A compound of two words that stand alone elsewhere: 政治责任. jieba cuts 主体责任 in two and this not.
    fn halved(&self, word: &'p str, part: &str) -> Option<(&'p str, &'p str)> {
        let compound = part.starts_with(['n', 'v', 'l']) && !class(word, part).is_hidden();
        let middle = word.char_indices().nth(2).filter(|_| compound && word.chars().count() == 4)?.0;
        let (first, last) = word.split_at(middle);
        (self.halves.contains(first) && self.halves.contains(last)).then_some((first, last))
    }

    /// Numbers a word.
    fn token(&mut self, word: &'p str, class: Class, part: &str) -> Token {
        let next = self.names.len() as u32;
        let number = *self.names.entry(word).or_insert(next);
        if number == next {
            self.lengths.push(word.chars().count());
            self.stops.push(word.chars().all(|c| !c.is_alphanumeric()));
        }
        let governs = match class {
            Class::Stop | Class::Marker => true,
            _ => part.starts_with(['v', 'p', 'c', 'd', 'u', 'm', 'q', 'z']) && part != "vn",
        };
        let role = if governs { Role::Governs } else { Role::Named };
        Token { number, class, role, part: Part::of(part) }
    }

    fn push(&mut self, token: Token) {
        self.words.push(token.number);
        self.classes.push(token.class);
        self.parts.push(token.part);
        self.roles.push(token.role);
    }

    /// How many different words there are.
    pub fn vocabulary(&self) -> usize {
        self.names.len()
    }

    /// The word of a number.
    pub fn name(&self, number: u32) -> &'p str {
        self.names.get_index(number as usize).map_or("", |(name, _)| name)
    }

    /// The number of a word.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.names.get(name).copied()
    }

    /// What stands at some words of a sentence.
    pub fn said(&self, words: std::ops::Range<usize>) -> String {
        self.words[words].iter().map(|word| self.name(*word)).collect()
    }
}

/// The words of two characters that several speeches say alone.
fn halves<'p>(spoken: &[Spoken<'p>]) -> FxHashSet<&'p str> {
    let mut said: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for (number, speech) in spoken.iter().enumerate() {
        let words = speech.words.iter().map(|word| word.text);
        for word in words.filter(|word| matches!(word.len(), 2..=8) && word.chars().count() == 2) {
            let (last, count) = said.entry(word).or_insert((usize::MAX, 0));
            *count += usize::from(*last != number);
            *last = number;
        }
    }
    said.into_iter().filter(|(_, (_, count))| *count > 2).map(|(word, _)| word).collect()
}
