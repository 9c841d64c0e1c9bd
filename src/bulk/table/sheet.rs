//! The first sheet of an Excel workbook. Its first row is the names of the columns.
//!
//! A cell gives what is stored in it: a date as 2026-03-05, a number with the digits it needs. How Excel shows it (15.3% for 0.153)
//! is not stored in it.

use std::io::{Cursor, Read};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread;

use calamine::{Data, Reader, Xlsx, XlsxError};

use super::{Found, Raw, Row, Table, empty, unreadable};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::{Source, Span};

/// A workbook larger than this is no list of speeches.
const LARGEST: u64 = 128 << 20;

pub(super) fn rows<'t>(table: &'t Table<'_>) -> Result<Box<dyn Iterator<Item = Result<Row>> + 't>> {
    let mut bytes = Vec::new();
    table.bytes()?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&table.name, &error))?;
    if bytes.len() as u64 > LARGEST {
        let problem = Diagnostic::error(Code::File, format!("“{}”太大", table.name));
        return Err(problem.hint("另存为 CSV，CSV 多大都行").into());
    }
    let damaged = || {
        let problem = Diagnostic::error(Code::Document, format!("“{}”不是完好的 Excel 工作簿", table.name));
        problem.hint("用 Excel 或 WPS 打开，另存为 .xlsx 或 CSV")
    };
    let mut lines = lines(bytes).map_err(|_| damaged())?;
    let header = match lines.next() {
        Some(header) => header.ok_or_else(damaged)?,
        None => return Err(empty(&table.name).into()),
    };
    let left = header.cells.first().map_or(0, |(column, _)| *column);
    let texts: Vec<String> = header.texts(left).into_iter().map(|text| text.unwrap_or_default()).collect();
    let (source, spans) = shown(&table.name, header.number, &texts);
    let source = Arc::new(source);
    let names: Vec<Arc<str>> = texts.iter().map(|name| name.trim().into()).collect();
    let named: Vec<_> = names.iter().cloned().zip(spans).collect();
    table.columns.header(&source, &named)?;
    let mut number = 0;
    Ok(Box::new(std::iter::from_fn(move || {
        loop {
            let Some(line) = lines.next()? else { return Some(Err(damaged().into())) };
            // What stands further left than any name has none.
            let start = line.cells.first().map_or(left, |(column, _)| left.min(*column));
            let values = line.texts(start);
            if values.iter().all(|value| value.as_deref().is_ok_and(|text| text.trim().is_empty())) {
                continue;
            }
            number += 1;
            let texts: Vec<String> = values.iter().map(|value| value.clone().unwrap_or_else(|shown| shown)).collect();
            let (source, spans) = shown(&table.name, line.number, &texts);
            let (mut cells, mut faults) = (Vec::new(), Vec::new());
            for (column, (value, span)) in values.into_iter().zip(spans).enumerate() {
                let name = (start + column).checked_sub(left).and_then(|column| names.get(column)).cloned();
                let name = name.unwrap_or_default();
                match value {
                    Err(shown) => {
                        let problem = Diagnostic::error(Code::BadValue, format!("“{name}”这一格是错误值 {shown}"));
                        faults.push(problem.hint("在 Excel 里改好公式，或者把值直接写进去"));
                    }
                    Ok(text) if text.trim().is_empty() => {}
                    Ok(_) if name.is_empty() => {
                        let problem = Diagnostic::error(Code::UnknownKey, "这一格上面没有列名");
                        faults.push(problem.hint("在第一行补上列名"));
                    }
                    Ok(text) => cells.push(Found { name, raw: Raw::Text(text.trim().into()), span }),
                }
            }
            return Some(Ok(table.row(number, source, cells, faults)));
        }
    })))
}

/// The cells of a row that are not empty, by their columns, and its number from 1.
struct Line {
    number: usize,
    cells: Vec<(usize, Data)>,
}

impl Line {
    /// What the cells say from column `start` on, those between that are empty too.
    fn texts(&self, start: usize) -> Vec<std::result::Result<String, String>> {
        let width = self.cells.last().map_or(0, |(column, _)| column + 1 - start);
        let mut texts = vec![Ok(String::new()); width];
        for (column, cell) in &self.cells {
            texts[column - start] = text(cell);
        }
        texts
    }
}

/// So many rows are read ahead.
const AHEAD: usize = 64;

/// The columns that a sheet can have.
const COLUMNS: usize = 16_384;

/// The rows of the first sheet as they are read, so that a million of them are not held at once; `None` where the sheet turns out to be
/// damaged. The workbook is read by a thread of its own: its reader borrows the book, and so cannot be handed over with it.
fn lines(bytes: Vec<u8>) -> std::result::Result<impl Iterator<Item = Option<Line>>, XlsxError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let sheet = book.sheet_names().into_iter().next().ok_or_else(|| XlsxError::WorksheetNotFound(String::new()))?;
    // That there is such a sheet is known at once.
    book.worksheet_cells_reader(&sheet)?;
    let (sender, receiver) = sync_channel(AHEAD);
    thread::Builder::new().spawn(move || {
        let Ok(mut reader) = book.worksheet_cells_reader(&sheet) else { return };
        let mut line = Line { number: 0, cells: Vec::new() };
        while let Ok(cell) = reader.next_cell() {
            let number = cell.as_ref().map(|cell| cell.get_position().0 as usize + 1);
            if number != Some(line.number) && !line.cells.is_empty() {
                let mut done = std::mem::replace(&mut line, Line { number: 0, cells: Vec::new() });
                done.cells.sort_by_key(|(column, _)| *column);
                // Nobody may want the rest.
                if sender.send(Some(done)).is_err() {
                    return;
                }
            }
            let (Some(cell), Some(number)) = (cell, number) else {
                let _ = sender.send(None);
                return;
            };
            line.number = number;
            let column = cell.get_position().1 as usize;
            match Data::from(cell.get_value().clone()) {
                _ if column >= COLUMNS => return,
                Data::Empty => {}
                value => line.cells.push((column, value)),
            }
        }
    })?;
    // A reader that ended without saying that this was all broke off.
    let mut over = false;
    Ok(std::iter::from_fn(move || {
        if over {
            return None;
        }
        let line = receiver.recv();
        over = !matches!(line, Ok(Some(_)));
        match line {
            Ok(Some(line)) => Some(Some(line)),
            Ok(None) => None,
            Err(_) => Some(None),
        }
    }))
}

/// A row as a line of text, parted by tabs as it is on the clipboard.
fn shown(name: &str, line: usize, texts: &[String]) -> (Source, Vec<Span>) {
    let (mut shown, mut spans) = (String::new(), Vec::new());
    for text in texts {
        if !spans.is_empty() {
            shown.push('\t');
        }
        let start = shown.len();
        shown.push_str(text);
        spans.push(start..shown.len());
    }
    (Source::piece(name, line, shown), spans)
}

/// What a cell says; the error is that of the cell.
fn text(cell: &Data) -> std::result::Result<String, String> {
    Ok(match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => float(*number),
        Data::Bool(truth) => if *truth { "是" } else { "否" }.into(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            let date = format!("{year}-{month:02}-{day:02}");
            if (hour, minute) == (0, 0) { date } else { format!("{date} {hour:02}:{minute:02}") }
        }
        Data::DateTime(moment) => float(moment.as_f64()),
        Data::Error(error) => return Err(error.to_string()),
    })
}

/// Excel keeps fifteen digits of a number; what stands behind them (0.1 + 0.2) is noise.
fn float(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string()
}
