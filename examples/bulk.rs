//! 批量起草，用库来做：一份要求，一张表，一行一篇。和 `examples/bulk.sh` 做的是同一件事，写出来的稿子一字不差。
//!
//! ```sh
//! cargo run --release --example bulk -- examples/bulk.yaml examples/bulk.csv 讲稿
//! ```

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use qicao::bulk::{
    Base, Form, Job, Manifest, Options, Outcome, Output, Pattern, Sink, Survey, Table, fingerprint, run,
};
use qicao::draft::Stocks;
use qicao::export::{Format, export};
use qicao::{Brief, Code, Diagnostic, Draft, Library, Source};

/// Where drafts go. A program may as well put them into a database.
struct Folder<'f>(&'f Path);

impl Sink for Folder<'_> {
    fn get(&self, name: &str) -> qicao::Result<Option<Vec<u8>>> {
        Ok(std::fs::read(self.0.join(name)).ok())
    }

    fn put(&self, name: &str, bytes: &[u8]) -> qicao::Result<()> {
        std::fs::write(self.0.join(name), bytes)
            .map_err(|error| Diagnostic::error(Code::File, format!("写不了“{name}”：{error}")).into())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [brief, rows, folder] = &args[..] else { return Err("用法：bulk 要求.yaml 名单.csv 目录".into()) };
    println!("{}", draft_all(brief, rows, Path::new(folder))?);
    Ok(())
}

/// Drafts a speech for every row, and says what became of them.
pub fn draft_all(brief: &str, rows: &str, folder: &Path) -> Result<String, Box<dyn std::error::Error>> {
    let library = Library::embedded();
    let stocks = Stocks::new(&library);
    let brief = Brief::read(&Arc::new(Source::new(brief, std::fs::read_to_string(brief)?)))?;
    let open = move || Ok(Box::new(File::open(rows)?) as Box<dyn std::io::Read>);
    let table = Table::new(rows, Form::Csv, Base::new(brief)?, Options::default(), Box::new(open));

    // Names that collide and columns that nobody knows are errors here, before anything is written.
    let pattern = Pattern::parse("{n:02}-{meeting}")?;
    let survey = Survey::of(&table, Some(&pattern), "docx", &[])?;
    std::fs::create_dir_all(folder)?;

    let render = |draft: &Draft| export(&draft.speech(), Format::Docx);
    let output = Output::Files {
        pattern: &pattern,
        extension: "docx",
        render: &render,
        sink: &Folder(folder),
        known: &Manifest::default(),
    };
    let asked = fingerprint(&library, &["docx"]);
    let job = Job { stocks: &stocks, output, asked, distinct: None, check: None, jobs: 0 };
    let tally = run(&job, &table, &survey, &mut |report| {
        // In the order of the rows, on this thread: `report.line` is the line of a manifest.
        if report.outcome == Outcome::Failed {
            eprint!("{}", qicao::render(&report.errors, false));
        }
        Ok(())
    })?;
    Ok(format!("起草 {} 份，{} 份有问题", tally.drafted, tally.failed))
}
