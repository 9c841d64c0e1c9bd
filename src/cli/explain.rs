//! `qicao explain`: the page of a rule, or the table of all rules.

use std::fmt::Write as _;

use anyhow::Result;
use serde_json::json;

use super::args::Explain;
use super::{Exit, output};
use qicao::Error;
use qicao::check::{Category, RULES, Rule, named};

/// Runs the command.
pub fn run(args: &Explain) -> Result<Exit> {
    let rules = match &args.rule {
        Some(name) => named(name).map_err(Error::from)?,
        None => RULES.to_vec(),
    };
    let text = match (args.json, rules.as_slice()) {
        (true, rules) => {
            serde_json::to_string_pretty(&rules.iter().map(|rule| object(rule)).collect::<Vec<_>>())? + "\n"
        }
        (false, [rule]) => format!("{}\n", rule.page.trim_end()),
        (false, rules) => table(rules),
    };
    output::print(text.as_bytes())?;
    Ok(Exit::Done)
}

fn object(rule: &Rule) -> serde_json::Value {
    json!({
        "code": rule.code,
        "rule": rule.id,
        "name": rule.name(),
        "category": rule.category.name(),
        "severity": rule.severity.name(),
        "default": rule.on,
        "summary": rule.summary(),
        "page": rule.page,
    })
}

/// One line a rule, by category.
fn table(rules: &[&'static Rule]) -> String {
    let mut text = String::new();
    for category in Category::ALL {
        let of: Vec<_> = rules.iter().filter(|rule| rule.category == *category).collect();
        if of.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{}（{}）", category.shown(), category.name());
        for rule in of {
            let off = if rule.on { "" } else { "，默认不查" };
            let _ = writeln!(text, "  {}  {}（{}{off}）", rule.code, rule.name(), rule.severity.shown());
        }
    }
    text
}
