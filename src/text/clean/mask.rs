//! Masks as holes: X市, xx月, **同志, ×××, with a guess of what each hides.
//!
//! Whoever publishes a speech blots out names, figures and leaders with the same few letters. What stood there is told by
//! what stands beside it: a unit behind a figure, a post behind a name. Asterisks also swallow verbs.

use crate::source::Span;
use crate::text::han::POSTS;

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

/// Units and signs that only a figure stands before.
const UNITS: &str = "%％‰个亿万千百元年月日号时户家人名次项条件届期级位所座台套吨亩米升平公倍辆艘批处起宗余多岁版点";

/// Masks of a text, in order.
pub fn holes(text: &str) -> Vec<Hole> {
    let bytes = text.as_bytes();
    let mut found: Vec<Hole> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let Some(mark) = mark(bytes, at) else {
            at += 1;
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
    ["X", "x", "*", "×", "Ｘ", "＊", "╳", "○", "〇〇"].into_iter().find(|mark| bytes[at..].starts_with(mark.as_bytes()))
}

/// Whether the run is a mask and no letter of a Latin word, no sign of multiplication, no 〇 of a year.
fn is_mask(text: &str, at: Span, mark: &str) -> bool {
    let before = text[..at.start].chars().next_back();
    let after = text[at.end..].chars().next();
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match mark {
        "X" | "x" => !(latin(before) || latin(after) || digit(before) && digit(after)),
        "×" | "╳" => !(digit(before) && digit(after)),
        "*" | "＊" => !(digit(before) && digit(after)) && before.is_some_and(|c| c != '\n'),
        _ => at.len() > mark.len(),
    }
}

fn guess(text: &str, at: Span, mark: &str) -> Hidden {
    let before = text[..at.start].chars().next_back();
    let rest = &text[at.end..];
    let after = rest.chars().next();
    if rest.starts_with("同志") || POSTS.iter().any(|post| rest.starts_with(post)) {
        return Hidden::Leader;
    }
    let figure = after.is_some_and(|c| UNITS.contains(c) || matches!(c, '.' | '-' | '—'))
        || before.is_some_and(|c| c == '第' || c.is_ascii_digit());
    if figure {
        return Hidden::Number;
    }
    // 强调 and 指出 without a subject had a person for one.
    if ["强调", "指出", "要求", "说"].iter().any(|word| rest.starts_with(word)) || (mark == "*" && at.len() == 3)
    {
        return Hidden::Leader;
    }
    let clause = before.is_none_or(|c| "，。；、：！？“”\n".contains(c));
    let place = after.is_some_and(|c| "市县区省镇乡村州港县委政".contains(c));
    if matches!(mark, "*" | "＊")
        && !place
        && (rest.starts_with('了')
            || rest.starts_with("制约")
            || rest.starts_with("难题")
            || rest.starts_with("问题")
            || rest.starts_with('入')
            || (!clause && after.is_none()))
    {
        return Hidden::Verb;
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
}
