//! What an edit means, computed on the values alone: the measure that the edited text is held against.

use crate::yaml::{Node, Step};

/// The node that a path leads to.
pub fn at<'n>(node: &'n Node, path: &[Step]) -> Option<&'n Node> {
    path.iter().try_fold(node, |node, step| match (node, step) {
        (Node::List(items), Step::Index(at)) => items.get(*at),
        (Node::Map(entries), Step::Key(key)) => entries.iter().find(|(other, _)| other == key).map(|(_, node)| node),
        _ => None,
    })
}

fn at_mut<'n>(node: &'n mut Node, path: &[Step]) -> Option<&'n mut Node> {
    path.iter().try_fold(node, |node, step| match (node, step) {
        (Node::List(items), Step::Index(at)) => items.get_mut(*at),
        (Node::Map(entries), Step::Key(key)) => {
            entries.iter_mut().find(|(other, _)| other == key).map(|(_, node)| node)
        }
        _ => None,
    })
}

/// Takes an entry out of the list or map above it.
pub fn remove(node: &mut Node, path: &[Step]) {
    let Some((step, above)) = path.split_last() else { return };
    match (at_mut(node, above), step) {
        (Some(Node::List(items)), Step::Index(at)) => drop(items.remove(*at)),
        (Some(Node::Map(entries)), Step::Key(key)) => entries.retain(|(other, _)| other != key),
        _ => {}
    }
}

/// Puts another node in the place of one.
pub fn set(node: &mut Node, path: &[Step], with: Node) {
    if let Some(node) = at_mut(node, path) {
        *node = with;
    }
}

/// Adds an item to a list; a single value becomes a list with it.
pub fn push(node: &mut Node, path: &[Step], item: Node) {
    match at_mut(node, path) {
        Some(Node::List(items)) => items.push(item),
        Some(single) => {
            let first = std::mem::replace(single, Node::Null);
            *single = Node::List(vec![first, item]);
        }
        None => {}
    }
}

/// Adds an entry to a map.
pub fn insert(node: &mut Node, path: &[Step], key: String, value: Node) {
    if let Some(Node::Map(entries)) = at_mut(node, path) {
        entries.push((key, value));
    }
}

/// Gives a key another name.
pub fn rename(node: &mut Node, path: &[Step], name: &str) {
    let Some((Step::Key(key), above)) = path.split_last() else { return };
    if let Some(Node::Map(entries)) = at_mut(node, above)
        && let Some((other, _)) = entries.iter_mut().find(|(other, _)| other == key)
    {
        *other = name.into();
    }
}
