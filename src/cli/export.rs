//! `qicao export`: any speech set as a file, no word of it changed.

use anyhow::Result;

use super::args::{self, ExportFormat};
use super::files::file;
use super::{Exit, dress, output};
use qicao::Charset;
use qicao::export::{Format, Options, export_with};
use qicao::outline::Speech;

/// Runs the command.
pub fn run(args: &args::Export) -> Result<Exit> {
    let format = match (args.format, &args.output) {
        (Some(ExportFormat::Txt), _) => Format::Text,
        (Some(ExportFormat::Md), _) => Format::Markdown,
        (Some(ExportFormat::Html), _) => Format::Html,
        (Some(ExportFormat::Docx), _) => Format::Docx,
        (None, Some(path)) => dress::format_of(path, ".txt .md .html .docx")?,
        (None, None) => Format::Text,
    };
    let charset = args.encoding.as_deref().map(Charset::named).transpose()?;
    let reference = dress::reference(&args.dress)?;
    let text = file(&args.file)?.read(charset)?;
    let speech = Speech::read(&text);
    let options = Options { layout: dress::layout(&args.dress), reference: reference.as_ref(), notes: &[] };
    let bytes = export_with(&speech, format, &options);
    match &args.output {
        Some(path) => output::write(path, &bytes, false)?,
        None => output::print(&bytes)?,
    }
    output::diagnostics(&text.reports);
    dress::unused(&args.dress, Some(format));
    Ok(Exit::Done)
}
