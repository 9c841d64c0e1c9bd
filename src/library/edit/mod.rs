//! A bank file under edit: phrases put in, taken out and reworded, paths renamed, and every other byte as it was.
//!
//! An edit is a few splices of the text, placed by its lossless tree. Before it counts, the new text is parsed again and held
//! against what was meant, computed apart from the text; if the two differ in anything, the edit is refused and the text
//! stays. So whatever a file looks like, an edit either does what it says or says that it cannot. Nothing is written here: the
//! new bytes go back to whoever asked.

pub mod format;

mod calls;
mod items;
mod meant;
mod paths;
mod splice;
mod tree;
mod write;
mod written;

use std::sync::Arc;

use super::path::BankPath;
use super::phrase::PhraseWritten;
use crate::diagnostic::{Code, Diagnostic, Error, Result};
use crate::source::Source;
use crate::text::original::Original;
use crate::yaml::{self, Node, Path, Step};
pub use items::Item;
use paths::{collect, deepest, flatten, nested, renamed};
use splice::{Fresh, Page, Splice, apply};
use tree::Layout;
use written::node_of;

/// A bank file that is being edited.
#[derive(Debug, Clone)]
pub struct Sheet {
    source: Arc<Source>,
    original: Original,
    node: Node,
    layout: Option<Layout>,
    leaves: Vec<Leaf>,
}

/// A path of the file and where what stands under it does.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Leaf {
    path: String,
    at: Path,
}

/// A phrase as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The bank path.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Where it stands; holds until the next edit.
    pub at: Spot,
}

/// The place of a phrase in a [`Sheet`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot(Path);

/// A bank or a phrase taken over from a file, as it was written there.
#[derive(Debug, Clone)]
pub struct Cut(Vec<Fresh>);

impl Sheet {
    /// Reads a file; `name` is its name in messages.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Sheet> {
        let original = Original::read(bytes).ok_or_else(|| {
            let problem = Diagnostic::error(Code::Encoding, format!("“{name}”不能照原样写回，没有改动"));
            problem.hint("用文本编辑器另存为 UTF-8，再改")
        })?;
        let text = original.text.clone();
        Sheet::parsed(name, original, text)
    }

    /// A file that is not there yet; it begins with `head`, a comment or nothing.
    pub fn fresh(name: &str, head: &str) -> Sheet {
        let source = Arc::new(Source::new(name, head));
        let original = Original::fresh(head.into());
        Sheet { source, original, node: Node::Map(Vec::new()), layout: None, leaves: Vec::new() }
    }

    fn parsed(name: &str, original: Original, text: String) -> Result<Sheet> {
        let source = Arc::new(Source::new(name, text));
        let node = match yaml::parse(&source)? {
            Node::Null => Node::Map(Vec::new()),
            node @ Node::Map(_) => node,
            node => return Err(yaml::not_a_mapping(&source, &node, "语料库文件", "每行写成“路径: [短语, …]”").into()),
        };
        let layout = Layout::of(source.text());
        let mut leaves = Vec::new();
        flatten(&node, &mut Path::new(), "", &mut leaves);
        Ok(Sheet { source, original, node, layout, leaves })
    }

    /// The text as it now is.
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// The name in messages.
    pub fn name(&self) -> &str {
        self.source.path()
    }

    /// The bytes of the file, in the encoding that it had.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        self.original.bytes(self.text()).ok_or_else(|| {
            let problem = Diagnostic::error(Code::Encoding, format!("“{}”的编码里没有这个字", self.name()));
            problem.hint("用文本编辑器把文件另存为 UTF-8，再改").into()
        })
    }

    /// The bank paths in it, in the order of the file; one that stands in two places comes twice.
    pub fn paths(&self) -> impl Iterator<Item = &str> + Clone {
        self.leaves.iter().map(|leaf| leaf.path.as_str())
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }

    /// How many segments of a path are there already.
    pub fn reach(&self, path: &str) -> usize {
        let wanted: Vec<&str> = path.split('/').collect();
        let common = |leaf: &Leaf| leaf.path.split('/').zip(&wanted).take_while(|(one, other)| one == *other).count();
        self.leaves.iter().map(common).max().unwrap_or(0)
    }

    /// Every phrase under a path, in the order of the file.
    pub fn phrases(&self, path: &str) -> Vec<Found> {
        let mut found = Vec::new();
        for leaf in self.leaves.iter().filter(|leaf| super::is_under(&leaf.path, path) || path.is_empty()) {
            let Some(node) = meant::at(&self.node, &leaf.at) else { continue };
            collect(node, &mut leaf.at.clone(), &leaf.path, &mut found);
        }
        found
    }

    /// Adds a phrase at the end of a bank; a bank that is not there is begun beside its nearest relatives.
    pub fn add(&mut self, path: &str, phrase: &PhraseWritten) -> Result<()> {
        self.put(path, node_of(phrase).into())
    }

    /// Adds a thought in several wordings.
    pub fn add_thought(&mut self, path: &str, wordings: &[PhraseWritten]) -> Result<()> {
        match wordings {
            [one] => self.add(path, one),
            _ => self.put(path, Node::List(wordings.iter().map(node_of).collect()).into()),
        }
    }

    /// Takes out a phrase. A list or map that it leaves empty goes too.
    pub fn remove(&mut self, spot: &Spot) -> Result<()> {
        self.take_out(&spot.0)
    }

    /// Takes out whatever stands at a path and below it.
    pub fn remove_bank(&mut self, path: &str) -> Result<()> {
        self.remove_banks(|other| super::is_under(other, path))
    }

    /// Takes out every bank whose path is meant.
    pub fn remove_banks(&mut self, meant: impl Fn(&str) -> bool) -> Result<()> {
        while let Some(leaf) = self.leaves.iter().find(|leaf| meant(&leaf.path)).cloned() {
            // The highest map that holds nothing else goes whole, so that its comments do not stay behind.
            let depth = (1..=leaf.at.len()).find(|depth| {
                let below = |other: &&Leaf| other.at.starts_with(&leaf.at[..*depth]);
                self.leaves.iter().filter(below).all(|other| meant(&other.path))
            });
            self.take_out(&leaf.at[..depth.unwrap_or(leaf.at.len())])?;
        }
        Ok(())
    }

    fn take_out(&mut self, at: &[Step]) -> Result<()> {
        let Some(page) = self.page() else { return Err(self.refused()) };
        let Some((splice, removed)) = page.remove(at) else { return Err(self.refused()) };
        let mut node = self.node.clone();
        meant::remove(&mut node, &removed);
        if matches!(&node, Node::Map(entries) if entries.is_empty()) {
            let problem = Diagnostic::error(Code::EmptyBank, format!("“{}”里只有这一条，删去就空了", self.name()));
            return Err(problem.hint("不要这个文件，就把文件删去").into());
        }
        self.change(vec![splice], node)
    }

    /// Gives a phrase another text; its conditions stay.
    pub fn reword(&mut self, spot: &Spot, text: &str) -> Result<()> {
        let at = match meant::at(&self.node, &spot.0) {
            Some(Node::Map(_)) => [spot.0.as_slice(), &["text".into()]].concat(),
            _ => spot.0.clone(),
        };
        let Some(splice) = self.page().and_then(|page| page.reword(&at, text)) else { return Err(self.refused()) };
        let mut node = self.node.clone();
        meant::set(&mut node, &at, Node::Text(text.into()));
        self.change(vec![splice], node)
    }

    /// Gives the last segment of a path another name, wherever a key has it.
    pub fn rename(&mut self, path: &str, name: &str) -> Result<()> {
        let mut keys = Vec::new();
        renamed(&self.node, &mut Path::new(), &mut Vec::new(), path, name, &mut keys);
        if keys.is_empty() {
            return Err(self.missing(path));
        }
        let Some(page) = self.page() else { return Err(self.refused()) };
        let splices: Option<Vec<Splice>> = keys.iter().map(|(at, key)| page.rename(at, key)).collect();
        let mut node = self.node.clone();
        for (at, key) in keys.iter().rev() {
            meant::rename(&mut node, at, key);
        }
        match splices {
            Some(splices) => self.change(splices, node),
            None => Err(self.refused()),
        }
    }

    /// What stands at a path, as it is written, to be put elsewhere.
    pub fn cut(&self, path: &str) -> Cut {
        let mut cut = Vec::new();
        for leaf in self.leaves.iter().filter(|leaf| leaf.path == path) {
            let steps: Vec<Path> = match meant::at(&self.node, &leaf.at) {
                Some(Node::List(items)) => {
                    (0..items.len()).map(|at| [leaf.at.as_slice(), &[at.into()]].concat()).collect()
                }
                _ => vec![leaf.at.clone()],
            };
            cut.extend(steps.iter().filter_map(|at| self.fresh_of(at)));
        }
        Cut(cut)
    }

    /// One phrase as it is written.
    pub fn cut_phrase(&self, spot: &Spot) -> Cut {
        Cut(self.fresh_of(&spot.0).into_iter().collect())
    }

    fn fresh_of(&self, at: &[Step]) -> Option<Fresh> {
        let node = meant::at(&self.node, at)?.clone();
        let is_item = matches!(at.last(), Some(Step::Index(_)));
        let lines = self.page().filter(|_| is_item).and_then(|page| page.lines(at));
        // What refers to an anchor of this file would mean nothing in another.
        let alone = |lines: &Vec<String>| {
            let text = lines.join("\n");
            matches!(serde_yaml::from_str::<Node>(&text), Ok(Node::List(items)) if items.as_slice() == [node.clone()])
        };
        Some(Fresh { lines: lines.filter(alone), node })
    }

    /// Puts what was cut at the end of a bank.
    pub fn paste(&mut self, path: &str, cut: Cut) -> Result<()> {
        cut.0.into_iter().try_for_each(|fresh| self.put(path, fresh))
    }

    fn put(&mut self, path: &str, fresh: Fresh) -> Result<()> {
        BankPath::parse(path).map_err(|bad| Diagnostic::error(Code::UnknownName, bad.message).hint(bad.hint))?;
        let mut node = self.node.clone();
        if let Some(leaf) = self.leaves.iter().rev().find(|leaf| leaf.path == path) {
            let at = leaf.at.clone();
            let Some(page) = self.page() else { return Err(self.refused()) };
            let listed = matches!(meant::at(&self.node, &at), Some(Node::List(_)));
            let splices = if listed {
                page.append(&at, None, &fresh).map(|one| vec![one])
            } else {
                page.append_to_single(&at, &fresh)
            };
            meant::push(&mut node, &at, fresh.node);
            return match splices {
                Some(splices) => self.change(splices, node),
                None => Err(self.refused()),
            };
        }
        let lines = fresh.lines.unwrap_or_else(|| write::item_lines(&fresh.node));
        let (at, key, value) = self.beginning(path, Node::List(vec![fresh.node]));
        let lines = write::begun(&key, &value, lines);
        let splice = match self.page() {
            Some(page) => page.append(&at, Some(&key), &Fresh { node: value.clone(), lines: Some(lines) }),
            None => Some(self.first_entry(&lines)),
        };
        meant::insert(&mut node, &at, key, value);
        match splice {
            Some(splice) => self.change(vec![splice], node),
            None => Err(self.refused()),
        }
    }

    /// Where a bank that is not there yet begins: the deepest map that leads to it, the key in it, and what goes under that.
    fn beginning(&self, path: &str, value: Node) -> (Path, String, Node) {
        let wanted: Vec<&str> = path.split('/').collect();
        let (mut best, mut depth) = (Path::new(), 0);
        deepest(&self.node, &mut Path::new(), &wanted, 0, &mut |at: &Path, reached| {
            if reached >= depth {
                (best, depth) = (at.clone(), reached);
            }
        });
        let mut rest: Vec<&str> = wanted[depth..].to_vec();
        // Where a name is already written as the beginning of joined keys, it is not begun a second time as a map.
        let taken = |key: &str| match meant::at(&self.node, &best) {
            Some(Node::Map(entries)) => entries.iter().any(|(other, _)| super::is_under(other, key)),
            _ => false,
        };
        if depth == 0 {
            // At the top a key is the root of a theme, or the whole path: a file is read by these.
            let whole = BankPath::root(path);
            let head = if wanted[0] == "theme" { wanted[..2].join("/") } else { whole };
            let count = head.split('/').count();
            let joined = if taken(&head) { path.to_string() } else { head };
            let below = if joined == path { &[][..] } else { &wanted[count..] };
            return (best, joined, nested(below, value));
        }
        let head = rest.remove(0);
        if taken(head) || rest.is_empty() {
            let key = std::iter::once(head).chain(rest).collect::<Vec<_>>().join("/");
            return (best, key, value);
        }
        (best, head.into(), nested(&rest, value))
    }

    /// The first entry of a file that had none: behind its comments.
    fn first_entry(&self, lines: &[String]) -> Splice {
        let text = self.text();
        let start = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        let with = lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        Splice { span: text.len()..text.len(), with: format!("{start}{with}") }
    }

    fn page(&self) -> Option<Page<'_>> {
        self.layout.as_ref().map(|layout| Page { text: self.source.text(), layout })
    }

    /// Makes the splices if the text then means `node`.
    fn change(&mut self, splices: Vec<Splice>, node: Node) -> Result<()> {
        let text = apply(self.source.text(), splices);
        match Sheet::parsed(self.name(), self.original.clone(), text) {
            Ok(sheet) if sheet.node == node => {
                *self = sheet;
                Ok(())
            }
            _ => Err(self.refused()),
        }
    }

    /// Puts a whole new text in, if it means the same.
    fn restyle(&mut self, text: String) -> Result<()> {
        match Sheet::parsed(self.name(), self.original.clone(), text) {
            Ok(sheet) if sheet.node == self.node => {
                *self = sheet;
                Ok(())
            }
            _ => Err(self.refused()),
        }
    }

    fn refused(&self) -> Error {
        let message = format!("“{}”这里的写法程序改不了，一个字也没有动", self.name());
        let hint = "多半是用了引用（& 和 *）、标签（!）或者特别的换行；用 qicao bank edit 路径 打开来改";
        Diagnostic::error(Code::YamlSyntax, message).hint(hint).into()
    }

    fn missing(&self, path: &str) -> Error {
        let hint = yaml::suggest(path, self.paths());
        Diagnostic::error(Code::UnknownName, format!("“{}”里没有“{path}”", self.name())).hint(hint).into()
    }
}
