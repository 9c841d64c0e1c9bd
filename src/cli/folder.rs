//! The folder that drafts in bulk are written to, and its manifest.
//!
//! A file is written under a name that no draft has and renamed when it is whole; then its line is appended to the manifest. So
//! whenever the program is killed no file is half-written, and what has a line is done. What was renamed and has no line yet
//! is found again by its bytes. Files are not forced to the disk one by one, which would take ten times as long as all the rest:
//! what a power cut takes of them is found empty by `--resume` and drafted again.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::output::failed;
use qicao::bulk::{Line, Manifest, Outcome, Report, Sink};
use qicao::{Code, Diagnostic, Result};

/// The manifest's name.
const MANIFEST: &str = "manifest.jsonl";

/// How the names of files begin that are being written.
const PART: &str = ".qicao-part-";

/// The folder, open for one run.
pub struct Folder {
    path: PathBuf,
    manifest: File,
    known: Manifest,
    /// Where the manifest ends, and how many lines it has.
    end: u64,
    lines: usize,
    /// Where the line of each row begins, in the order of the rows.
    order: Vec<u64>,
    /// Whether the manifest is in that order as it stands.
    straight: bool,
    /// Whether a line could not be written: none can be after it.
    torn: bool,
}

/// What lies in the folder before anything is written; whether the runs before left something there is told by the manifest.
pub fn names(path: &Path, resume: bool) -> Result<Vec<String>> {
    let shown = path.display();
    let names: Vec<String> = match std::fs::read_dir(path) {
        Ok(entries) => entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect(),
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            let (message, hint) = match error.kind() {
                ErrorKind::NotADirectory => (format!("“{shown}”不是目录"), "换一个目录"),
                ErrorKind::PermissionDenied => (format!("没有读“{shown}”的权限"), "换一个目录"),
                _ => (format!("读不了“{shown}”"), "换一个目录"),
            };
            return Err(Diagnostic::error(Code::File, message).hint(hint).into());
        }
    };
    if !resume && names.iter().any(|name| name == MANIFEST) {
        let problem = Diagnostic::error(Code::File, format!("“{shown}”里已有上次起草的稿子"));
        return Err(problem.hint("接着上次做就加 --resume，重新做就换一个目录").into());
    }
    // What is there is the manifest's to know.
    Ok(if resume { Vec::new() } else { names })
}

impl Folder {
    /// Opens the folder for writing, which nobody else may do meanwhile.
    pub fn open(path: &Path) -> Result<Folder> {
        let fault = |error: &std::io::Error| failed(&path.display().to_string(), error);
        std::fs::create_dir_all(path).map_err(|error| fault(&error))?;
        let name = path.join(MANIFEST);
        let options = OpenOptions::new().read(true).append(true).create(true).open(&name);
        let mut manifest = options.map_err(|error| failed(&name.display().to_string(), &error))?;
        match manifest.try_lock() {
            Err(TryLockError::WouldBlock) => {
                let message = format!("另一个 qicao 正在往“{}”里写", path.display());
                return Err(Diagnostic::error(Code::File, message).hint("等它做完，或者换一个目录").into());
            }
            // Some file systems know no locks; the user of one must see to it himself.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        let known = Manifest::read(BufReader::new(&manifest)).map_err(|error| fault(&error))?;
        // A line that was being written when the run was killed is cut off, so that the next one begins on a line of its own.
        manifest.set_len(known.end()).and_then(|()| manifest.seek(SeekFrom::End(0))).map_err(|error| fault(&error))?;
        for entry in std::fs::read_dir(path).map_err(|error| fault(&error))?.flatten() {
            if entry.file_name().to_string_lossy().starts_with(PART) {
                std::fs::remove_file(entry.path()).map_err(|error| fault(&error))?;
            }
        }
        let (end, lines) = (known.end(), known.lines());
        Ok(Folder { path: path.into(), manifest, known, end, lines, order: Vec::new(), straight: true, torn: false })
    }

    /// What the runs before wrote.
    pub fn known(&self) -> &Manifest {
        &self.known
    }

    /// Where the files go; the manifest is written meanwhile.
    pub fn files(&self) -> Files {
        Files { path: self.path.clone() }
    }

    /// Notes what became of the next row.
    pub fn note(&mut self, report: &Report) -> Result<()> {
        if self.torn {
            return Ok(());
        }
        if let Outcome::Kept { at, in_place, .. } = report.outcome {
            self.straight &= in_place;
            self.order.push(at);
            return Ok(());
        }
        if let Err(error) = self.manifest.write_all(&report.line) {
            self.torn = true;
            let _ = self.manifest.set_len(self.end);
            return Err(failed(&self.path.join(MANIFEST).display().to_string(), &error));
        }
        self.straight &= self.lines == self.order.len();
        self.order.push(self.end);
        self.end += report.line.len() as u64;
        self.lines += 1;
        Ok(())
    }

    /// Brings the manifest into the order of the rows, once all of them are noted. A line of a row that is no longer in the list goes.
    pub fn close(self) -> Result<()> {
        let name = self.path.join(MANIFEST);
        let fault = |error: std::io::Error| failed(&name.display().to_string(), &error);
        if self.straight && self.lines == self.order.len() {
            return self.manifest.sync_data().map_err(fault);
        }
        let part = self.path.join(format!("{PART}manifest"));
        let copied = File::create(&part).and_then(|file| {
            let mut from = BufReader::new(&self.manifest);
            let mut to = BufWriter::new(file);
            let mut line = Vec::new();
            for (row, at) in self.order.iter().enumerate() {
                let ahead = *at as i64 - from.stream_position()? as i64;
                from.seek_relative(ahead)?;
                line.clear();
                from.read_until(b'\n', &mut line)?;
                to.write_all(&Line::moved(&line, row + 1))?;
            }
            to.into_inner()?.sync_data()
        });
        // On Windows a file that is open cannot be replaced.
        drop(self.manifest);
        copied.and_then(|()| std::fs::rename(&part, &name)).map_err(|error| {
            let _ = std::fs::remove_file(&part);
            fault(error)
        })
    }
}

/// The drafts in the folder.
pub struct Files {
    path: PathBuf,
}

impl Sink for Files {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let path = self.path.join(name);
        let mut bytes = Vec::new();
        match File::open(&path).and_then(|mut file| file.read_to_end(&mut bytes)) {
            Ok(_) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(&path.display().to_string(), &error)),
        }
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.path.join(name);
        // One for each thread that writes: they are few, and the next run finds them.
        let part = self.path.join(format!("{PART}{}", rayon::current_thread_index().unwrap_or(0)));
        let written = File::create(&part).and_then(|mut file| file.write_all(bytes));
        written.and_then(|()| std::fs::rename(&part, &path)).map_err(|error| {
            let _ = std::fs::remove_file(&part);
            failed(&path.display().to_string(), &error)
        })
    }
}
