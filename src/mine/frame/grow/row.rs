//! The words in their row, with what growing asks of them again and again told beforehand and side by side in memory: so no gap is
//! walked through word by word.

use super::Words;
use super::chance::{Chance, NEVER};
use crate::mine::frame::text::{Role, Text};
use crate::mine::privacy::Class;

/// A gap holds no more characters.
const GAP: usize = 40;

/// The stops that part clauses, and then those that part sentences.
pub const STOPS: [&str; 6] = ["，", "；", "：", "。", "！", "？"];

/// Their places in that row.
pub const SEMICOLON: u8 = 1;
pub const COLON: u8 = 2;
pub const ASK: u8 = 5;

/// No stop of these.
pub const PLAIN: u8 = 6;

/// May be an item of a pattern.
pub const USABLE: u8 = 1;

/// A stop or a bracket.
pub const STOP: u8 = 2;

/// What it governs may be left open.
pub const GOVERNS: u8 = 4;

/// Opens a quotation or a bracket: no gap stands behind it.
pub const OPENING: u8 = 8;

/// An odd number without a pattern in its bits.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// A word in its row.
#[derive(Clone, Copy)]
pub struct Token {
    /// Its number.
    pub word: u32,
    /// In characters.
    length: u16,
    /// Which of [`STOPS`] it is, or [`PLAIN`].
    pub stop: u8,
    /// What may be done with it.
    pub flags: u8,
    /// Of fewer places than this, none leads to it over a gap in its clause.
    pub least: u16,
    /// Nor from another clause.
    pub across: u16,
}

/// All words of a text.
pub struct Row {
    /// Each by itself.
    pub tokens: Vec<Token>,
    /// Of each, how far a gap may reach behind it: where the first stands that is too far.
    pub reach: Vec<u32>,
    /// Where the next stop of [`STOPS`] stands, there or behind.
    pub stops: Vec<u32>,
    /// The fewest places that may lead to a word over a gap in its clause; and where what stands before the gap does not govern.
    pub least: [Vec<u16>; 2],
    /// Of all before each word, a hash.
    hashes: Vec<u64>,
    /// Powers of its base.
    powers: Vec<u64>,
}

impl Row {
    /// `marks` are the numbers of [`STOPS`].
    pub fn new(text: &Text, words: &Words, marks: &[u32; 6], chance: &Chance) -> Self {
        let least: Vec<[u16; 2]> = words.shares.iter().map(|share| chance.least(*share)).collect();
        let tokens: Vec<Token> = (0..text.words.len()).map(|at| token(text, words, marks, &least, at)).collect();
        let reach = reach(&tokens);
        let longest = (0..).zip(&reach).map(|(at, end)| (end - at) as usize).max().unwrap_or(0);
        let powers = std::iter::successors(Some(1u64), |power| Some(power.wrapping_mul(BASE))).take(longest + 1);
        let least = [0, GOVERNS].map(|needed| {
            let usable = |token: &Token| token.flags & (USABLE | STOP | needed) == USABLE | needed;
            tokens.iter().map(|token| if usable(token) { token.least } else { NEVER }).collect()
        });
        Row { reach, stops: stops(&tokens), least, hashes: hashes(&tokens), powers: powers.collect(), tokens }
    }

    /// A hash of what stands between two places, of which the second can be reached from the first.
    pub fn between(&self, from: usize, to: usize) -> u32 {
        let hash = self.hashes[to].wrapping_sub(self.hashes[from].wrapping_mul(self.powers[to - from]));
        (hash.wrapping_mul(BASE) >> 32) as u32
    }
}

fn token(text: &Text, words: &Words, marks: &[u32; 6], least: &[[u16; 2]], at: usize) -> Token {
    let flag = |it: bool, flag: u8| if it { flag } else { 0 };
    let (word, class) = (text.words[at], text.classes[at]);
    let flags = flag(!class.is_hidden() && words.frequent[word as usize], USABLE)
        | flag(class == Class::Stop, STOP)
        | flag(text.roles[at] == Role::Governs, GOVERNS)
        | flag(text.stops[word as usize] && matches!(text.name(word), "“" | "《" | "（"), OPENING);
    let stop = marks.iter().position(|mark| *mark == word).map_or(PLAIN, |stop| stop as u8);
    let length = text.lengths[word as usize].min(usize::from(u16::MAX)) as u16;
    let [least, across] = least[word as usize];
    Token { word, length, stop, flags, least, across }
}

fn reach(tokens: &[Token]) -> Vec<u32> {
    let (mut end, mut length) = (0, 0);
    let reach = tokens.iter().map(|token| {
        while end < tokens.len() && length <= GAP {
            length += usize::from(tokens[end].length);
            end += 1;
        }
        length -= usize::from(token.length);
        end as u32
    });
    reach.collect()
}

fn stops(tokens: &[Token]) -> Vec<u32> {
    let mut stops = vec![0; tokens.len()];
    let mut next = tokens.len() as u32;
    for (at, token) in tokens.iter().enumerate().rev() {
        next = if token.stop == PLAIN { next } else { at as u32 };
        stops[at] = next;
    }
    stops
}

fn hashes(tokens: &[Token]) -> Vec<u64> {
    let mut hash = 0u64;
    let hashes = tokens.iter().map(|token| {
        let before = hash;
        hash = hash.wrapping_mul(BASE).wrapping_add(u64::from(token.word) + 1);
        before
    });
    hashes.collect()
}
