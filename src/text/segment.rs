//! Words and their parts of speech, by jieba's dictionary.
//!
//! Loading the dictionary takes longer than a draft does, so it is loaded when the first sentence asks for it, and only
//! mining asks; who has other work to do meanwhile has it loaded beside. What jieba calls a word is a convention and not a truth: whoever counts words must bear that one stretch is
//! cut in two ways.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use jieba_rs::Jieba;

static DICTIONARY: LazyLock<Jieba> = LazyLock::new(Jieba::new);

static READY: AtomicBool = AtomicBool::new(false);

/// A word and its part of speech in jieba's letters: `v` verb, `n` noun, `p` preposition, `x` a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'t> {
    /// The word as it stands in the text.
    pub text: &'t str,
    /// Its part of speech.
    pub part: &'t str,
}

/// Loads what words are told by, the models for unknown words too, which need no dictionary and are loaded beside it.
pub fn prepare() {
    rayon::join(|| LazyLock::force(&DICTIONARY), || Jieba::empty().tag("槑圐圙", true).len());
    READY.store(true, Ordering::Release);
}

/// Whether [`prepare`] is done.
pub fn is_ready() -> bool {
    READY.load(Ordering::Acquire)
}

/// The words of a text, in order, without white space.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let tagged = DICTIONARY.tag(text, true);
    let words = tagged.into_iter().filter(|tag| tag.word.contains(|c: char| !c.is_whitespace()));
    words.map(|tag| Word { text: tag.word, part: tag.tag }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_with_their_parts_of_speech_and_together_they_are_the_text() {
        let found = words("把问题解决在基层，不许拖。");
        assert_eq!(found.iter().map(|word| word.text).collect::<String>(), "把问题解决在基层，不许拖。");
        assert!(found.contains(&Word { text: "问题", part: "n" }) && found.contains(&Word { text: "把", part: "p" }));
        assert_eq!(words(" \n"), []);
    }
}
