//! What the library holds for one brief: what the speech is about, and a shelf of what such speeches take.
//!
//! Drafts of the same type and themes share a shelf, and `stocks` keeps it for them.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use super::pick::{Dealer, Place};
use super::shelf::Shelf;
use crate::brief::Brief;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::library::path::REGISTERS;
use crate::library::{Library, Part, Template};
use crate::yaml::near;

/// The materials of a draft: what the speech is about in the brief's own words, and a shelf of the library.
#[derive(Debug, Clone)]
pub struct Stock<'l> {
    /// What the speech is about, in words that stand in the brief.
    pub topic: Option<String>,
    shelf: Arc<Shelf<'l>>,
}

impl<'l> Deref for Stock<'l> {
    type Target = Shelf<'l>;

    fn deref(&self) -> &Shelf<'l> {
        &self.shelf
    }
}

/// What decides what stands on a shelf, and nothing else of the brief.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wanted {
    template: String,
    pub(super) main: Option<String>,
    pub(super) level: &'static str,
    pub(super) register: &'static str,
    pub(super) parts: Vec<Part>,
    /// Those of the sections and the main one, as far as the library has them.
    pub(super) themes: BTreeSet<String>,
    /// Whether something is spoken of that the library has no theme for.
    pub(super) unknown: bool,
}

impl Wanted {
    /// What a brief wants of a library, and its topic.
    pub(super) fn of(brief: &Brief, template: &Template, library: &Library) -> (Wanted, Option<String>) {
        let (main, topic) = subject(brief, template, library);
        let level = brief.level.unwrap_or("单位");
        let default = template.header.sections.default.iter().filter_map(|part| Part::named(part));
        let own = brief.sections.iter().map(|section| section.part.unwrap_or(Part::Do));
        let parts: BTreeSet<Part> = if brief.sections.is_empty() { default.collect() } else { own.collect() };
        let named = brief.sections.iter().filter_map(|section| section.theme.as_deref());
        let known: Vec<Option<String>> = named.map(|theme| library.theme_named(theme)).collect();
        let wanted = Wanted {
            template: template.header.name.clone(),
            level,
            register: brief.register.unwrap_or_else(|| register(template, level)),
            parts: parts.into_iter().collect(),
            unknown: known.contains(&None) || main.is_none(),
            themes: known.into_iter().flatten().chain(main.clone()).collect(),
            main,
        };
        (wanted, topic)
    }
}

impl<'l> Stock<'l> {
    /// Who draws with a seed for a speech on this theme, or on what the brief calls its topic.
    pub(super) fn dealer(&self, seed: u64) -> Dealer {
        let about = self.main.as_deref().or(self.topic.as_deref()).unwrap_or_default();
        Dealer { seed, about: Place::named(about).hash() }
    }

    /// Opens what a brief asks for; an unknown type is an error with near matches.
    pub fn open(brief: &Brief, library: &'l Library) -> Result<Stock<'l>> {
        let template = Arc::new(template(brief, library)?);
        let (wanted, topic) = Wanted::of(brief, &template, library);
        Ok(Stock::of(topic, Arc::new(Shelf::open(template, &wanted, library)?)))
    }

    pub(super) fn of(topic: Option<String>, shelf: Arc<Shelf<'l>>) -> Stock<'l> {
        Stock { topic, shelf }
    }
}

/// The voice of a speech whose brief does not say: the occasion's, and a province speaks as large conferences do.
fn register(template: &Template, level: &str) -> &'static str {
    let [plain, formal] = REGISTERS;
    let formally = template.header.register.as_deref() == Some(formal) || level == "省";
    if formally { formal } else { plain }
}

/// What a speech is about: theme and words. A topic that the user names is not overruled by a theme that happens to stand in
/// the meeting's name, and neither are the tasks: one theme of theirs is the subject, and several are not one of them. Where
/// the brief names none, it is what such a speech is usually about.
fn subject(brief: &Brief, template: &Template, library: &Library) -> (Option<String>, Option<String>) {
    if let Some(topic) = &brief.topic {
        return (library.theme_named(topic), Some(topic.clone()));
    }
    let tasks = brief.sections.iter().filter(|section| section.part.unwrap_or(Part::Do) == Part::Do);
    let mut named: Vec<Option<&str>> = tasks.map(|section| section.theme.as_deref()).collect();
    named.dedup();
    match named.as_slice() {
        [Some(only)] => (library.theme_named(only), Some((*only).into())),
        [_, _, ..] if !named.contains(&None) => (None, None),
        _ => {
            let meeting = brief.meeting.as_deref();
            if let Some(main) = meeting.and_then(|meeting| library.theme_named(meeting)) {
                let words = meeting.and_then(|meeting| words_of(meeting, &main, library));
                return (Some(main), words);
            }
            let usual = template.header.theme.as_deref();
            let main = usual.and_then(|theme| library.theme_named(theme));
            (main, usual.map(String::from))
        }
    }
}

pub(super) fn template(brief: &Brief, library: &Library) -> Result<Template> {
    if let Some(template) = library.template(&brief.kind)? {
        return Ok(template);
    }
    let headers = library.templates()?;
    let names = || {
        headers.iter().flat_map(|(header, _)| std::iter::once(&header.name).chain(&header.alias)).map(String::as_str)
    };
    let hint = match near(&brief.kind, names()).as_slice() {
        [] if headers.is_empty() => {
            "库里一个模板也没有：在 -L 的目录里加 templates/类型名.tera，或者去掉 --no-builtin".to_string()
        }
        [] => format!(
            "现有的类型：{}",
            headers.iter().map(|(header, _)| header.name.as_str()).collect::<Vec<_>>().join("、")
        ),
        near => format!("是不是想写 {}？", near.join("、")),
    };
    let problem = Diagnostic::error(Code::UnknownName, format!("没有“{}”这种讲话", brief.kind));
    Err(brief.problem(problem.hint(hint), &["type".into()]).into())
}

/// The name or alias of a theme as it stands in a text.
fn words_of(text: &str, theme: &str, library: &Library) -> Option<String> {
    let names =
        library.theme_names().into_iter().filter(|(alias, name)| name == theme && text.contains(alias.as_str()));
    names.map(|(alias, _)| alias).max_by_key(String::len)
}
