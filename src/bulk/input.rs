//! What is drafted from: rows over one brief, several briefs, several drafts of each.
//!
//! An input is gone through twice, once to look and once to draft, and must give the same rows both times; so it is a thing that
//! can be begun again, and not a list, which a million rows would not fit in.

use std::sync::Arc;

use serde_json::Value;

use super::key::{Hasher, Key};
use super::row::Row;
use crate::brief::Brief;
use crate::diagnostic::{Code, Diagnostic, Result};

/// Rows that can be gone through again.
pub trait Input {
    /// The rows from the first on. An error is one after which there are no more.
    fn rows(&self) -> Result<Box<dyn Iterator<Item = Result<Row>> + '_>>;
}

/// The brief that rows are laid over.
#[derive(Debug)]
pub struct Base {
    pub(super) brief: Brief,
    pub(super) value: Value,
}

impl Base {
    /// A brief that was read.
    pub fn new(brief: Brief) -> Result<Arc<Base>> {
        let value = serde_json::to_value(&brief.written)
            .map_err(|error| Diagnostic::error(Code::WrongType, format!("读不懂这份要求：{error}")))?;
        Ok(Arc::new(Base { brief, value }))
    }
}

/// Briefs, each of them a row by itself, known by its name.
#[derive(Debug)]
pub struct Briefs {
    briefs: Vec<(String, Arc<Base>)>,
}

impl Briefs {
    /// Briefs with their names, which are those of their files without folder and extension.
    pub fn new(briefs: Vec<(String, Arc<Base>)>) -> Briefs {
        Briefs { briefs }
    }
}

impl Input for Briefs {
    fn rows(&self) -> Result<Box<dyn Iterator<Item = Result<Row>> + '_>> {
        Ok(Box::new(self.briefs.iter().zip(1..).map(|((name, base), number)| {
            let mut hasher = Hasher::default();
            hasher.text(name);
            let key = Key { given: Some(name.clone()), hash: hasher.finish(), before: 0, variant: None };
            let base = base.clone();
            Ok(Row { number, key, variant: 0, base, source: None, cells: Vec::new(), faults: Vec::new() })
        })))
    }
}

/// Several drafts of each row of an input.
pub struct Variants<'i> {
    input: &'i dyn Input,
    count: u32,
}

impl<'i> Variants<'i> {
    /// `count` drafts of each row.
    pub fn new(input: &'i dyn Input, count: u32) -> Self {
        Variants { input, count }
    }
}

impl Input for Variants<'_> {
    fn rows(&self) -> Result<Box<dyn Iterator<Item = Result<Row>> + '_>> {
        let mut rows = self.input.rows()?;
        let mut current: Option<(Row, u32)> = None;
        let mut number = 0;
        Ok(Box::new(std::iter::from_fn(move || {
            let (row, variant) = match current.take().filter(|(_, variant)| *variant < self.count) {
                Some((row, variant)) => (row, variant),
                None => match rows.next()? {
                    Ok(row) => (row, 0),
                    Err(error) => return Some(Err(error)),
                },
            };
            number += 1;
            let key = Key { variant: Some(variant + 1), ..row.key.clone() };
            let one = Row { number, key, variant, ..row.clone() };
            current = Some((row, variant + 1));
            Some(Ok(one))
        })))
    }
}
