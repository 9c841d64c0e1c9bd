//! What is wrong with banks as a whole, found when a directory is loaded: slots that fill one another for ever, aspects that
//! promise and do not say, and names that name nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::super::path::{AspectPath, BankPath, Part, Role, STYLES, ThemePath};
use super::super::{Library, Origin, Phrase, is_under};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::yaml::{near, suggest};

/// Problems of the bank files from number `first` on.
pub fn lint(library: &Library, first: usize) -> Vec<Diagnostic> {
    let mut problems = cycles(library, first);
    problems.extend(names(library, first));
    problems.extend(replaced(library, first));
    problems.extend(cores(library, first));
    problems
}

/// Fillers and words whose slots lead back to themselves. Every file that can fill is looked at, embedded ones as far as
/// they have been parsed: a cycle needs an edge in a file of the user's.
fn cycles(library: &Library, first: usize) -> Vec<Diagnostic> {
    let mut edges: BTreeMap<&str, Vec<(&str, &Phrase)>> = BTreeMap::new();
    for file in first..library.banks.len() {
        let Ok(file) = library.bank_file(file as u32) else { continue };
        for entry in &file.entries {
            let Some(name) = filled(&entry.path) else { continue };
            let slots =
                entry.bank.phrases().flat_map(|phrase| phrase.slots().map(move |slot| (slot.name.as_str(), phrase)));
            edges.entry(name).or_default().extend(slots);
        }
    }
    let mut problems = Vec::new();
    let mut reported = BTreeSet::new();
    for name in edges.keys().copied() {
        let Some(cycle) = cycle_from(name, &edges) else { continue };
        let mut members: Vec<_> = cycle.clone();
        members.sort_unstable();
        if !reported.insert(members) {
            continue;
        }
        let next = cycle.get(1).copied().unwrap_or(name);
        let Some((_, phrase)) = edges[name].iter().find(|(slot, _)| *slot == next) else { continue };
        let Some(slot) = phrase.slots().find(|slot| slot.name == next) else { continue };
        let round = cycle.iter().map(|name| format!("【{name}】")).collect::<Vec<_>>().join("→");
        let problem = Diagnostic::error(Code::Slot, format!("占位绕成了圈：{round}→【{name}】"));
        problems.push(placed_in(library, problem, phrase, slot.range.clone()).hint("让其中一个不再用到另一个"));
    }
    problems
}

/// The slot that a bank fills, if it fills one.
fn filled(path: &BankPath) -> Option<&str> {
    match path {
        BankPath::Slot(name) | BankPath::Word(_, name) => Some(name),
        BankPath::Theme(
            _,
            ThemePath::Word(name) | ThemePath::Slot(name) | ThemePath::Aspect(_, _, AspectPath::Word(name)),
        ) => Some(name),
        _ => None,
    }
}

fn cycle_from<'a>(start: &'a str, edges: &BTreeMap<&'a str, Vec<(&'a str, &Phrase)>>) -> Option<Vec<&'a str>> {
    let mut stack = vec![vec![start]];
    let mut seen = BTreeSet::new();
    while let Some(path) = stack.pop() {
        for (next, _) in edges.get(path.last()?).into_iter().flatten() {
            if *next == start {
                return Some(path);
            }
            if seen.insert(*next) {
                stack.push([path.as_slice(), &[*next]].concat());
            }
        }
    }
    None
}

/// Names inside banks: roles in recipes, aspects in `must`, styles of series.
fn names(library: &Library, first: usize) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for file in first..library.banks.len() {
        let Ok(file) = library.bank_file(file as u32) else { continue };
        for entry in &file.entries {
            for phrase in entry.bank.phrases() {
                let whole = 0..phrase.text.len();
                let unknown = match &entry.path {
                    BankPath::Recipe(..) => unknown_role(&phrase.text),
                    BankPath::Series(_) => {
                        unknown_name(&phrase.text, "序号样式", &STYLES).map(|(message, hint)| (message, hint, whole))
                    }
                    BankPath::Theme(theme, ThemePath::Must(part)) => {
                        unknown_aspect(library, theme, *part, &phrase.text)
                            .map(|(message, hint)| (message, hint, whole))
                    }
                    _ => None,
                };
                if let Some((message, hint, range)) = unknown {
                    let problem = Diagnostic::error(Code::UnknownName, message);
                    problems.push(placed_in(library, problem, phrase, range).hint(hint));
                }
            }
        }
    }
    problems
}

fn unknown_role(recipe: &str) -> Option<(String, String, Span)> {
    // A neck comes with its passage, in no recipe.
    let roles = Role::ALL.map(Role::name);
    let roles: Vec<&str> = roles.into_iter().filter(|role| *role != Role::Neck.name()).collect();
    let unknown = recipe.split_whitespace().find_map(|role| {
        let at = recipe.find(role)?;
        let (message, hint) = unknown_name(role, "角色", &roles)?;
        Some((message, hint, at..at + role.len()))
    });
    let neck = recipe.split_whitespace().find(|role| Role::named(role) == Some(Role::Neck));
    let neck = neck.and_then(|role| recipe.find(role)).map(|at| {
        let hint = "删去它：承题句自动垫在成段的话前面";
        ("配方里不写 neck".to_string(), hint.to_string(), at..at + Role::Neck.name().len())
    });
    let main = || recipe.split_whitespace().filter_map(Role::named).any(Role::is_main);
    let without = || {
        ("配方里没有 core，也没有 passage".into(), "标题许诺的事由它们说，每个配方都要有一样".into(), 0..recipe.len())
    };
    neck.or(unknown).or_else(|| (!main()).then(without))
}

fn unknown_aspect(library: &Library, theme: &str, part: Part, name: &str) -> Option<(String, String)> {
    let theme = library.theme(theme, &Part::ALL).ok().flatten()?;
    let aspects: Vec<_> = theme.parts.get(&part)?.aspects.iter().map(|aspect| aspect.name.as_str()).collect();
    unknown_name(name, "侧面", &aspects)
}

fn unknown_name(name: &str, what: &str, known: &[&str]) -> Option<(String, String)> {
    let unknown = || (format!("没有“{name}”这个{what}"), suggest(name, known.iter().copied()));
    (!known.contains(&name)).then(unknown)
}

/// Paths to be taken over under which nothing stands in any file below.
fn replaced(library: &Library, first: usize) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for index in first..library.banks.len() {
        let Ok(file) = library.bank_file(index as u32) else { continue };
        for (at, path) in file.replace.iter().enumerate() {
            let root = BankPath::root(path);
            let embedded = library.embedded.as_ref();
            let below = library.roots(&root).into_iter().filter(|other| is_under(other, &root)).flat_map(|root| {
                let embedded = embedded.map(|embedded| embedded.files(root)).unwrap_or_default();
                embedded.iter().chain(library.roots.get(root).into_iter().flatten())
            });
            let mut entries = below
                .filter(|below| **below < index as u32)
                .filter_map(|below| library.bank_file(*below).ok())
                .flat_map(|file| &file.entries);
            if !entries.any(|entry| is_under(&entry.bank.path, path)) {
                let (source, span) = file.replace_place(at);
                let hint = match near(&root, library.roots("")).first() {
                    Some(near) if *near != root => format!("是不是想写 {near}？"),
                    _ => "用 qicao list banks 看有哪些路径；没有可取代的就删去这一项".into(),
                };
                let problem = Diagnostic::error(Code::UnknownName, format!("“{path}”下面没有可取代的短语"));
                problems.push(problem.at(source, span).hint(hint));
            }
        }
    }
    problems
}

/// An aspect that has heads must have a `core`, here or in a file below.
fn cores(library: &Library, first: usize) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for file in first..library.banks.len() {
        let Ok(file) = library.bank_file(file as u32) else { continue };
        for entry in &file.entries {
            let BankPath::Theme(theme, ThemePath::Aspect(part, aspect, AspectPath::Head(_))) = &entry.path else {
                continue;
            };
            if !seen.insert((theme.clone(), *part, aspect.clone())) {
                continue;
            }
            let whole = library.theme(theme, &Part::ALL).ok().flatten();
            let found = whole
                .as_ref()
                .and_then(|theme| theme.parts.get(part)?.aspects.iter().find(|other| other.name == *aspect));
            if found.is_some_and(|aspect| aspect.role(Role::Core).is_empty()) {
                let problem = Diagnostic::error(Code::EmptyBank, format!("侧面“{aspect}”有标题，没有 core"));
                let origin = entry.bank.phrases().next().map(|phrase| phrase.origin).unwrap_or_default();
                problems.push(placed(library, problem, origin).hint("在它下面写上 core：标题许诺的主要措施"));
            }
        }
    }
    problems
}

fn placed(library: &Library, problem: Diagnostic, origin: Origin) -> Diagnostic {
    match library.bank_file(origin.file) {
        Ok(file) => {
            let (source, span) = file.place(origin);
            problem.at(source, span)
        }
        Err(_) => problem,
    }
}

fn placed_in(library: &Library, problem: Diagnostic, phrase: &Phrase, range: Span) -> Diagnostic {
    match library.bank_file(phrase.origin.file) {
        Ok(file) => {
            let (source, span) = file.place_in(phrase, range);
            problem.at(source, span)
        }
        Err(_) => problem,
    }
}
