//! Series: heads of one enumeration that are of one frame, where enumerations of several speeches are of it.
//!
//! Siblings show their frame by what they share: 在【】上下更大功夫. It is looked for between neighbours, since an enumeration may
//! change its frame on the way; a slot is named by what stands beside it alone, since what fills it is each speech's own matter.

use std::collections::{BTreeMap, BTreeSet};

use super::name;
use crate::library::path::STYLES;
use crate::mine::partial::{Speech, Unit};
use crate::mine::privacy::{Class, class};

/// A frame of sibling heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// What it is called: its words, … for the slot.
    pub name: String,
    /// The frame as a phrase.
    pub text: String,
    /// How many speeches have an enumeration of it.
    pub support: usize,
    /// The markers that it was seen with, as banks write them.
    pub styles: Vec<&'static str>,
    /// Where: the number of the speech, and the line of its first head.
    pub places: Vec<(usize, usize)>,
}

/// A head: its words with their parts of speech, up to its first stop.
struct Head<'s> {
    words: Vec<(&'s str, &'s str)>,
    style: Option<&'static str>,
    line: usize,
}

/// What neighbours begin and end with.
type Shared<'s> = (Vec<&'s str>, Vec<&'s str>);

/// The series of at least `support` speeches, the best supported first.
pub fn find(speeches: &[&Speech], support: usize) -> Vec<Series> {
    let mut found: BTreeMap<Shared<'_>, BTreeMap<usize, (usize, BTreeSet<&'static str>)>> = BTreeMap::new();
    for (number, speech) in speeches.iter().enumerate() {
        let mut groups: BTreeMap<(usize, usize), Vec<Head<'_>>> = BTreeMap::new();
        for unit in speech.units.iter().filter(|unit| unit.place.level > 0) {
            groups.entry((unit.place.group, unit.place.level)).or_default().push(head(unit));
        }
        for pair in groups.values().flat_map(|heads| heads.windows(2)) {
            for shared in shared(&pair[0], &pair[1]) {
                let seen = found.entry(shared).or_default().entry(number).or_insert((pair[0].line, BTreeSet::new()));
                seen.1.extend(pair[0].style);
            }
        }
    }
    let mut enough: Vec<_> = found.into_iter().filter(|(_, speeches)| speeches.len() >= support).collect();
    // What begins 在 and ends 上下功夫 says more than what ends 上下功夫 in the same speeches.
    let within =
        |one: &Shared<'_>, other: &Shared<'_>| one != other && other.0.starts_with(&one.0) && other.1.ends_with(&one.1);
    let longer: Vec<_> = enough.iter().map(|(shared, speeches)| (shared.clone(), speeches.len())).collect();
    enough.retain(|(shared, speeches)| {
        !longer.iter().any(|(other, count)| *count >= speeches.len() && within(shared, other))
    });
    // 我们【】 and 【】建设 are said of anything. What is open at one end says what is done to what.
    enough.retain(|((before, behind), _)| match (before.is_empty(), behind.len()) {
        (false, 0) => name::beside(before, behind) != "事项",
        (false, _) => true,
        (true, words) => words > 2,
    });
    let series = |((before, behind), speeches): (Shared<'_>, BTreeMap<usize, (usize, BTreeSet<&'static str>)>)| {
        let (left, right) = (before.concat(), behind.concat());
        let slot = name::beside(&before, &behind);
        let styles: BTreeSet<&str> = speeches.values().flat_map(|(_, styles)| styles).copied().collect();
        Series {
            name: [left.as_str(), right.as_str()].join("…").trim_matches('…').to_string(),
            text: format!("{left}【{slot}】{right}"),
            support: speeches.len(),
            styles: STYLES.into_iter().filter(|style| styles.contains(style)).collect(),
            places: speeches.into_iter().map(|(speech, (line, _))| (speech, line)).collect(),
        }
    };
    let mut series: Vec<Series> = enough.into_iter().map(series).collect();
    series.sort_by(|one, other| other.support.cmp(&one.support).then_with(|| one.text.cmp(&other.text)));
    series.dedup_by(|one, other| one.name == other.name);
    series
}

fn head(unit: &Unit) -> Head<'_> {
    let all: Vec<(&str, &str)> = unit.words.split(' ').zip(unit.parts.split(' ')).collect();
    let mark = all.iter().position(|(_, part)| *part == "mark");
    let words = &all[mark.map_or(0, |at| at + 1)..];
    let stop = words.iter().position(|(word, part)| class(word, part) == Class::Stop && *word != "、");
    let style = match mark.map(|at| all[at].0.trim_end_matches(['，', '：'])) {
        None => Some("无"),
        Some(mark) if mark.starts_with(['（', '(']) => Some("（一）"),
        Some(mark) if mark.starts_with('第') => Some("第一"),
        Some(mark) if mark.ends_with('要') => Some("一要"),
        Some(mark) if mark.ends_with('是') => Some("一是"),
        Some(mark) if mark.starts_with(|c: char| c.is_ascii_digit()) => Some("1."),
        Some(_) => None,
    };
    Head { words: words[..stop.unwrap_or(words.len())].to_vec(), style, line: unit.place.line }
}

/// What two heads share on both sides, and on either; each has words of its own between.
fn shared<'s>(one: &Head<'s>, other: &Head<'s>) -> Vec<Shared<'s>> {
    let least = one.words.len().min(other.words.len());
    let same = |(a, b): &(&(&str, &str), &(&str, &str))| a == b && !class(a.0, a.1).is_hidden();
    let before = one.words.iter().zip(&other.words).take_while(same).count();
    let behind = one.words.iter().rev().zip(other.words.iter().rev()).take_while(same).count();
    if least == 0 || before + behind >= least {
        return Vec::new();
    }
    let words = |words: &[(&'s str, &'s str)]| words.iter().map(|(word, _)| *word).collect::<Vec<_>>();
    let (left, right) = (words(&one.words[..before]), words(&one.words[one.words.len() - behind..]));
    // Siblings share what their speech is about besides, which others do not: 在河道的【】上 is 在【】上.
    let shorter = (0..before).map(|count| (left[..count].to_vec(), right.clone()));
    let later = (1..=behind).map(|from| (left.clone(), right[from..].to_vec()));
    let mut found: Vec<Shared<'_>> = shorter.chain(later).collect();
    found.push((left.clone(), right.clone()));
    // 要 and 是 are no frame: what is shared must say something.
    found.retain(|(left, right)| left.iter().chain(right).map(|word| word.chars().count()).sum::<usize>() > 1);
    found
}
