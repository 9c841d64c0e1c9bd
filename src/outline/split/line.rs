//! What a paragraph is to the splitter, told by itself alone: a wrapper, a title, an address, a byline, or body.
//!
//! Whether a piece begins there is told by its neighbours, elsewhere.

use std::sync::LazyLock;

use super::address::is_salutation;
use super::title::{is_title, post};
use crate::outline::marker::marker;
use crate::text::characters::first;
use crate::text::han::{POSTS, ends_sentence, is_han, leading_numeral};
use crate::text::words::Words;

/// What a paragraph is to the splitter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// 第2篇 …, …讲话篇1
    Wrapper,
    /// …讲话9篇: the title of the compilation.
    Compilation,
    Title,
    /// A title and a body on one line: the length of the title.
    Glued(usize),
    Salutation,
    /// 市委书记 王某某, （2024年3月5日）
    Byline,
    /// A line without a stop at its end that is none of these.
    Bare,
    Body,
}

pub(super) fn kind(line: &str) -> Kind {
    let short = is_short(line);
    if short {
        if is_compilation(line) {
            return Kind::Compilation;
        }
        if wrapper(line).is_some() {
            return Kind::Wrapper;
        }
    }
    if is_salutation(line) {
        return Kind::Salutation;
    }
    if short && marker(line, true).is_none() {
        if is_title(line) {
            return Kind::Title;
        }
        if is_byline(line) {
            return Kind::Byline;
        }
        let last = line.chars().next_back().unwrap_or('。');
        if !ends_sentence(last) && !matches!(last, '；' | '：' | '，' | '”' | '…') {
            return Kind::Bare;
        }
    }
    glued(line).map_or(Kind::Body, Kind::Glued)
}

/// Whether a line can be a title, a byline or a wrapper: none is longer than sixty characters.
fn is_short(line: &str) -> bool {
    // No byte of a character but its first is one of these.
    line.len() <= 60 || line.len() <= 60 * 4 && line.bytes().filter(|byte| !matches!(byte, 0x80..0xc0)).count() <= 60
}

/// 在全市工作会议上的讲话9篇, 发言材料汇编（8篇）
fn is_compilation(line: &str) -> bool {
    let bare = line.trim_end_matches(['）', ')', '】', ']']);
    let Some(bare) = bare.strip_suffix('篇') else { return line.ends_with("汇编") && line.chars().count() >= 6 };
    let digits = bare.trim_end_matches(is_numeral);
    digits.len() < bare.len() && digits.chars().count() >= 4
}

/// The rest of a wrapper title behind its number: 第2篇 …, 篇一：…, 【第3篇】…, …讲话篇1.
pub(super) fn wrapper(line: &str) -> Option<&str> {
    let inner = line.trim_start_matches(['【', '[', '（', '(']);
    let number = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 { Some(digits) } else { leading_numeral(text).map(|(_, length)| length) }
    };
    let behind = |rest: &'_ str| {
        rest.is_empty() || rest.starts_with(['：', ':', ' ', '　', '】', ']', '）', '、', '.', '《', '，'])
    };
    if let Some(rest) = inner.strip_prefix('第')
        && let Some(length) = number(rest)
        && let Some(rest) = rest[length..].strip_prefix('篇')
    {
        return Some(rest.trim_start_matches(['：', ':', ' ', '　', '】', ']', '）', '、', '.', '，']));
    }
    for head in ["篇", "范文", "范例", "讲话稿", "例文"] {
        if let Some(rest) = inner.strip_prefix(head)
            && let Some(length) = number(rest)
            && behind(&rest[length..])
        {
            return Some(rest[length..].trim_start_matches(['：', ':', ' ', '　', '】', ']', '）', '、', '.', '，']));
        }
    }
    let tail = line.trim_end_matches(['】', ']', '）', ')']).trim_end_matches(is_numeral);
    let numbered = tail.len() < line.trim_end_matches(['】', ']', '）', ')']).len();
    let whole = numbered && (tail.ends_with('篇') || tail.ends_with("（篇")) && tail.chars().count() >= 6;
    whole.then(|| tail.trim_end_matches('篇').trim_end_matches('（'))
}

static POST: LazyLock<Words> = LazyLock::new(|| Words::new(POSTS));

/// 市委书记 王某某, 王某某, （2024年3月5日）, 2024年3月5日, 2024年3月5日在…会议上, 来源：…
fn is_byline(line: &str) -> bool {
    let length = line.chars().count();
    let held = line.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '二' | '〇' | '○' | '—' | '-'))
        && line.contains('年');
    if (held && line.ends_with("会议上")) || line.starts_with("来源：") || line.starts_with("来源:") {
        return true;
    }
    let bracketed = line.starts_with(['（', '(', '〔']) && line.ends_with(['）', ')', '〕']);
    if bracketed {
        let dated = line.contains(['年', '月', '日']) || line.contains("录音");
        return length <= 40 && (dated || length <= 16);
    }
    if line.contains(['，', '。', '；', '：', '、']) && !line.contains("年") {
        return false;
    }
    let date = line.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '二' | '〇' | '○'))
        && line.ends_with('日')
        && length <= 20;
    let named = length <= 20
        && POST.within(line)
        && POSTS.iter().any(|post| {
            line.find(post)
                .is_some_and(|at| line[at + post.len()..].chars().filter(|c| !c.is_whitespace()).count() <= 4)
        });
    let name = (2..=4).contains(&length) && line.chars().all(|c| is_han(c) || c == '·')
        || line.chars().all(|c| matches!(c, 'X' | 'x' | '×' | '*'));
    date || named || name
}

/// 2025年1月14日…
pub(super) fn is_dated(line: &str) -> bool {
    let head = first(line, 12);
    line.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '二' | '〇' | '○'))
        && head.contains('年')
        && head.contains('月')
        && head.contains('日')
}

/// What a title glued to its body ends with.
static GENRE: LazyLock<Words> = LazyLock::new(|| Words::new(["讲话", "发言", "致辞", "工作报告"]));

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Where the first closing bracket stands. Hardly a line has one.
fn closing(text: &str) -> Option<usize> {
    let half = memchr::memchr(b')', text.as_bytes());
    let wide = memchr::memmem::find(text.as_bytes(), "）".as_bytes());
    half.into_iter().chain(wide).min()
}

/// A title glued to its body: the title's length in bytes.
fn glued(line: &str) -> Option<usize> {
    let head = first(line, 70);
    // …（县长）今年是…
    if line.len() > 60 * 3
        && let Some(close) = closing(head)
        && let Some(open) = head[..close].rfind(['（', '('])
        && open > 8 * 3
        && !head[..open].contains(['，', '。', '：', '；', '“'])
        && post(&head[open..close])
        && line.len() > close + 60 * 3
    {
        return Some(close + line[close..].chars().next().map_or(1, char::len_utf8));
    }
    // …上的讲话同志们：
    if !GENRE.within(head) {
        return None;
    }
    for genre in ["讲话稿", "讲话", "发言稿", "发言", "致辞", "工作报告"] {
        if let Some(at) = head.find(genre) {
            let end = at + genre.len();
            let title = &head[..end];
            let rest = line[end..].trim_start();
            let opens = ["同志们", "各位", "尊敬的", "今天", "女士们", "老师们", "同学们"]
                .iter()
                .any(|opener| rest.starts_with(opener));
            if opens && is_title(title) && !title.contains('，') {
                return Some(end);
            }
        }
    }
    None
}
