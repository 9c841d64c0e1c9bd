//! Drafts in bulk: one brief and many rows, or many briefs, each to a draft of its own.
//!
//! 1. A [`Table`] reads rows (csv, tsv, xlsx, jsonl) over a brief; a [`Shelf`](crate::draft::Shelf) of the library serves all of them;
//! 2. a [`Survey`] goes through them once: equal rows are counted, names are found to be free, before anything is written;
//! 3. [`run()`] drafts them on several threads and hands the results to a [`Sink`] in the order of the rows;
//! 4. a [`Manifest`] says what was made of each row, so that a run that was broken off goes on where it stopped.
//!
//! What a row's draft is hangs on the row alone: its randomness comes from its own key, so that neither its neighbours, nor its
//! place, nor the number of threads reaches it. This room opens no file and writes none: bytes come in through a function and go
//! out through the sink.

mod column;
mod distinct;
mod input;
mod key;
mod manifest;
mod name;
mod row;
mod run;
mod station;
mod survey;
mod table;

pub use input::{Base, Briefs, Input, Variants};
pub use key::{Key, fingerprint};
pub use manifest::{Line, Manifest, Outcome};
pub use name::Pattern;
pub use row::Row;
pub use run::{Check, Job, Output, Report, Sink, Tally, run};
pub use survey::Survey;
pub use table::{Form, Open, Options, Table};
