//! The moves: what the template says by `say`, and what moves list: problems, the words for them, achievements.
//!
//! Problems are told of the very aspects that the tasks take up, so that what is complained of is what is mended.

use super::composer::Composer;
use super::fill::{LISTED, Lists, Scope, Span, distinct_words};
use super::plan::Section;
use super::skeleton::Part;
use crate::library::{Aspect, Bank, Part as SpeechPart, Phrase, Role, Theme};

impl<'s> Composer<'_, 's> {
    /// What a `say` of the template draws; a move whose lists are empty here is left out.
    pub(super) fn say(&self, at: usize, path: &str, count: Option<usize>, out: &mut Vec<Span<'s>>) {
        let Some(bank) = self.filler.stock.said(path) else { return };
        let name = path.strip_prefix("move/").unwrap_or(path);
        let again = if self.first { 0 } else { self.filler.brief.rerolled(name) };
        let same = |part: &&Part| matches!(part, Part::Say { bank, .. } if bank == path);
        let turn = self.parts[..at].iter().filter(same).count();
        let lists = self.lists(count, again);
        let themes = self.themes();
        let (theme, several) = (themes.first().copied(), self.topics());
        let scope = Scope { aspect: None, theme, several: &several, topic: None, lists: &lists, place: path, again };
        let mut said: Vec<&'s Phrase> = Vec::new();
        // A move that the template says several times says something else each time.
        for turn in 0..=turn {
            let place = if turn == 0 { path.to_string() } else { format!("{path}#{turn}") };
            let fits = |phrase: &'s Phrase| {
                self.occasion.allows(phrase)
                    && lists.can_say(phrase)
                    && self.suits(phrase, &themes)
                    && self.filler.avoids(phrase, scope)
                    && !said.iter().any(|other| other.text == phrase.text)
            };
            let Some(phrase) = self.deal(bank, &place, again, |_| true, fits) else { return };
            said.push(phrase);
        }
        let Some(phrase) = said.pop() else { return };
        // The problems that are told have their words beside them; elsewhere the words are those of all tasks.
        let all = Lists { pains: self.pains(), ..lists.clone() };
        let scope = if phrase.has_slot("问题*") { scope } else { Scope { lists: &all, ..scope } };
        let single = path == "move/title" || path == "move/salutation";
        if single { self.filler.phrase(phrase, scope, out) } else { self.filler.sentence(phrase, scope, out) }
    }

    /// What a move leads one to expect, in 字: the mean of what it may draw, with the mean of what is listed.
    pub(super) fn expected_move(&self, at: usize, path: &str, count: Option<usize>) -> usize {
        let Some(bank) = self.filler.stock.said(path) else { return 0 };
        let mut spans = Vec::new();
        self.say(at, path, count, &mut spans);
        if spans.is_empty() {
            return 0;
        }
        let lists = self.lists(count, 0);
        let listed = |banks: &mut dyn Iterator<Item = &Bank>| banks.map(|bank| mean(bank, |_| true) + 1).sum::<usize>();
        let room = |name: &str| match name {
            "问题*" => listed(&mut lists.problems.iter().map(|(_, aspect, _)| aspect.role(Role::Problem))),
            "成绩*" => listed(&mut lists.achievements.iter().filter_map(|(_, theme)| Some(&(*theme)?.achievement))),
            "痛点*" => 5 * self.pains().len(),
            _ => 1,
        };
        let starred = |phrase: &Phrase| {
            phrase.slots().filter(|slot| slot.name.ends_with('*')).map(|slot| room(&slot.name)).sum::<usize>()
        };
        let fits = |phrase: &Phrase| self.occasion.allows(phrase) && lists.can_say(phrase);
        let phrases = || bank.phrases().filter(|phrase| fits(phrase));
        let extra = phrases().map(starred).sum::<usize>() / phrases().count().max(1);
        mean(bank, fits) * (self.measure() + 4) / 8 + extra
    }

    /// One phrase of a bank. Phrases that need facts, where the facts are given, are what the user wants to hear. A short
    /// speech keeps to the shorter phrases of a bank, and deals among them as a long one does among all.
    pub(super) fn deal(
        &self,
        bank: &'s Bank,
        place: &str,
        again: u64,
        open: impl Fn(usize) -> bool,
        allowed: impl Fn(&'s Phrase) -> bool,
    ) -> Option<&'s Phrase> {
        let wordings = |thought: usize| bank.thoughts[thought].iter().filter(|phrase| allowed(phrase));
        let needs = |thought: usize| wordings(thought).map(|phrase| phrase.needs().len()).max();
        let thoughts = || (0..bank.thoughts.len()).filter(|thought| open(*thought));
        let most = thoughts().filter_map(needs).max()?;
        let wanted: Vec<usize> = thoughts().filter(|thought| needs(*thought) == Some(most)).collect();
        let mut lengths: Vec<u32> =
            wanted.iter().flat_map(|thought| wordings(*thought)).map(|phrase| phrase.length).collect();
        lengths.sort_unstable();
        let longest = lengths[(lengths.len() - 1) * self.measure() / 4];
        let fits = |phrase: &&'s Phrase| phrase.length <= longest && phrase.needs().len() == most;
        let speakable = |thought: usize| wanted.contains(&thought) && wordings(thought).any(|phrase| fits(&phrase));
        let thought = *self.filler.dealer.thoughts(place, bank, 1, again, speakable).first()?;
        let wordings: Vec<&'s Phrase> = wordings(thought).filter(fits).collect();
        let at = self.filler.dealer.one(&format!("{place}/{thought}"), wordings.len(), again, |_| true)?;
        Some(wordings[at])
    }

    /// How many quarters of a bank, by length, a speech of this length may draw its moves from.
    fn measure(&self) -> usize {
        match self.plan.length {
            0..1_500 => 2,
            1_500..2_200 => 3,
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

    /// What the tasks are about, each once, in the user's words.
    fn topics(&self) -> Vec<&'s str> {
        let tasks =
            self.plan.sections.iter().filter(|section| section.part == SpeechPart::Do && section.body.is_none());
        let mut topics: Vec<&'s str> = Vec::new();
        for topic in tasks.filter_map(|section| section.topic.as_deref()) {
            if !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        topics
    }

    /// Whether a phrase can be said for all themes at once: what it names by a word must be a field of work, which can be
    /// listed, or the same for all.
    pub(super) fn suits(&self, phrase: &Phrase, themes: &[&'s Theme]) -> bool {
        let one = |name: &str| LISTED.contains(&name) || distinct_words(name, themes.iter().copied()).len() < 2;
        themes.len() < 2 || phrase.slots().all(|slot| one(&slot.name))
    }

    /// What a move can list: problems of the aspects that the tasks take up, their words, and what went well.
    pub(super) fn lists(&self, n: Option<usize>, again: u64) -> Lists<'s> {
        let tasks = self.tasks();
        let most = if self.plan.length < 1_500 { 3 } else { 4 }.max(tasks.len());
        // As many from each section, so that every field of work has its problem; told in the order of the speech.
        let told = |each: usize| tasks.iter().map(|points| points.len().min(each)).sum::<usize>();
        let each = (1..).find(|each| told(*each) >= most || told(*each) == told(each + 1)).unwrap_or(most);
        let named: Vec<_> = tasks.iter().flat_map(|points| points.iter().take(each)).take(most).copied().collect();
        let problems = named.iter().filter_map(|(section, place, aspect)| {
            let phrase = self.problem(section, place, aspect, again)?;
            Some((phrase, *aspect, section.theme))
        });
        let problems: Vec<_> = problems.collect();
        let pains = named.iter().map(|(_, _, aspect)| *aspect).collect();
        Lists { n, pains, problems, achievements: self.achievements(again) }
    }

    /// The points of the tasks that have a word for what is wrong, section by section.
    fn tasks(&self) -> Vec<Vec<(&'s Section<'s>, &'s str, &'s Aspect)>> {
        let tasks = self.plan.sections.iter().filter(|section| section.part == SpeechPart::Do);
        let of = |section: &'s Section<'s>| {
            let points =
                section.points.iter().filter_map(move |point| Some((section, point.place.as_str(), point.aspect?)));
            points.filter(|(_, _, aspect)| aspect.words.contains_key("痛点")).collect()
        };
        tasks.map(of).collect()
    }

    /// The words for what is wrong, of all tasks, or of the first of each section where they are too many to say in a breath.
    fn pains(&self) -> Vec<&'s Aspect> {
        const SAYABLE: usize = 5;
        let tasks = self.tasks();
        let each = if tasks.iter().map(Vec::len).sum::<usize>() > SAYABLE && tasks.len() > 1 { 2 } else { SAYABLE };
        tasks.into_iter().flat_map(|points| points.into_iter().take(each)).map(|(_, _, aspect)| aspect).collect()
    }

    /// Even thoughts of a problem bank are for this move, odd ones for the point: neither can take the other's.
    fn problem(&self, section: &'s Section<'s>, place: &str, aspect: &'s Aspect, again: u64) -> Option<&'s Phrase> {
        let lists = Lists::default();
        let scope = Scope { aspect: Some(aspect), ..self.scope(section, &lists, again) };
        let fits = |phrase: &'s Phrase| self.occasion.allows(phrase) && self.filler.avoids(phrase, scope);
        self.deal(aspect.role(Role::Problem), &format!("{place}/problems"), again, |thought| thought % 2 == 0, fits)
    }

    pub(super) fn achievements(&self, again: u64) -> Vec<(&'s Phrase, Option<&'s Theme>)> {
        let mut themes = self.themes();
        themes.retain(|theme| !theme.achievement.is_empty());
        themes.truncate(3);
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
}

/// The mean length of the sentences of a bank that `fits`, in 字.
pub(super) fn mean(bank: &Bank, fits: impl Fn(&Phrase) -> bool) -> usize {
    let lengths: Vec<usize> =
        bank.phrases().filter(|phrase| fits(phrase)).map(|phrase| phrase.length as usize + 1).collect();
    lengths.iter().sum::<usize>() / lengths.len().max(1)
}
