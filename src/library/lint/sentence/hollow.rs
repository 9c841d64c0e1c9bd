//! Phrases that say nothing, and common ones that speak of one trade.
//!
//! A sentence of a theme is hollow when nothing is left of it without the words that stand in every speech: no thing, no person, no
//! deed that could be seen. The measured voice of large meetings uses those words too, but says what is to be done with what; so a
//! sentence is spared as soon as a few characters of its own remain.

use std::collections::BTreeSet;

use crate::library::lint::kind::Kind;
use crate::library::lint::survey::{Said, Survey};
use crate::library::lint::words::words;
use crate::library::lint::{HOLLOW, NOT_COMMON, Report};
use crate::library::path::{AspectPath, BankPath, Role, ThemePath};
use crate::library::theme::COMMON;
use crate::library::{Phrase, Piece};
use crate::text::han::is_han;

/// So many characters of its own make a sentence say something.
const SAYS: usize = 3;

pub fn check(survey: &Survey, said: &Said, report: &mut Report) {
    let BankPath::Theme(theme, ThemePath::Aspect(_, aspect, AspectPath::Role(role))) = &said.entry.path else { return };
    let measure =
        matches!(role, Role::Passage | Role::Core | Role::Do | Role::Ban | Role::Who | Role::Goal | Role::Problem);
    if theme == COMMON || !measure || said.phrase.slots().next().is_some() {
        return;
    }
    // The name of the theme is no deed.
    let own = content(said.phrase, &[theme, aspect]);
    if own < SAYS {
        let message = "空话：去掉哪里都能说的词，什么也不剩".to_string();
        survey.blame_all(report, HOLLOW, said, message, "写出谁、拿什么、干到哪一步，让人看得见、查得着");
    }
}

/// How many characters a phrase has beside the words that stand in every speech.
fn content(phrase: &Phrase, names: &[&str]) -> usize {
    let mut own = 0;
    for piece in &phrase.pieces {
        let Piece::Text(range) = piece else { continue };
        let mut rest = &phrase.text[range.clone()];
        while let Some(c) = rest.chars().next() {
            let lists = words().hollow.iter().chain(&words().empty).map(String::as_str);
            let known = lists.chain(names.iter().copied()).filter(|word| rest.starts_with(word)).map(str::len).max();
            own += usize::from(known.is_none() && is_han(c));
            rest = &rest[known.unwrap_or(c.len_utf8())..];
        }
    }
    own
}

/// Common phrases that name what only one theme has.
pub fn common(survey: &Survey, report: &mut Report) {
    let mut names: BTreeSet<(&str, &str)> = BTreeSet::new();
    for said in &survey.said {
        let BankPath::Theme(theme, path) = &said.entry.path else { continue };
        if theme == COMMON {
            continue;
        }
        names.insert((theme, theme));
        match path {
            ThemePath::Alias => drop(names.insert((&said.phrase.text, theme))),
            ThemePath::Word(word)
                if ["工作", "仗", "专班"].contains(&word.as_str()) && said.phrase.slots().next().is_none() =>
            {
                names.insert((&said.phrase.text, theme));
            }
            _ => {}
        }
    }
    names.retain(|(name, _)| name.chars().count() >= 4);
    for said in survey.own().filter(|said| said.kind == Kind::Role || said.kind == Kind::Lead) {
        let BankPath::Theme(theme, _) = &said.entry.path else { continue };
        let limited = said.phrase.limits.as_ref().is_some_and(|limits| !limits.when.theme.is_empty());
        if theme != COMMON || limited {
            continue;
        }
        let text = &said.phrase.text;
        if let Some((at, name, of)) = names.iter().find_map(|(name, of)| text.find(name).map(|at| (at, name, of))) {
            let message = format!("通用的话里有“{name}”，只有主题“{of}”说得");
            let hint = "换成【事】【工作】【对象】这样的词，或者写上 when: { theme: […] }";
            survey.blame(report, NOT_COMMON, said, at..at + name.len(), message, hint);
        }
    }
}
