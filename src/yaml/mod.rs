//! YAML read with positions and with every problem of a file reported, not the first only.
//!
//! `serde_yaml` turns text into values but stops at its first error and forgets where values stood. So a file goes
//! through three hands: [`Node`] is the text as it was written (duplicate keys kept, to be reported), [`check`] holds it
//! against the type's own JSON Schema and names each fault in Chinese, and serde fills the typed form. [`Places`] finds
//! a path's line in the lossless tree of `yaml-edit`, on demand. The schema printed for editors and the one that judges
//! a file are thus one and the same.

mod check;
mod node;
mod places;
mod syntax;

pub use check::{assemble, convert, near, schema, suggest};
pub use node::{Node, Path, Step};
pub use places::Places;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::diagnostic::{Code, Diagnostic, MOST, Result};
use crate::source::Source;

/// Parses a file into its tree; syntax errors and duplicate keys are errors, an empty file is [`Node::Null`].
pub fn parse(source: &Arc<Source>) -> Result<Node> {
    if let Some(problem) = syntax::too_deep(source) {
        return Err(problem.into());
    }
    let node: Node = serde_yaml::from_str(source.text()).map_err(|error| syntax::explain(source, &error))?;
    if !repeats(&node) {
        return Ok(node);
    }
    let mut problems = Vec::new();
    let places = Places::new(source.clone());
    duplicates(&node, &mut Vec::new(), &places, &mut problems);
    Err(problems.into())
}

/// What reading a file of format `T` gave: the value, as far as it can be made out, and every problem.
pub struct Reading<T> {
    /// The value; where there are problems, without what is wrong. `None` if a key is missing without which there is none.
    pub value: Option<T>,
    /// The places of the file.
    pub places: Places,
    /// Unknown keys, wrong types and missing keys, each with its place.
    pub problems: Vec<Diagnostic>,
}

/// Reads a file of format `T`; what is wrong in its shape does not keep the rest from being judged. `what` and `start` say
/// what is empty if it is, and how to begin.
pub fn read<T: DeserializeOwned + JsonSchema>(source: &Arc<Source>, what: &str, start: &str) -> Result<Reading<T>> {
    let node = parse(source)?;
    let places = Places::new(source.clone());
    if !matches!(node, Node::Map(_)) {
        return Err(not_a_mapping(source, &node, what, start).into());
    }
    let (problems, sound) = check::check::<T>(&node, &places);
    if !problems.is_empty() {
        return Ok(Reading { value: check::sound(&sound), places, problems });
    }
    match serde_yaml::from_str(source.text()) {
        Ok(value) => Ok(Reading { value: Some(value), places, problems }),
        Err(error) => Err(syntax::explain(source, &error).into()),
    }
}

/// What stands where a mapping was expected: nothing, or text that is none.
pub fn not_a_mapping(source: &Arc<Source>, node: &Node, what: &str, start: &str) -> Vec<Diagnostic> {
    if matches!(node, Node::Null) {
        return vec![Diagnostic::error(Code::WrongType, format!("{what}是空的")).at(source, 0..0).hint(start)];
    }
    let lines = syntax::colons(source);
    if !lines.is_empty() {
        return lines;
    }
    let first = source.text().len() - source.text().trim_start().len();
    let message = format!("{what}应当是一行行“键: 值”，这里却是{}", node.kind());
    vec![Diagnostic::error(Code::WrongType, message).at(source, first..first).hint(start)]
}

/// Whether a key stands twice in a mapping; places are looked for only then.
fn repeats(node: &Node) -> bool {
    match node {
        Node::Map(entries) => {
            let mut seen = BTreeSet::new();
            entries.iter().any(|(key, node)| !seen.insert(key) || repeats(node))
        }
        Node::List(items) => items.iter().any(repeats),
        _ => false,
    }
}

fn duplicates(node: &Node, path: &mut Path, places: &Places, problems: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (step, child) in node.children() {
        if let (Node::Map(_), Step::Key(key)) = (node, &step) {
            let count = seen.entry(key.clone()).or_default();
            if *count > 0 && problems.len() < MOST {
                let line = places.source().position(places.key(path, key, 0).start).line;
                let problem = Diagnostic::error(Code::DuplicateKey, format!("“{key}”写了不止一次"))
                    .at(places.source(), places.key(path, key, *count))
                    .hint(format!("第 {line} 行已经有了：留下一处，或者把两处合在一起"));
                problems.push(problem);
            }
            *count += 1;
        }
        path.push(step);
        duplicates(child, path, places, problems);
        path.pop();
    }
}
