//! `qicao bank edit`: one bank in the editor, put back when it is sound.

use std::io::{BufRead, Write};
use std::process::Command;
use std::sync::Arc;

use anyhow::Result;

use super::super::{Exit, output};
use super::home::{Home, Own};
use super::remove::nowhere;
use qicao::library::BankFile;
use qicao::library::edit::Sheet;
use qicao::{Code, Diagnostic, Error, Source};

/// The command line.
#[derive(Debug, clap::Args)]
pub struct Edit {
    /// 哪个路径，写全
    #[arg(value_name = "路径", help_heading = "参数")]
    pub path: String,
    #[command(flatten)]
    pub own: Own,
}

const HEAD: &str = "# 改好存盘，关掉编辑器，就写回库里；全部删空就是不改。路径那一行不要动。\n";

/// Runs the command.
pub fn run(args: &Edit) -> Result<Exit> {
    let mut home = Home::open(&args.own)?;
    let path = args.path.trim_matches('/');
    let directory = home.directory().to_string();
    let found = home.with(path).into_iter().find(|sheet| sheet.paths().any(|other| other == path));
    let Some(sheet) = found else { return Err(nowhere(&directory, path).into()) };
    let (name, before) = (sheet.name().to_string(), format!("{HEAD}{}", sheet.excerpt(path)));
    let mut file = tempfile::Builder::new().prefix("qicao-").suffix(".yaml").tempfile()?;
    file.write_all(before.as_bytes())?;
    file.flush()?;
    loop {
        open(file.path())?;
        let bytes = std::fs::read(file.path())?;
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        if text == before || text.lines().all(|line| line.trim().is_empty() || line.starts_with('#')) {
            output::note("没有改动");
            return Ok(Exit::Done);
        }
        let error = match judged(path, &text).and_then(|edited| put(&args.own, path, &name, &edited)) {
            Ok(()) => {
                output::note(&format!("改好了 {name}"));
                return Ok(Exit::Done);
            }
            Err(error) => error,
        };
        output::report(&error);
        if !again()? {
            // What was typed is worth more than a tidy directory.
            let (_, kept) = file.keep()?;
            output::note(&format!("库没有动；改的内容留在 {}", kept.display()));
            return Ok(Exit::Failed);
        }
    }
}

/// The edited excerpt, if it is a sound bank and speaks of nothing else.
fn judged(path: &str, text: &str) -> Result<Sheet> {
    BankFile::parse(&Arc::new(Source::new("改的内容", text)), 0)?;
    let sheet = Sheet::read("改的内容", text.as_bytes())?;
    if let Some(other) = sheet.paths().find(|other| *other != path) {
        let problem = Diagnostic::error(Code::UnknownName, format!("多出了“{other}”"));
        return Err(Error::from(problem.hint(format!("这里只改 {path}；别的路径另用 qicao bank edit"))).into());
    }
    Ok(sheet)
}

/// Puts it into the library as it now is.
fn put(own: &Own, path: &str, name: &str, edited: &Sheet) -> Result<()> {
    let mut home = Home::open(own)?;
    home.sheets().filter(|sheet| sheet.name() == name).try_for_each(|sheet| sheet.replace(path, edited))?;
    home.save()?;
    Ok(())
}

fn open(path: &std::path::Path) -> Result<()> {
    let named = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let usual = if cfg!(windows) { "notepad" } else { "vi" };
    let editor = named("VISUAL").or_else(|| named("EDITOR")).unwrap_or_else(|| usual.into());
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or(usual);
    let fault = |message: String| {
        Error::from(Diagnostic::error(Code::File, message).hint("用环境变量 EDITOR 指定编辑器，如 EDITOR=nano"))
    };
    let status = Command::new(program).args(words).arg(path).status();
    let status = status.map_err(|error| fault(format!("打不开编辑器“{program}”：{error}")))?;
    if status.success() {
        Ok(())
    } else {
        Err(fault(format!("编辑器“{program}”没有正常退出，库没有动")).into())
    }
}

fn again() -> Result<bool> {
    output::note("再打开改？（回车是，n 不改了）");
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer)?;
    Ok(read > 0 && !answer.trim().starts_with(['n', 'N']))
}
