//! The moves: what the template says by `say`, and what moves list: problems, the words for them, achievements.
//!
//! Problems are told of the very aspects that the tasks take up, so that what is complained of is what is mended.

use std::cell::LazyCell;

use super::accord::{Promise, is_answered};
use super::composer::Composer;
use super::fill::{LISTED, Lists, NOTHING, Scope, distinct_words};
use super::pick::{Hand, Place};
use super::plan::{Point, Section};
use super::skeleton::Part;
use super::span::Span;
use crate::library::path::in_place_of;
use crate::library::{Aspect, Bank, Part as SpeechPart, Phrase, Role, Theme};

impl<'s> Composer<'s> {
    /// What a `say` of the template draws; a move whose lists are empty here is left out.
    pub(super) fn say(&self, at: usize, path: &str, count: Option<usize>, out: &mut Vec<Span<'s>>) {
        let Some(bank) = self.filler.stock.said(path) else { return };
        if let (true, Some((name, hint))) = (bank.is_empty(), in_place_of(path)) {
            return self.filler.wanted(name, hint, out);
        }
        let name = move_named(path);
        let again = if self.first { 0 } else { self.filler.brief.rerolled(name) };
        let again = if again > 0 { again + self.further } else { 0 };
        let same = |part: &&Part| matches!(part, Part::Say { bank, .. } if bank == path);
        let turn = self.parts[..at].iter().filter(same).count();
        let anew = (again > 0).then(|| self.listed(again));
        let lists = anew.as_ref().unwrap_or(&self.lists);
        let themes = self.themes();
        let (theme, several, place) = (themes.first().copied(), &self.topics, Place::named(path));
        let scope = Scope { aspect: None, theme, several, topic: None, n: count, lists, place, again };
        let mut said: Vec<&'s Phrase> = Vec::new();
        // A move that the template says several times says something else each time.
        for turn in 0..=turn {
            let place = if turn == 0 { place } else { place.nth(turn) };
            let fits = |phrase: &'s Phrase| {
                self.occasion.allows(phrase)
                    && scope.can_say(phrase)
                    && self.suits(phrase, &themes)
                    && self.filler.avoids(phrase, scope)
                    && !said.iter().any(|other| other.text == phrase.text)
            };
            let was = (again > 0).then(|| self.deal(bank, place, 0, |_| true, fits)).flatten();
            let (least, most) = self.spare;
            let near = |phrase: &'s Phrase| {
                let longer = |was: &Phrase| phrase.length as isize - was.length as isize;
                was.is_none_or(|was| phrase.text != was.text && (least..=most).contains(&longer(was)))
            };
            let anew = self.deal(bank, place, again, |_| true, |phrase| fits(phrase) && near(phrase));
            let Some(phrase) = anew.or_else(|| self.deal(bank, place, again, |_| true, fits)) else { return };
            said.push(phrase);
        }
        let Some(phrase) = said.pop() else { return };
        // The words for what is wrong are those of the problems told, here or before; where none are, those of all tasks.
        let is_told = |part: &Part| matches!(part, Part::Say { bank, .. } if move_named(bank) == "problems");
        let apart = phrase.has_slot("痛点*") && !phrase.has_slot("问题*") && !self.parts[..at].iter().any(is_told);
        let all = apart.then(|| Lists { pains: self.pains(), ..Lists::default() });
        let scope = Scope { lists: all.as_ref().unwrap_or(lists), ..scope };
        let single = path == "move/title" || path == "move/salutation";
        if single { self.filler.phrase(phrase, scope, out) } else { self.filler.sentence(phrase, scope, out) }
    }

    /// What a move leads one to expect, in 字, where what is said has `length`: the mean of what it may draw, with the mean of
    /// what is listed.
    pub(super) fn expected_move(&self, path: &str, count: Option<usize>, length: usize) -> usize {
        let Some(bank) = self.filler.stock.said(path) else { return length };
        let lists = &self.lists;
        let (themes, several) = (self.themes(), &self.topics);
        let place = Place::named(path);
        let theme = themes.first().copied();
        let scope = Scope { aspect: None, theme, several, topic: None, n: count, lists, place, again: 0 };
        let fits =
            |phrase: &'s Phrase| self.occasion.allows(phrase) && scope.can_say(phrase) && self.suits(phrase, &themes);
        let problems = LazyCell::new(|| self.expected_problems(&themes));
        let listed = |slot: &str| match slot {
            "问题*" => *problems,
            "成绩*" => lists.achievements.iter().map(|(phrase, _)| phrase.length as usize + 1).sum(),
            "痛点*" => 5 * SAYABLE,
            _ => 0,
        };
        let candidates = self.candidates(bank, SAMPLE, |_| true, fits);
        let expect = |(_, phrase): &(usize, &'s Phrase)| {
            if !phrase.computes {
                return self.filler.sentence_length(phrase, scope);
            }
            phrase.literal as usize + 1 + phrase.slots().map(|slot| listed(&slot.name)).sum::<usize>()
        };
        candidates.iter().map(expect).sum::<usize>() / candidates.len().max(1)
    }

    /// How long the problems usually are, in 字, whichever aspects they are of: so a section with other points leaves the rooms of
    /// the others as they are.
    fn expected_problems(&self, themes: &[&'s Theme]) -> usize {
        let pools = themes.iter().flat_map(|theme| self.filler.stock.aspects(&theme.name, SpeechPart::Do));
        let usual: Vec<usize> =
            pools.map(|aspect| aspect.kin().usual(Role::Problem)).filter(|length| *length > 0).collect();
        let one = usual.iter().sum::<usize>() / usual.len().max(1);
        one * self.told_at_most() * (self.measure() + 4) / 8
    }

    /// How many problems the speech tells, where its tasks have as many.
    fn told_at_most(&self) -> usize {
        let tasks = self.plan.sections.iter().filter(|section| section.part == SpeechPart::Do).count();
        if self.plan.length < 1_500 { 3 } else { 4 }.max(tasks)
    }

    /// How long a sentence is usually that [`Self::deal`] draws, in 字.
    pub(super) fn usual(
        &self,
        bank: &'s Bank,
        open: impl Fn(usize) -> bool,
        allowed: impl Fn(&'s Phrase) -> bool,
        scope: Scope<'_, 's>,
    ) -> usize {
        let candidates = self.candidates(bank, SAMPLE, open, allowed);
        let length = |(_, phrase): &(usize, &'s Phrase)| self.filler.sentence_length(phrase, scope);
        candidates.iter().map(length).sum::<usize>() / candidates.len().max(1)
    }

    /// One phrase of a bank, of those that may be drawn.
    pub(super) fn deal(
        &self,
        bank: &'s Bank,
        place: Place,
        again: u64,
        open: impl Fn(usize) -> bool,
        allowed: impl Fn(&'s Phrase) -> bool,
    ) -> Option<&'s Phrase> {
        let candidates = self.candidates(bank, usize::MAX, open, allowed);
        let is_there = |thought: usize| candidates.binary_search_by_key(&thought, |(thought, _)| *thought).is_ok();
        let thought = *self.filler.dealer.thoughts(place, bank, Hand::of(1, again), is_there).first()?;
        let from = candidates.partition_point(|(other, _)| *other < thought);
        let to = candidates.partition_point(|(other, _)| *other <= thought);
        let wordings = &candidates[from..to];
        let at = match wordings.len() {
            1 => 0,
            several => self.filler.dealer.one(place.nth(thought), several, again, |_| true)?,
        };
        Some(wordings[at].1)
    }

    /// What may be drawn of the `first` phrases of a bank: thought and wording. Phrases that need facts, where the facts are
    /// given, are what the user wants to hear. A short speech keeps to the shorter phrases of a bank, and deals among them
    /// as a long one does among all.
    fn candidates(
        &self,
        bank: &'s Bank,
        first: usize,
        open: impl Fn(usize) -> bool,
        allowed: impl Fn(&'s Phrase) -> bool,
    ) -> Vec<(usize, &'s Phrase)> {
        let thoughts = bank.thoughts.iter().enumerate().filter(|(thought, _)| open(*thought));
        let wordings = thoughts.flat_map(|(thought, wordings)| wordings.iter().map(move |phrase| (thought, phrase)));
        let mut candidates: Vec<(usize, &'s Phrase)> =
            wordings.filter(|(_, phrase)| allowed(phrase)).take(first).collect();
        let most = candidates.iter().map(|(_, phrase)| phrase.needs().len()).max().unwrap_or_default();
        candidates.retain(|(_, phrase)| phrase.needs().len() == most);
        let measure = self.measure();
        if measure < 4 && !candidates.is_empty() {
            let mut lengths: Vec<u32> = candidates.iter().map(|(_, phrase)| phrase.length).collect();
            lengths.sort_unstable();
            let longest = lengths[(lengths.len() - 1) * measure / 4];
            candidates.retain(|(_, phrase)| phrase.length <= longest);
        }
        candidates
    }

    /// How many quarters of a bank, by length, a speech of this length may draw its moves from.
    fn measure(&self) -> usize {
        let usual = self.filler.stock.template.header.length.default as usize;
        match self.plan.length * 6 / usual.max(1) {
            0..3 => 2,
            3..5 => 3,
            _ => 4,
        }
    }

    /// The themes of the tasks, in their order; the main theme where there are no tasks.
    pub(super) fn themes(&self) -> Vec<&'s Theme> {
        let mut themes: Vec<&'s Theme> = Vec::new();
        let tasks = self.plan.sections.iter().filter(|section| section.part == SpeechPart::Do);
        let main = self.filler.stock.main.as_deref().and_then(|name| self.filler.stock.theme(name));
        let first = self.plan.sections.first().and_then(|section| section.theme);
        for theme in tasks.filter_map(|section| section.theme) {
            if !themes.iter().any(|other| other.name == theme.name) {
                themes.push(theme);
            }
        }
        if themes.is_empty() {
            themes.extend(main.or(first));
        }
        themes
    }

    /// Whether a phrase can be said for all themes at once: what it names by a word must be a field of work, which can be
    /// listed, or the same for all.
    pub(super) fn suits(&self, phrase: &Phrase, themes: &[&'s Theme]) -> bool {
        let one = |name: &str| LISTED.contains(&name) || distinct_words(name, themes.iter().copied()).len() < 2;
        themes.len() < 2 || phrase.slots().all(|slot| one(&slot.name))
    }

    /// What a move can list: problems of the aspects that the tasks take up, their words, and what went well.
    pub(super) fn listed(&self, again: u64) -> Lists<'s> {
        let tasks = self.tasks();
        let most = self.told_at_most();
        // As many from each section, so that every field of work has its problem; told in the order of the speech.
        let told = |each: usize| tasks.iter().map(|points| points.len().min(each)).sum::<usize>();
        let each = (1..).find(|each| told(*each) >= most || told(*each) == told(each + 1)).unwrap_or(most);
        let named: Vec<_> = tasks.iter().flat_map(|points| points.iter().take(each)).take(most).copied().collect();
        let problems = named.iter().filter_map(|(section, point, aspect)| {
            let phrase = self.problem(section, point, aspect, again)?;
            Some((phrase, *aspect, section.theme))
        });
        let problems: Vec<_> = problems.collect();
        let pains = named.iter().map(|(_, _, aspect)| *aspect).collect();
        Lists { pains, problems, achievements: self.achievements(again) }
    }

    /// What a move could list, whatever points there will be: enough to tell which moves can be said at all.
    pub(super) fn listable(&self) -> Lists<'s> {
        let tasks =
            self.plan.sections.iter().filter(|section| section.part == SpeechPart::Do && section.body.is_none());
        let pools = tasks.flat_map(|section| {
            let aspects = section.theme.map_or(&[][..], |theme| self.filler.stock.aspects(&theme.name, section.part));
            aspects.iter().map(move |aspect| (section, aspect))
        });
        let named = pools.filter(|(_, aspect)| aspect.words.contains_key("痛点")).take(1);
        let problem = |(section, aspect): (&'s Section<'s>, &'s Aspect)| {
            Some((aspect.role(Role::Problem).phrases().next()?, aspect, section.theme))
        };
        let problems = named.clone().filter_map(problem).collect();
        Lists { pains: named.map(|(_, aspect)| aspect).collect(), problems, achievements: self.achievements(0) }
    }

    /// The points of the tasks that have a word for what is wrong, section by section.
    fn tasks(&self) -> Vec<Vec<(&'s Section<'s>, &'s Point<'s>, &'s Aspect)>> {
        let tasks = self.plan.sections.iter().filter(|section| section.part == SpeechPart::Do);
        let of = |section: &'s Section<'s>| {
            let points = section.points.iter().filter_map(move |point| Some((section, point, point.aspect?)));
            points.filter(|(_, _, aspect)| aspect.words.contains_key("痛点")).collect()
        };
        tasks.map(of).collect()
    }

    /// The words for what is wrong, of all tasks, or of the first of each section where they are too many to say in a breath.
    fn pains(&self) -> Vec<&'s Aspect> {
        let tasks = self.tasks();
        let each = if tasks.iter().map(Vec::len).sum::<usize>() > SAYABLE && tasks.len() > 1 { 2 } else { SAYABLE };
        tasks.into_iter().flat_map(|points| points.into_iter().take(each)).map(|(_, _, aspect)| aspect).collect()
    }

    /// The problem that the speech tells of an aspect where it has room to: one whose remedy is what a narrow head promises, if
    /// there is any.
    pub(super) fn problem(
        &self,
        section: &'s Section<'s>,
        point: &Point<'s>,
        aspect: &'s Aspect,
        again: u64,
    ) -> Option<&'s Phrase> {
        let scope = Scope { aspect: Some(aspect), ..self.scope(section, None, &NOTHING, again) };
        let fits = |phrase: &'s Phrase| self.occasion.allows(phrase) && self.filler.avoids(phrase, scope);
        let (place, problems) = (Place::named(&point.place).then("problems"), aspect.role(Role::Problem));
        let dealt = |open: fn(usize) -> bool, allowed: &dyn Fn(&'s Phrase) -> bool| {
            self.deal(problems, place, again, open, allowed)
        };
        let deal = |allowed: &dyn Fn(&'s Phrase) -> bool| dealt(is_told, allowed);
        let promise = Promise::of(point);
        let keepers = if promise.narrow { promise.keepers(aspect, &self.occasion) } else { Vec::new() };
        let accords = |phrase: &'s Phrase| fits(phrase) && is_answered(&keepers, aspect, phrase);
        // The case goes before the head: it is what the meeting is about.
        let of_the_case = || {
            let matter = &self.occasion.matter;
            let case = matter.is_on(aspect).then(|| matter.problems(aspect, |phrase| self.occasion.allows(phrase)))?;
            let on_it = |phrase: &'s Phrase| fits(phrase) && case.iter().any(|other| std::ptr::eq(*other, phrase));
            let told = |open| dealt(open, &|phrase| on_it(phrase) && accords(phrase)).or_else(|| dealt(open, &on_it));
            told(is_told).or_else(|| told(|_| true))
        };
        // Where hardly any keep what the user promises, every draft would tell the same one.
        let kept = || {
            let enough = || self.candidates(problems, usize::MAX, is_told, accords).len() >= promise.choice();
            if promise.narrow && enough() { deal(&accords) } else { None }
        };
        of_the_case().or_else(kept).or_else(|| deal(&fits))
    }

    pub(super) fn achievements(&self, again: u64) -> Vec<(&'s Phrase, Option<&'s Theme>)> {
        let mut themes = self.themes();
        themes.retain(|theme| !theme.achievement.is_empty());
        themes.truncate(3);
        let each = (if self.plan.length < 1_500 { 2 } else { 3usize }).div_ceil(themes.len().max(1));
        let drawn = themes.into_iter().flat_map(|theme| {
            let phrases: Vec<&Phrase> = theme.achievement.phrases().collect();
            let allowed = |at: usize| self.occasion.allows(phrases[at]);
            let place = Place::named("theme").then(&theme.name).then("achievement");
            let hand = Hand { size: phrases.len(), stride: each, again };
            let mut dealt = self.filler.dealer.hand(place, phrases.len(), hand, allowed);
            let facts = &self.filler.brief.facts;
            let given = |at: &usize| !self.first && phrases[*at].slots().any(|slot| facts.contains_key(&slot.name));
            dealt.sort_by_key(|at| !given(at));
            dealt.truncate(each);
            dealt.into_iter().map(|at| (phrases[at], Some(theme))).collect::<Vec<_>>()
        });
        drawn.collect()
    }
}

/// What a bank leads one to expect is read off its first phrases: so one that is added behind them changes no room.
const SAMPLE: usize = 12;
/// So many words for what is wrong can be said in a breath.
const SAYABLE: usize = 5;

/// The move that a bank belongs to: `thanks` of `move/thanks/座谈会`.
pub(super) fn move_named(path: &str) -> &str {
    let name = path.strip_prefix("move/").unwrap_or(path);
    name.split('/').next().unwrap_or(name)
}

/// Which thoughts of a problem bank are the problems move's: three of four, because it speaks in every draft, and points
/// seldom begin with a problem.
pub(super) fn is_told(thought: usize) -> bool {
    thought % 4 != 3
}
