//! `qicao bank import`: phrases from a Tracery grammar, a table, plain lines or another library.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;

use super::super::{Exit, output};
use super::home::{Home, Own};
use super::merge;
use qicao::library::exchange::{Imported, lines, table, tracery};
use qicao::{Code, Diagnostic, Error, Source, decode};

/// The command line.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// 从哪个文件：.json（Tracery）、.csv、.xlsx、.txt（一行一条），或者一个库目录（如挖出来的）
    #[arg(value_name = "文件", help_heading = "参数")]
    pub file: String,
    /// 放到哪个路径：文本文件要写；表格里没有写路径的行也放到这里
    #[arg(long, value_name = "路径")]
    pub into: Option<String>,
    #[command(flatten)]
    pub own: Own,
}

/// Runs the command.
pub fn run(args: &Import) -> Result<Exit> {
    if Path::new(&args.file).is_dir() {
        return merge::merge(std::slice::from_ref(&args.file), Some(merge::Rule::Both), &args.own);
    }
    let mut home = Home::open(&args.own)?;
    let imported = read(args)?;
    output::diagnostics(&imported.reports);
    let (mut added, mut known) = (0, 0);
    for arrival in &imported.phrases {
        let sheet = home.sheet_for(&arrival.path);
        if sheet
            .phrases(&arrival.path)
            .iter()
            .any(|found| found.path == arrival.path && found.text == arrival.phrase.text)
        {
            known += 1;
            continue;
        }
        sheet.add(&arrival.path, &arrival.phrase)?;
        added += 1;
    }
    for file in home.save()? {
        output::note(&format!("写好 {file}"));
    }
    let known = if known > 0 { format!("，已经有的 {known} 条没有再添") } else { String::new() };
    output::note(&format!("添了 {added} 条{known}"));
    Ok(if imported.reports.is_empty() { Exit::Done } else { Exit::Findings })
}

fn read(args: &Import) -> Result<Imported> {
    let name = &args.file;
    let fault = |message: String, hint: &str| Error::from(Diagnostic::error(Code::File, message).hint(hint));
    let bytes =
        std::fs::read(name).map_err(|error| fault(format!("读不了“{name}”：{error}"), "看看名字和目录对不对"))?;
    let text = || {
        decode(&bytes).map(|decoded| decoded.text).ok_or_else(|| fault(format!("“{name}”不是文本文件"), "另存为 UTF-8"))
    };
    let into = args.into.as_deref().map(|path| path.trim_matches('/'));
    let extension = Path::new(name).extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("json") => Ok(tracery::read(&Arc::new(Source::new(name, text()?)))?),
        Some("csv" | "tsv") => Ok(table::csv(name, &bytes, into)?),
        Some("xlsx" | "xls" | "ods") => Ok(table::workbook(name, &bytes, into)?),
        Some("txt" | "md") | None => match into {
            Some(path) => Ok(lines::read(&text()?, path)),
            None => Err(fault("不知道放到哪个路径".into(), "加上 --into 路径，如 --into move/closing_call").into()),
        },
        Some(other) => Err(fault(format!("不会读 .{other}"), "可读：.json、.csv、.xlsx、.txt，或者一个库目录").into()),
    }
}
