//! The run: rows to drafts on several threads, results in the order of the rows.
//!
//! A row is drafted and written by any thread, and reported here. So many rows are under way, and no more, so that memory is bounded by
//! these and not by the table. Where drafts are to be distinct there is a station between: in the order of the rows each is held
//! against the earlier ones, and drawn anew if need be, before it is written.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Sender, channel};

use rayon::ThreadPoolBuilder;

use super::distinct::{Said, Shared, sentences};
use super::input::Input;
use super::key::{Hasher, another, sha256};
use super::manifest::{Line, Manifest, Outcome, first, number};
use super::name::Pattern;
use super::row::Row;
use super::survey::Survey;
use crate::brief::Brief;
use crate::diagnostic::{Code, Diagnostic, Error, Result};
use crate::draft::{Draft, Stocks, draft_from};

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
    /// How many threads draft; 0 is one for each processor.
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

/// Rows under way for each thread.
const WINDOW: usize = 16;

/// How often a draft is drawn anew before it is reported to have too much in common with an earlier one.
const TRIES: u64 = 24;

/// Drafts the rows and tells `report` of each, in their order and on the thread that called. An error of `report` ends the run, as
/// one of the sink does: what is under way is finished, nothing new is begun.
pub fn run(
    job: &Job<'_, '_>,
    input: &dyn Input,
    survey: &Survey,
    report: &mut dyn FnMut(&Report) -> Result<()>,
) -> Result<Tally> {
    let pool = ThreadPoolBuilder::new().num_threads(job.jobs).build().map_err(|error| {
        let problem = Diagnostic::error(Code::BadValue, format!("开不了 {} 个线程：{error}", job.jobs));
        problem.hint("把 --jobs 写小一些")
    })?;
    let window = WINDOW * pool.current_num_threads();
    let (mut rows, mut count) = (input.rows()?, survey.count());
    let (mut tally, mut said) = (Tally::default(), Said::default());
    pool.in_place_scope_fifo(|scope| {
        let (sender, stations) = channel();
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
                scope.spawn_fifo(move |_| work(&sender, number, || job.row(survey, row)));
                begun += 1;
            }
            if begun == told {
                return;
            }
            // As long as something is under way, somebody will send.
            let Ok((number, station)) = stations.recv() else { return };
            match station {
                Ok(Station::Made(candidate)) => drop(made.insert(number, candidate)),
                Ok(Station::Done(report)) => drop(done.insert(number, report)),
                Err(panic) => resume_unwind(panic),
            }
            // A row that failed has nothing to be judged by.
            while judged < begun && (made.contains_key(&judged) || done.contains_key(&judged)) {
                if let Some(mut candidate) = made.remove(&judged) {
                    if tally.stopped.is_none() {
                        let number = judged;
                        candidate.judge(job, &mut said);
                        let sender = sender.clone();
                        scope.spawn_fifo(move |_| work(&sender, number, || Station::Done(job.finish(*candidate))));
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
    });
    Ok(tally)
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

/// What comes from a station; a row that was not finished because the run had ended has no report.
enum Station {
    Made(Box<Candidate>),
    Done(Result<Option<Report>>),
}

/// Does a station's work and sends what comes of it, or the panic, for which nobody must wait in vain.
fn work(sender: &Sender<(usize, std::thread::Result<Station>)>, number: usize, station: impl FnOnce() -> Station) {
    let _ = sender.send((number, catch_unwind(AssertUnwindSafe(station))));
}

/// A draft that is not written yet.
struct Candidate {
    row: Row,
    brief: Brief,
    draft: Draft,
    name: String,
    input: u128,
    warnings: Vec<Diagnostic>,
}

impl Candidate {
    /// Draws it anew until it has little enough in common with each earlier draft; of those that have too much, it is the best.
    fn judge(&mut self, job: &Job<'_, '_>, said: &mut Said) {
        let Some(most) = job.distinct else { return };
        let (mut own, first) = (sentences(&self.draft), self.brief.seed);
        let mut best = said.shared(&own);
        // A seed that the user gave is not ours to change.
        let fixed = self.row.is_seeded() || (self.row.source.is_none() && self.row.key.variant.is_none());
        for attempt in 1..=TRIES {
            if best.share <= most || fixed {
                break;
            }
            self.brief.seed = another(first, attempt);
            let stock = job.stocks.open(&self.brief);
            let Ok(draft) = stock.and_then(|stock| draft_from(&self.brief, &stock)) else { break };
            let sentences = sentences(&draft);
            let shared = said.shared(&sentences);
            if shared.share < best.share {
                (own, best, self.draft) = (sentences, shared, draft);
            }
        }
        self.brief.seed = self.draft.seed;
        if let Shared { share, with: Some(with) } = best
            && share > most
        {
            let percent = (share * 100.0).round();
            let message = format!("和第 {with} 份有 {percent}% 的句子相同，换了几次还是这样");
            let hint = "库里的话不够分：多写几条，或者把 --distinct 放宽";
            self.warnings.push(Diagnostic::warning(Code::Thin, message).hint(hint));
        }
        said.add(self.row.number, &own);
    }
}

impl Job<'_, '_> {
    /// Drafts a row, and writes it where nothing has to be judged before.
    fn row(&self, survey: &Survey, row: Row) -> Station {
        match self.make(survey, row) {
            Ok(Station::Made(candidate)) if self.distinct.is_none() => Station::Done(self.finish(*candidate)),
            Ok(station) => station,
            Err(error) => Station::Done(Err(error)),
        }
    }

    fn make(&self, survey: &Survey, row: Row) -> Result<Station> {
        let brief = match row.brief() {
            Ok(brief) => brief,
            Err(error) => return Ok(self.failed(&row, error)),
        };
        let (mut name, mut input) = (String::new(), 0);
        if let Output::Files { pattern, extension, sink, known, .. } = &self.output {
            let stem = pattern.stem(&row);
            if !survey.knows(&row, &stem) {
                let problem = Diagnostic::error(Code::File, "数据在起草的时候变了");
                return Err(row.at(problem.hint("等它不再变了，加 --resume 接着做")).into());
            }
            name = format!("{stem}.{extension}");
            input = self.input(&brief, &name);
            // Whether a draft is distinct from the others, only drafting it can tell.
            if self.distinct.is_none()
                && let Some(before) = known.find(row.key.hash()).filter(|before| before.input == first(input))
                && let Some(bytes) = sink.get(&name)?.filter(|bytes| !bytes.is_empty())
            {
                let edited = number(&sha256(&bytes)) != Some(before.hash);
                return Ok(Station::Done(Ok(Some(kept(before.at, before.is_in_place(row.number), edited)))));
            }
        }
        let drafted = self.stocks.open(&brief).and_then(|stock| draft_from(&brief, &stock));
        Ok(match drafted {
            Ok(draft) => Station::Made(Box::new(Candidate { row, brief, draft, name, input, warnings: Vec::new() })),
            Err(error) => self.failed(&row, error),
        })
    }

    /// Everything that decides what the file of a row is, and what it is called.
    fn input(&self, brief: &Brief, name: &str) -> u128 {
        let mut hasher = Hasher::default();
        hasher.bytes(&self.asked.to_le_bytes());
        hasher.text(name);
        hasher.bytes(&serde_json::to_vec(&brief.written).unwrap_or_default());
        hasher.finish()
    }

    fn failed(&self, row: &Row, error: Error) -> Station {
        let errors = error.diagnostics().to_vec();
        let line = Line {
            row: row.number,
            key: row.key.shown(),
            errors: errors.iter().map(ToString::to_string).collect(),
            ..Line::default()
        };
        let known = matches!(&self.output, Output::Files { known, .. } if known.find(row.key.hash()).is_some());
        let report = Report { outcome: Outcome::Failed, line: line.to_bytes(), errors, findings: 0, known };
        Station::Done(Ok(Some(report)))
    }

    /// Writes a draft and says so.
    fn finish(&self, candidate: Candidate) -> Result<Option<Report>> {
        let Candidate { row, brief, draft, name, input, warnings } = candidate;
        let findings = self.check.map(|check| check(&brief, &draft));
        // Without their places: where a row stands in its table may change while its draft does not.
        let shown = |problems: &[Diagnostic]| {
            let placeless = |problem: &Diagnostic| Diagnostic { place: None, ..problem.clone() }.to_string();
            problems.iter().map(placeless).collect::<Vec<_>>()
        };
        let mut line = Line {
            row: row.number,
            key: row.key.shown(),
            seed: Some(draft.seed),
            length: Some(draft.length),
            placeholders: draft.placeholders.iter().map(|missing| missing.name.clone()).collect(),
            warnings: shown(&draft.warnings).into_iter().chain(shown(&warnings)).collect(),
            findings: findings.as_deref().map(shown),
            ..Line::default()
        };
        let mut is_known = false;
        if let Output::Files { render, sink, known, .. } = &self.output {
            let bytes = render(&draft);
            let hash = sha256(&bytes);
            let before = known.find(row.key.hash());
            is_known = before.is_some();
            let there = if known.lines() > 0 { sink.get(&name)? } else { None };
            let there = there.filter(|there| !there.is_empty());
            let (same, theirs) = match &there {
                None => (false, false),
                Some(there) if *there == bytes => (true, false),
                Some(there) => (false, !number(&sha256(there)).is_some_and(|hash| known.wrote(hash))),
            };
            let as_before = before.filter(|before| {
                before.input == first(input) && Some(before.hash) == number(&hash) && (same || theirs)
            });
            if let Some(before) = as_before {
                return Ok(Some(kept(before.at, before.is_in_place(row.number), theirs)));
            }
            if theirs {
                let message = format!("“{name}”不是上次写的那样，没有动它");
                let problem = Diagnostic::error(Code::File, message).hint("要留就改个名字，不要就删掉，再加 --resume");
                return Ok(match self.failed(&row, row.at(problem).into()) {
                    Station::Done(report) => report?,
                    Station::Made(_) => None,
                });
            }
            if !same {
                sink.put(&name, &bytes)?;
            }
            line = Line { id: hex(row.key.hash()), input: hex(input), file: name, hash, ..line };
        } else {
            line = Line { title: draft.title, text: draft.text, ..line };
        }
        let findings = findings.map_or(0, |findings| findings.len());
        let report =
            Report { outcome: Outcome::Drafted, line: line.to_bytes(), errors: Vec::new(), findings, known: is_known };
        Ok(Some(report))
    }
}

fn kept(at: u64, in_place: bool, edited: bool) -> Report {
    let outcome = Outcome::Kept { at, in_place, edited };
    Report { outcome, line: Vec::new(), errors: Vec::new(), findings: 0, known: true }
}

/// Of a hash, as many digits as are remembered.
fn hex(hash: u128) -> String {
    format!("{:016x}", first(hash))
}
