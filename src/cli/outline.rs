//! `qicao outline`: any speech read, as a tree for people or as JSON, and what cleaning did to it.
//!
//! Files are read a batch at a time, so that memory is bounded by the batch and the output keeps the order of the input
//! whatever the number of threads.

use std::io::IsTerminal;

use anyhow::Result;
use rayon::prelude::*;

use super::args::{Outline, OutlineFormat};
use super::files::{File, files};
use super::{Exit, output, tree};
use qicao::outline::{Document, Seen, read, to_json};
use qicao::{Charset, Diagnostic, Error, Severity, Text};

/// Files in flight for each thread.
const BATCH: usize = 8;

/// A file read, and what was found in it.
type Outcome = std::result::Result<(Text, Document), Error>;

/// Runs the command.
pub fn run(args: &Outline) -> Result<Exit> {
    let color = std::io::stdout().is_terminal();
    let charset = args.encoding.as_deref().map(Charset::named).transpose()?;
    let mut files = files(args.files.clone());
    let mut seen = Seen::default();
    let (mut done, mut failed) = (0, 0);
    loop {
        let batch: Vec<_> = files.by_ref().take(BATCH * rayon::current_num_threads()).collect();
        if batch.is_empty() {
            break;
        }
        let mut read: Vec<Outcome> = batch.into_par_iter().map(|file| outline_of(file, charset)).collect();
        for (text, document) in read.iter_mut().flatten() {
            seen.mark(text.source.path(), document);
        }
        let shown: Vec<std::result::Result<(String, &Text), &Error>> = read
            .par_iter()
            .map(|outcome| outcome.as_ref().map(|outcome| (show(args, outcome, color), &outcome.0)))
            .collect();
        for shown in shown {
            match shown {
                Ok((shown, text)) => {
                    output::diagnostics(&text.reports);
                    output::print(shown.as_bytes())?;
                    done += 1;
                }
                Err(error) => {
                    output::diagnostics(error.diagnostics());
                    failed += usize::from(error.diagnostics().iter().any(|told| told.severity == Severity::Error));
                }
            }
        }
    }
    Ok(match (done, failed) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::Failed,
        _ => Exit::Findings,
    })
}

fn outline_of(file: std::result::Result<File, Diagnostic>, charset: Option<Charset>) -> Outcome {
    let text = file?.read(charset)?;
    let document = read(text.source.text());
    Ok((text, document))
}

fn show(args: &Outline, (text, document): &(Text, Document), color: bool) -> String {
    let (name, text) = (text.source.path(), text.source.text());
    match (args.show_noise, args.format) {
        (true, _) => tree::noise(name, text, document),
        (false, OutlineFormat::Json) => format!("{}\n", to_json(name, text, document)),
        (false, OutlineFormat::Text) => tree::outline(name, text, document, color),
    }
}
