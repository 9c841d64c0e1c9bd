//! A sentence as a head: its first clause, its length, and what it is that speaks against it.

use std::sync::LazyLock;

use crate::outline::paragraph::{Clause, Stop};
use crate::outline::promises::announcement;
use crate::text::words::Openings;

/// A sentence that might be a head.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head<'t> {
    /// Where it begins.
    pub(super) start: usize,
    /// Its first clause.
    pub(super) first: &'t str,
    /// The whole sentence up to its full stop, semicolon or colon.
    pub(super) whole: &'t str,
    /// Characters of the first clause, and of the whole.
    pub(super) first_length: usize,
    pub(super) length: usize,
    /// How many clauses the whole has.
    pub(super) clauses: usize,
    /// What stands behind the first clause.
    pub(super) stop: Stop,
    /// What stands behind the whole.
    pub(super) ends: Stop,
    /// The number of the sentence in its paragraph.
    pub(super) nth: usize,
    /// Whether it opens after a full stop, or with its paragraph.
    pub(super) opens: bool,
    /// Whether it begins with time, person or turn.
    pub(super) plain: bool,
    /// Whether its first clause holds a quotation.
    pub(super) quotes: bool,
}

impl Head<'_> {
    /// Whether it leads to a list, 主要有两种方式, and so is no item of one.
    pub(super) fn announces(&self) -> bool {
        self.length <= HEADLINE && announcement(self.whole).is_some()
    }
}

/// A sentence of at most this many characters can be a head by itself.
pub(super) const HEADLINE: usize = 26;

/// Verbs that heads begin with; a data file, so that one more needs no Rust.
static VERBS: LazyLock<Openings> = LazyLock::new(|| {
    let lines = include_str!("../verbs.txt").lines().filter(|line| !line.starts_with('#'));
    Openings::new(lines.flat_map(str::split_whitespace))
});

pub(super) fn head<'t>(
    text: &'t str,
    clause: &Clause,
    rest: &[Clause],
    last: usize,
    nth: usize,
    opens: bool,
) -> Head<'t> {
    let whole = &text[clause.start..rest[last].end];
    let first = &text[clause.start..clause.end];
    // 如工业方面: the example begins behind the word.
    let example = if clause.quoted || !first.starts_with(['比', '例', '如']) {
        0
    } else {
        let words = ["比如，", "例如，", "比如", "例如", "如"];
        let word = words.iter().find(|word| first.starts_with(**word)).filter(|_| is_side(first));
        word.map_or(0, |word| word.len())
    };
    let start = if clause.quoted { clause.start - "“".len() } else { clause.start + example };
    let first_length = first.chars().count();
    let length = if last == 0 { first_length } else { whole.chars().count() };
    Head {
        plain: starts_plainly(first),
        quotes: clause.quotes,
        start,
        first,
        whole,
        first_length,
        length,
        clauses: last + 1,
        stop: clause.stop,
        ends: rest[last].stop,
        nth,
        opens,
    }
}

/// Whether a heading begins with one of the verbs that headings begin with.
pub fn opening_verb(heading: &str) -> bool {
    VERBS.begin(heading)
}

/// Openings that say time, person or turn: no head, however short.
fn starts_plainly(first: &str) -> bool {
    static WORDS: LazyLock<Openings> = LazyLock::new(|| {
        Openings::new([
            "我",
            "这",
            "今",
            "当前",
            "同志",
            "去年",
            "但",
            "同时",
            "现在",
            "目前",
            "因此",
            "大家",
            "希望",
            "刚才",
            "下面",
            "其中",
            "对此",
            "为此",
            "所以",
            "近",
            "各位",
            "总之",
            "最后",
            "会议",
            "各",
            "过去",
            "一年来",
        ])
    });
    WORDS.begin(first)
}

/// 从…看
pub(super) fn is_view(clause: &str) -> bool {
    static OPENINGS: LazyLock<Openings> = LazyLock::new(|| Openings::new(["从", "就", "往", "对照"]));
    OPENINGS.begin(clause)
        && (clause.ends_with('看') || clause.ends_with("来说") || clause.ends_with("来讲") || clause.ends_with("而言"))
        && clause.chars().count() <= 16
        && !clause.contains('、')
}

/// …方面
pub(super) fn is_side(clause: &str) -> bool {
    clause.ends_with("方面") && !clause.ends_with("一方面") && clause.chars().count() <= 14 && !clause.starts_with('在')
}

/// Whether a clause begins with a saying in quotation marks.
pub(super) fn is_saying(first: &str) -> bool {
    first.starts_with('“') && first.chars().count() > 6
}

/// Whether a clause opens with a verb that heads open with.
pub(super) fn led_by_verb(clause: &str) -> bool {
    VERBS.begin(clause)
}
