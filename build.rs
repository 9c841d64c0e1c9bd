//! Embeds `templates/` and `phrasebanks/` with an index of what stands in which file.
//!
//! A draft may parse only the files it needs, however large the library grows, so the way from a bank path, a theme's
//! alias or a template's name to its file is found here, when the program is built, and not by reading every file at start.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_yaml::Value;

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets the manifest directory"));
    let mut banks = Vec::new();
    let mut templates = Vec::new();
    collect(&root, "phrasebanks", "yaml", &mut banks);
    collect(&root, "templates", "tera", &mut templates);
    let mut roots: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut aliases: BTreeMap<String, String> = BTreeMap::new();
    for (index, (path, text)) in banks.iter().enumerate() {
        let value: Value = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        for (root, below) in roots_of(&value) {
            if let Some(theme) = root.strip_prefix("theme/") {
                aliases.insert(theme.into(), theme.into());
                let names = below.and_then(|below| below.get("alias")?.as_sequence());
                let names = names.into_iter().flatten().filter_map(Value::as_str);
                aliases.extend(names.map(|alias| (alias.to_string(), theme.to_string())));
            }
            roots.entry(root).or_default().push(index);
        }
    }
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for (index, (path, text)) in templates.iter().enumerate().filter(|(_, (path, _))| !path.starts_with("templates/moves/")) {
        let header = text.strip_prefix("---\n").and_then(|rest| rest.split("\n---\n").next()).unwrap_or_default();
        let header: Value = serde_yaml::from_str(header).unwrap_or_else(|error| panic!("{path}: {error}"));
        let alias = header.get("alias").and_then(Value::as_sequence).into_iter().flatten();
        let called = header.get("name").into_iter().chain(alias).filter_map(Value::as_str);
        names.extend(called.map(|name| (name.to_string(), index)));
    }
    let mut code = String::new();
    files(&mut code, "BANKS", &root, &banks);
    files(&mut code, "TEMPLATES", &root, &templates);
    let rows = roots.iter().map(|(root, files)| format!("({root:?}, &{:?})", dedup(files)));
    table(&mut code, "ROOTS: &[(&str, &[u32])]", rows);
    table(&mut code, "ALIASES: &[(&str, &str)]", aliases.iter().map(|row| format!("{row:?}")));
    table(&mut code, "NAMES: &[(&str, u32)]", names.iter().map(|row| format!("{row:?}")));
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets the output directory"));
    std::fs::write(out.join("embedded.rs"), code).expect("the output directory can be written");
}

fn collect(root: &Path, folder: &str, extension: &str, found: &mut Vec<(String, String)>) {
    println!("cargo::rerun-if-changed={folder}");
    let mut entries: Vec<_> =
        std::fs::read_dir(root.join(folder)).expect("the folder is part of the project").flatten().collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(root, &path, extension, found);
        } else if entry.path().extension().is_some_and(|found| found == extension) {
            println!("cargo::rerun-if-changed={path}");
            let text = std::fs::read_to_string(entry.path()).unwrap_or_else(|error| panic!("{path}: {error}"));
            found.push((path, text));
        }
    }
}

/// The first two segments of every path in a file, with what stands under them where the file nests.
fn roots_of(value: &Value) -> Vec<(String, Option<&Value>)> {
    let mut found = Vec::new();
    for (key, below) in value.as_mapping().into_iter().flatten() {
        let key = key.as_str().unwrap_or_default();
        let segments: Vec<&str> = key.split('/').collect();
        match (&segments[..], below.as_mapping()) {
            ([one], Some(mapping)) => {
                let inner = mapping.iter().filter_map(|(name, below)| Some((name.as_str()?, below)));
                found.extend(inner.map(|(name, below)| (format!("{one}/{}", first(name)), Some(below))));
            }
            ([one, two], _) => found.push((format!("{one}/{two}"), Some(below))),
            _ => found.push((segments.iter().take(2).copied().collect::<Vec<_>>().join("/"), None)),
        }
    }
    found
}

fn first(name: &str) -> &str {
    name.split('/').next().unwrap_or_default()
}

fn dedup(files: &[usize]) -> Vec<usize> {
    let mut files = files.to_vec();
    files.dedup();
    files
}

fn files(code: &mut String, name: &str, root: &Path, files: &[(String, String)]) {
    let rows =
        files.iter().map(|(path, _)| format!("({path:?}, include_str!({:?}))", root.join(path).display().to_string()));
    table(code, &format!("{name}: &[(&str, &str)]"), rows);
}

fn table(code: &mut String, declaration: &str, rows: impl Iterator<Item = String>) {
    writeln!(code, "pub const {declaration} = &[").expect("a string takes text");
    for row in rows {
        writeln!(code, "    {row},").expect("a string takes text");
    }
    writeln!(code, "];").expect("a string takes text");
}
