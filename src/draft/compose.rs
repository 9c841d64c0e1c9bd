//! Composition: the parts of the skeleton filled within the room that the length leaves them.
//!
//! The length is shared among moves, sections and points by what their banks lead one to expect, and each point fits itself
//! to its room ([`super::point`]). What a place really takes is nobody else's business: so a place drawn anew, a fact given or
//! a phrase added to a bank leaves all others as they were. For that the speech is first composed as if nothing were drawn
//! anew and no fact were known, and then only the places that this touches are composed again, in the rooms that they have.
//! Only where the whole would miss its length by more than a draft may are the rooms set anew.

use super::composer::Composer;
use super::fill::{Filler, Lists};
use super::fit::{FEWEST, Fit, LEAST_LEFT, fitted, play, total};
use super::link::links;
use super::moves::move_named;
use super::occasion::Occasion;
use super::plan::{Plan, Point, Section};
use super::point::{Played, Points, Table};
use super::skeleton::Part;
use super::span::{Span, length};
use super::stock::Stock;
use crate::brief::Brief;
use crate::library::Phrase;

/// How far, in thousandths, the whole may miss its length once facts are given and places drawn anew.
const LIMIT: usize = 50;
/// How often what is touched is tried to fit before the others are.
const TRIES: u64 = 8;

/// The rooms of a speech that nothing touches.
pub fn fit<'s>(brief: &'s Brief, stock: &'s Stock<'s>, plan: &'s Plan<'s>, parts: &'s [Part]) -> Fit {
    let first = Composer::first(brief, stock, plan, parts);
    let told = first.told();
    let expected = first.expected(&told);
    let tables = first.tables(|_, _| true);
    let (set, (rooms, _)) = first.settled(&tables, &expected, said(&told), None);
    let rooms = first.bodies().zip(rooms).map(|((_, section, point), room)| ((section, point), room)).collect();
    Fit { set, rooms }
}

/// What an outline leaves its sections for their points, in 字.
pub fn left<'s>(brief: &'s Brief, stock: &'s Stock<'s>, plan: &'s Plan<'s>, parts: &'s [Part]) -> Vec<usize> {
    let mut first = Composer::unlisted(Filler::bare(brief, stock), Occasion::new(brief, stock).bare(), plan, parts);
    first.lists = first.listable();
    first.left()
}

/// Fills the parts of a skeleton that nothing touches: no fact is given, no place drawn anew.
pub fn compose<'s>(
    brief: &'s Brief,
    stock: &'s Stock<'s>,
    plan: &'s Plan<'s>,
    parts: &'s [Part],
) -> Vec<Vec<Span<'s>>> {
    let first = Composer::first(brief, stock, plan, parts);
    let told = first.told();
    let expected = first.expected(&told);
    let tables = first.tables(|_, _| true);
    let (_, (_, played)) = first.settled(&tables, &expected, said(&told), None);
    if brief.fills.is_empty() {
        return first.spans(told, &played);
    }
    let filled = Composer { filler: Filler { bare: false, ..first.filler }, ..first };
    filled.spans(filled.told(), &played)
}

/// Fills the parts of a skeleton in the rooms that they had before facts were given and places drawn anew; only what that
/// touches is composed again. `fit` has the rooms that there were, where the outline itself was another one.
pub fn recompose<'s>(
    brief: &'s Brief,
    stock: &'s Stock<'s>,
    plan: &'s Plan<'s>,
    parts: &'s [Part],
    fit: Option<Fit>,
) -> Vec<Vec<Span<'s>>> {
    let first = Composer::first(brief, stock, plan, parts);
    let told = first.told();
    let expected = first.expected(&told);
    let tables = first.tables(|_, _| true);
    let begin = said(&told);
    let (set, (mut rooms, mut bodies)) = first.settled(&tables, &expected, begin, fit);
    let before = bodies.clone();
    let filler = Filler { bare: false, ..first.filler };
    let spare = spare(begin, &bodies, plan.length);
    let last = Composer { spare, ..Composer::new(filler, Occasion::new(brief, stock), plan, parts) };
    let mut touched = last.tables(|section, point| last.touches(section, point));
    let changed: Vec<usize> = (0..touched.len()).filter(|at| touched[*at].is_some()).collect();
    let again = |(_, s, p): (usize, usize, usize)| plan.sections[s].again > 0 || plan.sections[s].points[p].again > 0;
    let anew: Vec<bool> = last.bodies().map(again).collect();
    for (at, table) in touched.iter_mut().enumerate().filter(|(at, _)| anew[*at]) {
        let heard = before[at].sentences.iter().map(|sentence| sentence.phrase.origin);
        table.iter_mut().for_each(|table| table.heard.extend(heard.clone()));
    }
    let limit = plan.length * LIMIT / 1000;
    // Where the speech missed its length before anything was touched, no other place can help.
    let hopeless = total(begin, &bodies).abs_diff(plan.length) > limit;
    let mut nearest: Option<(usize, Vec<Vec<Span<'s>>>)> = None;
    for further in 0..TRIES {
        for at in &changed {
            rooms[*at].exact |= further > 1;
            bodies[*at] = play(&touched[*at], rooms[*at]);
            // A point that could say a fact and does not is what it was.
            if bodies[*at].facts == 0 && !anew[*at] {
                bodies[*at] = before[*at].clone();
            }
        }
        // What is touched makes room first: a point its own, a move by other words.
        let tried = Composer { further, ..last.clone() };
        let told = tried.told();
        let excess = total(said(&told), &bodies) as isize - plan.length as isize;
        let spans = tried.spans(told, &bodies);
        if excess.unsigned_abs() <= limit {
            return spans;
        }
        if nearest.as_ref().is_none_or(|(least, _)| excess.unsigned_abs() < *least) {
            nearest = Some((excess.unsigned_abs(), spans));
        }
        let have: usize = changed.iter().map(|at| rooms[*at].size).sum();
        for at in &changed {
            let room = rooms[*at].size as isize;
            let least = if further < TRIES / 2 { before[*at].length * LEAST_LEFT / 100 } else { 0 }.max(FEWEST);
            rooms[*at].size = (room - excess * room / have.max(1) as isize).max(least as isize) as usize;
        }
    }
    if let Some((_, spans)) = nearest.take_if(|_| hopeless) {
        return spans;
    }
    let told = last.told();
    let table = |at: usize| if touched[at].is_some() { &touched[at] } else { &tables[at] };
    let begin = said(&told);
    let again = |set| first.played((0..tables.len()).map(table), first.rooms(&expected, set));
    let (_, near) = fitted(begin, plan.length, set, again);
    let (_, bodies) = last.fine(|at, room| play(table(at), room), near, begin);
    let missed = total(begin, &bodies).abs_diff(plan.length);
    nearest.filter(|(least, _)| *least < missed).map_or_else(|| last.spans(told, &bodies), |(_, spans)| spans)
}

impl<'s> Composer<'s> {
    /// As if nothing were drawn anew and no fact were known.
    fn first(brief: &'s Brief, stock: &'s Stock<'s>, plan: &'s Plan<'s>, parts: &'s [Part]) -> Self {
        Composer::new(Filler::bare(brief, stock), Occasion::new(brief, stock).bare(), plan, parts)
    }

    fn new(filler: Filler<'s>, occasion: Occasion<'s>, plan: &'s Plan<'s>, parts: &'s [Part]) -> Self {
        let mut composer = Composer::unlisted(filler, occasion, plan, parts);
        composer.lists = composer.listed(0);
        composer
    }

    fn unlisted(filler: Filler<'s>, occasion: Occasion<'s>, plan: &'s Plan<'s>, parts: &'s [Part]) -> Self {
        let first = filler.bare;
        let spare = (isize::MIN, isize::MAX);
        let lists = Lists::default();
        let topics = plan.topics();
        Composer { filler, occasion, plan, parts, topics, lists, first, spare, further: 0 }
    }

    /// The parts whose bodies are drawn: section and point, in the order of the parts.
    pub(super) fn bodies(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        let plan = self.plan;
        self.parts.iter().enumerate().filter_map(move |(at, part)| match part {
            Part::PointBody(s, p) if is_drawn(&plan.sections[*s].points[*p]) => Some((at, *s, *p)),
            _ => None,
        })
    }

    /// What is dealt to the drawn bodies that are `wanted`; nothing to the others.
    fn tables(&self, wanted: impl Fn(&Section<'s>, &Point<'s>) -> bool) -> Vec<Option<Table<'_, 's>>> {
        let points = Points { filler: self.filler, occasion: &self.occasion, topics: &self.topics, first: self.first };
        let links = links(self.filler, &self.occasion, &self.plan.sections);
        let of = |section: &'s Section<'s>| (points.recipes(section), points.turns(section));
        let dealt: Vec<_> = self.plan.sections.iter().map(of).collect();
        let table = |(_, s, p): (usize, usize, usize)| {
            let section = &self.plan.sections[s];
            let (recipes, turns) = &dealt[s];
            let thread = || self.thread_of(section, &section.points[p]);
            let table = || points.table(section, p, (recipes, turns), links[s][p].clone(), thread());
            if wanted(section, &section.points[p]) { table() } else { None }
        };
        self.bodies().map(table).collect()
    }

    /// What a point turns on: the problem that the speech tells of its aspect, or else the one that it would tell if it had room
    /// for more. A type of speech that tells none has points that turn on none.
    fn thread_of(&self, section: &'s Section<'s>, point: &'s Point<'s>) -> Option<&'s Phrase> {
        let aspect = point.aspect?;
        let uses = &self.filler.stock.template.uses;
        if !uses.iter().any(|used| used.kind == "bank" && move_named(&used.name) == "problems") {
            return None;
        }
        let mut told = self.lists.problems.iter();
        let told = told.find(|(_, other, _)| std::ptr::eq(*other, aspect)).map(|(phrase, ..)| *phrase);
        let again = if self.first { 0 } else { point.again };
        told.or_else(|| self.problem(section, point, aspect, again))
    }

    /// Whether facts or a wish for other words touch a point.
    fn touches(&self, section: &Section<'s>, point: &Point<'s>) -> bool {
        let facts = &self.filler.brief.facts;
        let anew = section.again > 0 || point.again > 0;
        anew || (!facts.is_empty()
            && point.aspect.is_some_and(|aspect| facts.keys().any(|fact| aspect.asks().contains(fact))))
    }

    /// All parts but the drawn bodies.
    fn told(&self) -> Vec<Vec<Span<'s>>> {
        self.parts.iter().enumerate().map(|(at, part)| self.part(at, part)).collect()
    }

    /// The parts with the bodies that were played.
    fn spans(&self, mut told: Vec<Vec<Span<'s>>>, played: &[Played<'s>]) -> Vec<Vec<Span<'s>>> {
        let points = Points { filler: self.filler, occasion: &self.occasion, topics: &self.topics, first: self.first };
        for ((at, s, p), played) in self.bodies().zip(played) {
            let section = &self.plan.sections[s];
            told[at] = points.spans(section, &section.points[p], played);
            if told[at].is_empty() {
                self.filler.missing("具体措施", &mut told[at]);
            }
        }
        told
    }
}

/// Whether the program has to find a body for a point.
pub(super) fn is_drawn(point: &Point<'_>) -> bool {
    point.body.is_none() && point.aspect.is_some()
}

/// How long the parts are that no body is, in 字.
fn said(told: &[Vec<Span<'_>>]) -> usize {
    told.iter().map(|spans| length(spans)).sum()
}

/// How much the whole may lose and gain, in 字, before it misses its length.
fn spare(told: usize, played: &[Played<'_>], wanted: usize) -> (isize, isize) {
    let (total, limit) = (total(told, played) as isize, (wanted * LIMIT / 1000) as isize);
    (wanted as isize - limit - total, wanted as isize + limit - total)
}
