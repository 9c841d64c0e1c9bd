//! What a section says around its points: head, lead, close, markers.

use super::composer::Composer;
use super::fill::{Lists, NOTHING, Scope};
use super::moves::move_named;
use super::pick::Place;
use super::plan::{Section, Words};
use super::skeleton::Part;
use super::span::{Span, close};
use crate::library::{Aspect, Bank, Phrase};
use crate::text::han;

impl<'s> Composer<'s> {
    /// What can be counted and listed in a section: its points.
    fn section_lists(&self, section: &Section<'s>) -> (Option<usize>, Lists<'s>) {
        let marked = section.points.len() > 1 && section.style != "无";
        let pains: Option<Vec<&Aspect>> = section
            .points
            .iter()
            .map(|point| point.aspect.filter(|aspect| aspect.words.contains_key("痛点")))
            .collect();
        // Where the speech tells problems, other words for what is wrong would be heard as others.
        let told =
            self.parts.iter().any(|part| matches!(part, Part::Say { bank, .. } if move_named(bank) == "problems"));
        let pains = pains.filter(|_| !told);
        let n = marked.then_some(section.points.len());
        (n, Lists { pains: pains.filter(|_| marked).unwrap_or_default(), ..Lists::default() })
    }

    pub(super) fn scope<'a>(
        &'a self,
        section: &'s Section<'s>,
        n: Option<usize>,
        lists: &'a Lists<'s>,
        again: u64,
    ) -> Scope<'a, 's> {
        Scope {
            aspect: None,
            theme: section.theme,
            several: section.several(&self.topics),
            topic: section.topic.as_deref(),
            n,
            lists,
            place: Place::named(&section.place),
            again,
        }
    }

    pub(super) fn section_head(&self, index: usize, out: &mut Vec<Span<'s>>) {
        let section = &self.plan.sections[index];
        match &section.head {
            Words::Own(text) => self.filler.own(text, out),
            Words::Drawn(phrase) => {
                let n = Some(section.points.len());
                self.filler.phrase(phrase, self.scope(section, n, &NOTHING, 0), out);
            }
            Words::Missing => {
                let place = format!("第{}节", han::numeral(index + 1));
                match self.frame(HEADS, index) {
                    Some(frame) => self.filler.framed(frame, &place, out),
                    None => self.filler.asked(format!("{place}标题"), "节标题", out),
                }
            }
        }
    }

    pub(super) fn point_head(&self, at: usize, index: usize, out: &mut Vec<Span<'s>>) {
        let section = &self.plan.sections[at];
        let point = &section.points[index];
        match &point.head {
            Words::Own(text) => self.filler.own(text, out),
            Words::Drawn(phrase) => {
                let place = Place::named(&point.place);
                let scope = Scope { aspect: point.aspect, place, ..self.scope(section, None, &NOTHING, 0) };
                self.filler.phrase(phrase, scope, out);
            }
            // Siblings are of one frame.
            Words::Missing => match self.frame(POINT_HEADS, at).filter(|_| point.aspect.is_none()) {
                Some(frame) => self.filler.framed(frame, &nth(at, index), out),
                None => self.filler.asked(format!("{}标题", nth(at, index)), "标题", out),
            },
        }
    }

    /// The frame that place `nth` of its kind is dealt, each place another; none where there are not so many.
    fn frame(&self, key: &str, nth: usize) -> Option<&'s Phrase> {
        let mut frames = self.filler.stock.frames(key);
        // A head is one clause and brings no marker of its own.
        let head = |text: &str| !text.contains(han::is_stop) && han::leading_numeral(text).is_none();
        frames.retain(|frame| key == SENTENCES || head(&frame.text) && !frame.text.starts_with(['第', '（']));
        let dealt = self.filler.dealer.order(Place::named("frame").then(key), frames.len(), 0);
        dealt.get(nth).map(|at| frames[*at])
    }

    /// What stands for the body of a point of which the library knows nothing: a placeholder, and a frame to begin with.
    pub(super) fn measures(&self, at: usize, index: usize, out: &mut Vec<Span<'s>>) {
        if !matches!(self.plan.sections[at].points[index].head, Words::Missing) {
            return self.filler.missing("具体措施", out);
        }
        self.filler.asked(format!("{}措施", nth(at, index)), "具体措施", out);
        let before: usize = self.plan.sections[..at].iter().map(|section| section.points.len()).sum();
        if let Some(frame) = self.frame(SENTENCES, before + index) {
            self.filler.framed(frame, &format!("{}正文", nth(at, index)), out);
            close(out, "。", Some(frame.origin));
        }
    }

    /// What leads into the points. Head and lead join a section to the one before; a joint beside them would say it twice.
    pub(super) fn lead(&self, index: usize, out: &mut Vec<Span<'s>>) {
        let section = &self.plan.sections[index];
        if let Some(lead) = &section.lead {
            return self.own_sentence(Some(lead), out);
        }
        if section.body.is_some() || section.points.is_empty() {
            return;
        }
        let (n, lists) = self.section_lists(section);
        let again = if self.first { 0 } else { section.again };
        let scope = self.scope(section, n, &lists, again);
        if let Some(lead) = self.drawn_lead(index, again) {
            self.filler.sentence(lead, scope, out);
        }
    }

    /// What a lead leads one to expect, in 字, where what is said has `length`.
    pub(super) fn expected_lead(&self, index: usize, length: usize) -> usize {
        let section = &self.plan.sections[index];
        // Before the series of a section is known, one is as good as another.
        let any = || section.theme?.parts.get(&section.part)?.leads.values().next();
        let bank = self.leads(index).next().or_else(|| any().filter(|_| section.series.is_none()));
        let Some(bank) = bank.filter(|_| section.lead.is_none()) else { return length };
        let (n, lists) = self.section_lists(section);
        let scope = self.scope(section, n, &lists, 0);
        let allowed = |phrase: &'s Phrase| self.occasion.allows(phrase) && scope.can_say(phrase);
        self.usual(bank, |_| true, allowed, scope)
    }

    /// The banks a section's lead may come from.
    fn leads(&self, index: usize) -> impl Iterator<Item = &'s Bank> {
        let section = &self.plan.sections[index];
        let series = section.series.as_deref().unwrap_or_default();
        let themes = [section.theme, self.filler.stock.common()].into_iter().flatten();
        themes.filter_map(move |theme| {
            let leads = &theme.parts.get(&section.part)?.leads;
            leads.get(series).or_else(|| leads.get(""))
        })
    }

    /// The leads of sections of the same part and series, which would lead in alike: a lead keeps clear of those before it;
    /// one drawn anew keeps clear of all, so that no other has to give way.
    fn leads_beside(&self, index: usize, again: u64) -> Vec<&'s str> {
        let section = &self.plan.sections[index];
        let alike = |other: &usize| {
            let other = &self.plan.sections[*other];
            other.part == section.part && other.series == section.series && other.lead.is_none()
        };
        let before = (0..index).filter(alike);
        if again == 0 {
            return before.filter_map(|at| self.drawn_lead(at, 0)).map(|lead| lead.text.as_str()).collect();
        }
        let others =
            (0..self.plan.sections.len()).filter(|other| *other != index).filter(alike).map(|other| (other, 0));
        let anew = before.map(|other| (other, self.plan.sections[other].again)).filter(|(_, again)| *again > 0);
        others.chain(anew).filter_map(|(at, again)| self.drawn_lead(at, again)).map(|lead| lead.text.as_str()).collect()
    }

    fn drawn_lead(&self, index: usize, again: u64) -> Option<&'s Phrase> {
        let section = &self.plan.sections[index];
        let (n, lists) = self.section_lists(section);
        let scope = self.scope(section, n, &lists, again);
        let said = self.leads_beside(index, again);
        let fits = |phrase: &'s Phrase| {
            self.occasion.allows(phrase)
                && scope.can_say(phrase)
                && self.filler.avoids(phrase, scope)
                && !said.contains(&phrase.text.as_str())
        };
        let place = Place::named(&section.place).then("lead");
        self.leads(index).find_map(|bank| self.deal(bank, place, again, |_| true, fits))
    }

    pub(super) fn section_close(&self, index: usize, out: &mut Vec<Span<'s>>) {
        let section = &self.plan.sections[index];
        let Some(part) = section.theme.and_then(|theme| theme.parts.get(&section.part)) else { return };
        let (n, lists) = self.section_lists(section);
        let again = if self.first { 0 } else { section.again };
        let scope = self.scope(section, n, &lists, again);
        let allowed = |phrase: &'s Phrase| {
            self.occasion.allows(phrase) && scope.can_say(phrase) && self.filler.avoids(phrase, scope)
        };
        if let Some(phrase) =
            self.deal(&part.close, Place::named(&section.place).then("close"), again, |_| true, allowed)
        {
            self.filler.sentence(phrase, scope, out);
        }
    }
}

/// Where frames of heads and sentences are filed by those who mine.
const HEADS: &str = "标题/一级";
const POINT_HEADS: &str = "标题/二级";
const SENTENCES: &str = "句式";

/// A point by its place: what is missing there is missing there alone.
fn nth(section: usize, point: usize) -> String {
    format!("第{}节第{}条", han::numeral(section + 1), han::numeral(point + 1))
}

/// The marker of the `n`th point, or none.
pub(super) fn marker(style: &str, n: usize) -> Option<String> {
    let numeral = han::numeral(n);
    match style {
        "一要" => Some(format!("{numeral}要")),
        "一是" => Some(format!("{numeral}是")),
        "（一）" => Some(format!("（{numeral}）")),
        "第一" => Some(format!("第{numeral}，")),
        "1." => Some(format!("{n}.")),
        _ => None,
    }
}
