//! Word: a document whose look lies in named styles.
//!
//! The parts under `docx/` are documents to be read and changed as XML: styles, fonts, page and footers of each layout. Here only
//! the paragraphs are written, each with the name of its style and without direct formatting, so that an office restyles a
//! speech by changing a style, or gives a document of its own to take the styles from.
//!
//! - [`body`]: paragraphs and runs
//! - [`comments`]: notes at the margin
//! - [`package`]: the parts as a zip, the same bytes every time
//! - [`revisions`]: tracked changes
//! - [`reference`], [`styles`], [`section`]: what is taken from an office's own document

mod body;
mod comments;
mod package;
mod reference;
mod revisions;
mod section;
mod styles;

use body::Body;
use package::Package;

pub use reference::Reference;

use super::Options;
use crate::compare::Comparison;
use crate::outline::Speech;

/// The speech as a Word document.
pub(super) fn docx(speech: &Speech, options: &Options<'_>) -> Vec<u8> {
    let package = package(options);
    let mut body = Body::new(&package.styles, package.together, speech.paragraphs.len());
    let notes = comments::Comments::new(speech, options.notes);
    for (number, paragraph) in speech.paragraphs.iter().enumerate() {
        body.paragraph(paragraph, notes.of(number));
    }
    package.written(&body.finish(&package.section), notes.part().as_deref())
}

/// Two versions as a Word document with tracked changes.
pub(super) fn revised(comparison: &Comparison, options: &Options<'_>) -> Vec<u8> {
    let package = package(options);
    let mut body = Body::new(&package.styles, None, comparison.paragraphs.len());
    let mut revisions = revisions::Revisions::default();
    for paragraph in &comparison.paragraphs {
        revisions.paragraph(&mut body, paragraph);
    }
    package.written(&body.finish(&package.section), None)
}

fn package<'o>(options: &Options<'o>) -> &'o Package {
    options.reference.map_or_else(|| Package::of(options.layout), Reference::package)
}

#[cfg(test)]
mod tests;
