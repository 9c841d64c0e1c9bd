//! File names from a pattern and a row, safe on every file system.
//!
//! What a row says may hold anything (`../`, `CON`, a line of a thousand characters), so whatever no file system takes is replaced,
//! and a name that had to be cut ends in the row's own hash, lest two rows become one file. Two names count as one where some
//! system would take them for one: without case, and however their accents are composed.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::key::Hasher;
use super::row::Row;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::Source;
use crate::text::han::is_han;

/// The longest stem of a name in bytes: with an extension it is under the 255 that most file systems take, and under the 143 of
/// those that encrypt names.
const LONGEST: usize = 120;

/// A pattern of names, such as `{n:04}-{meeting}`.
#[derive(Debug, Clone)]
pub struct Pattern {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(String),
    /// The number of the row.
    Number(usize),
    /// The row's key.
    Key,
    /// A column, or a key of the brief; the width of a number.
    Value(String, usize),
    /// What the speech is called: meeting, title or type.
    Occasion,
}

impl Default for Pattern {
    /// The meeting and the key. The key always stands there: whether it is needed hangs on other rows, and a row that is added
    /// may not give the others new names.
    fn default() -> Self {
        Pattern { pieces: vec![Piece::Occasion, Piece::Literal("-".into()), Piece::Key] }
    }
}

impl Pattern {
    /// The key alone, for rows that are called something.
    pub fn key() -> Self {
        Pattern { pieces: vec![Piece::Key] }
    }

    /// Reads a pattern.
    pub fn parse(text: &str) -> Result<Pattern> {
        let source = Arc::new(Source::new("--name", text));
        let fault = |at: usize, end: usize, message: String, hint: &str| {
            Diagnostic::error(Code::BadValue, message).at(&source, at..end).hint(hint)
        };
        let example = "写成 {n:04}-{meeting} 的样子，花括号里是列名、要求的键，或者 n（第几行）、key（行的标识）";
        let mut pieces = Vec::new();
        let (mut rest, mut at) = (text, 0);
        while !rest.is_empty() {
            let size = rest.find(['{', '}']).unwrap_or(rest.len());
            if size > 0 {
                let literal = &rest[..size];
                if let Some(bad) = literal.find(['/', '\\']) {
                    let hint = "所有稿子写在 -o 那一个目录里";
                    return Err(fault(at + bad, at + bad + 1, "文件名里不能有目录".into(), hint).into());
                }
                pieces.push(Piece::Literal(literal.into()));
                (rest, at) = (&rest[size..], at + size);
                continue;
            }
            let inside = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
            let Some((inside, after)) = inside else {
                return Err(fault(at, at + 1, "花括号不成对".into(), example).into());
            };
            let (name, width) = inside.split_once(':').unwrap_or((inside, ""));
            let width = if width.is_empty() { Some(0) } else { width.parse().ok().filter(|width| *width <= 20) };
            let end = at + inside.len() + 2;
            let Some(width) = width else {
                return Err(
                    fault(at, end, format!("“{inside}”的冒号后面应当是位数"), "如 {n:04}，不足四位的前面补零").into()
                );
            };
            pieces.push(match name.trim() {
                "" => return Err(fault(at, end, "花括号里是空的".into(), example).into()),
                "n" => Piece::Number(width),
                "key" => Piece::Key,
                name => Piece::Value(name.into(), width),
            });
            (rest, at) = (after, end);
        }
        if pieces.is_empty() {
            return Err(fault(0, 0, "文件名的样式是空的".into(), example).into());
        }
        Ok(Pattern { pieces })
    }

    /// The columns and keys it names.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Value(name, _) => Some(name.as_str()),
            _ => None,
        })
    }

    /// The name of a row's file, without extension.
    pub(super) fn stem(&self, row: &Row) -> String {
        let mut name = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Literal(text) => name.push_str(text),
                Piece::Number(width) => name.push_str(&format!("{:0width$}", row.number)),
                Piece::Key => name.push_str(&row.key.shown()),
                Piece::Value(column, width) => match row.value(column) {
                    Some(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                        name.push_str(&format!("{text:0>width$}"))
                    }
                    Some(text) => name.push_str(&text),
                    None => {}
                },
                Piece::Occasion => {
                    let said = ["meeting", "title", "type"].iter().find_map(|key| row.value(key));
                    name.push_str(&said.unwrap_or_default());
                }
            }
        }
        safe(&name, row)
    }
}

/// A name that every file system takes, on which no program does more than open it.
fn safe(name: &str, row: &Row) -> String {
    let options = sanitize_filename::Options { windows: true, truncate: false, replacement: "_" };
    // Full-width marks take no character's meaning away; white space of all kinds is one space.
    let wide = |c: char| match c {
        ':' => '：',
        '?' => '？',
        '"' => '＂',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let plain: String = name.nfc().map(wide).filter(|c| !is_invisible(*c)).collect();
    let plain = plain.trim().trim_end_matches(['.', ' ']);
    // Most names are words and a key: no file system refuses them, and no device has a Chinese name.
    let harmless = plain.contains(is_han) && plain.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || c == '-');
    let plain = if harmless { plain.to_string() } else { sanitize_filename::sanitize_with_options(plain, options) };
    // Hidden files, and what a command would take for an option.
    let plain = plain.trim_end_matches(['.', ' ']).trim_start_matches(['.', ' ', '-', '~']);
    if plain.len() <= LONGEST && !plain.is_empty() {
        return plain.to_string();
    }
    let tail = super::key::Key { given: None, variant: None, ..row.key.clone() }.shown();
    let tail = row.key.variant.map_or(tail.clone(), |variant| format!("{tail}-{variant:04}"));
    let mut end = LONGEST.min(plain.len());
    while !plain.is_char_boundary(end) {
        end -= 1;
    }
    if end == 0 { tail } else { format!("{}-{tail}", &plain[..end]) }
}

/// Marks that turn the direction of text or join characters: a name that looks like another.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// What two names have in common where some file system takes them for one.
pub(super) fn folded(name: &str) -> u64 {
    let mut hasher = Hasher::default();
    hasher.text(&name.nfd().flat_map(char::to_lowercase).collect::<String>());
    hasher.finish() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::Brief;
    use crate::bulk::input::{Base, Briefs, Input};

    fn named(pattern: &str, meeting: &str) -> String {
        let meeting = serde_json::to_string(meeting).expect("text is JSON");
        let source = Arc::new(Source::new("b.yaml", format!("type: 推进会\nlength: 900\nmeeting: {meeting}\n")));
        let base = Base::new(Brief::read(&source).expect("a brief")).expect("values");
        let briefs = Briefs::new(vec![("甲".into(), base)]);
        let row = briefs.rows().expect("rows").next().expect("one").expect("sound");
        Pattern::parse(pattern).expect("a pattern").stem(&row)
    }

    #[test]
    fn a_pattern_takes_the_number_the_key_and_any_key_of_the_brief() {
        assert_eq!(named("{n:04}-{meeting}", "全市推进会"), "0001-全市推进会");
        assert_eq!(named("{key}_{type}_{length:6}", ""), "甲_推进会_000900");
        assert_eq!(named("{title}稿", ""), "稿");
    }

    #[test]
    fn a_name_that_some_system_would_not_take_is_made_one_that_all_take() {
        for (given, safe) in [
            ("../../etc/passwd", "_.._etc_passwd"),
            ("a/b\\c", "a_b_c"),
            ("甲：乙:丙?", "甲：乙：丙？"),
            ("CON", "_"),
            ("名.", "名"),
            (" .隐藏", "隐藏"),
            ("-rf", "rf"),
            ("甲\u{202e}乙\u{200b}丙", "甲乙丙"),
            ("甲\t乙", "甲 乙"),
        ] {
            assert_eq!(named("{meeting}", given), safe, "{given}");
        }
        let long = named("{meeting}", &"长".repeat(400));
        assert!(long.len() < 140 && long.starts_with("长长"), "{long}");
        assert_eq!(long.rsplit('-').next().map(str::len), Some(10), "a name that was cut ends in the key: {long}");
    }

    #[test]
    fn a_pattern_that_is_wrong_is_told() {
        for (pattern, words) in
            [("{n", "不成对"), ("a}", "不成对"), ("{}", "是空的"), ("{n:x}", "位数"), ("a/{n}", "目录"), ("", "是空的")]
        {
            let told = Pattern::parse(pattern).expect_err("it is wrong").to_string();
            assert!(told.contains(words), "{pattern}: {told}");
        }
    }

    #[test]
    fn names_that_differ_in_case_or_composition_are_one() {
        assert_eq!(folded("Abc"), folded("aBC"));
        assert_eq!(folded("é"), folded("e\u{301}"));
        assert_ne!(folded("甲"), folded("乙"));
    }
}
