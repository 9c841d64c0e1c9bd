//! Composition: the parts of the skeleton filled within the room that the length leaves them.
//!
//! Moves, heads and leads are drawn first; what they take is measured with the user's facts left out, so that a fact changed
//! later moves nothing else. What is left of the length is shared among the sections, then among their points, and each
//! point fits itself to its room ([`super::point`]). Only where facts make the whole miss the length are the rooms set anew.

use super::fill::{Filler, Kind, Lists, Occasion, Scope, Span, close, length};
use super::pick::Dealer;
use super::plan::{Plan, Section, Words};
use super::point::{Points, Sentence, links};
use super::skeleton::Part;
use super::stock::Stock;
use crate::brief::Brief;
use crate::library::{Aspect, Bank, Phrase, Role, Theme};
use crate::text::han;

/// How far, in percent, the whole may miss its length before the rooms are set anew.
const TOLERANCE: usize = 2;

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
    let links = links(filler, &plan.sections);
    let composer = Composer { filler, occasion: &occasion, plan, parts, links: &links };
    composer.compose()
}

#[derive(Clone, Copy)]
struct Composer<'a, 's> {
    filler: Filler<'s>,
    occasion: &'a Occasion<'s>,
    plan: &'s Plan<'s>,
    parts: &'s [Part],
    links: &'a std::collections::BTreeMap<(String, String), &'s Phrase>,
}

impl<'s> Composer<'_, 's> {
    fn compose(&self) -> Vec<Vec<Span<'s>>> {
        let bare = Composer { filler: Filler { bare: true, ..self.filler }, ..*self };
        let fixed = bare.fixed(false);
        let mut wanted = self.plan.length;
        let mut best: Option<(usize, Vec<Vec<Span<'s>>>)> = None;
        let spoken = self.fixed(true);
        for _ in 0..4 {
            let filled = self.filled(&fixed, &spoken, wanted);
            let total: usize = filled.iter().map(|spans| length(spans)).sum();
            let off = total.abs_diff(self.plan.length);
            if best.as_ref().is_none_or(|(least, _)| off < *least) {
                best = Some((off, filled));
            }
            if off * 100 <= self.plan.length * TOLERANCE {
                break;
            }
            wanted = (wanted + self.plan.length).saturating_sub(total);
        }
        best.map(|(_, filled)| filled).unwrap_or_default()
    }

    /// Everything but the drawn bodies; with `again` as the brief wants places drawn anew, without it as they were first.
    fn fixed(&self, again: bool) -> Vec<Vec<Span<'s>>> {
        self.parts.iter().enumerate().map(|(at, part)| self.part(at, part, again)).collect()
    }

    /// The fixed parts and, between them, bodies drawn to fill `wanted` characters.
    fn filled(&self, fixed: &[Vec<Span<'s>>], spoken: &[Vec<Span<'s>>], wanted: usize) -> Vec<Vec<Span<'s>>> {
        let regions = self.regions();
        let taken = |section: Option<usize>| -> usize {
            let here = regions.iter().zip(fixed).filter(|(region, _)| **region == section);
            here.map(|(_, spans)| length(spans)).sum()
        };
        let free = wanted.saturating_sub(taken(None));
        let header = &self.filler.stock.template.header;
        let shares: Vec<usize> = self.plan.sections.iter().map(|section| header.share(section.part) as usize).collect();
        let total: usize = shares.iter().sum::<usize>().max(1);
        let mut filled = spoken.to_vec();
        for (at, section) in self.plan.sections.iter().enumerate() {
            let room = (free * shares[at] / total).saturating_sub(taken(Some(at)));
            for (index, spans) in self.bodies(section, room) {
                let place = self.parts.iter().position(|part| *part == Part::PointBody(at, index));
                if let Some(place) = place {
                    filled[place] = spans;
                }
            }
        }
        filled
    }

    /// The drawn bodies of a section. What one point misses its room by, the next one makes good; this is reckoned as if
    /// nothing were drawn anew and no fact were given, so that neither moves a neighbour.
    fn bodies(&self, section: &Section<'s>, room: usize) -> Vec<(usize, Vec<Span<'s>>)> {
        let drawn: Vec<usize> = (0..section.points.len())
            .filter(|index| section.points[*index].body.is_none() && section.points[*index].aspect.is_some())
            .collect();
        let mut weights: usize = drawn.iter().map(|index| section.points[*index].weight).sum();
        let mut left = room;
        let mut bodies = Vec::new();
        for index in drawn {
            let point = &section.points[index];
            let share = left * point.weight / weights.max(1);
            let bare = Filler { bare: true, ..self.filler };
            let as_first = Points { filler: bare, occasion: self.occasion, links: self.links };
            let as_wanted = Points { filler: self.filler, ..as_first };
            let first = as_first.draw(section, index, share);
            let used = length(&as_first.spans(section, point, &first));
            let facts = |sentence: &Sentence<'_>| {
                sentence.phrase.slots().any(|slot| self.filler.brief.facts.contains_key(&slot.name))
            };
            let sentences = if first.iter().any(facts) { as_wanted.draw(section, index, share) } else { first };
            bodies.push((index, as_wanted.spans(section, point, &sentences)));
            left = left.saturating_sub(used);
            weights -= point.weight;
        }
        bodies
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

    fn part(&self, at: usize, part: &'s Part, again: bool) -> Vec<Span<'s>> {
        let mut out = Vec::new();
        let count = |text: String| Span { text: text.into(), kind: Kind::Count };
        match part {
            Part::Literal { text, file, offset } => {
                out.push(Span { text: text.as_str().into(), kind: Kind::Template(*file, *offset) });
            }
            Part::Break | Part::Space(_) | Part::PointBody(..) => {}
            Part::Say { bank, count } => self.say(at, bank, *count, again, &mut out),
            Part::Fact(name) => self.fact(name, &mut out),
            Part::Title => match &self.filler.brief.title {
                Some(title) => self.filler.own(title, &mut out),
                None => self.say(at, "move/title", None, again, &mut out),
            },
            Part::Field(name) => self.field(name, &mut out),
            Part::Ordinal(n) => out.push(count(han::numeral(*n))),
            Part::Counted(n) => out.push(count(han::counted(*n))),
            Part::SectionHead(s) => self.section_head(&self.plan.sections[*s], &mut out),
            Part::SectionLead(s) => self.lead(*s, again, &mut out),
            Part::SectionClose(s) => self.section_close(*s, again, &mut out),
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

    fn own_sentence(&self, text: Option<&'s str>, out: &mut Vec<Span<'s>>) {
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
            (None, "audience") => self.say(0, "move/salutation", None, false, out),
            (None, "meeting") => self.filler.missing("会议名称", out),
            (None, _) => self.filler.missing("主题", out),
        }
    }

    /// What a `say` of the template draws; a move whose lists are empty here is left out.
    fn say(&self, at: usize, path: &str, count: Option<usize>, again: bool, out: &mut Vec<Span<'s>>) {
        let Some(bank) = self.filler.stock.said(path) else { return };
        let name = path.strip_prefix("move/").unwrap_or(path);
        let again = if again { self.filler.brief.rerolled(name) } else { 0 };
        let mut drawn = None;
        let turn =
            self.parts[..at].iter().filter(|part| matches!(part, Part::Say { bank, .. } if bank == path)).count();
        let lists = self.lists(count, again);
        let mut said: Vec<&str> = Vec::new();
        let mut place = path.to_string();
        // A move that the template says several times says something else each time.
        for turn in 0..=turn {
            if turn > 0 {
                place = format!("{path}#{turn}");
            }
            let fits = |phrase: &Phrase| self.occasion.allows(phrase) && lists.can_say(phrase);
            let Some(phrase) = self.deal(bank, &place, again, self.choices(), |phrase| {
                fits(phrase) && !said.contains(&phrase.text.as_str())
            }) else {
                return;
            };
            said.push(&phrase.text);
            drawn = Some(phrase);
        }
        let Some(phrase) = drawn else { return };
        let scope = Scope { aspect: None, theme: self.main(), topic: None, lists: &lists, place: &place, again };
        let single = path == "move/title" || path == "move/salutation";
        if single { self.filler.phrase(phrase, scope, out) } else { self.filler.sentence(phrase, scope, out) }
    }

    /// One phrase of a bank. Phrases that need facts, where the facts are given, are what the user wants to hear.
    /// Of `choices` that are dealt, the shortest is said.
    fn deal(
        &self,
        bank: &'s Bank,
        place: &str,
        again: u64,
        choices: usize,
        allowed: impl Fn(&Phrase) -> bool,
    ) -> Option<&'s Phrase> {
        let needs = |thought: usize| {
            bank.thoughts[thought].iter().filter(|phrase| allowed(phrase)).map(|phrase| phrase.needs.len()).max()
        };
        let most = (0..bank.thoughts.len()).filter_map(needs).max()?;
        let dealt =
            self.filler.dealer.hand(place, bank.thoughts.len(), choices, again, |thought| needs(thought) == Some(most));
        let wording = |thought: usize| {
            let wordings: Vec<&'s Phrase> = bank.thoughts[thought].iter().filter(|phrase| allowed(phrase)).collect();
            let at = self.filler.dealer.one(&format!("{place}/{thought}"), wordings.len(), again, |_| true)?;
            Some(wordings[at])
        };
        dealt.into_iter().filter_map(wording).min_by_key(|phrase| phrase.length)
    }

    /// A short speech keeps its moves short: it is dealt several cards and says the shortest.
    fn choices(&self) -> usize {
        match self.plan.length {
            0..1_500 => 4,
            1_500..2_200 => 2,
            _ => 1,
        }
    }

    fn main(&self) -> Option<&'s Theme> {
        let main = self.filler.stock.main.as_deref().and_then(|name| self.filler.stock.theme(name));
        main.or_else(|| self.plan.sections.first().and_then(|section| section.theme))
    }

    /// What a move can list: problems of the aspects that the tasks take up, their words, and what went well.
    fn lists(&self, n: Option<usize>, again: u64) -> Lists<'s> {
        let tasks = self.plan.sections.iter().filter(|section| section.part == crate::library::Part::Do);
        let points = tasks.flat_map(|section| {
            section.points.iter().filter_map(move |point| Some((section, point.place.as_str(), point.aspect?)))
        });
        let most = if self.plan.length < 1_500 { 3 } else { 4 };
        let named: Vec<_> = points.filter(|(_, _, aspect)| aspect.words.contains_key("痛点")).take(most).collect();
        let problems = named.iter().filter_map(|(section, place, aspect)| {
            let phrase = self.problem(aspect, place, again)?;
            Some((phrase, *aspect, section.theme))
        });
        let problems: Vec<_> = problems.collect();
        let pains = named.iter().map(|(_, _, aspect)| *aspect).collect();
        Lists { n, pains, problems, achievements: self.achievements(again) }
    }

    fn problem(&self, aspect: &'s Aspect, place: &str, again: u64) -> Option<&'s Phrase> {
        let bank = aspect.role(Role::Problem);
        let fits = |thought: usize| bank.thoughts[thought].iter().any(|phrase| self.occasion.allows(phrase));
        let place = format!("{place}/problems");
        let dealer = self.filler.dealer;
        let even = dealer
            .hand(&place, bank.thoughts.len(), self.choices(), again, |thought| thought % 2 == 0 && fits(thought));
        let dealt = even
            .into_iter()
            .filter_map(|thought| bank.thoughts[thought].iter().find(|phrase| self.occasion.allows(phrase)));
        dealt.min_by_key(|phrase| phrase.length)
    }

    fn achievements(&self, again: u64) -> Vec<(&'s Phrase, Option<&'s Theme>)> {
        let mut themes: Vec<&'s Theme> = Vec::new();
        for theme in self.main().into_iter().chain(self.plan.sections.iter().filter_map(|section| section.theme)) {
            if !themes.iter().any(|other| other.name == theme.name) && !theme.achievement.is_empty() {
                themes.push(theme);
            }
        }
        themes.truncate(2);
        let each = (if self.plan.length < 1_500 { 2 } else { 3usize }).div_ceil(themes.len().max(1));
        let drawn = themes.into_iter().flat_map(|theme| {
            let phrases: Vec<&Phrase> = theme.achievement.phrases().collect();
            let allowed = |at: usize| self.occasion.allows(phrases[at]);
            let place = format!("theme/{}/achievement", theme.name);
            let mut dealt = self.filler.dealer.hand(&place, phrases.len(), phrases.len(), again, allowed);
            let given = |at: &usize| phrases[*at].slots().any(|slot| self.filler.brief.facts.contains_key(&slot.name));
            dealt.sort_by_key(|at| !given(at));
            dealt.truncate(each);
            dealt.into_iter().map(|at| (phrases[at], Some(theme))).collect::<Vec<_>>()
        });
        drawn.collect()
    }

    fn section_lists(&self, section: &Section<'s>) -> Lists<'s> {
        let marked = section.points.len() > 1 && section.style != "无";
        let pains: Option<Vec<&Aspect>> = section
            .points
            .iter()
            .map(|point| point.aspect.filter(|aspect| aspect.words.contains_key("痛点")))
            .collect();
        let n = marked.then_some(section.points.len());
        Lists { n, pains: pains.filter(|_| marked).unwrap_or_default(), ..Lists::default() }
    }

    fn scope<'a>(&self, section: &'s Section<'s>, lists: &'a Lists<'s>, again: u64) -> Scope<'a, 's> {
        Scope {
            aspect: None,
            theme: section.theme,
            topic: section.topic.as_deref(),
            lists,
            place: &section.place,
            again,
        }
    }

    fn section_head(&self, section: &'s Section<'s>, out: &mut Vec<Span<'s>>) {
        match &section.head {
            Words::Own(text) => self.filler.own(text, out),
            Words::Drawn(phrase) => {
                let lists = Lists { n: Some(section.points.len()), ..Lists::default() };
                self.filler.phrase(phrase, self.scope(section, &lists, 0), out);
            }
            Words::Missing => self.filler.missing("节标题", out),
        }
    }

    fn point_head(&self, section: &'s Section<'s>, index: usize, out: &mut Vec<Span<'s>>) {
        let point = &section.points[index];
        match &point.head {
            Words::Own(text) => self.filler.own(text, out),
            Words::Drawn(phrase) => {
                let lists = Lists::default();
                let scope = Scope { aspect: point.aspect, place: &point.place, ..self.scope(section, &lists, 0) };
                self.filler.phrase(phrase, scope, out);
            }
            Words::Missing => self.filler.missing("标题", out),
        }
    }

    /// A joint from the section before, about every other time, then what leads into the points.
    fn lead(&self, index: usize, again: bool, out: &mut Vec<Span<'s>>) {
        let section = &self.plan.sections[index];
        let again = if again { section.again } else { 0 };
        let lists = self.section_lists(section);
        let scope = self.scope(section, &lists, again);
        if let Some(lead) = &section.lead {
            return self.own_sentence(Some(lead), out);
        }
        if section.body.is_some() || section.points.is_empty() {
            return;
        }
        if let Some(link) = index.checked_sub(1).and_then(|before| self.section_link(before, index)) {
            self.filler.sentence(link, scope, out);
        }
        let series = section.series.as_deref().unwrap_or_default();
        let part = |theme: &'s Theme| theme.parts.get(&section.part);
        let leads =
            |theme: &'s Theme| part(theme).and_then(|part| part.leads.get(series).or_else(|| part.leads.get("")));
        let allowed = |phrase: &Phrase| self.occasion.allows(phrase) && lists.can_say(phrase);
        let banks = [section.theme, self.filler.stock.common()].into_iter().flatten().filter_map(leads);
        let place = format!("{}/lead", section.place);
        for bank in banks {
            if let Some(phrase) = self.deal(bank, &place, again, self.choices(), allowed) {
                return self.filler.sentence(phrase, scope, out);
            }
        }
    }

    fn section_link(&self, before: usize, index: usize) -> Option<&'s Phrase> {
        let [from, to] = [before, index].map(|at| self.plan.sections[at].part.name());
        let stock = self.filler.stock;
        let place = &self.plan.sections[index].place;
        if self.filler.dealer.die(place, "link", 5) < 2 {
            return None;
        }
        let bank = stock.link(&format!("section/{from}-{to}")).or_else(|| stock.link(&format!("section/{from}-")))?;
        let phrases: Vec<&Phrase> = bank.phrases().collect();
        // A later section of the same pair of parts takes from the other end of the deck.
        let turn = (1..index).filter(|at| self.plan.sections[*at].part.name() == to).count() as u64;
        let at = self
            .filler
            .dealer
            .one(&format!("link/{from}-{to}"), phrases.len(), turn, |at| self.occasion.allows(phrases[at]))?;
        Some(phrases[at])
    }

    fn section_close(&self, index: usize, again: bool, out: &mut Vec<Span<'s>>) {
        let section = &self.plan.sections[index];
        let Some(part) = section.theme.and_then(|theme| theme.parts.get(&section.part)) else { return };
        let lists = self.section_lists(section);
        let again = if again { section.again } else { 0 };
        let place = format!("{}/close", section.place);
        let allowed = |phrase: &Phrase| self.occasion.allows(phrase) && lists.can_say(phrase);
        if let Some(phrase) = self.deal(&part.close, &place, again, 1, allowed) {
            self.filler.sentence(phrase, self.scope(section, &lists, again), out);
        }
    }
}

/// The marker of the `n`th point, or none.
fn marker(style: &str, n: usize) -> Option<String> {
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
