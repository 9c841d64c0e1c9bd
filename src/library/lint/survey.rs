//! The library as the rules see it: every phrase with what it is for, the templates with what they ask for, who declares a slot.

use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use super::kind::Kind;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::bank::{BankFile, Entry};
use crate::library::path::{AspectPath, BankPath, COMPUTED, FIELDS, ThemePath};
use crate::library::theme::COMMON;
use crate::library::{Library, Phrase, Template, is_component};
use crate::source::Span;

/// A phrase with where it belongs.
#[derive(Debug, Clone, Copy)]
pub struct Said<'l> {
    pub entry: &'l Entry,
    pub phrase: &'l Phrase,
    pub kind: Kind,
    /// Whether findings on it are wanted.
    pub own: bool,
}

/// Everything that the rules look at.
pub struct Survey<'l> {
    pub library: &'l Library,
    /// Files by their number.
    pub files: BTreeMap<u32, &'l BankFile>,
    pub said: Vec<Said<'l>>,
    /// Names and aliases of the types of speech.
    pub types: BTreeSet<String>,
    /// Banks that templates say.
    pub asked: BTreeSet<String>,
    /// Facts that templates print.
    pub printed: BTreeSet<String>,
    /// Formulations that end in some year: how they are said, what they are called by, when they end.
    pub ending: Vec<(&'l str, &'l str, i32)>,
    /// Names of the themes.
    pub themes: BTreeSet<&'l str>,
    /// Slots that are declared for every phrase.
    everywhere: BTreeSet<&'l str>,
    /// Slots that are declared for a theme, or for an aspect of it.
    near: BTreeSet<(&'l str, &'l str, &'l str)>,
}

impl<'l> Survey<'l> {
    /// Reads the whole library, as far as it can be read.
    pub fn of(library: &'l Library) -> Survey<'l> {
        let directories = library.layers.len() > usize::from(library.embedded.is_some());
        let first = u32::from(directories && library.embedded.is_some());
        let mut files = BTreeMap::new();
        let mut said = Vec::new();
        for number in 0..library.banks.len() as u32 {
            let Ok(file) = library.bank_file(number) else { continue };
            files.insert(number, file);
            let own = library.banks[number as usize].layer >= first;
            for entry in file.entries.iter().filter(|entry| library.is_alive(number, entry)) {
                let kind = Kind::of(&entry.path);
                said.extend(entry.bank.phrases().map(|phrase| Said { entry, phrase, kind, own }));
            }
        }
        let mut survey = Survey {
            library,
            files,
            said,
            types: BTreeSet::new(),
            asked: BTreeSet::new(),
            printed: BTreeSet::new(),
            ending: Vec::new(),
            themes: BTreeSet::new(),
            everywhere: COMPUTED.into_iter().chain(FIELDS).collect(),
            near: BTreeSet::new(),
        };
        survey.templates();
        survey.names();
        survey.formulations();
        survey
    }

    fn templates(&mut self) {
        for file in self.library.templates.iter().filter(|file| !is_component(&file.path)) {
            let source = file.source(self.library.layer(file));
            let Ok(template) = Template::parse(source, &|name| self.library.component(name)) else { continue };
            self.types.insert(template.header.name.clone());
            self.types.extend(template.header.alias.iter().cloned());
            for used in &template.uses {
                let names = if used.kind == "bank" { &mut self.asked } else { &mut self.printed };
                names.insert(used.name.clone());
            }
        }
    }

    fn names(&mut self) {
        for said in &self.said {
            match &said.entry.path {
                BankPath::Fact(name) | BankPath::Slot(name) | BankPath::Formula(name) | BankPath::Word(_, name) => {
                    self.everywhere.insert(name);
                }
                BankPath::Theme(theme, path) => {
                    self.themes.insert(theme);
                    match path {
                        ThemePath::Word(name) if theme == COMMON => drop(self.everywhere.insert(name)),
                        ThemePath::Word(name) | ThemePath::Slot(name) => drop(self.near.insert((theme, "", name))),
                        ThemePath::Aspect(_, aspect, AspectPath::Word(name)) => {
                            self.near.insert((theme, aspect, name));
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
    }

    fn formulations(&mut self) {
        let formula = |said: &Said<'l>| match &said.entry.path {
            BankPath::Formula(name) => {
                let until = said.phrase.limits.as_ref().and_then(|limits| limits.until);
                Some((said.phrase.text.trim_matches(['“', '”']), name.trim_matches(['“', '”']), until))
            }
            _ => None,
        };
        let all: Vec<_> = self.said.iter().filter_map(formula).collect();
        // A later entry of the same words goes on where an earlier one ends.
        let last = |text: &str| all.iter().filter(|(other, ..)| *other == text).all(|(.., until)| until.is_some());
        let ends = |text: &str| all.iter().filter(|(other, ..)| *other == text).filter_map(|(.., until)| *until).max();
        let long = |text: &str| text.chars().count() >= 4;
        let found = all.iter().filter(|(text, ..)| long(text) && last(text));
        self.ending = found.filter_map(|(text, name, _)| Some((*text, *name, ends(text)?))).collect();
        self.ending.dedup();
    }

    /// The phrases on which findings are wanted.
    pub fn own(&self) -> impl Iterator<Item = &Said<'l>> {
        self.said.iter().filter(|said| said.own)
    }

    /// Whether a slot of that name in a phrase under that path is filled or declared by anything.
    pub fn is_declared(&self, path: &BankPath, slot: &str) -> bool {
        let name = slot.trim_end_matches('*');
        let near = |theme: &str, aspect: &str| self.near.contains(&(theme, aspect, name));
        self.everywhere.contains(slot)
            || self.everywhere.contains(name)
            || match path {
                BankPath::Theme(theme, ThemePath::Aspect(_, aspect, _)) => near(theme, "") || near(theme, aspect),
                BankPath::Theme(theme, _) => near(theme, ""),
                _ => false,
            }
    }

    /// Names of slots that a phrase under that path may use.
    pub fn declared(&self, path: &BankPath) -> Vec<&'l str> {
        let (theme, aspect) = match path {
            BankPath::Theme(theme, ThemePath::Aspect(_, aspect, _)) => (theme.as_str(), aspect.as_str()),
            BankPath::Theme(theme, _) => (theme.as_str(), ""),
            _ => ("", ""),
        };
        let near = self.near.iter().filter(|(of, at, _)| *of == theme && (at.is_empty() || *at == aspect));
        self.everywhere.iter().copied().chain(near.map(|(_, _, name)| *name)).collect()
    }

    /// Reports something about a part of a phrase's text.
    pub fn blame(&self, report: &mut Report, id: &'static str, said: &Said, range: Span, message: String, hint: &str) {
        let problem = Diagnostic::warning(Code::Bank(id), message).hint(hint);
        let problem = match self.files.get(&said.phrase.origin.file) {
            Some(file) => {
                let (source, span) = file.place_in(said.phrase, range);
                problem.at(source, span)
            }
            None => problem,
        };
        report.add(id, problem);
    }

    /// Reports something about a whole phrase.
    pub fn blame_all(&self, report: &mut Report, id: &'static str, said: &Said, message: String, hint: &str) {
        self.blame(report, id, said, 0..said.phrase.text.len(), message, hint);
    }

    /// Reports something about the key under which a phrase stands.
    pub fn blame_key(&self, report: &mut Report, id: &'static str, said: &Said, message: String, hint: &str) {
        let problem = Diagnostic::warning(Code::Bank(id), message).hint(hint);
        let problem = match self.files.get(&said.phrase.origin.file) {
            Some(file) => {
                let (source, span) = file.entry_place(said.entry);
                problem.at(source, span)
            }
            None => problem,
        };
        report.add(id, problem);
    }
}
