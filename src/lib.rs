//! qicao (起草) drafts Chinese official speeches (讲话稿) offline, from a YAML brief and a library of templates and phrase
//! banks. Every sentence has a source, every fact is the user's or visibly missing, the same brief gives the same bytes.
//!
//! # The pipeline
//!
//! 1. [`decode`] turns the bytes of a file into text, whatever editor wrote them; [`Source`] remembers where its lines begin.
//!    [`read`] does so for files found somewhere: any encoding, Word documents, web pages, with a report of what is broken.
//! 2. [`Brief::read`] reads what speech is wanted; every fault is a [`Diagnostic`] with its place and its remedy.
//! 3. [`Library::embedded`] and [`Library::add`] give templates and banks in layers.
//! 4. [`Stock::open`] takes from the library what the brief asks for.
//! 5. [`plan`] fixes the outline: sections, aspects, series of heads, points.
//! 6. [`draft()`] does 4 and 5, renders the template once into a skeleton of parts, then draws and fits what fills them.
//! 7. [`check::Reviewer`] reads any speech as a careful reviewer does and says what is wrong, where and how to mend it.
//! 8. [`Draft::speech`] and [`export()`] turn the result into bytes; [`Draft::to_json`] tells the source of every character.
//! 9. [`bulk::run()`] does all of this for every row of a table, on several threads, so that it can be broken off and go on.
//!
//! A speech that came back from people is read by [`outline::Speech::read`], and [`compare::compare`] tells what they changed.
//!
//! # Example
//!
//! ```
//! use std::sync::Arc;
//! use qicao::{Brief, Library, Source, draft};
//!
//! let yaml = "type: 推进会\nmeeting: 全市优化营商环境推进会\ntopic: 优化营商环境\nlength: 1500\n";
//! let brief = Brief::read(&Arc::new(Source::new("要求.yaml", yaml)))?;
//! let draft = draft(&brief, &Library::embedded())?;
//!
//! assert_eq!(draft.title, "在全市优化营商环境推进会上的讲话");
//! assert!(draft.length.abs_diff(1500) <= 75);
//! assert!(draft.text.contains("\n一、"));
//! # Ok::<(), qicao::Error>(())
//! ```
//!
//! The library never prints, never exits, and reads neither the clock nor the environment.

#![deny(missing_docs)]

pub mod brief;
pub mod bulk;
pub mod check;
pub mod compare;
pub mod draft;
pub mod export;
pub mod library;
pub mod mine;
pub mod outline;

mod diagnostic;
mod source;
mod text;
mod yaml;

pub use brief::Brief;
pub use diagnostic::{Code, Diagnostic, Error, Result, Severity, render};
pub use draft::{Draft, Stock, draft, plan};
pub use export::export;
pub use library::Library;
pub use source::{Position, Source, Span};
pub use text::charset::Charset;
pub use text::decode::{Decoded, decode};
pub use text::han::{counted, length, numeral};
pub use text::read::{Format, Text, read};
