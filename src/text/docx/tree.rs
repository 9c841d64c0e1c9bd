//! A small XML part as a tree: the parts about styles and lists are looked things up in, not walked through.
//!
//! Only names without prefix are kept, since these parts have one vocabulary. Depth is bounded, so that dropping a tree
//! never exhausts the stack; a fault in the XML ends the tree there, because half a list of styles is better than none.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element.
#[derive(Debug, Clone, Default)]
pub struct Node {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
}

/// No element that we look for lies deeper.
const DEPTH: usize = 16;

impl Node {
    /// The root of an XML part.
    pub fn parse(xml: &str) -> Node {
        let mut reader = Reader::from_str(xml);
        let mut open = vec![Node::default()];
        let mut deeper = 0_usize;
        loop {
            match reader.read_event() {
                Ok(Event::Start(_)) if open.len() > DEPTH => deeper += 1,
                Ok(Event::End(_)) if deeper > 0 => deeper -= 1,
                Ok(Event::Start(element)) => open.push(Node::of(&element)),
                Ok(Event::Empty(element)) if deeper == 0 => {
                    let node = Node::of(&element);
                    open.last_mut().expect("the root stays").children.push(node);
                }
                Ok(Event::End(_)) => close(&mut open),
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
        while open.len() > 1 {
            close(&mut open);
        }
        open.pop().and_then(|mut root| root.children.pop()).unwrap_or_default()
    }

    fn of(element: &BytesStart<'_>) -> Node {
        let name = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
        let mut attributes = element.attributes();
        let attributes = attributes.with_checks(false).flatten().map(|attribute| {
            let value = attribute.unescape_value().map(|value| value.into_owned()).unwrap_or_default();
            (name(attribute.key.local_name().as_ref()), value)
        });
        Node { name: name(element.local_name().as_ref()), attributes: attributes.collect(), children: Vec::new() }
    }

    /// The children called `name`.
    pub fn children<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first child called `name`.
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// An attribute, by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// What Word writes as `<w:name w:val="…"/>`.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// Such a value as a number.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.value(name)?.trim().parse().ok()
    }

    /// Whether a property is there and not switched off.
    pub fn is_on(&self, name: &str) -> bool {
        self.child(name).is_some_and(|child| is_on(child.attribute("val")))
    }
}

/// What Word takes for yes: the property without a value, or any value but these.
pub fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off" | "none"))
}

fn close(open: &mut Vec<Node>) {
    if open.len() > 1
        && let Some(node) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.children.push(node);
    }
}
