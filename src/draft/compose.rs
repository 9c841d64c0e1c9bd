//! Composition: the parts of the skeleton filled within the room that the length leaves them.
//!
//! The length is shared among moves, sections and points by what their banks lead one to expect, and each point fits itself
//! to its room ([`super::point`]). What a place really takes is nobody else's business: so a place drawn anew, a fact given or
//! a phrase added to a bank leaves all others as they were. For that the speech is first composed as if nothing were drawn
//! anew and no fact were known, and then only the places that this touches are composed again, in the rooms that they have.
//! Only where the whole would miss its length by more than a draft may are the rooms set anew.

use std::cmp::Reverse;

use super::composer::Composer;
use super::fill::{Filler, Lists};
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

/// How far, in thousandths, the whole may miss its length before the rooms are set anew.
const TOLERANCE: usize = 50;
/// How far, in thousandths of its share of the length, a section may miss its room.
const SECTION_TOLERANCE: usize = 60;
/// The same, once facts are given and places drawn anew: what a draft may miss.
const LIMIT: usize = 50;
/// How much of its length, in percent, a point that is touched keeps at least, while half of the tries last.
const LEAST_LEFT: usize = 60;
/// And how long, in percent of its length, one may become that takes on what others miss.
const MOST_TAKEN: usize = 150;
/// How often what is touched is tried to fit before the others are.
const TRIES: u64 = 8;
/// How much of its room, in 字, a point may leave to the next, or take from it.
const CARRIED: isize = 90;
/// What a point says at least, in 字: its core.
pub(super) const FEWEST: usize = 44;

/// What a drawn body has room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Room {
    /// In 字.
    size: usize,
    /// Whether others cannot make up for what is missed.
    exact: bool,
}

/// The rooms of a speech that comes near to the length wanted.
#[derive(Debug, Clone)]
pub struct Fit {
    /// The length that they are set for.
    set: usize,
    /// By section and point.
    rooms: Vec<((usize, usize), Room)>,
}

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

fn play<'s>(table: &Option<Table<'_, 's>>, room: Room) -> Played<'s> {
    table.as_ref().map(|table| table.play(room.size, room.exact)).unwrap_or_default()
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

    /// The bodies played, and the rooms that they had: what one leaves over of its room or takes beyond it, the next of its section
    /// has more or less (error diffusion; Floyd, Steinberg 1976). Passages are coarse, and so a section fills its room all the
    /// same; no other section hears of it.
    fn played<'t>(
        &self,
        tables: impl IntoIterator<Item = &'t Option<Table<'t, 's>>>,
        sizes: Vec<usize>,
    ) -> (Vec<Room>, Vec<Played<'s>>)
    where
        's: 't,
    {
        let (mut over, mut within) = (0, None);
        let (mut rooms, mut bodies) = (Vec::with_capacity(sizes.len()), Vec::with_capacity(sizes.len()));
        for (((_, section, _), table), size) in self.bodies().zip(tables).zip(sizes) {
            if within != Some(section) {
                (over, within) = (0, Some(section));
            }
            let size = size.saturating_add_signed(over).max(FEWEST);
            let room = Room { size, exact: false };
            let body = play(table, room);
            over = (size as isize - body.length as isize).clamp(-CARRIED, CARRIED);
            rooms.push(room);
            bodies.push(body);
        }
        (rooms, bodies)
    }

    /// The bodies, and their rooms, in a speech that meets its length, and the length that the rooms are set for. With `fit`, all have
    /// the rooms that they had but those of sections drawn anew, which are still to be drawn.
    fn settled<'t>(
        &self,
        tables: &[Option<Table<'t, 's>>],
        expected: &[usize],
        begin: usize,
        fit: Option<Fit>,
    ) -> (usize, (Vec<Room>, Vec<Played<'s>>))
    where
        's: 't,
    {
        let wanted = self.plan.length;
        let played = |set| self.played(tables, self.rooms(expected, set));
        let play = |at: usize, room| play(&tables[at], room);
        let Some(fit) = fit else {
            let near = self.fine(play, played(wanted), begin);
            if is_met(total(begin, &near.1), wanted) {
                return (wanted, near);
            }
            let (set, best) = fitted(begin, wanted, wanted, played);
            return (set, self.fine(play, best, begin));
        };
        let (mut rooms, mut bodies) = played(fit.set);
        for (at, (_, section, point)) in self.bodies().enumerate() {
            let had = fit.rooms.iter().find(|(place, _)| *place == (section, point));
            if let (0, Some((_, had))) = (self.plan.sections[section].again, had) {
                (rooms[at], bodies[at]) = (*had, play(at, *had));
            }
        }
        (fit.set, (rooms, bodies))
    }

    /// Where a section misses its room, and then where the whole still misses its length: one point after the other, from the last
    /// on, gives up or takes on what is missed, as far as it bears that. Passages are coarse, and in a short speech too few to make
    /// up for one another. A section mends what it misses before any other hears of it; what the moves miss, the section
    /// with the most room mends.
    fn fine(
        &self,
        play: impl Fn(usize, Room) -> Played<'s>,
        (mut rooms, mut bodies): (Vec<Room>, Vec<Played<'s>>),
        begin: usize,
    ) -> (Vec<Room>, Vec<Played<'s>>) {
        let wanted = self.plan.length;
        let all: usize = rooms.iter().map(|room| room.size).sum();
        let sections: Vec<usize> = self.bodies().map(|(_, section, _)| section).collect();
        let points: Vec<usize> = (0..sections.len()).rev().collect();
        let mut runs: Vec<&[usize]> = points.chunk_by(|one, other| sections[*one] == sections[*other]).collect();
        let share = |points: &&[usize]| points.iter().map(|at| rooms[*at].size).sum::<usize>();
        runs.sort_by_key(|points| Reverse(share(points)));
        let shares: Vec<usize> = runs.iter().map(share).collect();
        for (points, share) in runs.iter().zip(shares) {
            let missed = bodies[points[0]].length as isize - rooms[points[0]].size as isize;
            let limit = wanted * share / all.max(1) * SECTION_TOLERANCE / 1000;
            mend(&play, (&mut rooms, &mut bodies), points, missed, limit);
        }
        let missed = total(begin, &bodies) as isize - wanted as isize;
        mend(&play, (&mut rooms, &mut bodies), &runs.concat(), missed, wanted * TOLERANCE / 1000);
        (rooms, bodies)
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

/// Has points give up or take on what is `missed`, one after the other, until no more than `limit` is.
fn mend<'s>(
    play: impl Fn(usize, Room) -> Played<'s>,
    (rooms, bodies): (&mut [Room], &mut [Played<'s>]),
    points: &[usize],
    mut missed: isize,
    limit: usize,
) {
    for &at in points {
        if missed.unsigned_abs() <= limit {
            break;
        }
        let length = bodies[at].length;
        let (least, most) = (length * LEAST_LEFT / 100, length * MOST_TAKEN / 100);
        let size = length.saturating_add_signed(-missed).clamp(least, most).max(FEWEST);
        let room = Room { size, exact: true };
        let body = play(at, room);
        let left = missed + body.length as isize - length as isize;
        if left.abs() < missed.abs() {
            (missed, rooms[at], bodies[at]) = (left, room, body);
        }
    }
}

/// Whether the program has to find a body for a point.
pub(super) fn is_drawn(point: &Point<'_>) -> bool {
    point.body.is_none() && point.aspect.is_some()
}

/// Plays in rooms set for a speech of `begin` characters, and anew while the whole misses the length wanted: first by what was
/// missed, then, where that leads in a circle, by small steps from the best try. The best try and what it was set for.
fn fitted<'s>(
    told: usize,
    wanted: usize,
    begin: usize,
    play: impl Fn(usize) -> (Vec<Room>, Vec<Played<'s>>),
) -> (usize, (Vec<Room>, Vec<Played<'s>>)) {
    const BY_WHAT_IS_MISSED: usize = 4;
    const BY_STEPS: usize = 8;
    let (mut set, mut best) = (begin, (isize::MAX, begin, (Vec::new(), Vec::new())));
    for step in 0..BY_WHAT_IS_MISSED + BY_STEPS {
        let played = play(set);
        let all = total(told, &played.1);
        let missed = all as isize - wanted as isize;
        if missed.abs() < best.0.abs() {
            best = (missed, set, played);
        }
        if is_met(all, wanted) {
            break;
        }
        set = if step < BY_WHAT_IS_MISSED {
            set.saturating_add_signed(-missed)
        } else {
            let steps = (step + 1 - BY_WHAT_IS_MISSED) as isize * wanted as isize / 64;
            best.1.saturating_add_signed(-best.0.signum() * steps)
        };
    }
    (best.1, best.2)
}

/// Whether a speech of so many 字 is as long as wanted.
fn is_met(length: usize, wanted: usize) -> bool {
    length.abs_diff(wanted) * 1000 <= wanted * TOLERANCE
}

/// How long the parts are that no body is, in 字.
fn said(told: &[Vec<Span<'_>>]) -> usize {
    told.iter().map(|spans| length(spans)).sum()
}

fn total(told: usize, played: &[Played<'_>]) -> usize {
    told + played.iter().map(|played| played.length).sum::<usize>()
}

/// How much the whole may lose and gain, in 字, before it misses its length.
fn spare(told: usize, played: &[Played<'_>], wanted: usize) -> (isize, isize) {
    let (total, limit) = (total(told, played) as isize, (wanted * LIMIT / 1000) as isize);
    (wanted as isize - limit - total, wanted as isize + limit - total)
}
