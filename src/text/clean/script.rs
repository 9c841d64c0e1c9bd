//! Traditional to Simplified, where the text is Traditional, and never a change to a text that is Simplified.
//!
//! Whether a line is Traditional is told by characters that only one of the two scripts uses and that no speech can do
//! without.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::converter;
use super::offset::Edit;
use crate::text::characters::Characters;

/// 简体或繁体
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// 简体
    Simplified,
    /// 繁体
    Traditional,
}

/// Characters that only Traditional texts use, and those that only Simplified ones use, in the same order.
const TRADITIONAL: &str =
    "個們這為會國發對過來時說經學業開長動實現產質黨領導務進關體強機縣區問題與從總書記設準環員議據階還見點區際";
const SIMPLIFIED: &str =
    "个们这为会国发对过来时说经学业开长动实现产质党领导务进关体强机县区问题与从总书记设准环员议据阶还见点区际";

/// Traditional characters that Simplified ones must not outnumber.
const FEW: usize = 3;

/// The two as sets.
static MARKS: LazyLock<(Characters, Characters)> =
    LazyLock::new(|| (Characters::of(TRADITIONAL), Characters::of(SIMPLIFIED)));

/// How many characters of each script there are: Traditional, Simplified. The latter are counted only where it matters, that is
/// hardly ever, since most texts have none of the former.
fn count(text: &str, least: usize) -> (usize, usize) {
    let (traditional, simplified) = &*MARKS;
    let t = traditional.count(text);
    (t, if t >= least { simplified.count(text) } else { 0 })
}

/// The script of a text by the greater number, Simplified where there is nothing to tell; and whether it may have Traditional
/// lines at all.
pub(super) fn judge(text: &str) -> (Script, bool) {
    let (t, s) = count(text, FEW);
    (if t >= FEW && t > s { Script::Traditional } else { Script::Simplified }, t >= FEW)
}

/// The script of a text by the greater number; Simplified where there is nothing to tell.
pub fn script(text: &str) -> Script {
    judge(text).0
}

/// What must be replaced to make the text Simplified. Lines are judged one by one within a text that has enough
/// Traditional characters at all: compilations mix scripts. The converter is given all lines in a row that it concerns, since
/// each call has its price.
pub(super) fn edits(text: &str) -> Vec<Edit> {
    let counts: Vec<(usize, usize)> = text.split_inclusive('\n').map(|line| count(line, 0)).collect();
    let (t, s) = counts.iter().fold((0, 0), |(t, s), line| (t + line.0, s + line.1));
    if t < FEW {
        return Vec::new();
    }
    let whole = t > s;
    let mut edits = Vec::new();
    let (mut from, mut at) = (0, 0);
    for (line, (t, s)) in text.split_inclusive('\n').zip(counts) {
        // A short line has too few characters to tell, and goes with its text.
        let traditional = if t + s < FEW { whole } else { t > s };
        if !traditional {
            convert(&text[from..at], from, &mut edits);
            from = at + line.len();
        }
        at += line.len();
    }
    convert(&text[from..], from, &mut edits);
    edits
}

/// Converts lines that begin at `start`, each by itself where the converter does not leave as many of them.
fn convert(lines: &str, start: usize, edits: &mut Vec<Edit>) {
    if lines.is_empty() {
        return;
    }
    let converted = converter::convert(lines);
    let mut start = start;
    for (line, converted) in lines.split_inclusive('\n').zip(converted.split_inclusive('\n')) {
        line_edits(line, converted, start, edits);
        start += line.len();
    }
}

/// The edits of one line, character for character wherever the converter works so.
fn line_edits(line: &str, converted: &str, start: usize, edits: &mut Vec<Edit>) {
    if line.chars().count() != converted.chars().count() {
        edits.push(Edit::replace(start..start + line.len(), converted.to_string()));
        return;
    }
    let converted = match line.contains('著') {
        true => Cow::Owned(particles(line, converted)),
        false => Cow::Borrowed(converted),
    };
    // Nearly always every character keeps its length, and so its place.
    let lengths = line.chars().map(char::len_utf8);
    if line.len() == converted.len() && lengths.eq(converted.chars().map(char::len_utf8)) {
        if *line != *converted {
            edits.push(Edit::replace(start..start + line.len(), converted.into_owned()));
        }
        return;
    }
    for ((at, from), to) in line.char_indices().zip(converted.chars()).filter(|((_, from), to)| from != to) {
        edits.push(Edit::replace(start + at..start + at + from.len_utf8(), to.to_string()));
    }
}

/// The converted line with the particle 着 where the converter left 著.
fn particles(line: &str, converted: &str) -> String {
    let mut last = ' ';
    let mut pairs = line.chars().zip(converted.chars()).peekable();
    let mut out = String::with_capacity(converted.len());
    while let Some((from, to)) = pairs.next() {
        let next = pairs.peek().map(|(next, _)| *next);
        out.push(if from == '著' && is_particle(last, next) { '着' } else { to });
        last = from;
    }
    out
}

/// Whether 著 is the particle that Simplified writes 着 (沿著, 存在著) and not the word of 显著, 著作: the converter leaves
/// both, since it knows neither neighbour.
fn is_particle(last: char, next: Option<char>) -> bool {
    !"顯显專专名論论土編编原遺遗巨譯译昭卓拙合所".contains(last)
        && !next.is_some_and(|next| "名作述稱称書书者錄录".contains(next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::offset::OffsetMap;

    fn converted(text: &str) -> String {
        OffsetMap::identity(text.len()).apply(text, &edits(text))
    }

    #[test]
    fn converts_what_is_traditional_only() {
        assert_eq!(
            converted("同志們：\n這次會議開得很好，效果顯著，意味著進步。"),
            "同志们：\n这次会议开得很好，效果显著，意味着进步。"
        );
        let simplified = "成效显著，著力点要找准，后面干部的答复要及时，里面有余地。";
        assert!(edits(simplified).is_empty());
        // A compilation of both.
        assert_eq!(converted("這個問題與發展\n这个问题和发展显著"), "这个问题与发展\n这个问题和发展显著");
    }

    #[test]
    fn the_two_lists_of_marks_are_each_others_conversion() {
        assert_eq!(converter::convert(TRADITIONAL), SIMPLIFIED.to_string());
        assert_eq!(TRADITIONAL.chars().count(), SIMPLIFIED.chars().count());
    }
}
