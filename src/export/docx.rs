//! Word: a document whose look lies in named styles.
//!
//! The parts under `docx/` are documents to be read and changed as XML: styles, fonts, page and footers of each layout. Here only
//! the paragraphs are written, each with the name of its style and without direct formatting, so that an office restyles a
//! speech by changing a style, or gives a document of its own to take the styles from.
//!
//! - [`body`]: paragraphs and runs
//! - [`comments`]: notes at the margin
//! - [`package`]: the parts as a zip, the same bytes every time

mod body;
mod comments;
mod package;

use body::Body;
use package::Package;

use super::Options;
use crate::outline::Speech;

/// The speech as a Word document.
pub(super) fn docx(speech: &Speech, options: &Options<'_>) -> Vec<u8> {
    let package = Package::of(options.layout);
    let mut body = Body::new(package.styles(), package.together(), speech.paragraphs.len());
    let notes = comments::Comments::new(speech, options.notes);
    for (number, paragraph) in speech.paragraphs.iter().enumerate() {
        body.paragraph(paragraph, notes.of(number));
    }
    package.written(&body.finish(package.section()), notes.part().as_deref())
}

#[cfg(test)]
mod tests;
