//! Word: a document whose look lies in named styles.
//!
//! The parts under `docx/` are documents to be read and changed as XML: styles, fonts, page and footers of each layout. Here only
//! the paragraphs are written, each with the name of its style and without direct formatting, so that an office restyles a
//! speech by changing a style, or gives a document of its own to take the styles from.
//!
//! - [`body`]: paragraphs and runs
//! - [`comments`]: notes at the margin
//! - [`package`]: the parts as a zip, the same bytes every time
//! - [`reference`], [`styles`], [`section`]: what is taken from an office's own document

mod body;
mod comments;
mod package;
mod reference;
mod section;
mod styles;

use body::Body;
use package::Package;

pub use reference::Reference;

use super::Options;
use crate::outline::Speech;

/// The speech as a Word document.
pub(super) fn docx(speech: &Speech, options: &Options<'_>) -> Vec<u8> {
    let package = options.reference.map_or_else(|| Package::of(options.layout), Reference::package);
    let mut body = Body::new(&package.styles, package.together, speech.paragraphs.len());
    let notes = comments::Comments::new(speech, options.notes);
    for (number, paragraph) in speech.paragraphs.iter().enumerate() {
        body.paragraph(paragraph, notes.of(number));
    }
    package.written(&body.finish(&package.section), notes.part().as_deref())
}

#[cfg(test)]
mod tests;
