//! Directories on top of the embedded library: read whole, checked whole, every problem reported.
//!
//! A directory holds `templates/` and `phrasebanks/` like the project's own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{BUILTIN, File, Library, Template, Text, is_component, lint};
use crate::diagnostic::{Code, Diagnostic, Error, Result};
use crate::source::Source;
use crate::text::decode::decode;

/// A directory as it was read.
#[derive(Debug, Clone, Default)]
pub struct Layer {
    /// The name used in messages and provenance: the directory as the user typed it.
    pub name: String,
    /// Bank files: path relative to the directory, and text.
    pub banks: Vec<(String, String)>,
    /// Template files: path relative to the directory, and text.
    pub templates: Vec<(String, String)>,
}

/// Reads a library directory; unreadable files and bytes that are no text are errors, all of them reported.
pub fn read_directory(name: &str) -> Result<Layer> {
    let root = Path::new(name);
    let mut layer = Layer { name: name.trim_end_matches(['/', '\\']).into(), ..Layer::default() };
    let mut problems = Vec::new();
    if !root.is_dir() {
        let problem = Diagnostic::error(Code::File, format!("没有“{name}”这个目录"));
        return Err(problem.hint("-L 后面写一个目录，里面有 phrasebanks 和 templates").into());
    }
    for (folder, extensions, files) in
        [("phrasebanks", &["yaml", "yml"][..], &mut layer.banks), ("templates", &["tera"][..], &mut layer.templates)]
    {
        walk(root, Path::new(folder), extensions, 0, files, &mut problems);
    }
    if layer.banks.is_empty() && layer.templates.is_empty() && problems.is_empty() {
        let problem = Diagnostic::error(Code::File, format!("“{name}”里没有语料库，也没有模板"));
        problems.push(problem.hint("语料库放在它的 phrasebanks 目录下（*.yaml），模板放在 templates 目录下（*.tera）"));
    }
    if problems.is_empty() { Ok(layer) } else { Err(problems.into()) }
}

/// Folders deeper than this are a loop of links.
const DEPTH: usize = 16;

fn walk(
    root: &Path,
    folder: &Path,
    extensions: &[&str],
    depth: usize,
    files: &mut Vec<(String, String)>,
    problems: &mut Vec<Diagnostic>,
) {
    let Ok(entries) = std::fs::read_dir(root.join(folder)) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| folder.join(entry.file_name())).collect();
    paths.sort();
    for path in paths {
        let full = root.join(&path);
        if full.is_dir() {
            if depth < DEPTH {
                walk(root, &path, extensions, depth + 1, files, problems);
            }
            continue;
        }
        if !path.extension().is_some_and(|found| extensions.iter().any(|extension| found == *extension)) {
            continue;
        }
        let name = path.to_string_lossy().replace('\\', "/");
        match std::fs::read(&full) {
            Ok(bytes) => match decode(&bytes) {
                Some(decoded) => files.push((name, decoded.text)),
                None => problems.push(not_text(&full.to_string_lossy())),
            },
            Err(error) => problems.push(unreadable(&full.to_string_lossy(), &error)),
        }
    }
}

fn not_text(path: &str) -> Diagnostic {
    Diagnostic::error(Code::Encoding, format!("“{path}”不是文本文件")).hint("用文本编辑器另存为 UTF-8")
}

fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(Code::File, format!("读不了“{path}”：{error}")).hint("看看文件在不在、有没有读的权限")
}

impl Library {
    /// Puts a directory on top; every fault in any of its files is reported.
    pub fn add(&mut self, layer: Layer) -> Result<()> {
        let number = self.layers.len() as u32;
        debug_assert!(layer.name != BUILTIN, "the embedded layer is not a directory");
        self.layers.push(layer.name);
        let mut problems = Vec::new();
        let first_bank = self.banks.len();
        for (path, text) in layer.banks {
            let index = self.banks.len() as u32;
            self.banks.push(File::new(number, path, Text::Read(text)));
            match self.bank_file(index) {
                Ok(file) => {
                    let replaced: Vec<_> = file.replace.iter().map(|path| (index, path.clone())).collect();
                    let roots: Vec<_> = file.roots().map(String::from).collect();
                    self.replaced.extend(replaced);
                    for root in roots {
                        self.roots.entry(root).or_default().push(index);
                    }
                }
                Err(error) => problems.extend(error.diagnostics().iter().cloned()),
            }
        }
        let first_template = self.templates.len();
        self.templates
            .extend(layer.templates.into_iter().map(|(path, text)| File::new(number, path, Text::Read(text))));
        if problems.is_empty() {
            problems.extend(self.check_templates(first_template));
            problems.extend(lint::lint(self, first_bank));
        }
        if problems.is_empty() { Ok(()) } else { Err(Error::from(problems)) }
    }

    fn check_templates(&self, first: usize) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        for file in &self.templates[first..] {
            let source = file.source(self.layer(file));
            let alone;
            let whole = if is_component(&file.path) {
                let Some(name) = Path::new(file.path.as_ref()).file_stem() else { continue };
                alone = caller(source, &name.to_string_lossy());
                &alone
            } else {
                source
            };
            match Template::parse(whole, &|name| self.component(name)) {
                Ok(template) => problems.extend(template.uses.iter().filter_map(|used| self.check_use(used).err())),
                Err(error) => problems.extend(error.diagnostics().iter().cloned().map(|mut problem| {
                    problem.place = problem.place.map(|(at, span)| match Arc::ptr_eq(&at, whole) {
                        true if is_component(&file.path) => (source.clone(), 0..0),
                        _ => (at, span),
                    });
                    problem
                })),
            }
        }
        problems
    }
}

/// A template that does nothing but call a component: so one is checked that no template uses yet.
fn caller(component: &Source, name: &str) -> Arc<Source> {
    let text =
        format!("---\nname: {name}\nlength: {{ min: 100, default: 100, max: 100 }}\n---\n{{{{ <{name} /> }}}}\n");
    Arc::new(Source::new(component.path(), text))
}
