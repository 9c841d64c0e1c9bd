//! Files and standard input as sources, and the library that the options ask for.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;

use super::args;
use qicao::draft::{Stock, plan};
use qicao::library::{Library, read_directory};
use qicao::{Brief, Code, Diagnostic, Error, Source, decode};

/// A brief larger than this is none, and finding the places of all that is wrong in it would take for ever.
const MOST: u64 = 256 << 10;

/// Reads a text file, or standard input for `-`.
pub fn source(path: &str) -> Result<Arc<Source>> {
    let fault = |message: String, hint: &str| Error::from(Diagnostic::error(Code::File, message).hint(hint));
    let shown = if path == "-" { "标准输入" } else { path };
    let reader: Box<dyn Read> = if path == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        if Path::new(path).is_dir() {
            return Err(fault(format!("“{path}”是目录，不是文件"), "写上里面的要求文件，如 要求.yaml").into());
        }
        match std::fs::File::open(path) {
            Ok(file) => Box::new(file),
            Err(error) => return Err(unreadable(path, &error).into()),
        }
    };
    let mut bytes = Vec::new();
    reader.take(MOST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(shown, &error))?;
    if bytes.len() as u64 > MOST {
        return Err(fault(format!("“{shown}”太大"), "要求文件只有几十行；看看是不是拿错了文件").into());
    }
    let decoded = decode(&bytes).ok_or_else(|| {
        let problem = Diagnostic::error(Code::Encoding, format!("“{shown}”不是文本文件"));
        Error::from(problem.hint("用文本编辑器另存为 UTF-8；Word 文档不行"))
    })?;
    Ok(Arc::new(Source::new(shown, decoded.text)))
}

fn unreadable(path: &str, error: &std::io::Error) -> Error {
    let (message, hint) = match error.kind() {
        std::io::ErrorKind::NotFound => {
            (format!("没有“{path}”这个文件"), "看看名字和目录；qicao new 推进会 -o 要求.yaml 可以生成一份")
        }
        std::io::ErrorKind::PermissionDenied => (format!("没有读“{path}”的权限"), "改一下文件的权限"),
        _ => (format!("读不了“{path}”：{error}"), "看看路径对不对"),
    };
    Diagnostic::error(Code::File, message).hint(hint).into()
}

/// Reads a brief and the library; a seed on the command line wins. Where the brief has faults, what only the library can
/// find wrong with the rest of it is reported along with them.
pub fn brief(path: &str, seed: Option<u64>, options: &args::Library) -> Result<(Brief, Library)> {
    let (brief, mut problems) = Brief::examine(&source(path)?)?;
    let library = match library(options) {
        Ok(library) => library,
        Err(_) if !problems.is_empty() => return Err(Error::from(problems).into()),
        Err(error) => return Err(error),
    };
    if problems.is_empty()
        && let Some(mut brief) = brief
    {
        if let Some(seed) = seed {
            brief.seed = seed;
            brief.written.seed = Some(seed);
        }
        return Ok((brief, library));
    }
    if let Some(brief) = brief.filter(|brief| !brief.kind.is_empty()) {
        let planned = Stock::open(&brief, &library).and_then(|stock| plan(&brief, &stock).map(|_| ()));
        problems.extend(planned.err().iter().flat_map(|error| error.diagnostics().iter().cloned()));
    }
    Err(Error::from(problems).into())
}

/// The embedded library unless it is refused, then the directories of `QICAO_LIBRARY`, then those of `-L`.
pub fn library(args: &args::Library) -> Result<Library> {
    let mut library = if args.no_builtin { Library::empty() } else { Library::embedded() };
    for directory in directories(args)? {
        library.add(read_directory(&directory)?)?;
    }
    Ok(library)
}

/// The library directories that are asked for, from the lowest to the topmost.
pub fn directories(args: &args::Library) -> Result<Vec<String>> {
    let environment = std::env::var_os("QICAO_LIBRARY").unwrap_or_default();
    let environment = std::env::split_paths(&environment).map(|path| path.to_string_lossy().into_owned());
    let environment = environment.filter(|path| !path.is_empty());
    let directories: Vec<String> = environment.chain(args.libraries.iter().cloned()).collect();
    if args.no_builtin && directories.is_empty() {
        let problem = Diagnostic::error(Code::File, "不用内置库，又没有给别的库，无从起草");
        return Err(Error::from(problem.hint("加上 -L 目录，或者去掉 --no-builtin")).into());
    }
    Ok(directories)
}
