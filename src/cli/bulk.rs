//! `qicao bulk`: many drafts at a time, from the rows of a table or from several briefs.
//!
//! The rows are gone through before anything is written, so that names which collide and columns which nobody knows are told while
//! nothing has happened yet. What is told of the run goes to standard error; a progress bar only where somebody watches.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{IsTerminal, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::{self, Format};
use super::files::file;
use super::folder::{self, Folder};
use super::{Exit, check, draft, drafted, dress, input, output};
use qicao::bulk::{
    Base, Briefs, Check, Form, Input, Job, Open, Options, Outcome, Output, Pattern, Report, Survey, Table, Tally,
    Variants, fingerprint, run as run_all,
};
use qicao::check::{Reviewer, attribute};
use qicao::draft::Stocks;
use qicao::export;
use qicao::{Brief, Code, Diagnostic, Draft, Error, Library, Severity};

/// More bad rows than this are counted and not shown; the manifest has them all.
const SHOWN: usize = 20;

/// Runs the command.
pub fn run(args: &args::Bulk) -> Result<Exit> {
    consistent(args)?;
    let library = input::library(&args.library)?;
    let pattern = args.name.as_deref().map(Pattern::parse).transpose()?;
    let table;
    let briefs;
    let rows: &dyn Input = match &args.data {
        Some(data) => {
            let base = Base::new(Brief::read(&input::source(&args.briefs[0])?)?)?;
            let also = pattern.iter().flat_map(Pattern::columns).map(String::from).collect::<BTreeSet<_>>();
            let options = Options { key: args.key.clone(), extra_facts: args.extra_facts, also };
            let (form, open) = opener(data)?;
            let name = if data == "-" { "标准输入" } else { data };
            table = Table::new(name, form, base, options, open);
            &table
        }
        None => {
            briefs = Briefs::new(read(&args.briefs)?);
            &briefs
        }
    };
    let variants = args.count.map(|count| Variants::new(rows, count));
    let rows = variants.as_ref().map_or(rows, |variants| variants as &dyn Input);
    let pattern = pattern.unwrap_or_else(|| if args.data.is_some() { Pattern::default() } else { Pattern::key() });
    let format = args.format.unwrap_or(Format::Txt);
    let reference = dress::reference(&args.dress)?;
    let look = export::Options { layout: dress::layout(&args.dress), reference: reference.as_ref(), notes: &[] };
    let render = |drafted: &Draft| draft::render(format.of_a_speech(), drafted, &library, &look);
    let stocks = Stocks::new(&library);
    let settings = args.check.then(check::settings).transpose()?;
    // What the rules are asked decides what a line of the manifest says.
    let model = args.dress.reference.as_deref().map(|path| file(path)?.bytes()).transpose()?.unwrap_or_default();
    let asked = format!("{} {:?} {settings:?} {:?} {model:?}", format.extension(), args.distinct, look.layout);
    let reviewer = settings.map(|settings| Reviewer::new(settings, &library)).transpose()?;
    let inspect =
        reviewer.as_ref().map(|reviewer| |brief: &Brief, draft: &Draft| review(reviewer, &library, brief, draft));
    let check = inspect.as_ref().map(|inspect| inspect as &Check<'_>);
    let tally = match &args.output {
        None => {
            let survey = Survey::of(rows, None, "", &[])?;
            let mut told = Told::new(survey.rows());
            let mut broken = None;
            let tally = run_all(&job(args, &stocks, Output::Lines, 0, check), rows, &survey, &mut |report| {
                told.tell(report);
                output::print(&report.line).map_err(|error| {
                    broken.get_or_insert(error);
                    Diagnostic::error(Code::File, "标准输出写不了").into()
                })
            })?;
            if let Some(error) = broken {
                return Err(error);
            }
            told.bar.finish_and_clear();
            tally
        }
        Some(path) => {
            let path = Path::new(path);
            let extension = format.extension();
            let survey = Survey::of(rows, Some(&pattern), extension, &folder::names(path, args.resume)?)?;
            let mut told = Told::new(survey.rows());
            let mut folder = Folder::open(path)?;
            let (files, known) = (folder.files(), folder.known().clone());
            let output = Output::Files { pattern: &pattern, extension, render: &render, sink: &files, known: &known };
            let tally = run_all(
                &job(args, &stocks, output, fingerprint(&library, &[&asked]), check),
                rows,
                &survey,
                &mut |report| {
                    told.tell(report);
                    folder.note(report)
                },
            )?;
            told.bar.finish_and_clear();
            if tally.stopped.is_none() {
                folder.close()?;
            }
            output::note(&summary(&tally, &path.display().to_string(), known.rows()));
            tally
        }
    };
    // The process ends here; freeing a library phrase by phrase would only delay it.
    std::mem::forget(stocks);
    match tally.stopped {
        Some(error) => Err(error.into()),
        None if tally.failed > 0 || tally.findings > 0 => Ok(Exit::Findings),
        None => Ok(Exit::Done),
    }
}

fn job<'a, 'l>(
    args: &args::Bulk,
    stocks: &'a Stocks<'l>,
    output: Output<'a>,
    asked: u128,
    check: Option<&'a Check<'a>>,
) -> Job<'a, 'l> {
    Job { stocks, output, asked, distinct: args.distinct, check, jobs: args.jobs.unwrap_or(0).into() }
}

/// What the rules find in a draft. Notes are for whoever reads one draft, and are not counted among the findings of many.
fn review(reviewer: &Reviewer<'_>, library: &Library, brief: &Brief, draft: &Draft) -> Vec<Diagnostic> {
    let Ok(text) = qicao::read(&draft.title, draft.text.as_bytes(), None) else { return Vec::new() };
    let mut findings = reviewer.review_for(&text, brief).findings;
    if !findings.is_empty() {
        // The brief of a row has no file whose line could be named.
        attribute(&mut findings, &drafted::whole(draft, library, None));
    }
    findings
        .iter()
        .map(|finding| finding.diagnostic(&text.source))
        .filter(|told| told.severity != Severity::Note)
        .collect()
}

/// What goes together and what does not.
fn consistent(args: &args::Bulk) -> Result<()> {
    let fault =
        |message: &str, hint: &str| Err(Error::from(Diagnostic::error(Code::BadValue, message).hint(hint)).into());
    match args {
        args::Bulk { output: None, jsonl: false, .. } => {
            fault("还没有说写到哪里", "加上 -o 目录，或者用 --jsonl 打印出来")
        }
        args::Bulk { data: Some(_), briefs, .. } if briefs.len() > 1 => {
            fault("有 --data 的时候只能有一份要求", "每一行都在这一份要求上改；几份要求就分几次做")
        }
        args::Bulk { data: None, key: Some(_), .. } | args::Bulk { data: None, extra_facts: true, .. } => {
            fault("--key 和 --extra-facts 说的是数据里的列，可是没有 --data", "加上 --data 文件")
        }
        args::Bulk { data: Some(data), briefs, .. } if data == "-" && briefs[0] == "-" => {
            fault("要求和数据不能都从标准输入来", "把一个写成文件")
        }
        _ => Ok(()),
    }
}

/// Briefs with the names of their files; of a folder, all that lie in it, in the order of their names.
fn read(paths: &[String]) -> Result<Vec<(String, Arc<Base>)>> {
    let mut files: Vec<PathBuf> = Vec::new();
    for path in paths.iter().map(Path::new) {
        if !path.is_dir() {
            files.push(path.into());
            continue;
        }
        let entries = std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
        let is_brief =
            |path: &PathBuf| path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        let mut found: Vec<PathBuf> = entries.filter(is_brief).collect();
        if found.is_empty() {
            let problem = Diagnostic::error(Code::File, format!("“{}”里没有要求（*.yaml）", path.display()));
            return Err(Error::from(problem.hint("写上有要求文件的目录")).into());
        }
        found.sort();
        files.extend(found);
    }
    let mut problems = Vec::new();
    let mut briefs = Vec::new();
    for file in files {
        let shown = file.display().to_string();
        let name = if shown == "-" { "讲稿".into() } else { file.file_stem().unwrap_or_default().to_string_lossy() };
        match Brief::read(&input::source(&shown)?).and_then(Base::new) {
            Ok(base) => briefs.push((name.into_owned(), base)),
            Err(error) => problems.extend(error.diagnostics().iter().cloned()),
        }
    }
    if problems.is_empty() { Ok(briefs) } else { Err(Error::from(problems).into()) }
}

/// The form of the data, and what opens it again and again: what is no plain file is kept in one meanwhile.
fn opener(path: &str) -> Result<(Form, Box<Open<'static>>)> {
    let shown = if path == "-" { "标准输入" } else { path };
    let fault = |message: String, hint: &str| Error::from(Diagnostic::error(Code::File, message).hint(hint));
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => fault(format!("没有“{shown}”这个文件"), "看看名字和目录对不对"),
        std::io::ErrorKind::PermissionDenied => fault(format!("没有读“{shown}”的权限"), "改一下权限"),
        _ => fault(format!("读不了“{shown}”"), "看看路径对不对"),
    };
    let extension = Path::new(path).extension().unwrap_or_default().to_string_lossy().into_owned();
    let form = Form::of_extension(&extension);
    if Path::new(path).is_dir() {
        return Err(fault(format!("“{path}”是目录，不是文件"), "写上里面的数据文件").into());
    }
    if path != "-" && form.is_none() && !extension.is_empty() {
        let hint = "用 .csv、.tsv、.xlsx 或 .jsonl；别的表格另存为其中一种";
        return Err(fault(format!("从扩展名“{extension}”看不出是什么数据"), hint).into());
    }
    if path != "-" {
        let file = File::open(path).map_err(unreadable)?;
        if let (Some(form), true) = (form, file.metadata().map_err(unreadable)?.is_file()) {
            let path = path.to_string();
            return Ok((form, Box::new(move || Ok(Box::new(File::open(&path)?)))));
        }
    }
    let mut from: Box<dyn Read> =
        if path == "-" { Box::new(std::io::stdin().lock()) } else { Box::new(File::open(path).map_err(unreadable)?) };
    let mut kept = tempfile::tempfile().map_err(|error| output::failed("临时文件", &error))?;
    std::io::copy(&mut from, &mut kept).map_err(|error| output::failed("临时文件", &error))?;
    kept.rewind().map_err(unreadable)?;
    let mut start = Vec::new();
    Read::by_ref(&mut kept).take(4096).read_to_end(&mut start).map_err(unreadable)?;
    let first = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let form = form.unwrap_or(match start.trim_ascii_start() {
        [b'{', ..] => Form::Jsonl,
        [b'P', b'K', ..] => Form::Xlsx,
        _ if first.contains(&b'\t') => Form::Tsv,
        _ => Form::Csv,
    });
    // One reading follows the other, so they may share a place in the file.
    let open = move || {
        let mut again = kept.try_clone()?;
        again.rewind()?;
        Ok(Box::new(again) as Box<dyn Read>)
    };
    Ok((form, Box::new(open)))
}

/// What is told while the run goes on.
struct Told {
    bar: ProgressBar,
    failed: usize,
}

impl Told {
    fn new(rows: usize) -> Told {
        let target =
            if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(rows as u64), target);
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} 份　每秒 {per_sec}　还要 {eta}")
        {
            bar.set_style(style);
        }
        Told { bar, failed: 0 }
    }

    fn tell(&mut self, report: &Report) {
        self.bar.inc(1);
        if report.outcome == Outcome::Failed {
            self.failed += 1;
            if self.failed <= SHOWN {
                self.bar.suspend(|| output::diagnostics(&report.errors));
            } else if self.failed == SHOWN + 1 {
                self.bar.suspend(|| output::note("有问题的还有，不再一一列出"));
            }
        }
    }
}

fn summary(tally: &Tally, folder: &str, before: usize) -> String {
    let mut text = format!("写到 {folder}：起草 {} 份", tally.drafted);
    if tally.kept > 0 {
        text.push_str(&format!("，上次已有 {} 份", tally.kept));
    }
    if tally.failed > 0 {
        text.push_str(&format!("，{} 份有问题没有起草", tally.failed));
    }
    if tally.findings > 0 {
        text.push_str(&format!("，检查出 {} 处问题", tally.findings));
    }
    text.push_str("；每一份的情况在 manifest.jsonl\n");
    if tally.edited > 0 {
        text.push_str(&format!("有 {} 份写好以后被人改过，没有动它们\n", tally.edited));
    }
    if tally.stopped.is_none() && before > tally.known {
        text.push_str(&format!("上次有、这次没有的 {} 份，文件留着没有动\n", before - tally.known));
    }
    if tally.stopped.is_some() {
        text.push_str("没有做完；问题解决以后，同样的命令加上 --resume 接着做\n");
    }
    text
}
