//! How bodies come to fill the length that they were given: passages are coarse, so what one misses its neighbours make up for,
//! then its section, then the speech.
//!
//! A section mends its own length before any other hears of it, so that what is drawn anew in one place leaves the others alone.

use std::cmp::Reverse;

use super::composer::Composer;
use super::point::{Played, Table};

/// How far, in thousandths, the whole may miss its length before the rooms are set anew.
const TOLERANCE: usize = 50;
/// How far, in thousandths of its share of the length, a section may miss its room.
const SECTION_TOLERANCE: usize = 60;
/// How much of its length, in percent, a point that is touched keeps at least, while half of the tries last.
pub(super) const LEAST_LEFT: usize = 60;
/// And how long, in percent of its length, one may become that takes on what others miss.
const MOST_TAKEN: usize = 150;
/// How much of its room, in 字, a point may leave to the next, or take from it.
const CARRIED: isize = 90;
/// What a point says at least, in 字: its core.
pub(super) const FEWEST: usize = 44;

/// What a drawn body has room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    /// In 字.
    pub(super) size: usize,
    /// Whether others cannot make up for what is missed.
    pub(super) exact: bool,
}

/// The rooms of a speech that comes near to the length wanted.
#[derive(Debug, Clone)]
pub struct Fit {
    /// The length that they are set for.
    pub(super) set: usize,
    /// By section and point.
    pub(super) rooms: Vec<((usize, usize), Room)>,
}

impl<'s> Composer<'s> {
    /// The bodies played, and the rooms that they had: what one leaves over of its room or takes beyond it, the next of its section
    /// has more or less (error diffusion; Floyd, Steinberg 1976). Passages are coarse, and so a section fills its room all the
    /// same; no other section hears of it.
    pub(super) fn played<'t>(
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
    pub(super) fn settled<'t>(
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
    pub(super) fn fine(
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
}

/// What a body says in its room; nothing where nothing was dealt.
pub(super) fn play<'s>(table: &Option<Table<'_, 's>>, room: Room) -> Played<'s> {
    table.as_ref().map(|table| table.play(room.size, room.exact)).unwrap_or_default()
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

/// Plays in rooms set for a speech of `begin` characters, and anew while the whole misses the length wanted: first by what was
/// missed, then, where that leads in a circle, by small steps from the best try. The best try and what it was set for.
pub(super) fn fitted<'s>(
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

/// How long a speech is whose other parts take `told` 字.
pub(super) fn total(told: usize, played: &[Played<'_>]) -> usize {
    told + played.iter().map(|played| played.length).sum::<usize>()
}
