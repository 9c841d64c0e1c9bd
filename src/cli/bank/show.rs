//! `qicao bank show`: the phrases of a path, each with where it stands.

use std::fmt::Write as _;

use anyhow::Result;

use super::super::{Exit, args, input, output};
use super::rows::{Row, rows};
use qicao::library::Library;
use qicao::{Code, Diagnostic, Error};

/// The command line.
#[derive(Debug, clap::Args)]
pub struct Show {
    /// 哪个路径，如 theme/营商环境/do/政务服务/core；写上半截就连下面的一起打印
    #[arg(value_name = "路径", help_heading = "参数")]
    pub path: String,
    /// 用 JSON 打印
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub library: args::Library,
}

/// Runs the command.
pub fn run(args: &Show) -> Result<Exit> {
    let library = input::library(&args.library)?;
    let path = args.path.trim_matches('/');
    let rows = rows(&library, path)?;
    if rows.is_empty() {
        return Err(missing(&library, path)?);
    }
    print(&rows, args.json)?;
    Ok(Exit::Done)
}

/// Prints phrases bank by bank.
pub fn print(rows: &[Row], json: bool) -> Result<()> {
    if json {
        let rows: Vec<_> = rows.iter().map(Row::json).collect();
        return output::print((serde_json::to_string_pretty(&rows)? + "\n").as_bytes());
    }
    let mut out = String::new();
    let mut bank = "";
    let mut thought = None;
    for row in rows {
        if row.bank != bank {
            let _ = writeln!(out, "{}{}", if out.is_empty() { "" } else { "\n" }, row.bank);
            bank = row.bank;
        }
        // Further wordings of the same thought stand below it.
        let origin = row.phrase.origin;
        let own = (origin.file, origin.entry, origin.item);
        let mark = if thought == Some(own) { "  或 " } else { "  - " };
        thought = Some(own);
        let conditions = row.conditions();
        let conditions = if conditions.is_empty() { conditions } else { format!("（{conditions}）") };
        let _ = writeln!(out, "{mark}{}{conditions}　{}", row.phrase.text, row.place());
    }
    output::print(out.as_bytes())
}

/// Says that nothing stands under a path, with the near ones.
pub fn missing(library: &Library, path: &str) -> Result<anyhow::Error> {
    let banks: Vec<&str> = rows(library, "")?.iter().map(|row| row.bank).collect();
    let near = banks.iter().map(|bank| (strsim::osa_distance(path, bank), *bank)).min();
    let hint = match near.filter(|(distance, _)| *distance * 3 <= path.chars().count()) {
        Some((_, near)) => format!("是不是想写 {near}？"),
        None => "用 qicao bank list 看有哪些".into(),
    };
    let problem = Diagnostic::error(Code::UnknownName, format!("“{path}”下面没有短语"));
    Ok(Error::from(problem.hint(hint)).into())
}
