//! What opens the items of a speech, as it was written: every marker at the head of a paragraph or of a clause.
//!
//! The outline links markers into lists and leaves out what fits none, which is right for reading and wrong for checking: 一是 followed
//! by 三是 is no list, but it is a fault. So the rules about numbering look at the markers themselves.

use std::cell::OnceCell;

use super::review::{Review, Speech};
use crate::outline::{Ordinal, Style, marker};
use crate::source::Span;

/// A marker.
#[derive(Debug, Clone)]
pub struct Item {
    /// The marker, with its own stop.
    pub at: Span,
    /// How it is written.
    pub style: Style,
    /// Which item it says it is, if it says so.
    pub n: Option<u32>,
    /// The number of its paragraph in the review.
    pub paragraph: usize,
    /// Whether it opens its paragraph.
    pub line_start: bool,
}

/// The place of a formal style in the order of GB/T 9704, 一、 （一） 1. （1）, and ① below them.
pub fn rank(style: Style) -> Option<usize> {
    Some(match style {
        Style::Part => 0,
        Style::CnComma => 1,
        Style::CnParen => 2,
        Style::ArabicDot => 3,
        Style::ArabicParen => 4,
        Style::Circled => 5,
        _ => return None,
    })
}

/// Every marker of a speech that opens a paragraph or a clause: formal ones, and spoken ones such as 一是 二要 第三， 首先.
pub fn items(review: &Review, speech: &Speech) -> Vec<Item> {
    let mut found = Vec::new();
    for number in speech.paragraphs.clone() {
        let paragraph = &review.paragraphs[number];
        if paragraph.front {
            continue;
        }
        let stops = review.marks_of(paragraph).iter().filter(|mark| parts(mark.char));
        let starts = std::iter::once((paragraph.at.start, '。')).chain(stops.map(|mark| (mark.end(), mark.char)));
        for (start, stop) in starts {
            let rest = &review.text()[start..paragraph.at.end];
            let indent = rest.len() - rest.trim_start_matches(' ').len();
            let line_start = start == paragraph.at.start;
            let Some((length, style, ordinal)) = marker(&rest[indent..], line_start) else { continue };
            // Behind a comma 二、 and （2） are figures and remarks; a number behind one is said.
            let slogan = matches!(style, Style::Word(_)) && stop == '“';
            if (style.is_spoken() && !slogan) || (rank(style).is_some() && !matches!(stop, '，' | ',' | '“' | '…'))
            {
                let n = if let Ordinal::Nth(n) = ordinal { Some(n) } else { None };
                let at = start + indent..start + indent + length;
                found.push(Item { at, style, n, paragraph: number, line_start });
            }
        }
    }
    found
}

fn parts(c: char) -> bool {
    matches!(c, '，' | '；' | '：' | '。' | '！' | '？' | ',' | ';' | ':' | '…' | '“')
}

/// A list of items that count on, and where it hangs.
#[derive(Debug, Clone)]
pub struct Series {
    /// The items, by their place in the list of markers.
    pub items: Vec<usize>,
    /// The item around it.
    pub parent: Option<usize>,
    heads: OnceCell<Vec<Span>>,
}

/// The formal markers of a speech as lists: a marker goes on with the innermost list of its style, or opens one under the item
/// before it.
pub fn lists(items: &[Item]) -> Vec<Series> {
    let mut lists: Vec<Series> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (number, item) in items.iter().enumerate() {
        let same = |list: &usize| items[lists[*list].items[0]].style == item.style;
        match open.iter().rposition(same) {
            Some(depth) if !begins_anew(items, &lists[open[depth]], number) => {
                open.truncate(depth + 1);
                lists[open[depth]].items.push(number);
            }
            found => {
                open.truncate(found.unwrap_or_else(|| depth(items, &lists, &open, number)));
                let parent = open.last().and_then(|list| lists[*list].items.last().copied());
                open.push(lists.len());
                lists.push(Series { items: vec![number], parent, heads: OnceCell::new() });
            }
        }
    }
    lists
}

/// How many of the open lists a new one hangs under. A list of a higher level than the innermost one is inside it only if that one
/// goes on behind it, or if there is something higher for it to belong to: what came before may be a list of its own.
fn depth(items: &[Item], lists: &[Series], open: &[usize], number: usize) -> usize {
    let own = rank(items[number].style);
    let last = |list: usize| &items[*lists[list].items.last().expect("a list has items")];
    let Some(inner) = open.last().map(|list| last(*list)).filter(|inner| own < rank(inner.style)) else {
        return open.len();
    };
    let higher = open.iter().any(|list| rank(last(*list).style) < own);
    let next = |item: &Item| item.style == inner.style && item.n == inner.n.map(|n| n + 1);
    if higher || items[number..].iter().any(next) { open.len() } else { 0 }
}

/// Whether an item numbered 1 opens another list of the style: what follows counts on from it, and not from the list before.
fn begins_anew(items: &[Item], list: &Series, number: usize) -> bool {
    let last = items[*list.items.last().expect("a list has items")].n.unwrap_or(0);
    let item = &items[number];
    if item.n != Some(1) || last <= 1 {
        return false;
    }
    let next = items[number + 1..].iter().find(|other| other.style == item.style).and_then(|other| other.n);
    next.is_some_and(|next| next <= 2 || next != last + 2)
}

/// How an item with this number would be written in the style of another: 三、 （三） 3. （3）.
pub fn written(style: Style, n: u32) -> String {
    let han = crate::text::han::numeral(n as usize);
    match style {
        Style::CnComma => format!("{han}、"),
        Style::CnParen => format!("（{han}）"),
        Style::ArabicDot => format!("{n}."),
        Style::ArabicParen => format!("（{n}）"),
        Style::Part => format!("第{han}部分"),
        Style::DiN => format!("第{han}"),
        Style::Shi => format!("{han}是"),
        Style::Yao => format!("{han}要"),
        Style::QiN => format!("其{han}"),
        Style::Word(word) => format!("{han}{word}"),
        Style::Circled => char::from_u32('①' as u32 + n - 1).unwrap_or('①').to_string(),
        _ => han,
    }
}

/// Whether the marker of number `n` stands somewhere between two places, where no paragraph begins: the number was not lost, only the
/// line break before it.
pub fn run_on(review: &Review, style: Style, n: u32, between: Span) -> bool {
    let text = review.slice(&between);
    let arabic = format!("{n}、");
    let sought = [written(style, n), written(style, n).replace('（', "(").replace('）', ")"), arabic];
    sought.iter().take(if style == Style::ArabicDot { 3 } else { 2 }).any(|marker| {
        text.match_indices(marker.as_str()).any(|(at, _)| {
            at == 0 || text[..at].ends_with(['。', '；', '！', '？', '：', '，', '\n', ' ', '”', '、', '）', '】'])
        })
    })
}

/// The spoken markers of a speech as lists, whatever they are written as: an item goes on with the innermost list that waits for its
/// number, and with one of its own style rather than with another.
pub fn spoken_lists(items: &[Item]) -> Vec<Vec<usize>> {
    walk(items).0
}

/// Items that go on with no list: the item before, if the list they seem to belong to has any, and the item.
pub fn spoken_gaps(items: &[Item]) -> Vec<(Option<usize>, usize)> {
    walk(items).1
}

/// So many paragraphs may lie between two items of a list.
const FAR: usize = 12;

/// So many lists may stand inside one another.
const DEEP: usize = 64;

/// An item that goes on with no list, behind the item it should have followed.
type Gap = (Option<usize>, usize);

fn walk(items: &[Item]) -> (Vec<Vec<usize>>, Vec<Gap>) {
    let mut lists: Vec<Vec<usize>> = Vec::new();
    let mut gaps = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (number, item) in items.iter().enumerate() {
        let Some(n) = item.n else {
            // 再次 and 最后 go on with what is there.
            if let Some(list) = open.last() {
                lists[*list].push(number);
            }
            continue;
        };
        // 最后 and 再次 have no number to go on from.
        let last = |list: &usize| {
            let numbered = lists[*list].iter().rfind(|item| items[**item].n.is_some());
            &items[*numbered.expect("a list begins with a number")]
        };
        let alike = |list: &usize| last(list).style == item.style;
        let waits = |list: &usize| {
            let last = last(list);
            n > 1 && last.n == Some(n - 1) && item.paragraph - last.paragraph <= FAR
        };
        // 首先 … 第二 is one list in two styles, and so is 一要 … 二是.
        // The innermost lists; no speech has more of them inside one another.
        let outer = open.len().saturating_sub(DEEP);
        let innermost = |test: &dyn Fn(&usize) -> bool| open[outer..].iter().rposition(test).map(|at| outer + at);
        let goes_on = innermost(&|list| waits(list) && alike(list))
            .or_else(|| innermost(&|list| waits(list) && mixes(last(list).style, item.style)));
        match goes_on {
            Some(depth) => {
                open.truncate(depth + 1);
                lists[open[depth]].push(number);
            }
            None if n == 1 => {
                open.push(lists.len());
                lists.push(vec![number]);
            }
            None => {
                let near = |list: &usize| alike(list) && item.paragraph - last(list).paragraph <= 3;
                let depth = innermost(&near);
                let sure = is_plain(item.style) || depth.is_some_and(|depth| lists[open[depth]].len() > 1);
                if let Some(depth) = depth.filter(|_| sure) {
                    gaps.push((lists[open[depth]].last().copied(), number));
                    open.truncate(depth + 1);
                    lists[open[depth]].push(number);
                }
            }
        }
    }
    (lists, gaps)
}

/// Whether a writer may have mixed two styles. A numeral and just any word (三查, 六新) is a slogan more often than an item.
fn mixes(one: Style, other: Style) -> bool {
    is_plain(one) && is_plain(other)
}

fn is_plain(style: Style) -> bool {
    matches!(style, Style::Shi | Style::Yao | Style::DiN | Style::QiN | Style::Shouxian)
}

/// The headings of a list that stand on lines of their own or end in a stop: the words behind the markers, without the stop.
pub fn heads<'l>(review: &Review, items: &[Item], list: &'l Series) -> &'l [Span] {
    let head = |number: &usize| {
        let item = &items[*number];
        let paragraph = &review.paragraphs[item.paragraph];
        let text = review.text().get(item.at.end..paragraph.at.end)?.trim_end_matches('？');
        let end = text.find(['。', '；', '：']).unwrap_or(text.len());
        let count = text[..end].chars().count();
        let whole = end == text.len() && !text.ends_with(['！', '？', '，']);
        ((2..=40).contains(&count) && (whole || end < text.len())).then(|| item.at.end..item.at.end + end)
    };
    list.heads.get_or_init(|| list.items.iter().filter_map(head).collect())
}
