//! The command line: one command per file; only here are text printed, files written and exit codes decided.

mod against;
mod args;
mod bank;
mod beside;
mod bulk;
mod check;
mod completions;
mod diff;
mod draft;
mod drafted;
mod dress;
mod explain;
mod export;
mod files;
mod folder;
mod input;
mod list;
mod mend;
mod mine;
mod new;
mod outline;
mod output;
mod plan;
mod schema;
mod shelf;
mod tree;
mod usage;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Done, with findings: faults in a speech, or `--strict` and placeholders left.
    Findings = 1,
    /// Could not run.
    Failed = 2,
}

/// Parses the command line and runs the command.
pub fn run() -> ExitCode {
    let exit = match Args::try_parse() {
        Ok(args) => dispatch(args).unwrap_or_else(|error| output::report(&error)),
        Err(error) => usage::explain(&error),
    };
    ExitCode::from(exit as u8)
}

fn dispatch(args: Args) -> anyhow::Result<Exit> {
    match args.command {
        Command::Draft(args) => draft::run(&args),
        Command::Plan(args) => plan::run(&args),
        Command::New(args) => new::run(&args),
        Command::Bulk(args) => bulk::run(&args),
        Command::List(args) => list::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Outline(args) => outline::run(&args),
        Command::Mine(args) => mine::run(&args),

        Command::Export(args) => export::run(&args),
        Command::Diff(args) => diff::run(&args),

        Command::Bank(args) => bank::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Completions(args) => completions::run(&args),
    }
}
