//! Standard output, standard error and files: written whole or not at all.

use std::io::{BufWriter, ErrorKind, IsTerminal, Write};
use std::path::Path;

use anyhow::Result;

use super::Exit;
use super::beside::Beside;
use qicao::{Code, Diagnostic, render};

/// More problems than this at a time are no help to anybody.
const MOST: usize = 50;

/// A closed pipe: whoever read our output has had enough, which is no fault.
#[derive(Debug, thiserror::Error)]
#[error("closed pipe")]
struct ClosedPipe;

/// Prints to standard output.
pub fn print(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(ClosedPipe.into()),
        Err(error) => Err(failed("标准输出", &error).into()),
    }
}

/// Writes a file: beside it first, then renamed, so that a full disk leaves no half file. `fresh` refuses one that exists.
pub fn write(path: &str, bytes: &[u8], fresh: bool) -> Result<()> {
    write_by(path, fresh, |file| file.write_all(bytes))
}

/// Writes a file in the same way, whatever its length.
pub fn write_by(
    path: &str,
    fresh: bool,
    content: impl FnOnce(&mut BufWriter<&std::fs::File>) -> std::io::Result<()>,
) -> Result<()> {
    let path = Path::new(path);
    let shown = path.display().to_string();
    let fault = |message: String, hint: &str| -> anyhow::Error {
        qicao::Error::from(Diagnostic::error(Code::File, message).hint(hint)).into()
    };
    if path.is_dir() {
        return Err(fault(format!("“{shown}”是目录"), "写上文件名"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(fault(format!("没有“{}”这个目录", folder.display()), "先建好目录，或者换一个地方"));
    }
    let file = tempfile::NamedTempFile::new_in(folder).map_err(|error| failed(&shown, &error))?;
    let mut buffer = BufWriter::new(file.as_file());
    let written = content(&mut buffer).and_then(|()| buffer.flush()).and_then(|()| file.as_file().sync_all());
    written.map_err(|error| failed(&shown, &error))?;
    drop(buffer);
    open_to_others(file.as_file(), path);
    let kept = if fresh { file.persist_noclobber(path) } else { file.persist(path) };
    match kept {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
            Err(fault(format!("“{shown}”已经有了"), "换一个名字，或者先把原来的移走"))
        }
        Err(error) => Err(failed(&shown, &error.error).into()),
    }
}

/// Refuses a directory in which something lies: it may be somebody's work.
pub fn must_be_free(path: &str) -> Result<()> {
    let shown = Path::new(path).display();
    let full = match std::fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) => error.kind() != ErrorKind::NotFound,
    };
    if full {
        let problem = Diagnostic::error(Code::File, format!("“{shown}”已经有了，里面不是空的"));
        return Err(qicao::Error::from(problem.hint("换一个目录，或者先把原来的移走")).into());
    }
    Ok(())
}

/// Writes a directory of files, paths relative to it: beside it first, then renamed, so that it is there whole or not at all.
pub fn write_folder(path: &str, files: &[(String, String)]) -> Result<()> {
    must_be_free(path)?;
    let target = Path::new(path);
    let shown = target.display().to_string();
    let above = target.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = Beside::new(above).map_err(|error| failed(&shown, &error))?;
    for (name, text) in files {
        beside.write(name, text).map_err(|error| failed(&shown, &error))?;
    }
    open_folder_to_others(beside.path());
    // An empty directory may stand where ours shall be.
    let _ = std::fs::remove_dir(target);
    beside.keep(target).map_err(|error| failed(&shown, &error).into())
}

/// A temporary directory is private; the finished one is like any other.
#[cfg(unix)]
fn open_folder_to_others(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755));
}

#[cfg(not(unix))]
fn open_folder_to_others(_: &Path) {}

/// A temporary file is private; the finished one has the rights of the file it replaces, or the usual ones.
#[cfg(unix)]
fn open_to_others(file: &std::fs::File, path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_or(0o644, |old| old.permissions().mode());
    // Without the right to set rights, the private file is still the user's own.
    let _ = file.set_permissions(std::fs::Permissions::from_mode(mode));
}

#[cfg(not(unix))]
fn open_to_others(_: &std::fs::File, _: &Path) {}

/// What is said where something cannot be written.
pub fn failed(what: &str, error: &std::io::Error) -> qicao::Error {
    let (message, hint) = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            (format!("写不下“{what}”：磁盘满了"), "腾出地方再来；原来的文件没有动")
        }
        ErrorKind::PermissionDenied => (format!("没有写“{what}”的权限"), "换一个能写的地方"),
        ErrorKind::ReadOnlyFilesystem => (format!("“{what}”所在的盘是只读的"), "换一个能写的地方"),
        _ => (format!("写不了“{what}”：{error}"), "看看路径对不对"),
    };
    Diagnostic::error(Code::File, message).hint(hint).into()
}

/// Prints about the run, to standard error. If even that is closed there is nobody to tell.
pub fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end());
}

/// Shows diagnostics.
pub fn diagnostics(diagnostics: &[Diagnostic]) {
    if !diagnostics.is_empty() {
        note(&render(diagnostics, std::io::stderr().is_terminal()));
    }
}

/// Shows what kept a command from its work.
pub fn report(error: &anyhow::Error) -> Exit {
    if error.is::<ClosedPipe>() {
        return Exit::Done;
    }
    match error.downcast_ref::<qicao::Error>() {
        Some(error) => {
            let problems = error.diagnostics();
            diagnostics(&problems[..problems.len().min(MOST)]);
            match problems.len() {
                0 | 1 => {}
                count @ ..=MOST => note(&format!("共 {count} 处问题")),
                _ => note(&format!("问题很多，先列出前 {MOST} 处")),
            }
        }
        None => diagnostics(&[Diagnostic::error(Code::File, format!("{error:#}"))]),
    }
    Exit::Failed
}

/// Makes a directory and those above it.
pub fn folder(path: &Path) -> Result<()> {
    std::fs::create_dir_all(path).map_err(|error| failed(&path.display().to_string(), &error).into())
}

/// Whether standard output is a terminal, which shows colours.
pub fn in_color() -> bool {
    std::io::stdout().is_terminal()
}
