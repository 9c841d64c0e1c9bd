//! Paragraphs and clauses of a clean text: what every later stage looks at.
//!
//! A line of clean text is a paragraph. Clauses are what stands between stops; markers can only stand at their beginning, so
//! that finding them never looks into a word.

use super::marker::{Style, marker};
use crate::source::Span;
use crate::text::characters::width;
use crate::text::lines::lines;

/// A paragraph: its text without the white space around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands in the clean text.
    pub at: Span,
    /// How many characters of white space stand before it on its line.
    pub indent: usize,
    /// Whether an empty line stands above it.
    pub apart: bool,
}

/// The paragraphs of a text.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut found = Vec::new();
    let mut apart = true;
    for (start, line) in lines(text) {
        let body = line.trim();
        if body.is_empty() {
            apart = true;
        } else {
            let white = line.len() - line.trim_start().len();
            let indent = line[..white].chars().count();
            found.push(Paragraph { at: start + white..start + white + body.len(), indent, apart });
            apart = false;
        }
    }
    found
}

/// What a clause ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// ，
    Comma,
    /// ；
    Semicolon,
    /// ：
    Colon,
    /// 。！？
    Full,
    /// The end of the paragraph, without a stop.
    End,
}

/// A clause of a paragraph, without its stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause {
    /// Where it begins in the clean text.
    pub start: usize,
    /// Where its stop stands.
    pub end: usize,
    /// What it ends with.
    pub stop: Stop,
    /// Whether an opening quotation mark stands before it, without the mark's partner.
    pub quoted: bool,
    /// Whether an opening quotation mark stands inside it.
    pub quotes: bool,
}

/// The clauses of the paragraph at `at`. A closing mark behind a stop belongs to the clause before; an opening quotation mark
/// before a clause is left out of it.
pub fn clauses(text: &str, at: &Span) -> Vec<Clause> {
    let bytes = &text.as_bytes()[..at.end];
    let mut found: Vec<Clause> = Vec::with_capacity(at.len() / 36 + 1);
    let mut depth = 0u32;
    let open = |start: usize| {
        let mut start = start;
        let mut quoted = false;
        while matches!(bytes[start..], [0xe2, 0x80, 0x9c | 0x98, ..]) {
            start += 3;
            quoted = true;
        }
        (start, quoted)
    };
    let body = |from: usize| &text[from..at.end];
    let (mut start, mut quoted) = open(at.start);
    let mut quotes = false;
    let mut next = start;
    loop {
        // The common block: nearly all characters, and no marks.
        while let Some(0xe4..=0xe9) = bytes.get(next) {
            next += 3;
        }
        let Some(first) = bytes.get(next) else { break };
        let here = next;
        next += width(*first);
        let stop = match bytes[here..next] {
            [0xef, 0xbc, 0x8c] => Stop::Comma,
            [0xef, 0xbc, 0x9b] => Stop::Semicolon,
            [0xef, 0xbc, 0x9a] => Stop::Colon,
            [0xe3, 0x80, 0x82] | [0xef, 0xbc, 0x81 | 0x9f] => Stop::Full,
            // 没有的补上……二是: words left out before an item.
            [0xe2, 0x80, 0xa6]
                if marker(body(next), false).is_some_and(|(_, style, _)| matches!(style, Style::Yao | Style::Shi)) =>
            {
                Stop::Semicolon
            }
            [0xe2, 0x80, 0x9c] => {
                quotes = true;
                continue;
            }
            [0xef, 0xbc, 0x88] => {
                depth += 1;
                continue;
            }
            [0xef, 0xbc, 0x89] => {
                depth = depth.saturating_sub(1);
                continue;
            }
            _ => continue,
        };
        if depth > 0 && stop != Stop::Full {
            continue;
        }
        depth = 0;
        found.push(Clause { start, end: here, stop, quoted, quotes });
        quotes = false;
        while closes(&bytes[next..]) {
            next += 3;
        }
        while bytes.get(next) == Some(&b' ') {
            next += 1;
        }
        (start, quoted) = open(next);
        next = start.max(next);
    }
    if start < at.end {
        found.push(Clause { start, end: at.end, stop: Stop::End, quoted, quotes });
    }
    found
}

/// Whether ”, ’, ）, 》, 。, ！, ？ or ； comes next.
fn closes(rest: &[u8]) -> bool {
    matches!(
        rest,
        [0xe2, 0x80, 0x9d | 0x99, ..] | [0xef, 0xbc, 0x89 | 0x81 | 0x9f | 0x9b, ..] | [0xe3, 0x80, 0x8b | 0x82, ..]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_clauses_at_stops_but_not_in_brackets() {
        let text = "一是抓学习（每周一次，雷打不动），二是抓落实。他说：“三是都要抓。”好！";
        let shown: Vec<_> =
            clauses(text, &(0..text.len())).iter().map(|c| (&text[c.start..c.end], c.stop, c.quoted)).collect();
        let expected = [
            ("一是抓学习（每周一次，雷打不动）", Stop::Comma, false),
            ("二是抓落实", Stop::Full, false),
            ("他说", Stop::Colon, false),
            ("三是都要抓", Stop::Full, true),
            ("好", Stop::Full, false),
        ];
        assert_eq!(shown, expected);
    }
}
