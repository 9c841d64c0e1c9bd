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

pub use check::{convert, near};
pub use node::{Node, Path, Step};
pub use places::Places;

use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::Source;

/// Parses a file into its tree; syntax errors and duplicate keys are errors, an empty file is [`Node::Null`].
pub fn parse(source: &Arc<Source>) -> Result<Node> {
    let node: Node = serde_yaml::from_str(source.text()).map_err(|error| syntax::explain(source, &error))?;
    let mut problems = Vec::new();
    let places = Places::new(source.clone());
    duplicates(&node, &mut Vec::new(), &places, &mut problems);
    if problems.is_empty() { Ok(node) } else { Err(problems.into()) }
}

/// Reads a file of format `T`; every unknown key, wrong type and missing key is reported with its place.
pub fn read<T: DeserializeOwned + JsonSchema>(source: &Arc<Source>) -> Result<(T, Places)> {
    let node = parse(source)?;
    let places = Places::new(source.clone());
    if !matches!(node, Node::Map(_)) {
        return Err(not_a_mapping(source, &node).into());
    }
    let problems = check::check::<T>(&node, &places);
    if !problems.is_empty() {
        return Err(problems.into());
    }
    match serde_yaml::from_str(source.text()) {
        Ok(value) => Ok((value, places)),
        Err(error) => Err(syntax::explain(source, &error).into()),
    }
}

/// What stands where a mapping was expected: nothing, or text that is none.
pub fn not_a_mapping(source: &Arc<Source>, node: &Node) -> Vec<Diagnostic> {
    if matches!(node, Node::Null) {
        let hint = "用 qicao new 推进会 -o 要求.yaml 可以生成一份带说明的样子";
        return vec![Diagnostic::error(Code::WrongType, "文件是空的").at(source, 0..0).hint(hint)];
    }
    let colons = syntax::full_width_colons(source);
    if !colons.is_empty() {
        return colons;
    }
    let message = format!("整个文件应当是“键: 值”的形式，这里却是{}", node.kind());
    vec![Diagnostic::error(Code::WrongType, message).at(source, 0..0).hint("每行写成“键: 值”，冒号用半角，后面空一格")]
}

fn duplicates(node: &Node, path: &mut Path, places: &Places, problems: &mut Vec<Diagnostic>) {
    for (at, (step, child)) in node.children().enumerate() {
        if let (Node::Map(entries), Step::Key(key)) = (node, &step)
            && entries[..at].iter().any(|(other, _)| other == key)
        {
            let first = places.key(path, key, 0).start;
            let line = places.source().position(first).line;
            let count = entries[..at].iter().filter(|(other, _)| other == key).count();
            let problem = Diagnostic::error(Code::DuplicateKey, format!("“{key}”写了两次"))
                .at(places.source(), places.key(path, key, count))
                .hint(format!("第 {line} 行已经有了：留下一处，或者把两处合在一起"));
            problems.push(problem);
        }
        path.push(step);
        duplicates(child, path, places, problems);
        path.pop();
    }
}
