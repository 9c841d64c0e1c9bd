//! `qicao bank rename`: another name for the last segment of a path, and for every place that calls it by name.

use anyhow::Result;

use super::super::{Exit, output};
use super::home::{Home, Own};
use super::remove::nowhere;
use qicao::{Code, Diagnostic, Error};

/// The command line.
#[derive(Debug, clap::Args)]
pub struct Rename {
    /// 哪个路径，如 theme/营商环境/do/政务服务、slot/名称、fact/牵头单位
    #[arg(value_name = "路径", help_heading = "参数")]
    pub path: String,
    /// 最后一段改成什么；占位改了名，短语里的【名】一起改；侧面改了名，must 里的一起改
    #[arg(value_name = "新名", help_heading = "参数")]
    pub name: String,
    #[command(flatten)]
    pub own: Own,
}

/// Runs the command.
pub fn run(args: &Rename) -> Result<Exit> {
    let mut home = Home::open(&args.own)?;
    let path = args.path.trim_matches('/');
    let name = args.name.trim();
    if name.is_empty() || name.contains('/') {
        let problem = Diagnostic::error(Code::BadValue, "新名里不能有斜线，也不能空着");
        return Err(Error::from(problem.hint("要换到别的路径，用 qicao bank move")).into());
    }
    let directory = home.directory().to_string();
    let mut sheets = home.with(path);
    if sheets.is_empty() {
        return Err(nowhere(&directory, path).into());
    }
    sheets.iter_mut().try_for_each(|sheet| sheet.rename(path, name))?;
    let mut called = 0;
    for sheet in home.sheets() {
        called += sheet.rename_calls(path, name)?;
    }
    for file in home.save()? {
        output::note(&format!("改好了 {file}"));
    }
    if called > 0 {
        output::note(&format!("引它的 {called} 处也改了"));
    }
    Ok(Exit::Done)
}
