//! Tables, from CSV or a workbook: a phrase a row, what its columns mean by their heads, in Chinese or English.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, Reader, open_workbook_auto_from_rs};

use super::{Arrival, Imported};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::library::Origin;
use crate::library::path::BankPath;
use crate::library::phrase::{OneOrMany, Phrase, PhraseWritten, When};
use crate::source::Source;
use crate::text::decode::decode;
use crate::yaml::suggest;

/// Columns: the key of a phrase, and the head that people write.
pub const COLUMNS: [(&str, &str); 14] = [
    ("path", "路径"),
    ("text", "短语"),
    ("weight", "权重"),
    ("tags", "标签"),
    ("level", "级别"),
    ("register", "语体"),
    ("type", "类型"),
    ("post", "职务"),
    ("theme", "主题"),
    ("needs", "要有"),
    ("since", "起"),
    ("until", "止"),
    ("source", "出处"),
    ("note", "备注"),
];

/// Reads a CSV file in any encoding. `into` is the path of rows that name none.
pub fn csv(name: &str, bytes: &[u8], into: Option<&str>) -> Result<Imported> {
    let decoded = decode(bytes).ok_or_else(|| {
        Diagnostic::error(Code::Encoding, format!("“{name}”不是文本文件")).hint("从表格软件里另存为 CSV（UTF-8）")
    })?;
    let first = decoded.text.lines().next().unwrap_or_default();
    let delimiter = if first.contains('\t') {
        b'\t'
    } else if first.contains(';') && !first.contains(',') {
        b';'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(decoded.text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(1, csv::Position::line);
            Diagnostic::error(Code::Document, format!("“{name}”第 {line} 行不是 CSV")).hint("看看引号是否成对")
        })?;
        let line = record.position().map_or(0, csv::Position::line) as usize;
        rows.push((line, record.iter().map(str::to_string).collect()));
    }
    phrases(name, &decoded.text, rows, into)
}

/// Reads the first sheet of a workbook.
pub fn workbook(name: &str, bytes: &[u8], into: Option<&str>) -> Result<Imported> {
    let broken = |_| {
        Diagnostic::error(Code::Document, format!("“{name}”不是表格，或者坏了")).hint("用表格软件另存为 .xlsx 或 CSV")
    };
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(broken)?;
    let Some(Ok(range)) = book.worksheet_range_at(0) else { return Err(broken(calamine::Error::Msg("")).into()) };
    let first = range.start().map_or(0, |(row, _)| row as usize);
    let cell = |cell: &Data| match cell {
        Data::Float(n) if n.fract() == 0.0 => format!("{n:.0}"),
        cell => cell.to_string(),
    };
    let rows = range.rows().enumerate().map(|(at, row)| (first + at + 1, row.iter().map(cell).collect()));
    phrases(name, "", rows.collect(), into)
}

/// A row of cells with its number in the file.
type Row = (usize, Vec<String>);

fn phrases(name: &str, text: &str, rows: Vec<Row>, into: Option<&str>) -> Result<Imported> {
    let source = Arc::new(Source::new(name, text));
    let mut rows = rows.into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
    let Some((line, heads)) = rows.next() else {
        let problem = Diagnostic::error(Code::Document, format!("“{name}”是空表"));
        return Err(problem.hint("第一行写列名：路径、短语、权重、标签……").into());
    };
    let mut problems = Vec::new();
    let keys: Vec<Option<&str>> = heads.iter().map(|head| column(head.trim())).collect();
    for (head, _) in heads.iter().zip(&keys).filter(|(head, key)| key.is_none() && !head.trim().is_empty()) {
        let names = COLUMNS.iter().flat_map(|(key, name)| [*key, *name]);
        problems.push(told(&source, line, format!("没有“{}”这一列", head.trim()), &suggest(head.trim(), names)));
    }
    if !keys.contains(&Some("text")) {
        problems.push(told(&source, line, "第一行里没有“短语”这一列".into(), "第一行写列名：路径、短语、权重、标签……"));
    }
    let mut found = Imported::default();
    for (line, cells) in rows {
        match row(&keys, &cells, into) {
            Ok(Some(arrival)) => found.phrases.push(arrival),
            Ok(None) => {}
            Err((message, hint)) => problems.push(told(&source, line, message, &hint)),
        }
    }
    if problems.is_empty() { Ok(found) } else { Err(problems.into()) }
}

fn column(head: &str) -> Option<&'static str> {
    let head = head.trim_start_matches('\u{feff}');
    COLUMNS.iter().find(|(key, name)| head.eq_ignore_ascii_case(key) || head == *name).map(|(key, _)| *key)
}

fn told(source: &Arc<Source>, line: usize, message: String, hint: &str) -> Diagnostic {
    let problem = Diagnostic::error(Code::BadValue, format!("第 {line} 行：{message}")).hint(hint);
    if source.text().is_empty() {
        return problem;
    }
    let start = source.offset(line, 1);
    problem.at(source, start..start)
}

fn row(
    keys: &[Option<&str>],
    cells: &[String],
    into: Option<&str>,
) -> std::result::Result<Option<Arrival>, (String, String)> {
    let cell = |key: &str| {
        let at = keys.iter().position(|found| *found == Some(key))?;
        cells.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    };
    let list = |key: &str| -> Vec<String> {
        let items = cell(key).into_iter().flat_map(|cell| cell.split(['、', '，', ',', ';', '；', '|']));
        items.map(|item| item.trim().to_string()).filter(|item| !item.is_empty()).collect()
    };
    let number = |key: &str| match cell(key) {
        None => Ok(None),
        Some(cell) => {
            cell.parse::<i32>().map(Some).map_err(|_| (format!("“{cell}”不是整数"), "这一列写整数".to_string()))
        }
    };
    let Some(text) = cell("text") else {
        return if cells.iter().all(|cell| cell.trim().is_empty()) {
            Ok(None)
        } else {
            Err(("没有短语".into(), "补上，或者删去这一行".into()))
        };
    };
    let Some(path) = cell("path").or(into) else {
        return Err(("没有路径".into(), "补上“路径”一列，或者用 --into 路径".into()));
    };
    let bank = BankPath::parse(path).map_err(|bad| (bad.message, bad.hint))?;
    let text = if matches!(bank, BankPath::Link(_)) { text.to_string() } else { super::bare(text) };
    Phrase::plain(text.clone(), Origin::default())
        .map_err(|(message, _)| (message, "占位写成【名】，括号要成对".to_string()))?;
    let when = When {
        level: list("level"),
        register: list("register"),
        kind: list("type"),
        post: list("post"),
        theme: list("theme"),
    };
    let several = |key: &str| Some(list(key)).filter(|list| !list.is_empty()).map(OneOrMany::Many);
    let weight = match number("weight")? {
        None => None,
        Some(weight @ 1..=100) => Some(weight as u32).filter(|weight| *weight != 1),
        Some(weight) => return Err((format!("权重 {weight} 超出范围"), "可写 1 至 100".into())),
    };
    let phrase = PhraseWritten {
        text,
        weight,
        when: (when != When::default()).then_some(when),
        needs: several("needs"),
        since: number("since")?,
        until: number("until")?,
        tags: several("tags"),
        source: cell("source").map(String::from),
        note: cell("note").map(String::from),
        ..PhraseWritten::default()
    };
    Ok(Some(Arrival { path: path.trim_matches('/').into(), phrase }))
}

/// Rows as CSV with the Chinese heads, in UTF-8 with the byte-order mark that spreadsheets look for.
pub fn to_csv<'p>(phrases: impl IntoIterator<Item = (&'p str, &'p Phrase)>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    // A table in memory takes whatever is written to it.
    let _ = writer.write_record(COLUMNS.iter().map(|(_, name)| *name));
    for (path, phrase) in phrases {
        let limits = phrase.limits.as_deref();
        let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
        let list = |of: fn(&crate::library::phrase::Limits) -> &Vec<String>| {
            limits.map(|limits| of(limits).join("、")).unwrap_or_default()
        };
        let cells = [
            path.to_string(),
            phrase.text.clone(),
            Some(phrase.weight).filter(|weight| *weight != 1).map(|weight| weight.to_string()).unwrap_or_default(),
            list(|limits| &limits.tags),
            list(|limits| &limits.when.level),
            list(|limits| &limits.when.register),
            list(|limits| &limits.when.kind),
            list(|limits| &limits.when.post),
            list(|limits| &limits.when.theme),
            list(|limits| &limits.needs),
            year(limits.and_then(|limits| limits.since)),
            year(limits.and_then(|limits| limits.until)),
            limits.and_then(|limits| limits.source.clone()).unwrap_or_default(),
            limits.and_then(|limits| limits.note.clone()).unwrap_or_default(),
        ];
        let _ = writer.write_record(&cells);
    }
    writer.into_inner().unwrap_or_default()
}
