//! The floors of the architecture, held by what the sources say: who imports whom, who touches the world outside, what files are called.

use std::collections::BTreeSet;
use std::path::Path;

/// Rooms and the floor each stands on; a room imports only from floors below its own.
const FLOORS: [(&str, usize); 13] = [
    ("source", 0),
    ("diagnostic", 1),
    ("yaml", 2),
    ("text", 2),
    ("outline", 3),
    ("library", 3),
    ("brief", 4),
    ("compare", 4),
    ("mine", 5),
    ("draft", 5),
    ("check", 5),
    ("export", 5),
    ("bulk", 6),
];

/// What only some files may name: the word, who may, and why the others may not.
const ONLY: [(&str, &[&str], &str); 19] = [
    ("std::fs", &["src/library/load.rs", "src/mine/corpus.rs", "src/cli/"], "files are read in one place"),
    ("std::env", &["src/cli/"], "the same brief gives the same bytes whatever the environment"),
    ("std::process", &["src/cli/", "src/main.rs"], "the library never exits"),
    ("std::net", &[], "nothing leaves this computer"),
    ("SystemTime", &[], "the library never reads the clock"),
    ("Instant", &["src/cli/"], "the library never reads the clock"),
    ("println!", &["src/cli/"], "the library never prints"),
    ("eprintln!", &["src/cli/"], "the library never prints"),
    ("print!", &["src/cli/"], "the library never prints"),
    ("eprint!", &["src/cli/"], "the library never prints"),
    ("dbg!", &[], "left over"),
    ("tera::", &["src/library/template/", "src/draft/skeleton.rs"], "Tera gives structure, it does not draw"),
    ("jieba", &["src/text/"], "loading it takes longer than a draft"),
    ("html5ever", &["src/text/html/page.rs"], "one reader of web pages"),
    ("walkdir", &["src/cli/files.rs"], "files are found in one place"),
    ("sha2::", &["src/bulk/key.rs"], "hashes are made in one place"),
    ("indicatif", &["src/cli/"], "the library never prints"),
    ("clap", &["src/cli/", "src/main.rs"], "arguments are the program's affair"),
    ("anyhow", &["src/cli/", "src/main.rs"], "the library has one error type"),
];

/// Every file under a folder of the project: its path, with slashes, and its text.
fn files(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(root.join(folder)).expect("the folder is part of the project").flatten() {
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            found.extend(files(&path));
        } else if path.ends_with(".rs") {
            found.push((path, std::fs::read_to_string(entry.path()).expect("the file is text")));
        }
    }
    found.sort();
    found
}

/// The code without its comments.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The places behind `root::` in a text, where `root` is a word of its own.
fn behind<'t>(text: &'t str, root: &str) -> Vec<&'t str> {
    let root = format!("{root}::");
    let found = text.match_indices(&root).filter(|(at, _)| !text[..*at].ends_with(|c| is_word(c) || c == '$'));
    found.map(|(at, _)| text[at + root.len()..].trim_start()).collect()
}

/// The first segments of a path or of a group of paths: `a::B`, `{a, b::{C, D}}`.
fn first_segments(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return vec![path.chars().take_while(|c| is_word(*c)).collect()];
    };
    let mut segments = vec![String::new()];
    let mut depth = 1;
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => segments.push(String::new()),
            c if depth == 1 => segments.last_mut().expect("there is one").push(c),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    let word = |segment: &String| segment.trim().chars().take_while(|c| is_word(*c)).collect::<String>();
    segments.iter().map(word).filter(|segment| !segment.is_empty()).collect()
}

fn imported(text: &str, root: &str) -> BTreeSet<String> {
    behind(text, root).into_iter().flat_map(first_segments).collect()
}

/// The room a file belongs to; `lib.rs` is the door to all of them.
fn room(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    inside.split(['/', '.']).next().unwrap_or(inside)
}

/// How deep a file's module lies: 1 for `src/draft/mod.rs`, 2 for `src/draft/plan.rs`.
fn depth(path: &str) -> usize {
    path.matches('/').count() - usize::from(path.ends_with("/mod.rs"))
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.into_iter().find(|(name, _)| *name == room).map(|(_, floor)| floor)
}

/// What is wrong with one source file.
fn faults(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !text.starts_with("//!") {
        faults.push("does not begin with //!".to_string());
    }
    if path.split(['/', '.']).any(|name| ["utils", "util", "helpers", "helper", "manager"].contains(&name)) {
        faults.push("is named after nothing".to_string());
    }
    let (code, own) = (code(text), room(path));
    let mut rooms = imported(&code, "crate");
    rooms.extend(imported(&code, "qicao").into_iter().filter(|_| !["cli", "main"].contains(&own)));
    for climb in depth(path).max(1)..=6 {
        let above = imported(&code, &vec!["super"; climb].join("::"));
        rooms.extend(above.into_iter().filter(|name| floor(name).is_some()));
    }
    for other in rooms.iter().filter(|other| *other != own) {
        let fits = match (own, floor(own), floor(other)) {
            ("lib", ..) => true,
            ("cli" | "main", ..) => other == "cli",
            (_, Some(own), Some(other)) => other < own,
            _ => false,
        };
        if !fits {
            faults.push(format!("{own} may not import from {other}"));
        }
    }
    if !["lib", "cli", "main"].contains(&own) && floor(own).is_none() {
        faults.push(format!("{own} stands on no floor"));
    }
    for (word, may, why) in ONLY {
        let named = match word.split_once("std::") {
            Some((_, inner)) => imported(&code, "std").contains(inner),
            None => code.match_indices(word).any(|(at, _)| !code[..at].ends_with(is_word)),
        };
        if named && !may.iter().any(|place| path.starts_with(place)) {
            faults.push(format!("may not name {word}: {why}"));
        }
    }
    faults
}

#[test]
fn every_room_stands_on_its_floor() {
    let sources = files("src");
    assert!(sources.len() > 30, "the scanner does not see the sources");
    let found: Vec<String> = sources
        .iter()
        .flat_map(|(path, text)| faults(path, text).into_iter().map(move |fault| format!("{path} {fault}")))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_scanner_sees_what_it_looks_for() {
    let draft = imported(&code(include_str!("../src/draft/plan.rs")), "crate");
    assert!(["brief", "diagnostic", "library", "yaml"].iter().all(|room| draft.contains(*room)), "{draft:?}");
    let planted = [
        ("src/text/han.rs", "//! x\nuse crate::library::Phrase;", "text may not import from library"),
        (
            "src/text/han.rs",
            "//! x\nuse crate::{\n    source::Source,\n    brief::{Date, Brief},\n};",
            "text may not import from brief",
        ),
        ("src/text/han.rs", "//! x\nuse crate::{source::{A, B}, yaml};", "text may not import from yaml"),
        ("src/yaml/mod.rs", "//! x\nfn f() { crate::text::han::length(\"\"); }", "yaml may not import from text"),
        ("src/yaml/mod.rs", "//! x\nuse super::brief::Brief;", "yaml may not import from brief"),
        ("src/draft/plan.rs", "//! x\nuse super::super::export::text;", "draft may not import from export"),
        ("src/export/text.rs", "//! x\nuse crate::draft::Draft;", "export may not import from draft"),
        ("src/check/mod.rs", "//! x\nuse crate::mine::corpus;", "check may not import from mine"),
        ("src/library/mod.rs", "//! x\nuse crate::outline::Speech;", "library may not import from outline"),
        ("src/draft/mod.rs", "//! x\nuse crate::bulk::rows;", "draft may not import from bulk"),
        ("src/draft/mod.rs", "//! x\nuse crate::Draft;", "draft may not import from Draft"),
        ("src/draft/mod.rs", "//! x\nuse qicao::export;", "draft may not import from export"),
        ("src/cli/mod.rs", "//! x\nuse crate::draft::plan;", "cli may not import from draft"),
        ("src/cellar/mod.rs", "//! x\n", "cellar stands on no floor"),
        ("src/draft/utils.rs", "//! x\n", "is named after nothing"),
        ("src/draft/plan.rs", "use crate::brief;\n", "does not begin with //!"),
        ("src/brief/mod.rs", "//! x\nuse std::{fmt, fs};", "may not name std::fs: files are read in one place"),
        (
            "src/draft/mod.rs",
            "//! x\nlet t = std::time::Instant::now();",
            "may not name Instant: the library never reads the clock",
        ),
        ("src/draft/mod.rs", "//! x\neprintln!(\"x\");", "may not name eprintln!: the library never prints"),
        (
            "src/draft/fill.rs",
            "//! x\nuse tera::Context;",
            "may not name tera::: Tera gives structure, it does not draw",
        ),
        (
            "src/draft/fill.rs",
            "//! x\nuse jieba_rs::Jieba;",
            "may not name jieba: loading it takes longer than a draft",
        ),
        ("src/library/mod.rs", "//! x\nuse clap::Parser;", "may not name clap: arguments are the program's affair"),
    ];
    for (path, text, fault) in planted {
        assert_eq!(faults(path, text), [fault], "{path}\n{text}");
    }
    assert_eq!(faults("src/draft/plan.rs", "//! x\n// use crate::export;\nuse crate::brief::Brief;\n"), [""; 0]);
}

#[test]
fn no_test_file_is_forgotten() {
    let main = include_str!("main.rs");
    let listed: BTreeSet<&str> = main.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')).collect();
    let paths: Vec<String> = files("tests").into_iter().map(|(path, _)| path).collect();
    let direct = paths.iter().filter_map(|path| path.strip_prefix("tests/")?.strip_suffix(".rs"));
    let there: BTreeSet<&str> = direct.filter(|name| !name.contains('/') && *name != "main").collect();
    assert!(there.contains("house"));
    assert_eq!(listed, there);
}

#[test]
fn the_examples_that_the_readme_names_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["README.md", "README.zh-CN.md"] {
        // Before there is a README there is nothing to hold it to.
        let Ok(readme) = std::fs::read_to_string(root.join(name)) else { continue };
        let ends = |c: char| c.is_whitespace() || "`)\"'，。；：（）]".contains(c);
        let named: Vec<&str> = readme
            .match_indices("examples/")
            .map(|(at, _)| readme[at..].split(ends).next().unwrap_or_default())
            .collect();
        assert!(!named.is_empty(), "{name} names no example");
        for path in named {
            assert!(root.join(path).exists(), "{name} names {path}, which is not there");
        }
    }
}
