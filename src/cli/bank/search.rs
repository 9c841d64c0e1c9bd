//! `qicao bank search`: phrases by text, slot, label or source.

use anyhow::Result;

use super::super::{Exit, args, input, output};
use super::rows::{Row, rows};
use super::show;

/// The command line.
#[derive(Debug, clap::Args)]
pub struct Search {
    /// 短语里有的文字；空格隔开的几个词都要有
    #[arg(value_name = "文字", default_value = "", help_heading = "参数", hide_default_value = true)]
    pub text: String,
    /// 用到这个占位的，如 牵头单位
    #[arg(long, value_name = "占位")]
    pub slot: Option<String>,
    /// 有这个标签的
    #[arg(long, value_name = "标签")]
    pub tag: Option<String>,
    /// 出处里有这个词的
    #[arg(long, value_name = "词")]
    pub source: Option<String>,
    /// 用 JSON 打印
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub library: args::Library,
}

/// Runs the command.
pub fn run(args: &Search) -> Result<Exit> {
    let library = input::library(&args.library)?;
    let mut found = rows(&library, "")?;
    found.retain(|row| fits(args, row));
    show::print(&found, args.json)?;
    match found.len() {
        0 => output::note("没有找到；少写几个字再试"),
        count => output::note(&format!("找到 {count} 条")),
    }
    Ok(Exit::Done)
}

fn fits(args: &Search, row: &Row) -> bool {
    let slot = args.slot.as_ref().map(|slot| slot.trim_matches(['【', '】']));
    let source = || row.phrase.limits.as_ref().and_then(|limits| limits.source.as_deref()).unwrap_or_default();
    args.text.split_whitespace().all(|word| row.phrase.text.contains(word))
        && slot.is_none_or(|slot| row.phrase.slots().any(|found| found.name.trim_end_matches('*') == slot))
        && args.tag.as_ref().is_none_or(|tag| row.phrase.tags().contains(tag))
        && args.source.as_ref().is_none_or(|word| source().contains(word.as_str()))
}
