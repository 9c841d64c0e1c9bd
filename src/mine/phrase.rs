//! The vocabulary of the genre: set phrases of four characters, quoted metaphors, verbs with what they are done to.
//!
//! Vocabulary is looked up by who writes and edits; no sentence is made of it by itself, so it stands in `word` banks.

use std::collections::BTreeMap;

use super::partial::Speech;
use super::privacy::{Class, class};

/// A phrase of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Its bank under `word`.
    pub bank: &'static str,
    /// The phrase.
    pub text: String,
    /// The parts of speech of its words, in Chinese.
    pub parts: String,
    /// In how many speeches it stands.
    pub support: usize,
    /// Where it stands: the number of the speech in its order, and the line.
    pub places: Vec<(usize, usize)>,
}

/// A bank holds no more, the best supported first.
const MOST: usize = 300;

/// A phrase as it is met: its bank, its text, the parts of speech of its words.
type Told = (&'static str, String, String);

/// The phrases that at least `support` speeches say.
pub fn find(speeches: &[&Speech], support: usize) -> Vec<Phrase> {
    let mut found: BTreeMap<Told, Vec<(usize, usize)>> = BTreeMap::new();
    for (number, speech) in speeches.iter().enumerate() {
        for unit in &speech.units {
            let words: Vec<(&str, &str)> = unit.words.split(' ').zip(unit.parts.split(' ')).collect();
            for (bank, text, parts) in phrases(&words) {
                let places = found.entry((bank, text, parts)).or_default();
                if places.last().is_none_or(|(speech, _)| *speech != number) {
                    places.push((number, unit.place.line));
                }
            }
        }
    }
    let enough = found.into_iter().filter(|(_, places)| places.len() >= support);
    let mut phrases: Vec<Phrase> = enough
        .map(|((bank, text, parts), places)| Phrase { bank, text, parts, support: places.len(), places })
        .collect();
    phrases.sort_by(|a, b| a.bank.cmp(b.bank).then(b.support.cmp(&a.support)).then(a.text.cmp(&b.text)));
    phrases.dedup_by(|a, b| a.bank == b.bank && a.text == b.text);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    phrases.retain(|phrase| {
        let count = counts.entry(phrase.bank).or_default();
        *count += 1;
        *count <= MOST
    });
    phrases
}

/// The phrases of a sentence: bank, text, parts of speech.
fn phrases(words: &[(&str, &str)]) -> Vec<Told> {
    let mut found = Vec::new();
    let plain = |words: &[(&str, &str)]| {
        words.iter().all(|(word, part)| matches!(class(word, part), Class::Plain | Class::Nominal | Class::Leaning))
    };
    for (at, (word, part)) in words.iter().enumerate() {
        let length = word.chars().count();
        if matches!(*part, "i" | "l") && length == 4 {
            found.push(("四字", (*word).to_string(), named(part).to_string()));
        }
        if *word == "“" {
            let close = words[at..].iter().position(|(word, _)| *word == "”").map(|close| at + close);
            let inner = close.map(|close| &words[at + 1..close]).unwrap_or_default();
            let text: String = inner.iter().map(|(word, _)| *word).collect();
            if (2..=5).contains(&text.chars().count()) && plain(inner) {
                let parts: Vec<&str> = inner.iter().map(|(_, part)| named(part)).collect();
                found.push(("引号", text, parts.join("＋")));
            }
        }
        if let Some((next, noun)) = words.get(at + 1) {
            let long = length == 2 && next.chars().count() == 2;
            if long && *part == "v" && matches!(*noun, "n" | "vn") && plain(&words[at..at + 2]) {
                let ends = words.get(at + 2).is_none_or(|(word, _)| word.chars().all(|c| !c.is_alphanumeric()));
                if ends {
                    found.push(("动宾", format!("{word}{next}"), format!("动词＋{}", named(noun))));
                }
            }
        }
    }
    found
}

/// A part of speech as people call it.
fn named(part: &str) -> &'static str {
    match part {
        "vn" => "动名词",
        "i" => "成语",
        "l" => "习语",
        "d" | "ad" => "副词",
        "m" => "数词",
        "q" => "量词",
        "p" => "介词",
        "c" => "连词",
        "r" => "代词",
        "f" => "方位词",
        "b" => "区别词",
        _ if part.starts_with('v') => "动词",
        _ if part.starts_with('n') => "名词",
        _ if part.starts_with('a') => "形容词",
        _ if part.starts_with('t') => "时间词",
        _ => "词",
    }
}
