//! The first sheet of an Excel workbook. Its first row is the names of the columns.
//!
//! A cell gives what is stored in it: a date as 2026-03-05, a number with the digits it needs. How Excel shows it (15.3% for 0.153)
//! is not stored in it.

use std::io::{Cursor, Read};
use std::sync::Arc;

use calamine::{Data, Reader, Xlsx};

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
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let sheet = book.worksheet_range_at(0).and_then(std::result::Result::ok).ok_or_else(damaged)?;
    let Some((top, left)) = sheet.start() else { return Err(empty(&table.name).into()) };
    let (height, width) = sheet.get_size();
    let line = move |row: usize| top as usize + row + 1;
    let cell = move |sheet: &calamine::Range<Data>, row: usize, column: usize| {
        sheet.get_value((top + row as u32, left + column as u32)).cloned().unwrap_or_default()
    };
    let texts: Vec<String> = (0..width).map(|column| text(&cell(&sheet, 0, column)).unwrap_or_default()).collect();
    let (source, spans) = shown(&table.name, line(0), &texts);
    let source = Arc::new(source);
    let names: Vec<Arc<str>> = texts.iter().map(|name| name.trim().into()).collect();
    let named: Vec<_> = names.iter().cloned().zip(spans).collect();
    table.columns.header(&source, &named)?;
    let (mut row, mut number) = (0, 0);
    Ok(Box::new(std::iter::from_fn(move || {
        loop {
            row += 1;
            if row >= height {
                return None;
            }
            let values: Vec<_> = (0..width).map(|column| text(&cell(&sheet, row, column))).collect();
            if values.iter().all(|value| value.as_deref().is_ok_and(|text| text.trim().is_empty())) {
                continue;
            }
            number += 1;
            let texts: Vec<String> = values.iter().map(|value| value.clone().unwrap_or_else(|shown| shown)).collect();
            let (source, spans) = shown(&table.name, line(row), &texts);
            let (mut cells, mut faults) = (Vec::new(), Vec::new());
            for ((name, value), span) in names.iter().zip(values).zip(spans) {
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
                    Ok(text) => cells.push(Found { name: name.clone(), raw: Raw::Text(text.trim().into()), span }),
                }
            }
            return Some(Ok(table.row(number, source, cells, faults)));
        }
    })))
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
