//! Soft line breaks: those that fall inside a sentence, a heading or a marker, and are taken out.
//!
//! A break is soft where the line above has not ended and the line below does not open anything. A heading has no stop at its
//! end either, so shortness alone joins nothing: there must be a sign that the sentence goes on: a comma, a width that the
//! whole text keeps, an indent that the line below lacks, a page mark between, or a seam that the text itself writes as one
//! word elsewhere.

use std::cell::OnceCell;
use std::sync::LazyLock;

use super::offset::Edit;
use crate::source::Span;
use crate::text::characters::width;
use crate::text::han::{ends_sentence, is_han, leading_numeral};
use crate::text::words::Openings;

/// An unfinished line longer than this is no heading.
const LONG: usize = 56;
/// No page is as broad as this: a longer line was not broken at its end, it lacks a stop or is a heading all the same.
const BROAD: usize = 200;

/// A line of the text: where it stands, without the white space around it.
struct Line<'t> {
    at: Span,
    text: &'t str,
    indent: bool,
    /// Empty lines above it.
    blank: bool,
    /// A page mark, or other noise, was taken out above it.
    torn: bool,
}

/// Joins soft breaks. `cut` are the places where whole lines of noise were taken out.
pub(super) fn edits(text: &str, cut: &[usize]) -> Vec<Edit> {
    let lines = lines(text, cut);
    let shape = Shape::of(&lines);
    let mut edits = Vec::new();
    let beside = Beside { text, seen: OnceCell::new() };
    for pair in lines.windows(2) {
        if is_soft(&pair[0], &pair[1], &shape, &beside) {
            edits.push(Edit::cut(pair[0].at.end..pair[1].at.start));
        }
    }
    edits
}

fn lines<'t>(text: &'t str, cut: &[usize]) -> Vec<Line<'t>> {
    let mut lines: Vec<Line> = Vec::new();
    let (mut blank, mut torn) = (false, false);
    let mut cut = cut.iter().peekable();
    for (start, raw) in crate::text::lines::lines(text) {
        let end = start + raw.len();
        let led = raw.trim_start();
        let (trimmed, from) = (led.trim_end(), start + raw.len() - led.len());
        let was_noise = cut.next_if(|at| **at <= end).is_some();
        while cut.next_if(|at| **at <= end).is_some() {}
        if trimmed.is_empty() {
            blank |= !was_noise;
            torn |= was_noise;
        } else {
            let indent = from >= start + 2;
            lines.push(Line { at: from..from + trimmed.len(), text: trimmed, indent, blank, torn });
            (blank, torn) = (false, false);
        }
    }
    lines
}

/// What the lines of the whole text are like.
struct Shape {
    /// Nearly every paragraph is indented.
    indented: bool,
    /// The width at which lines break, where they break at one.
    width: Option<usize>,
}

impl Shape {
    fn of(lines: &[Line]) -> Self {
        let ended = |line: &&Line| !unfinished(line.text);
        let opening: Vec<&Line> =
            lines.iter().zip(lines.iter().skip(1)).filter(|(above, _)| ended(above)).map(|(_, line)| line).collect();
        let indented = opening.iter().filter(|line| line.indent).count();
        let mut widths: Vec<usize> =
            lines.iter().filter(|line| unfinished(line.text)).map(|line| columns(line.text)).collect();
        widths.sort_unstable();
        // A column of text: half of all lines are cut, nearly all of them within a character or two of the widest.
        let widest = widths.get(widths.len().saturating_sub(1 + widths.len() / 20)).copied().unwrap_or(0);
        let near = widths.iter().filter(|width| **width + 4 >= widest).count();
        let column =
            widths.len() >= 6 && 2 * widths.len() >= lines.len() && 3 * near >= 2 * widths.len() && widest >= 30;
        Shape { indented: opening.len() >= 5 && 10 * indented >= 8 * opening.len(), width: column.then_some(widest) }
    }
}

/// Columns on a screen: a wide character takes two.
fn columns(line: &str) -> usize {
    line.chars().map(|c| if c < '\u{2e80}' && !matches!(c, '\u{2010}'..='\u{2027}') { 1 } else { 2 }).sum()
}

/// Whether a line has not come to an end: no stop, no closing mark.
fn unfinished(line: &str) -> bool {
    let last = line.chars().next_back();
    last.is_some_and(|c| {
        !ends_sentence(c)
            && !matches!(
                c,
                '；' | '：'
                    | ':'
                    | ';'
                    | '…'
                    | '”'
                    | '’'
                    | '」'
                    | '』'
                    | '）'
                    | ')'
                    | '】'
                    | ']'
                    | '》'
                    | '—'
                    | '.'
            )
    })
}

/// Words that begin with a joining character, and begin sentences.
const WORDS: [&str; 12] =
    ["和谐", "和平", "和睦", "与时俱进", "与此同时", "与会", "与其", "及时", "及早", "等待", "等到", "了解"];

fn is_soft(above: &Line, below: &Line, shape: &Shape, text: &Beside) -> bool {
    let last = above.text.chars().next_back().unwrap_or(' ');
    let first = below.text.chars().next().unwrap_or(' ');
    let leading = matches!(first, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '”' | '’' | '）' | '》' | ',' | ';');
    if leading && !ends_sentence(last) && last != '；' {
        return true;
    }
    if is_split_marker(above.text, below.text) {
        return !below.blank;
    }
    if !unfinished(above.text) || opens(below.text) || is_bare(above.text) {
        return false;
    }
    if matches!(last, '，' | '、' | '“' | '（' | '《' | ',') {
        return true;
    }
    if below.blank {
        return false;
    }
    let long = above.text.chars().count();
    if below.torn {
        return long >= LONG / 2 || seam(above.text, below.text, text, above.at.end);
    }
    if matches!(first, '的' | '和' | '与' | '及' | '等' | '了')
        && !WORDS.iter().any(|word| below.text.starts_with(word))
        && !below.text.split('，').next().is_some_and(|first| first.starts_with('与') && first.ends_with("相比"))
    {
        return true;
    }
    if long >= LONG {
        return long <= BROAD;
    }
    if shape.indented && above.indent {
        return !below.indent;
    }
    if shape.width.is_some_and(|width| columns(above.text) + 4 >= width) {
        return !below.indent;
    }
    seam(above.text, below.text, text, above.at.end)
}

/// A text and, once it is asked, which characters stand beside each other in it: at nearly all breaks that tells at once that what is
/// parted there is no word.
struct Beside<'t> {
    text: &'t str,
    /// A bit for the hash of two characters.
    seen: OnceCell<Vec<u64>>,
}

impl Beside<'_> {
    /// Whether two characters of three bytes may stand beside each other in the text; if not, they do not.
    fn may(&self, one: char, other: char) -> bool {
        let seen = self.seen.get_or_init(|| {
            let mut seen = vec![0u64; (self.text.len() / 16).next_power_of_two().min(1 << 14)];
            let mut rest = self.text.as_bytes();
            while let Some(bytes) = rest.first_chunk::<8>() {
                if matches!(bytes[0], 0xe0..=0xef) {
                    let place = place(*bytes, seen.len());
                    seen[place >> 6] |= 1 << (place & 63);
                }
                rest = &rest[width(bytes[0])..];
            }
            while let Some(last) = rest.first_chunk::<6>() {
                let place = place(eight(*last), seen.len());
                seen[place >> 6] |= 1 << (place & 63);
                rest = &rest[width(last[0])..];
            }
            seen
        });
        let mut pair = [0; 6];
        if (one.len_utf8(), other.len_utf8()) != (3, 3) {
            return true;
        }
        one.encode_utf8(&mut pair);
        other.encode_utf8(&mut pair[3..]);
        let place = place(eight(pair), seen.len());
        seen[place >> 6] >> (place & 63) & 1 == 1
    }
}

fn eight([a, b, c, d, e, f]: [u8; 6]) -> [u8; 8] {
    [a, b, c, d, e, f, 0, 0]
}

/// The bit of the two characters that the first six bytes are, in so many words, which are a power of two.
fn place(bytes: [u8; 8], words: usize) -> usize {
    let hash = (u64::from_le_bytes(bytes) << 16).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (hash >> 40) as usize & (64 * words - 1)
}

/// The text near a place: a speech writes its words again soon.
fn around(text: &str, at: usize) -> &str {
    const NEAR: usize = 16 << 10;
    let floor = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    &text[floor(at.saturating_sub(NEAR))..floor((at + NEAR).min(text.len()))]
}

/// Whether the two characters on either side of the break are written together elsewhere in the text, and those below hardly
/// ever without those above: 社会｜主义, but not 发展｜经济.
fn seam(above: &str, text_below: &str, beside: &Beside, at: usize) -> bool {
    let below = text_below;
    let above: Vec<char> = above.chars().rev().take(2).collect();
    let below: String = below.chars().take(2).collect();
    if above.len() < 2 || below.chars().count() < 2 || !above.iter().copied().chain(below.chars()).all(is_han) {
        return false;
    }
    // A body has a long first sentence; what was cut from a head ends soon.
    let first = text_below.char_indices().take(20).find(|(_, c)| matches!(c, '。' | '，'));
    if first.is_none_or(|(_, c)| c != '。') {
        return false;
    }
    if !below.chars().next().is_some_and(|below| beside.may(above[0], below)) {
        return false;
    }
    let text = around(beside.text, at);
    let joined: String = above.iter().rev().chain(below.chars().collect::<Vec<_>>().iter()).collect();
    let together = memchr::memmem::find_iter(text.as_bytes(), joined.as_bytes()).count();
    if together < 2 {
        return false;
    }
    let behind = memchr::memmem::find_iter(text.as_bytes(), below.as_bytes()).count();
    5 * together >= 2 * behind
}

/// Whether a marker was broken: 一、 alone above, or （一 above and ） below, or 二 above and 是 below.
fn is_split_marker(above: &str, below: &str) -> bool {
    if is_bare(above) && !opens(below) {
        return true;
    }
    let tail = above.rfind(['。', '；', '！', '？']).map_or(above, |at| &above[at..]);
    let tail = tail.trim_start_matches(['。', '；', '！', '？']);
    let whole = |text: &str| leading_numeral(text).is_some_and(|(_, length)| length == text.len());
    match tail.strip_prefix(['（', '(']) {
        Some(inner) if whole(inner) => below.starts_with(['）', ')']),
        Some("") => leading_numeral(below).is_some_and(|(_, length)| below[length..].starts_with(['）', ')'])),
        Some(_) => false,
        None if tail == "第" => leading_numeral(below).is_some(),
        None => whole(tail.strip_prefix('第').unwrap_or(tail)) && below.starts_with(['是', '要', '、', '，']),
    }
}

/// Whether a line is a marker and nothing else.
fn is_bare(line: &str) -> bool {
    let inner = line.trim_start_matches(['（', '(', '第']);
    let Some((_, length)) = leading_numeral(inner) else {
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        return (1..=2).contains(&digits) && matches!(&inner[digits..], "、" | "." | "．" | "）" | ")");
    };
    matches!(&inner[length..], "、" | "是" | "要" | "，" | "）" | ")")
}

/// Whether a line opens something of its own: an item, an address, a turn of the speech, a title.
fn opens(line: &str) -> bool {
    static OPENERS: LazyLock<Openings> = LazyLock::new(|| {
        Openings::new([
            "同志们",
            "各位",
            "最后",
            "总之",
            "刚才",
            "下面",
            "首先",
            "其次",
            "同时",
            "另外",
            "女士们",
            "尊敬的",
            "附件",
            "谢谢",
            "目录",
            "甲、",
            "乙、",
            "丙、",
            "丁、",
            "——",
            "篇",
        ])
    });
    if OPENERS.begin(line) {
        return true;
    }
    let inner = line.trim_start_matches(['（', '(', '第', '其', '【']);
    let framed = inner.len() < line.len();
    if let Some((_, length)) = leading_numeral(inner) {
        let rest = &inner[length..];
        return framed || rest.starts_with(['、', '是', '要', '靠', '抓', '．', '.', '，']);
    }
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &inner[digits..];
    (1..=2).contains(&digits)
        && (behind.starts_with(['、', '．', '）', ')', '篇'])
            || (behind.starts_with('.') && !behind[1..].starts_with(|c: char| c.is_ascii_digit())))
        || line.starts_with(['①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::offset::OffsetMap;

    fn joined(text: &str) -> String {
        OffsetMap::identity(text.len()).apply(text, &edits(text, &[]))
    }

    #[test]
    fn joins_what_a_break_fell_into() {
        for (text, expected) in [
            ("大家要把思想统一起来，\n把力量凝聚起来。", "大家要把思想统一起来，把力量凝聚起来。"),
            ("一、\n提高认识", "一、提高认识"),
            ("要抓紧。二\n是要抓实。", "要抓紧。二是要抓实。"),
            ("（\n一）抓学习", "（一）抓学习"),
            (
                "1、这是建设和谐\n社区的保障。\n和谐社区人人有责。和谐社区好。",
                "1、这是建设和谐社区的保障。\n和谐社区人人有责。和谐社区好。",
            ),
        ] {
            assert_eq!(joined(text), expected);
        }
    }

    #[test]
    fn leaves_headings_titles_and_paragraphs() {
        for text in [
            "一、提高思想认识\n做好这项工作，意义重大。\n要提高认识。",
            "在全市工作会上的讲话\n王某某\n同志们：\n今天开会。",
            "一要抓学习。\n二要抓落实。",
            "推动经济高质量发展\n经济工作千头万绪。经济要稳。",
        ] {
            assert_eq!(joined(text), text);
        }
    }
}
