//! Sentences: where a text may be parted without tearing what is said in one breath.
//!
//! Only marks that end a sentence count, with the closing marks behind them: 他说：“好。” is one. A semicolon ends none, though it
//! parts the items of a list; who compares texts asks for it.

use super::han::ends_sentence;
use crate::source::Span;

/// The sentences of a text, covering all of it; a semicolon ends one too where `items` is set.
pub fn sentences(text: &str, items: bool) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut start, mut ended) = (0, false);
    for (at, c) in text.char_indices() {
        let ends = ends_sentence(c) || (items && matches!(c, '；' | ';'));
        if ended && !ends && !is_closing(c) {
            found.push(start..at);
            (start, ended) = (at, false);
        }
        ended |= ends;
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}

/// Whether `c` closes what was opened before, and so belongs to the sentence that ends before it.
fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | ')' | '》' | '〉' | '」' | '』' | '】' | '"' | ' ' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, items: bool) -> Vec<&str> {
        sentences(text, items).into_iter().map(|at| &text[at]).collect()
    }

    #[test]
    fn a_sentence_keeps_its_closing_marks_and_nothing_is_lost() {
        let text = "会开完了。他说：“马上办！”怎么办？一是快；二是实";
        assert_eq!(parts(text, false), ["会开完了。", "他说：“马上办！”", "怎么办？", "一是快；二是实"]);
        assert_eq!(parts(text, true)[3..], ["一是快；", "二是实"]);
        assert_eq!(parts("", false), [""; 0]);
        assert_eq!(parts("真的？！好……", false), ["真的？！", "好……"]);
    }
}
