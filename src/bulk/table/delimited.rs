//! CSV and TSV, row by row. The first line is the names of the columns.

use std::fmt::Write as _;
use std::sync::Arc;

use csv::{Reader, ReaderBuilder, StringRecord};

use super::bytes::{Allowance, LONGEST_ROW};
use super::{Found, Raw, Row, Table, empty, unreadable};
use crate::diagnostic::{Code, Diagnostic, Error, Result};
use crate::source::{Source, Span};

pub(super) fn rows<'t>(table: &'t Table<'_>, comma: u8) -> Result<Box<dyn Iterator<Item = Result<Row>> + 't>> {
    let allowance = Allowance::new();
    let reader = allowance.of(table.text()?);
    let reader = ReaderBuilder::new().delimiter(comma).flexible(true).has_headers(false).from_reader(reader);
    let mut lines = Lines { name: &table.name, comma, reader, allowance };
    let mut header = StringRecord::new();
    let Some(line) = lines.next(&mut header)? else { return Err(empty(&table.name).into()) };
    let (source, spans) = lines.shown(line, &header);
    let source = Arc::new(source);
    let names: Vec<Arc<str>> = header.iter().map(|name| name.trim().trim_start_matches('\u{feff}').into()).collect();
    let named: Vec<_> = names.iter().cloned().zip(spans).collect();
    table.columns.header(&source, &named).map_err(|error| lines.parted_otherwise(&header, error))?;
    let (mut record, mut number) = (StringRecord::new(), 0);
    Ok(Box::new(std::iter::from_fn(move || {
        loop {
            let line = match lines.next(&mut record) {
                Ok(line) => line?,
                Err(problem) => return Some(Err(problem.into())),
            };
            // A spreadsheet program leaves rows of nothing behind what was deleted.
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            number += 1;
            let (source, spans) = lines.shown(line, &record);
            let mut faults = Vec::new();
            if record.len() != names.len() {
                let message = format!("这一行有 {} 格，表头有 {} 格", record.len(), names.len());
                let hint = "格里有逗号的要加引号；空着的格也要留出来";
                faults.push(Diagnostic::error(Code::WrongType, message).hint(hint));
            }
            let mut cells = Vec::new();
            for ((name, text), span) in names.iter().zip(record.iter().map(str::trim)).zip(spans) {
                if !text.is_empty() && name.is_empty() {
                    faults.push(Diagnostic::error(Code::UnknownKey, "这一格上面没有列名").hint("在第一行补上列名"));
                } else if !text.is_empty() {
                    cells.push(Found { name: name.clone(), raw: Raw::Text(text.into()), span });
                }
            }
            return Some(Ok(table.row(number, source, cells, faults)));
        }
    })))
}

struct Lines<'t, R> {
    name: &'t str,
    comma: u8,
    reader: Reader<R>,
    allowance: Allowance,
}

impl<R: std::io::Read> Lines<'_, R> {
    /// Reads a record and says on which line it begins; none at the end.
    fn next(&mut self, record: &mut StringRecord) -> std::result::Result<Option<u64>, Diagnostic> {
        self.allowance.renew();
        let more = self.reader.read_record(record).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => unreadable(self.name, &error),
            _ => Diagnostic::error(Code::Encoding, format!("读不了“{}”", self.name)).hint("另存为 UTF-8 的 CSV"),
        })?;
        let line = record.position().map_or(1, csv::Position::line);
        if self.allowance.is_spent() {
            let message = format!("这一行超过 {} KB，多半是引号没有配对", LONGEST_ROW >> 10);
            let start: String = record.iter().next().unwrap_or_default().chars().take(40).collect();
            let source = Arc::new(Source::piece(self.name, line as usize, start));
            return Err(Diagnostic::error(Code::BadValue, message)
                .at(&source, 0..source.text().len())
                .hint("补上引号"));
        }
        Ok(more.then_some(line))
    }

    /// A record as a line of text, as it stands in the file but for needless quotation marks; the span of each cell.
    fn shown(&self, line: u64, record: &StringRecord) -> (Source, Vec<Span>) {
        let mut text = String::with_capacity(record.as_slice().len() + record.len());
        let mut spans = Vec::with_capacity(record.len());
        for (at, cell) in record.iter().enumerate() {
            if at > 0 {
                text.push(char::from(self.comma));
            }
            let start = text.len();
            if cell.contains([char::from(self.comma), '"', '\n', '\r']) {
                let _ = write!(text, "\"{}\"", cell.replace('"', "\"\""));
            } else {
                text.push_str(cell);
            }
            spans.push(start..text.len());
        }
        (Source::piece(self.name, line as usize, text), spans)
    }

    /// A header that is one column of several names was parted by something else.
    fn parted_otherwise(&self, header: &StringRecord, error: Error) -> Error {
        let only = (header.len() == 1).then(|| header.get(0)).flatten().unwrap_or_default();
        let Some(mark) = ['\t', ';', '；', '，', '|', ','].into_iter().find(|mark| only.contains(*mark)) else {
            return error;
        };
        let shown = if mark == '\t' { "制表符".to_string() } else { format!("“{mark}”") };
        let message = format!("“{}”的各列像是用{shown}分开的", self.name);
        let hint = if mark == '\t' {
            "改名为 .tsv"
        } else {
            "用半角逗号分开，或者用电子表格程序另存为 CSV"
        };
        let source = Arc::new(Source::new(self.name, only));
        Diagnostic::error(Code::BadValue, message).at(&source, 0..only.len()).hint(hint).into()
    }
}
