//! How much room every drawn body has: what the length leaves once everything else has what its bank leads one to expect.

use super::compose::is_drawn;
use super::composer::Composer;
use super::fit::FEWEST;
use super::skeleton::Part;
use super::span::{Span, length};
use crate::library::Part as SpeechPart;

/// Rooms are multiples of this, in 字, so that a bank a little richer somewhere else does not change them.
const STEP: usize = 8;

/// The share of the whole speech, in 字, in which a section of reasons has one, and that in which it has two: one alone reads as if
/// the others were forgotten, and from the first to the second the other sections give what is wanting.
const ONE: usize = 300;
const TWO: usize = 450;

impl<'s> Composer<'s> {
    /// What each part but the drawn bodies leads one to expect, in 字.
    pub(super) fn expected(&self, told: &[Vec<Span<'s>>]) -> Vec<usize> {
        let expect = |(part, spans): (&Part, &Vec<Span<'s>>)| match part {
            Part::Say { bank, count } if !spans.is_empty() => self.expected_move(bank, *count, length(spans)),
            Part::SectionLead(section) if !spans.is_empty() => self.expected_lead(*section, length(spans)),
            _ => length(spans),
        };
        self.parts.iter().zip(told).map(expect).collect()
    }

    /// The room of each section for its points, with their heads and markers.
    pub(super) fn left(&self) -> Vec<usize> {
        let expect = |(at, part): (usize, &'s Part)| match part {
            Part::Say { bank, count } => self.expected_move(bank, *count, 0),
            Part::SectionLead(section) => self.expected_lead(*section, 0),
            Part::Marker(..) | Part::PointHead(..) => 0,
            _ => length(&self.part(at, part)),
        };
        let expected: Vec<usize> = self.parts.iter().enumerate().map(expect).collect();
        self.shared(&expected, self.plan.length)
    }

    /// The rooms of the sections in a speech of `wanted` characters, where everything but what is drawn takes what is expected.
    fn shared(&self, expected: &[usize], wanted: usize) -> Vec<usize> {
        let regions = self.regions();
        let taken = |section: Option<usize>| -> usize {
            regions.iter().zip(expected).filter(|(region, _)| **region == section).map(|(_, taken)| taken).sum()
        };
        let free = wanted.saturating_sub(taken(None));
        let weights = self.weights();
        let total: usize = weights.iter().sum::<usize>().max(1);
        let room = |at: usize| (free * weights[at] / total).saturating_sub(taken(Some(at)));
        (0..weights.len()).map(room).collect()
    }

    /// What each section has of the whole speech, in 字: by the brief's length alone, so that no bank moves it.
    fn weights(&self) -> Vec<usize> {
        let header = &self.filler.stock.template.header;
        let shares: Vec<usize> = self.plan.sections.iter().map(|section| header.share(section.part) as usize).collect();
        let total: usize = shares.iter().sum::<usize>().max(1);
        let weights: Vec<usize> = shares.iter().map(|share| self.plan.length * share / total).collect();
        let pair = |at: usize| {
            let section = &self.plan.sections[at];
            let open = section.part == SpeechPart::Why && section.body.is_none() && section.points.len() != 1;
            open && weights[at] >= ONE
        };
        lifted(weights.clone(), |at| if pair(at) { TWO } else { 0 })
    }

    /// The rooms of the drawn bodies, in a speech of `wanted` characters.
    pub(super) fn rooms(&self, expected: &[usize], wanted: usize) -> Vec<usize> {
        let rooms: Vec<usize> = lifted(self.shared(expected, wanted), |at| {
            FEWEST * self.plan.sections[at].points.iter().filter(|point| is_drawn(point)).count()
        });
        let share = |(_, s, p): (usize, usize, usize)| {
            let points = &self.plan.sections[s].points;
            let weights: usize = points.iter().filter(|point| is_drawn(point)).map(|point| point.weight).sum();
            (rooms[s] * points[p].weight / weights.max(1) + STEP / 2) / STEP * STEP
        };
        self.bodies().map(share).collect()
    }

    /// The section that each part belongs to: from its head to the last part that speaks of it.
    fn regions(&self) -> Vec<Option<usize>> {
        let section = |part: &Part| match part {
            Part::SectionHead(s) | Part::SectionLead(s) | Part::SectionBody(s) | Part::SectionClose(s) => Some(*s),
            Part::Marker(s, _) | Part::PointHead(s, _) | Part::PointBody(s, _) => Some(*s),
            _ => None,
        };
        let spoken: Vec<Option<usize>> = self.parts.iter().map(section).collect();
        let mut regions = spoken.clone();
        for at in 0..self.plan.sections.len() {
            let first = spoken.iter().position(|region| *region == Some(at));
            let last = spoken.iter().rposition(|region| *region == Some(at));
            if let (Some(first), Some(last)) = (first, last) {
                regions[first..=last].fill(Some(at));
            }
        }
        regions
    }
}

/// Rooms of which none is smaller than what it must hold at `least`; what is added to one is taken from the others.
fn lifted(mut rooms: Vec<usize>, least: impl Fn(usize) -> usize) -> Vec<usize> {
    let short: usize = rooms.iter().enumerate().map(|(at, room)| least(at).saturating_sub(*room)).sum();
    let spare = |(at, room): (usize, &usize)| room.saturating_sub(least(at));
    let spares: usize = rooms.iter().enumerate().map(spare).sum::<usize>().max(1);
    for (at, room) in rooms.iter_mut().enumerate() {
        let spare = room.saturating_sub(least(at));
        *room = (*room).max(least(at)) - (short * spare / spares).min(spare);
    }
    rooms
}
