//! Facts that come after the draft: the placeholders of a speech, filled in on a list of their own.
//!
//! The facts of a brief guide what is said. These do not: whoever fills in the list of a draft wants that draft back with
//! its gaps closed, and not another one.

use std::sync::Arc;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Brief, FactValue};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::library::phrase::pieces;
use crate::source::Source;
use crate::yaml;

/// A file of facts as it is written: names and values.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(title = "qicao 事实", description = "事实：名称和值")]
struct Written(IndexMap<String, FactValue>);

/// The facts of such a file, those without a value included; a file without any is none too few.
pub fn facts(source: &Arc<Source>) -> Result<IndexMap<String, Option<String>>> {
    let silent = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if source.text().lines().all(silent) {
        return Ok(IndexMap::new());
    }
    let start = "每行写成“名称: 值”；用 qicao draft 要求.yaml --facts-out 事实.yaml 可以列出缺的事实";
    let reading = yaml::read::<Written>(source, "事实文件", start)?;
    let mut problems = reading.problems;
    let written = reading.value.unwrap_or_default().0;
    for (name, value) in &written {
        let (text, at) = (value.text().unwrap_or_default(), [name.as_str().into()]);
        if let Err((message, range)) = pieces(&text) {
            let problem = Diagnostic::error(Code::Slot, message);
            let problem = problem.at(reading.places.source(), reading.places.within(&at, &text, range));
            problems.push(problem.hint("占位写成【名】或【名：提示】，括号要成对"));
        }
    }
    if !problems.is_empty() {
        return Err(problems.into());
    }
    Ok(written.into_iter().map(|(name, value)| (name.trim().to_string(), value.text())).collect())
}

impl Brief {
    /// Takes the facts of a file; where the brief gives the same fact, the file's value counts.
    pub fn fill(&mut self, source: &Arc<Source>) -> Result<()> {
        for (name, value) in facts(source)? {
            let Some(value) = value else { continue };
            match self.facts.get_mut(&name) {
                Some(known) => *known = value,
                None => {
                    self.fills.insert(name, value);
                }
            }
        }
        Ok(())
    }

    /// What fills a placeholder, wherever it was given.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.facts.get(name).or_else(|| self.fills.get(name)).map(String::as_str)
    }
}
