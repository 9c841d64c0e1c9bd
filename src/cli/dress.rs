//! The look that `--layout`, `--reference` and the name of the output file ask for.

use std::path::Path;

use anyhow::Result;

use super::args::{Dress, Layout};
use super::files::file;
use super::output;
use qicao::export::{self, Format, Reference};
use qicao::{Code, Diagnostic, Error};

/// The office's own document, if one is given.
pub fn reference(dress: &Dress) -> Result<Option<Reference>> {
    let Some(path) = &dress.reference else { return Ok(None) };
    let (reference, notes) = Reference::read(path, &file(path)?.bytes()?)?;
    output::diagnostics(&notes);
    Ok(Some(reference))
}

/// The layout.
pub fn layout(dress: &Dress) -> export::Layout {
    match dress.layout {
        None | Some(Layout::Gbt) => export::Layout::Gbt,
        Some(Layout::Office28) => export::Layout::Office28,
        Some(Layout::Reading) => export::Layout::Reading,
    }
}

/// The format that the name of a file asks for; the names that can be asked for are `known`.
pub fn format_of(path: &str, known: &str) -> Result<Format> {
    let extension = Path::new(path).extension().unwrap_or_default().to_string_lossy().into_owned();
    Format::from_extension(&extension).ok_or_else(|| {
        let message = match extension.as_str() {
            "" => "输出的文件名没有扩展名，看不出格式".to_string(),
            other => format!("从扩展名“{other}”看不出格式"),
        };
        Error::from(Diagnostic::error(Code::BadValue, message).hint(format!("用 {known}，或者加 --format"))).into()
    })
}

/// A layout or a reference that the format has no use for is said to have none.
pub fn unused(dress: &Dress, format: Option<Format>) {
    let (option, wanted) = match (dress, format) {
        (Dress { reference: Some(_), .. }, format) if format != Some(Format::Docx) => ("--reference", "docx"),
        (Dress { layout: Some(_), .. }, format) if !matches!(format, Some(Format::Docx | Format::Html)) => {
            ("--layout", "docx 和 html")
        }
        _ => return,
    };
    let problem = Diagnostic::warning(Code::BadValue, format!("{option} 只对 {wanted} 有用，这次没有用上"));
    output::diagnostics(&[problem.hint("换一个扩展名，或者去掉这个选项")]);
}
