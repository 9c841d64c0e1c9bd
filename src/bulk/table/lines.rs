//! Lines of JSON, an object each: keys of the brief, nested as in the brief or dotted as in a table.

use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::value::RawValue;

use super::bytes::LONGEST_ROW;
use super::{Found, Raw, Row, Table, unreadable};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::Source;

pub(super) fn rows<'t>(table: &'t Table<'_>) -> Result<Box<dyn Iterator<Item = Result<Row>> + 't>> {
    let mut reader = BufReader::new(table.text()?);
    let (mut line, mut number) = (0, 0);
    Ok(Box::new(std::iter::from_fn(move || {
        loop {
            line += 1;
            let text = match next(&table.name, line, &mut reader) {
                Ok(text) => text?,
                Err(problem) => return Some(Err(problem.into())),
            };
            let text = text.trim_start_matches('\u{feff}').trim();
            if text.is_empty() {
                continue;
            }
            number += 1;
            let (mut cells, mut faults) = (Vec::new(), Vec::new());
            match serde_json::from_str::<IndexMap<String, &RawValue>>(text) {
                Ok(object) => {
                    for (key, value) in object {
                        flatten(text, key.trim().to_string(), value, &mut cells);
                    }
                }
                Err(error) => {
                    let message = format!("第 {} 个字符处不是 JSON", error.column());
                    let message = if error.is_data() { "这一行不是 JSON 对象".to_string() } else { message };
                    let hint = "每行写一个对象，如 {\"meeting\": \"…\", \"facts\": {\"项目数\": 12}}";
                    faults.push(Diagnostic::error(Code::BadValue, message).hint(hint));
                }
            }
            return Some(Ok(table.row(number, Source::piece(&table.name, line, text), cells, faults)));
        }
    })))
}

/// The next line, of bounded length.
fn next(name: &str, line: usize, reader: &mut impl BufRead) -> std::result::Result<Option<String>, Diagnostic> {
    let mut bytes = Vec::new();
    let size = reader.by_ref().take(LONGEST_ROW).read_until(b'\n', &mut bytes);
    let size = size.map_err(|error| unreadable(name, &error))?;
    if size as u64 == LONGEST_ROW {
        let source = Arc::new(Source::piece(name, line, ""));
        let problem = Diagnostic::error(Code::BadValue, format!("这一行超过 {} KB", LONGEST_ROW >> 10));
        return Err(problem.at(&source, 0..0).hint("每行写一个对象，一行一份稿子"));
    }
    // The decoder gives UTF-8 and nothing else.
    Ok((size > 0).then(|| String::from_utf8_lossy(&bytes).into_owned()))
}

/// Objects are ways to a place; what else stands there is what the row says.
fn flatten(line: &str, name: String, value: &RawValue, cells: &mut Vec<Found>) {
    let text = value.get();
    if text.starts_with('{')
        && let Ok(object) = serde_json::from_str::<IndexMap<String, &RawValue>>(text)
    {
        for (key, value) in object {
            flatten(line, format!("{name}.{}", key.trim()), value, cells);
        }
        return;
    }
    let Some(raw) = raw(value) else { return };
    let start = text.as_ptr() as usize - line.as_ptr() as usize;
    cells.push(Found { name: Arc::from(name), raw, span: start..start + text.len() });
}

/// What a value says; none for nothing. A number keeps the digits it was written with.
fn raw(value: &RawValue) -> Option<Raw> {
    let text = value.get();
    match text.as_bytes().first() {
        Some(b'n') | None => None,
        Some(b'"') => {
            let text: String = serde_json::from_str(text).ok()?;
            let text = text.trim();
            (!text.is_empty()).then(|| Raw::Text(text.into()))
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            Some(Raw::List(items.into_iter().filter_map(raw).collect()))
        }
        Some(b'{') => {
            let entries: IndexMap<String, &RawValue> = serde_json::from_str(text).ok()?;
            Some(Raw::Map(entries.into_iter().filter_map(|(key, value)| Some((key, raw(value)?))).collect()))
        }
        Some(_) => Some(Raw::Text(text.into())),
    }
}
