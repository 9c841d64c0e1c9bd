//! What is done with one row: drafted, held against the earlier ones where that is asked for, made a file, written.
//!
//! A row passes from station to station, each of which any thread may be at: what needs the processor and what waits for the disk
//! are stations of their own. Where the order of the rows counts, the run has it in between, which alone knows that order.

use super::distinct::{Said, Shared, sentences};
use super::key::{Hasher, another, sha256};
use super::manifest::{Line, Outcome, first, number};
use super::row::Row;
use super::run::{Job, Output, Report};
use super::survey::Survey;
use crate::brief::Brief;
use crate::diagnostic::{Code, Diagnostic, Error, Result};
use crate::draft::{Draft, draft_from};

/// How often a draft is drawn anew before it is reported to have too much in common with an earlier one.
const TRIES: u64 = 24;

/// What comes from a station.
pub(super) enum Station {
    /// A draft that is to be held against the earlier ones.
    Made(Box<Candidate>),
    /// A file that is to be written.
    Rendered(Box<Rendered>),
    /// The row is done.
    Done(Result<Report>),
}

/// A draft that is no file yet.
pub(super) struct Candidate {
    row: Row,
    brief: Brief,
    draft: Draft,
    name: String,
    input: u128,
    warnings: Vec<Diagnostic>,
}

/// A file that is not written yet, and what is to be said once it is.
pub(super) struct Rendered {
    name: String,
    bytes: Vec<u8>,
    report: Report,
}

impl Candidate {
    /// Draws it anew until it has little enough in common with each earlier draft; of those that have too much, it is the best.
    pub fn judge(&mut self, job: &Job<'_, '_>, said: &mut Said) {
        let Some(most) = job.distinct else { return };
        let (mut own, first) = (sentences(&self.draft), self.brief.seed);
        let mut best = said.shared(&own, most);
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
            let shared = said.shared(&sentences, most);
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
    /// Drafts a row, and makes it a file where nothing has to be judged before.
    pub(super) fn row(&self, survey: &Survey, row: Row) -> Station {
        match self.make(survey, row) {
            Ok(Station::Made(candidate)) if self.distinct.is_none() => self.finish(*candidate),
            Ok(station) => station,
            Err(error) => Station::Done(Err(error)),
        }
    }

    /// Makes a draft a file or a line.
    pub(super) fn finish(&self, candidate: Candidate) -> Station {
        self.render(candidate).unwrap_or_else(|error| Station::Done(Err(error)))
    }

    /// Writes a file and says so.
    pub(super) fn put(&self, rendered: Rendered) -> Result<Report> {
        let Rendered { name, bytes, report } = rendered;
        match &self.output {
            Output::Files { sink, .. } => sink.put(&name, &bytes).map(|()| report),
            Output::Lines => Ok(report),
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
                return Ok(Station::Done(Ok(kept(before.at, before.is_in_place(row.number), edited))));
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
        Station::Done(Ok(report))
    }

    fn render(&self, candidate: Candidate) -> Result<Station> {
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
        let (mut is_known, mut file) = (false, None);
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
                return Ok(Station::Done(Ok(kept(before.at, before.is_in_place(row.number), theirs))));
            }
            if theirs {
                let message = format!("“{name}”不是上次写的那样，没有动它");
                let problem = Diagnostic::error(Code::File, message).hint("要留就改个名字，不要就删掉，再加 --resume");
                return Ok(self.failed(&row, row.at(problem).into()));
            }
            line = Line { id: hex(row.key.hash()), input: hex(input), file: name.clone(), hash, ..line };
            file = (!same).then_some((name, bytes));
        } else {
            line = Line { title: draft.title, text: draft.text, ..line };
        }
        let findings = findings.map_or(0, |findings| findings.len());
        let report =
            Report { outcome: Outcome::Drafted, line: line.to_bytes(), errors: Vec::new(), findings, known: is_known };
        Ok(match file {
            Some((name, bytes)) => Station::Rendered(Box::new(Rendered { name, bytes, report })),
            None => Station::Done(Ok(report)),
        })
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
