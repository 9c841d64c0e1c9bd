//! `qicao schema`: JSON Schema of the three formats.

use anyhow::Result;

use super::args::{self, File};
use super::{Exit, output};
use qicao::brief::Written;
use qicao::library::schema;

/// Runs the command.
pub fn run(args: &args::Schema) -> Result<Exit> {
    let schema = match args.file {
        File::Brief => schemars::schema_for!(Written).to_value(),
        File::Bank => schema::bank(),
        File::Template => schema::template(),
    };
    output::print((serde_json::to_string_pretty(&schema)? + "\n").as_bytes())?;
    Ok(Exit::Done)
}
