//! A file as a speech to be set: every word of it, each paragraph with its role.
//!
//! Reading for mining cleans a text; reading for export must not: what stands in the file is what its author wants said. So the
//! outline is only asked what the paragraphs are. In Markdown the author's own marks come first.

use super::document::{Reading, read};
use super::marker::{Style, marker};
use super::split::is_salutation;
use super::{Paragraph, Role, Speech};
use crate::source::Span;
use crate::text::clean::{Step, clean};
use crate::text::han::ends_sentence;
use crate::text::markdown;
use crate::text::read::{Format, Text};

/// A heading on its own line is no longer than this where only its marker tells.
const LINE: usize = 60;

/// More lines than this do not stand between a title and an address.
const FRONT: usize = 8;

impl Speech {
    /// The speech of a file, without loss: paragraphs keep their words, and lose only indents and the breaks of lines that
    /// were wrapped at a width.
    ///
    /// ```
    /// use qicao::outline::{Role, Speech};
    ///
    /// let text = qicao::read("稿.md", "# 在推进会上的讲话\n\n同志们：\n\n今天开会。\n".as_bytes(), None)?;
    /// let roles: Vec<Role> = Speech::read(&text).paragraphs.into_iter().map(|paragraph| paragraph.role).collect();
    /// assert_eq!(roles, [Role::Title, Role::Salutation, Role::Body]);
    /// # Ok::<(), qicao::Error>(())
    /// ```
    pub fn read(text: &Text) -> Speech {
        let raw = text.source.text();
        let mut paragraphs = match text.format {
            Format::Markdown => marked(raw),
            Format::Text => lines(&unwrapped(raw)),
            Format::Html | Format::Docx => lines(raw),
        };
        let mut plain = String::with_capacity(raw.len());
        let mut starts = Vec::with_capacity(paragraphs.len());
        for paragraph in &paragraphs {
            starts.push(plain.len());
            plain.push_str(&paragraph.text);
            plain.push('\n');
        }
        let document = read(&plain);
        for reading in &document.speeches {
            let line =
                |at: usize| starts.partition_point(|start| *start <= document.clean.map.raw(at)).saturating_sub(1);
            front(reading, &line, &mut paragraphs);
            headings(reading, &document.clean.text, &line, &mut paragraphs);
        }
        Speech { paragraphs }
    }
}

/// The paragraphs of Markdown. The first `#` is the title; sections begin at `##`, or at `#` where it is used more than once.
fn marked(raw: &str) -> Vec<Paragraph> {
    let mut titled = false;
    let paragraph = |block: markdown::Block| {
        let role = match block.level {
            None => Role::Body,
            Some(1) if !titled => {
                titled = true;
                Role::Title
            }
            Some(1 | 2) => Role::Heading,
            Some(3) => Role::Heading2,
            Some(_) => Role::Heading3,
        };
        Paragraph { role, text: block.text }
    };
    markdown::blocks(raw).into_iter().map(paragraph).collect()
}

fn lines(raw: &str) -> Vec<Paragraph> {
    let lines = raw.split(['\n', '\r']).map(|line| line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}'));
    let lines = lines.filter(|line| !line.is_empty());
    lines.map(|line| Paragraph { role: Role::Body, text: line.into() }).collect()
}

/// The text without the breaks of lines that go on below, as cleaning finds them; where anything but space stands between, it
/// stays.
fn unwrapped(raw: &str) -> String {
    let soft: Vec<Span> = clean(raw)
        .changes
        .into_iter()
        .filter(|change| change.step == Step::Lines && change.with.is_empty())
        .map(|change| change.raw)
        .filter(|at| raw[at.clone()].chars().all(char::is_whitespace))
        .collect();
    let mut out = String::with_capacity(raw.len());
    let mut from = 0;
    for at in soft.into_iter().filter(|at| !at.is_empty()) {
        if at.start >= from {
            out.push_str(&raw[from..at.start]);
            from = at.end;
        }
    }
    out.push_str(&raw[from..]);
    out
}

/// Title, byline and address.
fn front(reading: &Reading, line: &impl Fn(usize) -> usize, paragraphs: &mut [Paragraph]) {
    let body = line(reading.body.start).min(paragraphs.len());
    let first = reading.front.first().map_or(body, |at| line(at.start)).min(body);
    let marked = (first..body).find(|at| paragraphs[*at].role == Role::Title);
    let is_title =
        |at: &usize| reading.title.as_ref().is_some_and(|title| paragraphs[*at].text.contains(title.as_str()));
    let title = marked.or_else(|| (first..body).rev().find(is_title));
    // The body begins at the address where there is one; a title may have been taken for its first lines.
    let title = title.or_else(|| (body..paragraphs.len()).take(1).find(|at| paragraphs[*at].role == Role::Title));
    let from = title.map_or(first, |title| title + 1);
    let short = |text: &str| text.chars().count() <= LINE && !text.ends_with(ends_sentence);
    let calls = |text: &str| is_salutation(text) || text.ends_with(['：', ':']) && text.chars().count() <= LINE / 2;
    let opens = |at: &usize| {
        let text = paragraphs[*at].text.as_str();
        paragraphs[*at].role == Role::Body && (is_salutation(text) || (title.is_some() && *at <= body && calls(text)))
    };
    let salutation = (from..paragraphs.len()).take(FRONT).find(opens);
    let salutation = salutation.filter(|salutation| (from..*salutation).all(|at| short(&paragraphs[at].text)));
    let end = salutation.unwrap_or(body);
    for (at, paragraph) in paragraphs.iter_mut().enumerate().take(end).skip(first) {
        if paragraph.role == Role::Body && short(&paragraph.text) {
            paragraph.role = match title {
                Some(title) if at <= title => Role::Title,
                _ if paragraph.text.starts_with(['—', '–']) => Role::Subtitle,
                _ => Role::Byline,
            };
        }
    }
    if let Some(salutation) = salutation {
        paragraphs[salutation].role = Role::Salutation;
    }
}

/// Headings by their markers, and those without one that stand on lines of their own.
fn headings(reading: &Reading, clean: &str, line: &impl Fn(usize) -> usize, paragraphs: &mut [Paragraph]) {
    let (first, last) = (line(reading.body.start), line(reading.body.end.saturating_sub(1)));
    for paragraph in paragraphs.iter_mut().take(last + 1).skip(first).filter(|paragraph| paragraph.role == Role::Body) {
        if let Some(role) = heading(&paragraph.text) {
            paragraph.role = role;
        }
    }
    for node in reading.nodes.iter().filter(|node| node.style == Style::Heading && !node.inline) {
        let whole = !clean[node.head.end..].starts_with(|c: char| c != '\n');
        if let Some(paragraph) = paragraphs.get_mut(line(node.marker.start))
            && whole
            && paragraph.role == Role::Body
        {
            paragraph.role = match node.level {
                1 => Role::Heading,
                2 => Role::Heading2,
                _ => Role::Heading3,
            };
        }
    }
}

/// What heading a line is that opens with a marker and does not end.
pub(crate) fn heading(text: &str) -> Option<Role> {
    let (length, role) = level(text)?;
    let ends = |c: char| ends_sentence(c) || matches!(c, '；' | '：' | '，' | '、' | '…' | ';' | ':' | ',');
    let alone = length < text.len() && !text.ends_with(ends) && !text.contains(ends_sentence);
    (alone && text.chars().count() <= LINE).then_some(role)
}

/// The level that GB/T 9704 gives a marker at the head of a line, and the marker's length.
pub(crate) fn level(text: &str) -> Option<(usize, Role)> {
    let (length, style, _) = marker(text, true)?;
    let role = match style {
        Style::CnComma | Style::CnFormal | Style::Part => Role::Heading,
        Style::CnParen => Role::Heading2,
        Style::ArabicDot => Role::Heading3,
        _ => return None,
    };
    Some((length, role))
}
