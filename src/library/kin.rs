//! Which phrases of an aspect speak alike.
//!
//! Two that share a run of four characters say it twice when both are heard; two that share a word which the others do not
//! have speak of the same thing. Both are properties of the banks, so they are found once for an aspect and not once a draft.

use std::ops::Range;
use std::sync::LazyLock;

use super::path::Role;
use super::phrase::Phrase;
use super::theme::Aspect;
use crate::text::characters::Characters;
use crate::text::han;

/// The phrases of an aspect, numbered, and which of them are alike.
#[derive(Debug, Clone, Default)]
pub struct Kin {
    /// For each role the number of the first wording of each thought, and last the number behind them all.
    starts: [Vec<u16>; Role::ALL.len()],
    /// Rows of `width` words, a bit for each other phrase.
    width: usize,
    echoes: Vec<u64>,
    shares: Vec<u64>,
    pairs: Vec<u64>,
    /// The labels that the phrases have, sorted, and for each phrase a bit for each of its own.
    names: Vec<String>,
    labels: Vec<Labels>,
    plain: Vec<bool>,
    weighted: [bool; Role::ALL.len()],
    usual: [usize; Role::ALL.len()],
}

/// Some of the labels of an aspect: a bit for each. What stands behind the widest is taken for no label.
pub type Labels = u128;

/// Some of the phrases of an aspect.
#[derive(Debug, Clone, Copy, Default)]
pub struct Few {
    words: [u64; WIDEST],
}

/// So many times 64 phrases of an aspect are compared; what stands behind them is taken for unlike.
const WIDEST: usize = 8;

/// As many Han characters in a row, heard twice, are heard as a repetition.
const ECHO: usize = 4;
/// A word that more than one in so many phrases have says nothing of one of them.
const RARE: usize = 4;

impl Kin {
    /// Compares all phrases of an aspect.
    pub fn of(aspect: &Aspect) -> Kin {
        let mut kin = Kin::default();
        let mut phrases: Vec<&Phrase> = Vec::new();
        for (role, bank) in &aspect.roles {
            for thought in &bank.thoughts {
                kin.starts[*role as usize].push(phrases.len() as u16);
                phrases.extend(thought.iter());
            }
            kin.starts[*role as usize].push(phrases.len() as u16);
        }
        for (role, bank) in &aspect.roles {
            let total: usize = bank.phrases().map(|phrase| phrase.length as usize + 1).sum();
            kin.usual[*role as usize] = total / bank.phrases().count().max(1);
            kin.weighted[*role as usize] = bank.phrases().any(|phrase| phrase.weight != 1);
        }
        kin.width = phrases.len().div_ceil(64);
        let most = (phrases.len() / RARE).max(2);
        kin.echoes = alike(&phrases, ECHO, usize::MAX, kin.width);
        kin.shares = alike(&phrases, 2, most, kin.width);
        kin.plain = phrases.iter().map(|phrase| !phrase.conditional && !phrase.slotted).collect();
        kin.names = phrases.iter().flat_map(|phrase| phrase.tags()).cloned().collect();
        kin.names.sort_unstable();
        kin.names.dedup();
        kin.labels = phrases.iter().map(|phrase| kin.labels_of(phrase.tags())).collect();
        kin.pairs = paired(&kin.labels, kin.width);
        kin
    }

    /// The number of a wording.
    pub fn number(&self, role: Role, thought: usize, wording: usize) -> usize {
        self.starts[role as usize].get(thought).map_or(0, |start| *start as usize) + wording
    }

    /// The numbers of the wordings of a thought.
    pub fn wordings(&self, role: Role, thought: usize) -> Range<usize> {
        match self.starts[role as usize].get(thought..thought + 2) {
            Some([from, to]) => usize::from(*from)..usize::from(*to),
            _ => 0..0,
        }
    }

    /// The labels of these names, as far as a phrase of the aspect has them.
    pub fn labels_of(&self, names: &[String]) -> Labels {
        let bit =
            |name: &String| self.names.binary_search(name).ok().and_then(|at| Labels::from(1u8).checked_shl(at as u32));
        names.iter().filter_map(bit).fold(0, |labels, bit| labels | bit)
    }

    /// The labels of a phrase.
    pub fn labels(&self, phrase: usize) -> Labels {
        self.labels[phrase]
    }

    /// Whether a phrase may be said on every occasion and is said as it stands.
    pub fn is_plain(&self, phrase: usize) -> bool {
        self.plain[phrase]
    }

    /// Whether some phrases of a role are drawn more often than others.
    pub fn is_weighted(&self, role: Role) -> bool {
        self.weighted[role as usize]
    }

    /// How long a sentence of a role usually is, in 字.
    pub fn usual(&self, role: Role) -> usize {
        self.usual[role as usize]
    }

    /// None of the phrases.
    pub fn none(&self) -> Few {
        Few::default()
    }

    /// Whether two phrases share a run of characters that would be heard as a repetition.
    pub fn echo(&self, one: usize, other: usize) -> bool {
        self.echoes[one * self.width + other / 64] >> (other % 64) & 1 == 1
    }

    /// Whether one phrase takes up what another says: it has a label of it, or, where that has none, a word.
    pub fn takes_up(&self, phrase: usize, other: usize) -> bool {
        let rows = if self.is_tagged(other) { &self.pairs } else { &self.shares };
        phrase != other && rows[phrase * self.width + other / 64] >> (other % 64) & 1 == 1
    }

    /// Whether a phrase says by its labels what it speaks of.
    pub fn is_tagged(&self, phrase: usize) -> bool {
        self.labels[phrase] != 0
    }

    /// How many of `others` share with a phrase a run of characters that would be heard as a repetition.
    pub fn echoes(&self, phrase: usize, others: &Few) -> usize {
        self.count(&self.echoes, phrase, others)
    }

    /// How many of `others` share with a phrase a word that few have.
    pub fn shares(&self, phrase: usize, others: &Few) -> usize {
        self.count(&self.shares, phrase, others)
    }

    /// A phrase is never counted as one of the others.
    fn count(&self, rows: &[u64], phrase: usize, others: &Few) -> usize {
        let row = &rows[phrase * self.width..][..self.width];
        let both = row.iter().zip(&others.words).map(|(row, others)| (row & others).count_ones() as usize);
        both.sum::<usize>()
    }
}

impl Few {
    /// Adds a phrase.
    pub fn add(&mut self, phrase: usize) {
        if let Some(word) = self.words.get_mut(phrase / 64) {
            *word |= 1 << (phrase % 64);
        }
    }

    /// Takes a phrase out.
    pub fn remove(&mut self, phrase: usize) {
        if let Some(word) = self.words.get_mut(phrase / 64) {
            *word &= !(1 << (phrase % 64));
        }
    }
}

/// Which phrases have a label in common.
fn paired(labels: &[Labels], width: usize) -> Vec<u64> {
    let mut rows = vec![0; labels.len() * width];
    let tagged: Vec<usize> = (0..labels.len()).filter(|at| labels[*at] != 0).collect();
    for one in &tagged {
        for other in tagged.iter().filter(|other| *other != one && labels[**other] & labels[*one] != 0) {
            rows[one * width + other / 64] |= 1 << (other % 64);
        }
    }
    rows
}

/// Which phrases have runs of `size` characters in common, runs that more than `most` phrases have left out.
fn alike(phrases: &[&Phrase], size: usize, most: usize, width: usize) -> Vec<u64> {
    // The run above, the number of the phrase below, so that one number is sorted and not two.
    let mut found: Vec<u128> = Vec::new();
    for (number, phrase) in phrases.iter().enumerate() {
        runs(&phrase.text, size, |run| found.push(run << 16 | number as u128));
    }
    found.sort_unstable();
    found.dedup();
    let mut rows = vec![0; phrases.len() * width];
    let number = |found: &u128| usize::from(*found as u16);
    for group in found.chunk_by(|one, other| one >> 16 == other >> 16).filter(|group| (2..=most).contains(&group.len()))
    {
        for one in group.iter().map(number) {
            for other in group.iter().map(number).filter(|other| *other != one) {
                rows[one * width + other / 64] |= 1 << (other % 64);
            }
        }
    }
    rows
}

/// Runs of `size` Han characters of a text, its slots left out, each as a number; runs of two are words only without the
/// characters that stand everywhere.
fn runs(text: &str, size: usize, mut found: impl FnMut(u128)) {
    let (mut run, mut have, mut in_slot) = (0u128, 0, false);
    let mask = (1u128 << (21 * size)) - 1;
    for (at, c) in text.char_indices() {
        in_slot = (in_slot || c == '【') && c != '】';
        let breaks = in_slot || !han::is_han(c) || (size == 2 && EVERYWHERE.begin(&text[at..]));
        (run, have) = if breaks { (0, 0) } else { ((run << 21 | c as u128) & mask, have + 1) };
        if have >= size {
            found(run);
        }
    }
}

static EVERYWHERE: LazyLock<Characters> = LazyLock::new(|| {
    Characters::of("的了是在不要把和与一个有上到就都也对从向为以于中下能可让使由被这那各每再没还来去")
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Bank, Origin};
    use std::sync::Arc;

    fn aspect(roles: &[(Role, &[&str])]) -> Aspect {
        let phrase = |text: &&str| Arc::new(vec![Phrase::plain((*text).into(), Origin::default()).expect("good")]);
        let bank = |texts: &[&str]| Bank { path: "甲".into(), thoughts: texts.iter().map(phrase).collect() };
        Aspect { roles: roles.iter().map(|(role, texts)| (*role, bank(texts))).collect(), ..Aspect::default() }
    }

    #[test]
    fn finds_what_would_be_heard_twice_and_what_speaks_of_the_same_thing() {
        let aspect = aspect(&[
            (Role::Core, &["把审批流程从头走一遍", "把【事项】的门牌挂出来"]),
            (Role::Do, &["审批流程每季度再走一遍", "门牌坏了当天就换", "把【事项】的钥匙交出来"]),
        ]);
        let kin = Kin::of(&aspect);
        let number = |role, thought| kin.number(role, thought, 0);
        let (core, signs) = (number(Role::Core, 0), number(Role::Core, 1));
        let only = |phrase| {
            let mut few = kin.none();
            few.add(phrase);
            few
        };
        assert_eq!(kin.echoes(core, &only(number(Role::Do, 0))), 1, "审批流程 is said twice");
        assert_eq!(kin.echoes(signs, &only(number(Role::Do, 1))), 0);
        assert_eq!(kin.shares(signs, &only(number(Role::Do, 1))), 1, "both speak of 门牌");
        assert_eq!(kin.shares(signs, &only(number(Role::Do, 2))), 0, "a slot and 把 are no words of theirs");
        assert_eq!(kin.echoes(core, &only(core)), 0, "a phrase is no echo of itself");
    }
}
