//! The library directory that a command changes: its bank files under edit, judged as a whole before one byte is written.
//!
//! The embedded library is nobody's to change. Where no directory is named there is nothing to write to, and the message says
//! how to begin one.

use std::path::Path;

use anyhow::Result;
use clap::Args;

use super::super::output;
use qicao::library::edit::Sheet;
use qicao::library::{Layer, Library, read_directory};
use qicao::{Code, Diagnostic, Error};

/// Which directory is changed.
#[derive(Debug, Default, Args)]
pub struct Own {
    /// 要改的库目录；不写就用环境变量 QICAO_LIBRARY 里的最后一个
    #[arg(short = 'L', long = "library", value_name = "目录")]
    pub library: Option<String>,
}

/// A directory whose files are being edited.
pub struct Home {
    directory: String,
    layer: Layer,
    sheets: Vec<Open>,
}

struct Open {
    path: String,
    sheet: Sheet,
    before: Option<String>,
}

impl Home {
    /// Opens the directory; a file that does not parse is told, and nothing is changed.
    pub fn open(own: &Own) -> Result<Home> {
        let directory = own.library.clone().or_else(from_environment).ok_or_else(builtin)?;
        Home::at(&directory)
    }

    /// Opens a directory by name.
    pub fn at(directory: &str) -> Result<Home> {
        let (home, faults) = Home::as_far_as_it_parses(directory)?;
        if faults.is_empty() { Ok(home) } else { Err(Error::from(faults).into()) }
    }

    /// Opens those files of a directory that parse; also gives what is wrong with the others, which stay as they are.
    pub fn as_far_as_it_parses(directory: &str) -> Result<(Home, Vec<Diagnostic>)> {
        let layer = read_directory(directory)?;
        let mut faults = Vec::new();
        let mut home = Home { directory: layer.name.clone(), layer, sheets: Vec::new() };
        for (path, _) in home.layer.banks.clone() {
            let name = home.shown(&path);
            let bytes = std::fs::read(&name).map_err(|error| {
                Error::from(Diagnostic::error(Code::File, format!("读不了“{name}”：{error}")).hint("看看读的权限"))
            })?;
            match Sheet::read(&name, &bytes) {
                Ok(sheet) => home.sheets.push(Open { before: Some(sheet.text().into()), path, sheet }),
                Err(error) => faults.extend(error.diagnostics().iter().cloned()),
            }
        }
        Ok((home, faults))
    }

    /// The directory as the user named it.
    pub fn directory(&self) -> &str {
        &self.directory
    }

    /// Every file under edit.
    pub fn sheets(&mut self) -> impl Iterator<Item = &mut Sheet> {
        self.sheets.iter_mut().map(|open| &mut open.sheet)
    }

    /// The files that speak of a path.
    pub fn with(&mut self, path: &str) -> Vec<&mut Sheet> {
        let segments = path.split('/').count();
        self.sheets().filter(|sheet| sheet.reach(path) >= segments).collect()
    }

    /// The file to which a path belongs: the one that has most of it, or one that is begun for it.
    pub fn sheet_for(&mut self, path: &str) -> &mut Sheet {
        let reach = |open: &Open| open.sheet.reach(path);
        let least = if path.starts_with("theme/") || path.starts_with("move/") { 2 } else { 1 };
        let best = (0..self.sheets.len()).rev().max_by_key(|at| reach(&self.sheets[*at]));
        let at = match best.filter(|at| reach(&self.sheets[*at]) >= least) {
            Some(at) => at,
            None => self.begin(&file_for(path)),
        };
        &mut self.sheets[at].sheet
    }

    fn begin(&mut self, path: &str) -> usize {
        if let Some(at) = self.sheets.iter().position(|open| open.path == path) {
            return at;
        }
        let sheet = Sheet::fresh(&self.shown(path), "");
        self.sheets.push(Open { path: path.into(), sheet, before: None });
        self.sheets.len() - 1
    }

    fn shown(&self, path: &str) -> String {
        format!("{}/{path}", self.directory)
    }

    /// Writes every file that was changed, if the library has no fault that it had not before. Gives the names of the files.
    pub fn save(&self) -> Result<Vec<String>> {
        let changed: Vec<&Open> =
            self.sheets.iter().filter(|open| open.before.as_deref() != Some(open.sheet.text())).collect();
        if changed.is_empty() {
            return Ok(Vec::new());
        }
        let before = faults(self.layer.clone());
        let mut after = self.layer.clone();
        for open in &changed {
            let text = open.sheet.text().replace("\r\n", "\n");
            match after.banks.iter_mut().find(|(path, _)| *path == open.path) {
                Some((_, old)) => *old = text,
                None => after.banks.push((open.path.clone(), text)),
            }
        }
        let known = |fault: &Diagnostic| before.iter().any(|other| other.message == fault.message);
        let new: Vec<Diagnostic> = faults(after).into_iter().filter(|fault| !known(fault)).collect();
        if !new.is_empty() {
            return Err(Error::from(new).into());
        }
        let mut written = Vec::new();
        for open in changed {
            let name = self.shown(&open.path);
            if let Some(folder) = Path::new(&name).parent() {
                output::folder(folder)?;
            }
            output::write(&name, &open.sheet.bytes()?, open.before.is_none())?;
            written.push(name);
        }
        Ok(written)
    }
}

/// What is wrong with a layer on top of the embedded library.
fn faults(layer: Layer) -> Vec<Diagnostic> {
    Library::embedded().add(layer).err().map(|error| error.diagnostics().to_vec()).unwrap_or_default()
}

/// The last directory of `QICAO_LIBRARY`: the one on top.
fn from_environment() -> Option<String> {
    let value = std::env::var_os("QICAO_LIBRARY")?;
    let paths = std::env::split_paths(&value).map(|path| path.to_string_lossy().into_owned());
    paths.filter(|path| !path.is_empty()).last()
}

/// What is said to whoever would change the embedded library.
pub fn builtin() -> Error {
    let problem = Diagnostic::error(Code::File, "内置的语料库改不了");
    problem.hint("先建自己的库：qicao bank init 我的库，再加 -L 我的库；自己的话盖在内置的上面").into()
}

/// The file in which a path is begun, as the project's own files are laid out.
fn file_for(path: &str) -> String {
    let safe = |name: &str| name.replace(|c: char| "\\:*?\"<>|".contains(c) || c.is_control(), "_");
    let segments: Vec<&str> = path.split('/').collect();
    match segments[..] {
        [root @ ("theme" | "move"), name, ..] => format!("phrasebanks/{root}/{}.yaml", safe(name)),
        [root, ..] => format!("phrasebanks/{}.yaml", safe(root)),
        [] => "phrasebanks/其他.yaml".into(),
    }
}
