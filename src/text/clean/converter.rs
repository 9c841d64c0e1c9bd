//! The converter from Traditional to Simplified, at the speed of a table.
//!
//! OpenCC looks for a phrase at every character, and finds one hardly ever: 乾 is 干 but in 乾坤. So the characters are asked for
//! once and kept in a table, and only where a phrase stands is the converter asked again, about the characters between two marks,
//! which no phrase goes beyond. What comes out is what the converter would have made of the whole.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

use crate::text::han::is_han;
use crate::text::words::Words;

/// Loaded at the first Traditional line, so that a Simplified library never pays for it.
static CONVERTER: LazyLock<Option<Converter>> = LazyLock::new(Converter::new);

/// The text in Simplified characters; as it is, should there be no converter.
pub(super) fn convert(text: &str) -> String {
    CONVERTER.as_ref().map_or_else(|| text.to_string(), |converter| converter.convert(text))
}

struct Converter {
    whole: OpenCC,
    /// What becomes of the characters of the common block, beginning with 一.
    table: Vec<char>,
    phrases: Words,
}

const FIRST: char = '\u{4e00}';
const LAST: char = '\u{9fff}';

impl Converter {
    fn new() -> Option<Self> {
        let whole = OpenCC::from_config(BuiltinConfig::T2s).ok()?;
        // A line each, so that no two make a phrase.
        let lines: String = (FIRST..=LAST).flat_map(|c| [c, '\n']).collect();
        let converted = whole.convert(&lines);
        let table = converted.lines().map(|line| line.chars().next().unwrap_or(' ')).collect();
        let lines = include_str!("phrases.txt").lines().filter(|line| !line.starts_with('#'));
        Some(Converter { whole, table, phrases: Words::new(lines.flat_map(str::split_whitespace)) })
    }

    fn convert(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for place in self.phrases.places(text) {
            if place >= done {
                let before = text[done..place].char_indices().rev().take_while(|(_, c)| is_han(*c)).last();
                let from = done + before.map_or(place - done, |(at, _)| at);
                let to = text[place..].find(|c| !is_han(c)).map_or(text.len(), |length| place + length);
                self.by_table(&text[done..from], &mut out);
                out.push_str(&self.whole.convert(&text[from..to]));
                done = to;
            }
        }
        self.by_table(&text[done..], &mut out);
        out
    }

    fn by_table(&self, text: &str, out: &mut String) {
        for c in text.chars() {
            match c {
                FIRST..=LAST => out.push(self.table[c as usize - FIRST as usize]),
                '\u{3400}'..FIRST | '\u{f900}'..='\u{faff}' | '\u{20000}'.. => {
                    out.push_str(&self.whole.convert(c.encode_utf8(&mut [0; 4])));
                }
                _ => out.push(c),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn converter() -> &'static Converter {
        CONVERTER.as_ref().expect("it is built in")
    }

    /// Characters of which phrases are made, others, and marks.
    fn pieces() -> Vec<String> {
        let phrases = include_str!("phrases.txt").lines().filter(|line| !line.starts_with('#'));
        let phrases: Vec<&str> = phrases.flat_map(str::split_whitespace).collect();
        let characters = phrases.iter().flat_map(|phrase| phrase.chars()).map(String::from);
        let others = ["開會", "，", "\n", "。", "a1 ", "䊷", "𫠈", "豈", "國家與社會"].map(String::from);
        characters.chain(phrases.iter().map(ToString::to_string)).chain(others).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            rng_seed: proptest::test_runner::RngSeed::Fixed(20_260_305),
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn it_says_what_the_converter_says(text in prop::collection::vec(prop::sample::select(pieces()), 0..40)) {
            let text = text.concat();
            prop_assert_eq!(converter().convert(&text), converter().whole.convert(&text));
        }
    }

    #[test]
    fn every_character_by_itself_is_converted_as_the_converter_does() {
        for c in
            (FIRST..=LAST).chain('\u{3400}'..='\u{4dbf}').chain('\u{2e80}'..='\u{33ff}').chain('\u{f900}'..='\u{ffff}')
        {
            assert_eq!(converter().convert(&c.to_string()), converter().whole.convert(&c.to_string()), "{c}");
        }
    }
}
