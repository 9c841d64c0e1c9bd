//! Pinyin in brackets behind its character, 質(zhì)量: what web sites for pupils leave in every text they copy.
//!
//! A real bracket, such as (地) or (WTO), is never touched: what goes is a syllable of pinyin behind a Chinese character,
//! and one without a tone mark only where the text is full of marked ones.

use super::offset::Edit;
use crate::text::han::is_han;

/// A syllable is at most this long: zhuāng.
const LONGEST: usize = 6;

/// Marked syllables that make an unmarked one, (de), credible.
const ENOUGH: usize = 3;

pub(super) fn edits(text: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    let mut marked = 0;
    let narrow = memchr::memchr_iter(b'(', text.as_bytes()).map(|at| (at, 1));
    let wide = memchr::memmem::find_iter(text.as_bytes(), "（").map(|at| (at, 3));
    for (at, open) in narrow.chain(wide) {
        let before = &text[..at];
        // A stray capital behind a ruined stop, ?,F(xiàn), bears one too.
        let ruined = before.ends_with(|c: char| c.is_ascii_uppercase())
            && before.len() > 3
            && before[..before.len() - 1].ends_with("?,");
        if !before.chars().next_back().is_some_and(is_han) && !ruined {
            continue;
        }
        if let Some((length, tone)) = syllable(&text[at + open..]) {
            marked += usize::from(tone);
            found.push((Edit::cut(at..at + open + length), tone));
        }
    }
    for at in memchr::memchr_iter(b'?', text.as_bytes()).filter(|_| marked >= ENOUGH) {
        // The bracket was lost with the character before it.
        if let Some((length, true)) = syllable(&text[at + 1..]) {
            found.push((Edit::cut(at + 1..at + 1 + length), true));
        }
    }
    found.retain(|(_, tone)| *tone || marked >= ENOUGH);
    found.sort_by_key(|(edit, _)| edit.at.start);
    found.into_iter().map(|(edit, _)| edit).collect()
}

/// A syllable and its closing bracket at the head of `text`: their bytes, and whether it bears a tone mark.
fn syllable(text: &str) -> Option<(usize, bool)> {
    let mut tone = false;
    let mut vowel = false;
    for (nth, (at, c)) in text.char_indices().take(LONGEST + 2).enumerate() {
        match c {
            ')' | '）' if nth > 0 && vowel => return Some((at + c.len_utf8(), tone)),
            'a' | 'o' | 'e' | 'i' | 'u' | 'ü' | 'v' => vowel = true,
            'b'..='z' => {}
            _ if "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ".contains(c) => {
                (tone, vowel) = (true, true)
            }
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_syllables_and_leaves_real_brackets() {
        let left = |text: &str| {
            let edits = edits(text);
            super::super::offset::OffsetMap::identity(text.len()).apply(text, &edits)
        };
        assert_eq!(left("質(zhì)量發(fā)展(地)們(men)學(xué)習（xí）"), "質量發展(地)們學習");
        assert_eq!(left("世贸组织(wto)和各县(区)要用好平台(app)"), "世贸组织(wto)和各县(区)要用好平台(app)");
    }
}
