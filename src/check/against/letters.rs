//! A text as the letters that count when two texts are compared, and the way back to their places.
//!
//! Letters are Chinese characters. What an editor changes when he uses an old speech again does not count: marks, white space, figures,
//! Latin letters, numerals (三点意见 and 四点意见), masks (某, ×) and what stands in a placeholder. So a change of these neither hides
//! a copy nor breaks it in two.

use std::sync::LazyLock;

use crate::source::Span;
use crate::text::characters::Characters;
use crate::text::han::is_han;

/// What stands between two speeches of a text: no letter of any text, so that no run leads from one to the other.
const BORDER: char = '\u{E000}';

/// A placeholder longer than this is somebody's text.
const HOLE: usize = 90;

/// The letters of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letters {
    chars: Vec<char>,
    at: Vec<u32>,
}

impl Letters {
    /// The letters of some stretches of a text, in order. A stretch beyond four gigabytes is no speech and is left out.
    pub fn of<'s>(text: &str, spans: impl IntoIterator<Item = &'s Span>) -> Self {
        let mut letters = Letters::default();
        for span in spans {
            if !letters.is_empty() {
                letters.push(BORDER, span.start);
            }
            letters.read(&text[span.clone()], span.start);
        }
        letters
    }

    fn read(&mut self, text: &str, start: usize) {
        self.chars.reserve(text.len() / 3);
        self.at.reserve(text.len() / 3);
        for (at, c) in letters(text) {
            self.push(c, start + at);
        }
    }

    fn push(&mut self, c: char, at: usize) {
        if let Ok(at) = u32::try_from(at) {
            self.chars.push(c);
            self.at.push(at);
        }
    }

    /// The letters alone.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// How many letters there are, a border between speeches among them.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// Where the letters from `first` up to `end` stand in the text, with all that stands between them. An empty stretch stands where its
    /// first letter does.
    pub fn span(&self, first: usize, end: usize) -> Span {
        let at = |letter: usize| self.at.get(letter).map_or(0, |at| *at as usize);
        let start = at(first);
        if end <= first { start..start } else { start..at(end - 1) + self.chars[end - 1].len_utf8() }
    }
}

/// The letters of a text and where each stands.
pub fn letters(text: &str) -> impl Iterator<Item = (usize, char)> {
    let none: &Characters = &NO_LETTERS;
    let mut rest = text.as_bytes();
    std::iter::from_fn(move || {
        loop {
            let at = text.len() - rest.len();
            let letter = match *rest {
                // The common block is nearly all of a speech.
                [a @ 0xe4..=0xe9, b, c, ref behind @ ..] => {
                    rest = behind;
                    let code = u32::from(a & 15) << 12 | u32::from(b & 63) << 6 | u32::from(c & 63);
                    let own = char::from_u32(code).filter(|c| *c >= '\u{4e00}' || is_han(*c));
                    own.filter(|_| !none.has([a, b, c]))
                }
                [] => return None,
                _ => {
                    let c = text[at..].chars().next()?;
                    rest = &rest[if c == '【' { hole(&text[at..]) } else { c.len_utf8() }..];
                    Some(c).filter(|c| is_han(*c) && !none.holds(*c))
                }
            };
            if let Some(letter) = letter {
                return Some((at, letter));
            }
        }
    })
}

/// How long the placeholder is at the head of a text, or its bracket alone where it is none.
fn hole(text: &str) -> usize {
    let end = text.find(['】', '\n']).filter(|end| *end <= HOLE && text[*end..].starts_with('】'));
    end.unwrap_or('【'.len_utf8())
}

/// Numerals, and the character that masks a name.
static NO_LETTERS: LazyLock<Characters> = LazyLock::new(|| Characters::of("〇零一二两三四五六七八九十百千万亿某"));

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> String {
        Letters::of(text, [&(0..text.len())]).chars().iter().collect()
    }

    #[test]
    fn marks_figures_numerals_masks_and_placeholders_do_not_count() {
        assert_eq!(letters("一要抓紧，某某县（××镇）投资 12.5 亿元！"), "要抓紧县镇投资元");
        assert_eq!(letters("由【牵头单位：哪个局】牵头，【"), "由牵头");
        assert_eq!(letters(&format!("【{}】", "长".repeat(40))), "长".repeat(40));
    }

    #[test]
    fn letters_lead_back_to_their_place() {
        let text = "同志们：抓3件实事。";
        let letters = Letters::of(text, [&(0..text.len())]);
        assert_eq!(&text[letters.span(3, 6)], "抓3件实");
    }
}
