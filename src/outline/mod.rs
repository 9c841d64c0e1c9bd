//! A speech as what it is made of, whoever wrote it: the neutral form that drafts are exported from, and the one reader of
//! speech text.
//!
//! Reading runs in stages, each a file: `document` cleans and calls the others; `split` parts a file into speeches; `marker`
//! finds what opens items, `parallels` what opens them unmarked, `lists` links them, `tree` levels them; `moves` and `promises`
//! say what the parts are for and what was announced.

mod document;
mod duplicates;
mod json;
mod kind;
mod lists;
mod marker;
mod moves;
mod paragraph;
mod parallels;
mod promises;
mod speech;
mod split;
mod tree;

pub use document::{Bodies, Document, Reading, read};
pub use duplicates::{Seen, SpeechId, copies};
pub use json::{Places, document as to_json};
pub use marker::Style;
pub(crate) use marker::{Ordinal, marker};
pub use moves::{Move, MoveKind};
pub use promises::Promise;
pub use tree::Node;

pub(crate) use parallels::opening_verb;
pub(crate) use speech::{heading, level};

pub use crate::text::clean::{Change, Clean, Hidden, Hole, NoiseKind, OffsetMap, Script, Step, clean, holes};
pub use crate::text::similar::Sketch;

/// A speech: its paragraphs in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Speech {
    /// The paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is.
    pub role: Role,
    /// Its text, without indent.
    pub text: String,
}

/// What a paragraph is in the layout of a speech (GB/T 9704—2012 by habit).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// 标题
    Title,
    /// 副标题，破折号领起
    Subtitle,
    /// 职务、姓名、日期
    Byline,
    /// 称呼
    Salutation,
    /// 一级标题
    Heading,
    /// 二级标题，自成一段
    Heading2,
    /// 三级标题，自成一段
    Heading3,
    /// 正文
    Body,
}
