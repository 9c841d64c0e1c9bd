//! Heads that open paragraphs: those in a row that open alike, and 从…看 from one paragraph to the next.

use super::Finder;
use super::head::{Head, is_saying, is_side, is_view, led_by_verb};
use crate::outline::paragraph::Stop;
use crate::text::parallel::{common_end, common_start, in_common};

impl<'t> Finder<'_, 't> {
    /// Paragraphs in a row that open alike.
    pub(super) fn openings(&mut self) {
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
    pub(super) fn openings_of_pairs(&mut self) {
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
    pub(super) fn views(&mut self) {
        let mut open: Vec<(usize, Head<'t>)> = Vec::new();
        for paragraph in 0..self.body.paragraphs.len() {
            let heads: Vec<Head> = self.heads[paragraph].iter().copied().filter(|head| is_view(head.first)).collect();
            if heads.is_empty() {
                continue;
            }
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
}

/// Whether a first clause only calls those who listen.
fn addresses(first: &str) -> bool {
    first.starts_with("各位")
        || first.starts_with("同志们")
        || first.starts_with("同学们")
        || first.starts_with("朋友们")
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
    let shared = || in_common(a.whole, b.whole, 40);
    same_clauses && near && a.length.abs_diff(b.length) <= 4 && 3 * shared() >= a.length.min(b.length)
}
