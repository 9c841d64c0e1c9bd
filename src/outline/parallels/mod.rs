//! Unmarked parallel heads: sentences of one build that divide a paragraph, or open one paragraph after another.
//!
//! Chinese speeches mark half of their points by nothing but parallelism. A run is believed by its build (the same frame, the
//! same length, the same opening or end), by standing short where the sentences between are long, and by dividing what it stands
//! in; never by its words alone. 要 opens every second sentence of a speech, so it counts for little.

mod build;

use std::sync::LazyLock;

use self::build::{Kind, is_crowded};
use super::marker::{Marker, Ordinal, Style};
use super::paragraph::{Clause, Stop};
use super::promises::announcement;
use super::tree::Body;
use crate::source::Span;
use crate::text::parallel::{common_end, common_start, in_common};
use crate::text::words::Openings;

/// A sentence that might be a head.
#[derive(Debug, Clone, Copy)]
struct Head<'t> {
    /// Where it begins.
    start: usize,
    /// Its first clause.
    first: &'t str,
    /// The whole sentence up to its full stop, semicolon or colon.
    whole: &'t str,
    /// Characters of the first clause, and of the whole.
    first_length: usize,
    length: usize,
    /// How many clauses the whole has.
    clauses: usize,
    /// What stands behind the first clause.
    stop: Stop,
    /// What stands behind the whole.
    ends: Stop,
    /// The number of the sentence in its paragraph.
    nth: usize,
    /// Whether it opens after a full stop, or with its paragraph.
    opens: bool,
    /// Whether it begins with time, person or turn.
    plain: bool,
    /// Whether it leads to a list, 主要有两种方式, and so is no item of one.
    announces: bool,
}

/// A sentence of at most this many characters can be a head by itself.
const HEADLINE: usize = 26;

/// Verbs that heads begin with; a data file, so that one more needs no Rust.
static VERBS: LazyLock<Openings> = LazyLock::new(|| {
    let lines = include_str!("../verbs.txt").lines().filter(|line| !line.starts_with('#'));
    Openings::new(lines.flat_map(str::split_whitespace))
});

/// Markers for all unmarked heads. `markers` are those that were linked, each with the number of its list.
pub fn find(body: &Body, markers: &[(Marker, usize)]) -> Vec<Marker> {
    let mut finder = Finder { body, markers, heads: Vec::new(), found: Vec::new(), family: 0, pairs: Vec::new() };
    finder.heads = (0..body.paragraphs.len()).map(|paragraph| finder.heads_of(paragraph)).collect();
    finder.openings();
    finder.openings_of_pairs();
    finder.views();
    for paragraph in 0..body.paragraphs.len() {
        finder.inside(paragraph);
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

/// 从…看
fn is_view(clause: &str) -> bool {
    let opened =
        clause.starts_with('从') || clause.starts_with("就") || clause.starts_with("往") || clause.starts_with("对照");
    opened
        && (clause.ends_with('看') || clause.ends_with("来说") || clause.ends_with("来讲") || clause.ends_with("而言"))
        && clause.chars().count() <= 16
        && !clause.contains('、')
}

/// …方面
fn is_side(clause: &str) -> bool {
    clause.ends_with("方面") && !clause.ends_with("一方面") && clause.chars().count() <= 14 && !clause.starts_with('在')
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
                let is_marked = self.markers[marked.clone()]
                    .iter()
                    .any(|(marker, _)| marker.at.start == clause.start && !marker.at.is_empty());
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

    /// Paragraphs in a row that open alike.
    fn openings(&mut self) {
        let mut run: Vec<(usize, Head<'t>)> = Vec::new();
        for paragraph in 0..self.body.paragraphs.len() {
            let at = self.body.paragraphs[paragraph].at.start;
            let marked = self.markers.binary_search_by_key(&at, |(marker, _)| marker.at.start).is_ok();
            let head =
                if marked { None } else { self.heads[paragraph].first().copied().filter(|head| head.start == at) };
            match head {
                Some(head) => run.push((paragraph, head)),
                None => self.openings_of(std::mem::take(&mut run)),
            }
        }
        self.openings_of(run);
    }

    fn openings_of(&mut self, run: Vec<(usize, Head<'t>)>) {
        let mut taken = vec![false; run.len()];
        let mut at = 0;
        while at < run.len() {
            let alike = |other: &(usize, Head)| strongly(&run[at].1, &other.1);
            let end = at + 1 + run[at + 1..].iter().take_while(|other| alike(other)).count();
            // Openings that say time or person are common: 过去一年, 我们要; two of them are chance.
            let least = if run[at].1.plain { 3 } else { 2 };
            if end - at >= least && !addresses(run[at].1.first) {
                taken[at..end].fill(true);
                self.accept(&run[at..end]);
            }
            at = end;
        }
        let mut at = 0;
        while at < run.len() {
            if taken[at] || !self.is_headed(&run[at]) {
                at += 1;
                continue;
            }
            let mut members = vec![at];
            let mut end = at + 1;
            // One paragraph between may go on with what stands above it.
            while end < run.len() && end - members[members.len() - 1] <= 2 && !taken[end] {
                if self.is_headed(&run[end]) && run[end].1.clauses == run[at].1.clauses {
                    members.push(end);
                }
                end += 1;
            }
            // A judgement before demands leads them in: 稳就业是头等大事 is no sibling of 着力抓….
            let judges = |at: usize| run[at].1.first.contains('是');
            if members.len() > 1 && judges(members[0]) && !members[1..].iter().any(|at| judges(*at)) {
                members.remove(0);
            }
            at = members[members.len() - 1] + 1;
            let members: Vec<(usize, Head)> = members.into_iter().map(|at| run[at]).collect();
            match members.len() {
                0 | 1 => {}
                2 => self.pairs.push(members),
                _ => self.accept(&members),
            }
        }
    }

    /// Pairs of short verbal heads, where three or more others of the speech are built so.
    fn openings_of_pairs(&mut self) {
        let headed = |head: &Head| head.clauses == 1 && head.length <= 16 && led_by_verb(head.first);
        let short = |head: &Head| head.clauses == 1 && head.length <= 16;
        let known = self.found.iter().filter(|marker| {
            let heads = &self.heads[marker.paragraph];
            marker.line_start && heads.first().is_some_and(short)
        });
        if known.count() < 3 {
            return;
        }
        for pair in std::mem::take(&mut self.pairs) {
            if pair.iter().all(|(_, head)| headed(head)) {
                self.accept(&pair);
            }
        }
    }

    /// Whether a paragraph opens with a short sentence that is not about time, person or turn, and goes on at length.
    fn is_headed(&self, (paragraph, head): &(usize, Head<'t>)) -> bool {
        let short = (6..=45).contains(&head.length) && head.clauses <= 2 && !is_saying(head.first);
        // 创新制胜未来。我们要…: a judgement that closes what stands above it.
        let judged = head.clauses == 1
            && !led_by_verb(head.first)
            && self.heads[*paragraph].get(1).is_some_and(|next| next.first.starts_with("我们"));
        short && !judged && self.body.paragraph(*paragraph).len() > 2 * head.whole.len() + 30 && !head.plain
    }

    /// 从…看, 从…看: the same angle word throughout, inside one paragraph or from one to the next.
    fn views(&mut self) {
        let mut open: Vec<(usize, Head<'t>)> = Vec::new();
        for paragraph in 0..self.body.paragraphs.len() {
            if !self.body.paragraph(paragraph).contains(['看', '说', '讲', '言']) {
                continue;
            }
            let heads: Vec<Head> = self.heads[paragraph].iter().copied().filter(|head| is_view(head.first)).collect();
            for first in ["从", "就", "往", "对"] {
                let of: Vec<Head> = heads.iter().filter(|head| head.first.starts_with(first)).copied().collect();
                match of.len() {
                    0 => {}
                    1 => {
                        if open
                            .last()
                            .is_some_and(|(last, head)| last + 1 != paragraph || !head.first.starts_with(first))
                        {
                            self.crossing(std::mem::take(&mut open));
                        }
                        open.push((paragraph, of[0]));
                    }
                    _ => {
                        let mut taken = Vec::new();
                        self.try_run(paragraph, &of, &mut taken, |run| run.len() >= 2);
                    }
                }
            }
        }
        self.crossing(open);
    }

    /// A run over paragraphs, none of which a marker opens but the first.
    fn crossing(&mut self, run: Vec<(usize, Head<'t>)>) {
        let marked = run.iter().skip(1).any(|(paragraph, _)| {
            let at = self.body.paragraphs[*paragraph].at.start;
            self.markers.binary_search_by_key(&at, |(marker, _)| marker.at.start).is_ok()
        });
        if run.len() >= 2 && !marked {
            self.accept(&run);
        }
    }

    /// Runs inside one paragraph.
    fn inside(&mut self, paragraph: usize) {
        if self.body.clauses[paragraph].len() < 4 {
            return;
        }
        let heads = self.heads[paragraph].clone();
        let mut taken: Vec<usize> = self.found.iter().map(|marker| marker.at.start).collect();
        let sides: Vec<Head> = heads.iter().filter(|head| is_side(head.first)).copied().collect();
        self.try_run(paragraph, &sides, &mut taken, |run| run.len() >= 2);
        let opening: Vec<Head> = heads.into_iter().filter(|head| head.opens).collect();
        for kind in [Kind::Frame, Kind::Headline, Kind::Clause] {
            let fit: Vec<Head> = opening.iter().filter(|head| kind.fits(head)).copied().collect();
            loop {
                let longest = |kind: Kind, fit: &[Head<'t>]| {
                    let free: Vec<Head> = fit.iter().filter(|head| !taken.contains(&head.start)).copied().collect();
                    let runs = (0..free.len()).map(|seed| kind.run(&free[seed..])).filter(|run| run.len() >= 2);
                    runs.max_by_key(|run| (run.len(), std::cmp::Reverse(run[0].start)))
                };
                let Some(run) = longest(kind, &fit) else { break };
                // 要…，…。要…，…。 all through: a few of them that happen to be short are no run of their own.
                if kind == Kind::Headline {
                    let clauses: Vec<Head> = opening.iter().filter(|head| Kind::Clause.fits(head)).copied().collect();
                    if longest(Kind::Clause, &clauses).is_some_and(|other| {
                        other.len() >= run.len() + 2 && other[0].start <= run[0].start && other.len() >= 5
                    }) {
                        break;
                    }
                }
                let before = taken.len();
                let last = opening.last().map_or(0, |head| head.nth);
                self.try_run(paragraph, &run, &mut taken, |run| {
                    kind.divides(run, opening.len(), last) && !(kind == Kind::Headline && is_crowded(run, &opening))
                });
                if taken.len() == before {
                    break;
                }
            }
        }
    }

    /// Accepts a run, or the parts of it that stand within one item, where it is good enough.
    fn try_run(
        &mut self,
        paragraph: usize,
        run: &[Head<'t>],
        taken: &mut Vec<usize>,
        good: impl Fn(&[Head<'t>]) -> bool,
    ) {
        for part in self.within(paragraph, run) {
            if part.len() >= 2 && good(&part) {
                taken.extend(part.iter().map(|head| head.start));
                let members: Vec<(usize, Head)> = part.into_iter().map(|head| (paragraph, head)).collect();
                self.accept(&members);
            }
        }
    }

    /// The run, cut where an item of a marked list begins whose siblings stand elsewhere.
    fn within(&self, paragraph: usize, run: &[Head<'t>]) -> Vec<Vec<Head<'t>>> {
        let at = self.body.paragraphs[paragraph].at.clone();
        let inside: Vec<(usize, usize)> =
            self.markers[self.markers_in(&at)].iter().map(|(marker, list)| (marker.at.start, *list)).collect();
        let mut parts: Vec<Vec<Head>> = Vec::new();
        for head in run {
            let cut = match parts.last().and_then(|part: &Vec<Head>| part.last()) {
                None => true,
                Some(last) => {
                    let between = |start: usize| start > last.start && start < head.start;
                    inside
                        .iter()
                        .filter(|(start, _)| between(*start))
                        .any(|(_, list)| inside.iter().any(|(other, same)| same == list && !between(*other)))
                }
            };
            match parts.last_mut() {
                Some(part) if !cut => part.push(*head),
                _ => parts.push(vec![*head]),
            }
        }
        parts
    }
}

fn head<'t>(text: &'t str, clause: &Clause, rest: &[Clause], last: usize, nth: usize, opens: bool) -> Head<'t> {
    let whole = &text[clause.start..rest[last].end];
    let first = &text[clause.start..clause.end];
    // 如工业方面: the example begins behind the word.
    let example = if clause.quoted || !first.starts_with(['比', '例', '如']) {
        0
    } else {
        let words = ["比如，", "例如，", "比如", "例如", "如"];
        let word = words.iter().find(|word| first.starts_with(**word)).filter(|_| is_side(first));
        word.map_or(0, |word| word.len())
    };
    let start = if clause.quoted { clause.start - "“".len() } else { clause.start + example };
    let length = whole.chars().count();
    let announces = length <= HEADLINE && announcement(whole).is_some();
    Head {
        plain: starts_plainly(first),
        announces,
        start,
        first,
        whole,
        first_length: first.chars().count(),
        length,
        clauses: last + 1,
        stop: clause.stop,
        ends: rest[last].stop,
        nth,
        opens,
    }
}

/// Openings that say time, person or turn: no head, however short.
fn starts_plainly(first: &str) -> bool {
    static WORDS: LazyLock<Openings> = LazyLock::new(|| {
        Openings::new([
            "我",
            "这",
            "今",
            "当前",
            "同志",
            "去年",
            "但",
            "同时",
            "现在",
            "目前",
            "因此",
            "大家",
            "希望",
            "刚才",
            "下面",
            "其中",
            "对此",
            "为此",
            "所以",
            "近",
            "各位",
            "总之",
            "最后",
            "会议",
            "各",
            "过去",
            "一年来",
        ])
    });
    WORDS.begin(first)
}

/// Whether a first clause only calls those who listen.
fn addresses(first: &str) -> bool {
    first.starts_with("各位")
        || first.starts_with("同志们")
        || first.starts_with("同学们")
        || first.starts_with("朋友们")
}

/// Whether a clause begins with a saying in quotation marks.
fn is_saying(first: &str) -> bool {
    first.starts_with('“') && first.chars().count() > 6
}

/// Whether a clause opens with a verb that heads open with.
fn led_by_verb(clause: &str) -> bool {
    VERBS.begin(clause)
}

/// Whether two openings are so alike that two are a run.
fn strongly(a: &Head, b: &Head) -> bool {
    if is_view(a.first) && is_view(b.first) || is_side(a.first) && is_side(b.first) {
        return true;
    }
    let start = common_start(a.whole, b.whole);
    let end = common_end(a.first, b.first);
    let near = a.first_length.abs_diff(b.first_length) <= 2;
    // 三进: and 三超:, alike but for one character.
    if a.stop == Stop::Colon && b.stop == Stop::Colon && near && a.first_length <= 6 {
        return true;
    }
    // A saying that opens a paragraph is no head.
    if [a, b].iter().any(|head| is_saying(head.first)) && start < 3 {
        return false;
    }
    if start < 4 && a.length.max(b.length) > 60 {
        return false;
    }
    if start >= 4 || (start >= 2 && end >= 2) || (start >= 1 && end >= 3) {
        return true;
    }
    let same_clauses = a.clauses == b.clauses && a.clauses >= 2;
    let shared = in_common(a.whole, b.whole, 40);
    same_clauses && near && a.length.abs_diff(b.length) <= 4 && 3 * shared >= a.length.min(b.length)
}
