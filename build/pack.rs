//! Packs a bank file: its phrases in order, each with its line, as `src/library/packed.rs` describes them.
//!
//! Nothing is judged here. What is not as a bank should be is left unpacked, so that the program reads the file itself when it
//! wants it, and says what is wrong.

use std::sync::Arc;

use crate::node::{Node, Path};
use crate::places::Places;
use crate::source::Source;

/// The packed file; `None` where it is not as it should be.
pub fn pack(name: &str, text: &str) -> Option<String> {
    let node: Node = serde_yaml::from_str(text).ok()?;
    let mut entries = Vec::new();
    leaves(&node, &mut Path::new(), "", &mut entries)?;
    let places = Places::new(Arc::new(Source::new(name, text)));
    let mut packer = Packer::default();
    packer.number(entries.len());
    for (path, at, node) in entries {
        packer.text(&path);
        entry(node, at, &places, &mut packer)?;
    }
    packer.finish()
}

/// The bank paths of a file, each with the way to it and what stands there.
fn leaves<'n>(node: &'n Node, at: &mut Path, path: &str, found: &mut Vec<(String, Path, &'n Node)>) -> Option<()> {
    let Node::Map(entries) = node else {
        found.push((path.split('/').map(str::trim).collect::<Vec<_>>().join("/"), at.clone(), node));
        return Some(());
    };
    for (key, below) in entries {
        if at.is_empty() && key == "replace" {
            return None;
        }
        at.push(key.as_str().into());
        let path = if path.is_empty() { key.clone() } else { format!("{path}/{key}") };
        leaves(below, at, &path, found)?;
        at.pop();
    }
    (!entries.is_empty()).then_some(())
}

fn entry(node: &Node, mut at: Path, places: &Places, packer: &mut Packer) -> Option<()> {
    let alone = std::slice::from_ref(node);
    let thoughts = if let Node::List(thoughts) = node { thoughts } else { alone };
    packer.number(thoughts.len());
    for (item, thought) in thoughts.iter().enumerate() {
        at.push(item.into());
        let wordings = if let Node::List(wordings) = thought { wordings } else { std::slice::from_ref(thought) };
        packer.number(wordings.len());
        for (nth, wording) in wordings.iter().enumerate() {
            at.push(nth.into());
            packer.number(places.line(&at));
            phrase(wording, packer)?;
            at.pop();
        }
        at.pop();
        (!wordings.is_empty()).then_some(())?;
    }
    (!thoughts.is_empty()).then_some(())
}

fn phrase(node: &Node, packer: &mut Packer) -> Option<()> {
    match node {
        Node::Text(text) => {
            packer.text(text.trim());
            packer.number(0);
        }
        Node::Map(entries) => {
            let (_, text) = entries.iter().find(|(key, _)| key == "text")?;
            packer.text(text.text()?.trim());
            let mut conditions: Vec<&(String, Node)> = Vec::new();
            for entry in entries {
                match (entry.0.as_str(), &entry.1) {
                    ("text" | "source" | "note", _) => {}
                    ("when", Node::Map(occasions)) => conditions.extend(occasions),
                    _ => conditions.push(entry),
                }
            }
            packer.number(1);
            packer.number(conditions.len());
            conditions.into_iter().try_for_each(|(key, node)| condition(key, node, packer))?;
        }
        _ => return None,
    }
    Some(())
}

fn condition(key: &str, node: &Node, packer: &mut Packer) -> Option<()> {
    packer.text(key);
    match (key, node) {
        ("weight" | "since" | "until", Node::Integer(number)) => packer.number(usize::try_from(*number).ok()?),
        ("needs" | "tags" | "verb", Node::Text(text)) => packer.texts(&[text]),
        ("level" | "register" | "type" | "post" | "theme" | "needs" | "tags" | "parts", Node::List(items)) => {
            packer.texts(&items.iter().map(Node::text).collect::<Option<Vec<_>>>()?);
        }
        _ => return None,
    }
    Some(())
}

/// Writes a packed file. A number for which there is no character makes the file one that cannot be packed.
#[derive(Debug, Default)]
struct Packer {
    packed: String,
    failed: bool,
}

impl Packer {
    /// Writes a number.
    fn number(&mut self, number: usize) {
        match u32::try_from(number).ok().and_then(char::from_u32) {
            Some(c) => self.packed.push(c),
            None => self.failed = true,
        }
    }

    /// Writes a text.
    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.packed.push_str(text);
    }

    /// Writes a list of texts.
    fn texts(&mut self, texts: &[&str]) {
        self.number(texts.len());
        texts.iter().for_each(|text| self.text(text));
    }

    /// What was written, if all of it could be.
    fn finish(self) -> Option<String> {
        (!self.failed).then_some(self.packed)
    }
}
