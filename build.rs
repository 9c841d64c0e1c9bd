//! Embeds `templates/` and `phrasebanks/` with an index of what stands in which file.
//!
//! A draft may read only the files it needs, however large the library grows, so the way from a bank path, a theme's
//! alias or a template's name to its file is found here, when the program is built, and not by reading every file at start; and
//! the banks are packed, so that what is read is no YAML.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_yaml::Value;
use sha2::{Digest, Sha256};

#[path = "src/yaml/node.rs"]
#[allow(dead_code)]
mod node;
#[path = "build/pack.rs"]
mod pack;
#[path = "src/yaml/places.rs"]
#[allow(dead_code)]
mod places;
#[path = "src/source.rs"]
#[allow(dead_code)]
mod source;

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
        let mut paths = Vec::new();
        flatten(&value, String::new(), &mut paths);
        for (path, below) in paths {
            let segments: Vec<&str> = path.split('/').collect();
            if let ["theme", theme, ref rest @ ..] = segments[..] {
                aliases.insert(theme.into(), theme.into());
                let names = below.as_sequence().filter(|_| rest == ["alias"]);
                let names = names.into_iter().flatten().filter_map(Value::as_str);
                aliases.extend(names.map(|alias| (alias.to_string(), theme.to_string())));
            }
            let files = roots.entry(root_of(&segments)).or_default();
            if files.last() != Some(&index) {
                files.push(index);
            }
        }
    }
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for (index, (path, text)) in
        templates.iter().enumerate().filter(|(_, (path, _))| !path.starts_with("templates/moves/"))
    {
        let header = text.strip_prefix("---\n").and_then(|rest| rest.split("\n---\n").next()).unwrap_or_default();
        let header: Value = serde_yaml::from_str(header).unwrap_or_else(|error| panic!("{path}: {error}"));
        let alias = header.get("alias").and_then(Value::as_sequence).into_iter().flatten();
        let called = header.get("name").into_iter().chain(alias).filter_map(Value::as_str);
        names.extend(called.map(|name| (name.to_string(), index)));
    }
    let mut code = String::new();
    files(&mut code, "BANKS", &root, &banks);
    files(&mut code, "TEMPLATES", &root, &templates);
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets the output directory"));
    let packed = banks.iter().enumerate().map(|(index, (path, text))| {
        let file = out.join(format!("{index}.packed"));
        let packed = pack::pack(path, text).unwrap_or_default();
        std::fs::write(&file, packed).expect("the output directory can be written");
        format!("include_str!({:?})", file.display().to_string())
    });
    table(&mut code, "PACKED: &[&str]", packed);
    writeln!(code, "pub const DIGEST: &str = {:?};", digest(banks.iter().chain(&templates)))
        .expect("a string takes text");
    let rows = roots.iter().map(|(root, files)| format!("({root:?}, &{files:?})"));
    table(&mut code, "ROOTS: &[(&str, &[u32])]", rows);
    table(&mut code, "ALIASES: &[(&str, &str)]", aliases.iter().map(|row| format!("{row:?}")));
    table(&mut code, "NAMES: &[(&str, u32)]", names.iter().map(|row| format!("{row:?}")));
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

/// Every path of a file, nested or joined, as deep as its root needs.
fn flatten<'v>(value: &'v Value, path: String, found: &mut Vec<(String, &'v Value)>) {
    match value.as_mapping() {
        Some(mapping) if path.split('/').count() < 3 => {
            for (key, below) in mapping {
                let key = key.as_str().unwrap_or_default();
                let path = if path.is_empty() { key.to_string() } else { format!("{path}/{key}") };
                flatten(below, path, found);
            }
        }
        _ => found.push((path, value)),
    }
}

/// As `BankPath::root` in the library has it: a part of a theme is read by itself, everything else by two segments.
fn root_of(segments: &[&str]) -> String {
    let three = matches!(segments, ["theme", _, "why" | "do" | "ensure", ..] | ["move" | "recipe", _, _, ..]);
    segments.iter().take(if three { 3 } else { 2 }).copied().collect::<Vec<_>>().join("/")
}

fn files(code: &mut String, name: &str, root: &Path, files: &[(String, String)]) {
    let rows =
        files.iter().map(|(path, _)| format!("({path:?}, include_str!({:?}))", root.join(path).display().to_string()));
    table(code, &format!("{name}: &[(&str, &str)]"), rows);
}

/// The SHA-256 of the files' paths and texts: whoever has to tell libraries apart need not read this one again.
fn digest<'f>(files: impl Iterator<Item = &'f (String, String)>) -> String {
    let mut hasher = Sha256::new();
    for text in files.flat_map(|(path, text)| [path, text]) {
        hasher.update((text.len() as u64).to_le_bytes());
        hasher.update(text);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn table(code: &mut String, declaration: &str, rows: impl Iterator<Item = String>) {
    writeln!(code, "pub const {declaration} = &[").expect("a string takes text");
    for row in rows {
        writeln!(code, "    {row},").expect("a string takes text");
    }
    writeln!(code, "];").expect("a string takes text");
}
