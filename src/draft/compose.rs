//! Composition: the parts of the skeleton filled within the room that the length leaves them.
//!
//! The length is shared among moves, sections and points by what their banks lead one to expect, and each point fits itself
//! to its room ([`super::point`]). What a place really takes is nobody else's business: so a place drawn anew, a fact given or
//! a phrase added to a bank leaves all others as they were. Only where the whole would miss its length by more than a
//! draft may are the rooms set anew.

use super::composer::Composer;
use super::fill::{Filler, Kind, Occasion, Span, close, length};
use super::pick::Dealer;
use super::plan::{Plan, Point};
use super::point::{Points, Sentence, links};
use super::section::marker;
use super::skeleton::Part;
use super::stock::Stock;
use crate::brief::Brief;
use crate::text::han;

/// How far, in thousandths, the whole may miss its length before the rooms are set anew.
const TOLERANCE: usize = 45;
/// The same, once facts are given and places drawn anew: what a draft may miss.
const LIMIT: usize = 50;
/// Rooms are multiples of this, in 字, so that a bank a little richer somewhere else does not change them.
const STEP: usize = 8;

/// Fills the parts of a skeleton.
pub fn compose<'s>(
    brief: &'s Brief,
    stock: &'s Stock<'s>,
    plan: &'s Plan<'s>,
    parts: &'s [Part],
) -> Vec<Vec<Span<'s>>> {
    let dealer = Dealer { seed: brief.seed };
    let filler = Filler { brief, stock, dealer, bare: false };
    let occasion = Occasion::new(brief, stock);
    let links = links(filler, &occasion, &plan.sections);
    let composer = Composer { filler, occasion: &occasion, plan, parts, links: &links, first: false };
    composer.compose()
}

impl<'s> Composer<'_, 's> {
    fn compose(&self) -> Vec<Vec<Span<'s>>> {
        let expected = self.first().expected();
        let brief = self.filler.brief;
        let untouched = brief.facts.is_empty() && brief.reroll.is_empty();
        let first = self.fitted(&expected, self.plan.length, |wanted| self.first().filled(&expected, wanted));
        if untouched {
            return first.1;
        }
        let wanted = first.0;
        let filled = self.filled(&expected, wanted);
        if off(&filled, self.plan.length) * 1000 <= self.plan.length * LIMIT {
            return filled;
        }
        self.fitted(&expected, wanted, |wanted| self.filled(&expected, wanted)).1
    }

    /// As the speech would be with nothing drawn anew and no fact given: what rooms are reckoned by.
    fn first(&self) -> Composer<'_, 's> {
        Composer { filler: Filler { bare: true, ..self.filler }, first: true, ..*self }
    }

    /// Sets rooms for `wanted` characters, anew while the whole misses its length; the best try and what it was set for.
    fn fitted(
        &self,
        expected: &[usize],
        mut wanted: usize,
        fill: impl Fn(usize) -> Vec<Vec<Span<'s>>>,
    ) -> (usize, Vec<Vec<Span<'s>>>) {
        let mut best: Option<(usize, usize, Vec<Vec<Span<'s>>>)> = None;
        debug_assert_eq!(expected.len(), self.parts.len());
        for _ in 0..4 {
            let filled = fill(wanted);
            let total: usize = filled.iter().map(|spans| length(spans)).sum();
            let missed = total.abs_diff(self.plan.length);
            if best.as_ref().is_none_or(|(least, ..)| missed < *least) {
                best = Some((missed, wanted, filled));
            }
            if missed * 1000 <= self.plan.length * TOLERANCE {
                break;
            }
            wanted = (wanted + self.plan.length).saturating_sub(total);
        }
        best.map(|(_, wanted, filled)| (wanted, filled)).unwrap_or_default()
    }

    /// What each part but the drawn bodies leads one to expect, in 字.
    fn expected(&self) -> Vec<usize> {
        let expect = |(at, part): (usize, &'s Part)| match part {
            Part::Say { bank, count } => self.expected_move(at, bank, *count),
            Part::SectionLead(section) => self.expected_lead(*section),
            _ => length(&self.part(at, part)),
        };
        self.parts.iter().enumerate().map(expect).collect()
    }

    /// All parts, the drawn bodies in rooms set for `wanted` characters.
    fn filled(&self, expected: &[usize], wanted: usize) -> Vec<Vec<Span<'s>>> {
        let regions = self.regions();
        let taken = |section: Option<usize>| -> usize {
            regions.iter().zip(expected).filter(|(region, _)| **region == section).map(|(_, taken)| taken).sum()
        };
        let free = wanted.saturating_sub(taken(None));
        let header = &self.filler.stock.template.header;
        let shares: Vec<usize> = self.plan.sections.iter().map(|section| header.share(section.part) as usize).collect();
        let total: usize = shares.iter().sum::<usize>().max(1);
        let room = |at: usize| (free * shares[at] / total).saturating_sub(taken(Some(at)));
        let fill = |(at, part): (usize, &'s Part)| match part {
            Part::PointBody(s, p) if is_drawn(&self.plan.sections[*s].points[*p]) => self.body(*s, *p, room(*s)),
            _ => self.part(at, part),
        };
        self.parts.iter().enumerate().map(fill).collect()
    }

    /// The drawn body of a point, in its share of the section's room.
    fn body(&self, section: usize, index: usize, room: usize) -> Vec<Span<'s>> {
        let section = &self.plan.sections[section];
        let weights: usize = section.points.iter().filter(|point| is_drawn(point)).map(|point| point.weight).sum();
        let point = &section.points[index];
        let share = (room * point.weight / weights.max(1) + STEP / 2) / STEP * STEP;
        let points = Points { filler: self.filler, occasion: self.occasion, links: self.links, first: self.first };
        let bare = Points { filler: Filler { bare: true, ..self.filler }, ..points };
        let fitted = bare.draw(section, index, share);
        let facts = |sentence: &Sentence<'_>| {
            sentence.phrase.slots().any(|slot| self.filler.brief.facts.contains_key(&slot.name))
        };
        let told = !self.filler.bare && fitted.iter().any(facts);
        let sentences = if told { points.draw(section, index, share) } else { fitted };
        let mut spans = points.spans(section, point, &sentences);
        if spans.is_empty() {
            self.filler.missing("具体措施", &mut spans);
        }
        spans
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

    fn part(&self, at: usize, part: &'s Part) -> Vec<Span<'s>> {
        let mut out = Vec::new();
        let count = |text: String| Span { text: text.into(), kind: Kind::Count };
        match part {
            Part::Literal { text, file, offset } => {
                out.push(Span { text: text.as_str().into(), kind: Kind::Template(*file, *offset) });
            }
            Part::Break | Part::Space(_) | Part::PointBody(..) => {}
            Part::Say { bank, count } => self.say(at, bank, *count, &mut out),
            Part::Fact(name) => self.fact(name, &mut out),
            Part::Title => match &self.filler.brief.title {
                Some(title) => self.filler.own(title, &mut out),
                None => self.say(at, "move/title", None, &mut out),
            },
            Part::Field(name) => self.field(name, &mut out),
            Part::Ordinal(n) => out.push(count(han::numeral(*n))),
            Part::Counted(n) => out.push(count(han::counted(*n))),
            Part::SectionHead(s) => self.section_head(&self.plan.sections[*s], &mut out),
            Part::SectionLead(s) => self.lead(*s, &mut out),
            Part::SectionClose(s) => self.section_close(*s, &mut out),
            Part::SectionBody(s) => self.own_sentence(self.plan.sections[*s].body.as_deref(), &mut out),
            Part::Marker(s, p) => out.extend(marker(self.plan.sections[*s].style, p + 1).map(count)),
            Part::PointHead(s, p) => self.point_head(&self.plan.sections[*s], *p, &mut out),
        }
        if let Part::PointBody(s, p) = part {
            let point = &self.plan.sections[*s].points[*p];
            match &point.body {
                Some(body) => self.own_sentence(Some(body), &mut out),
                None if point.aspect.is_none() => {
                    self.filler.missing("具体措施", &mut out);
                }
                None => {}
            }
        }
        out
    }

    pub(super) fn own_sentence(&self, text: Option<&'s str>, out: &mut Vec<Span<'s>>) {
        if let Some(text) = text {
            self.filler.own(text, out);
            let ended = text.ends_with(|c: char| han::is_stop(c) || matches!(c, '”' | '…' | '）' | '\n'));
            if !ended {
                close(out, "。", None);
            }
        }
    }

    fn fact(&self, name: &'s str, out: &mut Vec<Span<'s>>) {
        let brief = self.filler.brief;
        let field = match name {
            "姓名" => brief.name.as_deref(),
            "职务" => brief.post.as_deref(),
            _ => None,
        };
        match field.or_else(|| brief.facts.get(name).map(String::as_str)) {
            Some(value) => self.filler.own(value, out),
            None => match brief.date.filter(|_| name == "日期") {
                Some(date) => out.push(Span { text: date.to_string().into(), kind: Kind::Brief }),
                None => {
                    let hint = self.filler.stock.fact(name).unwrap_or_default();
                    out.push(Span {
                        text: format!("【{name}】").into(),
                        kind: Kind::Placeholder(name.into(), hint.into()),
                    });
                }
            },
        }
    }

    fn field(&self, name: &str, out: &mut Vec<Span<'s>>) {
        let brief = self.filler.brief;
        let value = match name {
            "meeting" => brief.meeting.as_deref(),
            "topic" => self.filler.stock.topic.as_deref(),
            "closing" => brief.closing.as_deref(),
            _ => brief.audience.as_deref(),
        };
        match (value, name) {
            (Some(value), "closing") => self.own_sentence(Some(value), out),
            (Some(value), _) => self.filler.own(value, out),
            (None, "audience") => self.say(0, "move/salutation", None, out),
            (None, "meeting") => self.filler.missing("会议名称", out),
            (None, _) => self.filler.missing("主题", out),
        }
    }
}

/// Whether the program has to find a body for a point.
fn is_drawn(point: &Point<'_>) -> bool {
    point.body.is_none() && point.aspect.is_some()
}

fn off(filled: &[Vec<Span<'_>>], wanted: usize) -> usize {
    filled.iter().map(|spans| length(spans)).sum::<usize>().abs_diff(wanted)
}
