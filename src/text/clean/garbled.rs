//! Mojibake: bytes read in a wrong encoding. It is told, not guessed at, except where a full stop is plainly meant.
//!
//! A sentence that holds some is kept out of mining by whoever mines; here its places are only found. In texts with pinyin
//! residue a 。 before a character comes out as `?,F`: the stop is put back, since a lost one swallows the sentence behind it.

use std::sync::LazyLock;

use aho_corasick::packed::Searcher;

use super::offset::Edit;
use crate::source::Span;
use crate::text::han::is_han;

/// Put-back stops; to be run after the pinyin has gone, which leaves the stray capital.
pub(super) fn edits(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for at in memchr::memmem::find_iter(text.as_bytes(), "?,") {
        let mut rest = text[at + 2..].chars();
        let (capital, next) = (rest.next(), rest.next());
        let han_before = text[..at].chars().next_back().is_some_and(is_han);
        if han_before && capital.is_some_and(|c| c.is_ascii_uppercase()) && next.is_some_and(is_han) {
            edits.push(Edit::replace(at..at + 3, "。"));
        }
    }
    edits
}

/// Where characters are the ruins of others: replacement characters, a question mark inside a word, runs that UTF-8 read as
/// GBK or as Latin leaves.
pub(super) fn find(text: &str) -> Vec<Span> {
    static RUINS: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new(["\u{fffd}", "锟斤拷", "烫烫烫", "锘"]));
    let mut found: Vec<Span> = Vec::new();
    for at in memchr::memchr2_iter(b'?', 0xc3, text.as_bytes()) {
        let (before, after) = (&text[..at], &text[at..]);
        if let Some(rest) = after.strip_prefix('?') {
            let inside = before.chars().next_back().is_some_and(is_han) && rest.chars().next().is_some_and(is_han);
            // A real question ends; this mark stands inside a run of characters, with another close by or before a stop.
            let near = rest.chars().take(8).position(|c| c == '?');
            if inside && near.is_some_and(|near| rest.chars().take(near).all(is_han)) {
                let end = at + 1 + rest.find('?').unwrap_or(0) + 1;
                found.push(at..end);
            } else if !inside && rest.starts_with('。') && before.chars().next_back().is_some_and(is_han) {
                found.push(at..at + 1);
            }
        } else if after.chars().take_while(|c| matches!(c, '\u{80}'..='\u{ff}')).count() >= 3 {
            let length =
                after.chars().take_while(|c| matches!(c, '\u{80}'..='\u{ff}')).map(char::len_utf8).sum::<usize>();
            if found.last().is_none_or(|last| last.end <= at) {
                found.push(at..at + length);
            }
        }
    }
    let ruins = RUINS.as_ref().map(|ruins| ruins.find_iter(text));
    found.extend(ruins.into_iter().flatten().map(|ruin| ruin.span().range()));
    found.sort_by_key(|span| (span.start, span.end));
    found.dedup_by(|later, earlier| later.start < earlier.end);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_ruins_and_leaves_questions() {
        let ruined = |text: &'static str| find(text).into_iter().map(|span| &text[span]).collect::<Vec<_>>();
        assert_eq!(ruined("提高本?哪芰?。要抓紧"), ["?哪芰?"]);
        assert_eq!(ruined("锟斤拷开会"), ["锟斤拷"]);
        assert_eq!(ruined("åä¼å¼ä¼"), ["åä¼å¼ä¼"]);
        assert!(ruined("怎么办?要靠大家。难不难?难!").is_empty());
        assert_eq!(edits("做好安排?,F现在到了年底").len(), 1);
    }
}
