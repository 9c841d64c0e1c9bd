//! What makes sentences of one paragraph a run: a frame, a headline, a first clause; and when such a run divides its paragraph.

use super::head::{HEADLINE, Head, led_by_verb};
use crate::outline::paragraph::Stop;
use crate::text::parallel::{common_end, common_start, in_common};

/// Whether heads that share no word have others of their build among them: a row of deeds, none of which heads the rest.
pub(super) fn is_crowded(run: &[Head], sentences: &[Head]) -> bool {
    let shared = run.iter().all(|head| head.whole.starts_with('要') || common_start(run[0].whole, head.whole) >= 1);
    !shared
        && sentences.iter().any(|other| {
            other.start > run[0].start
                && other.clauses == 1
                && other.length <= HEADLINE
                && led_by_verb(other.first)
                && !run.iter().any(|head| head.start == other.start)
        })
}

/// What makes a run inside a paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The same long opening, or the same opening and end.
    Frame,
    /// Short sentences by themselves, alike in build, with other sentences between.
    Headline,
    /// Short first clauses of one length.
    Clause,
}

impl Kind {
    /// Whether a sentence can be of this kind, as far as is told at a glance.
    pub(super) fn fits(self, head: &Head) -> bool {
        if head.plain {
            return false;
        }
        match self {
            Kind::Frame => true,
            Kind::Headline => {
                let short = (4..=HEADLINE).contains(&head.length) && head.clauses <= 3;
                // 盘活项目83个。 reports, and heads nothing.
                let figures = || head.whole.bytes().any(|byte| byte.is_ascii_digit());
                short && head.ends != Stop::Semicolon && !figures()
            }
            Kind::Clause => {
                let longest = if head.quotes || led_by_verb(head.first) { 12 } else { 8 };
                let opened = || head.quotes || head.first.starts_with('要') || led_by_verb(head.first);
                head.stop == Stop::Comma && (3..=longest).contains(&head.first_length) && opened()
            }
        }
    }

    /// The longest run among sentences that fit, each of which is alike to its first; the first of equal ones, and empty where
    /// there is none of two.
    pub(super) fn longest<'t>(self, heads: &[&Head<'t>]) -> Vec<Head<'t>> {
        let mut longest = Vec::new();
        for seed in 0..heads.len() {
            if heads.len() - seed <= longest.len() {
                break;
            }
            let run = self.run(heads[seed], &heads[seed + 1..]);
            if run.len() > longest.len() {
                longest = run;
            }
        }
        longest
    }

    /// A sentence and those behind it that are alike to it; empty where it stands alone.
    fn run<'t>(self, first: &Head<'t>, rest: &[&Head<'t>]) -> Vec<Head<'t>> {
        let leads = |head: &Head| self != Kind::Clause && head.announces();
        let mut run = Vec::new();
        let mut nth = first.nth;
        for head in rest {
            let beside = head.nth == nth + 1 && self == Kind::Headline;
            if beside || !self.alike(first, head) || leads(head) {
                continue;
            }
            if run.is_empty() {
                if leads(first) {
                    break;
                }
                run.push(*first);
            }
            run.push(**head);
            nth = head.nth;
        }
        run
    }

    fn alike(self, a: &Head, b: &Head) -> bool {
        let start = || common_start(a.whole, b.whole);
        let must = || a.whole.starts_with('要');
        let as_must = || must() == b.whole.starts_with('要');
        match self {
            Kind::Frame => {
                let start = start();
                if start == 0 {
                    return false;
                }
                let end = common_end(a.first, b.first);
                let near = a.first_length.abs_diff(b.first_length) <= 5;
                let short = near && a.first_length <= 16 && b.first_length <= 16;
                // 在…上下功夫, 打好…仗
                start >= 5
                    || (end >= 2 && short)
                    || (start >= 2 && end >= 3)
                    || (start >= 2 && end >= 1 && short && led_by_verb(a.first))
            }
            Kind::Headline => {
                if a.length.abs_diff(b.length) > 9 || !as_must() {
                    return false;
                }
                if must() || start() >= 2 {
                    return true;
                }
                let built =
                    || a.clauses == b.clauses && 3 * in_common(a.whole, b.whole, HEADLINE) >= a.length.min(b.length);
                let asked = a.clauses == 1 && a.whole.contains('要') && b.whole.contains('要');
                // 点燃…主引擎。夯实…主阵地。: verb and object of one length.
                let even = a.clauses == 1
                    && b.clauses == 1
                    && a.length.abs_diff(b.length) <= 1
                    && (6..=12).contains(&a.length)
                    && led_by_verb(a.whole)
                    && led_by_verb(b.whole);
                asked || even || built()
            }
            Kind::Clause => {
                let quoted = a.quotes && b.quotes;
                // The same verb throughout makes up for unequal length: 推进…，推进…，推进….
                let verb = || start() >= 2 && !must();
                let long = a.first_length.max(b.first_length) > 8;
                let near = match a.first_length.abs_diff(b.first_length) {
                    0 | 1 => quoted || !long || verb(),
                    2 | 3 => quoted || verb(),
                    _ => false,
                };
                near && (quoted || as_must())
            }
        }
    }

    /// Whether a run divides its paragraph of so many sentences, the last of which has the number `end`.
    pub(super) fn divides(self, run: &[Head], sentences: usize, end: usize) -> bool {
        let gaps = run.windows(2).filter(|pair| pair[1].nth > pair[0].nth + 1).count();
        match self {
            Kind::Frame => run.len() >= 3 || (gaps == run.len() - 1 && run.iter().all(|head| head.length <= HEADLINE)),
            Kind::Headline => {
                let start = common_start(run[0].whole, run[1].whole);
                let sure = run[0].whole.starts_with('要') || start >= 4;
                // 加快…。 as the last words of a paragraph heads nothing: one verb alone makes no frame.
                let last = &run[run.len() - 1];
                let even = run.iter().all(|head| head.length == last.length);
                let weak = !sure && !even && start >= 1 && common_end(run[0].first, last.first) == 0;
                // Heads are short, and what they head is long.
                let long = run.windows(2).all(|pair| pair[1].start - pair[0].start >= 3 * pair[0].whole.len());
                (sure || long)
                    && !(weak && last.nth >= end)
                    && run.len() >= if sure { 2 } else { 3 }
                    && gaps == run.len() - 1
                    && sentences > run.len()
            }
            Kind::Clause => {
                let long = run.iter().any(|head| head.first_length > 9 && !head.quotes);
                let spread = run[run.len() - 1].nth - run[0].nth + 1;
                run.len() >= 3 && (!long || spread <= 2 * run.len())
            }
        }
    }
}
