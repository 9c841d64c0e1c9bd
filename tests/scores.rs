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
