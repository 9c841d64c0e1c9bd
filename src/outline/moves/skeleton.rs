//! The moves inside the skeleton: achievements, problems and opportunities under heads that name them or in sentences that state
//! them, and what leads into lists.

use super::MoveKind;
use super::cues::*;
use super::frame::Finder;
use crate::outline::marker::Style;
use crate::outline::promises::sentences;
use crate::outline::tree::Node;
use crate::source::Span;

impl Finder<'_, '_> {
    /// Achievements, problems and opportunities inside the skeleton, and lists led in.
    pub(super) fn sections(&mut self) {
        for node in self.nodes.iter().filter(|node| !node.inline || node.style == Style::Heading) {
            let head = self.text(&node.head);
            let kind = if says_problem(head) {
                MoveKind::Problems
            } else if says_achievement(head) {
                MoveKind::Achievements
            } else if ["机遇", "有利条件"].iter().any(|word| head.contains(word))
                && !head.contains("抢抓")
                && !head.contains('抓')
            {
                MoveKind::Opportunities
            } else {
                continue;
            };
            let whole = node.marker.start..node.whole.end.min(self.end);
            if node.level == 1 {
                self.section(kind, node, whole);
            } else if !self.covered(kind, &whole) {
                self.push(kind, self.trimmed(whole));
            }
        }
        for paragraph in 0..self.body.paragraphs.len() {
            let whole = &self.body.paragraphs[paragraph].at;
            let promised = self.promises.iter().any(|promise| whole.contains(&promise.at.start));
            // Most paragraphs speak of neither problems nor thanks, and are passed over at the speed of one search.
            if !promised && !GATE.within(self.body.paragraph(paragraph)) {
                continue;
            }
            for at in sentences(self.body, paragraph) {
                if at.start >= self.end {
                    return;
                }
                self.sentence(paragraph, at);
            }
        }
    }

    /// A section that reviews: achievements up to thanks or problems.
    fn section(&mut self, kind: MoveKind, node: &Node, whole: Span) {
        let start = self.paragraph_of(node.marker.start) + 1;
        let mut from = self.body.paragraphs.get(start).map_or(whole.end, |paragraph| paragraph.at.start);
        if from >= whole.end {
            from = node.marker.start;
        }
        let mut to = whole.end;
        if kind == MoveKind::Achievements {
            for paragraph in start..self.body.paragraphs.len() {
                let stop = sentences(self.body, paragraph).into_iter().find(|at| {
                    let text = self.text(at);
                    at.start > from
                        && at.start < whole.end
                        && (is_problem_turn(text) || thanks(text) || (OWED.within(text) && self.thanked_soon(at)))
                });
                if let Some(stop) = stop {
                    to = to.min(stop.start);
                    break;
                }
            }
        }
        if !self.covered(kind, &(from..to)) {
            self.push(kind, self.trimmed(from..to));
        }
    }

    /// A sentence of the skeleton that begins a move by itself.
    fn sentence(&mut self, paragraph: usize, at: Span) {
        let text = self.text(&at);
        let inside = paragraph >= self.skeleton || self.skeleton == self.body.paragraphs.len();
        if let Some(promise) = self.promises.iter().find(|promise| at.contains(&promise.at.start)) {
            let group = self.nodes.iter().find(|node| node.level == 1).map(|node| node.group);
            if inside && Some(promise.group) != group {
                let first =
                    self.nodes.iter().find(|node| node.group == promise.group).map_or(at.end, |node| node.marker.start);
                let span = at.start..at.end.min(first.max(at.start));
                let own_item = self.nodes.iter().any(|node| node.marker.start == at.start);
                if !own_item {
                    self.push(MoveKind::TransitionInner, self.trimmed(span));
                }
            }
        }
        // What neither states a problem nor thanks is most of a paragraph that does.
        if !inside || !GATE.within(text) {
            return;
        }
        if is_problem_turn(text) {
            let passing = at.start > self.body.paragraphs[paragraph].at.start;
            let cut = states_problem(text).filter(|length| passing && *length < text.len());
            let to = cut.map_or_else(|| self.reach(paragraph, &at), |length| at.start + length + "，".len());
            if !self.covered(MoveKind::Problems, &at) {
                self.push(MoveKind::Problems, self.trimmed(at.start..to.min(self.end)));
            }
        } else if let Some(length) = states_problem(text).filter(|_| !self.covered(MoveKind::Problems, &at)) {
            let listed = self
                .nodes
                .iter()
                .any(|node| node.inline && node.marker.start > at.start && node.marker.start <= at.end);
            let end = if listed { self.reach(paragraph, &at) } else { at.start + length };
            self.push(MoveKind::Problems, self.trimmed(at.start..end));
        } else if thanks(text) && !self.covered(MoveKind::Thanks, &at) {
            let from = sentences(self.body, paragraph)
                .into_iter()
                .filter(|before| before.start < at.start)
                .find(|before| OWED.within(self.text(before)));
            self.push(MoveKind::Thanks, self.trimmed(from.map_or(at.start, |before| before.start)..at.end));
        }
    }

    /// How far problems reach that a sentence turns to: the paragraph, and the list or the siblings that begin in it.
    pub(super) fn reach(&self, paragraph: usize, at: &Span) -> usize {
        let mut end = self.body.paragraphs[paragraph].at.end;
        let own = self.body.paragraph(paragraph);
        // A list in the next paragraph belongs to it where it is led in, and is no section.
        let bound = if own.ends_with('：') { end + 2 } else { end };
        let begun = self
            .nodes
            .iter()
            .find(|node| node.marker.start >= at.start && node.marker.start <= bound && node.level > 1);
        if begun.is_none() && at.start > self.body.paragraphs[paragraph].at.start {
            // Said in passing, in the midst of a point: it ends where one says what to do.
            let demand = sentences(self.body, paragraph).into_iter().find(|next| {
                let text = self.text(next);
                next.start >= at.end
                    && ["我们要", "我们必须", "下一步", "下步", "今后"].iter().any(|word| text.starts_with(word))
            });
            end = demand.map_or(end, |next| next.start);
        }
        if let Some(first) = begun {
            let last = self.nodes.iter().rfind(|node| node.group == first.group);
            end = end.max(last.map_or(end, |node| self.body.paragraphs[self.paragraph_of(node.marker.start)].at.end));
        }
        end
    }

    /// Whether a move of this kind is there already.
    pub(super) fn covered(&self, kind: MoveKind, at: &Span) -> bool {
        self.found.iter().any(|found| found.kind == kind && found.at.start < at.end && at.start < found.at.end)
    }

    pub(super) fn trimmed(&self, at: Span) -> Span {
        at.start..at.start + self.text(&at).trim_end().len()
    }
}
