//! One phrase bank file: YAML flattened to paths, each path with its thoughts, every problem with its place.

use std::sync::Arc;

use super::path::{BankPath, ThemePath};
use super::phrase::{Bank, Origin, Phrase, PhraseWritten, Thought};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::Source;
use crate::yaml::{self, Node, Path, Places};

/// A bank file that was read.
#[derive(Debug)]
pub struct BankFile {
    /// The paths that this file takes over from the files before it.
    pub replace: Vec<String>,
    /// What stands in it, in the order of the file.
    pub entries: Vec<Entry>,
    places: Places,
}

/// One path of a bank file and what stands under it.
#[derive(Debug)]
pub struct Entry {
    /// What the path means.
    pub path: BankPath,
    /// The phrases; names and hints (`alias`, `must`, `fact`, `series`) are phrases without slots here too.
    pub bank: Bank,
    at: Path,
}

impl BankFile {
    /// Reads a file whose phrases will say that they come from the library's file number `file`.
    pub fn parse(source: &Arc<Source>, file: u32) -> Result<BankFile> {
        let node = yaml::parse(source)?;
        if !matches!(node, Node::Map(_)) {
            return Err(yaml::not_a_mapping(source, &node).into());
        }
        let mut reader =
            Reader { file, places: Places::new(source.clone()), entries: Vec::new(), problems: Vec::new() };
        let replace = reader.replaced(&node);
        reader.walk(&node, &mut Path::new(), "");
        if reader.problems.is_empty() {
            Ok(BankFile { replace, entries: reader.entries, places: reader.places })
        } else {
            Err(reader.problems.into())
        }
    }

    /// The 1-based line of a phrase of this file.
    pub fn line(&self, origin: Origin) -> usize {
        self.places.line(&self.path(origin))
    }

    /// The file's text and the span of a phrase of this file.
    pub fn place(&self, origin: Origin) -> (&Arc<Source>, std::ops::Range<usize>) {
        (self.places.source(), self.places.value(&self.path(origin)))
    }

    fn path(&self, origin: Origin) -> Path {
        let mut path = self.entries[origin.entry as usize].at.clone();
        path.push(yaml::Step::Index(origin.item as usize));
        path.push(yaml::Step::Index(origin.wording as usize));
        path
    }
}

struct Reader {
    file: u32,
    places: Places,
    entries: Vec<Entry>,
    problems: Vec<Diagnostic>,
}

impl Reader {
    fn replaced(&mut self, node: &Node) -> Vec<String> {
        let Node::Map(entries) = node else { return Vec::new() };
        let Some((_, list)) = entries.iter().find(|(key, _)| key == "replace") else { return Vec::new() };
        let path = vec!["replace".into()];
        match yaml::convert::<Vec<String>>(list, &path, &self.places) {
            Ok(paths) => paths,
            Err(problems) => {
                self.problems.extend(problems);
                Vec::new()
            }
        }
    }

    fn walk(&mut self, node: &Node, at: &mut Path, prefix: &str) {
        let Node::Map(entries) = node else { return self.leaf(node, at, prefix) };
        if entries.is_empty() {
            self.empty(at, prefix);
        }
        for (key, child) in entries {
            if at.is_empty() && key == "replace" {
                continue;
            }
            let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}/{key}") };
            at.push(key.as_str().into());
            self.walk(child, at, &path);
            at.pop();
        }
    }

    fn leaf(&mut self, node: &Node, at: &mut Path, path: &str) {
        let parsed = match BankPath::parse(path) {
            Ok(parsed) => parsed,
            Err(bad) => {
                let problem = Diagnostic::error(Code::UnknownName, bad.message).at(self.places.source(), self.key(at));
                return self.problems.push(problem.hint(bad.hint));
            }
        };
        let mut bank = Bank { path: path.into(), thoughts: Vec::new() };
        match node {
            Node::List(items) => {
                for (item, node) in items.iter().enumerate() {
                    at.push(item.into());
                    bank.thoughts.extend(self.thought(node, at, item as u32));
                    at.pop();
                }
                if items.is_empty() {
                    self.empty(at, path);
                }
            }
            Node::Null => self.empty(at, path),
            _ => bank.thoughts.extend(self.phrase(node, at, self.origin(0, 0)).map(|phrase| vec![phrase])),
        }
        if !self.is_names(&parsed) {
            self.marks(&bank, at);
        }
        self.entries.push(Entry { path: parsed, bank, at: at.clone() });
    }

    fn thought(&mut self, node: &Node, at: &mut Path, item: u32) -> Option<Thought> {
        let Node::List(wordings) = node else {
            return self.phrase(node, at, self.origin(item, 0)).map(|phrase| vec![phrase]);
        };
        let mut thought = Thought::new();
        for (wording, node) in wordings.iter().enumerate() {
            at.push(wording.into());
            if matches!(node, Node::List(_)) {
                let problem = Diagnostic::error(Code::WrongType, "列表套得太深");
                let problem = problem.at(self.places.source(), self.places.value(at));
                self.problems.push(problem.hint("内层列表是同一个意思的几种说法，里面只能是短语"));
            } else {
                thought.extend(self.phrase(node, at, self.origin(item, wording as u32)));
            }
            at.pop();
        }
        if wordings.is_empty() {
            self.empty(at, "");
        }
        Some(thought).filter(|thought| !thought.is_empty())
    }

    fn phrase(&mut self, node: &Node, at: &Path, origin: Origin) -> Option<Phrase> {
        let phrase = match node {
            Node::Text(text) if !text.trim().is_empty() => Phrase::plain(text.clone(), origin),
            Node::Map(_) => match yaml::convert::<PhraseWritten>(node, at, &self.places) {
                Ok(written) => Phrase::new(written, origin),
                Err(problems) => {
                    self.problems.extend(problems);
                    return None;
                }
            },
            _ => {
                let message = format!("短语应当是文字，写的却是{}", node.kind());
                let problem =
                    Diagnostic::error(Code::WrongType, message).at(self.places.source(), self.places.value(at));
                self.problems.push(problem.hint("数字、true、null 之类要当文字用，就用半角双引号括起来"));
                return None;
            }
        };
        phrase.map_err(|(message, range)| self.slot_problem(at, message, range)).ok()
    }

    /// Slot errors come with a range in the phrase; it is found again in the file's text as written.
    fn slot_problem(&mut self, at: &Path, message: String, range: std::ops::Range<usize>) {
        let value = self.places.value(at);
        let quote = usize::from(self.places.source().text()[value.start..].starts_with(['"', '\'']));
        let start = value.start + quote + range.start;
        let problem = Diagnostic::error(Code::Slot, message).at(self.places.source(), start..start + range.len());
        self.problems.push(problem.hint("占位写成【名】或【名：提示】，括号要成对"));
    }

    /// A phrase carries no final 。, for the program sets it.
    fn marks(&mut self, bank: &Bank, at: &Path) {
        for phrase in bank.phrases().filter(|phrase| phrase.text.ends_with(['。', '；', '，', '、'])) {
            let path =
                [at.as_slice(), &[(phrase.origin.item as usize).into(), (phrase.origin.wording as usize).into()]]
                    .concat();
            let problem = Diagnostic::error(Code::BadValue, "短语末尾多了标点");
            let problem = problem.at(self.places.source(), self.places.value(&path));
            self.problems.push(problem.hint("去掉末尾的标点，程序会自己加；！和？可以留"));
        }
    }

    fn is_names(&self, path: &BankPath) -> bool {
        use BankPath::{Fact, Link, Recipe, Series, Theme};
        matches!(path, Fact(_) | Link(_) | Recipe(_) | Series(_) | Theme(_, ThemePath::Alias | ThemePath::Must(_)))
    }

    fn empty(&mut self, at: &Path, path: &str) {
        let problem =
            Diagnostic::error(Code::EmptyBank, format!("“{path}”下面是空的")).at(self.places.source(), self.key(at));
        self.problems.push(problem.hint("写上短语，每条一行以“- ”开头；不需要就删去这个键"));
    }

    fn key(&self, at: &Path) -> std::ops::Range<usize> {
        match at.split_last() {
            Some((yaml::Step::Key(key), parent)) => self.places.key(&parent.to_vec(), key, 0),
            _ => self.places.value(at),
        }
    }

    fn origin(&self, item: u32, wording: u32) -> Origin {
        Origin { file: self.file, entry: self.entries.len() as u32, item, wording }
    }
}
