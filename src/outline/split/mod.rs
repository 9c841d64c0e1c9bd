//! A file parted into speeches: titles of compilations, titles of speeches, bylines, addresses, bodies.
//!
//! Compilations announce their pieces in many ways and lose some of them. A piece begins at a wrapper's number (第2篇, 篇1), at a
//! title, at an address (同志们：) behind a closing, or, where the title was lost, at what is left of it: a line indented unlike all
//! others behind a closing.
//!
//! `line` says what a paragraph is by itself, `title` and `address` know titles and addresses; here they are put together.

mod address;
mod line;
mod title;

pub use address::{behind_bracket, is_salutation};

use self::line::{Kind, is_dated, kind, wrapper};
use self::title::untagged;
use super::marker::marker;
use super::paragraph::Paragraph;
use crate::source::Span;

/// A speech in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its title, without wrapper marks and tags.
    pub title: Option<String>,
    /// Titles, bylines and dates in front of the body, as they stand.
    pub front: Vec<Span>,
    /// The numbers of the paragraphs of the body.
    pub body: std::ops::Range<usize>,
    /// Where the body begins, which is inside a paragraph where the title was glued to it.
    pub start: usize,
}

pub fn split(text: &str, paragraphs: &[Paragraph]) -> Vec<Piece> {
    let kinds: Vec<Kind> = paragraphs.iter().map(|paragraph| kind(&text[paragraph.at.clone()])).collect();
    let mut starts = Vec::new();
    let plain = paragraphs.iter().filter(|paragraph| paragraph.indent == 0).count();
    let unindented = 10 * plain >= 8 * paragraphs.len();
    for at in 0..paragraphs.len() {
        if begins(at, text, paragraphs, &kinds, unindented) {
            starts.push(at);
        }
    }
    if starts.first() != Some(&0) && !paragraphs.is_empty() {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([paragraphs.len()]);
    let pieces = starts.iter().zip(ends).map(|(start, end)| piece(*start..end, text, paragraphs, &kinds));
    pieces.filter(|piece| !piece.body.is_empty()).collect()
}

/// Whether a paragraph is how speeches close.
pub fn closes(paragraph: &str) -> bool {
    let called = [
        "让我们",
        "谢谢",
        "新的更大贡献",
        "更大贡献",
        "新篇章",
        "新局面",
        "献礼",
        "胜利召开",
        "努力奋斗",
        "而奋斗",
        "干干净净",
    ]
    .iter()
    .any(|word| paragraph.contains(word));
    called || ["同志们", "最后", "总之"].iter().any(|head| paragraph.starts_with(head))
}

/// 附件, 名词解释, 注释 on a line of their own.
fn is_appendix(line: &str) -> bool {
    if !line.starts_with(['附', '名', '注', '有', '用']) || line.len() > 90 {
        return false;
    }
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).take(24).collect();
    let led = ["附件", "附录", "附："].iter().any(|head| bare.starts_with(head))
        && bare.chars().count() <= 20
        && !bare.contains(['，', '。']);
    led || matches!(
        bare.as_str(),
        "名词解释" | "注释" | "名词注释" | "有关名词解释" | "有关用语说明" | "用语说明" | "注：" | "注"
    )
}

/// Whether a piece begins at paragraph `at`.
fn begins(at: usize, text: &str, paragraphs: &[Paragraph], kinds: &[Kind], unindented: bool) -> bool {
    if at == 0 {
        return true;
    }
    let line = |at: usize| &text[paragraphs[at].at.clone()];
    let front = |kind: Kind| matches!(kind, Kind::Wrapper | Kind::Title | Kind::Compilation | Kind::Byline);
    match kinds[at] {
        // Fronts of several lines begin once.
        Kind::Wrapper | Kind::Compilation => !matches!(kinds[at - 1], Kind::Compilation),
        Kind::Title => {
            !front(kinds[at - 1]) && kinds[at - 1] != Kind::Bare && !is_told(line(at - 1))
                || (kinds[at - 1] == Kind::Bare && paragraphs[at].apart && at > 1 && kinds[at - 2] == Kind::Body)
        }
        Kind::Glued(_) => true,
        Kind::Salutation => {
            let since = (0..at).rev().take_while(|before| !front(kinds[*before])).count();
            let bodies = (0..at).rev().take(since).filter(|before| kinds[*before] == Kind::Body).count();
            let closed = closes(line(at - 1));
            bodies >= 4 && (closed && line(at).ends_with(['：', ':']) || restarts(at, text, paragraphs, kinds))
        }
        Kind::Body | Kind::Bare => {
            let odd = paragraphs[at].indent == 1;
            odd && unindented && closes(line(at - 1)) && kinds[at - 1] == Kind::Body
        }
        Kind::Byline => false,
    }
}

/// Whether the line leads to what follows, so that a title behind it is quoted.
fn is_told(line: &str) -> bool {
    line.ends_with(['：', ':', '，'])
}

/// Whether the numbers of sections begin anew behind `at`, though there were some before.
fn restarts(at: usize, text: &str, paragraphs: &[Paragraph], kinds: &[Kind]) -> bool {
    let first = |line: &str| line.starts_with("一、");
    let second = |line: &str| line.starts_with("二、");
    let line = |at: usize| &text[paragraphs[at].at.clone()];
    let before = (0..at)
        .rev()
        .take_while(|before| !matches!(kinds[*before], Kind::Title | Kind::Wrapper))
        .any(|before| second(line(before)));
    let after = (at + 1..paragraphs.len()).find(|after| first(line(*after)) || second(line(*after)));
    before && after.is_some_and(|after| first(line(after)))
}

/// One piece: its front taken off.
fn piece(range: std::ops::Range<usize>, text: &str, paragraphs: &[Paragraph], kinds: &[Kind]) -> Piece {
    let line = |at: usize| &text[paragraphs[at].at.clone()];
    let mut body = range.start;
    let mut title: Option<String> = None;
    let mut wrapped: Option<String> = None;
    while body < range.end {
        match kinds[body] {
            Kind::Compilation => {}
            Kind::Wrapper => {
                let rest = wrapper(line(body)).unwrap_or_default();
                let rest = if rest.is_empty() { String::new() } else { untagged(rest).to_string() };
                wrapped = Some(rest).filter(|rest| !rest.is_empty()).or(wrapped);
            }
            // ——在…会议上 under a title says where, and is no other title.
            Kind::Title if title.is_some() && line(body).starts_with(['—', '-', '（', '(']) => {}
            // Nor does 2025年1月14日在…会议上…作报告, or the same once more in short.
            Kind::Title
                if title.as_ref().is_some_and(|title| {
                    title.ends_with(line(body)) || (is_dated(line(body)) && line(body).contains("会议上"))
                }) => {}
            Kind::Title => title = Some(untagged(line(body).trim_start_matches(['—', '-', ' '])).to_string()),
            Kind::Byline if body > range.start => {}
            Kind::Bare
                if body == range.start
                    && body + 1 < range.end
                    && matches!(kinds[body + 1], Kind::Salutation | Kind::Byline | Kind::Title | Kind::Bare) =>
            {
                title = title.or_else(|| Some(untagged(line(body)).to_string()));
            }
            Kind::Bare if body > range.start && kinds[body - 1] != Kind::Byline && title.is_none() => {
                title = Some(line(body).to_string())
            }
            _ => break,
        }
        body += 1;
    }
    // An address close by: what stands before it is front too, be it a summary or a second title.
    let ahead = (body..range.end).take(6).find(|at| kinds[*at] == Kind::Salutation);
    if let Some(salutation) = ahead.filter(|salutation| *salutation > body) {
        let between: usize = (body..salutation).map(|at| line(at).chars().count()).sum();
        let items = (body..salutation).any(|at| marker(line(at), true).is_some());
        if between <= 600 && !items && body - range.start + usize::from(range.start == 0) > 0 {
            body = salutation;
        }
    }
    let mut start = paragraphs.get(body).map_or(text.len(), |paragraph| paragraph.at.start);
    if let Some(Kind::Glued(length)) = kinds.get(body).filter(|_| body < range.end).copied() {
        title = Some(untagged(&line(body)[..length]).to_string());
        start += length;
    }
    // What is appended behind the speech, a glossary or a list of projects, is not spoken.
    let appended = (body + 3..range.end).find(|at| is_appendix(line(*at)) && 2 * (at - body) > range.end - body);
    let end = appended
        .or_else(|| (body + 3..range.end).find(|at| is_appendix(line(*at)) && closes(line(at - 1))))
        .unwrap_or(range.end);
    let range = range.start..end;
    let front = (range.start..body).map(|at| paragraphs[at].at.clone()).collect();
    Piece { title: title.or(wrapped), front, body: body..range.end, start }
}
