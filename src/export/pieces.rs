//! A paragraph as a typist sees it: which style it takes, and which stretches of it are set apart.
//!
//! A speech says of a paragraph what it is for; what its own text tells, a marker that makes it a heading or a head that runs on
//! into the text, is told here, once for all formats. So a heading looks the same whether it was drafted or typed.

use crate::outline::{Paragraph, Role, heading, level};
use crate::source::Span;
use crate::text::han::ends_sentence;
use crate::text::sentence::sentences;

/// A heading that runs on is no longer than this; what is longer is a sentence.
const HEAD: usize = 40;

/// What stands between 【 and 】 is no longer than this.
const PLACEHOLDER: usize = 80;

/// How a stretch of a paragraph is set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// A placeholder.
    Placeholder,
    /// A heading of level 1 that runs on into the text.
    Head1,
    /// A heading of level 2 that runs on.
    Head2,
}

/// What a paragraph is set as: a body that opens with a marker and does not end is a heading.
pub(super) fn role(paragraph: &Paragraph) -> Role {
    match paragraph.role {
        Role::Body => heading(&paragraph.text).unwrap_or(Role::Body),
        role => role,
    }
}

/// The stretches of a paragraph that are set apart, in order, not overlapping.
pub(super) fn looks(paragraph: &Paragraph) -> Vec<(Span, Look)> {
    let text = paragraph.text.as_str();
    let mut found: Vec<(Span, Look)> = placeholders(text).into_iter().map(|at| (at, Look::Placeholder)).collect();
    if let Some((head, look)) = head(paragraph) {
        // A placeholder in a head is a placeholder first.
        let mut start = head.start;
        let inside: Vec<Span> = found.iter().map(|(at, _)| at.clone()).filter(|at| at.start < head.end).collect();
        for at in inside {
            found.push((start..at.start, look));
            start = at.end;
        }
        found.push((start..head.end.max(start), look));
        found.retain(|(at, _)| !at.is_empty());
        found.sort_by_key(|(at, _)| at.start);
    }
    found
}

/// （一）把流程理顺。…: a heading that runs on into its text, with its stop.
fn head(paragraph: &Paragraph) -> Option<(Span, Look)> {
    let text = paragraph.text.as_str();
    if paragraph.role != Role::Body {
        return None;
    }
    let (length, role) = level(text)?;
    let look = match role {
        Role::Heading => Look::Head1,
        Role::Heading2 => Look::Head2,
        _ => return None,
    };
    let stop = text[length..].find(ends_sentence)? + length;
    let end = stop + text[stop..].chars().next().map_or(0, char::len_utf8);
    let short = text[length..stop].chars().count() <= HEAD;
    (short && end < text.len()).then_some((0..end, look))
}

/// The placeholders of a text: 【名】, not nested.
pub(super) fn placeholders(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(close) = text[from..].find('】').map(|at| from + at) {
        let end = close + '】'.len_utf8();
        if let Some(open) = text[from..close].rfind('【').map(|at| from + at) {
            let name = &text[open + '【'.len_utf8()..close];
            if !name.trim().is_empty() && !name.contains('\n') && name.chars().count() <= PLACEHOLDER {
                found.push(open..end);
            }
        }
        from = end;
    }
    found
}

/// Where a paragraph of more than `most` characters is parted so that its pieces stay whole: at the ends of sentences only.
pub(super) fn parts(text: &str, most: usize) -> Vec<Span> {
    let mut parts: Vec<Span> = Vec::new();
    let mut length = 0;
    for sentence in sentences(text, false) {
        let more = text[sentence.clone()].chars().count();
        match parts.last_mut() {
            Some(last) if length + more <= most => {
                last.end = sentence.end;
                length += more;
            }
            _ => {
                parts.push(sentence);
                length = more;
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> Paragraph {
        Paragraph { role: Role::Body, text: text.into() }
    }

    #[test]
    fn a_marker_without_a_stop_makes_a_heading_of_its_level() {
        for (text, expected) in [
            ("一、把道理想透", Role::Heading),
            ("（二）把流程理顺", Role::Heading2),
            ("1.完善机制", Role::Heading3),
            ("二、变“我跑腿”为“你跑路”", Role::Heading),
            ("二、有人说：“要快。”", Role::Body),
            ("一、把道理想透。", Role::Body),
            ("一是把道理想透", Role::Body),
            ("（一）把流程理顺。凡是能合并的都合并。", Role::Body),
            ("（一）", Role::Body),
            ("今天开会", Role::Body),
        ] {
            assert_eq!(role(&body(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_head_that_runs_on_is_set_apart_but_not_its_placeholders() {
        let text = "（一）把【事项】理顺。由【牵头单位】牵头。";
        let shown: Vec<_> = looks(&body(text)).into_iter().map(|(at, look)| (&text[at], look)).collect();
        let expected = [
            ("（一）把", Look::Head2),
            ("【事项】", Look::Placeholder),
            ("理顺。", Look::Head2),
            ("【牵头单位】", Look::Placeholder),
        ];
        assert_eq!(shown, expected);
        assert_eq!(looks(&body("一是理顺。由窗口办。")), []);
        assert_eq!(looks(&body("（一）只有一句。")), []);
    }

    #[test]
    fn what_is_in_brackets_is_a_placeholder_when_it_is_closed_and_says_something() {
        let text = "【a】【】【 】【【b】】 【c：几户】【没有完";
        let shown: Vec<&str> = placeholders(text).into_iter().map(|at| &text[at]).collect();
        assert_eq!(shown, ["【a】", "【b】", "【c：几户】"]);
    }

    #[test]
    fn a_long_paragraph_is_parted_at_sentences_only() {
        let text = "一二三四。五六七八。九十。一二三四五六七八九十。";
        let shown: Vec<&str> = parts(text, 10).into_iter().map(|at| &text[at]).collect();
        assert_eq!(shown, ["一二三四。五六七八。", "九十。", "一二三四五六七八九十。"]);
    }
}
