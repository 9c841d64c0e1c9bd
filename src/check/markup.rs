//! Markdown without its markup, every character where it was.
//!
//! A Markdown file is a speech with marks on it. They are blanked out by as many spaces as they have bytes, so that the offsets of
//! what is left are those of the file. In a file that claims to be plain text the same marks are left over, and a finding.

use std::borrow::Cow;

/// The text without headings' `#`, emphasis, quotation and escaping marks.
pub fn without_markup(raw: &str) -> Cow<'_, str> {
    if !raw.contains(['#', '*', '_', '>', '\\', '`']) {
        return Cow::Borrowed(raw);
    }
    let mut bytes = raw.as_bytes().to_vec();
    let mut line = 0;
    for text in raw.split_inclusive('\n') {
        let indent = text.len() - text.trim_start_matches(' ').len();
        let rest = &text[indent..];
        let level = rest.bytes().take_while(|byte| *byte == b'#').count();
        let marks = match rest.as_bytes() {
            _ if (1..=6).contains(&level) && rest[level..].starts_with(' ') => level,
            [b'>', b' ', ..] => 1,
            [b'*' | b'-' | b'+', b' ', ..] => 1,
            _ => 0,
        };
        bytes[line + indent..line + indent + marks].fill(b' ');
        let mut at = line + indent + marks;
        let end = line + text.len();
        while at < end {
            let pair = at + 1 < end && bytes[at] == bytes[at + 1];
            match bytes[at] {
                b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                    bytes[at] = b' ';
                    at += 2;
                    continue;
                }
                b'*' | b'_' if pair => {
                    bytes[at..at + 2].fill(b' ');
                    at += 2;
                    continue;
                }
                _ => at += 1,
            }
        }
        line = end;
    }
    Cow::Owned(String::from_utf8(bytes).expect("spaces stand for whole ASCII characters"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_spaces_and_all_else_stays_in_place() {
        let raw = "# 讲话\n\n**一是**抓学习。\n1\\. 抓落实\n";
        let bare = without_markup(raw);
        assert_eq!(bare, "  讲话\n\n  一是  抓学习。\n1 . 抓落实\n");
        assert_eq!(bare.len(), raw.len());
    }
}
