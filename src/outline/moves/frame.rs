//! The moves around the skeleton: salutation, what is said before the first item, how the speech closes.

use std::sync::LazyLock;

use super::cues::*;
use super::{Move, MoveKind};
use crate::outline::promises::{Promise, sentences};
use crate::outline::split::{behind_bracket, is_salutation};
use crate::outline::tree::{Body, Node};
use crate::source::Span;
use crate::text::characters::first;
use crate::text::words::Words;

/// A closing of several paragraphs is at most this long; a longer one has only its last call counted.
const CLOSING: usize = 450;

/// So many bytes say why one has met; what goes on longer has turned to something else.
const PURPOSE: usize = 220 * 3;

pub(super) struct Finder<'b, 't> {
    pub(super) body: &'b Body<'t>,
    pub(super) nodes: &'b [Node],
    pub(super) promises: &'b [Promise],
    /// The first paragraph of the skeleton, or the number of paragraphs.
    pub(super) skeleton: usize,
    /// Where the closing begins.
    pub(super) end: usize,
    pub(super) found: Vec<Move>,
}

impl<'b, 't> Finder<'b, 't> {
    pub(super) fn new(body: &'b Body<'t>, nodes: &'b [Node], promises: &'b [Promise]) -> Self {
        let end = body.paragraphs[body.paragraphs.len() - 1].at.end;
        let mut finder = Finder { body, nodes, promises, skeleton: 0, end, found: Vec::new() };
        let first = nodes.iter().find(|node| node.level == 1).map(|node| finder.paragraph_of(node.marker.start));
        finder.skeleton = first.unwrap_or(body.paragraphs.len());
        finder
    }

    pub(super) fn push(&mut self, kind: MoveKind, at: Span) {
        if !at.is_empty() {
            self.found.push(Move { kind, at });
        }
    }

    pub(super) fn paragraph_of(&self, at: usize) -> usize {
        self.body.paragraphs.partition_point(|paragraph| paragraph.at.start <= at).saturating_sub(1)
    }

    pub(super) fn text(&self, at: &Span) -> &'t str {
        &self.body.text[at.clone()]
    }

    /// Whether a paragraph opens with a node of the tree.
    pub(super) fn is_item(&self, paragraph: usize) -> bool {
        let start = self.body.paragraphs[paragraph].at.start;
        self.nodes.iter().any(|node| node.marker.start == start)
    }

    /// Whether a paragraph opens with an item that bears a marker.
    fn is_marked(&self, paragraph: usize) -> bool {
        let start = self.body.paragraphs[paragraph].at.start;
        self.nodes.iter().any(|node| node.marker.start == start && !node.marker.is_empty())
    }

    pub(super) fn salutation(&mut self) {
        for at in 0..self.body.paragraphs.len().min(4) {
            let line = self.body.paragraph(at);
            let start = self.body.paragraphs[at].at.start;
            if is_salutation(line) {
                let lead = line.len() - behind_bracket(line).len();
                self.push(MoveKind::Salutation, start + lead..start + line.len());
                return;
            }
            // Glued to the first sentence: 同志们：今天…
            let glued = line
                .char_indices()
                .take(60)
                .find(|(_, c)| matches!(c, '：' | ':' | '！'))
                .map(|(at, c)| at + c.len_utf8());
            if let Some(end) = glued.filter(|end| is_salutation(&line[..*end])) {
                self.push(MoveKind::Salutation, start..start + end);
                return;
            }
        }
    }

    /// The call at the end, and the wish behind it.
    pub(super) fn closing(&mut self) {
        let count = self.body.paragraphs.len();
        let mut last = count - 1;
        let wish = |line: &str| {
            line.chars().count() <= 60
                && WISH.inside.iter().any(|word| line.starts_with(word) || line.contains(&format!("最后，{word}")))
        };
        while last > 0 && wish(self.body.paragraph(last)) {
            let at = self.body.paragraphs[last].at.clone();
            self.push(MoveKind::ClosingWish, at);
            last -= 1;
        }
        let addressed = |line: &str| {
            let called = line.char_indices().take(30).find(|(_, c)| matches!(c, '，' | '！' | '：'));
            ["让我们", "最后，", "总之，"].iter().any(|head| line.starts_with(head))
                || (!line.starts_with("大家")
                    && called.is_some_and(|(at, stop)| is_salutation(&line[..at + stop.len_utf8()])))
        };
        let unmarked = (0..=last).rev().take_while(|at| !self.is_item(*at)).count();
        let tail: Vec<usize> = (last + 1 - unmarked..=last).collect();
        let rest = |from: usize| (from..=last).map(|at| self.body.paragraph(at).chars().count()).sum::<usize>();
        let calls: Vec<usize> = tail
            .iter()
            .copied()
            .filter(|at| addressed(self.body.paragraph(*at)) && last - at <= 3 && *at > 0)
            .collect();
        let behind = calls.iter().copied().find(|at| rest(*at) <= CLOSING).or(calls.last().copied());
        let called = CALL.count(self.body.paragraph(last));
        // A plain last paragraph is a call where everything before it is numbered, or where it says so itself.
        let items = self.nodes.iter().filter(|node| node.level <= 2 && !node.inline).count() >= 2;
        let alone = unmarked == 1 && items && self.skeleton < count;
        let pledged = PLEDGE.within(self.body.paragraph(last)) && self.body.paragraph(last).chars().count() <= 300;
        let start = match behind {
            Some(at) => Some(self.body.paragraphs[at].at.start),
            None if last > 0 && unmarked > 0 && (called >= 2 || (alone && (called >= 1 || pledged))) => {
                Some(self.body.paragraphs[last].at.start)
            }
            None => {
                // 同志们 inside the last paragraph, behind its last item.
                let inner = sentences(self.body, last).into_iter().skip(1).find(|at| addressed(self.text(at)));
                inner.map(|at| at.start)
            }
        };
        if let Some(start) = start {
            self.end = start;
            let at = start..self.body.paragraphs[last].at.end;
            self.push(MoveKind::ClosingCall, at);
        }
    }

    /// Moves before the skeleton, sentence by sentence.
    pub(super) fn preamble(&mut self) {
        let limit =
            if self.skeleton < self.body.paragraphs.len() { self.skeleton } else { self.body.paragraphs.len().min(8) };
        let mut open: Option<(MoveKind, Span)> = None;
        let greeted =
            self.found.iter().find(|found| found.kind == MoveKind::Salutation).map_or(0, |found| found.at.end);
        for paragraph in 0..limit {
            for (nth, at) in sentences(self.body, paragraph).into_iter().enumerate() {
                if at.end <= greeted || at.start >= self.end {
                    continue;
                }
                let at = at.start.max(greeted)..at.end;
                let mut new = self.opening_kind(&at, nth == 0, open.as_ref().map(|(kind, _)| *kind));
                // One says once why one has met.
                if new == Some(MoveKind::OpeningPurpose) && self.said(MoveKind::OpeningPurpose) {
                    new = None;
                }
                match (new, &mut open) {
                    (Some(kind), Some((current, span))) if kind == *current => span.end = at.end,
                    (Some(kind), _) => {
                        self.close(open.take());
                        open = Some((kind, at));
                    }
                    (None, Some((kind, span))) => {
                        let goes_on = match kind {
                            MoveKind::Achievements => {
                                nth > 0
                                    || self.is_marked(paragraph)
                                    || RESULT.count(self.body.paragraph(paragraph)) >= 3
                            }
                            MoveKind::Problems => nth > 0 || self.is_item(paragraph),
                            MoveKind::Transition | MoveKind::Thanks => false,
                            // Why one has met is said in a few sentences.
                            MoveKind::OpeningPurpose => nth > 0 && at.end - span.start <= PURPOSE,
                            _ => nth > 0,
                        };
                        if goes_on {
                            span.end = at.end;
                        } else {
                            self.close(open.take());
                        }
                    }
                    (None, None) => {}
                }
            }
        }
        self.close(open);
    }

    fn said(&self, kind: MoveKind) -> bool {
        self.found.iter().any(|found| found.kind == kind)
    }

    pub(super) fn close(&mut self, open: Option<(MoveKind, Span)>) {
        if let Some((kind, at)) = open {
            self.push(kind, at);
        }
    }

    /// What a sentence before the skeleton begins, if it begins something.
    pub(super) fn opening_kind(&self, at: &Span, opens: bool, current: Option<MoveKind>) -> Option<MoveKind> {
        let text = self.text(at);
        let head = first(text, 30);
        // Most sentences have none of the words of five questions, which one walk tells.
        let asked = OPENERS.within(text);
        if asked && REPORT.within(text) {
            return Some(MoveKind::OpeningPurpose);
        }
        if self.leads(at) {
            return Some(MoveKind::Transition);
        }
        let owed = || OWED.within(text) && current != Some(MoveKind::Problems) && self.thanked_soon(at);
        if asked && (thanks(text) || owed()) {
            return Some(MoveKind::Thanks);
        }
        if RECAP.opens(text) {
            return Some(MoveKind::Recap);
        }
        static GOALS: LazyLock<Words> = LazyLock::new(|| Words::new(SAID_GOALS));
        if asked && GOALS.within(text) {
            return Some(MoveKind::Goal);
        }
        if is_problem_turn(text) {
            return Some(MoveKind::Problems);
        }
        let meeting = || text.replace("的召开", "").replace("的举行", "");
        static GATHERS: LazyLock<Words> = LazyLock::new(|| Words::new(SAID_GATHERED));
        let gathered = asked && GATHERS.within(text);
        if meets(text) && AIM.within(&meeting())
            || (gathered && ["目的", "任务是", "就是要"].iter().any(|word| text.contains(word)))
            || (text.contains("决定") && text.contains("是为了"))
            || (text.starts_with('今') && opens && GATHERED.iter().any(|word| text.contains(word)))
            || (AIM.within(head)
                && head.contains("召开")
                && !head.contains("召开之年")
                && !head.contains("召开以来")
                && !head.contains("召开了")
                && !head.contains("召开的")
                && !head.contains("的召开")
                && opens)
            || (text.starts_with('以')
                && head.contains("为契机")
                && ["这次", "本次", "此次"].iter().any(|word| head.contains(word)))
        {
            return Some(MoveKind::OpeningPurpose);
        }
        let planned = || ["将", "要", "力争", "计划", "目标"].iter().any(|word| head.contains(word));
        let timed = TIME.opens(text) || (is_year(text) && !planned()) || since(text);
        if current == Some(MoveKind::OpeningPurpose) && !opens && !(timed && RESULT.within(text)) {
            return None;
        }
        if timed && current != Some(MoveKind::Achievements) {
            let background = SUPERIOR.within(head)
                && !["我市", "全市", "我县", "全县", "我们", "全省", "我省", "各级"]
                    .iter()
                    .any(|own| head.contains(own));
            if background {
                return Some(MoveKind::OpeningBackground);
            }
            let paragraph = self.paragraph_of(at.start);
            if RESULT.count(&self.body.text[at.start..self.body.paragraphs[paragraph].at.end]) >= 2 {
                return Some(MoveKind::Achievements);
            }
        }
        None
    }

    /// Whether thanks follow within two sentences.
    pub(super) fn thanked_soon(&self, at: &Span) -> bool {
        let paragraph = self.paragraph_of(at.start);
        sentences(self.body, paragraph)
            .into_iter()
            .filter(|next| next.start >= at.end)
            .take(2)
            .any(|next| thanks(self.text(&next)))
    }

    /// Whether a sentence leads to the skeleton: it announces its count, or says 下面，我讲….
    pub(super) fn leads(&self, at: &Span) -> bool {
        let text = self.text(at);
        let group = self.nodes.iter().find(|node| node.level == 1).map(|node| node.group);
        let promise = self.promises.iter().find(|promise| at.contains(&promise.at.start));
        if promise.is_some_and(|promise| Some(promise.group) == group) {
            return true;
        }
        let last =
            self.skeleton < self.body.paragraphs.len() && at.end + 8 >= self.body.paragraphs[self.skeleton].at.start;
        let own = || text.contains('我') || text.contains("意见") || text.contains("要求");
        (LEAD.opens(text)
            && own()
            && SAY.within(text)
            && (text.contains('点') || text.contains("方面") || text.contains("问题") || text.contains("意见") || last)
            && text.chars().count() <= 90
            && !thanks(text)
            && (text.starts_with("下面") || last))
            || (last && (text.ends_with('：') || text.starts_with("下面")) && promise.is_some())
            // 我愿提三点倡议, where the list of what one came to say is no skeleton.
            || (group.is_none() && promise.is_some() && LEAD.opens(text) && text.contains('我') && SAY.within(text))
    }
}

/// What says goals, and what says that one has gathered.
const SAID_GOALS: [&str; 5] = ["总体要求是", "指导思想是", "预期目标是", "总体目标是", "主要目标是"];
const SAID_GATHERED: [&str; 4] = ["我们召开", "今天召开", "专门召开", "组织召开"];

/// Words without which a sentence before the skeleton neither reports, thanks, owes, sets goals nor says that one has gathered.
static OPENERS: LazyLock<Words> = LazyLock::new(|| {
    let classes = [&REPORT.inside, &THANKS.inside, &OWED.inside];
    let more = FORMAL_VERBS.into_iter().chain(SAID_GOALS).chain(SAID_GATHERED);
    Words::new(classes.into_iter().flatten().copied().chain(more))
});

/// What those do who have met.
const GATHERED: [&str; 6] = ["听取", "座谈", "相会", "参加", "出席", "开会"];

/// Whether a sentence speaks of this meeting: 今天…, 这次全市经济工作会议，是…, 按照安排，今天….
fn meets(text: &str) -> bool {
    let mut clauses = text.split('，');
    let first = clauses.next().unwrap_or(text);
    let this = ["这次", "本次", "此次"].iter().any(|word| first.starts_with(word));
    let named = ["会", "会议", "大会", "典礼", "仪式", "活动", "论坛"].iter().any(|word| first.ends_with(word));
    let arranged = ["按照", "根据", "经", "受"].iter().any(|word| first.starts_with(word));
    MEETING.opens(text) || (this && named) || (arranged && clauses.next().is_some_and(|second| MEETING.opens(second)))
}
