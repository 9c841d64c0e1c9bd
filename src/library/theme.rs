//! A theme as composition wants it: its words, series of heads, and for every part its aspects with a bank for each role.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::bank::Entry;
use super::kin::Kin;
use super::path::{AspectPath, BankPath, Part, Role, ThemePath};
use super::phrase::{Bank, Banks, Phrase};
use crate::text::han;

/// The name of the theme whose sentences fit every theme.
pub const COMMON: &str = "通用";

/// A field of work.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Other names a brief may call it by.
    pub alias: Vec<String>,
    /// What common phrases call things by.
    pub words: Banks,
    /// Its own fillers.
    pub slots: Banks,
    /// Section heads: series, then part.
    pub heads: BTreeMap<String, BTreeMap<Part, Bank>>,
    /// What went well.
    pub achievement: Bank,
    /// The parts.
    pub parts: BTreeMap<Part, ThemePart>,
}

/// One part of a theme.
#[derive(Debug, Clone, Default)]
pub struct ThemePart {
    /// Aspects without which a speech would be odd.
    pub must: Vec<String>,
    /// What leads in, by series; the empty name fits every series.
    pub leads: Banks,
    /// What closes a section.
    pub close: Bank,
    /// The sides of the theme, in the order of the bank.
    pub aspects: Vec<Aspect>,
}

/// One side of a theme.
#[derive(Debug, Clone, Default)]
pub struct Aspect {
    /// Its name.
    pub name: String,
    /// Its own words, such as 痛点.
    pub words: Banks,
    /// Heads by series.
    pub heads: Banks,
    /// What can be said, by role.
    pub roles: BTreeMap<Role, Bank>,
    /// Whether its passages are only those that were preferred, such as for a type of speech; they know nothing of labels.
    pub preferred: bool,
    pub(super) kin: OnceLock<Kin>,
    pub(super) asks: OnceLock<BTreeSet<String>>,
    pub(super) pairs: OnceLock<Vec<[char; 2]>>,
}

impl Theme {
    /// Gathers the entries that stand under `theme/NAME`, in the order given; later ones add to earlier ones.
    pub fn gather<'a>(name: &str, entries: impl IntoIterator<Item = &'a Entry>) -> Theme {
        let mut theme = Theme { name: name.into(), ..Theme::default() };
        for entry in entries {
            if let BankPath::Theme(_, path) = &entry.path {
                theme.add(path, &entry.bank);
            }
        }
        theme
    }

    fn add(&mut self, path: &ThemePath, bank: &Bank) {
        match path {
            ThemePath::Alias => self.alias.extend(names(bank)),
            ThemePath::Word(name) => replace(self.words.entry(name.clone()).or_default(), bank),
            ThemePath::Slot(name) => append(self.slots.entry(name.clone()).or_default(), bank),
            ThemePath::Head(series, part) => {
                append(self.heads.entry(series.clone()).or_default().entry(*part).or_default(), bank);
            }
            ThemePath::Achievement => append(&mut self.achievement, bank),
            ThemePath::Must(part) => self.part(*part).must.extend(names(bank)),
            ThemePath::Lead(part, series) => append(self.part(*part).leads.entry(series.clone()).or_default(), bank),
            ThemePath::Close(part) => append(&mut self.part(*part).close, bank),
            ThemePath::Aspect(part, aspect, path) => self.part(*part).aspect(aspect).add(path, bank),
        }
    }

    fn part(&mut self, part: Part) -> &mut ThemePart {
        self.parts.entry(part).or_default()
    }
}

impl ThemePart {
    fn aspect(&mut self, name: &str) -> &mut Aspect {
        let at = self.aspects.iter().position(|aspect| aspect.name == name).unwrap_or_else(|| {
            self.aspects.push(Aspect { name: name.into(), ..Aspect::default() });
            self.aspects.len() - 1
        });
        &mut self.aspects[at]
    }
}

impl Aspect {
    fn add(&mut self, path: &AspectPath, bank: &Bank) {
        self.forget();
        match path {
            AspectPath::Word(name) => replace(self.words.entry(name.clone()).or_default(), bank),
            AspectPath::Head(series) => append(self.heads.entry(series.clone()).or_default(), bank),
            AspectPath::Role(role) => append(self.roles.entry(*role).or_default(), bank),
        }
    }

    /// The bank of a role, empty if it has none.
    pub fn role(&self, role: Role) -> &Bank {
        static NONE: Bank = Bank { path: String::new(), thoughts: Vec::new() };
        self.roles.get(&role).unwrap_or(&NONE)
    }

    /// The names of the slots in its phrases, found when they are first asked for.
    pub fn asks(&self) -> &BTreeSet<String> {
        let slots = || self.roles.values().flat_map(Bank::phrases).flat_map(Phrase::slots);
        self.asks.get_or_init(|| slots().map(|slot| slot.name.clone()).collect())
    }

    /// Whether two characters stand next to each other in what it promises, what it complains of or what mends that, which tells
    /// of most words.
    pub fn has_pair(&self, pair: [char; 2]) -> bool {
        let all = || {
            let told = [Role::Problem, Role::Passage].into_iter().map(|role| self.role(role));
            let phrases = self.heads.values().chain(told).flat_map(Bank::phrases);
            let mut pairs: Vec<[char; 2]> = phrases.flat_map(|phrase| han::pairs(&phrase.text)).collect();
            pairs.sort_unstable();
            pairs.dedup();
            pairs
        };
        self.pairs.get_or_init(all).binary_search(&pair).is_ok()
    }

    /// Leaves out what `fits` is not true of. Of cores, which are said in any case, all stay where none fits.
    pub fn keep(&mut self, fits: impl Fn(&Phrase) -> bool) {
        self.forget();
        for (role, bank) in &mut self.roles {
            if *role == Role::Core && !bank.phrases().any(&fits) {
                continue;
            }
            bank.retain(&fits);
            bank.settle(&fits);
        }
    }

    /// Leaves of the passages only those that `first` is true of, where there are any.
    pub fn prefer(&mut self, first: impl Fn(&Phrase) -> bool) {
        self.forget();
        if let Some(passages) = self.roles.get_mut(&Role::Passage).filter(|bank| bank.phrases().any(&first)) {
            passages.retain(first);
            self.preferred = true;
        }
    }

    /// What was found out about its phrases holds no longer.
    fn forget(&mut self) {
        (self.kin, self.asks, self.pairs) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
    }

    /// Which of its phrases are alike, found when it is first asked.
    pub fn kin(&self) -> &Kin {
        self.kin.get_or_init(|| Kin::of(self))
    }

    /// Adds what `other`, an aspect of the same name, has to say.
    pub fn extend(&mut self, other: &Aspect) {
        self.forget();
        for (role, bank) in &other.roles {
            append(self.roles.entry(*role).or_default(), bank);
        }
        for (series, bank) in &other.heads {
            append(self.heads.entry(series.clone()).or_default(), bank);
        }
        self.words.extend(other.words.iter().map(|(name, bank)| (name.clone(), bank.clone())));
    }
}

/// Adds phrases to a bank; a thought that stands there already, word for word, is not added again.
pub fn append(bank: &mut Bank, more: &Bank) {
    if bank.path.is_empty() {
        bank.path.clone_from(&more.path);
    }
    let before = bank.thoughts.len();
    for thought in &more.thoughts {
        let said = |text: &str| {
            bank.thoughts[..before].iter().flat_map(|thought| thought.iter()).any(|phrase| phrase.text == text)
        };
        if !thought.iter().all(|phrase| said(&phrase.text)) {
            bank.thoughts.push(thought.clone());
        }
    }
}

/// A word has one value: the later file's.
fn replace(bank: &mut Bank, by: &Bank) {
    *bank = by.clone();
}

fn names(bank: &Bank) -> impl Iterator<Item = String> {
    bank.phrases().map(|phrase| phrase.text.clone())
}
