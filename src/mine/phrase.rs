//! The vocabulary of the genre: set phrases of four characters, quoted metaphors, verbs with what they are done to.
//!
//! Vocabulary is looked up by who writes and edits; no sentence is made of it by itself, so it stands in `word` banks.

use std::collections::{BTreeMap, BTreeSet};

use super::partial::{Speech, pieces};
use super::privacy::{Class, class};
use super::theme::themes;

/// A phrase of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Its bank under `word`.
    pub bank: String,
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

/// The verbs with what they are done to, and those of a theme under its name.
const DONE: &str = "动宾";

/// Where a phrase stands: the number of the speech, the line, and in how many speeches which theme is spoken of there.
#[derive(Default)]
struct Said {
    places: Vec<(usize, usize)>,
    themes: BTreeMap<&'static str, BTreeSet<usize>>,
}

/// The phrases that at least `support` speeches say.
pub fn find(speeches: &[&Speech], support: usize) -> Vec<Phrase> {
    let mut found: BTreeMap<Told, Said> = BTreeMap::new();
    let mut words: Vec<(&str, &str)> = Vec::new();
    for (number, speech) in speeches.iter().enumerate() {
        for (unit, theme) in speech.units.iter().zip(themes(speech)) {
            words.clear();
            words.extend(pieces(&unit.words).zip(pieces(&unit.parts)));
            for told in phrases(&words) {
                let said = found.entry(told).or_default();
                if said.places.last().is_none_or(|(speech, _)| *speech != number) {
                    said.places.push((number, unit.place.line));
                }
                if let Some(theme) = theme {
                    said.themes.entry(theme).or_default().insert(number);
                }
            }
        }
    }
    let enough = found.into_iter().filter(|(_, said)| said.places.len() >= support);
    let mut phrases: Vec<Phrase> = enough
        .map(|((bank, text, parts), said)| Phrase {
            bank: filed(bank, &said, support),
            text,
            parts,
            support: said.places.len(),
            places: said.places,
        })
        .collect();
    phrases.sort_by(|a, b| a.bank.cmp(&b.bank).then(b.support.cmp(&a.support)).then(a.text.cmp(&b.text)));
    phrases.dedup_by(|a, b| a.bank == b.bank && a.text == b.text);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    phrases.retain(|phrase| {
        let count = counts.entry(phrase.bank.clone()).or_default();
        *count += 1;
        *count <= MOST
    });
    phrases
}

/// The bank of a phrase: what is done goes to the theme that most of those who say it say it of.
fn filed(bank: &str, said: &Said, support: usize) -> String {
    let most = said.themes.iter().max_by_key(|(theme, speeches)| (speeches.len(), std::cmp::Reverse(**theme)));
    let own = most.filter(|(_, of)| bank == DONE && of.len() >= support && 2 * of.len() > said.places.len());
    own.map_or_else(|| bank.to_string(), |(theme, _)| format!("{bank}·{theme}"))
}

/// The phrases of a sentence: bank, text, parts of speech.
fn phrases(words: &[(&str, &str)]) -> Vec<Told> {
    let mut found = Vec::new();
    let plain = |words: &[(&str, &str)]| {
        words.iter().all(|(word, part)| matches!(class(word, part), Class::Plain | Class::Nominal | Class::Leaning))
    };
    for (at, (word, part)) in words.iter().enumerate() {
        if matches!(*part, "i" | "l") && word.chars().count() == 4 {
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
        let done = |(_, noun): &&(&str, &str)| *part == "v" && matches!(*noun, "n" | "vn");
        if let Some((next, noun)) = words.get(at + 1).filter(done)
            && word.chars().count() == 2
            && next.chars().count() == 2
            && plain(&words[at..at + 2])
        {
            let ends = words.get(at + 2).is_none_or(|(word, _)| word.chars().all(|c| !c.is_alphanumeric()));
            if ends {
                found.push((DONE, format!("{word}{next}"), format!("动词＋{}", named(noun))));
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
