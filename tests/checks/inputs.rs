//! What is checked besides a plain text: pages and documents, a draft with its brief, files too large, a file under watch.

use std::fs;
use std::io::Read as _;
use std::process::Stdio;

use super::command::said;
use crate::support::program;

const LINES: [&str; 5] = [
    "在全县河道治理推进会上的讲话",
    "同志们：",
    "一、先把河道的底数摸清",
    "四、再把管护的责任压实",
    "要再接再励，把河管好。",
];

#[test]
fn pages_and_documents_are_checked_as_texts_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let html = format!("<html><body><p>{}</p></body></html>", LINES.join("</p>\n<p>"));
    fs::write(folder.path().join("稿.html"), html).expect("written");
    fs::write(folder.path().join("稿.txt"), LINES.join("\n") + "\n").expect("written");
    let (_, err, exit) = said(&["export", "稿.txt", "-o", "稿.docx"], folder.path());
    assert_eq!(exit, 0, "{err}");
    for name in ["稿.txt", "稿.html", "稿.docx"] {
        let (out, err, exit) = said(&["check", name, "--format", "json", "--select", "QC103,QC804"], folder.path());
        assert_eq!(exit, 1, "{name}: {err}");
        let found: Vec<serde_json::Value> = serde_json::from_str(&out).expect("it is JSON");
        let codes: Vec<&str> = found.iter().filter_map(|found| found["code"].as_str()).collect();
        assert_eq!(codes, ["QC103", "QC804"], "{name}: {out}");
        assert!(found.iter().all(|found| found["file"] == name), "{name}: {out}");
    }
}

#[test]
fn a_finding_in_a_draft_names_the_line_of_the_brief_its_words_come_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let brief = "type: 推进会\nmeeting: 全县河道治理推进会\ntopic: 河道治理\ndate: 2026-03-05\nlength: 1500\nclosing: 让我们再接再励，把河管好！\n";
    fs::write(folder.path().join("要求.yaml"), brief).expect("written");
    let (_, err, exit) = said(&["draft", "要求.yaml", "-o", "稿.txt"], folder.path());
    assert_eq!(exit, 0, "{err}");
    let (out, _, exit) = said(&["check", "稿.txt", "--brief", "要求.yaml", "--select", "QC804"], folder.path());
    assert_eq!(exit, 1, "{out}");
    assert!(out.contains("再接再励") && out.contains("出处：") && out.contains("要求.yaml"), "{out}");
}

#[test]
fn a_finding_in_a_draft_names_the_phrase_its_words_come_from_though_the_line_was_touched_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let brief = "type: 推进会\nmeeting: 全县河道治理推进会\ntopic: 河道治理\ndate: 2026-03-05\nlength: 1500\n";
    fs::write(folder.path().join("要求.yaml"), brief).expect("written");
    fs::create_dir_all(folder.path().join("库/phrasebanks")).expect("made");
    let bank = "# 收尾\nreplace: [move/closing_call, move/closing_call/推进会]\nmove/closing_call:\n  - 让我们再接再励，把河管好\n";
    fs::write(folder.path().join("库/phrasebanks/收尾.yaml"), bank).expect("written");
    let place = "库/phrasebanks/收尾.yaml:4（move/closing_call）";
    let draft = |format: &str, file: &str| {
        let args = ["draft", "要求.yaml", "-L", "库", "--format", format, "-o", file];
        let (_, err, exit) = said(&args, folder.path());
        assert_eq!(exit, 0, "{err}");
    };
    // The JSON of a draft says itself where its words come from.
    draft("json", "稿.json");
    let (out, _, _) = said(&["check", "稿.json", "--select", "QC804", "--format", "json"], folder.path());
    let found: Vec<serde_json::Value> = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!((found.len(), found[0]["origin"].as_str()), (1, Some(place)), "{out}");
    // Of a text the brief and the library tell, sentence by sentence where somebody wrote into a line.
    draft("txt", "稿.txt");
    let text = fs::read_to_string(folder.path().join("稿.txt")).expect("it is there");
    let touched = text.replace("让我们再接再励", "同志们，时间不等人。让我们再接再励");
    for text in [text, touched] {
        fs::write(folder.path().join("稿.txt"), &text).expect("written");
        let args = ["check", "稿.txt", "--brief", "要求.yaml", "-L", "库", "--select", "QC804"];
        let (out, _, exit) = said(&args, folder.path());
        assert!(exit == 1 && out.contains(place), "{out}");
    }
}

#[test]
fn a_file_of_a_hundred_megabytes_is_refused_with_its_limit() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = fs::File::create(folder.path().join("大.txt")).expect("made");
    file.set_len(100 << 20).expect("it has holes");
    fs::write(folder.path().join("小.txt"), "同志们：\n要再接再励。\n").expect("written");
    let (out, err, exit) = said(&["check", "大.txt", "小.txt", "--select", "QC804"], folder.path());
    assert!(err.contains("大.txt") && err.contains("64 MB"), "{err}");
    assert!(out.contains("再接再励"), "the other file is checked: {out}");
    assert_eq!(exit, 1);
    let (_, _, exit) = said(&["check", "大.txt"], folder.path());
    assert_eq!(exit, 2);
}

#[test]
fn a_file_under_watch_is_checked_again_when_it_is_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("稿.txt");
    fs::write(&path, "同志们：\n要再接再厉。\n").expect("written");
    let mut watch = program()
        .args(["check", "稿.txt", "--select", "QC804", "--watch"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut told = watch.stderr.take().expect("it is piped");
    let mut said = String::new();
    let mut buffer = [0u8; 4096];
    let mut bytes = Vec::new();
    // It says that it waits; then the file is saved with a fault; then it says so.
    for (wanted, text) in [("盯着", Some("同志们：\n一定要再接再励。\n")), ("错误 1", None)] {
        while !said.contains(wanted) {
            let count = told.read(&mut buffer).expect("it is read");
            assert!(count > 0, "it ended: {said}");
            bytes.extend_from_slice(&buffer[..count]);
            said = String::from_utf8_lossy(&bytes).into_owned();
        }
        if let Some(text) = text {
            fs::write(&path, text).expect("written");
        }
    }
    watch.kill().expect("it runs until it is stopped");
    watch.wait().expect("it ended");
}

#[test]
fn faults_of_all_kinds_in_one_speech_are_told_at_their_places() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "在全县农田水利会战动员会上的讲话\n同志们：\n下面，我讲三点意见。\n一、先把渠修通\n要做好三件事：一是清淤，二是补堤，三是换闸，四是栽树。\n二、再把水管好\n要守住“六道关口”：一是水源关，二是水质关，三是水量关，四是水价关，五是用水关。\n四、后把账算清\n投工达到万人，完成投资亿元。老队长说：“水是命根子，一滴也不能丢。\n";
    fs::write(folder.path().join("稿.txt"), text).expect("written");
    let (out, _, _) = said(&["check", "稿.txt", "--format", "json"], folder.path());
    let found: Vec<serde_json::Value> = serde_json::from_str(&out).expect("it is JSON");
    let at: Vec<(&str, u64)> =
        found.iter().filter_map(|found| Some((found["code"].as_str()?, found["line"].as_u64()?))).collect();
    for wanted in [("QC112", 5), ("QC112", 7), ("QC103", 8), ("QC312", 9), ("QC203", 9)] {
        assert!(at.contains(&wanted), "{wanted:?} is missing: {out}");
    }
}
