//! Half-width stops between Chinese characters: 增长,工业 is 增长，工业; 1,907 and 5:3 stay.
//!
//! Brackets and quotation marks are left alone: they are no stops, and both widths are in good use.

use super::offset::Edit;
use crate::source::Span;

const PAIRS: [(u8, &str); 5] = [(b',', "，"), (b';', "；"), (b':', "："), (b'?', "？"), (b'!', "！")];

/// `ruins` are spans of mojibake, whose question marks are none.
pub(super) fn edits(text: &str, ruins: &[Span]) -> Vec<Edit> {
    let bytes = text.as_bytes();
    let mut edits = Vec::new();
    let first = memchr::memchr3_iter(b',', b';', b':', bytes);
    let mut found: Vec<usize> = first.chain(memchr::memchr2_iter(b'?', b'!', bytes)).collect();
    found.sort_unstable();
    let mut ruins = ruins.iter().peekable();
    for at in found {
        while ruins.next_if(|ruin| ruin.end <= at).is_some() {}
        if ruins.peek().is_some_and(|ruin| ruin.contains(&at)) {
            continue;
        }
        let before = text[..at].trim_end_matches(' ').as_bytes().last();
        let after = text[at + 1..].trim_start_matches(' ').as_bytes().first();
        // One wide neighbour makes it a Chinese stop, unless a figure or a Latin word goes on behind it without one.
        let wide = |byte: Option<&u8>| byte.is_some_and(|byte| *byte >= 0x80);
        let ends = after.is_none_or(|byte| *byte == b'\n');
        if (wide(before) && (wide(after) || ends || !is_word(after)))
            || wide(after)
            || (wide(before) && bytes[at] != b':')
        {
            let (_, with) = PAIRS.iter().find(|(mark, _)| *mark == bytes[at]).expect("only these were searched");
            edits.push(Edit::replace(at..at + 1, *with));
        }
    }
    edits
}

fn is_word(byte: Option<&u8>) -> bool {
    byte.is_some_and(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::offset::OffsetMap;

    #[test]
    fn widens_stops_between_chinese_only() {
        for (text, expected) in [
            ("压力大,任务重;大家", "压力大，任务重；大家"),
            ("增长5%,快于全省", "增长5%，快于全省"),
            ("去年,9个县", "去年，9个县"),
            ("1,907个和5:3,见http://x", "1,907个和5:3，见http://x"),
            ("同志们:", "同志们："),
            ("学什么?", "学什么？"),
        ] {
            assert_eq!(OffsetMap::identity(text.len()).apply(text, &edits(text, &[])), expected);
        }
    }
}
