//! Rhetorical moves (语步): what a stretch of a speech is for.
//!
//! A move is told by its formulas and by its place: thanks before the skeleton, a call behind it. Formulas are data
//! (`cues.txt`); this file says how they combine and how far a move reaches. No move is invented to fill a place: absent is a
//! right answer.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::marker::Style;
use super::promises::{Promise, sentences};
use super::split::{behind_bracket, is_salutation};
use super::tree::{Body, Node};
use crate::source::Span;

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

/// One class of cues: phrases anywhere in a sentence, and phrases at its beginning.
#[derive(Default)]
struct Cues {
    inside: Vec<&'static str>,
    heads: Vec<&'static str>,
}

impl Cues {
    fn of(class: &str) -> Self {
        let mut cues = Cues::default();
        let mut own = false;
        for line in
            include_str!("cues.txt").lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(name) => own = name == class,
                None if own => match line.strip_prefix('^') {
                    Some(head) => cues.heads.push(head),
                    None => cues.inside.push(line),
                },
                None => {}
            }
        }
        cues
    }

    fn opens(&self, sentence: &str) -> bool {
        self.heads.iter().any(|head| sentence.starts_with(head))
    }

    fn within(&self, sentence: &str) -> bool {
        self.inside.iter().any(|cue| sentence.contains(cue))
    }

    fn count(&self, sentence: &str) -> usize {
        self.inside.iter().filter(|cue| sentence.contains(**cue)).count()
    }
}

macro_rules! cues {
    ($($name:ident = $class:literal),* $(,)?) => { $(static $name: LazyLock<Cues> = LazyLock::new(|| Cues::of($class));)* };
}

cues! {
    REPORT = "作报告",
    MEETING = "会议", AIM = "目的", RECAP = "回顾会议", THANKS = "致谢", OWED = "得益", TIME = "时间", RESULT = "成效", SUPERIOR = "上级",
    TURN = "转问题", SEEN = "看到", PROBLEM = "问题", EXISTS = "存在", LEAD = "引出", SAY = "讲", CALL = "号召", PLEDGE = "表态", WISH = "祝愿",
}

/// Words without which a paragraph of the skeleton begins no move.
static GATE: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = EXISTS.inside.iter().chain(&SEEN.inside).chain(&THANKS.inside);
    AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(words).expect("a short list of words")
});

/// A closing of several paragraphs is at most this long; a longer one has only its last call counted.
const CLOSING: usize = 450;

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

struct Finder<'b, 't> {
    body: &'b Body<'t>,
    nodes: &'b [Node],
    promises: &'b [Promise],
    /// The first paragraph of the skeleton, or the number of paragraphs.
    skeleton: usize,
    /// Where the closing begins.
    end: usize,
    found: Vec<Move>,
}

impl<'b, 't> Finder<'b, 't> {
    fn new(body: &'b Body<'t>, nodes: &'b [Node], promises: &'b [Promise]) -> Self {
        let end = body.paragraphs[body.paragraphs.len() - 1].at.end;
        let mut finder = Finder { body, nodes, promises, skeleton: 0, end, found: Vec::new() };
        let first = nodes.iter().find(|node| node.level == 1).map(|node| finder.paragraph_of(node.marker.start));
        finder.skeleton = first.unwrap_or(body.paragraphs.len());
        finder
    }

    fn push(&mut self, kind: MoveKind, at: Span) {
        if !at.is_empty() {
            self.found.push(Move { kind, at });
        }
    }

    fn paragraph_of(&self, at: usize) -> usize {
        self.body.paragraphs.partition_point(|paragraph| paragraph.at.start <= at).saturating_sub(1)
    }

    fn text(&self, at: &Span) -> &'t str {
        &self.body.text[at.clone()]
    }

    /// Whether a paragraph opens with a node of the tree.
    fn is_item(&self, paragraph: usize) -> bool {
        let start = self.body.paragraphs[paragraph].at.start;
        self.nodes.iter().any(|node| node.marker.start == start)
    }

    fn salutation(&mut self) {
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
    fn closing(&mut self) {
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
            [
                "同志们，",
                "同志们！",
                "各位代表，",
                "各位代表！",
                "同志们：",
                "让我们",
                "最后，",
                "各位同事，",
                "同学们，",
                "老师们、同学们，",
                "各位同仁，",
                "朋友们，",
                "女士们、先生们，",
                "总之，",
            ]
            .iter()
            .any(|head| line.starts_with(head))
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
    fn preamble(&mut self) {
        let limit =
            if self.skeleton < self.body.paragraphs.len() { self.skeleton } else { self.body.paragraphs.len().min(6) };
        let mut open: Option<(MoveKind, Span)> = None;
        let greeted =
            self.found.iter().find(|found| found.kind == MoveKind::Salutation).map_or(0, |found| found.at.end);
        for paragraph in 0..limit {
            for (nth, at) in sentences(self.body, paragraph).into_iter().enumerate() {
                if at.end <= greeted || at.start >= self.end {
                    continue;
                }
                let at = at.start.max(greeted)..at.end;
                let new = self.opening_kind(&at, nth == 0, open.as_ref().map(|(kind, _)| *kind));
                match (new, &mut open) {
                    (Some(kind), Some((current, span))) if kind == *current => span.end = at.end,
                    (Some(kind), _) => {
                        self.close(open.take());
                        open = Some((kind, at));
                    }
                    (None, Some((kind, span))) => {
                        let goes_on = match kind {
                            MoveKind::Achievements => {
                                nth > 0 || self.is_item(paragraph) || RESULT.count(self.body.paragraph(paragraph)) >= 3
                            }
                            MoveKind::Problems => nth > 0 || self.is_item(paragraph),
                            MoveKind::Transition | MoveKind::Thanks => false,
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

    fn close(&mut self, open: Option<(MoveKind, Span)>) {
        if let Some((kind, at)) = open {
            self.push(kind, at);
        }
    }

    /// What a sentence before the skeleton begins, if it begins something.
    fn opening_kind(&self, at: &Span, opens: bool, current: Option<MoveKind>) -> Option<MoveKind> {
        let text = self.text(at);
        let head: String = text.chars().take(30).collect();
        if REPORT.within(text) {
            return Some(MoveKind::OpeningPurpose);
        }
        if self.leads(at) {
            return Some(MoveKind::Transition);
        }
        if THANKS.within(text) || (OWED.within(text) && current != Some(MoveKind::Problems) && self.thanked_soon(at)) {
            return Some(MoveKind::Thanks);
        }
        if RECAP.opens(text) {
            return Some(MoveKind::Recap);
        }
        if text.contains("总体要求是")
            || text.contains("指导思想是")
            || text.contains("预期目标是")
            || text.contains("总体目标是")
            || text.contains("主要目标是")
        {
            return Some(MoveKind::Goal);
        }
        if is_problem_turn(text) {
            return Some(MoveKind::Problems);
        }
        if MEETING.opens(text) && AIM.within(text)
            || (AIM.within(&head)
                && head.contains("召开")
                && !head.contains("召开之年")
                && !head.contains("召开以来")
                && !head.contains("召开了")
                && !head.contains("召开的")
                && opens)
            || (text.starts_with('以')
                && head.contains("为契机")
                && ["这次", "本次", "此次"].iter().any(|word| head.contains(word)))
        {
            return Some(MoveKind::OpeningPurpose);
        }
        let timed = TIME.opens(text) || is_year(text);
        if current == Some(MoveKind::OpeningPurpose) && !opens && !(timed && RESULT.within(text)) {
            return None;
        }
        if timed && current != Some(MoveKind::Achievements) {
            let background = SUPERIOR.within(&head)
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
    fn thanked_soon(&self, at: &Span) -> bool {
        let paragraph = self.paragraph_of(at.start);
        sentences(self.body, paragraph)
            .into_iter()
            .filter(|next| next.start >= at.end)
            .take(2)
            .any(|next| THANKS.within(self.text(&next)))
    }

    /// Whether a sentence leads to the skeleton: it announces its count, or says 下面，我讲….
    fn leads(&self, at: &Span) -> bool {
        let text = self.text(at);
        let group = self.nodes.iter().find(|node| node.level == 1).map(|node| node.group);
        let promise = self.promises.iter().find(|promise| at.contains(&promise.at.start));
        if promise.is_some_and(|promise| Some(promise.group) == group) {
            return true;
        }
        let last =
            self.skeleton < self.body.paragraphs.len() && at.end + 8 >= self.body.paragraphs[self.skeleton].at.start;
        let own = text.contains('我') || text.contains("意见") || text.contains("要求");
        (LEAD.opens(text)
            && own
            && SAY.within(text)
            && (text.contains('点') || text.contains("方面") || text.contains("问题") || text.contains("意见") || last)
            && text.chars().count() <= 90
            && !THANKS.within(text)
            && (text.starts_with("下面") || last))
            || (last && (text.ends_with('：') || text.starts_with("下面")) && promise.is_some())
    }

    /// Achievements, problems and opportunities inside the skeleton, and lists led in.
    fn sections(&mut self) {
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
            if !promised && !GATE.is_match(self.body.paragraph(paragraph)) {
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
                        && (is_problem_turn(text)
                            || THANKS.within(text)
                            || (OWED.within(text) && self.thanked_soon(at)))
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
        if !inside {
            return;
        }
        if is_problem_turn(text) {
            let to = self.reach(paragraph, &at);
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
        } else if THANKS.within(text) && !self.covered(MoveKind::Thanks, &at) {
            let from = sentences(self.body, paragraph)
                .into_iter()
                .filter(|before| before.start < at.start)
                .find(|before| OWED.within(self.text(before)));
            self.push(MoveKind::Thanks, self.trimmed(from.map_or(at.start, |before| before.start)..at.end));
        }
    }

    /// How far problems reach that a sentence turns to: the paragraph, and the list or the siblings that begin in it.
    fn reach(&self, paragraph: usize, at: &Span) -> usize {
        let mut end = self.body.paragraphs[paragraph].at.end;
        let begun = self.nodes.iter().find(|node| node.marker.start >= at.start && node.marker.start <= end + 2);
        if let Some(first) = begun {
            let last = self.nodes.iter().rfind(|node| node.group == first.group);
            end = end.max(last.map_or(end, |node| self.body.paragraphs[self.paragraph_of(node.marker.start)].at.end));
        }
        end
    }

    /// Whether a move of this kind is there already.
    fn covered(&self, kind: MoveKind, at: &Span) -> bool {
        self.found.iter().any(|found| found.kind == kind && found.at.start < at.end && at.start < found.at.end)
    }

    fn trimmed(&self, at: Span) -> Span {
        at.start..at.start + self.text(&at).trim_end().len()
    }
}

/// 2021年，… as the beginning of a review.
fn is_year(text: &str) -> bool {
    let digits = text
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'*' || *byte == b'X' || *byte == b'x')
        .count();
    digits == 4 && text[4..].starts_with("年，")
}

/// Whether a sentence turns to problems in so many words: 在肯定成绩的同时，也要清醒看到….
fn is_problem_turn(text: &str) -> bool {
    let head: String = text.chars().take(70).collect();
    let turned = TURN.opens(text) || text.contains("成绩的同时");
    let pure = !["解决问题", "问题导向", "认识到，", "机遇", "有利"].iter().any(|word| head.contains(word))
        || head.contains("不足");
    let granted = text.starts_with("虽然") || text.starts_with("尽管") || text.starts_with('但');
    turned && PROBLEM.within(&head) && pure && (SEEN.within(&head) || (granted && EXISTS.within(&head)))
}

/// How much of a sentence states a problem of one's own: 我市…还存在…等问题, without the demand that may follow in the same
/// sentence.
fn states_problem(text: &str) -> Option<usize> {
    const DEMANDS: [&str; 14] = [
        "要",
        "必须",
        "应",
        "请",
        "不要",
        "决不",
        "绝不",
        "坚决",
        "严禁",
        "着力",
        "推动",
        "需要",
        "我们要",
        "我们必须",
    ];
    if DEMANDS.iter().any(|word| text.starts_with(word)) {
        return None;
    }
    let demanded = text
        .match_indices('，')
        .map(|(at, comma)| at + comma.len())
        .find(|at| DEMANDS.iter().any(|word| text[*at..].starts_with(word)));
    let told = &text[..demanded.unwrap_or(text.len())];
    let owned =
        ["我市", "全市", "我县", "全县", "我省", "我区", "全区", "我们", "一些", "部分", "少数", "有的", "普遍"]
            .iter()
            .any(|own| told.contains(own));
    let states = owned
        && EXISTS.within(told)
        && PROBLEM.within(told)
        && !told.contains("解决")
        && !told.contains('要')
        && !told.contains("克服");
    states.then_some(told.len())
}

/// Whether a head says that it speaks of problems.
fn says_problem(head: &str) -> bool {
    let facing = ["面临", "存在", "有", "正视", "看到", "认清", "直面", "看清", "找准", "查找"];
    let own = facing.iter().any(|word| head.contains(word))
        && ["短板", "差距", "不足", "困难", "挑战", "薄弱", "压力"].iter().any(|word| head.contains(word));
    let named = head.contains("存在的问题")
        || head.contains("存在问题")
        || head.contains("主要问题")
        || head.contains("问题和不足")
        || head.ends_with("差距在哪里？");
    let demanded = ["破解", "补齐", "补短板", "解决", "攻克", "克服", "应对", "化解", "整改", "消除", "战胜"]
        .iter()
        .any(|word| head.contains(word));
    (own || named) && !demanded
}

/// Whether a head says that it speaks of what was achieved.
fn says_achievement(head: &str) -> bool {
    let past = ["去年", "过去", "一年来", "以来", "上半年", "前三季度", "上一阶段", "前一阶段", "前一段"]
        .iter()
        .any(|word| head.contains(word))
        || (head.contains('前') && head.contains("个月"));
    let named = ["成绩", "成效", "工作回顾", "回顾", "取得的", "较好基础", "有信心", "总结工作"]
        .iter()
        .any(|word| head.contains(word))
        || (past && head.contains("工作"));
    let demanded = [
        "力争",
        "确保",
        "争取",
        "创造",
        "务求",
        "实效",
        "取得新",
        "见成效",
        "提升成效",
        "取得更",
        "再创",
        "考核",
        "努力",
        "更富",
        "推动",
        "扎实",
        "注重",
        "追求",
    ]
    .iter()
    .any(|word| head.contains(word));
    named && !demanded && head.chars().count() <= 40
}
