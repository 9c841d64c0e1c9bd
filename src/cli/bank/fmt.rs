//! `qicao bank fmt`: files laid out in one way.

use anyhow::Result;

use super::super::{Exit, output};
use super::home::{Home, Own};

/// The command line.
#[derive(Debug, clap::Args)]
pub struct Fmt {
    /// 只看不改：有没排整齐的就以 1 退出
    #[arg(long)]
    pub check: bool,
    #[command(flatten)]
    pub own: Own,
}

/// Runs the command.
pub fn run(args: &Fmt) -> Result<Exit> {
    let mut home = Home::open(&args.own)?;
    let mut changed = Vec::new();
    for sheet in home.sheets() {
        if sheet.format()? {
            changed.push(sheet.name().to_string());
        }
    }
    if !args.check {
        home.save()?;
    }
    for file in &changed {
        output::note(&format!("{}：{file}", if args.check { "没有排整齐" } else { "排好了" }));
    }
    if changed.is_empty() {
        output::note("都是整齐的");
    }
    Ok(if args.check && !changed.is_empty() { Exit::Findings } else { Exit::Done })
}
