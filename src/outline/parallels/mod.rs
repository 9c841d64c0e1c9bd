//! Unmarked parallel heads: sentences of one build that divide a paragraph, or open one paragraph after another.
//!
//! Chinese speeches mark half of their points by nothing but parallelism. A run is believed by its build (the same frame, the
//! same length, the same opening or end), by standing short where the sentences between are long, and by dividing what it stands
//! in; never by its words alone. 要 opens every second sentence of a speech, so it counts for little.

mod build;
mod head;
mod inside;
mod openings;

pub use self::head::opening_verb;
use self::head::{HEADLINE, Head, head, is_side, is_view};
use super::marker::{Marker, Ordinal, Style};
use super::paragraph::Stop;
use super::tree::Body;
use crate::source::Span;

/// Markers for all unmarked heads. `markers` are those that were linked, each with the number of its list.
pub fn find(body: &Body, markers: &[(Marker, usize)]) -> Vec<Marker> {
    let mut finder = Finder { body, markers, heads: Vec::new(), found: Vec::new(), family: 0, pairs: Vec::new() };
    finder.heads = (0..body.paragraphs.len()).map(|paragraph| finder.heads_of(paragraph)).collect();
    finder.openings();
    finder.openings_of_pairs();
    finder.views();
    let mut taken = vec![Vec::new(); body.paragraphs.len()];
    for marker in &finder.found {
        taken[marker.paragraph].push(marker.at.start);
    }
    for (paragraph, taken) in taken.into_iter().enumerate() {
        finder.inside(paragraph, taken);
    }
    finder.found
}

/// How many bytes of `text` an unmarked head takes.
pub fn head_length(text: &str) -> usize {
    let whole = text.find(['。', '；', '：', '！', '？']).unwrap_or(text.len());
    let first = text.find('，').unwrap_or(whole).min(whole);
    let short = text[..whole].chars().count() <= 2 * HEADLINE;
    if is_view(&text[..first]) || is_side(&text[..first]) || !short { first } else { whole }
}

struct Finder<'b, 't> {
    body: &'b Body<'t>,
    markers: &'b [(Marker, usize)],
    /// The sentences of each paragraph that no marker opens.
    heads: Vec<Vec<Head<'t>>>,
    found: Vec<Marker>,
    family: u32,
    /// Two paragraphs that open like heads: heads where the speech heads others so.
    pairs: Vec<Vec<(usize, Head<'t>)>>,
}

impl<'b, 't> Finder<'b, 't> {
    /// Accepts a run as one family.
    fn accept(&mut self, run: &[(usize, Head<'t>)]) {
        for (nth, (paragraph, head)) in run.iter().enumerate() {
            let line_start = self.body.paragraphs[*paragraph].at.start == head.start;
            let ordinal = Ordinal::Nth(nth as u32 + 1);
            let style = Style::Parallel(self.family);
            self.found.push(Marker {
                at: head.start..head.start,
                style,
                ordinal,
                paragraph: *paragraph,
                line_start,
                quoted: false,
            });
        }
        self.family += 1;
    }

    /// The sentences of a paragraph that no marker opens.
    fn heads_of(&self, paragraph: usize) -> Vec<Head<'t>> {
        let text = self.body.text;
        let clauses = &self.body.clauses[paragraph];
        let at = self.body.paragraphs[paragraph].at.clone();
        let marked = self.markers_in(&at);
        // As many sentences as do not end with a comma: a file of eight million short lines has as many lists of heads.
        let sentences = clauses.iter().filter(|clause| clause.stop != Stop::Comma).count();
        let mut heads = Vec::with_capacity(sentences);
        let mut nth = 0;
        let mut before = Stop::Full;
        for (number, clause) in clauses.iter().enumerate() {
            let opens = before == Stop::Full;
            if before != Stop::Comma {
                let rest = &clauses[number..];
                let last = rest.iter().position(|clause| clause.stop != Stop::Comma).unwrap_or(rest.len() - 1);
                let markers = &self.markers[marked.clone()];
                let here = markers.partition_point(|(marker, _)| marker.at.start < clause.start);
                let is_marked = markers[here..]
                    .iter()
                    .take_while(|(marker, _)| marker.at.start == clause.start)
                    .any(|(marker, _)| !marker.at.is_empty());
                if !is_marked {
                    heads.push(head(text, clause, rest, last, nth, opens));
                }
                nth += 1;
            }
            before = clause.stop;
        }
        heads
    }

    fn markers_in(&self, at: &Span) -> std::ops::Range<usize> {
        let from = self.markers.partition_point(|(marker, _)| marker.at.start < at.start);
        let to = self.markers.partition_point(|(marker, _)| marker.at.start < at.end);
        from..to
    }
}
