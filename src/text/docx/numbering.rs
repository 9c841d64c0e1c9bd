//! The lists of a Word document: which paragraph belongs to which list and level, and what its number reads.
//!
//! Word stores a list in two steps: a `num` points to an `abstractNum`, whose counters all its `num`s share; a `num` may
//! change levels or begin anew. A paragraph names its `num` itself or by its style. ECMA-376 part 1, 17.9.

use std::collections::{BTreeMap, BTreeSet};

use super::ordinal::ordinal;
use super::symbol::symbol;
use super::tree::Node;

const LEVELS: usize = 9;

/// What a paragraph says of its place in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    pub style: Option<String>,
    pub list: Option<u32>,
    pub level: Option<usize>,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    styles: BTreeMap<String, Style>,
    default_style: Option<String>,
    abstracts: BTreeMap<u32, Abstract>,
    lists: BTreeMap<u32, List>,
    counters: BTreeMap<u32, [Option<u32>; LEVELS]>,
    begun: BTreeSet<(u32, usize)>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    list: Option<u32>,
    level: Option<usize>,
}

#[derive(Debug, Default)]
struct Abstract {
    levels: BTreeMap<usize, Level>,
    /// The list is defined by a numbering style elsewhere.
    style: Option<String>,
}

#[derive(Debug)]
struct List {
    definition: u32,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

#[derive(Debug)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// 正规形式编号: every number of the text in digits.
    legal: bool,
    /// Begin anew after a level above this one; 0 is never.
    restart: Option<usize>,
    /// Whether nothing stands between number and text.
    tight: bool,
    hidden: bool,
    /// The paragraph style that is this level.
    style: Option<String>,
}

impl Numbering {
    /// Reads the parts `styles.xml` and `numbering.xml`, either of which may be missing.
    pub fn read(styles: Option<&str>, numbering: Option<&str>) -> Numbering {
        let mut read = Numbering::default();
        for style in styles.map(Node::parse).unwrap_or_default().children("style") {
            let Some(id) = style.attribute("styleId") else { continue };
            if style.attribute("type") == Some("paragraph") && style.attribute("default").is_some_and(|on| on != "0") {
                read.default_style = Some(id.into());
            }
            let place = style.child("pPr").and_then(|properties| properties.child("numPr"));
            let style = Style {
                based_on: style.value("basedOn").map(String::from),
                list: place.and_then(|place| place.number("numId")),
                level: place.and_then(|place| place.number("ilvl")),
            };
            read.styles.insert(id.into(), style);
        }
        let numbering = numbering.map(Node::parse).unwrap_or_default();
        for definition in numbering.children("abstractNum") {
            let Some(id) = definition.attribute("abstractNumId").and_then(|id| id.parse().ok()) else { continue };
            let style = definition.value("numStyleLink").map(String::from);
            read.abstracts
                .insert(id, Abstract { levels: definition.children("lvl").filter_map(level).collect(), style });
        }
        for list in numbering.children("num") {
            let id = list.attribute("numId").and_then(|id| id.parse().ok());
            let (Some(id), Some(definition)) = (id, list.number("abstractNumId")) else { continue };
            let mut list_read = List { definition, starts: BTreeMap::new(), levels: BTreeMap::new() };
            for change in list.children("lvlOverride") {
                let Some(at) = change.attribute("ilvl").and_then(|at| at.parse().ok()) else { continue };
                list_read.starts.extend(change.number("startOverride").map(|start| (at, start)));
                list_read.levels.extend(change.child("lvl").and_then(level).map(|(_, level)| (at, level)));
            }
            read.lists.insert(id, list_read);
        }
        read
    }

    /// Counts the paragraph; gives what stands before its text, with the space after it.
    pub fn next(&mut self, place: &Place) -> Option<String> {
        let (list, at) = self.resolve(place)?;
        let definition = self.definition(list)?;
        self.level(list, definition, at)?;
        let first = self.begun.insert((list, at));
        let start = self.lists[&list].starts.get(&at).copied();
        let mut counters = self.counters.get(&definition).copied().unwrap_or_default();
        let level = self.level(list, definition, at)?;
        counters[at] = Some(match (start, counters[at]) {
            (Some(start), _) if first => start,
            (_, None) => level.start,
            (_, Some(count)) => count.saturating_add(1),
        });
        for (below, counter) in counters.iter_mut().enumerate().skip(at + 1) {
            let restart = self.level(list, definition, below).and_then(|level| level.restart);
            if restart.is_none_or(|after| at < after) {
                *counter = None;
            }
        }
        let written = if level.hidden { String::new() } else { self.written(list, definition, level, at, &counters) };
        let tight = level.tight || written.is_empty() || written.ends_with(closes);
        self.counters.insert(definition, counters);
        Some(if tight { written } else { written + " " })
    }

    fn written(
        &self,
        list: u32,
        definition: u32,
        level: &Level,
        at: usize,
        counters: &[Option<u32>; LEVELS],
    ) -> String {
        if level.format == "bullet" {
            return level.text.chars().map(symbol).collect::<String>().trim().into();
        }
        let mut written = String::new();
        let mut rest = level.text.chars().peekable();
        while let Some(c) = rest.next() {
            let named = rest.peek().and_then(|next| next.to_digit(10)).filter(|named| c == '%' && *named > 0);
            let Some(named) = named else {
                written.push(c);
                continue;
            };
            rest.next();
            let above = named as usize - 1;
            let Some(other) = self.level(list, definition, above).filter(|_| above <= at) else { continue };
            let count = counters[above].unwrap_or(other.start);
            written.push_str(&ordinal(count, if level.legal { "decimal" } else { &other.format }));
        }
        written.trim().into()
    }

    /// The list and level of a paragraph. What it says itself goes before its style; list 0 is none.
    fn resolve(&self, place: &Place) -> Option<(u32, usize)> {
        let style = place.style.as_ref().or(self.default_style.as_ref());
        let (list, at) = match place.list {
            Some(list) => (list, place.level.unwrap_or(0)),
            None => {
                let (list, level, named) = self.of_style(style?)?;
                let definition = self.definition(list)?;
                let linked = (0..LEVELS).find(|at| {
                    self.level(list, definition, *at).is_some_and(|level| level.style.as_deref() == Some(named))
                });
                (list, place.level.or(linked).or(level).unwrap_or(0))
            }
        };
        (list != 0 && at < LEVELS).then_some((list, at))
    }

    /// The list and level of a style or of those it is based on, and the style that names the list.
    fn of_style<'s>(&'s self, name: &'s str) -> Option<(u32, Option<usize>, &'s str)> {
        let mut name = name;
        for _ in 0..LEVELS {
            let style = self.styles.get(name)?;
            if let Some(list) = style.list {
                return Some((list, style.level, name));
            }
            name = style.based_on.as_deref()?;
        }
        None
    }

    /// The definition behind a list, through numbering styles.
    fn definition(&self, list: u32) -> Option<u32> {
        let mut id = self.lists.get(&list)?.definition;
        for _ in 0..LEVELS {
            let definition = self.abstracts.get(&id)?;
            let Some(style) = definition.style.as_ref().filter(|_| definition.levels.is_empty()) else {
                return Some(id);
            };
            id = self.lists.get(&self.styles.get(style)?.list?)?.definition;
        }
        None
    }

    fn level(&self, list: u32, definition: u32, at: usize) -> Option<&Level> {
        let own = self.lists.get(&list)?.levels.get(&at);
        own.or_else(|| self.abstracts.get(&definition)?.levels.get(&at))
    }
}

fn level(node: &Node) -> Option<(usize, Level)> {
    let at = node.attribute("ilvl")?.parse().ok().filter(|at| *at < LEVELS)?;
    // A format outside the standard's list stands in a choice with a plain one as fallback.
    let choice = node.child("AlternateContent");
    let fallback = choice.and_then(|choice| choice.child("Fallback")).and_then(|fallback| fallback.value("numFmt"));
    let level = Level {
        start: node.number("start").unwrap_or(0),
        format: node.value("numFmt").or(fallback).unwrap_or("decimal").into(),
        text: node.value("lvlText").unwrap_or_default().into(),
        legal: node.is_on("isLgl"),
        restart: node.number("lvlRestart"),
        tight: node.value("suff") == Some("nothing"),
        hidden: node.child("rPr").is_some_and(|run| run.is_on("vanish")),
        style: node.value("pStyle").map(String::from),
    };
    Some((at, level))
}

/// After these Chinese writing has no space.
fn closes(c: char) -> bool {
    matches!(c, '、' | '．' | '）' | '：' | '，' | '。' | '】' | '〕' | '》' | '」' | '』')
}
