//! Where everything in a YAML text stands: the lossless tree of `yaml-edit`, reduced to what an edit needs.
//!
//! Entries know their whole extent, a dash or a key included, so that a splice never has to guess. The tree is used for its
//! places alone: the mutating methods of `yaml-edit` choose formats of their own, and an edit may change nothing but itself.

use rowan::ast::AstNode;
use yaml_edit::{Scalar, SyntaxKind, YamlFile};

use crate::source::Span;
use crate::yaml::Step;

type SyntaxNode = rowan::SyntaxNode<yaml_edit::Lang>;

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Map,
    List,
    Scalar,
}

/// A node of the text.
#[derive(Debug, Clone)]
pub struct Layout {
    pub kind: Kind,
    /// Whether it stands in brackets or braces of its own.
    pub flow: bool,
    /// Without the white space around it.
    pub span: Span,
    pub items: Vec<Item>,
}

/// An entry of a map or a list.
#[derive(Debug, Clone)]
pub struct Item {
    /// Name and place of the key of a map's entry.
    pub key: Option<(String, Span)>,
    /// From the dash or the key to the end: a line end or a comma and the space behind it included.
    pub whole: Span,
    pub value: Option<Layout>,
}

impl Layout {
    /// The first document's mapping; `None` if there is none.
    pub fn of(text: &str) -> Option<Layout> {
        let file = YamlFile::parse(text).tree();
        let document = file.syntax().children().find(|node| node.kind() == SyntaxKind::DOCUMENT)?;
        let root = document.children().find(|node| node.kind() == SyntaxKind::MAPPING)?;
        Some(layout(text, &root))
    }

    /// The node that a path leads to.
    pub fn at(&self, path: &[Step]) -> Option<&Layout> {
        path.iter().try_fold(self, |layout, step| layout.items.get(layout.position(step)?)?.value.as_ref())
    }

    /// The entry that a step leads to.
    pub fn position(&self, step: &Step) -> Option<usize> {
        match step {
            Step::Index(at) => (*at < self.items.len()).then_some(*at),
            Step::Key(name) => {
                self.items.iter().position(|item| item.key.as_ref().is_some_and(|(other, _)| other == name))
            }
        }
    }

    /// The end of the last thing in it that is not a comment.
    pub fn end(&self) -> usize {
        match self.items.last() {
            Some(last) if !self.flow => last.end(),
            _ => self.span.end,
        }
    }
}

impl Item {
    /// The end of its value, or of its key or dash where there is none.
    pub fn end(&self) -> usize {
        match (&self.value, &self.key) {
            (Some(value), _) => value.end(),
            (None, Some((_, key))) => key.end + 1,
            (None, None) => self.whole.start + 1,
        }
    }
}

fn layout(text: &str, node: &SyntaxNode) -> Layout {
    let (kind, entries, bracket) = match node.kind() {
        SyntaxKind::MAPPING => (Kind::Map, SyntaxKind::MAPPING_ENTRY, SyntaxKind::LEFT_BRACE),
        SyntaxKind::SEQUENCE => (Kind::List, SyntaxKind::SEQUENCE_ENTRY, SyntaxKind::LEFT_BRACKET),
        _ => return Layout { kind: Kind::Scalar, flow: false, span: trimmed(text, node), items: Vec::new() },
    };
    let flow = node.first_token().is_some_and(|token| token.kind() == bracket);
    let items = node.children().filter(|child| child.kind() == entries).map(|entry| item(text, &entry)).collect();
    Layout { kind, flow, span: trimmed(text, node), items }
}

fn item(text: &str, entry: &SyntaxNode) -> Item {
    let inside = |kind| entry.children().find(|child| child.kind() == kind);
    let key = inside(SyntaxKind::KEY).map(|key| {
        let name = key.children().find_map(Scalar::cast).map_or_else(|| key.text().to_string(), |key| key.as_string());
        (name, trimmed(text, &key))
    });
    let holder = if key.is_some() { inside(SyntaxKind::VALUE) } else { Some(entry.clone()) };
    let is_value = |node: &SyntaxNode| {
        use SyntaxKind::{ALIAS, MAPPING, SCALAR, SEQUENCE, TAGGED_NODE};
        matches!(node.kind(), SCALAR | MAPPING | SEQUENCE | ALIAS | TAGGED_NODE)
    };
    let value = holder.and_then(|holder| holder.children().find(is_value));
    Item { key, whole: range(entry), value: value.map(|value| layout(text, &value)) }
}

fn range(node: &SyntaxNode) -> Span {
    let range = node.text_range();
    range.start().into()..range.end().into()
}

fn trimmed(text: &str, node: &SyntaxNode) -> Span {
    let range = range(node);
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..start + piece.trim().len()
}
