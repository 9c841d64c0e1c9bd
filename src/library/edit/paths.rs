//! Bank paths in a file, nested or joined: where they lead, where one that is new would begin, which keys say a part of one.

use super::{Found, Leaf, Spot};
use crate::yaml::{Node, Path};

/// Every path of a file, and where what stands under it does.
pub fn flatten(node: &Node, at: &mut Path, prefix: &str, leaves: &mut Vec<Leaf>) {
    let Node::Map(entries) = node else {
        return leaves.push(Leaf { path: prefix.into(), at: at.clone() });
    };
    for (key, child) in entries {
        if at.is_empty() && key == "replace" {
            continue;
        }
        let key_path = segments(key).join("/");
        let path = if prefix.is_empty() { key_path } else { format!("{prefix}/{key_path}") };
        at.push(key.as_str().into());
        flatten(child, at, &path, leaves);
        at.pop();
    }
}

/// The segments of a key: a key may join several.
fn segments(key: &str) -> Vec<&str> {
    key.split('/').map(str::trim).collect()
}

/// Every phrase of a bank.
pub fn collect(node: &Node, at: &mut Path, path: &str, found: &mut Vec<Found>) {
    match node {
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                at.push(index.into());
                collect(item, at, path, found);
                at.pop();
            }
        }
        Node::Text(text) => found.push(Found { path: path.into(), text: text.clone(), at: Spot(at.clone()) }),
        Node::Map(entries) => {
            let text = entries.iter().find(|(key, _)| key == "text").and_then(|(_, node)| node.text());
            found.extend(text.map(|text| Found { path: path.into(), text: text.into(), at: Spot(at.clone()) }));
        }
        _ => {}
    }
}

/// The maps that lie on the way to a path, each with how many segments have been gone.
pub fn deepest(node: &Node, at: &mut Path, wanted: &[&str], gone: usize, see: &mut impl FnMut(&Path, usize)) {
    let Node::Map(entries) = node else { return };
    see(at, gone);
    for (key, child) in entries {
        let key_segments = segments(key);
        if wanted[gone..].starts_with(&key_segments) && !(at.is_empty() && key == "replace") {
            at.push(key.as_str().into());
            deepest(child, at, wanted, gone + key_segments.len(), see);
            at.pop();
        }
    }
}

/// The keys that have the last segment of `path`, with what they are then called.
pub fn renamed<'n>(
    node: &'n Node,
    at: &mut Path,
    gone: &mut Vec<&'n str>,
    path: &str,
    name: &str,
    found: &mut Vec<(Path, String)>,
) {
    let Node::Map(entries) = node else { return };
    let wanted = segments(path);
    for (key, child) in entries {
        let own = segments(key);
        let before = gone.len();
        gone.extend(&own);
        at.push(key.as_str().into());
        if gone.len() >= wanted.len() && before < wanted.len() && gone.starts_with(&wanted) {
            let mut new = own.clone();
            new[wanted.len() - 1 - before] = name;
            found.push((at.clone(), new.join("/")));
        } else if gone.len() < wanted.len() && wanted.starts_with(gone) {
            renamed(child, at, gone, path, name, found);
        }
        at.pop();
        gone.truncate(before);
    }
}

/// A value under keys, one below the other.
pub fn nested(segments: &[&str], value: Node) -> Node {
    segments.iter().rev().fold(value, |value, segment| Node::Map(vec![((*segment).into(), value)]))
}
