//! `qicao bank remove`: a phrase, or all that stands under a path.

use anyhow::Result;

use super::super::{Exit, output};
use super::home::{Home, Own};
use qicao::library::edit::Found;
use qicao::{Code, Diagnostic, Error};

/// The command line.
#[derive(Debug, clap::Args)]
pub struct Remove {
    /// 哪个路径
    #[arg(value_name = "路径", help_heading = "参数")]
    pub path: String,
    /// 哪一条：写全文，或者写得出唯一一条的几个字；不写就删整个路径
    #[arg(value_name = "短语", help_heading = "参数")]
    pub text: Option<String>,
    #[command(flatten)]
    pub own: Own,
}

/// Runs the command.
pub fn run(args: &Remove) -> Result<Exit> {
    let mut home = Home::open(&args.own)?;
    let path = args.path.trim_matches('/');
    let directory = home.directory().to_string();
    let mut sheets = home.with(path);
    if sheets.is_empty() {
        return Err(nowhere(&directory, path).into());
    }
    match &args.text {
        Some(text) => {
            let (at, found) = only(&sheets.iter().map(|sheet| sheet.phrases(path)).collect::<Vec<_>>(), path, text)?;
            sheets[at].remove(&found.at)?;
            output::note(&format!("删去：{}", found.text));
        }
        None => {
            let count: usize = sheets.iter().map(|sheet| sheet.phrases(path).len()).sum();
            sheets.iter_mut().try_for_each(|sheet| sheet.remove_bank(path))?;
            output::note(&format!("删去 {path} 下面的 {count} 条"));
        }
    }
    home.save()?;
    Ok(Exit::Done)
}

/// The one phrase that is meant, and in which of the files it stands.
pub fn only(files: &[Vec<Found>], path: &str, text: &str) -> Result<(usize, Found)> {
    let all = || files.iter().enumerate().flat_map(|(at, found)| found.iter().map(move |found| (at, found)));
    let mut exact = all().filter(|(_, found)| found.text == text);
    if let Some((at, found)) = exact.next() {
        return Ok((at, found.clone()));
    }
    let near: Vec<(usize, &Found)> = all().filter(|(_, found)| found.text.contains(text)).collect();
    match near[..] {
        [(at, found)] => Ok((at, found.clone())),
        [] => {
            let problem = Diagnostic::error(Code::UnknownName, format!("“{path}”下面没有这一条：{text}"));
            Err(Error::from(problem.hint(format!("用 qicao bank show {path} 看有哪些"))).into())
        }
        _ => {
            let problem = Diagnostic::error(Code::BadValue, format!("有 {} 条里都有“{text}”", near.len()));
            let texts: Vec<&str> = near.iter().take(3).map(|(_, found)| found.text.as_str()).collect();
            Err(Error::from(problem.hint(format!("写全一些：{}", texts.join("；")))).into())
        }
    }
}

/// Says that a directory has nothing under a path; perhaps the embedded library has.
pub fn nowhere(directory: &str, path: &str) -> Error {
    let problem = Diagnostic::error(Code::UnknownName, format!("“{directory}”里没有“{path}”"));
    problem.hint("只能改自己库里的；要不说内置的话，在自己的文件开头写 replace: [路径]，再写自己的").into()
}
