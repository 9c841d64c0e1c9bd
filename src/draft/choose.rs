//! What a section is made of: its aspects, the series of its heads and its marker.
//!
//! All of it is dealt by the names of places; the user's own words and names go before everything that is dealt.

use std::collections::BTreeSet;

use super::fill::{Filler, NOTHING, Scope};
use super::pick::{Hand, Place};
use super::plan::{Planner, Point, Section, Used, Wanted, Words};
use crate::brief;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::path::{PLAIN, STYLES};
use crate::library::{Aspect, Bank, COMMON, Part, Phrase, Role};
use crate::yaml::suggest;

/// What a passage fills of a point, in percent of its length: alone, and with what may be added to it. The head of a point, in 字.
const ALONE: usize = 112;
const FILLED: usize = 114;
const HEAD: usize = 12;
/// And with what its head covers before it.
const COVERED: usize = 160;
/// A point of these is a passage alone.
const ALONE_WITH: [Role; 2] = [Role::Passage, Role::End];

/// How long a passage of these aspects is on average, in 字; 0 where there is none.
fn whole(pool: &[Aspect]) -> usize {
    let passages = pool.iter().flat_map(|aspect| aspect.role(Role::Passage).phrases());
    let (sum, count) = passages.fold((0, 0), |(sum, count), passage| (sum + passage.length as usize, count + 1));
    sum / count.max(1)
}

impl<'s> Planner<'s, '_> {
    /// A section without points.
    pub(super) fn empty(&self, at: usize, wanted: &Wanted<'s>, used: &mut Used<'s>) -> Section<'s> {
        let mut place = format!(
            "{}/{}",
            wanted.topic.as_deref().filter(|_| wanted.theme == COMMON).unwrap_or(wanted.theme),
            wanted.part.name()
        );
        while !used.places.insert(place.clone()) {
            place.push('+');
        }
        Section {
            part: wanted.part,
            theme: self.stock.theme(wanted.theme),
            topic: wanted.topic.clone(),
            head: wanted.own.head.clone().map_or(Words::Missing, Words::Own),
            series: None,
            style: "",
            lead: wanted.own.lead.clone(),
            body: wanted.own.body.clone(),
            points: Vec::new(),
            place,
            again: self.rerolled(&(at + 1).to_string()),
        }
    }

    /// A section, with as many points as a budget of so many 字 bears, where `sharing` sections choose from the same aspects.
    pub(super) fn section(
        &self,
        at: usize,
        wanted: &Wanted<'s>,
        (budget, sharing): (usize, usize),
        used: &mut Used<'s>,
        warnings: &mut Vec<Diagnostic>,
    ) -> std::result::Result<Section<'s>, Vec<Diagnostic>> {
        let mut section = self.empty(at, wanted, used);
        if section.body.is_some() {
            return Ok(section);
        }
        let pool = self.stock.aspects(wanted.theme, wanted.part);
        let pinned = self.pinned(at, wanted, pool)?;
        let count = if pinned.is_empty() {
            wanted.own.count.unwrap_or_else(|| self.count(wanted.part, budget, whole(pool)))
        } else {
            pinned.len()
        };
        let key = |aspect: &'s Aspect| self.key(wanted, aspect);
        let speakable = |aspect: &&'s Aspect| self.speakable(&section, aspect);
        let open = || pool.iter().filter(|aspect| !used.aspects.contains(&key(aspect))).filter(speakable);
        let headless = || pinned.iter().filter(|(_, point)| point.head.is_none()).filter_map(|(aspect, _)| *aspect);
        // What the user names is said, whatever else is open; otherwise what no other section says.
        let free: Vec<&Aspect> = if pinned.is_empty() { open().collect() } else { headless().collect() };
        // Sections that choose from the same sides leave one another some.
        let fair = free.len().div_ceil(sharing.max(1));
        let count = if pinned.is_empty() && sharing > 1 && fair > 0 { count.min(fair) } else { count };
        let need: Vec<&Aspect> = if pinned.is_empty() { self.must(wanted, &free) } else { free.clone() };
        let (style, series) = self.style_and_series(at, wanted, &section, &free, &need, count)?;
        section.points = if pinned.is_empty() {
            let aspects = self.choose(&section, &free, &need, series.as_deref(), count);
            // Whether the length is met with fewer is seen when the speech is there.
            if !pool.is_empty() && aspects.len() < wanted.own.count.unwrap_or_default() {
                let message = format!("第 {} 节要 {count} 条，库里只够 {} 条", at + 1, aspects.len());
                let hint = format!("在 theme/{}/{} 下面多写几个侧面", wanted.theme, wanted.part.name());
                let problem = Diagnostic::warning(Code::Thin, message).hint(hint);
                warnings.push(self.brief.problem(problem, &["sections".into(), at.into()]));
            }
            // Where the library knows nothing at all, the points are there to be filled in.
            let blank = if pool.is_empty() { count } else { 0 };
            let aspects = aspects.into_iter().map(Some).chain(std::iter::repeat_n(None, blank));
            aspects.map(|aspect| (aspect, brief::Point::default())).collect()
        } else {
            pinned
        }
        .into_iter()
        .map(|(aspect, own)| self.point(&section, series.as_deref(), aspect, own))
        .collect();
        section.style = if section.points.len() > 1 { style } else { "" };
        self.weigh(&mut section, wanted, at);
        used.aspects.extend(section.points.iter().filter_map(|point| Some(key(point.aspect?))));
        section.series = series;
        Ok(section)
    }

    /// The user's points, each with its aspect; one that does not exist is an error.
    fn pinned(
        &self,
        at: usize,
        wanted: &Wanted<'s>,
        pool: &'s [Aspect],
    ) -> std::result::Result<Vec<(Option<&'s Aspect>, brief::Point)>, Vec<Diagnostic>> {
        let mut faults = Vec::new();
        let mut found = Vec::new();
        for (index, own) in wanted.own.points.iter().enumerate() {
            let aspect = own.aspect.as_deref().and_then(|name| pool.iter().find(|aspect| aspect.name == name));
            if let (Some(name), None) = (&own.aspect, aspect) {
                let names: Vec<_> = pool.iter().map(|aspect| aspect.name.as_str()).collect();
                let hint = suggest(name, names);
                let problem = Diagnostic::error(Code::UnknownName, format!("没有“{name}”这个侧面")).hint(hint);
                let path = ["sections".into(), at.into(), "points".into(), index.into(), "aspect".into()];
                faults.push(self.brief.problem(problem, &path));
            }
            found.push((aspect, own.clone()));
        }
        if faults.is_empty() { Ok(found) } else { Err(faults) }
    }

    /// Whether the core of an aspect can be said on this occasion, without a word that the user wants to avoid.
    fn speakable(&self, section: &Section<'s>, aspect: &'s Aspect) -> bool {
        let filler = Filler { brief: self.brief, stock: self.stock, dealer: self.dealer, bare: true };
        let scope = Scope {
            aspect: Some(aspect),
            theme: section.theme,
            several: &[],
            topic: None,
            n: None,
            lists: &NOTHING,
            place: Place::named(&section.place),
            again: 0,
        };
        aspect.role(Role::Core).phrases().any(|core| self.occasion.allows(core) && filler.avoids(core, scope))
    }

    /// The aspects that the user names in any section: no other section takes them.
    pub(super) fn named(&self, wanted: &[Wanted<'s>]) -> BTreeSet<(&'s str, Part, &'s str)> {
        let mut named = BTreeSet::new();
        for section in wanted {
            let pool = self.stock.aspects(section.theme, section.part);
            let names = section.own.points.iter().filter_map(|point| point.aspect.as_deref());
            let aspects = names.filter_map(|name| pool.iter().find(|aspect| aspect.name == name));
            named.extend(aspects.map(|aspect| self.key(section, aspect)));
        }
        named
    }

    /// A common aspect is the same aspect under every theme.
    fn key(&self, wanted: &Wanted<'s>, aspect: &'s Aspect) -> (&'s str, Part, &'s str) {
        let common = self.stock.common().and_then(|common| common.parts.get(&wanted.part));
        let shared = common.is_some_and(|part| part.aspects.iter().any(|other| other.name == aspect.name));
        (if shared { COMMON } else { wanted.theme }, wanted.part, &aspect.name)
    }

    /// How many points a section of that budget bears: with less room there are fewer, not thinner ones. A point is as long as
    /// a speech of that length lets it be, but has room for its passage, of `whole` characters, and not for much beside it.
    fn count(&self, part: Part, budget: usize, whole: usize) -> usize {
        let header = &self.stock.template.header;
        let added = |recipe: &Vec<Role>| {
            recipe.contains(&Role::Passage) && !recipe.iter().all(|role| ALONE_WITH.contains(role))
        };
        let alone = !self.stock.recipes(part).iter().any(added);
        let full = (150 + self.length / 60).min(215);
        // Under a task what it covers is said before the passage.
        let (full, most) = match part {
            _ if alone => (full, ALONE),
            Part::Do => ((140 + self.length / 24).min(230), COVERED),
            Part::Why | Part::Ensure => (full, FILLED),
        };
        let bounds = |size: usize| match HEAD + whole * ALONE / 100 {
            HEAD => size,
            alone => size.clamp(alone, HEAD + whole * most / 100),
        };
        let (size, most) = match part {
            Part::Why => (bounds(full * 16 / 20), header.points.default.min(3)),
            Part::Do => (bounds(full), header.points.default),
            Part::Ensure => (bounds(full * 17 / 20), header.points.default - header.points.default / 3),
        };
        let most =
            most + most * self.length.saturating_sub(header.length.default as usize) / header.length.default as usize;
        // One item is no enumeration: it is a paragraph. Tasks are enumerated, unless nothing is.
        let least = if part == Part::Do && header.points.style != PLAIN { 2 } else { 1 };
        ((budget + size * 2 / 5) / size).clamp(least, most.max(least))
    }

    fn must(&self, wanted: &Wanted<'s>, free: &[&'s Aspect]) -> Vec<&'s Aspect> {
        let of = |name: &str| {
            self.stock.theme(name).and_then(|theme| theme.parts.get(&wanted.part)).map(|part| part.must.as_slice())
        };
        let own = of(wanted.theme).unwrap_or_default();
        let common = if wanted.part == Part::Ensure { of(COMMON).unwrap_or_default() } else { &[] };
        free.iter().copied().filter(|aspect| own.contains(&aspect.name) || common.contains(&aspect.name)).collect()
    }

    /// A marker, and a series that can stand behind it and has a head for enough aspects.
    fn style_and_series(
        &self,
        at: usize,
        wanted: &Wanted<'s>,
        section: &Section<'s>,
        free: &[&'s Aspect],
        need: &[&'s Aspect],
        count: usize,
    ) -> std::result::Result<(&'s str, Option<String>), Vec<Diagnostic>> {
        let pool = self.stock.aspects(wanted.theme, wanted.part);
        let mut names: Vec<&String> = pool.iter().flat_map(|aspect| aspect.heads.keys()).collect();
        names.sort();
        names.dedup();
        if let Some(own) = &wanted.own.series
            && !names.contains(&own)
        {
            let hint = suggest(own, names.iter().map(|name| name.as_str()));
            let problem = Diagnostic::error(Code::UnknownName, format!("没有“{own}”这套标题")).hint(hint);
            return Err(vec![self.brief.problem(problem, &["sections".into(), at.into(), "series".into()])]);
        }
        let markers = self.stock.template.header.markers();
        // One marker for the whole speech, where the series bear it.
        let dealt = self.dealer.order("style", markers.len(), 0);
        let mut styles: Vec<&'s str> = dealt.into_iter().map(|index| markers[index]).collect();
        if let Some(own) = STYLES.into_iter().find(|style| wanted.own.style.as_deref() == Some(style)) {
            styles = vec![own];
        }
        // The head of a lone point is a sentence. It is of the series that several would be of, where that one bears it.
        let plain = self.stock.template.header.points.style == PLAIN;
        let lone = |name: &str| count > 1 || plain || self.stock.series_bears(name, PLAIN);
        let place = Place::named(&section.place).then("series");
        let dealt = self.dealer.order(place, names.len(), section.again);
        let coverage = |name: &String| {
            let all = need.iter().all(|aspect| self.has_head(aspect, name));
            if all { free.iter().filter(|aspect| self.has_head(aspect, name)).count() } else { 0 }
        };
        let mut covered: Vec<(&String, usize)> =
            dealt.into_iter().map(|index| (names[index], coverage(names[index]))).collect();
        // Heads that were written for this type go before those for any. Passages that were written for it know of no labels: they
        // go with heads that promise no more than their aspect.
        let heads = |name: &str, open: fn(&Aspect) -> bool| -> Vec<&Phrase> {
            let aspects = free.iter().copied().filter(|aspect| open(aspect));
            aspects.flat_map(|aspect| aspect.heads.get(name)).flat_map(Bank::phrases).collect()
        };
        let typed = |name: &str| heads(name, |_| true).iter().any(|head| head.is_for_types());
        let narrow = |name: &str| {
            let heads = heads(name, |aspect| aspect.preferred);
            heads.iter().filter(|head| !head.tags().is_empty()).count() * 2 > heads.len()
        };
        // Points that are framed as the section heads above them are would make one long list of the speech.
        let above = self.head_series();
        let echoes = |name: &String| above.first().is_some_and(|head| *head == name);
        covered.sort_by_cached_key(|(name, _)| (!typed(name), narrow(name), echoes(name)));
        let best = covered.iter().map(|(_, covers)| *covers).max().unwrap_or_default();
        // Where no series suits the voice of the speech, any will do.
        let suits = |name: &str| self.stock.series_suits(name);
        let any = !covered.iter().any(|(name, covers)| *covers > 0 && suits(name));
        // A series for most of the aspects is taken however many points there are: so a section that loses a point to its
        // neighbour keeps its series.
        let most = (best * 3).div_ceil(4).max(count.min(best)).max(1);
        for enough in (1..=most).rev() {
            for style in &styles {
                let fits = |(name, covers): &&(&String, usize)| {
                    *covers >= enough
                        && (plain || self.stock.series_bears(name, style))
                        && lone(name)
                        && (any || suits(name))
                };
                let own = wanted
                    .own
                    .series
                    .as_ref()
                    .filter(|own| covered.iter().any(|(name, covers)| name == own && *covers >= enough));
                if let Some(series) = own.or_else(|| covered.iter().find(fits).map(|(name, _)| *name)) {
                    return Ok((style, Some(series.clone())));
                }
            }
        }
        Ok((styles.first().copied().unwrap_or("一是"), wanted.own.series.clone()))
    }

    /// The aspects of a section: the obligatory ones, those that the user's facts speak of, then as they are dealt; in the
    /// order of the bank.
    fn choose(
        &self,
        section: &Section<'s>,
        free: &[&'s Aspect],
        must: &[&'s Aspect],
        series: Option<&str>,
        count: usize,
    ) -> Vec<&'s Aspect> {
        let speakable = |index: usize| series.is_some_and(|series| self.has_head(free[index], series));
        let dealt =
            self.dealer.hand(section.place.as_str(), free.len(), Hand::of(free.len(), section.again), speakable);
        let mut order: Vec<usize> = dealt;
        // A section's own trade comes before what every theme could say.
        let common = self.stock.common().and_then(|common| common.parts.get(&section.part));
        let own = |index: &usize| {
            !common.is_some_and(|part| part.aspects.iter().any(|aspect| aspect.name == free[*index].name))
        };
        let first_own = order.iter().copied().find(|index| section.part == Part::Ensure && own(index));
        // Of what every theme could say, that goes first which this one says in its own words.
        let spoken = |index: &usize| section.part != Part::Ensure || !free[*index].role(Role::Passage).is_empty();
        order.sort_by_key(|index| {
            let aspect = free[*index];
            (
                !must.iter().any(|must| std::ptr::eq(*must, aspect)),
                section.part != Part::Do || !self.occasion.matter.is_on(aspect),
                !self.speaks_of_facts(aspect),
                first_own != Some(*index),
                !spoken(index),
            )
        });
        order.truncate(count);
        // In the order of the bank, but the matter of the occasion first.
        order.sort_unstable_by_key(|index| (!self.occasion.matter.is_on(free[*index]), *index));
        order.into_iter().map(|index| free[index]).collect()
    }

    /// Whether a fact of the brief has its place in an aspect.
    fn speaks_of_facts(&self, aspect: &Aspect) -> bool {
        self.brief.facts.keys().any(|fact| aspect.asks().contains(fact))
    }

    fn rerolled(&self, place: &str) -> u64 {
        if self.first { 0 } else { self.brief.rerolled(place) }
    }

    fn has_head(&self, aspect: &Aspect, series: &str) -> bool {
        let heads = aspect.heads.get(series).into_iter().flat_map(Bank::phrases);
        heads.into_iter().any(|head| self.occasion.allows(head))
    }

    fn head(&self, aspect: &'s Aspect, series: &str) -> Option<&'s Phrase> {
        let bank = aspect.heads.get(series)?;
        let phrases: Vec<&Phrase> = bank.phrases().collect();
        if let [only] = phrases.as_slice() {
            return Some(*only).filter(|only| self.occasion.allows(only));
        }
        let at = self.dealer.one(bank.path.as_str(), phrases.len(), 0, |index| self.occasion.allows(phrases[index]))?;
        Some(phrases[at])
    }

    fn point(
        &self,
        section: &Section<'s>,
        series: Option<&str>,
        aspect: Option<&'s Aspect>,
        own: brief::Point,
    ) -> Point<'s> {
        let drawn = || aspect.zip(series).and_then(|(aspect, series)| self.head(aspect, series)).map(Words::Drawn);
        let head = own.head.map(Words::Own).or_else(drawn).unwrap_or(Words::Missing);
        let name = match (&head, aspect) {
            (_, Some(aspect)) => aspect.name.clone(),
            (Words::Own(head), None) => head.clone(),
            _ => String::new(),
        };
        let place = format!("{}/{name}", section.place);
        Point { aspect, head, body: own.body, place, again: 0, weight: 100 }
    }

    /// The first obligatory point, or else the first, is the fullest; of the others no two neighbours are alike.
    fn weigh(&self, section: &mut Section<'s>, wanted: &Wanted<'s>, at: usize) {
        let must = section
            .theme
            .and_then(|theme| theme.parts.get(&wanted.part))
            .map(|part| part.must.as_slice())
            .unwrap_or_default();
        let is_must = |point: &Point<'_>| point.aspect.is_some_and(|aspect| must.contains(&aspect.name));
        let main = section.points.iter().position(is_must).unwrap_or(0);
        let first = self.dealer.die(section.place.as_str(), "weight", 3) as usize;
        for (index, point) in section.points.iter_mut().enumerate() {
            point.weight = if index == main { 120 } else { 85 + 15 * ((index + first) % 3) };
            point.again = self.rerolled(&format!("{}-{}", at + 1, index + 1)) + section.again;
        }
    }
}
