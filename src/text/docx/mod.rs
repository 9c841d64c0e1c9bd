//! Word documents (.docx) to text: a paragraph a line, as a reader sees it on the page.
//!
//! What Word draws anew each time (一、 of a list) is written out; what a reader does not see in the text (deleted
//! revisions, hidden runs, the instructions of fields, the second copy of a text box) is left out, and so are footnotes,
//! headers and comments, which no speaker says. ECMA-376 part 1, 17.
//!
//! - [`package`]: the zip, its parts, and the bounds that keep a zip bomb from exploding
//! - [`body`]: the document as lines
//! - [`numbering`] and [`ordinal`]: what a list would show
//! - [`symbol`]: characters of symbol fonts
//! - [`tree`]: the small parts as trees

mod body;
mod numbering;
pub(super) mod ordinal;
pub(crate) mod package;
mod symbol;
pub(crate) mod tree;

use numbering::Numbering;
use package::Package;

/// Why a document was not read: what to say after its name, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub message: &'static str,
    pub hint: &'static str,
}

impl Refusal {
    const BROKEN: Refusal =
        Refusal::new("损坏或不完整，打不开", "可能没有下载完；从原处再取一份，或者用 Word 修复后另存");

    const fn new(message: &'static str, hint: &'static str) -> Self {
        Refusal { message, hint }
    }
}

pub(crate) type Result<T> = std::result::Result<T, Refusal>;

/// A document as text, and what of it could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Document {
    pub text: String,
    /// The XML breaks off here, at a byte offset into the text.
    pub broken: Option<usize>,
    /// Another file is embedded as part of the text; it was not read.
    pub embedded: bool,
}

/// Reads the bytes of a .docx file.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    let mut package = Package::open(bytes)?;
    let main = package.main()?;
    let document = package.document(&main)?;
    let (styles, numbering) = (package.about(&main, "styles")?, package.about(&main, "numbering")?);
    Ok(body::lines(&document, Numbering::read(styles.as_deref(), numbering.as_deref())))
}
