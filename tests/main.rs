//! The one integration binary. Where a new test goes:
//!
//! - `banks`       banks as they are kept: edits of odd files, planted faults, formats in and out, the commands of `bank`
//! - `bad_input`   what a user sees when a file is wrong: a case is a file under `tests/cases/bad`, its message a snapshot
//! - `bulk`        many drafts at a time: files and their manifest, bad rows, runs that are broken off
//! - `checks`      checking: the examples on the pages of the rules, findings in place, `qicao check` and `qicao explain`
//! - `command`     behaviour of the program as a whole: exit codes, pipes, files
//! - `drafts`      drafts in full, read before they were accepted
//! - `exports`     speeches as files: round trips, layouts, an office's own styles, two versions, bad input
//! - `house`       the floors of the architecture, held by the `use crate::` lines; no test file forgotten
//! - `mining`     libraries mined from speeches: what enters them, and that no split or order changes a byte
//! - `outlines`    outlines in full: a case is a file under `tests/outline`, its tree a snapshot
//! - `plans`       plans mined from speeches: templates that draft, and the report on them
//! - `properties`  what must hold for every brief made of valid parts, and for every mangled file
//! - `reading`     files of every kind and encoding turned into text, and what is no text
//! - `readmes`     what the READMEs tell a user to type, typed
//! - `scores`      the independent checks over `../shared`, printed when it is there
//! - `shipped`     the embedded library: every template renders, every phrase stands once, every slot is declared
//! - `voices`      register and date: who speaks where and when

mod bad_input;
mod banks;
mod bulk;
mod checks;
mod command;
mod drafts;
mod exports;
mod house;
mod mining;
mod outlines;
mod plans;
mod properties;
mod reading;
mod readmes;
mod scores;
mod shipped;
mod support;
mod voices;
