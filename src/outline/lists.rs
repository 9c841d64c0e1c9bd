//! Markers linked into lists, and lists into a tree.
//!
//! A marker continues an open list if it is the next of its kind; the first of its kind opens a list inside the item that is
//! open. So depth comes from the order of markers, not from their looks. What cannot be known when a list opens, namely whether
//! the item around it had already ended, is set right afterwards: a list behind the *last* item of another is lifted out of it
//! unless something says that it belongs there.

use std::collections::{BTreeMap, BTreeSet};

use super::marker::{Marker, Ordinal, Style};

/// A list: siblings of one enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Its items, as indices into the markers.
    pub items: Vec<usize>,
    /// The item around it, as an index into the markers.
    pub parent: Option<usize>,
    style: Style,
    last: u32,
    /// What announced the list, and said to be complete with how many items.
    announced: Option<u32>,
}

/// What linking must know of the text besides the markers.
pub trait Context {
    /// How many items the sentence before a marker announces.
    fn announced(&self, marker: usize) -> Option<u32>;
    /// Whether a marker opens a heading that stands alone on its line.
    fn is_heading(&self, marker: usize) -> bool;
}

/// Links markers, which are in the order of the text.
pub fn link(markers: &[Marker], context: &dyn Context) -> Vec<List> {
    let mut lists: Vec<List> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let twins = twins(markers);
    for (at, marker) in markers.iter().enumerate() {
        if twins.binary_search(&at).is_ok() {
            continue;
        }
        if let Some(depth) = continued(marker, &lists, &open, markers) {
            open.truncate(depth + 1);
            let list = &mut lists[open[depth]];
            list.items.push(at);
            list.last = match marker.ordinal {
                Ordinal::Nth(n) => n,
                Ordinal::Next => list.last + 1,
                Ordinal::Last => u32::MAX - 1,
            };
            if list.items.len() == 2 && list.style == Style::Shouxian {
                list.style = marker.style;
            }
        } else if opens(marker, at, markers, context) {
            let parent = open.last().and_then(|list| lists[*list].items.last().copied());
            let last = if let Ordinal::Nth(n) = marker.ordinal { n } else { 1 };
            let announced = context.announced(at);
            open.push(lists.len());
            lists.push(List { items: vec![at], parent, style: marker.style, last, announced });
        }
    }
    drop_alone(&mut lists, markers, context);
    lift(&mut lists, markers, context);
    lists
}

/// Lists further out than this are not gone on with, and markers further off are not looked for: no speech is built so, and a file of
/// ten megabytes must not take as many steps as it has pairs of markers.
const FAR: usize = 1_000;

/// Markers that say the same thing twice in one sentence, 一是…，一是…, and count nothing.
fn twins(markers: &[Marker]) -> Vec<usize> {
    let mut found = Vec::new();
    for (at, pair) in markers.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        let near = first.paragraph == second.paragraph && second.at.start - first.at.end <= 60;
        let same =
            first.style == second.style && first.ordinal == second.ordinal && matches!(first.ordinal, Ordinal::Nth(1));
        if near && same && !first.quoted && !second.quoted && !first.line_start {
            found.extend([at, at + 1]);
        }
    }
    found
}

/// The depth of the open list that a marker continues.
fn continued(marker: &Marker, lists: &[List], open: &[usize], markers: &[Marker]) -> Option<usize> {
    let mut best: Option<(u32, usize)> = None;
    for (depth, list) in open.iter().enumerate().rev().take(FAR) {
        let list = &lists[*list];
        let last = &markers[*list.items.last().expect("a list has items")];
        let same = list.style == marker.style
            || (list.style != Style::Heading && last.style == marker.style && marker.style.is_spoken());
        let level = last.line_start == marker.line_start;
        let near = marker.paragraph - last.paragraph;
        let spoken = list.style.is_spoken() && marker.style.is_spoken();
        let score = match marker.ordinal {
            Ordinal::Nth(_) if marker.style == Style::Heading => 0,
            Ordinal::Nth(n) if n == list.last + 1 && n > 1 && same => 8 + u32::from(level) * 4,
            // A list that changes its marker midway.
            Ordinal::Nth(n) if n == list.last + 1 && n > 1 && spoken && (level || near == 0) && near <= 3 => {
                if matches!(marker.style, Style::Word(_)) || matches!(list.style, Style::Word(_)) { 0 } else { 5 }
            }
            // One number was left out.
            Ordinal::Nth(n) if same && n == list.last + 2 && n > 3 && level && list.items.len() > 1 => 3,
            Ordinal::Next if same && (marker.style != Style::Shouxian || list.last >= 2) => 7,
            Ordinal::Next if marker.style == Style::Lingwai => {
                u32::from(
                    last.line_start
                        && near == 1
                        && list.items.len() > 1
                        && (list.style.is_spoken() && list.style != Style::DiN),
                ) * 2
            }
            Ordinal::Last if list.style == Style::Shouxian || last.style == Style::Shouxian => {
                u32::from(list.last >= 2) * 7
            }
            _ => 0,
        };
        if score > 0 && best.is_none_or(|(top, _)| score > top) {
            best = Some((score, depth));
        }
    }
    best.map(|(_, depth)| depth)
}

/// Whether a marker that continues nothing may open a list.
fn opens(marker: &Marker, at: usize, markers: &[Marker], context: &dyn Context) -> bool {
    match marker.ordinal {
        Ordinal::Nth(1) => true,
        // Numbers that run on through the sections, as the paragraphs of a policy address do.
        Ordinal::Nth(n)
            if marker.line_start && marker.style == Style::ArabicDot && follows(marker, n, &markers[..at]) =>
        {
            true
        }
        // The beginning was lost with a page: what goes on from there is still a list.
        Ordinal::Nth(n) if marker.line_start && marker.style.is_formal() && n <= 4 => {
            let goes_on = markers[at + 1..]
                .iter()
                .take(FAR)
                .any(|next| next.style == marker.style && next.ordinal == Ordinal::Nth(n + 1) && next.line_start);
            goes_on || context.is_heading(at)
        }
        Ordinal::Next => matches!(marker.style, Style::Dash | Style::Heading),
        _ => false,
    }
}

/// Whether the last marker of this kind that opened a paragraph bore the number before `n`.
fn follows(marker: &Marker, n: u32, before: &[Marker]) -> bool {
    let last = before.iter().rev().take(FAR).find(|other| other.style == marker.style && other.line_start);
    last.is_some_and(|last| last.ordinal == Ordinal::Nth(n - 1))
}

/// Takes out lists of one item; what stood in them goes to whatever they stood in.
fn drop_alone(lists: &mut Vec<List>, markers: &[Marker], context: &dyn Context) {
    // The rest of a list may have been cut off: one item stays if its kind is a kind of this text.
    let opens =
        |list: &List| markers[list.items[0]].line_start && list.style.is_formal() && list.style != Style::Heading;
    let kinds: BTreeSet<Style> =
        lists.iter().filter(|list| list.items.len() > 1 && opens(list)).map(|list| list.style).collect();
    let alone = |list: &List| {
        let formal =
            matches!(list.style, Style::CnComma | Style::Part | Style::CnFormal) && markers[list.items[0]].line_start;
        let known = opens(list) && kinds.contains(&list.style);
        list.items.len() < 2 && !known && !(formal && context.is_heading(list.items[0]))
    };
    let holders = holders(lists, markers.len());
    let gone: Vec<bool> = lists.iter().map(alone).collect();
    // A list comes behind the one that it stands in, of which it is known by then what that one stands in.
    for at in 0..lists.len() {
        if let Some(holder) = lists[at].parent.and_then(|parent| holders[parent]).filter(|holder| gone[*holder]) {
            lists[at].parent = lists[holder].parent;
        }
    }
    let mut gone = gone.into_iter();
    lists.retain(|_| gone.next() == Some(false));
}

/// Which list each marker is an item of.
fn holders(lists: &[List], markers: usize) -> Vec<Option<usize>> {
    let mut holders = vec![None; markers];
    for (at, list) in lists.iter().enumerate() {
        list.items.iter().for_each(|item| holders[*item] = Some(at));
    }
    holders
}

/// Which kinds of lists stand in items of which kind, where both open paragraphs.
#[derive(Default)]
struct Seen {
    kinds: BTreeMap<(Style, Style), usize>,
    /// The same for single items.
    items: BTreeMap<(Style, usize), usize>,
}

impl Seen {
    fn count(&mut self, list: &List, markers: &[Marker], change: fn(&mut usize)) {
        let around = list.parent.filter(|around| markers[*around].line_start && markers[list.items[0]].line_start);
        if let Some(around) = around {
            change(self.kinds.entry((list.style, markers[around].style)).or_default());
            change(self.items.entry((list.style, around)).or_default());
        }
    }

    /// Whether such a list was seen in an item like this one, other than itself.
    fn elsewhere(&self, list: &List, item: usize, markers: &[Marker]) -> bool {
        let count = |found: Option<&usize>| found.copied().unwrap_or(0);
        count(self.kinds.get(&(list.style, markers[item].style))) > count(self.items.get(&(list.style, item)))
    }
}

/// How high a style stands where it opens paragraphs: a higher one never stands inside the last item of a lower one.
fn rank(style: Style, headed: Option<Style>) -> u32 {
    match style {
        Style::Part | Style::CnFormal => 0,
        Style::Stem if headed == Some(Style::Stem) => 1,
        Style::Heading if headed != Some(Style::CnComma) => 1,
        Style::CnComma => 2,
        Style::Heading => 3,
        Style::CnParen => 4,
        Style::DiN => 5,
        Style::ArabicDot => 6,
        Style::ArabicParen => 7,
        Style::Circled => 8,
        _ => 9,
    }
}

fn lift(lists: &mut [List], markers: &[Marker], context: &dyn Context) {
    // 甲、 is a heading only where it comes first; elsewhere it stands under 1. or （1）.
    let opening =
        lists.iter().map(|list| &markers[list.items[0]]).filter(|first| first.line_start && first.style.is_formal());
    let first = opening.clone().min_by_key(|first| first.at.start).map(|first| first.style);
    let headed = match opening.clone().any(|first| first.style == Style::CnComma) {
        true => Some(Style::CnComma),
        false => first.filter(|first| *first == Style::Stem),
    };
    let holders = holders(lists, markers.len());
    let mut seen = Seen::default();
    lists.iter().for_each(|list| seen.count(list, markers, |count| *count += 1));
    for at in 0..lists.len() {
        while let Some(parent) = lists[at].parent {
            let Some(holder) = holders[parent] else { break };
            if !ended_before(&lists[at], &lists[holder], parent, &seen, markers, headed, context) {
                break;
            }
            seen.count(&lists[at], markers, |count| *count -= 1);
            lists[at].parent = lists[holder].parent;
            seen.count(&lists[at], markers, |count| *count += 1);
        }
    }
}

/// Whether the list `holder` had ended when `list`, which stands behind its last item, began.
fn ended_before(
    list: &List,
    holder: &List,
    parent: usize,
    seen: &Seen,
    markers: &[Marker],
    headed: Option<Style>,
    context: &dyn Context,
) -> bool {
    if holder.items.last() != Some(&parent) {
        return false;
    }
    let (first, item) = (&markers[list.items[0]], &markers[parent]);
    if first.quoted && first.paragraph == item.paragraph {
        return false;
    }
    let away = first.paragraph - item.paragraph;
    if !item.line_start {
        // The last item of a running list ends with its paragraph.
        return away > 0
            || matches!(list.style, Style::Parallel(_)) && matches!(holder.style, Style::Parallel(_))
            || list.style == holder.style
            || (holder.announced.is_some_and(|n| n as usize == holder.items.len()) && list.announced.is_some());
    }
    if away == 0 {
        return false;
    }
    // Items of this kind were seen to hold lists of that kind.
    if first.line_start && seen.elsewhere(list, parent, markers) {
        return false;
    }
    let (own, its) = (rank(list.style, headed), rank(holder.style, headed));
    if first.line_start && (own < its || (own == its && list.style == holder.style)) {
        return true;
    }
    if rank(holder.style, headed) <= 3 || context.is_heading(parent) {
        return false;
    }
    let spans = holder.items.windows(2).map(|pair| markers[pair[1]].paragraph - markers[pair[0]].paragraph);
    let span = spans.max().unwrap_or(1).max(1);
    // What its siblings are written in one paragraph, the last item is too.
    away >= span && !(first.line_start && own > its && away == span)
}
