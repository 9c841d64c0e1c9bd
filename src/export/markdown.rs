//! Markdown: title and headings marked, every other paragraph as it is.
//!
//! It owns the escaping. A speech is prose and never markup, so a character that CommonMark (or GitHub's `~`) would take
//! for markup gets a backslash; one that it would leave alone does not, because people go on editing the file by hand.

use crate::outline::{Role, Speech};

/// The speech, with a blank line between paragraphs.
pub(super) fn markdown(speech: &Speech) -> String {
    let mut out = String::new();
    for paragraph in &speech.paragraphs {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(match paragraph.role {
            Role::Title => "# ",
            Role::Heading => "## ",
            Role::Heading2 => "### ",
            Role::Heading3 => "#### ",
            Role::Subtitle | Role::Byline | Role::Salutation | Role::Body => "",
        });
        escape(&paragraph.text, &mut out);
        out.push('\n');
    }
    out
}

fn escape(text: &str, out: &mut String) {
    // Four leading spaces would be a code block; fewer are dropped by every reader.
    let text = text.trim_start_matches([' ', '\t']);
    let block = block_mark(text);
    for (at, c) in text.char_indices() {
        if block == Some(at) || is_inline_mark(c, &text[at..]) {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Where the character stands that makes this line a heading, a quotation, a list or a rule.
fn block_mark(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = text[digits..].chars();
    let (mark, next) = (rest.next()?, rest.next());
    let apart = matches!(next, None | Some(' ' | '\t'));
    let is_block = match mark {
        // Old readers take `#词` for a heading without the space.
        '#' | '>' => digits == 0,
        '-' => digits == 0 && (apart || next == Some('-')),
        '+' => digits == 0 && apart,
        '.' | ')' => (1..=9).contains(&digits) && apart,
        _ => false,
    };
    is_block.then_some(digits)
}

/// Whether `c`, the first of `rest`, would be markup within a line.
fn is_inline_mark(c: char, rest: &str) -> bool {
    match c {
        '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '~' => true,
        '&' => rest[1..].split_once(';').is_some_and(|(name, _)| is_entity(name)),
        // At its end a heading loses its `#`.
        '#' => rest.trim_end() == "#",
        _ => false,
    }
}

fn is_entity(name: &str) -> bool {
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::Paragraph;

    fn written(role: Role, text: &str) -> String {
        markdown(&Speech { paragraphs: vec![Paragraph { role, text: text.into() }] })
    }

    #[test]
    fn roles_become_marks_and_blank_lines() {
        let paragraphs = [
            (Role::Title, "在推进会上的讲话"),
            (Role::Byline, "市长 王某某"),
            (Role::Byline, "（2026年3月5日）"),
            (Role::Salutation, "同志们："),
            (Role::Heading, "一、把道理想透"),
            (Role::Body, "【时限】前办完。"),
        ];
        let paragraphs = paragraphs.map(|(role, text)| Paragraph { role, text: text.into() }).into();
        let expected = "# 在推进会上的讲话\n\n市长 王某某\n\n（2026年3月5日）\n\n同志们：\n\n## 一、把道理想透\n\n\
                        【时限】前办完。\n";
        assert_eq!(markdown(&Speech { paragraphs }), expected);
    }

    #[test]
    fn what_would_be_markup_is_escaped() {
        let cases = [
            ("# 号", r"\# 号"),
            ("> 引", r"\> 引"),
            ("1. 抓落实", r"1\. 抓落实"),
            ("12) 抓落实", r"12\) 抓落实"),
            ("- 抓落实", r"\- 抓落实"),
            ("+ 抓落实", r"\+ 抓落实"),
            ("---", r"\---"),
            ("***", r"\*\*\*"),
            ("a*b_c`d", r"a\*b\_c\`d"),
            ("[链](x)", r"\[链\](x)"),
            ("<b>", r"\<b>"),
            (r"C:\稿", r"C:\\稿"),
            ("5~8%和6~9%", r"5\~8%和6\~9%"),
            ("R&amp;D，&#8212;", r"R\&amp;D，\&#8212;"),
            ("    缩进", "缩进"),
        ];
        for (text, expected) in cases {
            assert_eq!(written(Role::Body, text), format!("{expected}\n"));
        }
        assert_eq!(written(Role::Heading, "一、代号 ##"), "## 一、代号 #\\#\n");
    }

    #[test]
    fn what_is_plain_stays_plain() {
        for text in ["1.5%的企业", "1.完善机制", "2026年", "-5℃", "A&B；C", "一要快。", "——好", "“放管服”【n】", "3>2"]
        {
            assert_eq!(written(Role::Body, text), format!("{text}\n"));
        }
    }
}
