//! `qicao bank lint`: what is wrong with the banks, and what a machine can mend of it.

use anyhow::Result;
use serde_json::{Value, json};

use super::super::args::{self, TextOrJson};
use super::super::{Exit, output};
use super::home::{Home, builtin};
use qicao::library::{BankPath, Library, lint, read_directory};
use qicao::{Diagnostic, Severity};

/// The command line.
#[derive(Debug, clap::Args)]
pub struct Lint {
    /// 输出格式：text 带原文（默认）、json
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub format: TextOrJson,
    /// 能机械改的就改：标点、全角半角、看不见的字符
    #[arg(long)]
    pub fix: bool,
    #[command(flatten)]
    pub library: args::Library,
}

/// Runs the command.
pub fn run(args: &Lint) -> Result<Exit> {
    let directories = super::super::input::directories(&args.library)?;
    if args.fix {
        return fix(args, &directories);
    }
    report(args, &directories)
}

fn report(args: &Lint, directories: &[String]) -> Result<Exit> {
    let (library, mut faults) = read(args, directories)?;
    faults.extend(library.lint().into_iter().map(|finding| finding.diagnostic));
    show(args, &faults)
}

/// The library as far as it can be read, and what keeps the rest from being read.
fn read(args: &Lint, directories: &[String]) -> Result<(Library, Vec<Diagnostic>)> {
    let mut library = if args.library.no_builtin { Library::empty() } else { Library::embedded() };
    let mut faults = Vec::new();
    for directory in directories {
        if let Err(error) = library.add(read_directory(directory)?) {
            faults.extend(error.diagnostics().iter().cloned());
        }
    }
    Ok((library, faults))
}

/// Mends what can be mended in the directories, and shows the rest. What keeps a file from being loaded, such as a mark at the
/// end of a phrase, may be mended too, so the library is judged only afterwards; what is wrong with a file that does not parse is
/// told then too.
fn fix(args: &Lint, directories: &[String]) -> Result<Exit> {
    if directories.is_empty() {
        return Err(builtin().into());
    }
    let mut mended = 0;
    for directory in directories {
        let (mut home, unread) = Home::as_far_as_it_parses(directory)?;
        for sheet in home.sheets() {
            for found in sheet.phrases("") {
                let Ok(path) = BankPath::parse(&found.path) else { continue };
                let text = lint::mended(&path, &found.text);
                if text != found.text && !text.is_empty() {
                    sheet.reword(&found.at, &text)?;
                    mended += 1;
                }
            }
        }
        home.save()?;
        for source in unread.iter().filter_map(|fault| fault.place.as_ref()).map(|(source, _)| source) {
            output::note(&format!("“{}”读不懂，没有改", source.path()));
        }
    }
    output::note(&format!("改好 {mended} 条"));
    report(args, directories)
}

fn show(args: &Lint, findings: &[Diagnostic]) -> Result<Exit> {
    match args.format {
        TextOrJson::Json => {
            let rows: Vec<Value> = findings.iter().map(json_of).collect();
            output::print((serde_json::to_string_pretty(&rows)? + "\n").as_bytes())?;
        }
        TextOrJson::Text if !findings.is_empty() => {
            output::print(qicao::render(findings, output::in_color()).as_bytes())?;
        }
        TextOrJson::Text => {}
    }
    match findings.len() {
        0 => output::note("没有查出问题"),
        count => output::note(&format!("共 {count} 处")),
    }
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
}

fn json_of(finding: &Diagnostic) -> Value {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let rule = lint::RULES.iter().find(|rule| rule.id == finding.code.id()).map(|rule| rule.name);
    let mut row = json!({
        "code": finding.code.id(),
        "rule": rule,
        "severity": severity,
        "message": finding.message,
        "hint": finding.hint,
    });
    if let (Some((source, span)), Some(row)) = (&finding.place, row.as_object_mut()) {
        let (start, end) = (source.position(span.start), source.position(span.end));
        row.insert("file".into(), json!(source.path()));
        for (key, value) in
            [("line", start.line), ("column", start.column), ("end_line", end.line), ("end_column", end.column)]
        {
            row.insert(key.into(), json!(value));
        }
    }
    row
}
