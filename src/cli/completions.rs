//! `qicao completions`: a completion script for a shell.

use anyhow::Result;
use clap::CommandFactory;

use super::args::{self, Args};
use super::{Exit, output};

/// Runs the command.
pub fn run(args: &args::Completions) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "qicao", &mut script);
    output::print(&script)?;
    Ok(Exit::Done)
}
