//! `qicao outline`: any speech read, as a tree for people or as JSON, and what cleaning did to it.
//!
//! A file passes three stations: it is read by any thread; what it repeats of the files before is told here, in the order of the
//! input; it is made into text by any thread, and printed here. So many files are under way, and no more, so that memory is
//! bounded by these and not by the corpus; a slow one holds up the printing of others, but not their reading.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Sender, channel};

use anyhow::Result;

use super::args::{Outline, OutlineFormat};
use super::files::{File, files};
use super::{Exit, output, tree};
use qicao::outline::{Document, Seen, read, to_json};
use qicao::{Charset, Diagnostic, Error, Severity, Text};

/// Files under way for each thread.
const WINDOW: usize = 8;

/// When the files under way hold so many bytes, none is begun until one is done: a file takes some five times its size.
const HEAVY: u64 = 128 << 20;

/// A file read, and what was found in it.
type Outcome = std::result::Result<(Text, Document), Error>;

/// What comes from a station: the number of the file, and what was made of it.
enum Done {
    Read(usize, Outcome),
    Shown(usize, Printed),
}

/// What is said of a file, on standard output and on standard error.
struct Printed {
    text: Option<String>,
    told: Vec<Diagnostic>,
}

/// Runs the command.
pub fn run(args: &Outline) -> Result<Exit> {
    let color = std::io::stdout().is_terminal();
    let charset = args.encoding.as_deref().map(Charset::named).transpose()?;
    let mut files = files(args.files.clone());
    let mut seen = Seen::default();
    let (mut done, mut failed) = (0, 0);
    rayon::in_place_scope_fifo(|scope| {
        let (finished, stations) = channel();
        let (mut begun, mut marked, mut printed) = (0, 0, 0);
        let (mut sizes, mut read, mut shown) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        loop {
            while begun - printed < WINDOW * rayon::current_num_threads()
                && (begun == printed || sizes.values().sum::<u64>() < HEAVY)
                && let Some(file) = files.next()
            {
                let (number, finished) = (begun, finished.clone());
                sizes.insert(number, file.as_ref().map_or(0, File::size));
                scope.spawn_fifo(move |_| work(&finished, || Done::Read(number, outline_of(file, charset))));
                begun += 1;
            }
            if begun == printed {
                return Ok::<(), anyhow::Error>(());
            }
            match stations.recv()? {
                Ok(Done::Read(number, outcome)) => drop(read.insert(number, outcome)),
                Ok(Done::Shown(number, text)) => drop(shown.insert(number, text)),
                Err(panic) => resume_unwind(panic),
            }
            while let Some(mut outcome) = read.remove(&marked) {
                if let Ok((text, document)) = &mut outcome {
                    seen.mark(text.source.path(), document);
                }
                let (number, finished) = (marked, finished.clone());
                scope.spawn_fifo(move |_| work(&finished, || Done::Shown(number, show(args, outcome, color))));
                marked += 1;
            }
            while let Some(Printed { text, told }) = shown.remove(&printed) {
                output::diagnostics(&told);
                failed += usize::from(told.iter().any(|told| told.severity == Severity::Error));
                if let Some(text) = text {
                    output::print(text.as_bytes())?;
                    done += 1;
                }
                sizes.remove(&printed);
                printed += 1;
            }
        }
    })?;
    Ok(match (done, failed) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::Failed,
        _ => Exit::Findings,
    })
}

/// Does a station's work and sends what comes of it, or the panic, for which nobody must wait in vain. Where nobody waits any
/// more, the output was closed.
fn work(finished: &Sender<std::thread::Result<Done>>, station: impl FnOnce() -> Done) {
    let _ = finished.send(catch_unwind(AssertUnwindSafe(station)));
}

fn outline_of(file: std::result::Result<File, Diagnostic>, charset: Option<Charset>) -> Outcome {
    let text = file?.read(charset)?;
    let document = read(text.source.text());
    Ok((text, document))
}

/// Makes a file into what is printed of it; the file itself goes.
fn show(args: &Outline, outcome: Outcome, color: bool) -> Printed {
    let (text, document) = match outcome {
        Ok(outcome) => outcome,
        Err(error) => return Printed { text: None, told: error.diagnostics().to_vec() },
    };
    let (name, raw) = (text.source.path(), text.source.text());
    let shown = match (args.show_noise, args.format) {
        (true, _) => tree::noise(name, raw, &document),
        (false, OutlineFormat::Json) => to_json(name, raw, &document) + "\n",
        (false, OutlineFormat::Text) => tree::outline(name, raw, &document, color),
    };
    Printed { text: Some(shown), told: text.reports }
}
