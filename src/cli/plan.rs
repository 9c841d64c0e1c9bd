//! `qicao plan`: the outline as a brief with everything pinned.

use anyhow::Result;

use super::{Exit, args, input, output};
use qicao::draft::{Stock, pinned, plan};

/// Runs the command.
pub fn run(args: &args::Plan) -> Result<Exit> {
    let (brief, library) = input::brief(&args.brief, args.seed, &args.library)?;
    let stock = Stock::open(&brief, &library)?;
    let plan = plan(&brief, &stock)?;
    let yaml = serde_yaml::to_string(&pinned(&brief, &stock, &plan))?;
    output::print(format!("{}{yaml}", super::new::SCHEMA_LINE).as_bytes())?;
    output::diagnostics(&plan.warnings);
    Ok(Exit::Done)
}
