//! `qicao bank move`: phrases from one path to another, with their conditions and remarks.

use anyhow::Result;

use super::super::{Exit, output};
use super::home::{Home, Own};
use super::remove::{nowhere, only};
use qicao::library::edit::Cut;
use qicao::{Code, Diagnostic, Error};

/// The command line.
#[derive(Debug, clap::Args)]
pub struct Move {
    /// 从哪个路径
    #[arg(value_name = "从", help_heading = "参数")]
    pub from: String,
    /// 到哪个路径
    #[arg(value_name = "到", help_heading = "参数")]
    pub to: String,
    /// 只挪这一条：写全文，或者写得出唯一一条的几个字
    #[arg(value_name = "短语", help_heading = "参数")]
    pub text: Option<String>,
    #[command(flatten)]
    pub own: Own,
}

/// Runs the command.
pub fn run(args: &Move) -> Result<Exit> {
    let mut home = Home::open(&args.own)?;
    let (from, to) = (args.from.trim_matches('/'), args.to.trim_matches('/'));
    if from == to {
        let problem = Diagnostic::error(Code::BadValue, "从哪里来，又到哪里去，是同一个路径");
        return Err(Error::from(problem.hint("写上要挪到的路径")).into());
    }
    let directory = home.directory().to_string();
    let sheets = home.with(from);
    if sheets.is_empty() {
        return Err(nowhere(&directory, from).into());
    }
    // What is moved is put first and taken out afterwards: a file is never left empty in between.
    if let Some(text) = &args.text {
        let (at, found) = only(&sheets.iter().map(|sheet| sheet.phrases(from)).collect::<Vec<_>>(), from, text)?;
        let cut = sheets[at].cut_phrase(&found.at);
        let file = sheets[at].name().to_string();
        home.sheet_for(to).paste(to, cut)?;
        home.sheets().filter(|sheet| sheet.name() == file).try_for_each(|sheet| sheet.remove(&found.at))?;
    } else {
        let mut moved: Vec<(String, Cut)> = Vec::new();
        for sheet in sheets {
            let mut paths: Vec<String> = sheet.phrases(from).into_iter().map(|found| found.path).collect();
            paths.dedup();
            moved.extend(paths.into_iter().map(|path| (path.clone(), sheet.cut(&path))));
        }
        let old: Vec<String> = moved.iter().map(|(path, _)| path.clone()).collect();
        for (path, cut) in moved {
            let path = format!("{to}{}", &path[from.len()..]);
            home.sheet_for(&path).paste(&path, cut)?;
        }
        home.sheets().try_for_each(|sheet| sheet.remove_banks(|path| old.iter().any(|old| old == path)))?;
    }
    for file in home.save()? {
        output::note(&format!("改好了 {file}"));
    }
    Ok(Exit::Done)
}
