//! `qicao check`: findings as text, JSON or SARIF to standard output; what is mended goes back into the file.
//!
//! Files are reviewed on all threads, so many at a time, and told of in the order in which they were named.

use std::fmt::Write as _;
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use rayon::prelude::*;

use super::against::Against;
use super::args::{Check, CheckFormat};
use super::files::{File, files};
use super::{Exit, drafted, input, mend, output};
use qicao::check::{Finding, Reviewer, Roster, Settings, Severity, attribute, sarif_results, to_json, to_sarif};
use qicao::{Brief, Charset, Diagnostic, Error, Source, Text, render};

/// The settings of a folder.
const SETTINGS: &str = "qicao-check.yaml";

/// Files under review at a time.
const BATCH: usize = 64;

/// How often a watched file is looked at.
const LOOK: Duration = Duration::from_millis(300);

/// A file reviewed.
struct Checked {
    source: Arc<Source>,
    findings: Vec<Finding>,
    told: Vec<Diagnostic>,
}

/// Runs the command.
pub fn run(args: &Check) -> Result<Exit> {
    let desk = Desk::open(args)?;
    let mut against = Against::open(args, &desk.library)?;
    let reviewer = desk.reviewer(args)?;
    match (args.files.is_empty(), args.watch) {
        // Only the index was asked for.
        (true, _) => Ok(Exit::Done),
        (_, true) => watch(args, &desk, &reviewer, &mut against),
        (_, false) => once(args, &desk, &reviewer, &mut against),
    }
}

/// What lies beside the files that are reviewed.
struct Desk {
    settings: Settings,
    brief: Option<Brief>,
    source: Option<Arc<Source>>,
    roster: Option<Roster>,
    library: qicao::Library,
    charset: Option<Charset>,
}

impl Desk {
    fn open(args: &Check) -> Result<Desk> {
        let settings = match Path::new(SETTINGS).is_file() {
            true => Settings::read(&input::source(SETTINGS)?)?,
            false => Settings::default(),
        };
        let settings = settings.select(&args.select)?.ignore(&args.ignore)?;
        let source = args.brief.as_deref().map(input::source).transpose()?;
        let brief = source.as_ref().map(Brief::read).transpose()?;
        let roster = args.roster.as_deref().map(|path| anyhow::Ok(Roster::read(&input::source(path)?)?)).transpose()?;
        let charset = args.encoding.as_deref().map(Charset::named).transpose()?;
        Ok(Desk { settings, brief, source, roster, library: input::library(&args.library)?, charset })
    }

    fn reviewer(&self, _: &Check) -> Result<Reviewer<'_>> {
        let mut reviewer = Reviewer::new(self.settings.clone(), &self.library)?;
        if let Some(brief) = &self.brief {
            reviewer = reviewer.with_brief(brief);
        }
        if let Some(roster) = &self.roster {
            reviewer = reviewer.with_roster(roster);
        }
        Ok(reviewer)
    }
}

fn once(args: &Check, desk: &Desk, reviewer: &Reviewer, against: &mut Option<Against>) -> Result<Exit> {
    let mut files = files(args.files.clone());
    let color = std::io::stdout().is_terminal();
    let mut tally = Tally::default();
    let mut results = Vec::new();
    loop {
        let batch: Vec<_> = files.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let done: Vec<Result<Checked, Error>> =
            batch.into_par_iter().map(|file| review(file, desk, reviewer)).collect();
        for checked in done {
            let mut checked = match checked {
                Ok(checked) => checked,
                Err(error) => {
                    output::diagnostics(error.diagnostics());
                    tally.failed += 1;
                    continue;
                }
            };
            output::diagnostics(&checked.told);
            let compared =
                against.as_mut().map(|against| against.compare(&checked.source, &desk.settings)).transpose()?;
            let (past, side_by_side) = compared.map(|compared| (compared.findings, compared.shown)).unwrap_or_default();
            if args.format != CheckFormat::Text || args.diff {
                checked.findings.extend(past);
            } else {
                tally.counts[Severity::Warning as usize] += past.len();
            }
            tally.add(&checked);
            match args.format {
                CheckFormat::Json => results.extend(to_json(&checked.source, &checked.findings)),
                CheckFormat::Sarif => results.extend(sarif_results(&checked.source, &checked.findings)),
                CheckFormat::Text if args.diff => {}
                CheckFormat::Text => {
                    let shown: Vec<_> =
                        checked.findings.iter().map(|finding| finding.diagnostic(&checked.source)).collect();
                    output::print(render(&shown, color).as_bytes())?;
                    output::print(side_by_side.as_bytes())?;
                }
            }
            if args.diff {
                output::print(mend::diff(&checked.source, &checked.findings).as_bytes())?;
            } else if args.fix {
                tally.mended += mend::write(&checked.source, &checked.findings)?;
            }
        }
    }
    match args.format {
        CheckFormat::Json => output::print((serde_json::to_string_pretty(&results)? + "\n").as_bytes())?,
        CheckFormat::Sarif => output::print((serde_json::to_string_pretty(&to_sarif(results))? + "\n").as_bytes())?,
        CheckFormat::Text => {}
    }
    output::note(&tally.summary(args));
    Ok(tally.exit())
}

fn review(
    file: std::result::Result<File, Diagnostic>,
    desk: &Desk,
    reviewer: &Reviewer,
) -> std::result::Result<Checked, Error> {
    let text = file?.read(desk.charset)?;
    let drafted = drafted::of(&text, desk.source.as_ref());
    let (text, pieces) = match drafted {
        Some((source, pieces)) => (Text { source, ..text }, pieces),
        None => (text, Vec::new()),
    };
    let mut reviewed = reviewer.review(&text);
    if pieces.is_empty() {
        let mut known = desk.brief.iter().zip(&desk.source);
        if let Some((brief, source)) = known.next().filter(|_| !reviewed.findings.is_empty()) {
            let pieces = drafted::again(&text.source, brief, source, &desk.library);
            attribute(&mut reviewed.findings, &pieces);
        }
    } else {
        attribute(&mut reviewed.findings, &pieces);
    }
    let mut told = text.reports;
    told.extend(reviewed.problems.into_iter().map(|(at, problem)| problem.at(&text.source, at)));
    Ok(Checked { source: text.source, findings: reviewed.findings, told })
}

#[derive(Default)]
struct Tally {
    files: usize,
    failed: usize,
    wrong: usize,
    counts: [usize; 3],
    mendable: usize,
    mended: usize,
}

impl Tally {
    fn add(&mut self, checked: &Checked) {
        self.files += 1;
        self.wrong += usize::from(checked.told.iter().any(|told| told.severity == qicao::Severity::Error));
        for finding in &checked.findings {
            self.counts[finding.severity as usize] += 1;
            self.mendable += usize::from(!finding.fix.is_empty());
        }
    }

    fn summary(&self, args: &Check) -> String {
        let found: usize = self.counts.iter().sum();
        let mut text = match self.files {
            1 => String::new(),
            files => format!("{files} 个文件，"),
        };
        if found == 0 {
            text.push_str("没有发现问题");
            return text;
        }
        let _ = write!(text, "{found} 处：");
        let shown = [Severity::Error, Severity::Warning, Severity::Info].map(Severity::shown);
        let counts: Vec<String> = shown
            .iter()
            .zip(self.counts)
            .filter(|(_, count)| *count > 0)
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        text.push_str(&counts.join("、"));
        match (args.fix && !args.diff, self.mendable) {
            (true, _) => {
                let _ = write!(text, "；改好 {} 处", self.mended);
            }
            (false, 0) => {}
            (false, count) => {
                let _ = write!(text, "；{count} 处能自动改：加 --diff 先看，加 --fix 改掉");
            }
        }
        text.push_str("；qicao explain 编号 看道理");
        text
    }

    fn exit(&self) -> Exit {
        let found: usize = self.counts.iter().sum::<usize>() - self.mended;
        match (self.files, self.failed) {
            (0, failed) if failed > 0 => Exit::Failed,
            _ if found + self.failed + self.wrong > 0 => Exit::Findings,
            _ => Exit::Done,
        }
    }
}

/// Reviews again whenever one of the files was written, until the user stops it.
fn watch(args: &Check, desk: &Desk, reviewer: &Reviewer, against: &mut Option<Against>) -> Result<Exit> {
    let written = || {
        let stamp = |path: &String| {
            let found = std::fs::metadata(path).ok()?;
            Some((found.modified().ok()?, found.len()))
        };
        args.files.iter().map(stamp).collect::<Vec<_>>()
    };
    loop {
        let before = written();
        once(args, desk, reviewer, against)?;
        output::note("——— 盯着，存盘就再查；按 Ctrl+C 停");
        while written() == before {
            std::thread::sleep(LOOK);
        }
    }
}
