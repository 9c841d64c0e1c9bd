//! Characters that nobody sees, and spaces inside Chinese.
//!
//! A space between two Chinese characters is a trace of layout (讲 话, 王 某 某), except where it parts two halves of a title or
//! stands for the stop behind a marker. Indents and ends of lines are layout, and are left to whoever reads the lines.

use super::offset::Edit;
use crate::text::characters::width;
use crate::text::han::is_han;
use crate::text::lines::lines;

/// From how many characters on each side a space in a title is a pause.
const HALF: usize = 4;

/// Private-use, zero-width and control characters.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fffc}' | '\u{0}'..='\u{8}')
}

pub(super) fn hidden(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        // The common block: nearly all characters, and none of these.
        while let Some(0xe4..=0xe9) = bytes.get(at) {
            at += 3;
        }
        let Some(first) = bytes.get(at) else { return edits };
        let width = width(*first);
        if matches!(first, 0xee | 0xef | 0xe2 | 0xc2 | 0..=8) && text[at..].chars().next().is_some_and(is_hidden) {
            edits.push(Edit::cut(at..at + width));
        }
        at += width;
    }
}

pub(super) fn stray(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let wide = memchr::memmem::Finder::new("\u{3000}");
    for (start, line) in lines(text) {
        let body = line.trim().as_bytes();
        if memchr::memchr3(b' ', b'\t', 0xc2, body).is_some() || wide.find(body).is_some() {
            line_edits(line, start, &mut edits);
        }
    }
    edits
}

fn line_edits(line: &str, start: usize, edits: &mut Vec<Edit>) {
    let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{3000}' | '\t');
    let body = line.trim_end();
    let mut at = body.len() - body.trim_start().len();
    while let Some(found) = body[at..].find(is_space) {
        let from = at + found;
        let to = from + (body[from..].len() - body[from..].trim_start_matches(is_space).len());
        let (before, after) = (&body[..from], &body[to..]);
        if before.chars().next_back().is_some_and(joins)
            && after.chars().next().is_some_and(joins)
            && !pauses(before, after)
        {
            edits.push(Edit::cut(start + from..start + to));
        }
        at = to;
    }
}

/// Whether a space beside `c` means nothing.
fn joins(c: char) -> bool {
    is_han(c) || matches!(c, '。' | '，' | '、' | '；' | '：' | '！' | '？' | '“' | '”' | '（' | '）' | '《' | '》')
}

/// Whether the space between the two stands for a pause: between the halves of a title, behind a marker, or between a
/// post and a name.
fn pauses(before: &str, after: &str) -> bool {
    let is_pause = |c: char| !is_han(c);
    let left = before.chars().rev().take_while(|c| !is_pause(*c)).count();
    let right = after.chars().take_while(|c| !is_pause(*c)).count();
    let sentence = after.contains(['，', '。', ',']) || before.contains(['，', '。', ',']);
    let marker = before.trim_start().chars().count() <= 4
        && before.trim_start().starts_with(['第', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    marker
        || (!sentence && left >= HALF && right >= HALF)
        || (left >= HALF && (2..=4).contains(&right) && right == after.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::offset::OffsetMap;

    #[test]
    fn takes_traces_of_layout_and_leaves_pauses() {
        for (text, expected) in [
            ("全市工作会上的讲 话", "全市工作会上的讲话"),
            ("王 某 某", "王某某"),
            ("要抓紧 抓实，不能松劲。", "要抓紧抓实，不能松劲。"),
            ("坚定产业强市信心 开创转型发展新局", "坚定产业强市信心 开创转型发展新局"),
            ("第一 要看清形势，找准位置。", "第一 要看清形势，找准位置。"),
            ("  缩进的段落，照旧。", "  缩进的段落，照旧。"),
            ("GDP 增长 5%", "GDP 增长 5%"),
        ] {
            assert_eq!(OffsetMap::identity(text.len()).apply(text, &stray(text)), expected);
        }
        let text = "同志们：\u{e004}\u{200b}";
        assert_eq!(OffsetMap::identity(text.len()).apply(text, &hidden(text)), "同志们：");
    }
}
