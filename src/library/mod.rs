//! The library: templates and phrase banks, the embedded ones first, then each directory on top.
//!
//! A template of the same name replaces the one below it; banks of the same path add up, or take over where their file
//! says `replace`. Of the embedded library only the files a draft asks for are parsed; a directory of the user's is
//! read and checked whole, because a fault in it should be found when it is made and not when it is spoken.

pub mod edit;
pub mod exchange;
pub mod lint;
pub mod path;
pub mod phrase;
pub mod schema;
pub mod template;
pub mod theme;

mod bank;
mod carried;
mod embedded;
mod kin;
mod load;
mod packed;

pub use bank::{BankFile, Entry};
pub use embedded::Embedded;
pub use kin::{Few, Kin, Labels};
pub use load::{Layer, read_directory};
pub use path::{BankPath, Part, Role};
pub use phrase::{Bank, Banks, OneOrMany, Origin, Phrase, PhraseWritten, Piece, Slot, Thought, When};
pub use template::Template;
pub use theme::{Aspect, COMMON, Theme, ThemePart};

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::Source;
use crate::yaml::near;

/// Templates and phrase banks in layers.
#[derive(Debug, Default)]
pub struct Library {
    layers: Vec<String>,
    banks: Vec<File>,
    templates: Vec<File>,
    embedded: Option<Embedded>,
    /// Roots of the banks that came from directories.
    roots: BTreeMap<String, Vec<u32>>,
    /// Paths taken over: the file that says so, and the path.
    replaced: Vec<(u32, String)>,
}

#[derive(Debug)]
struct File {
    layer: u32,
    path: Cow<'static, str>,
    text: Text,
    source: OnceLock<Arc<Source>>,
    /// Boxed, so that the files that nobody asks for take little room.
    bank: OnceLock<Result<Box<BankFile>>>,
}

#[derive(Debug)]
enum Text {
    /// The text, and its packed form where it has one.
    Embedded(&'static str, &'static str),
    Read(String),
}

impl Text {
    fn as_str(&self) -> &str {
        match self {
            Text::Embedded(text, _) => text,
            Text::Read(text) => text,
        }
    }
}

impl File {
    fn new(layer: u32, path: impl Into<Cow<'static, str>>, text: Text) -> Self {
        File { layer, path: path.into(), text, source: OnceLock::new(), bank: OnceLock::new() }
    }

    fn source(&self, layer: &str) -> &Arc<Source> {
        self.source.get_or_init(|| {
            let text = self.text.as_str();
            let name = if layer == BUILTIN { self.path.to_string() } else { format!("{layer}/{}", self.path) };
            Arc::new(Source::new(name, text))
        })
    }
}

/// Where a phrase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'l> {
    /// The layer: the directory as the user named it, or `builtin`.
    pub layer: &'l str,
    /// The file in the layer.
    pub file: &'l str,
    /// The bank path.
    pub bank: &'l str,
    /// The 1-based line of the phrase.
    pub line: usize,
}

/// Bytes of YAML that take longer to parse than a thread takes to start.
const WORTH_A_THREAD: usize = 8_000;

/// The name of the embedded layer in provenance.
pub const BUILTIN: &str = "builtin";

impl Library {
    /// The embedded library alone.
    pub fn embedded() -> Library {
        Library::with(Embedded::new())
    }

    /// A library that begins with `embedded`.
    pub fn with(embedded: Embedded) -> Library {
        let file = |((path, text), packed): (&(&'static str, &'static str), &'static str)| {
            File::new(0, *path, Text::Embedded(text, packed))
        };
        Library {
            layers: vec![BUILTIN.into()],
            banks: embedded
                .banks
                .iter()
                .zip(embedded.packed.iter().copied().chain(std::iter::repeat("")))
                .map(file)
                .collect(),
            templates: embedded.templates.iter().map(|template| file((template, ""))).collect(),
            embedded: Some(embedded),
            ..Library::default()
        }
    }

    /// An empty library, to be built from directories alone.
    pub fn empty() -> Library {
        Library::default()
    }

    /// The templates there are: header and layer, a later one in place of an earlier one of the same name.
    pub fn templates(&self) -> Result<Vec<(template::Header, &str)>> {
        let mut found: BTreeMap<String, (template::Header, &str)> = BTreeMap::new();
        for file in self.templates.iter().filter(|file| !is_component(&file.path)) {
            let header = Template::header(file.source(self.layer(file)))?;
            found.insert(header.name.clone(), (header, self.layer(file)));
        }
        Ok(found.into_values().collect())
    }

    /// The template of a type, by name or alias; without one, `None`.
    pub fn template(&self, name: &str) -> Result<Option<Template>> {
        let read = |file: &&File| matches!(file.text, Text::Read(_)) && !is_component(&file.path);
        for file in self.templates.iter().rev().filter(read) {
            let source = file.source(self.layer(file));
            let header = Template::header(source)?;
            if header.name == name || header.alias.iter().any(|alias| alias == name) {
                return self.parsed(file).map(Some);
            }
        }
        let embedded = self.embedded.as_ref().and_then(|embedded| embedded.template(name));
        embedded.map(|index| self.parsed(&self.templates[index as usize])).transpose()
    }

    fn parsed(&self, file: &File) -> Result<Template> {
        Template::parse(file.source(self.layer(file)), &|component| self.component(component))
    }

    fn component(&self, name: &str) -> Option<Arc<Source>> {
        let path = format!("templates/moves/{name}.tera");
        let file = self.templates.iter().rev().find(|file| file.path == path)?;
        Some(file.source(self.layer(file)).clone())
    }

    /// Every entry under a root, `theme/营商环境` or `move/transition`, in the order in which they count.
    pub fn entries(&self, root: &str) -> Result<Vec<&Entry>> {
        let embedded = self.embedded.as_ref().map(|embedded| embedded.files(root)).unwrap_or_default();
        let read = self.roots.get(root).map(Vec::as_slice).unwrap_or_default();
        let mut found = Vec::new();
        for index in embedded.iter().chain(read) {
            let file = self.bank_file(*index)?;
            found.extend(file.under(root).filter(|entry| self.is_alive(*index, entry)));
        }
        Ok(found)
    }

    /// Whether no later file takes over the path of an entry of the file number `index`.
    fn is_alive(&self, index: u32, entry: &Entry) -> bool {
        !self.replaced.iter().any(|(by, taken)| *by > index && is_under(&entry.bank.path, taken))
    }

    /// A theme with what the layers say of it and of the parts wanted; `None` if nothing goes by that name.
    pub fn theme(&self, name: &str, parts: &[Part]) -> Result<Option<Theme>> {
        let mut entries = self.entries(&format!("theme/{name}"))?;
        for part in parts {
            entries.extend(self.entries(&format!("theme/{name}/{}", part.name()))?);
        }
        Ok((!entries.is_empty()).then(|| Theme::gather(name, entries)))
    }

    /// The name of the theme that a text names: by name, by alias, or by the longest of them that stands in it.
    pub fn theme_named(&self, text: &str) -> Option<String> {
        let read = self.aliases_read();
        let embedded = self.embedded.iter().flat_map(|embedded| embedded.aliases.iter().copied());
        let names = || embedded.clone().chain(read.iter().copied()).filter(|(_, theme)| *theme != COMMON);
        let exact = names().find(|(alias, _)| *alias == text);
        let inside = || names().filter(|(alias, _)| text.contains(alias)).max_by_key(|(alias, _)| alias.len());
        exact.or_else(inside).map(|(_, theme)| theme.to_string())
    }

    /// Names and aliases of all themes but the common one, each with the theme's name, sorted.
    pub fn theme_names(&self) -> Vec<(String, String)> {
        let embedded = self.embedded.iter().flat_map(|embedded| embedded.aliases.iter().copied());
        let names = embedded.chain(self.aliases_read()).filter(|(_, theme)| *theme != COMMON);
        let mut names: Vec<_> = names.map(|(alias, theme)| (alias.to_string(), theme.to_string())).collect();
        names.sort();
        names.dedup();
        names
    }

    /// Names and aliases of the themes that directories speak of.
    fn aliases_read(&self) -> Vec<(&str, &str)> {
        let read = self.banks.iter().filter(|file| matches!(file.text, Text::Read(_)));
        let files = read.filter_map(|file| file.bank.get()?.as_ref().ok());
        let mut names = Vec::new();
        for entry in files.flat_map(|file| &file.entries) {
            if let BankPath::Theme(theme, path) = &entry.path {
                names.push((theme.as_str(), theme.as_str()));
                if *path == path::ThemePath::Alias {
                    names.extend(entry.bank.phrases().map(|alias| (alias.text.as_str(), theme.as_str())));
                }
            }
        }
        names
    }

    /// Every root that begins with `prefix`, sorted; all of them for an empty one.
    pub fn roots(&self, prefix: &str) -> Vec<&str> {
        let read = self.roots.range(prefix.to_string()..).map(|(root, _)| root.as_str());
        let mut roots: Vec<&str> = read.take_while(|root| root.starts_with(prefix)).collect();
        let embedded = self.embedded.iter().flat_map(|embedded| embedded.roots_under(prefix));
        embedded.for_each(|root| roots.push(root));
        roots.sort_unstable();
        roots.dedup();
        roots
    }

    /// Whether a bank path that a template names exists; the error offers near ones.
    pub(crate) fn check_use(&self, used: &template::Use) -> std::result::Result<(), Diagnostic> {
        if used.kind != "bank" {
            return Ok(());
        }
        let fault = |message: String, hint: String| {
            Err(Diagnostic::error(Code::UnknownName, message).at(&used.source, used.span.clone()).hint(hint))
        };
        if let Err(bad) = BankPath::parse(&used.name) {
            return fault(bad.message, bad.hint);
        }
        // Where a library has no words for a move that every speech may have, the draft asks for them.
        if path::in_place_of(&used.name).is_some() {
            return Ok(());
        }
        // A move may have words for some types of speech only.
        let under = |path: &str| is_under(path, &used.name);
        let root = BankPath::root(&used.name);
        let said = || self.entries(&root).is_ok_and(|entries| entries.iter().any(|entry| under(&entry.bank.path)));
        if self.roots(&used.name).into_iter().any(under) || said() {
            return Ok(());
        }
        let hint = match near(&used.name, self.roots("")).first() {
            Some(near) => format!("是不是想写 {near}？"),
            None => "用 qicao list banks 看有哪些".into(),
        };
        fault(format!("没有“{}”这个语料库", used.name), hint)
    }

    /// Texts that tell this library from every other: what is embedded by its digest, layer, path and text of what is not.
    pub fn identity(&self) -> impl Iterator<Item = &str> {
        let read = self.banks.iter().chain(&self.templates).filter(|file| self.embedded.is_none() || file.layer > 0);
        let read = read.flat_map(|file| [self.layer(file), file.path.as_ref(), file.text.as_str()]);
        self.embedded.iter().map(|embedded| embedded.digest).chain(read)
    }

    /// Where a phrase stands.
    pub fn locate(&self, origin: Origin) -> Place<'_> {
        let file = &self.banks[origin.file as usize];
        let bank = self.bank_file(origin.file).ok();
        Place {
            layer: self.layer(file),
            file: &file.path,
            bank: bank.map_or("", |bank| &bank.entries[origin.entry as usize].bank.path),
            line: bank.map_or(1, |bank| bank.line(origin)),
        }
    }

    /// Whether a phrase is one of those that fit every theme.
    pub fn is_common(&self, origin: Origin) -> bool {
        let entry = self.bank_file(origin.file).ok().and_then(|file| file.entries.get(origin.entry as usize));
        entry.is_some_and(|entry| matches!(&entry.path, BankPath::Theme(theme, _) if theme == COMMON))
    }

    /// Whether a phrase is of the user's own library, which stands on top of the embedded one.
    pub fn is_own(&self, origin: Origin) -> bool {
        self.embedded.is_some() && self.banks[origin.file as usize].layer > 0
    }

    /// Whether any bank is the user's own, on top of the embedded ones.
    pub fn has_own(&self) -> bool {
        self.embedded.is_some() && self.banks.iter().any(|bank| bank.layer > 0)
    }

    /// Layer and path in it of a template file, by the path in its [`Source`].
    pub fn locate_template(&self, source: &Source) -> (&str, &str) {
        let found = self
            .templates
            .iter()
            .rev()
            .find(|file| file.source.get().is_some_and(|other| std::ptr::eq(other.as_ref(), source)));
        found.map_or((BUILTIN, "templates"), |file| (self.layer(file), &file.path))
    }

    /// Parses the embedded files of some roots on two threads, for whoever asks for them next. What is parsed is the same in
    /// any order; only the wait is shorter.
    pub fn read_ahead<'r>(&self, roots: impl IntoIterator<Item = &'r str>) {
        let Some(embedded) = &self.embedded else { return };
        let mut files: Vec<u32> = roots.into_iter().flat_map(|root| embedded.files(root)).copied().collect();
        files.sort_unstable();
        files.dedup();
        files.retain(|file| self.banks[*file as usize].bank.get().is_none());
        let size = |file: &u32| embedded.banks[*file as usize].1.len();
        files.sort_by_key(|file| std::cmp::Reverse(size(file)));
        let mut halves: [(usize, Vec<u32>); 2] = Default::default();
        for file in files {
            let lighter = usize::from(halves[1].0 < halves[0].0);
            halves[lighter].0 += size(&file);
            halves[lighter].1.push(file);
        }
        let read = |files: &[u32]| {
            for file in files {
                // A file that does not parse is reported to the one who asks for it.
                let _ = self.bank_file(*file);
            }
        };
        let [(_, ours), (size, theirs)] = halves;
        if size < WORTH_A_THREAD {
            read(&ours);
            return read(&theirs);
        }
        std::thread::scope(|scope| {
            scope.spawn(|| read(&theirs));
            read(&ours);
        });
    }

    fn bank_file(&self, index: u32) -> Result<&BankFile> {
        let file = &self.banks[index as usize];
        let parsed = file.bank.get_or_init(|| {
            let carried = match file.text {
                Text::Embedded(text, packed) => BankFile::carried(packed, &file.path, text, index),
                Text::Read(_) => None,
            };
            let read = || BankFile::parse(file.source(self.layer(file)), index);
            carried.map_or_else(read, Ok).map(Box::new)
        });
        parsed.as_deref().map_err(Clone::clone)
    }

    fn layer(&self, file: &File) -> &str {
        &self.layers[file.layer as usize]
    }
}

fn is_component(path: &str) -> bool {
    path.starts_with("templates/moves/")
}

fn is_under(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
