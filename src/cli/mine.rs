//! `qicao mine`: past speeches to a library, in one go or by way of partials.
//!
//! Files are read and observed on all threads and gathered as they come: the order does not matter, since what is gathered
//! is kept by its key. The library is made in memory and written at the end, so that an interrupted run leaves nothing.

use std::io::{BufRead, BufReader, BufWriter, IsTerminal};
use std::sync::Mutex;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use super::args::Mine;
use super::files::{File, files};
use super::{Exit, output};
use qicao::mine::{Options, Partial, Speech, finish, is_ready, is_speech, observe, prepare};
use qicao::outline::{Document, read};
use qicao::{Charset, Code, Diagnostic, Error, Severity, Text};

/// Runs the command.
pub fn run(args: &Mine) -> Result<Exit> {
    let charset = args.encoding.as_deref().map(Charset::named).transpose()?;
    if let Some(path) = &args.output {
        output::must_be_free(path)?;
    }
    let (partial, told) = if args.merge.is_empty() { gathered(args, charset)? } else { merged(&args.merge)? };
    output::diagnostics(&told);
    let failed = told.iter().any(|told| told.severity == Severity::Error);
    if let Some(path) = &args.partial {
        let mut bytes = BufWriter::new(Vec::new());
        partial.write(&mut bytes)?;
        let bytes = bytes.into_inner()?;
        if path == "-" {
            output::print(&bytes)?
        } else {
            output::write(path, &bytes, false)?
        }
        output::note(&format!("半成品：{} 篇", partial.speeches().count()));
        return Ok(if failed { Exit::Findings } else { Exit::Done });
    }
    let options = match (args.private, args.min_support) {
        (true, _) => {
            output::note(
                "注意：--private 连只在一篇里出现的话也收进库，并注明出处。这个库带着原稿的内容，不要给外单位。",
            );
            Options::PRIVATE
        }
        (false, Some(support)) => Options { support: usize::from(support), ..Options::PUBLIC },
        (false, None) => Options::PUBLIC,
    };
    if partial.is_full() {
        output::note(&format!("讲话很多：从中均匀抽了 {} 篇来提炼，抽到哪些不看次序", Partial::MOST));
    }
    // On a thread that has read before, and has memory to use again.
    let finished = rayon::scope(|_| finish(&partial, options))?;
    let Some(folder) = &args.output else { return Ok(Exit::Done) };
    output::write_folder(folder, &finished.files().into_iter().map(|file| (file.path, file.text)).collect::<Vec<_>>())?;
    Ok(if failed { Exit::Findings } else { Exit::Done })
}

/// Reads and observes files on all threads; what is read before the dictionary is there waits for it.
fn gathered(args: &Mine, charset: Option<Charset>) -> Result<(Partial, Vec<Diagnostic>)> {
    let mut names = Vec::new();
    for name in &args.files {
        if name == "-" {
            for line in std::io::stdin().lock().lines() {
                names.extend(Some(line?.trim().to_string()).filter(|line| !line.is_empty()));
            }
        } else {
            names.push(name.clone());
        }
    }
    let files: Vec<_> = files(names).collect();
    let bar = bar(files.len());
    let gathered = Mutex::new((Partial::default(), Vec::new()));
    let waiting = Mutex::new((0, Vec::new()));
    let gather = |number: usize, outcome: qicao::Result<Opened>| {
        let outcome = outcome.map(observed);
        bar.inc(1);
        let Ok(mut gathered) = gathered.lock() else { return };
        match outcome {
            Ok((speeches, reports)) => {
                speeches.into_iter().for_each(|speech| gathered.0.add(speech));
                gathered.1.push((number, reports));
            }
            Err(error) => gathered.1.push((number, error.diagnostics().to_vec())),
        }
    };
    rayon::scope(|scope| {
        // One thread alone has nobody to load the dictionary beside.
        let beside = rayon::current_num_threads() > 1;
        if beside {
            scope.spawn(|_| prepare());
        }
        files.into_iter().enumerate().par_bridge().for_each(|(number, file)| {
            let outcome = file.map_err(Error::from).and_then(|file| opened(&file, charset));
            match (outcome, waiting.lock()) {
                (Ok(opened), Ok(mut waiting)) if beside && !is_ready() && waiting.0 < AHEAD => {
                    waiting.0 += opened.0.source.text().len();
                    waiting.1.push((number, opened));
                }
                (outcome, waiting) => {
                    drop(waiting);
                    gather(number, outcome);
                }
            }
        });
    });
    let (_, waiting) = waiting.into_inner().unwrap_or_default();
    waiting.into_par_iter().for_each(|(number, opened)| gather(number, Ok(opened)));
    bar.finish_and_clear();
    let (partial, mut told) = gathered.into_inner().unwrap_or_default();
    told.sort_by_key(|(number, _)| *number);
    Ok((partial, told.into_iter().flat_map(|(_, told)| told).collect()))
}

/// So many bytes of text are read ahead of the dictionary.
const AHEAD: usize = 8 << 20;

/// A file that was read, and what stands in it.
type Opened = (Text, Document);

fn opened(file: &File, charset: Option<Charset>) -> qicao::Result<Opened> {
    let text = file.read(charset)?;
    let document = read(text.source.text());
    Ok((text, document))
}

fn observed((text, document): Opened) -> (Vec<Speech>, Vec<Diagnostic>) {
    let mut reports = text.reports;
    if document.speeches.iter().any(|reading| !is_speech(&document, reading)) {
        let problem = Diagnostic::warning(Code::Thin, format!("“{}”里有的不像讲话稿，跳过了", text.source.path()));
        reports.push(problem.hint("是说明、目录之类就不用管；是讲话稿，用 qicao outline 看读出了什么"));
    }
    (observe(&text.source, &document), reports)
}

fn merged(paths: &[String]) -> Result<(Partial, Vec<Diagnostic>)> {
    let bar = bar(paths.len());
    let mut partial = Partial::default();
    for path in paths {
        if path == "-" {
            partial.read("标准输入", std::io::stdin().lock())?;
        } else {
            let file = std::fs::File::open(path).map_err(|error| {
                let problem = Diagnostic::error(Code::File, format!("读不了“{path}”：{error}"));
                Error::from(problem.hint("看看名字和目录对不对"))
            })?;
            partial.read(path, BufReader::new(file))?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok((partial, Vec::new()))
}

/// A bar on standard error, where somebody looks.
fn bar(length: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} 个文件，还要 {eta}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
