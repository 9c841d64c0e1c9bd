//! The outline tree of one speech: markers found, linked, levelled, their heads cut out.

use super::lists::{Context, List, link};
use super::marker::{Marker, Ordinal, Style, marker};
use super::paragraph::{Clause, Paragraph, Stop, clauses};
use super::parallels;
use super::promises::announcement;
use crate::source::Span;
use crate::text::han::{ends_sentence, is_han};

/// A node of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The marker; empty where there is none.
    pub marker: Span,
    /// How it is marked.
    pub style: Style,
    /// Its depth; 1 is kept for the skeleton of the speech.
    pub level: usize,
    /// What follows the marker, to the end of its clause.
    pub head: Span,
    /// From the marker to the next node that is not inside, or to the end of what holds it.
    pub whole: Span,
    /// The node around it, by its place in the list of nodes.
    pub parent: Option<usize>,
    /// Which group of siblings it belongs to.
    pub group: usize,
    /// Whether it stands inside a paragraph.
    pub inline: bool,
}

/// The body of a speech as the stages of this floor see it.
pub struct Body<'t> {
    /// The clean text of the file.
    pub text: &'t str,
    /// The paragraphs of the body, the first cut to where the body begins.
    pub paragraphs: Vec<Paragraph>,
    /// The clauses of each paragraph.
    pub clauses: Vec<Vec<Clause>>,
}

impl<'t> Body<'t> {
    /// The body that begins at `start`.
    pub fn new(text: &'t str, paragraphs: &[Paragraph], start: usize) -> Self {
        let mut paragraphs = paragraphs.to_vec();
        if let Some(first) = paragraphs.first_mut() {
            first.at.start = start.max(first.at.start);
        }
        let clauses = paragraphs.iter().map(|paragraph| clauses(text, &paragraph.at)).collect();
        Body { text, paragraphs, clauses }
    }

    /// The text of a paragraph.
    pub fn paragraph(&self, at: usize) -> &'t str {
        &self.text[self.paragraphs[at].at.clone()]
    }
}

/// The nodes of a speech, in the order of the text.
pub fn nodes(body: &Body) -> Vec<Node> {
    let marked = markers(body);
    let looks = Looks { body, markers: &marked };
    let lists = link(&marked, &looks);
    let mut kept: Vec<(Marker, usize)> = Vec::new();
    for (number, list) in lists.iter().enumerate() {
        kept.extend(list.items.iter().map(|item| (marked[*item].clone(), number)));
    }
    kept.sort_by_key(|(marker, _)| marker.at.start);
    let mut all = parallels::find(body, &kept);
    if all.is_empty() {
        return build(body, &marked, &lists);
    }
    all.extend(kept.into_iter().map(|(marker, _)| marker));
    all.sort_by_key(|marker| (marker.at.start, std::cmp::Reverse(marker.at.end)));
    all.dedup_by_key(|marker| marker.at.start);
    let looks = Looks { body, markers: &all };
    let lists = link(&all, &looks);
    build(body, &all, &lists)
}

/// Everything that looks like a marker, and unmarked headings.
fn markers(body: &Body) -> Vec<Marker> {
    let mut found = Vec::new();
    let headings = headings(body);
    for (at, paragraph) in body.paragraphs.iter().enumerate() {
        let mut before = Stop::Full;
        // Where 首先 or 其次 stands in the sentence that is being read.
        let mut listing = false;
        let mut sentence = paragraph.at.start;
        for (nth, clause) in body.clauses[at].iter().enumerate() {
            let line_start = nth == 0 && clause.start == paragraph.at.start;
            let rest = &body.text[clause.start..paragraph.at.end];
            if before == Stop::Full {
                (listing, sentence) = (false, clause.start);
            }
            let marked = marker(rest, line_start).or_else(|| going_on(rest, before).filter(|_| listing));
            // 批复之后才能立项，然后审查，最后开工: steps of one event.
            let marked = marked.filter(|(_, style, ordinal)| {
                let unnumbered = *style == Style::Shouxian && !matches!(ordinal, Ordinal::Nth(_));
                !(unnumbered && before == Stop::Comma && !listing)
            });
            if let Some((length, style, ordinal)) = marked {
                listing |= style == Style::Shouxian;
                if style == Style::Yifangmian && ordinal == Ordinal::Nth(2) {
                    found.extend(other_side(body, sentence..clause.start, at, &found));
                }
                let formal = style.is_formal() && style != Style::DiN;
                if line_start || !formal || before != Stop::Comma {
                    let at_span = clause.start..clause.start + length;
                    found.push(Marker {
                        at: at_span,
                        style,
                        ordinal,
                        paragraph: at,
                        line_start,
                        quoted: clause.quoted,
                    });
                }
            } else if line_start && headings.binary_search(&at).is_ok() {
                let at_span = clause.start..clause.start;
                found.push(Marker {
                    at: at_span,
                    style: Style::Heading,
                    ordinal: Ordinal::Next,
                    paragraph: at,
                    line_start,
                    quoted: false,
                });
            }
            if clause.quotes {
                found.extend(quoted(body, clause, at));
            }
            before = clause.stop;
        }
    }
    found.sort_by_key(|marker| marker.at.start);
    found
}

/// 首先…；其次…；同时…；另外…: words that elsewhere only join go on with a list behind a semicolon.
fn going_on(rest: &str, before: Stop) -> Option<(usize, Style, Ordinal)> {
    let word = ["同时", "另外", "接着"].into_iter().find(|word| before == Stop::Semicolon && rest.starts_with(word))?;
    let comma = if rest[word.len()..].starts_with('，') { "，".len() } else { 0 };
    Some((word.len() + comma, Style::Shouxian, Ordinal::Next))
}

/// 我们一方面培育市场，另一方面…: the first side inside a clause, where only the second opens one.
fn other_side(body: &Body, before: Span, paragraph: usize, found: &[Marker]) -> Option<Marker> {
    if found.iter().any(|marker| marker.style == Style::Yifangmian && marker.at.start >= before.start) {
        return None;
    }
    let side = "一方面";
    let at = before.start + body.text[before].rfind(side)?;
    Some(Marker {
        at: at..at + side.len(),
        style: Style::Yifangmian,
        ordinal: Ordinal::Nth(1),
        paragraph,
        line_start: false,
        quoted: false,
    })
}

/// A list that begins behind a quotation mark inside a clause: 就是“一是…，二是…”.
fn quoted(body: &Body, clause: &Clause, paragraph: usize) -> Option<Marker> {
    let (inside, _) = body.text[clause.start..clause.end].match_indices('“').find(|(at, _)| *at > 0)?;
    let start = clause.start + inside + "“".len();
    let rest = &body.text[start..body.paragraphs[paragraph].at.end];
    let (length, style, ordinal) = marker(rest, false)?;
    let spoken = style.is_spoken() && ordinal == Ordinal::Nth(1);
    spoken.then(|| Marker { at: start..start + length, style, ordinal, paragraph, line_start: false, quoted: true })
}

/// Paragraphs that are headings without a marker: short lines that do not end, each with a paragraph under it. One alone is a
/// trace of something else.
fn headings(body: &Body) -> Vec<usize> {
    let last = body.paragraphs.len().saturating_sub(1);
    let is_line = |at: usize| {
        let line = body.paragraph(at);
        if line.len() > 40 * 4 {
            return false;
        }
        let length = line.chars().count();
        let ended = line
            .chars()
            .next_back()
            .is_some_and(|c| ends_sentence(c) || matches!(c, '，' | '；' | '：' | ':' | '…' | '”' | '）'));
        (4..=40).contains(&length)
            && !ended
            && line.chars().filter(|c| is_han(*c)).count() * 2 > length
            && marker(line, true).is_none()
    };
    let spoken = |at: usize| ["谢谢", "此致", "敬礼"].iter().any(|word| body.paragraph(at).starts_with(word));
    let found: Vec<usize> = (0..last).filter(|at| is_line(*at) && !spoken(*at) && !is_line(at + 1)).collect();
    if found.len() < 2 { Vec::new() } else { found }
}

/// What linking asks of the text.
struct Looks<'b, 't> {
    body: &'b Body<'t>,
    markers: &'b [Marker],
}

impl Context for Looks<'_, '_> {
    fn announced(&self, marker: usize) -> Option<u32> {
        let marker = &self.markers[marker];
        let paragraph = &self.body.paragraphs[marker.paragraph];
        let before = &self.body.text[paragraph.at.start..marker.at.start];
        let before = before.trim_end_matches(|c| ends_sentence(c) || matches!(c, '：' | '；' | '，' | '“'));
        let sentence = before.rfind(['。', '！', '？', '；']).map_or(before, |at| &before[at..]);
        announcement(sentence).and_then(|found| found.promised)
    }

    fn is_heading(&self, marker: usize) -> bool {
        let marker = &self.markers[marker];
        let line = self.body.paragraph(marker.paragraph);
        marker.line_start
            && line.chars().count() <= 60
            && !line.contains('。')
            && !line.ends_with(['；', '：', '！', '，'])
    }
}

fn build(body: &Body, markers: &[Marker], lists: &[List]) -> Vec<Node> {
    let numbered = |(group, list): (usize, &List)| {
        list.items.iter().enumerate().map(move |(nth, item)| (*item, group, nth)).collect::<Vec<_>>()
    };
    let mut order: Vec<(usize, usize, usize)> = lists.iter().enumerate().flat_map(numbered).collect();
    order.sort_unstable();
    let place = |item: usize| order.binary_search_by_key(&item, |(item, ..)| *item).ok();
    let skeleton = skeleton(body, markers, lists);
    let mut nodes: Vec<Node> = Vec::with_capacity(order.len());
    for (item, group, nth) in &order {
        let (marker, list) = (&markers[*item], &lists[*group]);
        let parent = list.parent.and_then(place);
        let level = match parent {
            Some(parent) => nodes.get(parent).map_or(2, |node: &Node| node.level + 1),
            None if Some(markers[list.items[0]].style) == skeleton && markers[list.items[0]].line_start => 1,
            None => 2,
        };
        let next = list.items.get(nth + 1).map(|next| markers[*next].at.start);
        let head = head(body, marker, next);
        let end = body.paragraphs.last().map_or(head.end, |paragraph| paragraph.at.end);
        nodes.push(Node {
            marker: marker.at.clone(),
            style: marker.style,
            level,
            head,
            whole: marker.at.start..end,
            parent,
            group: *group,
            inline: !marker.line_start,
        });
    }
    // A node ends where the next one begins that is not inside it.
    let mut behind: Vec<(usize, usize)> = Vec::new();
    for at in (0..nodes.len()).rev() {
        let (level, start) = (nodes[at].level, nodes[at].marker.start);
        behind.truncate(behind.iter().rposition(|(other, _)| *other <= level).map_or(0, |last| last + 1));
        let next = behind.last().map(|(_, start)| *start);
        behind.push((level, start));
        let own =
            body.paragraphs.partition_point(|paragraph| paragraph.at.start <= nodes[at].marker.start).checked_sub(1);
        let own = own.map(|own| &body.paragraphs[own]);
        let bound = if nodes[at].inline { own.map(|paragraph| paragraph.at.end) } else { None };
        let end = [next, bound].into_iter().flatten().min().unwrap_or(nodes[at].whole.end);
        nodes[at].whole.end = end.max(nodes[at].head.end);
    }
    nodes
}

/// The head: what follows the marker up to a stop that ends a clause, or to the next item.
fn head(body: &Body, marker: &Marker, next: Option<usize>) -> Span {
    let paragraph = &body.paragraphs[marker.paragraph].at;
    let start = marker.at.end;
    let limit = next.filter(|next| paragraph.contains(next)).unwrap_or(paragraph.end);
    let text = &body.text[start..limit.max(start)];
    let text = match marker.style {
        // An unmarked head of the kind 从…看 or …方面 ends at its comma.
        Style::Parallel(_) => &text[..parallels::head_length(text)],
        _ => text.find(['。', '；', '：', ':', ';']).map_or(text, |at| &text[..at]),
    };
    let mut bare = text.trim_end_matches(['，', ',', '、', ' ', '“']);
    // The last item of a quoted list ends with the quotation.
    if bare.ends_with('”') && bare.matches('”').count() > bare.matches('“').count() {
        bare = &bare[..bare.len() - "”".len()];
    }
    let lead = bare.len() - bare.trim_start_matches(['，', ' ', '\u{3000}']).len();
    start + lead..start + bare.len()
}

/// Which style is the skeleton: the highest that opens paragraphs outside of everything else.
fn skeleton(body: &Body, markers: &[Marker], lists: &[List]) -> Option<Style> {
    let roots = lists.iter().filter(|list| list.parent.is_none() && markers[list.items[0]].line_start);
    let styles: Vec<(Style, usize)> = roots.map(|list| (markers[list.items[0]].style, list.items.len())).collect();
    let order = [
        Style::Part,
        Style::CnFormal,
        Style::CnComma,
        Style::Heading,
        Style::DiN,
        Style::CnParen,
        Style::ArabicDot,
        Style::Stem,
        Style::ArabicParen,
    ];
    if let Some(style) = order.into_iter().find(|style| styles.iter().any(|(other, _)| other == style)) {
        return Some(style);
    }
    // Nothing formal: unmarked heads that open paragraphs, or a spoken list, where they fill most of the speech.
    let paragraphs = body.paragraphs.len();
    let filling = lists
        .iter()
        .filter(|list| list.parent.is_none() && markers[list.items[0]].line_start)
        .max_by_key(|list| list.items.len())?;
    let (first, last) = (&markers[filling.items[0]], &markers[*filling.items.last()?]);
    let spread = last.paragraph - first.paragraph + 1;
    let parallel = matches!(first.style, Style::Parallel(_));
    (filling.items.len() >= 3 && (parallel || 2 * spread >= paragraphs)).then_some(first.style)
}
