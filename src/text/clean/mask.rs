//! Masks as holes: X市, xx月, **同志, ×××, with a guess of what each hides.
//!
//! Whoever publishes a speech blots out names, figures and leaders with the same few letters. What stood there is told by
//! what stands beside it: a unit behind a figure, a post behind a name. Asterisks also swallow verbs.

use std::sync::LazyLock;

use crate::source::Span;
use crate::text::characters::width;
use crate::text::han::{POSTS, is_han};

/// What a mask hides, by its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// 地名、机构名、会议名
    Name,
    /// 数
    Number,
    /// 领导人
    Leader,
    /// 动词
    Verb,
}

impl Hidden {
    /// The name that people are shown.
    pub fn name(self) -> &'static str {
        match self {
            Hidden::Name => "名称",
            Hidden::Number => "数字",
            Hidden::Leader => "人名",
            Hidden::Verb => "动词",
        }
    }
}

/// A masked stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hole {
    /// Where it stands in the clean text.
    pub at: Span,
    /// What it seems to hide.
    pub hides: Hidden,
}

/// Units that only a figure stands before, each with the words that begin with it and are no unit: X人 is a figure, X人大 a
/// place. One line a unit, so that one more needs no Rust.
static UNITS: LazyLock<Vec<(&'static str, Vec<&'static str>)>> = LazyLock::new(|| {
    let lines = include_str!("mask_units.txt").lines().filter(|line| !line.starts_with('#'));
    let words = lines.map(|line| line.split_whitespace());
    words.filter_map(|mut words| Some((words.next()?, words.collect()))).collect()
});

/// What a figure follows: 增长X，达到X。
const RISES: [&str; 12] =
    ["增长", "下降", "达到", "达", "超过", "突破", "降至", "升至", "提高到", "增加到", "约", "至少"];

/// What blocks the way: where a clause that begins with asterisks ends in one of these, they hide what is done to it.
const HURDLES: [&str; 9] = ["难题", "难点", "问题", "瓶颈", "矛盾", "堵点", "障碍", "困境", "壁垒"];

/// What stands before a verb.
const ADVERBS: [&str; 18] = [
    "要",
    "能",
    "须",
    "应",
    "将",
    "有效",
    "着力",
    "不断",
    "进一步",
    "加快",
    "切实",
    "大力",
    "深入",
    "努力",
    "坚决",
    "严格",
    "全力",
    "积极",
];

/// Masks of a text, in order.
pub fn holes(text: &str) -> Vec<Hole> {
    let bytes = text.as_bytes();
    let mut found: Vec<Hole> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let Some(mark) = mark(bytes, at) else {
            at += width(bytes[at]);
            continue;
        };
        let start = at;
        while at < bytes.len() && self::mark(bytes, at) == Some(mark) {
            at += mark.len();
        }
        if is_mask(text, start..at, mark) {
            found.push(Hole { at: start..at, hides: guess(text, start..at, mark) });
        }
    }
    found
}

/// The masking character at `at`.
fn mark(bytes: &[u8], at: usize) -> Option<&'static str> {
    // Asked for at each byte of a text, so by bytes.
    match bytes[at..] {
        [b'X', ..] => Some("X"),
        [b'x', ..] => Some("x"),
        [b'*', ..] => Some("*"),
        [0xc3, 0x97, ..] => Some("×"),
        [0xef, 0xbc, 0xb8, ..] => Some("Ｘ"),
        [0xef, 0xbc, 0x8a, ..] => Some("＊"),
        [0xe2, 0x95, 0xb3, ..] => Some("╳"),
        [0xe2, 0x97, 0x8b, ..] => Some("○"),
        [0xe3, 0x80, 0x87, 0xe3, 0x80, 0x87, ..] => Some("〇〇"),
        _ => None,
    }
}

/// Whether the run is a mask and no letter of a Latin word, no sign of multiplication, no 〇 of a year.
fn is_mask(text: &str, at: Span, mark: &str) -> bool {
    let before = text[..at.start].chars().next_back();
    let after = text[at.end..].chars().next();
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match mark {
        "X" | "x" => !(latin(before) || latin(after) || digit(before) && digit(after)),
        // A sign of multiplication also stands between masked figures: x×xx小时.
        "×" | "╳" => {
            let figure = |c: Option<char>| digit(c) || c.is_some_and(|c| "Xx*".contains(c));
            !(figure(before) && figure(after))
        }
        "*" | "＊" => !(digit(before) && digit(after)) && before.is_some_and(|c| c != '\n'),
        _ => at.len() > mark.len(),
    }
}

/// Whether a unit stands here.
fn is_unit(rest: &str) -> bool {
    UNITS.iter().any(|(unit, words)| rest.starts_with(unit) && !words.iter().any(|word| rest.starts_with(word)))
        || rest.strip_prefix('多').is_some_and(is_unit)
}

fn guess(text: &str, at: Span, mark: &str) -> Hidden {
    let (before, rest) = (&text[..at.start], &text[at.end..]);
    let (last, next) = (before.chars().next_back(), rest.chars().next());
    let stopped = next.is_none_or(|c| "，。；、：！？”）\n".contains(c));
    if rest.starts_with("同志") || POSTS.iter().any(|post| rest.starts_with(post)) {
        return Hidden::Leader;
    }
    let behind_post = POSTS.iter().any(|post| before.ends_with(post));
    if behind_post
        && (stopped || ["同", "作", "在", "对", "就", "主", "出", "讲"].iter().any(|word| rest.starts_with(word)))
    {
        return Hidden::Leader;
    }
    if is_unit(rest)
        || matches!(next, Some('.' | '-' | '—' | '+' | '～' | '~'))
        || last.is_some_and(|c| matches!(c, '第' | '双' | '.' | '+') || c.is_ascii_digit())
        || (stopped && RISES.iter().any(|word| before.ends_with(word)))
    {
        return Hidden::Number;
    }
    // A date such as “X·X”, and “从“X”到“X”.
    let near = before.char_indices().rev().take(12).last().map_or("", |(at, _)| &before[at..]);
    let within = near.rfind('“').is_some_and(|open| near.rfind('”').is_none_or(|close| close < open));
    if (within && (next == Some('·') || last == Some('·'))) || before.ends_with("从“") || before.ends_with("到“")
    {
        return Hidden::Number;
    }
    // X、X个百分点, X和X公里, **X亿元: what the last of them hides, all hide.
    let linked = Some(rest.strip_prefix(['、', '和', '至', '到', '·', '×']).unwrap_or(rest)).and_then(|behind| {
        let start = text.len() - behind.len();
        let other = self::mark(text.as_bytes(), start)?;
        let length = behind.len() - behind.trim_start_matches(other).len();
        Some((start..start + length, other))
    });
    if let Some((other, mark)) = linked {
        let hidden = guess(text, other, mark);
        if hidden != Hidden::Verb {
            return hidden;
        }
    }
    // 强调 and 指出 without a subject had a person for one.
    let clause = last.is_none_or(|c| "，。；、：！？“”\n".contains(c));
    let speaks = ["强调", "指出"].iter().any(|word| rest.starts_with(word))
        || (clause && ["要求", "说", "提出", "作了重要讲话"].iter().any(|word| rest.starts_with(word)));
    if speaks || (mark == "*" && at.len() == 3) {
        return Hidden::Leader;
    }
    let place = next.is_some_and(|c| "市县区省镇乡村州港委政各".contains(c));
    if matches!(mark, "*" | "＊") && !place {
        let rest = &rest[..rest.find(['，', '。', '；', '！', '？', '\n']).unwrap_or(rest.len())];
        let head = rest.char_indices().nth(20).map_or(rest, |(at, _)| &rest[..at]);
        let hurdle = HURDLES.iter().any(|hurdle| head.contains(hurdle));
        let led = ADVERBS.iter().any(|adverb| before.ends_with(adverb)) && next.is_some_and(is_han);
        if rest.starts_with(['了', '入']) || hurdle || led || (!clause && next.is_none()) {
            return Hidden::Verb;
        }
    }
    Hidden::Name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_what_a_mask_hides() {
        let text = "X市增长X%，xx同志在**县说，xxxx年要**制约发展的难题；***总书记强调，GDP增长4×60、Max值5x3。";
        let found: Vec<_> = holes(text).into_iter().map(|hole| (&text[hole.at], hole.hides.name())).collect();
        let expected = [
            ("X", "名称"),
            ("X", "数字"),
            ("xx", "人名"),
            ("**", "名称"),
            ("xxxx", "数字"),
            ("**", "动词"),
            ("***", "人名"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn words_that_begin_like_a_unit_are_no_unit() {
        let guessed = |text: &'static str| holes(text).into_iter().map(|hole| hole.hides.name()).collect::<Vec<_>>();
        for (text, expected) in [
            ("X人大制定了办法", ["名称"].as_slice()),
            ("共有X人参加", &["数字"]),
            ("打造X升级版", &["名称"]),
            ("xx位于东部", &["名称"]),
            ("X项目进展顺利", &["名称"]),
            ("实施X项改革", &["数字"]),
            ("低X、X个百分点", &["数字", "数字"]),
            ("促进XX、XX、XX三大产业集聚", &["名称", "名称", "名称"]),
            ("用X-X年时间", &["数字", "数字"]),
            ("市委书记XXX\n", &["人名"]),
            ("有“x×xx小时不打烊”的窗口", &["数字", "数字"]),
            ("有效**审计工作中的难点", &["动词"]),
            ("全省**县域经济有问题", &["名称"]),
            ("整改问题*多个", &["数字"]),
            ("市委书记XXX", &["人名"]),
        ] {
            assert_eq!(guessed(text), expected, "{text}");
        }
    }
}
