//! One phrase bank file: YAML flattened to paths, each path with its thoughts, every problem with its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::carried::Carried;
use super::path::{BankPath, LEVELS, REGISTERS, ROOTS, ThemePath, reserved};
use super::phrase::{Bank, OneOrMany, Origin, Phrase, PhraseWritten, Thought, When};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::{Source, Span};
use crate::text::han;
use crate::yaml::{self, Node, Path, Places, Step, near, suggest};

/// A bank file that was read.
#[derive(Debug)]
pub struct BankFile {
    /// The paths that this file takes over from the files before it.
    pub replace: Vec<String>,
    /// What stands in it, in the order of the file.
    pub entries: Vec<Entry>,
    roots: BTreeMap<String, Vec<u32>>,
    written: Written,
}

/// Where what a file says stands in it.
#[derive(Debug)]
enum Written {
    Read(Places),
    Carried(Carried),
}

/// One path of a bank file and what stands under it.
#[derive(Debug)]
pub struct Entry {
    /// What the path means.
    pub path: BankPath,
    /// The phrases; names and hints (`alias`, `must`, `fact`, `series`) are phrases without slots here too.
    pub bank: Bank,
    /// The way to it in the file; not known of a file that the program carries.
    at: Path,
}

impl Entry {
    /// An entry of which nobody knows where it stands.
    pub(super) fn new(path: BankPath, bank: Bank) -> Entry {
        Entry { path, bank, at: Path::new() }
    }
}

impl BankFile {
    /// Reads a file whose phrases will say that they come from the library's file number `file`.
    pub fn parse(source: &Arc<Source>, file: u32) -> Result<BankFile> {
        let node = yaml::parse(source)?;
        if !matches!(node, Node::Map(_)) {
            let start = "每行写成“路径: [短语, …]”，如 slot/名称: [甲, 乙]；不需要就把文件删去";
            return Err(yaml::not_a_mapping(source, &node, "语料库文件", start).into());
        }
        let mut reader =
            Reader { file, places: Places::new(source.clone()), entries: Vec::new(), problems: Vec::new() };
        let replace = reader.replaced(&node);
        reader.walk(&node, &mut Path::new(), "");
        if reader.problems.is_empty() {
            Ok(BankFile::new(replace, reader.entries, Written::Read(reader.places)))
        } else {
            Err(reader.problems.into())
        }
    }

    /// A file of the program's own, by its name and text, from its packed form; `None` where it was not packed.
    pub(super) fn carried(packed: &'static str, path: &str, text: &'static str, file: u32) -> Option<BankFile> {
        let (entries, carried) = Carried::unpack(packed, path, text, file)?;
        Some(BankFile::new(Vec::new(), entries, Written::Carried(carried)))
    }

    fn new(replace: Vec<String>, entries: Vec<Entry>, written: Written) -> BankFile {
        let mut roots: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate() {
            roots.entry(BankPath::root(&entry.bank.path)).or_default().push(index as u32);
        }
        BankFile { replace, entries, roots, written }
    }

    /// The roots that this file speaks of.
    pub fn roots(&self) -> impl Iterator<Item = &str> {
        self.roots.keys().map(String::as_str)
    }

    /// What stands under a root, in the order of the file.
    pub fn under(&self, root: &str) -> impl Iterator<Item = &Entry> {
        self.roots.get(root).into_iter().flatten().map(|index| &self.entries[*index as usize])
    }

    /// The 1-based line of a phrase of this file.
    pub fn line(&self, origin: Origin) -> usize {
        let carried = match &self.written {
            Written::Carried(carried) => carried.line(&self.entries, origin),
            Written::Read(_) => None,
        };
        carried.unwrap_or_else(|| self.places().line(&self.path(origin)))
    }

    /// The file's text and the span of a phrase of this file.
    pub fn place(&self, origin: Origin) -> (&Arc<Source>, Span) {
        (self.places().source(), self.places().value(&self.path(origin)))
    }

    /// The span of `range` in the text of a phrase of this file.
    pub fn place_in(&self, phrase: &Phrase, range: Span) -> (&Arc<Source>, Span) {
        let path = text_of(self.places(), self.path(phrase.origin));
        (self.places().source(), self.places().within(&path, &phrase.text, range))
    }

    /// The file's text and the span of the key under which an entry stands.
    pub fn entry_place(&self, entry: &Entry) -> (&Arc<Source>, Span) {
        let span = match entry.at.split_last() {
            Some((Step::Key(key), parent)) => self.places().key(&parent.to_vec(), key, 0),
            _ => self.places().value(&entry.at),
        };
        (self.places().source(), span)
    }

    /// The file's text and the span of the path that is `index`th in `replace`.
    pub fn replace_place(&self, index: usize) -> (&Arc<Source>, Span) {
        (self.places().source(), self.places().value(&["replace".into(), index.into()]))
    }

    fn places(&self) -> &Places {
        match &self.written {
            Written::Read(places) => places,
            Written::Carried(carried) => carried.read().places(),
        }
    }

    fn path(&self, origin: Origin) -> Path {
        let file = if let Written::Carried(carried) = &self.written { carried.read() } else { self };
        let mut path = file.entries[origin.entry as usize].at.clone();
        path.push(Step::Index(origin.item as usize));
        path.push(Step::Index(origin.wording as usize));
        path
    }
}

/// The path of the text of a phrase: a phrase may be a mapping, and then `text` says it.
fn text_of(places: &Places, path: Path) -> Path {
    let inner = [path.as_slice(), &["text".into()]].concat();
    if places.value(&inner) == places.value(&path) { path } else { inner }
}

/// A text with its labels and occasions and nothing else: most mappings in a bank are this, and need no schema to be judged
/// by. What is not as it should be is left to the schema, which says what is wrong.
fn usual(entries: &[(String, Node)]) -> Option<PhraseWritten> {
    let mut written = PhraseWritten::default();
    for (at, (key, node)) in entries.iter().enumerate() {
        if entries[..at].iter().any(|(before, _)| before == key) {
            return None;
        }
        match (key.as_str(), node) {
            ("text", Node::Text(text)) if !text.trim().is_empty() => written.text.clone_from(text),
            ("tags", node) => written.tags = Some(OneOrMany::Many(texts(node)?)),
            ("when", Node::Map(occasions)) if !occasions.is_empty() => written.when = Some(occasion(occasions)?),
            _ => return None,
        }
    }
    (!written.text.is_empty()).then_some(written)
}

fn occasion(entries: &[(String, Node)]) -> Option<When> {
    let mut when = When::default();
    for (key, node) in entries {
        let list = match key.as_str() {
            "level" => &mut when.level,
            "register" => &mut when.register,
            "type" => &mut when.kind,
            "post" => &mut when.post,
            "theme" => &mut when.theme,
            _ => return None,
        };
        if !list.is_empty() {
            return None;
        }
        *list = texts(node)?;
    }
    Some(when)
}

fn texts(node: &Node) -> Option<Vec<String>> {
    let Node::List(items) = node else { return None };
    let text = |node: &Node| if let Node::Text(text) = node { Some(text.clone()) } else { None };
    items.iter().map(text).collect()
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
                let span = self.segment(at, wrong_segment(path));
                let problem = Diagnostic::error(Code::UnknownName, bad.message).at(self.places.source(), span);
                return self.problems.push(problem.hint(bad.hint));
            }
        };
        let canonical = path.split('/').map(str::trim).collect::<Vec<_>>().join("/");
        let mut bank = Bank { path: canonical, thoughts: Vec::new() };
        match node {
            Node::List(items) => {
                for (item, node) in items.iter().enumerate() {
                    at.push(item.into());
                    bank.thoughts.extend(self.thought(node, at, item as u32).map(Arc::new));
                    at.pop();
                }
                if items.is_empty() {
                    self.empty(at, path);
                }
            }
            Node::Null => self.empty(at, path),
            _ => bank.thoughts.extend(self.phrase(node, at, self.origin(0, 0)).map(|phrase| Arc::new(vec![phrase]))),
        }
        if !is_names(&parsed) {
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
            let problem = Diagnostic::error(Code::EmptyBank, "这一条是空的");
            let problem = problem.at(self.places.source(), self.places.value(at));
            self.problems.push(problem.hint("写上短语，或者删去这一条"));
        }
        Some(thought).filter(|thought| !thought.is_empty())
    }

    fn phrase(&mut self, node: &Node, at: &Path, origin: Origin) -> Option<Phrase> {
        let phrase = match node {
            Node::Text(text) if !text.trim().is_empty() => Phrase::plain(text.trim().into(), origin),
            Node::Map(entries)
                if !entries.iter().any(|(key, _)| KEYS.contains(&key.as_str()) || !near(key, KEYS).is_empty()) =>
            {
                let hint = "整条用半角双引号括起来，或把文字里的冒号写成全角的“：”";
                self.fault(Code::WrongType, "短语里有半角冒号，被读成了“键: 值”".into(), at, hint);
                return None;
            }
            Node::Map(entries) => match usual(entries).map_or_else(|| yaml::convert(node, at, &self.places), Ok) {
                Ok(mut written) => {
                    self.occasions(&written, at);
                    written.text = written.text.trim().into();
                    Phrase::new(written, origin)
                }
                Err(problems) => {
                    self.problems.extend(problems);
                    return None;
                }
            },
            Node::Text(_) | Node::Null => {
                self.fault(Code::WrongType, "这一条短语是空的".into(), at, "写上短语，或者删去这一条");
                return None;
            }
            _ => {
                let hint = "数字、true、null 之类要当文字用，就用半角双引号括起来";
                self.fault(Code::WrongType, format!("短语应当是文字，写的却是{}", node.kind()), at, hint);
                return None;
            }
        };
        let place = || match node {
            Node::Map(_) => [at.as_slice(), &["text".into()]].concat(),
            _ => at.clone(),
        };
        match phrase {
            Ok(phrase) if phrase.text.contains('\n') => {
                let hint = "一条短语写在一行，再长也不换行";
                self.fault(Code::BadValue, "短语里换了行".into(), &place(), hint);
                None
            }
            Ok(phrase) => Some(phrase),
            Err((message, range)) => {
                let text = match node {
                    Node::Map(entries) => entries.iter().find(|(key, _)| key == "text").map(|(_, node)| node),
                    other => Some(other),
                };
                let text = text.and_then(Node::text).unwrap_or_default().trim();
                let span = self.places.within(&place(), text, range);
                let problem = Diagnostic::error(Code::Slot, message).at(self.places.source(), span);
                self.problems.push(problem.hint("占位写成【名】或【名：提示】，括号要成对"));
                None
            }
        }
    }

    /// A level or a register that is none would keep a phrase silent for ever.
    fn occasions(&mut self, phrase: &PhraseWritten, at: &Path) {
        let Some(when) = &phrase.when else { return };
        let named: [(&str, &[String], &[&str], &str); 2] =
            [("level", &when.level, &LEVELS, "这一级"), ("register", &when.register, &REGISTERS, "这种语体")];
        for (key, written, known, what) in named {
            for (index, name) in written.iter().enumerate().filter(|(_, name)| !known.contains(&name.as_str())) {
                let at = [at.as_slice(), &["when".into(), key.into(), index.into()]].concat();
                let hint = suggest(name, known.iter().copied());
                self.fault(Code::UnknownName, format!("没有“{name}”{what}"), &at, &hint);
            }
        }
    }

    /// A phrase carries no final 。, for the program sets it; and no space where YAML has joined two lines.
    fn marks(&mut self, bank: &Bank, at: &Path) {
        for phrase in bank.phrases() {
            let end = phrase.text.len();
            let (range, message, hint) = if phrase.text.ends_with(['。', '；', '，', '、']) {
                (end - '。'.len_utf8()..end, "短语末尾多了标点", "去掉末尾的标点，程序会自己加；！和？可以留")
            } else if let Some(space) = joint(&phrase.text) {
                (space, "短语中间有空格，或者换了行", "一条短语写在一行，汉字之间不留空格")
            } else {
                continue;
            };
            let steps = [(phrase.origin.item as usize).into(), (phrase.origin.wording as usize).into()];
            let path = text_of(&self.places, [at.as_slice(), &steps].concat());
            let span = self.places.within(&path, &phrase.text, range);
            let problem = Diagnostic::error(Code::BadValue, message).at(self.places.source(), span);
            self.problems.push(problem.hint(hint));
        }
    }

    fn fault(&mut self, code: Code, message: String, at: &Path, hint: &str) {
        let problem = Diagnostic::error(code, message).at(self.places.source(), self.places.value(at));
        self.problems.push(problem.hint(hint));
    }

    fn empty(&mut self, at: &Path, path: &str) {
        let problem =
            Diagnostic::error(Code::EmptyBank, format!("“{path}”下面是空的")).at(self.places.source(), self.key(at));
        self.problems.push(problem.hint("写上短语，每条一行以“- ”开头；不需要就删去这个键"));
    }

    fn key(&self, at: &Path) -> Span {
        match at.split_last() {
            Some((Step::Key(key), parent)) => self.places.key(&parent.to_vec(), key, 0),
            _ => self.places.value(at),
        }
    }

    /// The place of one segment of a path, whichever key it was written in.
    fn segment(&self, at: &Path, segment: usize) -> Span {
        let mut before = 0;
        for (depth, step) in at.iter().enumerate() {
            let Step::Key(key) = step else { break };
            let span = self.key(&at[..=depth].to_vec());
            let mut start = span.start;
            for piece in key.split('/') {
                if before == segment && self.places.source().text()[start..].starts_with(piece) && !piece.is_empty() {
                    return start..start + piece.len();
                }
                start += piece.len() + 1;
                before += 1;
            }
            if before > segment {
                return span;
            }
        }
        self.key(at)
    }

    fn origin(&self, item: u32, wording: u32) -> Origin {
        Origin { file: self.file, entry: self.entries.len() as u32, item, wording }
    }
}

/// A space between two characters of Chinese text, the character before it included: the space itself may be a line end in
/// the file.
pub(super) fn joint(text: &str) -> Option<Span> {
    let spaces = text.match_indices(' ').map(|(at, _)| at);
    // Between two slots of a text that is not Chinese a space parts words.
    let foreign = |at: usize| text[..at].ends_with('】') && text[at + 1..].starts_with('【') && !has_han(text);
    let spaces = spaces.filter(|at| !foreign(*at));
    let before = |at: usize| text[..at].chars().next_back().filter(|c| !c.is_ascii());
    let after = |at: usize| text[at + 1..].chars().next().filter(|c| !c.is_ascii());
    spaces.into_iter().find_map(|at| after(at).and(before(at)).map(|c| at - c.len_utf8()..at))
}

/// Whether a Chinese character stands outside the slots of a text.
pub(super) fn has_han(text: &str) -> bool {
    let outside = text.split('】').map(|piece| piece.split('【').next().unwrap_or_default());
    outside.flat_map(str::chars).any(han::is_han)
}

/// Whether what stands under a path are names and hints rather than things to be said.
fn is_names(path: &BankPath) -> bool {
    use BankPath::{Fact, Link, Recipe, Series, Theme};
    matches!(path, Fact(_) | Link(_) | Recipe(..) | Series(_) | Theme(_, ThemePath::Alias | ThemePath::Must(_)))
}

/// The segment of a path that means nothing: the first that is not where a reserved name is wanted, else the last.
fn wrong_segment(path: &str) -> usize {
    let segments: Vec<&str> = path.split('/').map(str::trim).collect();
    let reserved = |at: usize| segments.get(at).is_none_or(|segment| reserved().any(|(name, _)| name == *segment));
    match segments[..] {
        _ if segments.contains(&"") => 0,
        [root, ..] if !ROOTS.iter().any(|(name, _)| *name == root) => 0,
        ["theme", ..] if !reserved(2) => 2,
        ["word", "level", level, ..] if !LEVELS.contains(&level) => 2,
        _ => segments.len() - 1,
    }
}

/// The keys of a phrase that is written out in full.
const KEYS: [&str; 11] =
    ["text", "weight", "when", "needs", "since", "until", "tags", "parts", "verb", "source", "note"];
