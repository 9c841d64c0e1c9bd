//! The independent checks that stand beside the project, run and printed where they are there.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A tool beside the project, if it and Python are there.
fn tool(name: &str) -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let tool = shared.join("tools").join(name);
    let python = Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    match (tool.is_file(), python) {
        (true, true) => Some(tool),
        (false, _) => {
            eprintln!("{name}: not run, ../shared is not here");
            None
        }
        (true, false) => {
            eprintln!("{name}: not run, there is no python3");
            None
        }
    }
}

/// Runs a tool in the project's folder, prints what it says and holds it to success.
#[track_caller]
fn passes(tool: &Path, args: &[&str]) {
    let output = Command::new("python3")
        .arg(tool)
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("QICAO_LIBRARY")
        .output()
        .expect("python3 runs");
    let said = String::from_utf8_lossy(&output.stdout);
    eprintln!("{}\n{said}{}", tool.display(), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{} found faults:\n{said}", tool.display());
}

#[test]
fn an_audit_from_outside_finds_no_fault_in_the_examples() {
    let Some(tool) = tool("audit_draft.py") else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let entries = std::fs::read_dir(folder).expect("there are examples").flatten();
    let mut briefs: Vec<String> = entries
        .map(|entry| format!("examples/{}", entry.file_name().to_string_lossy()))
        .filter(|path| path.ends_with(".yaml"))
        .collect();
    briefs.sort();
    assert!(briefs.len() >= 4, "{briefs:?}");
    let mut args: Vec<&str> = briefs.iter().map(String::as_str).collect();
    args.extend(["--qicao", env!("CARGO_BIN_EXE_qicao"), "--seeds", "5", "--corpus", "../shared/corpus"]);
    passes(&tool, &args);
}

#[test]
fn nothing_is_copied_from_one_speech() {
    let Some(tool) = tool("copied.py") else { return };
    passes(&tool, &["."]);
}

#[test]
fn the_annotated_speeches_are_read_as_annotated() {
    let Some(tool) = tool("score_outline.py") else { return };
    let output = Command::new("python3")
        .arg(&tool)
        .args(["--json", "--qicao", env!("CARGO_BIN_EXE_qicao")])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("python3 runs");
    let said = String::from_utf8_lossy(&output.stdout);
    eprintln!("{said}{}", String::from_utf8_lossy(&output.stderr));
    let scores: serde_json::Value = serde_json::from_str(&said).expect("the tool prints JSON");
    let limits = [
        ("speech_f1", 0.97),
        ("node_recall", 0.97),
        ("node_precision", 0.97),
        ("style_acc", 0.98),
        ("level_acc", 0.96),
        ("head_acc", 0.96),
        ("parallel_recall", 0.65),
        ("parallel_precision", 0.6),
        ("move_f1", 0.80),
    ];
    for (name, limit) in limits {
        let score = scores[name].as_f64().expect("a number");
        assert!(score >= limit, "{name} is {score}, below {limit}");
    }
    assert_eq!(scores["duplicates"], "3/3 (+0)");
    let counts = scores["counts"].as_str().expect("a text");
    let (kept, invented) = counts.split_once("/28 (+").expect("kept of 28, and invented");
    assert!(kept.parse::<usize>().expect("a number") >= 24, "{counts}");
    assert!(invented.trim_end_matches(')').parse::<usize>().expect("a number") <= 5, "{counts}");
}

#[test]
fn a_clean_report_comes_out_of_cleaning_as_it_went_in() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus-extra/central-2025.txt");
    let Ok(raw) = std::fs::read_to_string(&path) else {
        eprintln!("central-2025.txt: not read, ../shared is not here");
        return;
    };
    let clean = qicao::outline::clean(&raw);
    // The licence that the site adds below the report is no part of it.
    let report = &raw[..raw.find("本作品").unwrap_or(raw.len())];
    let changed: Vec<_> = clean.changes.iter().filter(|change| change.raw.start < report.len()).collect();
    assert!(changed.iter().all(|change| change.step == qicao::outline::Step::Lines), "{changed:?}");
}
