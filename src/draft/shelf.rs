//! A shelf: what briefs of one type, level, voice and set of themes take from the library, looked up once and then only read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

mod open;

use super::pick::Place;
use super::skeleton::Skeletons;
use crate::library::{Aspect, Bank, Banks, COMMON, Library, Part, Phrase, Role, Template, Theme};

/// What briefs of one type, level, voice and set of themes take from the library.
#[derive(Debug)]
pub struct Shelf<'l> {
    /// The library it was taken from.
    pub library: &'l Library,
    /// The template of the type.
    pub template: Arc<Template>,
    /// The theme that sections without one of their own speak of, where the library has it; none in a speech of several themes.
    pub main: Option<String>,
    /// 省 市 县 区 乡 镇 街道 单位.
    pub level: &'static str,
    /// 平实 庄重.
    pub register: &'static str,
    themes: BTreeMap<String, Theme>,
    pools: BTreeMap<(String, Part), Vec<Aspect>>,
    says: BTreeMap<String, Bank>,
    links: BTreeMap<String, Bank>,
    joints: Vec<Joint>,
    pub(super) skeletons: Skeletons,
    recipes: BTreeMap<Part, Vec<Vec<Role>>>,
    frames: BTreeMap<String, Bank>,
    series: BTreeMap<String, Series>,
    level_words: Banks,
    slots: Banks,
    facts: BTreeMap<String, String>,
    formulas: BTreeMap<String, Bank>,
    /// Slots that nothing can fill and nobody declared.
    pub undeclared: BTreeSet<String>,
}

/// How the heads of a series can be used.
#[derive(Debug)]
struct Series {
    /// The markers they can stand behind.
    styles: Vec<String>,
    /// Whether they suit the voice of the speech.
    suits: bool,
}

/// A short joint between two sentences of a point.
#[derive(Debug)]
pub struct Joint {
    /// The role of the sentence before it; none stands for any.
    pub before: Option<Role>,
    /// The role of the sentence behind it.
    pub after: Role,
    /// What it says.
    pub phrase: Phrase,
    /// Its name, as it is dealt by.
    pub card: Place,
}

impl<'l> Shelf<'l> {
    /// A theme that was opened.
    pub fn theme(&self, name: &str) -> Option<&Theme> {
        self.themes.get(name)
    }

    /// The theme that fits every topic.
    pub fn common(&self) -> Option<&Theme> {
        self.themes.get(COMMON)
    }

    /// The aspects a section of a theme and part may have, common ones that fit included.
    pub fn aspects(&self, theme: &str, part: Part) -> &[Aspect] {
        self.pools.get(&(theme.to_string(), part)).map_or(&[], Vec::as_slice)
    }

    /// What a `say` of the template draws from.
    pub fn said(&self, path: &str) -> Option<&Bank> {
        self.says.get(path)
    }

    /// Joints of a kind, such as `between/root>core`.
    pub fn link(&self, key: &str) -> Option<&Bank> {
        self.links.get(key)
    }

    /// Frames of a kind, such as `标题/二级`: those with a slot, so that each place says something of its own.
    pub fn frames(&self, key: &str) -> Vec<&Phrase> {
        let phrases = self.frames.get(key).into_iter().flat_map(Bank::phrases);
        phrases.filter(|phrase| (1..=2).contains(&phrase.slots().count())).collect()
    }

    /// Joints between the sentences of a point.
    pub fn joints(&self) -> &[Joint] {
        &self.joints
    }

    /// Orders of roles.
    pub fn recipes(&self, part: Part) -> &[Vec<Role>] {
        self.recipes.get(&part).map_or(&[], Vec::as_slice)
    }

    /// Whether heads of a series can stand behind a marker.
    pub fn series_bears(&self, series: &str, style: &str) -> bool {
        self.series.get(series).is_none_or(|series| series.styles.iter().any(|other| other == style))
    }

    /// Whether heads of a series suit the voice of the speech.
    pub fn series_suits(&self, series: &str) -> bool {
        self.series.get(series).is_none_or(|series| series.suits)
    }

    /// The fixed formulation of a name, as it holds in a year; the name may end in the star that asks for all of it.
    pub fn formula(&self, name: &str, year: Option<i32>) -> Option<&Phrase> {
        let holds = |phrase: &&Phrase| phrase.limits.as_ref().is_none_or(|limits| limits.hold_in(year));
        self.formulas.get(name.trim_end_matches('*'))?.phrases().find(holds)
    }

    /// The names of fixed formulations that do not hold in a year.
    pub fn lapsed(&self, year: Option<i32>) -> BTreeSet<&str> {
        self.formulas.keys().map(String::as_str).filter(|name| self.formula(name, year).is_none()).collect()
    }

    /// What the level calls itself and those below.
    pub fn level_word(&self, name: &str) -> Option<&Bank> {
        self.level_words.get(name)
    }

    /// The hint of a declared fact.
    pub fn fact(&self, name: &str) -> Option<&str> {
        self.facts.get(name).map(String::as_str)
    }

    /// Fillers of a slot.
    pub fn slot(&self, name: &str) -> Option<&Bank> {
        self.slots.get(name)
    }
}

impl Series {
    fn of(bank: &Bank, register: &str) -> Series {
        let suits = |phrase: &Phrase| {
            let limits = phrase.limits.as_ref();
            limits.is_none_or(|limits| {
                limits.when.register.is_empty() || limits.when.register.iter().any(|r| r == register)
            })
        };
        Series { styles: bank.phrases().map(|phrase| phrase.text.clone()).collect(), suits: bank.phrases().any(suits) }
    }
}
