//! A library mined from past speeches: templates with their skeletons, banks of their frames and words, a report.
//!
//! # The pipeline
//!
//! 1. [`observe`] turns each speech of a file into a [`Speech`]: its words, and where in the outline they stand. It looks at
//!    that speech alone, so files can be observed in any order, on any machine.
//! 2. [`Partial`] gathers speeches; partials are written, read and merged, and a speech that comes twice is one.
//! 3. `corpus` takes copies of one speech as one, whatever was masked or cut in them.
//! 4. `frame` finds patterns with slots, series of heads and fillers that are shared, `phrase` the words of the genre, `skeleton` the plans of whole speeches.
//! 5. `emit` files them as banks and templates, [`Finished`] holds the files and what the report tells.
//!
//! Everything after 2 goes over speeches in the order of their keys, which are hashes of what they say. So how the inputs
//! were split, in which order they came and on how many threads changes no byte.

mod corpus;
mod emit;
mod frame;
mod noise;
mod partial;
mod phrase;
mod privacy;
mod report;
mod skeleton;
mod theme;

pub use corpus::{Corpus, is_speech, observe};
use frame::is_fact;
pub use frame::{Filler, Frame, Series, Shared, Slot};
pub use noise::Noise;
pub use partial::{Partial, Place, Speech, Unit};
pub use phrase::Phrase;

/// Loads the dictionary that [`observe`] needs, which takes longer than to read a speech. Whoever has files to read has it loaded
/// on another thread beside; who does not call this waits for it at the first speech.
pub use crate::text::segment::{is_ready, prepare};

use crate::diagnostic::{Code, Diagnostic, Result};
pub use skeleton::{Observation, Template};

/// What may be chosen about a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// In how many different speeches something must stand to enter a bank; [`Options::PRIVATE`] marks sources besides.
    pub support: usize,
    /// Whether every phrase says where it was found. Then nothing is kept from the reader: for an office's own speeches.
    pub private: bool,
}

impl Options {
    /// What stands in two speeches is nobody's own.
    pub const PUBLIC: Options = Options { support: 2, private: false };
    /// For an office that mines its own speeches.
    pub const PRIVATE: Options = Options { support: 1, private: true };
}

/// A file of the library, its path relative to the library's directory, with slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The path.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// What mining found.
#[derive(Debug)]
pub struct Finished<'p> {
    /// The speeches that were mined, copies taken as one.
    pub corpus: Corpus<'p>,
    /// The frames, the most telling first.
    pub frames: Vec<Frame>,
    /// Frames of sibling heads.
    pub series: Vec<Series>,
    /// Fillers that several speeches share, by theme and slot.
    pub pools: Shared,
    /// The vocabulary, bank by bank, the best supported first.
    pub phrases: Vec<Phrase>,
    /// The plans of whole speeches.
    pub templates: Vec<Template>,
    /// What was chosen.
    pub options: Options,
}

/// Mines what was gathered.
pub fn finish(partial: &Partial, options: Options) -> Result<Finished<'_>> {
    let corpus = Corpus::new(partial);
    if corpus.speeches.is_empty() {
        let problem = Diagnostic::error(Code::Thin, "里面没有找到讲话稿，没有可提炼的");
        return Err(problem.hint("放进几篇讲话稿（.txt、.md、.html、.docx）；用 qicao outline 看读出了什么").into());
    }
    let count = corpus.speeches.len();
    if count < options.support {
        let message = format!("只有 {count} 篇讲话，至少要 {} 篇，才看得出哪些话是大家共有的", options.support);
        let problem = Diagnostic::error(Code::Thin, message);
        return Err(problem.hint("再放几篇进来；只在本单位里用的，可以加 --private，一篇里的话也收").into());
    }
    let (speeches, support) = (corpus.speeches.as_slice(), options.support);
    let found = || {
        let mut frames = frame::find(speeches, support);
        let pools = frame::share(&mut frames, support);
        (frames, pools)
    };
    let beside = || {
        let (series, phrases) = (frame::series(speeches, support), phrase::find(speeches, support));
        (skeleton::finish(speeches, support), series, phrases)
    };
    let ((frames, pools), (templates, mut series, phrases)) = rayon::join(found, beside);
    series.truncate(frame::ALL.saturating_sub(frames.len()));
    if templates.is_empty() && frames.is_empty() && series.is_empty() && phrases.is_empty() {
        let problem = Diagnostic::error(Code::Thin, format!("这 {count} 篇讲话没有共同的句式，也没有相近的结构"));
        return Err(problem.hint("放进更多同一类会议、同一个层级的讲话，相同的说法才看得出来").into());
    }
    Ok(Finished { corpus, frames, series, pools, phrases, templates, options })
}

impl Finished<'_> {
    /// The files of the library.
    pub fn files(&self) -> Vec<File> {
        let (mut files, reports) = rayon::join(|| emit::banks(self), || report::files(self));
        files.extend(self.templates.iter().map(Template::file));
        files.extend(skeleton::files(&self.templates));
        files.extend(reports);
        files
    }
}
