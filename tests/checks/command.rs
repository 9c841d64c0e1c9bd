//! `qicao check` and `qicao explain` as a user meets them.

use std::fs;

use crate::support::{program, qicao};

pub fn said(args: &[&str], folder: &std::path::Path) -> (String, String, i32) {
    let output = program().args(args).current_dir(folder).output().expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code().expect("it ends by itself"))
}

const FAULTY: &str = "在全县河道治理推进会上的讲话\n同志们：\n一、提高认识\n1、摸清底数\n2、列出清单\n三、抓好落实\n";

#[test]
fn a_fault_is_shown_with_its_line_and_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("稿.txt"), FAULTY).expect("written");
    let (out, err, exit) = said(&["check", "稿.txt"], folder.path());
    assert_eq!(exit, 1, "{out}{err}");
    assert!(out.contains("错误[QC103]: “一、”之后是“三、”，缺“二、”"), "{out}");
    assert!(out.contains("稿.txt:6:1") && out.contains("办法: "), "{out}");
    assert!(err.contains("加 --fix"), "{err}");
}

#[test]
fn json_keeps_its_contract_and_sarif_is_a_log() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("稿.txt"), FAULTY).expect("written");
    let (out, _, _) = said(&["check", "稿.txt", "--format", "json", "--select", "QC103"], folder.path());
    let found: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    let keys: Vec<&str> = found[0].as_object().expect("an object").keys().map(String::as_str).collect();
    let contract =
        ["code", "rule", "category", "severity", "message", "hint", "file", "line", "column", "end_line", "end_column"];
    assert_eq!(keys, contract);
    assert_eq!((&found[0]["line"], &found[0]["column"], &found[0]["end_column"]), (&6.into(), &1.into(), &3.into()));
    let (out, _, _) = said(&["check", "稿.txt", "--format", "sarif"], folder.path());
    let log: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(log["version"], "2.1.0");
    let result = &log["runs"][0]["results"][0];
    let index = result["ruleIndex"].as_u64().expect("a number") as usize;
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
}

#[test]
fn a_fix_is_seen_first_and_then_written_with_the_line_ends_of_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("稿.txt");
    let windows = format!("\u{feff}{}", FAULTY.replace('\n', "\r\n"));
    fs::write(&path, &windows).expect("written");
    let (out, _, _) = said(&["check", "稿.txt", "--diff"], folder.path());
    assert!(out.contains("-1、摸清底数\n-2、列出清单\n+1.摸清底数\n"), "{out}");
    assert_eq!(fs::read_to_string(&path).expect("it is there"), windows, "a diff changes nothing");
    let (_, err, exit) = said(&["check", "稿.txt", "--fix"], folder.path());
    assert!(err.contains("改好 2 处"), "{err}");
    assert_eq!(exit, 1, "what is not mechanical is left");
    let mended = windows.replace("1、", "1.").replace("2、", "2.");
    assert_eq!(fs::read_to_string(&path).expect("it is there"), mended);
}

#[test]
fn settings_and_comments_switch_rules_and_a_wrong_name_is_met_with_a_near_one() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("稿.md"), FAULTY).expect("written");
    let settings = folder.path().join("qicao-check.yaml");
    fs::write(&settings, "ignore: [QC103, 阿拉伯序号后用顿号]\n").expect("written");
    let (out, _, exit) = said(&["check", "稿.md", "--select", "QC1"], folder.path());
    assert!(!out.contains("QC105") || exit == 1);
    let (out, err, exit) = said(&["check", "稿.md"], folder.path());
    assert!(!out.contains("QC103") && !out.contains("QC105"), "{out}{err}");
    assert!(exit == 0 || !out.is_empty());
    fs::write(&settings, "ignore: [QC1003]\n").expect("written");
    let (_, err, exit) = said(&["check", "稿.md"], folder.path());
    assert_eq!(exit, 2);
    assert!(
        err.contains("没有“QC1003”这条规则") && err.contains("QC103") && err.contains("qicao-check.yaml:1:10"),
        "{err}"
    );
    fs::remove_file(&settings).expect("removed");
    let silent = FAULTY.replace("三、", "<!-- qicao: next QC103 -->\n三、");
    fs::write(folder.path().join("稿.md"), silent).expect("written");
    let (out, _, _) = said(&["check", "稿.md"], folder.path());
    assert!(out.contains("QC105") && !out.contains("QC103"), "{out}");
}

#[test]
fn a_rule_is_explained_and_an_unknown_one_is_not() {
    let output = qicao(&["explain", "qc103"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.starts_with("# QC103 同级序号不连续\n"), "{text}");
    let output = qicao(&["explain", "QC999"]);
    assert_eq!(output.status.code(), Some(2));
}
