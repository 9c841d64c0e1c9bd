//! What a user sees when a file is wrong: exit code 2, nothing on standard output, and a message that says where and what
//! to do.
//!
//! A case is a file (or a folder of files) under `cases/bad`, named after its fault; the message is its snapshot. A brief is
//! drafted as it stands; a bank or a template is put alone into a library directory on top of the embedded one.

use std::fs;
use std::path::Path;

use insta::{Settings, assert_snapshot, glob};

use crate::support::program;

const BRIEF: &str = "type: 推进会\nmeeting: 全市优化营商环境推进会\nlevel: 市\ntopic: 优化营商环境\ndate: 2026-03-05\n";

#[test]
fn a_wrong_brief_is_explained() {
    settings().bind(|| {
        glob!("cases/bad/brief/*.yaml", |case| {
            let folder = case.parent().expect("a case stands in a folder");
            assert_snapshot!("brief", refusal(folder, &[&name(case)]));
        });
    });
}

#[test]
fn a_wrong_bank_is_explained() {
    settings().bind(|| {
        glob!("cases/bad/bank/*", |case| {
            let folder = tempfile::tempdir().expect("a temporary directory");
            put(case, &folder.path().join("库/phrasebanks"));
            fs::write(folder.path().join("要求.yaml"), BRIEF).expect("the brief is written");
            assert_snapshot!("bank", refusal(folder.path(), &["要求.yaml", "-L", "库"]));
        });
    });
}

#[test]
fn a_wrong_template_is_explained() {
    settings().bind(|| {
        glob!("cases/bad/template/*", |case| {
            let folder = tempfile::tempdir().expect("a temporary directory");
            put(case, &folder.path().join("库/templates"));
            fs::write(folder.path().join("要求.yaml"), BRIEF.replace("推进会\nmeeting", "试验\nmeeting"))
                .expect("the brief is written");
            assert_snapshot!("template", refusal(folder.path(), &["要求.yaml", "-L", "库"]));
        });
    });
}

#[test]
fn of_very_many_problems_the_first_fifty_are_shown() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let keys = |write: fn(usize) -> String| (0..5_000).map(write).collect::<String>();
    for keys in [keys(|at| format!("键{at}: 1\n")), keys(|_| "seed: 1\n".into()), keys(|at| format!("键{at}：1\n"))]
    {
        fs::write(folder.path().join("要求.yaml"), format!("{BRIEF}{keys}")).expect("the brief is written");
        let message = refusal(folder.path(), &["要求.yaml"]);
        assert!((45..=55).contains(&message.matches("错误[Q2").count()), "{message}");
    }
}

/// A file, or the files of a folder and its `moves`, copied into a folder of the library.
fn put(case: &Path, folder: &Path) {
    fs::create_dir_all(folder).expect("the library is made");
    if case.is_file() {
        fs::copy(case, folder.join(name(case))).expect("the case is copied");
        return;
    }
    for entry in fs::read_dir(case).expect("the case is read").flatten() {
        if entry.path().is_dir() {
            put(&entry.path(), &folder.join(entry.file_name()));
        } else {
            put(&entry.path(), folder);
        }
    }
}

/// What `qicao draft` says on standard error, run in `folder`; it must not have drafted anything.
fn refusal(folder: &Path, args: &[&str]) -> String {
    let output = program().current_dir(folder).arg("draft").args(args).output().expect("the program runs");
    let message = String::from_utf8(output.stderr).expect("messages are UTF-8");
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    message
}

fn name(case: &Path) -> String {
    case.file_name().expect("a case has a name").to_string_lossy().into_owned()
}

fn settings() -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("snapshots/bad_input");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}
