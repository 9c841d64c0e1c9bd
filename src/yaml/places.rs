//! Where a path stands in a file, found in the lossless tree of `yaml-edit` the first time somebody asks.

use std::str::FromStr;
use std::sync::{Arc, OnceLock};

use yaml_edit::YamlNode;

use super::node::{Path, Step};
use crate::source::{Source, Span};

/// The places of the nodes of one file.
#[derive(Debug)]
pub struct Places {
    source: Arc<Source>,
    root: OnceLock<Place>,
}

#[derive(Debug, Default)]
struct Place {
    key: Span,
    value: Span,
    children: Vec<(Step, Place)>,
}

impl Places {
    /// Places of `source`; nothing is parsed yet.
    pub fn new(source: Arc<Source>) -> Self {
        Places { source, root: OnceLock::new() }
    }

    /// Places that whoever made the tree knows: of a row of a table, the cell behind each path. What is at none of them is
    /// told of the whole text.
    pub fn known(source: Arc<Source>, cells: impl IntoIterator<Item = (Path, Span)>) -> Self {
        let mut root = Place { key: 0..0, value: 0..source.text().len(), children: Vec::new() };
        for (path, span) in cells {
            let mut place = &mut root;
            for step in path {
                let at = place.children.iter().position(|(other, _)| *other == step).unwrap_or_else(|| {
                    let new = Place { key: span.clone(), value: span.clone(), children: Vec::new() };
                    place.children.push((step, new));
                    place.children.len() - 1
                });
                place = &mut place.children[at].1;
            }
        }
        Places { source, root: OnceLock::from(root) }
    }

    /// The file.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The span of the value at `path`, or of the nearest node above it that exists.
    pub fn value(&self, path: &[Step]) -> Span {
        let mut found = 0..0;
        let mut place = self.root();
        for step in std::iter::once(None).chain(path.iter().map(Some)) {
            if let Some(step) = step {
                let Some((_, child)) = place.children.iter().find(|(other, _)| other == step) else { break };
                place = child;
            }
            found = [&place.value, &place.key].into_iter().find(|span| !span.is_empty()).unwrap_or(&found).clone();
        }
        found
    }

    /// The span of `piece`, a range of the text that the scalar at `path` means. Quotes, escapes, folding and indents stand
    /// between the two, but the characters of a fault do not change: the nth of its kind in the one is the nth in the other.
    pub fn within(&self, path: &[Step], text: &str, piece: Span) -> Span {
        let whole = self.value(path);
        let written = &self.source.text()[whole.clone()];
        let fault = &text[piece.clone()];
        let (Some(first), Some(last)) = (fault.chars().next(), fault.chars().next_back()) else { return whole };
        let nth = text[..piece.start].matches(first).count();
        let Some((start, _)) = written.match_indices(first).nth(nth) else { return whole };
        let end = match fault.chars().count() {
            _ if written[start..].starts_with(fault) => start + fault.len(),
            1 => start + first.len_utf8(),
            _ => written[start..].match_indices(last).nth(1).map_or(start, |(at, last)| start + at + last.len()),
        };
        whole.start + start..whole.start + end
    }

    /// The span of the `nth` (from 0) key `key` of the mapping at `path`.
    pub fn key(&self, path: &Path, key: &str, nth: usize) -> Span {
        let parent = self.find(path);
        let same = parent.children.iter().filter(|(step, _)| matches!(step, Step::Key(k) if k == key));
        same.take(nth + 1).last().map_or(parent.value.clone(), |(_, place)| place.key.clone())
    }

    /// The 1-based line of the value at `path`.
    pub fn line(&self, path: &[Step]) -> usize {
        self.source.position(self.value(path).start).line
    }

    fn root(&self) -> &Place {
        self.root.get_or_init(|| index(self.source.text()))
    }

    fn find(&self, path: &[Step]) -> &Place {
        path.iter().fold(self.root(), |place, step| {
            place.children.iter().find(|(other, _)| other == step).map_or(place, |(_, child)| child)
        })
    }
}

fn index(text: &str) -> Place {
    let document = yaml_edit::Document::from_str(text).ok();
    let mapping = document.as_ref().and_then(yaml_edit::Document::as_mapping);
    let children = mapping.map(|mapping| entries(text, &mapping)).unwrap_or_default();
    Place { key: 0..0, value: 0..text.len().min(1), children }
}

fn place(text: &str, node: &YamlNode) -> Place {
    let children = match (node.as_mapping(), node.as_sequence()) {
        (Some(mapping), _) => entries(text, mapping),
        (_, Some(sequence)) => {
            sequence.values().enumerate().map(|(at, item)| (Step::Index(at), place(text, &item))).collect()
        }
        _ => Vec::new(),
    };
    Place { key: 0..0, value: span(text, node), children }
}

fn entries(text: &str, mapping: &yaml_edit::Mapping) -> Vec<(Step, Place)> {
    let entry = |entry: yaml_edit::MappingEntry| {
        let key = entry.key_node()?;
        let name = key.as_scalar().map_or_else(|| key.to_string(), yaml_edit::Scalar::as_string);
        let key = span(text, &key);
        let value = entry.value_node().map(|value| place(text, &value)).unwrap_or_default();
        Some((Step::Key(name), Place { key, ..value }))
    };
    mapping.entries().filter_map(entry).collect()
}

/// The node's span without the white space and line ends that block nodes carry behind them.
fn span(text: &str, node: &YamlNode) -> Span {
    let range = node.byte_range();
    let (start, end) = (range.start as usize, range.end as usize);
    let piece = text.get(start..end).unwrap_or_default();
    let start = start + (piece.len() - piece.trim_start().len());
    start..start + piece.trim().len()
}
