//! Rhetorical moves (语步): what a stretch of a speech is for.
//!
//! A move is told by its formulas and by its place: thanks before the skeleton, a call behind it. Formulas are data
//! (`cues.txt`) and are asked in `cues`; `frame` finds the moves around the skeleton, `skeleton` those inside it. No move is
//! invented to fill a place: absent is a right answer.

mod cues;
mod frame;
mod skeleton;

use super::promises::Promise;
use super::tree::{Body, Node};
use crate::source::Span;
use frame::Finder;

/// What a move is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MoveKind {
    /// 称呼
    Salutation,
    /// 开会的背景
    OpeningBackground,
    /// 开会的目的
    OpeningPurpose,
    /// 回顾刚才的议程
    Recap,
    /// 成绩
    Achievements,
    /// 问题
    Problems,
    /// 致谢
    Thanks,
    /// 引出正文
    Transition,
    /// 段内引出
    TransitionInner,
    /// 目标
    Goal,
    /// 机遇
    Opportunities,
    /// 收尾号召
    ClosingCall,
    /// 祝愿
    ClosingWish,
}

impl MoveKind {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            MoveKind::Salutation => "salutation",
            MoveKind::OpeningBackground => "opening_background",
            MoveKind::OpeningPurpose => "opening_purpose",
            MoveKind::Recap => "recap",
            MoveKind::Achievements => "achievements",
            MoveKind::Problems => "problems",
            MoveKind::Thanks => "thanks",
            MoveKind::Transition => "transition",
            MoveKind::TransitionInner => "transition_inner",
            MoveKind::Goal => "goal",
            MoveKind::Opportunities => "opportunities",
            MoveKind::ClosingCall => "closing_call",
            MoveKind::ClosingWish => "closing_wish",
        }
    }

    /// The name that people are shown.
    pub fn shown(self) -> &'static str {
        match self {
            MoveKind::Salutation => "称呼",
            MoveKind::OpeningBackground => "背景",
            MoveKind::OpeningPurpose => "会议目的",
            MoveKind::Recap => "回顾议程",
            MoveKind::Achievements => "成绩",
            MoveKind::Problems => "问题",
            MoveKind::Thanks => "致谢",
            MoveKind::Transition => "引出正文",
            MoveKind::TransitionInner => "段内引出",
            MoveKind::Goal => "目标",
            MoveKind::Opportunities => "机遇",
            MoveKind::ClosingCall => "收尾号召",
            MoveKind::ClosingWish => "祝愿",
        }
    }
}

/// A move in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// What it is.
    pub kind: MoveKind,
    /// Where it stands in the clean text.
    pub at: Span,
}

/// The moves of a speech, in the order of the text.
pub fn find(body: &Body, nodes: &[Node], promises: &[Promise]) -> Vec<Move> {
    if body.paragraphs.is_empty() {
        return Vec::new();
    }
    let mut finder = Finder::new(body, nodes, promises);
    finder.salutation();
    finder.closing();
    finder.preamble();
    finder.sections();
    let mut found = finder.found;
    found.sort_by_key(|found| (found.at.start, found.at.end));
    let mut merged: Vec<Move> = Vec::with_capacity(found.len());
    for next in found {
        match merged.iter_mut().rfind(|last| last.kind == next.kind) {
            // Thanks to one and thanks to another are one move.
            Some(last) if next.at.start <= last.at.end + 2 => last.at.end = last.at.end.max(next.at.end),
            _ => merged.push(next),
        }
    }
    merged
}
