//! A row: the cells of one line of a table over the brief they belong to, or a brief by itself.
//!
//! What is empty in a row is not said by it, and the brief's own value holds. A row that is faulty is still a row: it is counted,
//! named and reported in its place, and the others are drafted.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::column::{Place, Raw};
use super::input::Base;
use super::key::{Hasher, Key};
use crate::brief::Brief;
use crate::diagnostic::{Diagnostic, Error, Result};
use crate::source::{Source, Span};
use crate::yaml::{Path, Places, Step};

/// One row of the input.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number, from 1.
    pub number: usize,
    /// Who it is.
    pub key: Key,
    /// Which of several drafts of the same row, from 0.
    pub variant: u32,
    pub(super) base: Arc<Base>,
    /// The row as it stands in its file.
    pub(super) source: Option<Arc<Source>>,
    pub(super) cells: Vec<Cell>,
    /// What is wrong with it before anybody asks what it means.
    pub(super) faults: Vec<Diagnostic>,
}

/// A cell that is not empty.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// The name of its column.
    pub name: Arc<str>,
    /// Where it belongs in the brief; none if it only names the row.
    pub place: Option<Arc<Place>>,
    pub raw: Raw,
    /// Where it stands in the row's text.
    pub span: Span,
}

impl Row {
    /// The text that a column has in this row, or else that the brief has at the place of that name.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let cell = self.cells.iter().find(|cell| &*cell.name == name);
        if let Some(Cell { raw: Raw::Text(text), .. }) = cell {
            return Some(text.clone());
        }
        let place = Place::find(name).ok()?;
        let value = place.path.iter().try_fold(&self.base.value, |value, step| match step {
            Step::Key(key) => value.get(key),
            Step::Index(index) => value.get(index),
        });
        match value? {
            Value::String(text) => Some(text.trim().to_string()).filter(|text| !text.is_empty()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// What the row says, whatever the order of its columns.
    pub(super) fn content(&self, hasher: &mut Hasher) {
        let mut cells: Vec<&Cell> = self.cells.iter().collect();
        cells.sort_by(|one, other| one.name.cmp(&other.name));
        for cell in cells {
            hasher.text(&cell.name);
            raw(&cell.raw, hasher);
        }
    }

    /// The brief that the row asks for, with its own stream of randomness.
    pub(super) fn brief(&self) -> Result<Brief> {
        if !self.faults.is_empty() {
            return Err(Error::from(self.faults.clone()));
        }
        let mut value = self.base.value.clone();
        let mut known: Vec<(Path, Span)> = Vec::new();
        for cell in &self.cells {
            if let Some(place) = &cell.place {
                set(&mut value, &place.path, place.value(&cell.raw));
                known.push((place.path.clone(), cell.span.clone()));
            }
        }
        drop_unwritten(&mut value);
        // A seed that is no number is the brief's to refuse.
        if value.get("seed").is_none_or(Value::is_u64) {
            value["seed"] = self.seed(value.get("seed").and_then(Value::as_u64)).into();
        }
        let source = self.source.clone().unwrap_or_else(|| self.base.brief.source().clone());
        match &self.source {
            Some(_) => Brief::assemble(value, Places::known(source, known)),
            None => Brief::assemble(value, Places::new(source)),
        }
    }

    /// A seed that the row gives is the user's; a brief by itself has its own; any other row's comes from its key. The variants of
    /// one follow one another, and so are dealt the banks evenly.
    fn seed(&self, written: Option<u64>) -> u64 {
        let given = self.source.is_none() || self.cells.iter().any(|cell| &*cell.name == "seed");
        let first = if given { written.unwrap_or(1) } else { self.key.seed(written.unwrap_or(1)) };
        first.wrapping_add(u64::from(self.variant))
    }

    /// Whether the user said which seed, so that it is not for us to draw another.
    pub(super) fn is_seeded(&self) -> bool {
        self.cells.iter().any(|cell| &*cell.name == "seed")
    }
}

fn raw(value: &Raw, hasher: &mut Hasher) {
    match value {
        Raw::Text(text) => hasher.text(text),
        Raw::List(items) => {
            hasher.text("[");
            items.iter().for_each(|item| raw(item, hasher));
            hasher.text("]");
        }
        Raw::Map(entries) => {
            hasher.text("{");
            entries.iter().for_each(|(key, value)| {
                hasher.text(key);
                raw(value, hasher);
            });
            hasher.text("}");
        }
    }
}

/// Puts a value at a place, making what leads there.
fn set(value: &mut Value, path: &[Step], new: Value) {
    let Some((step, rest)) = path.split_first() else {
        *value = new;
        return;
    };
    match step {
        Step::Key(key) => {
            if !value.is_object() {
                // An aspect that the brief only names is an aspect in full.
                let aspect = value.as_str().map(|aspect| ("aspect".to_string(), Value::from(aspect)));
                *value = Value::Object(Map::from_iter(aspect));
            }
            set(&mut value[key.as_str()], rest, new);
        }
        Step::Index(index) => {
            if !value.is_array() {
                *value = Value::Array(Vec::new());
            }
            if let Some(items) = value.as_array_mut() {
                while items.len() <= *index {
                    items.push(Value::Null);
                }
                set(&mut items[*index], rest, new);
            }
        }
    }
}

/// Items of a list that neither the brief nor the row wrote are none: of three columns for sections a row may leave the second empty.
fn drop_unwritten(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.retain(|item| !item.is_null());
            items.iter_mut().for_each(drop_unwritten);
        }
        Value::Object(entries) => entries.values_mut().for_each(drop_unwritten),
        _ => {}
    }
}
