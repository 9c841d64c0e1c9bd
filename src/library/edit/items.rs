//! Whole banks at a time: their thoughts one by one, and their text as it stands, to be edited by hand and put back.

use super::splice::Splice;
use super::tree::Kind;
use super::{Found, Result, Sheet, Spot, meant, write};
use crate::yaml::{Node, Path};

/// A thought of a bank with its wordings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The bank path.
    pub path: String,
    /// Its wordings.
    pub texts: Vec<String>,
    /// Where it stands; holds until the next edit.
    pub at: Spot,
}

impl Sheet {
    /// Every thought, in the order of the file.
    pub fn items(&self) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        for leaf in &self.leaves {
            let places: Vec<Path> = match meant::at(&self.node, &leaf.at) {
                Some(Node::List(list)) => {
                    (0..list.len()).map(|at| [leaf.at.as_slice(), &[at.into()]].concat()).collect()
                }
                _ => vec![leaf.at.clone()],
            };
            for at in places {
                let mut found: Vec<Found> = Vec::new();
                if let Some(node) = meant::at(&self.node, &at) {
                    super::paths::collect(node, &mut at.clone(), &leaf.path, &mut found);
                }
                let texts = found.into_iter().map(|found| found.text).collect();
                items.push(Item { path: leaf.path.clone(), texts, at: Spot(at) });
            }
        }
        items
    }

    /// The banks of a path as a file of their own, with the remarks that stand inside them.
    pub fn excerpt(&self, path: &str) -> String {
        let mut out = String::new();
        for leaf in self.leaves.iter().filter(|leaf| leaf.path == path) {
            let lines = self.body(&leaf.at).unwrap_or_else(|| match meant::at(&self.node, &leaf.at) {
                Some(Node::List(items)) => items.iter().flat_map(write::item_lines).collect(),
                Some(node) => write::item_lines(node),
                None => Vec::new(),
            });
            if out.is_empty() {
                out = format!("{}:\n", write::key_text(path, false));
            }
            lines.iter().for_each(|line| out.push_str(&format!("  {line}\n")));
        }
        out
    }

    /// The lines of a list, its remarks included, without their indent.
    fn body(&self, at: &Path) -> Option<Vec<String>> {
        let page = self.page()?;
        let list = page.layout.at(at).filter(|list| list.kind == Kind::List && !list.flow)?;
        let first = list.items.first()?.whole.start;
        let indent = page.column(first);
        let lines = page.text[first..page.line_end(list.end())].split('\n').enumerate().map(|(nth, line)| {
            let line = line.trim_end_matches('\r');
            let blank = line.len() - line.trim_start_matches(' ').len();
            if nth == 0 { line.into() } else { line[blank.min(indent)..].to_string() }
        });
        Some(lines.collect())
    }

    /// Puts what stands under a path in another file, an edited excerpt, in the place of what stands under it here.
    pub fn replace(&mut self, path: &str, edited: &Sheet) -> Result<()> {
        let wanted: Vec<Node> =
            edited.leaves.iter().filter(|leaf| leaf.path == path).fold(Vec::new(), |mut all, leaf| {
                match meant::at(&edited.node, &leaf.at) {
                    Some(Node::List(items)) => all.extend(items.iter().cloned()),
                    Some(node) => all.push(node.clone()),
                    None => {}
                }
                all
            });
        let mut leaves = self.leaves.iter().filter(|leaf| leaf.path == path).map(|leaf| leaf.at.clone());
        let Some(first) = leaves.next() else { return Err(self.missing(path)) };
        let further: Vec<Path> = leaves.collect();
        // In brackets there are no remarks but those that are there.
        let as_before = match meant::at(&self.node, &first) {
            Some(Node::List(items)) => *items == wanted,
            Some(node) => wanted == std::slice::from_ref(node),
            None => false,
        };
        if as_before && further.is_empty() && self.body(&first).is_none() {
            return Ok(());
        }
        let lines = edited.leaves.iter().filter(|leaf| leaf.path == path).map(|leaf| edited.body(&leaf.at));
        let lines: Option<Vec<String>> = lines.collect::<Option<Vec<_>>>().map(|lines| lines.concat());
        let Some(splice) = self.in_place(&first, &wanted, lines) else { return Err(self.refused()) };
        let mut node = self.node.clone();
        meant::set(&mut node, &first, Node::List(wanted));
        self.change(vec![splice], node)?;
        // What stood under the same path in other places of the file has come along in the excerpt.
        further.iter().rev().try_for_each(|at| self.take_out(at))
    }

    fn in_place(&self, at: &Path, wanted: &[Node], lines: Option<Vec<String>>) -> Option<Splice> {
        let page = self.page()?;
        let layout = page.layout.at(at)?;
        if layout.kind == Kind::List && !layout.flow {
            let first = layout.items.first()?.whole.start;
            let indent = " ".repeat(page.column(first));
            let lines = lines.unwrap_or_else(|| wanted.iter().flat_map(write::item_lines).collect());
            let text: Vec<String> = lines
                .iter()
                .enumerate()
                .map(|(nth, line)| if nth == 0 || line.is_empty() { line.clone() } else { format!("{indent}{line}") })
                .collect();
            return Some(Splice { span: first..page.line_end(layout.end()), with: text.join(page.eol()) });
        }
        let with = write::inline(&Node::List(wanted.to_vec()), true);
        Some(Splice { span: layout.span.clone(), with })
    }
}
