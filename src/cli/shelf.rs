//! The office's past speeches: the folders and files that `--against` names, each folder with its index.
//!
//! An index lies in its folder as `.qicao-index`. Once it is there it is kept up to date: files whose size and time are the same are taken over
//! from it, the others are read again. Without one, or for single files, the index is made in memory and goes with the run.

use std::collections::BTreeMap;
use std::fs::File as Disk;
use std::io::{BufWriter, Cursor, Read, Seek, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use rayon::prelude::*;

use super::files::{File, listing};
use super::output;
use qicao::check::against::index::File as Kept;
use qicao::check::against::{Builder, Fingerprint, Index, Match, Overlap, SetPhrases, Subject, fingerprints};
use qicao::outline::Bodies;
use qicao::{Code, Diagnostic, Error, Severity, Text};

/// The name of an index in its folder: hidden, so that it is nobody's speech.
const INDEX: &str = ".qicao-index";

/// Files that are read at a time while an index is built.
const BATCH: usize = 256;

/// Past speeches that are read at a time while a speech is compared.
const ROUND: usize = 16;

/// What can be read and sought in.
trait Bytes: Read + Seek + Send + Sync {}

impl<T: Read + Seek + Send + Sync> Bytes for T {}

/// Past speeches.
pub struct Shelf {
    rows: Vec<Row>,
}

/// What one argument names.
struct Row {
    /// What the names in the index are relative to.
    root: PathBuf,
    index: Index<Box<dyn Bytes>>,
}

/// A file as it was read for an index: what it keeps, and what is to be told of it.
type Keep = (Kept, Vec<Vec<Fingerprint>>, Vec<Diagnostic>);

impl Shelf {
    /// Opens the shelf that some paths name; `save` writes an index into each folder, those that have one keep it up to date.
    pub fn open(paths: &[String], save: bool) -> Result<Shelf> {
        let rows = paths.iter().map(|path| row(path, save)).collect::<Result<_>>()?;
        Ok(Shelf { rows })
    }

    /// How many files and speeches there are.
    pub fn size(&self) -> (usize, u32) {
        let sum = |row: &Row| (row.index.files().len(), row.index.speeches());
        self.rows.iter().map(sum).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
    }

    /// What a file shares with the past speeches, itself excepted. Speeches are numbered through all rows.
    pub fn compare(&mut self, name: &str, bodies: &Bodies, phrases: &SetPhrases) -> Result<Overlap> {
        let mut subject = Subject::new(bodies, phrases);
        let hashes = subject.hashes();
        let myself = std::fs::canonicalize(name).ok();
        let mut searches = Vec::new();
        for row in &mut self.rows {
            let keepers = row.index.keepers(&hashes)?;
            let own = myself.as_ref().and_then(|myself| row.number(myself));
            let skip = |speech| own.is_some() && row.index.speech(speech).map(|(file, ..)| file) == own;
            searches.push(subject.search(&keepers, row.index.speeches(), skip));
        }
        let grams = subject.grams();
        let mut matches = Vec::new();
        let mut first = 0;
        for (row, mut search) in self.rows.iter().zip(searches) {
            loop {
                let speeches = search.next(ROUND);
                if speeches.is_empty() {
                    break;
                }
                let mut by_file: BTreeMap<usize, Vec<(u32, usize)>> = BTreeMap::new();
                for speech in &speeches {
                    if let Some((file, place, _)) = row.index.speech(*speech) {
                        by_file.entry(file).or_default().push((*speech, place));
                    }
                }
                let by_file: Vec<_> = by_file.into_iter().collect();
                let found: Vec<Vec<(u32, Vec<Match>)>> = by_file
                    .par_iter()
                    .map(|(file, places)| {
                        // What has gone since the index was brought up to date shares nothing.
                        let Ok(text) = row.text(*file) else { return Vec::new() };
                        let theirs = Bodies::read(text.source.text());
                        let compare = |place| subject.compare(&grams, &text.source, &theirs, place);
                        places.iter().map(|(speech, place)| (*speech, compare(*place))).collect()
                    })
                    .collect();
                let mut found: BTreeMap<u32, Vec<Match>> = found.into_iter().flatten().collect();
                for speech in speeches {
                    let of_it = found.remove(&speech).unwrap_or_default();
                    let mut blocks: Vec<_> = of_it.iter().flat_map(|found| found.blocks.clone()).collect();
                    blocks.sort_by_key(|block| block.start);
                    search.settle(speech, &blocks);
                    matches.extend(of_it.into_iter().map(|found| (first + speech, found)));
                }
            }
            first += row.index.speeches();
        }
        Ok(subject.overlap(matches))
    }

    /// The name of the file that a speech stands in.
    pub fn name(&self, mut speech: u32) -> String {
        for row in &self.rows {
            if let Some((file, ..)) = row.index.speech(speech) {
                return row.path(file).display().to_string();
            }
            speech -= row.index.speeches();
        }
        String::new()
    }
}

impl Row {
    /// The number of a file that lies here; the path is without links.
    fn number(&self, file: &Path) -> Option<usize> {
        let root = std::fs::canonicalize(&self.root).ok()?;
        let inside = file.strip_prefix(root).ok()?.display().to_string();
        self.index.files().iter().position(|kept| kept.name == inside)
    }

    fn path(&self, file: usize) -> PathBuf {
        let name = &self.index.files()[file].name;
        if name.is_empty() { self.root.clone() } else { self.root.join(name) }
    }

    fn text(&self, file: usize) -> Result<Text, Error> {
        let path = self.path(file).display().to_string();
        let gone = || Diagnostic::error(Code::File, format!("没有“{path}”这个文件"));
        listing(&path).pop().unwrap_or_else(|| Err(gone()))?.read(None)
    }
}

/// A folder with its index, or a file.
fn row(path: &str, save: bool) -> Result<Row> {
    let root = Path::new(path);
    let place = root.join(INDEX);
    let lasting = root.is_dir() && (save || place.is_file());
    let (mut listed, mut told) = (Vec::new(), Vec::new());
    for file in listing(path) {
        match file {
            Ok(file) => listed.push(file),
            Err(problem) => told.push(problem),
        }
    }
    // One bad file among many is told of and does not stop the others.
    if listed.is_empty() && !told.is_empty() {
        return Err(Error::from(told).into());
    }
    output::diagnostics(&told.iter().map(lesser).collect::<Vec<_>>());
    let old = if lasting { Disk::open(&place).ok() } else { None };
    let mut old = match old {
        Some(file) => Index::open(Box::new(file) as Box<dyn Bytes>)?,
        None => None,
    };
    if let Some(index) = old.take() {
        if index.files().len() == listed.len()
            && index.files().iter().zip(&listed).all(|(kept, file)| same(path, kept, file))
        {
            return Ok(Row { root: root.into(), index });
        }
        old = Some(index);
    }
    let built = |bytes| Index::open(bytes)?.ok_or_else(|| anyhow::anyhow!("刚建的索引读不回来，也许磁盘有问题"));
    let index = if lasting {
        let builder = filled(tempfile::tempfile()?, path, &listed, old.as_ref())?;
        output::write_by(&place.display().to_string(), false, |out| finish(builder, old.as_mut(), out))?;
        built(Box::new(Disk::open(&place)?) as Box<dyn Bytes>)?
    } else {
        let builder = filled(Cursor::new(Vec::new()), path, &listed, None)?;
        let mut bytes = Vec::new();
        finish(builder, None, &mut BufWriter::new(&mut bytes))?;
        built(Box::new(Cursor::new(bytes)) as Box<dyn Bytes>)?
    };
    Ok(Row { root: root.into(), index })
}

fn finish<S: Read + Write + Seek>(
    builder: Builder<S>,
    old: Option<&mut Index<Box<dyn Bytes>>>,
    out: &mut impl Write,
) -> std::io::Result<()> {
    match old {
        Some(old) => builder.finish_with(old, out),
        None => builder.finish(out),
    }
}

/// The name of a file in the index of a folder; that of a single file is empty.
fn relative<'f>(root: &str, file: &'f File) -> &'f str {
    let name = file.name();
    // Names are made of the root and what lies under it.
    name.strip_prefix(root).unwrap_or(name).trim_start_matches(std::path::is_separator)
}

fn same(root: &str, kept: &Kept, file: &File) -> bool {
    kept.size == file.size() && kept.stamp == file.stamp() && kept.name == relative(root, file)
}

/// A builder with all files: those of the old index that stayed the same, the others read.
fn filled<S: Read + Write + Seek>(
    scratch: S,
    root: &str,
    listed: &[File],
    old: Option<&Index<Box<dyn Bytes>>>,
) -> Result<Builder<S>> {
    let names = old.iter().flat_map(|old| old.files().iter().enumerate()).map(|(at, kept)| (kept.name.as_str(), at));
    let names: BTreeMap<&str, usize> = names.collect();
    let known = |file: &File| {
        let at = *names.get(relative(root, file))?;
        old.filter(|old| same(root, &old.files()[at], file)).map(|_| at)
    };
    let mut builder = Builder::new(scratch);
    for batch in listed.chunks(BATCH) {
        let read: Vec<Option<Keep>> =
            batch.par_iter().map(|file| if known(file).is_some() { None } else { Some(keep(root, file)) }).collect();
        for (file, read) in batch.iter().zip(read) {
            match (read, old, known(file)) {
                (Some((kept, prints, told)), ..) => {
                    output::diagnostics(&told);
                    builder.add(kept, &prints)?;
                }
                (None, Some(old), Some(at)) => builder.keep(old, at),
                _ => {}
            }
        }
    }
    Ok(builder)
}

/// What an index keeps of a file. One that cannot be read is kept as a file without speeches, so that it is told of once.
fn keep(root: &str, file: &File) -> Keep {
    let (speeches, told) = match file.read(None) {
        Ok(text) => (fingerprints(&Bodies::read(text.source.text())), Vec::new()),
        Err(error) => (Vec::new(), error.diagnostics().iter().map(lesser).collect()),
    };
    let (letters, prints) = speeches.into_iter().unzip();
    let kept =
        Kept { name: relative(root, file).to_string(), size: file.size(), stamp: file.stamp(), speeches: letters };
    (kept, prints, told)
}

fn lesser(problem: &Diagnostic) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..problem.clone() }
}
