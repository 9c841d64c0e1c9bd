//! Heads inside one paragraph: runs of sentences of one build that divide it.

use std::collections::BTreeMap;

use super::Finder;
use super::build::{Kind, is_crowded};
use super::head::{Head, is_side};

/// A paragraph of more sentences than this is a file that lost its line ends: each sentence is held against all the others, and what
/// stands behind these heads nothing.
const MOST: usize = 400;

impl<'t> Finder<'_, 't> {
    /// Runs inside one paragraph; `taken` is where heads were found in it already.
    pub(super) fn inside(&mut self, paragraph: usize, mut taken: Vec<usize>) {
        if self.body.clauses[paragraph].len() < 4 {
            return;
        }
        let heads = &self.heads[paragraph][..self.heads[paragraph].len().min(MOST)];
        let sides: Vec<Head> = heads.iter().filter(|head| is_side(head.first)).copied().collect();
        let opening: Vec<Head> = heads.iter().filter(|head| head.opens).copied().collect();
        self.try_run(paragraph, &sides, &mut taken, |run| run.len() >= 2);
        if opening.len() < 2 {
            return;
        }
        let fitting = |kind: Kind| opening.iter().filter(|head| kind.fits(head)).collect::<Vec<&Head>>();
        let clauses = fitting(Kind::Clause);
        let longest = |kind: Kind, fitting: &[&Head<'t>], taken: &[usize]| {
            let free = fitting.iter().copied().filter(|head| !taken.contains(&head.start));
            kind.longest(&free.collect::<Vec<_>>())
        };
        for kind in [Kind::Frame, Kind::Headline, Kind::Clause] {
            let fitting = if kind == Kind::Clause { clauses.clone() } else { fitting(kind) };
            loop {
                let run = longest(kind, &fitting, &taken);
                if run.is_empty() {
                    break;
                }
                // 要…，…。要…，…。 all through: a few of them that happen to be short are no run of their own.
                if kind == Kind::Headline {
                    let other = longest(Kind::Clause, &clauses, &taken);
                    if other.len() >= (run.len() + 2).max(5) && other[0].start <= run[0].start {
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
    pub(super) fn try_run(
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
        // Where the first and the last item of each list stand.
        let mut reach: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (start, list) in &inside {
            reach.entry(*list).and_modify(|(_, last)| *last = *start).or_insert((*start, *start));
        }
        let mut parts: Vec<Vec<Head>> = Vec::new();
        for head in run {
            let cut = match parts.last().and_then(|part: &Vec<Head>| part.last()) {
                None => true,
                Some(last) => {
                    let from = inside.partition_point(|(start, _)| *start <= last.start);
                    let to = inside.partition_point(|(start, _)| *start < head.start);
                    inside[from..to.max(from)].iter().any(|(_, list)| {
                        let (first, end) = reach[list];
                        first <= last.start || end >= head.start
                    })
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
