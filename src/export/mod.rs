//! A speech as a file: plain text, Markdown, a web page, Word.
//!
//! This room owns the form in which a speech leaves the program, one file per format. It does not change a word, it does
//! not ask where a speech came from, and it opens no file: bytes out, so that the command line, a batch and a test write
//! the same ones. Nothing here knows the time or the computer, or the same speech would not give the same bytes.

mod changes;
mod docx;
mod html;
mod layout;
mod markdown;
mod pieces;
mod text;

pub use changes::{export_comparison, summary};
pub use docx::Reference;
pub use layout::Layout;

use crate::outline::Speech;
use crate::source::Span;

/// A form in which a speech can be handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text, a paragraph a line.
    Text,
    /// Markdown, with the title and the headings marked.
    Markdown,
    /// A web page, one file, which prints as it shows.
    Html,
    /// A Word document with named styles.
    Docx,
}

impl Format {
    /// The format a file name's extension stands for, written without the dot and in either case.
    ///
    /// ```
    /// use qicao::export::Format;
    ///
    /// assert_eq!(Format::from_extension("docx"), Some(Format::Docx));
    /// assert_eq!(Format::from_extension("wps"), None);
    /// ```
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "md" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "docx" => Some(Self::Docx),
            _ => None,
        }
    }
}

/// What a speech is dressed in, beyond its words.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'o> {
    /// The page and its styles, for Word and the web.
    pub layout: Layout,
    /// The office's own document, whose styles and page Word's take instead of the layout's.
    pub reference: Option<&'o Reference>,
    /// What is said of stretches of the text, in their order: comments in Word, hints on a web page.
    pub notes: &'o [Note],
}

/// What is said of a stretch of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The number of the paragraph, from 0.
    pub paragraph: usize,
    /// The stretch, in bytes of its text.
    pub at: Span,
    /// What is said.
    pub text: String,
}

/// The bytes of the file that says `speech` in `format`, in the default layout.
///
/// ```
/// use qicao::export::{Format, export};
/// use qicao::outline::{Paragraph, Role, Speech};
///
/// let speech = Speech {
///     paragraphs: vec![
///         Paragraph { role: Role::Title, text: "在全市优化营商环境推进会上的讲话".into() },
///         Paragraph { role: Role::Salutation, text: "同志们：".into() },
///     ],
/// };
/// assert_eq!(export(&speech, Format::Text), "在全市优化营商环境推进会上的讲话\n同志们：\n".as_bytes());
/// assert_eq!(export(&speech, Format::Markdown), "# 在全市优化营商环境推进会上的讲话\n\n同志们：\n".as_bytes());
/// ```
pub fn export(speech: &Speech, format: Format) -> Vec<u8> {
    export_with(speech, format, &Options::default())
}

/// As [`export`], with a layout and notes.
pub fn export_with(speech: &Speech, format: Format, options: &Options<'_>) -> Vec<u8> {
    match format {
        Format::Text => text::text(speech).into_bytes(),
        Format::Markdown => markdown::markdown(speech).into_bytes(),
        Format::Html => html::html(speech, options).into_bytes(),
        Format::Docx => docx::docx(speech, options),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::{Paragraph, Role};

    #[test]
    fn extensions_are_read_in_either_case() {
        assert_eq!(Format::from_extension("TXT"), Some(Format::Text));
        assert_eq!(Format::from_extension("md"), Some(Format::Markdown));
        assert_eq!(Format::from_extension("Docx"), Some(Format::Docx));
        assert_eq!(Format::from_extension(""), None);
    }

    #[test]
    fn the_same_speech_gives_the_same_bytes() {
        let speech = Speech { paragraphs: vec![Paragraph { role: Role::Body, text: "一要优化服务。".into() }] };
        for format in [Format::Text, Format::Markdown, Format::Html, Format::Docx] {
            assert_eq!(export(&speech, format), export(&speech.clone(), format));
        }
    }
}
