//! Drafts in bulk, as a script meets them: files and their manifest, rows that are bad, runs that are broken off.
//!
//! Tables lie under `tests/bulk`; what each form and encoding of a table gives is tested beside its reader.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::Duration;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::{program, qicao};

#[allow(dead_code, clippy::disallowed_macros)]
#[path = "../examples/bulk.rs"]
mod example;

const BRIEF: &str = "tests/bulk/要求.yaml";
const ROWS: &str = "tests/bulk/名单.csv";

/// What lies in a folder: names and bytes.
type Tree = BTreeMap<String, Vec<u8>>;

#[test]
fn a_row_is_a_file_and_a_line_of_the_manifest() {
    let folder = folder();
    let output = bulk(&folder, &[BRIEF, "--data", ROWS]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    assert!(output.stdout.is_empty());
    assert!(told(&output).contains("起草 5 份"), "{}", told(&output));
    let lines = manifest(&folder);
    let tree = tree(&folder);
    assert_eq!((lines.len(), tree.len()), (5, 6));
    for (line, number) in lines.iter().zip(1..) {
        let file = &tree[line["file"].as_str().expect("a name")];
        assert_eq!(line["row"], number);
        assert_eq!(line["hash"], sha256(file));
        let text = String::from_utf8(file.clone()).expect("a text");
        let missing = line["placeholders"].as_array().expect("a list");
        assert!(missing.iter().all(|name| text.contains(&format!("【{}", name.as_str().expect("a name")))));
    }
    let names: Vec<&str> = lines.iter().map(|line| line["file"].as_str().expect("a name")).collect();
    assert!(names[0].starts_with("东山县企业家座谈会-") && names[0].ends_with(".txt"), "{names:?}");
    assert!(names[2].starts_with("南岭县＂民营＂企业家座谈会-"), "{names:?}");
}

#[test]
fn a_row_is_the_draft_of_its_brief_and_seed() {
    let folder = folder();
    bulk(&folder, &[BRIEF, "--data", ROWS, "--name", "{n}"]);
    let seed = manifest(&folder)[0]["seed"].as_u64().expect("a seed");
    let yaml = "type: 座谈会\nmeeting: 东山县企业家座谈会\ntopic: 优化营商环境\ndate: 2026-03-05\nlength: 800\n\
                speaker: { name: 王某某, post: 县长 }\nfacts: { 项目数: 12 }\n";
    let brief = put(&folder, "一.yaml", yaml);
    let draft = qicao(&["draft", &brief, "--seed", &seed.to_string()]);
    assert_eq!(tree(&folder)["1.txt"], draft.stdout);
}

#[test]
fn neither_the_order_of_the_rows_nor_their_neighbours_nor_the_threads_reach_a_draft() {
    let (whole, other) = (folder(), folder());
    bulk(&whole, &[BRIEF, "--data", ROWS, "--jobs", "1"]);
    let text = fs::read_to_string(root().join(ROWS)).expect("the table is there");
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    lines.insert(3, "新来的座谈会,周某,县长,2026-05-01,1");
    lines.pop();
    let rows = put(&other, "../倒.csv", &lines.join("\n"));
    bulk(&other, &[BRIEF, "--data", &rows, "--jobs", "3"]);
    let (whole, other) = (tree(&whole), tree(&other));
    let common: Vec<&String> =
        whole.keys().filter(|name| name.ends_with(".txt") && other.contains_key(*name)).collect();
    assert_eq!(common.len(), 4, "{:?}\n{:?}", whole.keys(), other.keys());
    assert!(common.iter().all(|name| whole[*name] == other[*name]));
}

#[test]
fn the_same_rows_of_an_excel_sheet_are_the_same_drafts() {
    let (csv, xlsx) = (folder(), folder());
    bulk(&csv, &[BRIEF, "--data", ROWS]);
    let output = bulk(&xlsx, &[BRIEF, "--data", "tests/bulk/名单.xlsx"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let drafts = |folder| tree(folder).into_iter().filter(|(name, _)| name.ends_with(".txt")).collect::<Tree>();
    assert_eq!(drafts(&csv), drafts(&xlsx));
}

#[test]
fn rows_come_through_standard_input() {
    let (file, pipe) = (folder(), folder());
    bulk(&file, &[BRIEF, "--data", ROWS]);
    let mut command = program();
    command.args(["bulk", BRIEF, "--data", "-", "-o", &path(&pipe)]);
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    let rows = fs::read(root().join(ROWS)).expect("the table is there");
    child.stdin.take().expect("a pipe").write_all(&rows).expect("it reads");
    assert!(child.wait_with_output().expect("it ends").status.success());
    let drafts = |folder| tree(folder).into_iter().filter(|(name, _)| name.ends_with(".txt")).collect::<Tree>();
    assert_eq!(drafts(&file), drafts(&pipe));
}

#[test]
fn equal_rows_are_drafts_of_their_own() {
    let folder = folder();
    let rows = put(&folder, "../同.csv", "meeting\n甲县座谈会\n甲县座谈会\n甲县座谈会\n");
    assert_eq!(code(&bulk(&folder, &[BRIEF, "--data", &rows])), 0);
    let drafts: std::collections::BTreeSet<Vec<u8>> = tree(&folder).into_values().collect();
    assert_eq!(drafts.len(), 4);
}

#[test]
fn a_bad_row_is_told_with_its_place_and_the_others_are_drafted() {
    let folder = folder();
    let output = bulk(&folder, &[BRIEF, "--data", "tests/bulk/坏的.csv"]);
    assert_eq!(code(&output), 1);
    let told = told(&output);
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "bulk" }, {
        insta::assert_snapshot!("坏的.csv", told.replace(&path(&folder), "稿"));
    });
    let lines = manifest(&folder);
    assert_eq!(lines.len(), 11, "a row of nothing is none");
    let drafted: Vec<_> = lines.iter().filter(|line| line["file"].is_string()).collect();
    assert_eq!(drafted.len(), 3);
    assert_eq!(tree(&folder).len(), 4);
    assert!(drafted[1]["file"].as_str().expect("a name").starts_with("_.._逃出去-"), "{}", drafted[1]);
    assert!(lines.iter().filter(|line| !line["file"].is_string()).all(|line| line["errors"][0].is_string()));
}

#[test]
fn what_cannot_be_done_at_all_is_told_before_anything_is_written() {
    let folder = folder();
    let rows = put(&folder, "../列.csv", "meting,项目数\n甲,1\n");
    let clash = put(&folder, "../撞.csv", "meeting,length\n甲/乙座谈会,800\n甲\\乙座谈会,900\n");
    let keys = put(&folder, "../号.csv", "编号,meeting\n1,甲\n2,乙\n1,丙\n");
    let into = path(&folder);
    for (args, words) in [
        (&[BRIEF, "--data", &rows][..], "是不是想写 meeting？"),
        (&[BRIEF, "--data", &rows], "--extra-facts"),
        (&[BRIEF, "--data", &clash, "--name", "{meeting}"], "都会写成“甲_乙座谈会.txt”"),
        (&[BRIEF, "--data", &keys, "--key", "编号"], "第 1、3 份的标识都是“1”"),
        (&[BRIEF, "--data", &keys, "--key", "号"], "没有“号”这一列"),
        (&[BRIEF, "--data", "没有.csv"], "没有“没有.csv”这个文件"),
        (&[BRIEF, "--data", "tests/bulk.rs"], "从扩展名“rs”看不出"),
        (&[BRIEF, BRIEF, "--data", ROWS], "只能有一份要求"),
        (&[BRIEF, "--key", "编号"], "没有 --data"),
        (&[BRIEF, "--data", ROWS, "--name", "{n"], "花括号不成对"),
        (&[BRIEF, "--data", ROWS, "--distinct", "3"], "--distinct <比例> 不能是“3”"),
    ] {
        let output = qicao(&[&["bulk", "-o", &into], args].concat());
        assert_eq!(code(&output), 2, "{args:?}: {}", told(&output));
        assert!(told(&output).contains(words), "{args:?}\n{}", told(&output));
        assert_eq!(tree(&folder).len(), 0, "{args:?}");
    }
    let nowhere = qicao(&["bulk", BRIEF, "--data", ROWS]);
    assert!(code(&nowhere) == 2 && told(&nowhere).contains("加上 -o 目录"), "{}", told(&nowhere));
}

#[test]
fn unknown_columns_are_facts_where_that_is_asked_for() {
    let folder = folder();
    let rows = put(&folder, "../县.csv", "县名,项目数\n东山,12\n西河,13\n");
    let output = bulk(&folder, &[BRIEF, "--data", &rows, "--extra-facts", "--key", "县名", "--name", "{县名}"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    assert_eq!(tree(&folder).keys().collect::<Vec<_>>(), ["manifest.jsonl", "东山.txt", "西河.txt"]);
    assert_eq!(manifest(&folder)[1]["key"], "西河");
}

#[test]
fn a_folder_with_drafts_is_not_written_over() {
    let folder = folder();
    put(&folder, "1.txt", "别人的");
    let output = bulk(&folder, &[BRIEF, "--data", ROWS, "--name", "{n}"]);
    assert!(code(&output) == 2 && told(&output).contains("“1.txt”已经有了"), "{}", told(&output));
    assert_eq!(tree(&folder).len(), 1);
    bulk(&folder, &[BRIEF, "--data", ROWS]);
    let again = bulk(&folder, &[BRIEF, "--data", ROWS]);
    assert!(code(&again) == 2 && told(&again).contains("--resume"), "{}", told(&again));
}

#[test]
fn resume_does_what_is_missing_or_changed_and_nothing_else() {
    let (folder, fresh) = (folder(), self::folder());
    let rows = "meeting,length\n甲县座谈会,800\n乙县座谈会,800\n丙县座谈会,八百\n丁县座谈会,800\n";
    let data = put(&folder, "../改.csv", rows);
    let name = ["--name", "{meeting}"];
    assert_eq!(code(&bulk(&folder, &[BRIEF, "--data", &data, name[0], name[1]])), 1);
    let before = times(&folder);
    fs::remove_file(folder.path().join("稿/丁县座谈会.txt")).expect("it is there");
    // One mended, one changed, one new at the head, so that all others move down.
    put(
        &folder,
        "../改.csv",
        &rows.replace("八百", "820").replace("乙县座谈会,800", "乙县座谈会,830").replacen(
            '\n',
            "\n戊县座谈会,800\n",
            1,
        ),
    );
    let output = bulk(&folder, &[BRIEF, "--data", &data, name[0], name[1], "--resume"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    assert!(told(&output).contains("起草 4 份，上次已有 1 份"), "{}", told(&output));
    assert_eq!(times(&folder)["甲县座谈会.txt"], before["甲县座谈会.txt"]);
    bulk(&fresh, &[BRIEF, "--data", &data, name[0], name[1]]);
    assert!(tree(&folder) == tree(&fresh), "as if it had been one run");
    let output = bulk(&folder, &[BRIEF, "--data", &data, name[0], name[1], "--resume"]);
    assert!(told(&output).contains("起草 0 份，上次已有 5 份"), "{}", told(&output));
    let shorter = put(&folder, "../短.csv", "meeting,length\n甲县座谈会,800\n");
    let output = bulk(&folder, &[BRIEF, "--data", &shorter, name[0], name[1], "--resume"]);
    assert!(told(&output).contains("这次没有的 4 份，文件留着没有动"), "{}", told(&output));
    assert_eq!(tree(&folder).len(), 6);
}

#[test]
fn what_somebody_wrote_into_a_draft_is_theirs() {
    let folder = folder();
    let data = put(&folder, "../改.csv", "meeting,length\n甲县座谈会,800\n乙县座谈会,800\n");
    let args = [BRIEF, "--data", &data, "--name", "{meeting}", "--resume"];
    bulk(&folder, &args);
    for name in ["甲县座谈会.txt", "乙县座谈会.txt"] {
        fs::write(folder.path().join("稿").join(name), "改过的").expect("it is written");
    }
    put(&folder, "../改.csv", "meeting,length\n甲县座谈会,800\n乙县座谈会,900\n");
    let output = bulk(&folder, &args);
    assert_eq!(code(&output), 1, "{}", told(&output));
    assert!(
        told(&output).contains("有 1 份写好以后被人改过") && told(&output).contains("“乙县座谈会.txt”不是上次写的那样")
    );
    assert!(["甲县座谈会.txt", "乙县座谈会.txt"].iter().all(|name| tree(&folder)[*name] == "改过的".as_bytes()));
}

#[test]
fn a_run_that_was_killed_at_any_moment_goes_on_to_the_same_tree() {
    let (whole, killed) = (folder(), folder());
    let rows: String = (0..60).map(|n| format!("第{n}片区座谈会,{}\n", 800 + n)).collect();
    let data = put(&whole, "../多.csv", &format!("meeting,length\n{rows}"));
    bulk(&whole, &[BRIEF, "--data", &data]);
    let mut left = Vec::new();
    let there = || fs::read_dir(killed.path().join("稿")).map_or(0, Iterator::count);
    for part in 0..6 {
        let mut command = program();
        command.args(["bulk", BRIEF, "--data", &data, "-o", &path(&killed), "--resume"]);
        let mut child = command.stderr(Stdio::null()).spawn().expect("it runs");
        // Somewhere in the next eight drafts, not at the same point of each.
        while there() < 8 * part + 2 && child.try_wait().expect("it can be asked").is_none() {
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(Duration::from_millis(part as u64 * 7));
        let _ = child.kill();
        child.wait().expect("it ends");
        for (name, bytes) in tree(&killed).into_iter().filter(|(name, _)| name.ends_with(".txt")) {
            assert!(tree(&whole)[&name] == bytes, "{name} is whole");
        }
        // A file that was under way may be there under its temporary name, and is gone with the next run.
        left.push(tree(&killed).keys().filter(|name| name.ends_with(".txt")).count());
    }
    assert!(left.is_sorted(), "nothing that was done is lost: {left:?}");
    // The disk may have kept half a line.
    let manifest = killed.path().join("稿/manifest.jsonl");
    if let Ok(mut file) = fs::OpenOptions::new().append(true).open(manifest) {
        file.write_all("{\"row\":61,\"ke".as_bytes()).expect("it is written");
    }
    let output = bulk(&killed, &[BRIEF, "--data", &data, "--resume"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    assert!(tree(&killed) == tree(&whole), "as if it had not been killed");
}

#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_fills_up_ends_the_run_with_what_was_done() {
    let (full, whole) = (folder(), folder());
    let rows: String = (0..40).map(|n| format!("第{n}片区座谈会,{}\n", 800 + n)).collect();
    let data = put(&whole, "../多.csv", &format!("meeting,length\n{rows}"));
    bulk(&whole, &[BRIEF, "--data", &data]);
    // No file may grow beyond this; a draft is smaller, the manifest is not.
    let limited = format!("trap '' XFSZ; ulimit -f 16; exec {} \"$@\"", env!("CARGO_BIN_EXE_qicao"));
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &limited, "qicao", "bulk", BRIEF, "--data", &data, "-o", &path(&full)]);
    let output = command.current_dir(root()).env_remove("QICAO_LIBRARY").output().expect("it runs");
    assert_eq!(code(&output), 2, "{}", told(&output));
    assert!(told(&output).contains("--resume") && told(&output).contains("manifest.jsonl"), "{}", told(&output));
    let lines = fs::read(full.path().join("稿/manifest.jsonl")).expect("it is there");
    assert!(lines.len() > 4_000 && lines.ends_with(b"\n"), "no half line is left");
    assert!(tree(&full).keys().all(|name| !name.starts_with('.')), "{:?}", tree(&full).keys());
    assert_eq!(code(&bulk(&full, &[BRIEF, "--data", &data, "--resume"])), 0);
    assert!(tree(&full) == tree(&whole));
}

#[test]
#[cfg(target_os = "linux")]
fn a_folder_that_cannot_be_written_is_named() {
    let output = qicao(&["bulk", BRIEF, "--data", ROWS, "-o", "/proc/稿"]);
    assert_eq!(code(&output), 2);
    assert!(told(&output).starts_with("错误[Q101]") && told(&output).contains("/proc/稿"), "{}", told(&output));
    let output = qicao(&["bulk", BRIEF, "--data", ROWS, "-o", "Cargo.toml"]);
    assert!(code(&output) == 2 && told(&output).contains("不是目录"), "{}", told(&output));
}

#[test]
fn a_stream_has_a_line_for_each_row_in_its_order() {
    let folder = folder();
    bulk(&folder, &[BRIEF, "--data", ROWS, "--name", "{n}"]);
    let output = qicao(&["bulk", BRIEF, "--data", ROWS, "--jsonl", "--jobs", "2"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    assert!(output.stderr.is_empty(), "quiet in a pipe: {}", told(&output));
    for (line, number) in String::from_utf8(output.stdout).expect("text").lines().zip(1..) {
        let line: Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(line["row"], number);
        let text = format!("{}\n", line["text"].as_str().expect("a text"));
        assert_eq!(text.as_bytes(), tree(&folder)[&format!("{number}.txt")]);
    }
    let output = qicao(&["bulk", BRIEF, "--data", "tests/bulk/坏的.csv", "--jsonl"]);
    assert_eq!(code(&output), 1);
    assert_eq!(output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count(), 11);
    let mut command = program();
    command.args(["bulk", BRIEF, "--count", "50", "--jsonl"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert!(code(&output) == 0 && output.stderr.is_empty(), "a closed pipe is no fault: {}", told(&output));
}

#[test]
fn variants_of_a_brief_are_its_next_seeds() {
    let folder = folder();
    let output = bulk(&folder, &[BRIEF, "--count", "3"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    for (line, seed) in manifest(&folder).iter().zip(1..) {
        assert_eq!(line["seed"], seed);
        let draft = qicao(&["draft", BRIEF, "--seed", &seed.to_string()]).stdout;
        assert_eq!(tree(&folder)[&format!("要求-{seed:04}.txt")], draft);
    }
}

#[test]
fn a_list_of_briefs_gives_the_draft_of_each() {
    let folder = folder();
    let output = bulk(&folder, &["examples/县级短稿.yaml", BRIEF, "--format", "md"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    for (brief, file) in [("examples/县级短稿.yaml", "县级短稿.md"), (BRIEF, "要求.md")] {
        assert_eq!(tree(&folder)[file], qicao(&["draft", brief, "--format", "md"]).stdout);
    }
    let whole = self::folder();
    bulk(&whole, &["examples/types", "--format", "docx"]);
    let tree = tree(&whole);
    assert!(tree.len() > 10 && tree.iter().all(|(name, bytes)| !name.ends_with("docx") || bytes.starts_with(b"PK")));
}

#[test]
fn distinct_drafts_share_no_more_than_was_asked_or_it_is_said() {
    let folder = folder();
    let output = bulk(&folder, &[BRIEF, "--count", "8", "--distinct", "0.25"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let sentences = |bytes: &[u8]| -> Vec<String> {
        let text = String::from_utf8(bytes.to_vec()).expect("text");
        let is_head = |line: &&str| line.chars().nth(1) == Some('、');
        let body = text.lines().skip_while(|line| !line.ends_with('：')).skip(1).filter(|line| !is_head(line));
        let found =
            body.flat_map(|line| line.split(['。', '！', '？'])).filter(|sentence| sentence.chars().count() > 7);
        found.map(String::from).collect()
    };
    let (lines, tree) = (manifest(&folder), tree(&folder));
    let drafts: Vec<_> = lines.iter().map(|line| sentences(&tree[line["file"].as_str().expect("a name")])).collect();
    for (at, draft) in drafts.iter().enumerate() {
        let told = lines[at]["warnings"].to_string().contains("的句子相同");
        let most = drafts[..at].iter().map(|other| draft.iter().filter(|one| other.contains(one)).count()).max();
        let share = most.unwrap_or(0) as f64 / draft.len() as f64;
        assert!(share <= 0.3 || told, "{at}: {share}");
    }
    let none = self::folder();
    // What the user wrote is in every draft, whatever is drawn.
    let own = "type: 座谈会\ntopic: 优化营商环境\nlength: 400\nsections: [{ head: 说一件事, body: 把这一件事从头到尾办好。 }]\n";
    let brief = put(&none, "../自己写.yaml", own);
    bulk(&none, &[&brief, "--count", "3", "--distinct", "0"]);
    assert!(manifest(&none).iter().any(|line| line["warnings"].to_string().contains("换了几次还是这样")));
    let before = self::tree(&none);
    let output = bulk(&none, &[&brief, "--count", "3", "--distinct", "0", "--resume"]);
    assert!(told(&output).contains("起草 0 份，上次已有 3 份"), "{}", told(&output));
    assert!(self::tree(&none) == before);
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary directory")
}

/// The folder that drafts go to; tables lie beside it.
fn path(folder: &tempfile::TempDir) -> String {
    folder.path().join("稿").to_string_lossy().into_owned()
}

fn bulk(folder: &tempfile::TempDir, args: &[&str]) -> Output {
    qicao(&[&["bulk", "-o", &path(folder)], args].concat())
}

fn put(folder: &tempfile::TempDir, name: &str, text: &str) -> String {
    let path = match name.strip_prefix("../") {
        Some(beside) => folder.path().join(beside),
        None => folder.path().join("稿").join(name),
    };
    fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("the folder is made");
    fs::write(&path, text).expect("it is written");
    path.to_string_lossy().into_owned()
}

fn tree(folder: &tempfile::TempDir) -> Tree {
    let Ok(entries) = fs::read_dir(folder.path().join("稿")) else { return Tree::new() };
    let read = |path: &Path| fs::read(path).expect("it can be read");
    entries.flatten().map(|entry| (entry.file_name().to_string_lossy().into_owned(), read(&entry.path()))).collect()
}

fn times(folder: &tempfile::TempDir) -> BTreeMap<String, Duration> {
    let entries = fs::read_dir(folder.path().join("稿")).expect("it is there").flatten();
    let time = |entry: &fs::DirEntry| {
        let modified = entry.metadata().and_then(|found| found.modified()).expect("a time");
        modified.duration_since(std::time::UNIX_EPOCH).expect("after 1970")
    };
    entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), time(&entry))).collect()
}

fn manifest(folder: &tempfile::TempDir) -> Vec<Value> {
    let text = fs::read_to_string(folder.path().join("稿/manifest.jsonl")).expect("there is a manifest");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("the program ends by itself")
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("what is told is UTF-8")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn what_the_rules_find_in_a_draft_stands_in_its_line() {
    let folder = folder();
    let rows = put(&folder, "../查.csv", "meeting,closing\n甲县座谈会,\n乙县座谈会,各位同志，，散会。\n");
    let output = bulk(&folder, &[BRIEF, "--data", &rows, "--check"]);
    assert_eq!(code(&output), 1, "{}", told(&output));
    let lines = manifest(&folder);
    assert!(lines.iter().all(|line| line["findings"].is_array()));
    let found = |line: &Value| line["findings"].as_array().map_or(0, Vec::len);
    assert!(found(&lines[1]) > found(&lines[0]), "{lines:?}");
    let plain = self::folder();
    bulk(&plain, &[BRIEF, "--data", &rows]);
    assert!(manifest(&plain).iter().all(|line| line["findings"].is_null()));
}

#[test]
fn the_example_in_rust_and_the_command_do_the_same() {
    let (rust, command) = (folder(), folder());
    let at = |name: &str| root().join("examples").join(name).to_string_lossy().into_owned();
    let said = example::draft_all(&at("bulk.yaml"), &at("bulk.csv"), Path::new(&path(&rust))).expect("it runs");
    assert_eq!(said, "起草 4 份，0 份有问题");
    let mut shell = std::process::Command::new("sh");
    shell.args(["examples/bulk.sh", &path(&command)]).current_dir(root()).env_remove("QICAO_LIBRARY");
    let output = shell.env("QICAO", env!("CARGO_BIN_EXE_qicao")).output().expect("it runs");
    assert_eq!(code(&output), 0, "{}", told(&output));
    assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), 3, "{output:?}");
    let mut tree = tree(&command);
    tree.remove("manifest.jsonl");
    assert!(tree.len() == 4 && tree == self::tree(&rust));
}
