//! A phrase as it is written down: a text, or a map where it has conditions.

use crate::library::phrase::{OneOrMany, PhraseWritten, When};
use crate::yaml::Node;

/// A phrase as a node: a text, or a map where it has conditions.
pub fn node_of(phrase: &PhraseWritten) -> Node {
    let list = |items: &[String]| Node::List(items.iter().cloned().map(Node::Text).collect());
    let several = |value: &Option<OneOrMany>| {
        value.as_ref().map(|value| match value {
            OneOrMany::One(one) => Node::List(vec![Node::Text(one.clone())]),
            OneOrMany::Many(many) => list(many),
        })
    };
    let number = |n: Option<i128>| n.map(Node::Integer);
    let text = |text: &Option<String>| text.clone().map(Node::Text);
    let entries = [
        ("weight", number(phrase.weight.map(i128::from))),
        ("when", phrase.when.as_ref().and_then(occasions)),
        ("needs", several(&phrase.needs)),
        ("since", number(phrase.since.map(i128::from))),
        ("until", number(phrase.until.map(i128::from))),
        ("tags", several(&phrase.tags)),
        ("parts", phrase.parts.as_ref().map(|parts| list(parts))),
        ("verb", text(&phrase.verb)),
        ("source", text(&phrase.source)),
        ("note", text(&phrase.note)),
    ];
    let given: Vec<_> = entries.into_iter().filter_map(|(key, node)| Some((key.to_string(), node?))).collect();
    let said = Node::Text(phrase.text.clone());
    if given.is_empty() {
        return said;
    }
    Node::Map(std::iter::once(("text".to_string(), said)).chain(given).collect())
}

fn occasions(when: &When) -> Option<Node> {
    let named = [
        ("level", &when.level),
        ("register", &when.register),
        ("type", &when.kind),
        ("post", &when.post),
        ("theme", &when.theme),
    ];
    let given = named.into_iter().filter(|(_, list)| !list.is_empty());
    let node = |list: &Vec<String>| Node::List(list.iter().cloned().map(Node::Text).collect());
    let entries: Vec<_> = given.map(|(key, list)| (key.to_string(), node(list))).collect();
    (!entries.is_empty()).then_some(Node::Map(entries))
}
