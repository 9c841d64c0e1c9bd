//! The project's own library files, read with nothing of the program's: YAML flattened to paths, files to lines.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use serde_yaml::Value;

/// One phrase of a bank file.
#[derive(Debug, Clone)]
pub struct Phrase {
    pub file: String,
    pub path: Vec<String>,
    pub text: String,
    pub needs: Vec<String>,
}

impl Phrase {
    /// The path as provenance has it.
    pub fn bank(&self) -> String {
        self.path.join("/")
    }

    /// The path as slices, for matching.
    pub fn steps(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }

    /// The names in 【…】, without hints.
    pub fn slots(&self) -> Vec<String> {
        slots(&self.text)
    }
}

/// Every file of `phrasebanks/` and `templates/`: path in the project, and text.
pub static FILES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut files = BTreeMap::new();
    for folder in ["phrasebanks", "templates"] {
        collect(folder, &mut files);
    }
    files
});

/// Every phrase of `phrasebanks/`, in the order of the files.
pub static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let mut phrases = Vec::new();
    for (file, text) in FILES.iter().filter(|(file, _)| file.ends_with(".yaml")) {
        let value: Value = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        flatten(file, &mut Vec::new(), &value, &mut phrases);
    }
    phrases
});

fn collect(folder: &str, files: &mut BTreeMap<String, String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(root.join(folder)).expect("the folder is part of the project").flatten() {
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&path, files);
        } else {
            files.insert(path, std::fs::read_to_string(entry.path()).expect("the file is text"));
        }
    }
}

fn flatten(file: &str, path: &mut Vec<String>, value: &Value, out: &mut Vec<Phrase>) {
    match value {
        Value::Mapping(entries) => {
            for (key, below) in entries {
                let key = key.as_str().unwrap_or_else(|| panic!("{file}: {key:?} is no text"));
                let depth = path.len();
                path.extend(key.split('/').map(String::from));
                flatten(file, path, below, out);
                path.truncate(depth);
            }
        }
        Value::Sequence(items) => {
            for item in items {
                match item {
                    Value::Sequence(wordings) => wordings.iter().for_each(|item| phrase(file, path, item, out)),
                    item => phrase(file, path, item, out),
                }
            }
        }
        value => phrase(file, path, value, out),
    }
}

fn phrase(file: &str, path: &[String], value: &Value, out: &mut Vec<Phrase>) {
    let text = value.as_str().or_else(|| value.get("text")?.as_str());
    let text = text.unwrap_or_else(|| panic!("{file}: {}: {value:?} is no phrase", path.join("/")));
    let needs = match value.get("needs") {
        Some(Value::Sequence(names)) => names.iter().filter_map(Value::as_str).map(String::from).collect(),
        Some(Value::String(name)) => vec![name.clone()],
        _ => Vec::new(),
    };
    out.push(Phrase { file: file.into(), path: path.to_vec(), text: text.into(), needs });
}

/// The names in 【…】 of a text, without hints.
pub fn slots(text: &str) -> Vec<String> {
    let inner = text.split('【').skip(1).filter_map(|rest| rest.split_once('】'));
    inner.map(|(inner, _)| inner.split('：').next().unwrap_or(inner).trim().to_string()).collect()
}

/// The themes that the library has, the common one included.
pub fn themes() -> BTreeSet<String> {
    let theme = |phrase: &Phrase| (phrase.path[0] == "theme").then(|| phrase.path[1].clone());
    PHRASES.iter().filter_map(theme).collect()
}

/// The aspects of a part of a theme that have heads, each with its heads by series.
pub fn heads(theme: &str, part: &str) -> Vec<(String, BTreeMap<String, Vec<String>>)> {
    let mut found: Vec<(String, BTreeMap<String, Vec<String>>)> = Vec::new();
    for phrase in PHRASES.iter() {
        let ["theme", of, at, aspect, "head", series] = phrase.steps()[..] else { continue };
        if of != theme || at != part {
            continue;
        }
        let index = found.iter().position(|(name, _)| name == aspect).unwrap_or_else(|| {
            found.push((aspect.into(), BTreeMap::new()));
            found.len() - 1
        });
        found[index].1.entry(series.into()).or_default().push(phrase.text.clone());
    }
    found
}

/// The aspects that a section of a theme may have: its own, and for `ensure` the common ones.
pub fn pool(theme: &str, part: &str) -> Vec<(String, BTreeMap<String, Vec<String>>)> {
    let mut pool = heads(theme, part);
    if part == "ensure" && theme != "通用" {
        pool.extend(heads("通用", part));
    }
    pool
}
