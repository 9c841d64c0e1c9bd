//! Tables of rows over one brief: CSV and TSV, lines of JSON, Excel sheets.
//!
//! All of them stream: a text table may be of any length, and of an Excel workbook only the file itself and the texts that its cells
//! share are held.

mod bytes;
mod delimited;
mod lines;
mod sheet;

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::sync::Arc;

use encoding_rs::Encoding;

use super::column::{Place, Raw};
use super::input::{Base, Input};
use super::key::{Hasher, Key};
use super::row::{Cell, Row};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::{Source, Span};

/// The form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Values parted by commas, the first line being the names of the columns.
    Csv,
    /// The same, parted by tabs.
    Tsv,
    /// One JSON object a line.
    Jsonl,
    /// The first sheet of an Excel workbook, its first row being the names of the columns.
    Xlsx,
}

impl Form {
    /// The form that an extension stands for.
    ///
    /// ```
    /// use qicao::bulk::Form;
    ///
    /// assert_eq!(Form::of_extension("CSV"), Some(Form::Csv));
    /// assert_eq!(Form::of_extension("xls"), None);
    /// ```
    pub fn of_extension(extension: &str) -> Option<Form> {
        match extension.to_ascii_lowercase().as_str() {
            "csv" => Some(Form::Csv),
            "tsv" | "tab" => Some(Form::Tsv),
            "jsonl" | "ndjson" => Some(Form::Jsonl),
            "xlsx" | "xlsm" => Some(Form::Xlsx),
            _ => None,
        }
    }
}

/// How the columns of a table are taken.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The column that says who a row is.
    pub key: Option<String>,
    /// Whether a column that the brief does not know is a fact.
    pub extra_facts: bool,
    /// Columns that are wanted for something else, such as the names of files.
    pub also: BTreeSet<String>,
}

/// Opens the bytes of a table, each time from the first.
pub type Open<'o> = dyn Fn() -> io::Result<Box<dyn Read>> + 'o;

/// A table over a brief.
pub struct Table<'o> {
    name: String,
    form: Form,
    open: Box<Open<'o>>,
    encoding: OnceCell<&'static Encoding>,
    base: Arc<Base>,
    columns: Columns,
}

impl<'o> Table<'o> {
    /// A table that goes by `name` in messages. Nothing is read yet.
    pub fn new(name: &str, form: Form, base: Arc<Base>, options: Options, open: Box<Open<'o>>) -> Self {
        let columns = Columns { options, known: RefCell::default() };
        Table { name: name.into(), form, open, encoding: OnceCell::new(), base, columns }
    }

    fn bytes(&self) -> Result<Box<dyn Read>> {
        (self.open)().map_err(|error| unreadable(&self.name, &error).into())
    }

    /// The text of the table.
    fn text(&self) -> Result<impl Read + use<>> {
        let encoding = match self.encoding.get() {
            Some(encoding) => encoding,
            None => {
                let found = bytes::encoding(self.bytes()?).map_err(|error| unreadable(&self.name, &error))?;
                self.encoding.get_or_init(|| found)
            }
        };
        Ok(bytes::decoded(self.bytes()?, encoding))
    }

    /// A row of cells: the name of the column, what it says, and where that stands in `source`.
    fn row(&self, number: usize, source: Source, cells: Vec<Found>, mut faults: Vec<Diagnostic>) -> Row {
        let source = Arc::new(source);
        let mut kept = Vec::with_capacity(cells.len());
        for found in cells {
            match self.columns.find(&found.name) {
                Ok(place) => {
                    if let Some(problem) = fault(&found.name, &found.raw) {
                        faults.push(problem.at(&source, found.span.clone()));
                    }
                    kept.push(Cell { name: found.name, place, raw: found.raw, span: found.span });
                }
                Err(problem) => faults.push(problem.at(&source, found.span)),
            }
        }
        for fault in &mut faults {
            fault.place.get_or_insert_with(|| (source.clone(), 0..source.text().len()));
        }
        let key = Key { given: None, hash: 0, before: 0, variant: None };
        let source = Some(source);
        let mut row = Row { number, key, variant: 0, base: self.base.clone(), source, cells: kept, faults };
        self.identify(&mut row);
        row
    }

    /// The key of a row: what its column says, else all that it says.
    fn identify(&self, row: &mut Row) {
        let mut hasher = Hasher::default();
        if let Some(column) = &self.columns.options.key {
            let cell = row.cells.iter().find(|cell| *cell.name == **column);
            if let Some(Cell { raw: Raw::Text(text), .. }) = cell {
                hasher.text(text);
                row.key.given = Some(text.clone());
                row.key.hash = hasher.finish();
                return;
            }
            let problem = Diagnostic::error(Code::BadValue, format!("这一行的“{column}”是空的，认不出是哪一行"));
            let problem = problem.hint("补上；每一行的都要不同");
            row.faults.push(match &row.source {
                Some(source) => problem.at(source, 0..source.text().len()),
                None => problem,
            });
        }
        row.content(&mut hasher);
        row.key.hash = hasher.finish();
    }
}

impl Input for Table<'_> {
    fn rows(&self) -> Result<Box<dyn Iterator<Item = Result<Row>> + '_>> {
        match self.form {
            Form::Csv => delimited::rows(self, b','),
            Form::Tsv => delimited::rows(self, b'\t'),
            Form::Jsonl => lines::rows(self),
            Form::Xlsx => sheet::rows(self),
        }
    }
}

/// A cell as a reader found it.
struct Found {
    name: Arc<str>,
    raw: Raw,
    span: Span,
}

/// Where the column of a name leads: into the brief, or nowhere, or why it cannot be known.
type Leads = std::result::Result<Option<Arc<Place>>, Diagnostic>;

/// What the names of columns were found to be.
struct Columns {
    options: Options,
    known: RefCell<BTreeMap<Arc<str>, Leads>>,
}

/// So many names are remembered: a table has fewer, lines of JSON may have any number.
const NAMES: usize = 1_000;

impl Columns {
    /// The place of a column in the brief; none for one that only names the row.
    fn find(&self, name: &Arc<str>) -> std::result::Result<Option<Arc<Place>>, Diagnostic> {
        if let Some(found) = self.known.borrow().get(name) {
            return found.clone();
        }
        let found = self.look(name);
        let mut known = self.known.borrow_mut();
        if known.len() < NAMES {
            known.insert(name.clone(), found.clone());
        }
        found
    }

    fn look(&self, name: &str) -> std::result::Result<Option<Arc<Place>>, Diagnostic> {
        let problem = match Place::find(name) {
            Ok(place) => return Ok(Some(Arc::new(place))),
            Err(problem) => problem,
        };
        if self.options.key.as_deref() == Some(name) || self.options.also.contains(name) {
            return Ok(None);
        }
        if problem.code != Code::UnknownKey {
            return Err(problem);
        }
        if self.options.extra_facts {
            return Place::find(&format!("facts.{name}")).map(|place| Some(Arc::new(place)));
        }
        let near = problem.hint.clone().unwrap_or_default();
        Err(problem.hint(format!("{near}；是事实就写成 facts.{name}，或者加 --extra-facts")))
    }

    /// The columns of a header; every fault of it is reported, and there are no rows under a faulty one.
    fn header(&self, source: &Arc<Source>, names: &[(Arc<str>, Span)]) -> Result<()> {
        let mut problems = Vec::new();
        let mut seen = BTreeSet::new();
        for (name, span) in names.iter().filter(|(name, _)| !name.is_empty()) {
            let problem = if seen.insert(name.clone()) {
                self.find(name).err()
            } else {
                let problem = Diagnostic::error(Code::DuplicateKey, format!("“{name}”这一列有两个"));
                Some(problem.hint("留一个，另一个改名或删去"))
            };
            problems.extend(problem.map(|problem| problem.at(source, span.clone())));
        }
        let missing = self.options.key.as_deref().filter(|key| !seen.contains(*key));
        if let Some(key) = missing {
            let problem = Diagnostic::error(Code::UnknownName, format!("没有“{key}”这一列，认不出是哪一行"));
            let names = names.iter().map(|(name, _)| name.as_ref()).collect::<Vec<_>>();
            problems.push(problem.at(source, 0..source.text().len()).hint(crate::yaml::suggest(key, names)));
        }
        if problems.is_empty() { Ok(()) } else { Err(problems.into()) }
    }
}

/// What no cell may hold, whatever its column.
fn fault(name: &str, raw: &Raw) -> Option<Diagnostic> {
    let text = match raw {
        Raw::Text(text) => text,
        Raw::List(items) => return items.iter().find_map(|item| fault(name, item)),
        Raw::Map(entries) => return entries.iter().find_map(|(key, item)| fault(key, item)),
    };
    let may_break = name.rsplit('.').next().is_some_and(|key| matches!(key, "body" | "lead" | "closing"));
    let (message, hint) = if text.contains('\u{fffd}') {
        (format!("“{name}”里有读不出的字"), "看看文件的编码；用电子表格程序另存为 UTF-8 的 CSV")
    } else if !may_break && text.contains(['\n', '\r']) {
        (format!("“{name}”这一格里换了行"), "写在一行里")
    } else if text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        (format!("“{name}”里有控制字符"), "多半是从别处粘过来的，重新打一遍")
    } else {
        return None;
    };
    Some(Diagnostic::error(Code::BadValue, message).hint(hint))
}

fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    let (message, hint) = match error.kind() {
        io::ErrorKind::NotFound => (format!("没有“{name}”这个文件"), "看看名字和目录对不对"),
        io::ErrorKind::PermissionDenied => (format!("没有读“{name}”的权限"), "改一下权限"),
        _ => (format!("读不了“{name}”"), "看看文件是否完好、是否正被别的程序占用"),
    };
    Diagnostic::error(Code::File, message).hint(hint)
}

fn empty(name: &str) -> Diagnostic {
    Diagnostic::error(Code::File, format!("“{name}”是空的")).hint("第一行写列名，以下一行一份稿子")
}

#[cfg(test)]
mod tests;
