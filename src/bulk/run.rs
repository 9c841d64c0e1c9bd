//! The run: rows to drafts on several threads, results in the order of the rows.
//!
//! A row is drafted by one thread and written by another, so that nobody who drafts waits for the disk; it is reported here. So many
//! rows are under way, and no more, so that memory is bounded by these and not by the table. Where drafts are to be distinct there is
//! a station between: in the order of the rows each is held against the earlier ones, and drawn anew if need be, before it is written.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use rayon::{ScopeFifo, ThreadPool, ThreadPoolBuilder};

use super::distinct::Said;
use super::input::Input;
use super::manifest::{Manifest, Outcome};
use super::name::Pattern;
use super::station::{Candidate, Station};
use super::survey::Survey;
use crate::brief::Brief;
use crate::diagnostic::{Code, Diagnostic, Error, Result};
use crate::draft::{Draft, Stocks};

/// Where files are written and found. All of its functions are called from several threads at a time.
pub trait Sink: Sync {
    /// The bytes of a file that is there.
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>>;

    /// Writes a file, whole or not at all, over what is there. An error ends the run.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<()>;
}

/// What is made of drafts.
pub enum Output<'a> {
    /// A file each.
    Files {
        /// How they are named.
        pattern: &'a Pattern,
        /// The extension of their names.
        extension: &'a str,
        /// A draft as the bytes of a file.
        render: &'a (dyn Fn(&Draft) -> Vec<u8> + Sync),
        /// Where they go.
        sink: &'a dyn Sink,
        /// What the runs before wrote there.
        known: &'a Manifest,
    },
    /// A line each, with the text in it.
    Lines,
}

/// A check of a draft against its brief.
pub type Check<'a> = dyn Fn(&Brief, &Draft) -> Vec<Diagnostic> + Sync + 'a;

/// What is to be done with each row.
pub struct Job<'a, 'l> {
    /// The library.
    pub stocks: &'a Stocks<'l>,
    /// What is made of the drafts.
    pub output: Output<'a>,
    /// The hash of everything but the row that decides what a file is: see [`fingerprint`](super::fingerprint).
    pub asked: u128,
    /// The greatest share of its sentences that a draft may have in common with an earlier one.
    pub distinct: Option<f64>,
    /// What else is asked of each draft.
    pub check: Option<&'a Check<'a>>,
    /// How many threads draft; 0 is one for each processor. As many again wait for the disk, where there are files.
    pub jobs: usize,
}

/// What became of one row.
#[derive(Debug, Clone)]
pub struct Report {
    /// What became of it.
    pub outcome: Outcome,
    /// Its line for the manifest or the stream, line end included; empty where the line that is there stays.
    pub line: Vec<u8>,
    /// What kept it from being drafted.
    pub errors: Vec<Diagnostic>,
    /// How many things the check rules found.
    pub findings: usize,
    /// Whether the manifest knew the row.
    pub known: bool,
}

/// What became of all of them.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Rows drafted.
    pub drafted: usize,
    /// Rows that were as they were.
    pub kept: usize,
    /// Files that somebody changed since they were written, and that were left alone.
    pub edited: usize,
    /// Rows that could not be drafted.
    pub failed: usize,
    /// What the check rules found.
    pub findings: usize,
    /// Rows that the manifest knew.
    pub known: usize,
    /// What ended the run before its end.
    pub stopped: Option<Error>,
}

/// What is heard of a row.
enum Sent {
    /// A draft that is to be held against the earlier ones.
    Made(Box<Candidate>),
    /// The row is done; it has no report where the run had ended before.
    Done(Result<Option<Report>>),
    /// Somebody panicked, for whom nobody must wait in vain.
    Panic(Box<dyn Any + Send>),
}

/// Rows under way for each thread.
const WINDOW: usize = 16;

/// Drafts the rows and tells `report` of each, in their order and on the thread that called. An error of `report` ends the run, as
/// one of the sink does: what is under way is finished, nothing new is begun.
pub fn run(
    job: &Job<'_, '_>,
    input: &dyn Input,
    survey: &Survey,
    report: &mut dyn FnMut(&Report) -> Result<()>,
) -> Result<Tally> {
    let pool = threads(job.jobs)?;
    let jobs = pool.current_num_threads();
    let writers = match &job.output {
        Output::Files { .. } => Some(threads(jobs)?),
        Output::Lines => None,
    };
    let writers = writers.as_ref().unwrap_or(&pool);
    let window = WINDOW * jobs;
    let (mut rows, mut count) = (input.rows()?, survey.count());
    let (mut tally, mut said) = (Tally::default(), Said::default());
    writers.in_place_scope_fifo(|writing| {
        pool.in_place_scope_fifo(|scope| {
            let (sender, heard) = channel();
            let (mut begun, mut judged, mut told) = (0, 0, 0);
            let (mut made, mut done) = (BTreeMap::new(), BTreeMap::new());
            loop {
                while begun - told < window && tally.stopped.is_none() {
                    let row = match rows.next() {
                        None => break,
                        Some(Ok(row)) => count.counted(row),
                        Some(Err(error)) => {
                            tally.stopped = Some(error);
                            break;
                        }
                    };
                    let (number, sender) = (begun, sender.clone());
                    scope.spawn_fifo(move |_| passed_on(job, writing, &sender, number, || job.row(survey, row)));
                    begun += 1;
                }
                if begun == told {
                    return;
                }
                // As long as something is under way, somebody will send.
                let Ok((number, sent)) = heard.recv() else { return };
                match sent {
                    Sent::Made(candidate) => drop(made.insert(number, candidate)),
                    Sent::Done(report) => drop(done.insert(number, report)),
                    Sent::Panic(panic) => resume_unwind(panic),
                }
                // A row that failed has nothing to be judged by.
                while judged < begun && (made.contains_key(&judged) || done.contains_key(&judged)) {
                    if let Some(mut candidate) = made.remove(&judged) {
                        if tally.stopped.is_none() {
                            let number = judged;
                            candidate.judge(job, &mut said);
                            let sender = sender.clone();
                            let finish = move || job.finish(*candidate);
                            scope.spawn_fifo(move |_| passed_on(job, writing, &sender, number, finish));
                        } else {
                            done.insert(judged, Ok(None));
                        }
                    }
                    judged += 1;
                }
                while let Some(outcome) = done.remove(&told) {
                    told += 1;
                    let outcome = outcome.and_then(|found| match found {
                        Some(found) => report(&found).map(|()| Some(found)),
                        None => Ok(None),
                    });
                    match outcome {
                        Ok(Some(report)) => tally.add(&report),
                        Ok(None) => {}
                        Err(error) => drop(tally.stopped.get_or_insert(error)),
                    }
                }
            }
        })
    });
    Ok(tally)
}

/// Does what is done with a row before it is written, and passes the file on to those who write: nobody else has to be woken
/// for that.
fn passed_on<'scope>(
    job: &'scope Job<'_, '_>,
    writing: &ScopeFifo<'scope>,
    sender: &Sender<(usize, Sent)>,
    number: usize,
    station: impl FnOnce() -> Station,
) {
    let sent = match caught(station) {
        Ok(Station::Made(candidate)) => Sent::Made(candidate),
        Ok(Station::Done(report)) => Sent::Done(report.map(Some)),
        Ok(Station::Rendered(file)) => {
            let sender = sender.clone();
            return writing.spawn_fifo(move |_| {
                let put = caught(|| job.put(*file));
                let _ = sender.send((number, put.map_or_else(Sent::Panic, |report| Sent::Done(report.map(Some)))));
            });
        }
        Err(panic) => Sent::Panic(panic),
    };
    // Nobody is there to hear it once the run has ended.
    let _ = sender.send((number, sent));
}

fn caught<T>(work: impl FnOnce() -> T) -> thread::Result<T> {
    catch_unwind(AssertUnwindSafe(work))
}

fn threads(count: usize) -> Result<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(count).build().map_err(|error| {
        let problem = Diagnostic::error(Code::BadValue, format!("开不了 {count} 个线程：{error}"));
        problem.hint("把 --jobs 写小一些").into()
    })
}

impl Tally {
    fn add(&mut self, report: &Report) {
        match report.outcome {
            Outcome::Drafted => self.drafted += 1,
            Outcome::Kept { edited, .. } => {
                self.kept += 1;
                self.edited += usize::from(edited);
            }
            Outcome::Failed => self.failed += 1,
        }
        self.findings += report.findings;
        self.known += usize::from(report.known);
    }
}
