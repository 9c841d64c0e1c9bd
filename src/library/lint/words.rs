//! The lists of words that the rules go by, from `words.yaml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// See the remarks in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub dangling: BTreeMap<String, Vec<String>>,
    pub enumerators: Vec<String>,
    pub announcing: Vec<String>,
    pub counted: Vec<String>,
    pub hollow: Vec<String>,
    pub empty: Vec<String>,
    pub quoting: Vec<String>,
    pub surnames: String,
    pub titles: Vec<String>,
    pub outdated: BTreeMap<String, String>,
    pub places: Vec<String>,
    pub not_places: Vec<String>,
    pub units: Vec<String>,
    pub not_figures: Vec<String>,
    pub words: Vec<String>,
    pub asked: Vec<String>,
}

/// The lists.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        let mut words: Words =
            serde_yaml::from_str(include_str!("words.yaml")).expect("the lists are part of the program");
        // The longest is tried first.
        for list in [&mut words.hollow, &mut words.empty, &mut words.units, &mut words.counted, &mut words.titles] {
            list.sort_by_key(|word| (std::cmp::Reverse(word.len()), word.clone()));
        }
        words
    });
    &WORDS
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_parse() {
        assert!(super::words().hollow.len() > 50);
    }
}
