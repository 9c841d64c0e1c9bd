//! The occasion: which phrases may be said in a speech at all, by its date, level, voice, type, speaker and facts.

use std::collections::BTreeSet;

use super::matter::Matter;
use super::stock::Stock;
use crate::brief::Brief;
use crate::library::phrase::{Limits, When};
use crate::library::{Part, Phrase};

/// When a speech is given, by whom, on what: which phrases may be said at all.
#[derive(Debug, Clone)]
pub struct Occasion<'s> {
    brief: &'s Brief,
    level: &'static str,
    kinds: Vec<&'s str>,
    themes: Vec<&'s str>,
    register: &'static str,
    year: Option<i32>,
    lapsed: BTreeSet<&'s str>,
    expects: &'s [String],
    /// What it turns on beside its theme.
    pub(super) matter: Matter,
    bare: bool,
}

impl<'s> Occasion<'s> {
    /// The occasion of a brief.
    pub fn new(brief: &'s Brief, stock: &'s Stock<'_>) -> Self {
        let kinds = stock.template.header.kinds().collect();
        let themes = [stock.main.as_deref(), brief.topic.as_deref()].into_iter().flatten().collect();
        let year = brief.date.map(|date| date.year);
        let lapsed = stock.lapsed(year);
        let expects = stock.template.header.expects.as_slice();
        Occasion {
            brief,
            level: stock.level,
            kinds,
            themes,
            register: stock.register,
            year,
            lapsed,
            expects,
            matter: Matter::of(
                brief,
                &stock.template,
                stock.main.as_deref().map_or(&[], |theme| stock.aspects(theme, Part::Do)),
            ),
            bare: false,
        }
    }

    /// The same occasion, of which no fact is known yet.
    pub fn bare(&self) -> Self {
        Occasion { bare: true, ..self.clone() }
    }

    /// Whether a phrase may be said.
    pub fn allows(&self, phrase: &Phrase) -> bool {
        let within = !phrase.conditional || phrase.limits.as_ref().is_none_or(|limits| self.within(limits));
        within && self.bears(phrase) && self.holds(phrase)
    }

    /// Whether the fixed formulations in a phrase hold on the day of the speech.
    fn holds(&self, phrase: &Phrase) -> bool {
        let lapsed = || phrase.slots().any(|slot| self.lapsed.contains(slot.name.trim_end_matches('*')));
        !phrase.slotted || self.lapsed.is_empty() || !lapsed()
    }

    /// Whether a phrase is free of words that the user wants to avoid.
    pub fn bears(&self, phrase: &Phrase) -> bool {
        !self.brief.avoid.iter().any(|word| phrase.text.contains(word.as_str()))
    }

    /// Whether a fact is given, or such a speech is nothing without it.
    fn has_place_for(&self, fact: &String) -> bool {
        (!self.bare && self.brief.facts.contains_key(fact)) || self.expects.contains(fact)
    }

    fn within(&self, limits: &Limits) -> bool {
        let when = &limits.when;
        limits.hold_in(self.year)
            && is_for(when, self.level, self.register, |kind| self.kinds.contains(&kind))
            && any(&when.post, &|wanted| self.brief.holds(wanted))
            && any(&when.theme, &|theme| self.themes.contains(&theme))
            && limits.needs.iter().all(|fact| self.has_place_for(fact))
    }
}

/// Whether a phrase is meant for a level, a voice and a type of speech, whatever else the brief says.
pub(super) fn is_for(when: &When, level: &str, register: &str, kind: impl Fn(&str) -> bool) -> bool {
    // 镇 and 街道 are spoken of as 乡 is.
    let rank = if matches!(level, "镇" | "街道") { "乡" } else { level };
    any(&when.register, &|wanted| wanted == register)
        && any(&when.level, &|wanted| wanted == level || wanted == rank)
        && any(&when.kind, &kind)
}

fn any(list: &[String], test: &dyn Fn(&str) -> bool) -> bool {
    list.is_empty() || list.iter().any(|item| test(item))
}
