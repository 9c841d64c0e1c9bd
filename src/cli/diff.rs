//! `qicao diff`: what became of a speech between two versions.

use anyhow::Result;

use super::args::{self, DiffFormat};
use super::files::file;
use super::{Exit, dress, output};
use qicao::compare::compare;
use qicao::export::{Format, Options, export_comparison, summary};
use qicao::outline::Speech;
use qicao::{Charset, Code, Diagnostic, Error};

/// Runs the command.
pub fn run(args: &args::Diff) -> Result<Exit> {
    let format = match (args.format, &args.output) {
        (Some(DiffFormat::Txt), _) | (None, None) => Format::Text,
        (Some(DiffFormat::Html), _) => Format::Html,
        (Some(DiffFormat::Docx), _) => Format::Docx,
        (None, Some(path)) => match dress::format_of(path, ".txt .html .docx")? {
            Format::Markdown => {
                let problem = Diagnostic::error(Code::BadValue, "两稿的对照没有 Markdown 格式");
                return Err(Error::from(problem.hint("用 .txt .html .docx")).into());
            }
            format => format,
        },
    };
    let charset = args.encoding.as_deref().map(Charset::named).transpose()?;
    let reference = dress::reference(&args.dress)?;
    let (old, new) = (file(&args.old)?.read(charset)?, file(&args.new)?.read(charset)?);
    let comparison = compare(&Speech::read(&old), &Speech::read(&new));
    let options = Options { layout: dress::layout(&args.dress), reference: reference.as_ref(), notes: &[] };
    let bytes = export_comparison(&comparison, format, &options);
    match &args.output {
        Some(path) => output::write(path, &bytes, false)?,
        None => output::print(&bytes)?,
    }
    output::diagnostics(&old.reports);
    output::diagnostics(&new.reports);
    dress::unused(&args.dress, Some(format));
    if format != Format::Text {
        output::note(&summary(&comparison));
    }
    Ok(Exit::Done)
}
