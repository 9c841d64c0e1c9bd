//! What is seen of one speech's plan: which moves and sections come in which order, how they are marked, how long they are.
//!
//! No word of the speech is kept but its salutation, which enters a library only where several speeches have it: a plan is
//! shape, and shape gives nobody away.

use serde::{Deserialize, Serialize};

use crate::library::Part;
use crate::outline::{MoveKind, Node, Reading, Style};
use crate::source::Span;
use crate::text::han;

/// The plan of one speech.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// The salutation, without marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salutation: Option<String>,
    /// How long it is before its first section, in 字.
    pub opening: usize,
    /// How long it is from its closing moves on, in 字.
    pub closing: usize,
    /// The name of the style that marks its sections; empty where it has none.
    pub marker: String,
    /// Whether it announces how many sections follow.
    pub announced: bool,
    /// Its moves outside sections, in the order of the text.
    pub moves: Vec<SeenMove>,
    /// Its sections.
    pub sections: Vec<SeenSection>,
    /// Whether its points stand in one row, without sections around them.
    pub flat: bool,
}

/// A move as it stands in a speech.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeenMove {
    /// Its name in JSON.
    pub name: String,
    /// Before which section it stands, from 0; the number of sections where it stands behind the last.
    pub before: usize,
    /// Whether it stands inside the section before.
    #[serde(default, skip_serializing_if = "is_false")]
    pub inside: bool,
    /// In 字.
    pub length: usize,
}

/// A section as it stands in a speech.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeenSection {
    /// What it is for, by the name that banks use.
    pub part: String,
    /// Whether its head has a line of its own.
    pub heading: bool,
    /// How long its head is, in 字.
    pub head: usize,
    /// In 字.
    pub length: usize,
    /// How long it is before its first point, in 字.
    pub lead: usize,
    /// How long it is behind its last point, in 字.
    pub close: usize,
    /// The name of the style that marks its points; empty where it has none.
    pub style: String,
    /// Whether its points stand in one paragraph.
    pub inline: bool,
    /// How many points it has.
    pub points: usize,
    /// How long the heads of its points are, in 字.
    pub heads: Vec<usize>,
    /// The name of the style that marks what its points are divided into; empty where they are not.
    pub under: String,
}

fn is_false(it: &bool) -> bool {
    !it
}

/// A paragraph before the points shorter than this, in 字, leads into nothing.
const LEAD: usize = 12;
/// So many items without a section around them are the plan of a speech.
const ROW: usize = 3;

/// Looks at the plan of one speech; spans of the reading are those of `text`.
pub fn observe(text: &str, reading: &Reading) -> Observation {
    let look = Look { text, reading };
    let (skeleton, row) = look.skeleton();
    let starts: Vec<usize> = if row.is_empty() {
        skeleton.iter().map(|at| reading.nodes[*at].marker.start).collect()
    } else {
        vec![reading.nodes[row[0]].marker.start]
    };
    let first = starts.first().copied().unwrap_or(reading.body.end);
    let closing = reading.moves.iter().filter(|found| is_closing(found.kind) && found.at.start > first);
    let closing = closing.map(|found| found.at.start).min().unwrap_or(reading.body.end);
    let sections = if row.is_empty() { look.sections(&skeleton, closing) } else { vec![look.row(&row, closing)] };
    let marker = skeleton.first().or(row.first()).map(|at| reading.nodes[*at].style.name());
    let salutation = reading.moves.iter().find(|found| found.kind == MoveKind::Salutation);
    let announces = |at: &Span| at.end <= first + 1;
    Observation {
        salutation: salutation.and_then(|found| addressed(&text[found.at.clone()])),
        opening: han::length(&text[reading.body.start..first]),
        closing: han::length(&text[closing..reading.body.end]),
        marker: marker.unwrap_or_default().into(),
        announced: reading.promises.iter().any(|promise| announces(&promise.at) && promise.actual == skeleton.len()),
        moves: look.moves(&starts, closing),
        flat: !row.is_empty(),
        sections,
    }
}

fn is_closing(kind: MoveKind) -> bool {
    matches!(kind, MoveKind::ClosingCall | MoveKind::ClosingWish)
}

/// The words of a salutation: 同志们, 各位代表、同志们. What else stands there is no salutation.
fn addressed(text: &str) -> Option<String> {
    let words = text.trim().trim_end_matches(['：', ':', '！', '，', '。']).trim();
    let plain = words.chars().all(|c| han::is_han(c) || matches!(c, '、' | '，'));
    (plain && (2..=20).contains(&words.chars().count())).then(|| words.to_string())
}

struct Look<'a> {
    text: &'a str,
    reading: &'a Reading,
}

impl Look<'_> {
    fn length(&self, span: Span) -> usize {
        if span.start < span.end { han::length(&self.text[span]) } else { 0 }
    }

    /// The nodes that are sections; or else those of the row that stands in their place.
    fn skeleton(&self) -> (Vec<usize>, Vec<usize>) {
        let nodes = &self.reading.nodes;
        let top: Vec<usize> = (0..nodes.len()).filter(|at| nodes[*at].level == 1).collect();
        let pointed = |at: &&usize| nodes.iter().any(|node| node.parent == Some(**at));
        // What has neither a line of its own nor points under it is a point itself.
        let headed = top.iter().any(|at| self.is_heading(&nodes[*at]));
        if headed || 2 * top.iter().filter(pointed).count() > top.len() {
            return (top, Vec::new());
        }
        if !top.is_empty() {
            return (Vec::new(), top);
        }
        let loose: Vec<usize> = (0..nodes.len()).filter(|at| nodes[*at].parent.is_none()).collect();
        let row = largest_group(nodes, &loose);
        (Vec::new(), if row.len() < ROW { Vec::new() } else { row })
    }

    /// Whether a head has a line of its own.
    fn is_heading(&self, node: &Node) -> bool {
        let line = self.text[node.head.end..].split('\n').next().unwrap_or_default();
        let line = line.trim_start_matches(['。', '：', '；', '！']).trim();
        !node.inline && line.is_empty()
    }

    /// The sections; what closes the speech belongs to none.
    fn sections(&self, skeleton: &[usize], closing: usize) -> Vec<SeenSection> {
        let nodes = &self.reading.nodes;
        let section = |(nth, at): (usize, &usize)| {
            let node = &nodes[*at];
            let children: Vec<usize> = (0..nodes.len()).filter(|child| nodes[*child].parent == Some(*at)).collect();
            let head = &self.text[node.head.clone()];
            let part = part(head, nth, skeleton.len());
            let points = largest_group(nodes, &children);
            let body = node.head.end..node.whole.end.min(closing).max(node.head.end);
            self.section(part, self.is_heading(node), self.length(node.head.clone()), body, &points)
        };
        skeleton.iter().enumerate().map(section).collect()
    }

    fn row(&self, row: &[usize], closing: usize) -> SeenSection {
        let nodes = &self.reading.nodes;
        let body = nodes[row[0]].marker.start..row.last().map_or(0, |at| nodes[*at].whole.end).min(closing);
        self.section(Part::Do, false, 0, body, row)
    }

    fn section(&self, part: Part, heading: bool, head: usize, body: Span, points: &[usize]) -> SeenSection {
        let nodes = &self.reading.nodes;
        let first = points.first().map(|at| &nodes[*at]);
        let last = points.last().map(|at| &nodes[*at]);
        let lead = first.map_or(0, |first| self.length(body.start..first.marker.start));
        // What stands behind the last point's own paragraph closes the section, where the other points have one paragraph.
        let one = |at: &usize| !self.text[nodes[*at].whole.clone()].trim_end().contains('\n');
        let close = last.filter(|_| points[..points.len() - 1].iter().all(one)).map_or(0, |last| {
            let line = self.text[last.head.end..].find('\n').map_or(body.end, |line| last.head.end + line);
            self.length(line.min(body.end)..body.end)
        });
        let under: Vec<usize> =
            (0..nodes.len()).filter(|at| nodes[*at].parent.is_some_and(|parent| points.contains(&parent))).collect();
        let under = usual(under.iter().map(|at| nodes[*at].style.name()));
        SeenSection {
            part: part.name().into(),
            heading,
            head,
            length: self.length(body),
            lead: if lead < LEAD { 0 } else { lead },
            close,
            style: first.map_or("", |first| first.style.name()).into(),
            inline: points.iter().skip(1).filter(|at| nodes[**at].inline).count() * 2 > points.len().saturating_sub(1),
            points: points.len(),
            heads: points.iter().map(|at| self.length(nodes[*at].head.clone())).collect(),
            under: under.into(),
        }
    }

    fn moves(&self, starts: &[usize], closing: usize) -> Vec<SeenMove> {
        let seen = self.reading.moves.iter().filter(|found| found.kind != MoveKind::TransitionInner);
        seen.map(|found| {
            let behind = starts.iter().filter(|start| **start <= found.at.start).count();
            SeenMove {
                name: found.kind.name().into(),
                before: behind,
                inside: behind > 0 && found.at.start < closing,
                length: self.length(found.at.clone()),
            }
        })
        .collect()
    }
}

/// The group of siblings that holds most of the text; unmarked ones only where nothing is marked.
fn largest_group(nodes: &[Node], among: &[usize]) -> Vec<usize> {
    let mut groups: Vec<usize> = among.iter().map(|at| nodes[*at].group).collect();
    groups.dedup();
    groups.sort_unstable();
    groups.dedup();
    let of = |group: usize| among.iter().copied().filter(move |at| nodes[*at].group == group).collect::<Vec<_>>();
    let weight = |items: &Vec<usize>| {
        let marked =
            items.first().is_some_and(|at| !matches!(nodes[*at].style, Style::Parallel(_) | Style::Yifangmian));
        let text: usize = items.iter().map(|at| nodes[*at].whole.len()).sum();
        (items.len() > 1, marked, text, std::cmp::Reverse(items.first().copied()))
    };
    groups.into_iter().map(of).max_by_key(weight).filter(|items| items.len() > 1).unwrap_or_default()
}

/// What comes most often; of several, what comes first by name; empty where there is nothing.
pub(super) fn usual<'n>(names: impl Iterator<Item = &'n str>) -> &'n str {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    let runs = names.chunk_by(|one, other| one == other).map(|run| (run.len(), run[0]));
    runs.max_by_key(|(count, name)| (*count, std::cmp::Reverse(*name))).map_or("", |(_, name)| name)
}

/// What a section is for, by its head and its place: what one must know comes first, what holds it together last.
fn part(head: &str, nth: usize, sections: usize) -> Part {
    let count = |part: Part| {
        let words = include_str!("parts.txt").lines().find_map(|line| line.strip_prefix(part.name()));
        words.unwrap_or_default().split_whitespace().filter(|word| head.contains(word)).count()
    };
    let (why, ensure) = (count(Part::Why), count(Part::Ensure));
    let last = sections > 1 && nth + 1 == sections;
    if why > ensure && 2 * nth < sections && !last {
        Part::Why
    } else if ensure > 0 && ensure >= why && 2 * nth >= sections {
        Part::Ensure
    } else {
        Part::Do
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Observation {
        let document = crate::outline::read(text);
        observe(&document.clean.text, &document.speeches[0])
    }

    #[test]
    fn sections_are_seen_with_their_parts_points_and_markers() {
        let seen = seen(include_str!("../../../tests/outline/全套.txt"));
        assert!(!seen.flat);
        assert_eq!(seen.marker, "cn_comma");
        assert!(seen.sections.iter().all(|section| section.heading && section.length > 0));
    }

    #[test]
    fn the_head_tells_what_a_section_is_for_where_its_place_allows() {
        assert_eq!(part("提高认识，增强紧迫感", 0, 3), Part::Why);
        assert_eq!(part("抓住重点，把任务做实", 1, 3), Part::Do);
        assert_eq!(part("加强领导，凝聚合力", 2, 3), Part::Ensure);
        assert_eq!(part("加强组织领导", 0, 3), Part::Do);
        assert_eq!(part("认清形势", 2, 3), Part::Do);
    }

    #[test]
    fn a_salutation_is_kept_without_its_mark_and_nothing_else_is() {
        assert_eq!(addressed("同志们："), Some("同志们".into()));
        assert_eq!(addressed("各位代表、同志们："), Some("各位代表、同志们".into()));
        assert_eq!(addressed("（2024年12月）同志们"), None);
    }
}
