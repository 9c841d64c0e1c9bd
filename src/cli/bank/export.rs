//! `qicao bank export`: phrases as JSON, CSV or a Tracery grammar.

use anyhow::Result;

use super::super::{Exit, args, input, output};
use super::rows::{Row, rows};
use super::show;
use qicao::library::exchange::{table, tracery};

/// The command line.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// 只取这个路径下面的；不写就全取
    #[arg(value_name = "路径", default_value = "", help_heading = "参数", hide_default_value = true)]
    pub path: String,
    /// 格式：json（默认）、csv（表格软件能开，改好可以再导入）、tracery
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "json",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub format: Format,
    /// 写到文件；不写就打印出来
    #[arg(short, long, value_name = "文件")]
    pub output: Option<String>,
    #[command(flatten)]
    pub library: args::Library,
}

/// What banks are turned into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// 每条一个对象
    Json,
    /// 表格
    Csv,
    /// Tracery 语法
    Tracery,
}

/// Runs the command.
pub fn run(args: &Export) -> Result<Exit> {
    let library = input::library(&args.library)?;
    let path = args.path.trim_matches('/');
    let rows = rows(&library, path)?;
    if rows.is_empty() {
        return Err(show::missing(&library, path)?);
    }
    let phrases = rows.iter().map(|row| (row.bank, row.phrase));
    let bytes = match args.format {
        Format::Json => {
            (serde_json::to_string_pretty(&rows.iter().map(Row::json).collect::<Vec<_>>())? + "\n").into_bytes()
        }
        Format::Csv => table::to_csv(phrases),
        Format::Tracery => (serde_json::to_string_pretty(&tracery::write(phrases))? + "\n").into_bytes(),
    };
    match &args.output {
        Some(file) => {
            output::write(file, &bytes, false)?;
            output::note(&format!("写好 {file}：{} 条", rows.len()));
        }
        None => output::print(&bytes)?,
    }
    Ok(Exit::Done)
}
