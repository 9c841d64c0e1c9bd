//! Behaviour of the program as a whole: exit codes, help, pipes, files, layers of libraries.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::support::{program, qicao};

const BRIEF: &str =
    "type: 推进会\nmeeting: 全市优化营商环境推进会\ntopic: 优化营商环境\nlength: 1000\ndate: 2026-03-05\n";

/// Words of the tools below us that no clerk should meet.
const FOREIGN: [&str; 11] = [
    "Usage",
    "Options",
    "Commands",
    "Arguments",
    "error",
    "Error",
    "help:",
    "possible",
    "default",
    "For more",
    "os error",
];

#[test]
fn exit_codes_are_done_findings_and_failed() {
    let folder = folder();
    let missing = file(&folder, "要求.yaml", BRIEF);
    assert_eq!(code(&run(&["draft", &missing])), 0);
    assert_eq!(code(&run(&["draft", &missing, "--strict"])), 1);
    let whole = "type: 推进会\nspeaker: { name: 王某某, post: 市长 }\ndate: 2026-03-05\nlevel: 市\nsections: [{ head: 讲一件事, body: 把事办好。 }]\n";
    let whole = file(&folder, "全.yaml", whole);
    let draft: Value = serde_json::from_slice(&run(&["draft", &whole, "--format", "json"]).stdout).expect("JSON");
    let left = draft["placeholders"].as_array().expect("a list").len();
    assert_eq!(code(&run(&["draft", &whole, "--strict"])), i32::from(left > 0));
    assert_eq!(code(&run(&["draft", &file(&folder, "错.yaml", "type: 推近会\n")])), 2);
}

#[test]
fn help_and_version_are_chinese() {
    for args in [&["-h"][..], &["--help"], &["draft", "--help"], &["plan", "-h"], &["new", "-h"], &["list", "-h"]] {
        let output = qicao(args);
        let help = text(&output.stdout);
        assert_eq!(code(&output), 0);
        assert!(help.contains("用法") && help.contains("选项"), "{help}");
        no_foreign_word(&help);
    }
    let version = text(&qicao(&["--version"]).stdout);
    assert_eq!(version, format!("qicao {}\n", env!("CARGO_PKG_VERSION")));
    assert!(text(&qicao(&["-h"]).stdout).lines().next().is_some_and(|first| first.contains("起草")));
}

#[test]
fn a_command_line_that_is_wrong_is_explained_in_chinese() {
    let told = |args: &[&str], words: &str| {
        let output = qicao(args);
        let message = text(&output.stderr);
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}");
        assert!(message.contains(words), "{args:?}\n{message}");
        no_foreign_word(&message);
    };
    told(&[], "用法");
    told(&["darft"], "是不是想写 draft");
    told(&["写稿"], "没有“写稿”这个命令");
    told(&["draft"], "还缺 <要求>");
    told(&["draft", "a", "b"], "“b”");
    told(&["draft", "a", "--strct"], "是不是想写 --strict");
    told(&["draft", "a", "--seed"], "--seed <数> 后面还缺一个值");
    told(&["draft", "a", "--seed", "七"], "--seed <数> 不能是“七”");
    told(&["draft", "a", "--format", "pdf"], "可写：txt、md、html、docx、json");
    told(&["draft", "a", "--strict", "--strict"], "--strict");
    told(&["list", "形"], "可写：types、templates、banks、themes");
    told(&["completions", "cmd"], "可写：");
    told(&["new", "推近会"], "是不是想写 推进会");
    told(&["new", "火箭发射"], "动员会");
}

#[test]
fn a_brief_comes_through_standard_input() {
    let folder = folder();
    let from_file = run(&["draft", &file(&folder, "要求.yaml", BRIEF)]);
    let from_pipe = piped(&["draft", "-"], BRIEF.as_bytes());
    assert_eq!(from_pipe.stdout, from_file.stdout);
    let wrong = piped(&["draft", "-"], b"type: \n");
    assert!(text(&wrong.stderr).contains("标准输入:1:1"), "{}", text(&wrong.stderr));
}

#[test]
fn the_encoding_of_a_brief_does_not_change_the_draft() {
    let plain = piped(&["draft", "-"], BRIEF.as_bytes());
    assert_eq!(code(&plain), 0);
    let windows = BRIEF.replace('\n', "\r\n");
    let (gbk, _, _) = encoding_rs::GBK.encode(&windows);
    let with_bom = [b"\xef\xbb\xbf", windows.as_bytes()].concat();
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(windows.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [gbk.to_vec(), with_bom, utf16, windows.into_bytes()] {
        assert_eq!(piped(&["draft", "-"], &bytes).stdout, plain.stdout);
    }
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    for args in [&["draft", "examples/推进会.yaml", "--format", "json"][..], &["schema", "bank"], &["-h"]] {
        let mut child = program().args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(code(&output), 0, "{args:?}: {}", text(&output.stderr));
        assert!(!text(&output.stderr).contains("错误"), "{}", text(&output.stderr));
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = folder();
    refused(&["draft", &folder.path().to_string_lossy()], "是目录，不是文件");
    refused(&["draft", &folder.path().join("没有.yaml").to_string_lossy()], "没有“");
    refused(&["draft", "examples/推进会.yaml", "-L", "没有这个库"], "没有“没有这个库”这个目录");
    refused(&["draft", "examples/推进会.yaml", "-L", &folder.path().to_string_lossy()], "里没有语料库，也没有模板");
    refused(&["draft", "examples/推进会.yaml", "-L", "Cargo.toml"], "“Cargo.toml”");
}

#[test]
#[cfg(unix)]
fn a_file_without_the_right_to_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let path = file(&folder, "锁上.yaml", BRIEF);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o0)).expect("rights are set");
    if fs::read(&path).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    refused(&["draft", &path], "没有读“");
}

#[test]
fn what_cannot_be_written_is_named() {
    let folder = folder();
    let brief = file(&folder, "要求.yaml", BRIEF);
    refused(&["draft", &brief, "-o", &path(&folder, "没有/稿.txt")], "这个目录");
    refused(&["draft", &brief, "-o", &path(&folder, "要求.yaml/稿.txt")], "这个目录");
    fs::create_dir(folder.path().join("目录.txt")).expect("a folder is made");
    refused(&["draft", &brief, "-o", &path(&folder, "目录.txt")], "是目录");
    refused(&["draft", &brief, "-o", &path(&folder, "稿.pdf")], "从扩展名“pdf”看不出格式");
    refused(&["draft", &brief, "-o", &path(&folder, "稿")], "没有扩展名");
    assert_eq!(names(&folder), ["目录.txt", "要求.yaml"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has a full device");
    let output = program().args(["draft", "examples/推进会.yaml"]).stdout(full()).stderr(Stdio::piped()).output();
    let output = output.expect("it runs");
    assert_eq!(code(&output), 2);
    assert!(text(&output.stderr).contains("磁盘满了"), "{}", text(&output.stderr));
    no_foreign_word(&text(&output.stderr));
}

#[test]
fn the_format_follows_the_extension_and_files_are_whole() {
    let folder = folder();
    let brief = file(&folder, "要求.yaml", BRIEF);
    let plain = run(&["draft", &brief]).stdout;
    for (name, start) in [("稿.txt", ""), ("稿.md", "# "), ("稿.docx", "PK"), ("稿.json", "{"), ("稿.TXT", "")] {
        fs::write(folder.path().join(name), "旧稿".repeat(10_000)).expect("an older file is there");
        let output = run(&["draft", &brief, "-o", &path(&folder, name)]);
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        assert!(output.stdout.is_empty());
        let bytes = fs::read(folder.path().join(name)).expect("the file is there");
        assert!(bytes.starts_with(start.as_bytes()), "{name}");
        if name.to_lowercase().ends_with("txt") {
            assert_eq!(bytes, plain);
        }
    }
    run(&["draft", &brief, "--format", "md", "-o", &path(&folder, "别的.稿")]);
    assert!(fs::read(folder.path().join("别的.稿")).expect("the file is there").starts_with(b"# "));
    assert_eq!(names(&folder).len(), 7, "nothing is left beside: {:?}", names(&folder));
}

#[test]
fn new_does_not_overwrite_and_drafts_as_it_stands() {
    let folder = folder();
    for row in list("types") {
        let name = row["name"].as_str().expect("a name");
        let brief = path(&folder, &format!("{name}.yaml"));
        assert_eq!(code(&run(&["new", name, "-o", &brief])), 0);
        let output = run(&["draft", &brief]);
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        let before = fs::read(&brief).expect("the brief is there");
        refused(&["new", name, "-o", &brief], "已经有了");
        assert_eq!(fs::read(&brief).expect("the brief is there"), before);
        assert_eq!(run(&["new", name]).stdout, before);
    }
}

#[test]
fn a_plan_drafts_to_the_same_text() {
    for example in examples() {
        for seed in ["1", "2", "3", "7", "40"] {
            let plan = qicao(&["plan", &example, "--seed", seed]);
            assert_eq!(code(&plan), 0, "{}", text(&plan.stderr));
            let draft = qicao(&["draft", &example, "--seed", seed]).stdout;
            let again = piped(&["draft", "-"], &plan.stdout);
            assert_eq!(text(&again.stdout), text(&draft), "{example}, seed {seed}: {}", text(&again.stderr));
        }
    }
}

#[test]
fn lists_are_arrays_of_objects_with_the_name_first() {
    for what in ["types", "templates", "banks", "themes"] {
        let printed = text(&qicao(&["list", what, "--json"]).stdout);
        let rows = list(what);
        assert!(!rows.is_empty(), "{what}");
        assert_eq!(printed.matches("\n  {\n    \"name\": ").count(), rows.len(), "{what}: {printed}");
        assert_eq!(text(&qicao(&["list", what]).stdout).lines().count(), rows.len());
    }
    for row in list("types") {
        let bound = |name: &str| row["length"][name].as_u64().expect("a number");
        assert!(bound("min") <= bound("default") && bound("default") <= bound("max"));
    }
}

#[test]
fn schemas_are_those_that_the_examples_carry() {
    for name in ["brief", "bank", "template"] {
        let printed = text(&qicao(&["schema", name]).stdout);
        let schema: Value = serde_json::from_str(&printed).expect("JSON");
        assert!(schema["properties"].is_object(), "{name}");
        let kept = fs::read_to_string(root().join(format!("examples/schema/{name}.json"))).expect("the schema is kept");
        assert!(printed == kept, "qicao schema {name} > examples/schema/{name}.json");
    }
}

#[test]
fn completions_are_a_script() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = qicao(&["completions", shell]);
        assert_eq!(code(&output), 0);
        assert!(text(&output.stdout).contains("draft"), "{shell}");
    }
}

#[test]
fn without_the_embedded_library_a_directory_is_needed() {
    refused(&["draft", "examples/推进会.yaml", "--no-builtin"], "-L");
    refused(&["plan", "examples/推进会.yaml", "--no-builtin"], "-L");
    refused(&["new", "推进会", "--no-builtin"], "-L");
    refused(&["list", "types", "--no-builtin"], "-L");
}

#[test]
fn layers_add_replace_and_take_over() {
    let folder = folder();
    let brief = file(&folder, "要求.yaml", BRIEF);
    let thanks = |name: &str, more: &str| {
        file(
            &folder,
            &format!("{name}/phrasebanks/话.yaml"),
            &format!("{more}move/closing_call: [这是{name}的结尾]\n"),
        );
        path(&folder, name)
    };
    let (first, second) = (thanks("甲库", ""), thanks("乙库", "replace: [move/closing_call]\n"));
    let count = |args: &[&str]| {
        let output = run(&[&["list", "banks", "--json"], args].concat());
        let rows: Vec<Value> = serde_json::from_slice(&output.stdout).expect("JSON");
        rows.iter().find(|row| row["name"] == "move/closing_call").map(|row| row["phrases"].as_u64().expect("a number"))
    };
    let own = count(&[]).expect("the bank is there");
    assert_eq!(count(&["-L", &first]), Some(own + 1));
    assert_eq!(count(&["-L", &first, "-L", &second]), Some(1));
    assert_eq!(count(&["-L", &second, "-L", &first]), Some(2));
    let taken = text(&run(&["draft", &brief, "-L", &second]).stdout);
    assert!(taken.trim_end().ends_with("这是乙库的结尾。"), "{taken}");
    let output = program().env("QICAO_LIBRARY", &second).args(["draft", &brief]).output().expect("it runs");
    assert_eq!(text(&output.stdout), taken);

    let template = "---\nname: 推进会\nlength: { min: 100, default: 200, max: 300 }\n---\n{{ title }}\n开门见山。\n";
    file(&folder, "丙库/templates/推进会.tera", template);
    let output = run(&["draft", &brief, "-L", &path(&folder, "丙库")]);
    assert!(text(&output.stdout).ends_with("\n开门见山。\n"), "{}{}", text(&output.stdout), text(&output.stderr));
    let output = run(&["list", "templates", "--json", "-L", &path(&folder, "丙库")]);
    let rows: Vec<Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    let row = rows.iter().find(|row| row["name"] == "推进会").expect("the type is there");
    assert_eq!(row["library"], path(&folder, "丙库").as_str());
}

#[test]
fn every_example_drafts() {
    for example in examples() {
        let output = qicao(&["draft", &example]);
        assert_eq!(code(&output), 0, "{example}: {}", text(&output.stderr));
    }
    let plain = qicao(&["draft", "examples/自带库.yaml"]);
    let with_own = qicao(&["draft", "examples/自带库.yaml", "-L", "examples/自带库"]);
    assert_eq!(code(&with_own), 0, "{}", text(&with_own.stderr));
    assert_ne!(plain.stdout, with_own.stdout);
}

fn run(args: &[&str]) -> Output {
    qicao(args)
}

fn piped(args: &[&str], input: &[u8]) -> Output {
    let mut command = program();
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(input).expect("the program reads");
    child.wait_with_output().expect("the program ends")
}

/// The program must refuse, say why in Chinese, and print nothing.
fn refused(args: &[&str], words: &str) {
    let output = qicao(args);
    let message = text(&output.stderr);
    assert_eq!(code(&output), 2, "{args:?}: {message}");
    assert!(output.stdout.is_empty(), "{args:?}");
    assert!(message.starts_with("错误[Q") && message.contains("办法: "), "{args:?}\n{message}");
    assert!(message.contains(words), "{args:?}\n{message}");
    no_foreign_word(&message);
}

fn no_foreign_word(message: &str) {
    for word in FOREIGN {
        assert!(!message.contains(word), "“{word}” in:\n{message}");
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("the program ends by itself")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("what is printed is UTF-8")
}

fn list(what: &str) -> Vec<Value> {
    serde_json::from_slice(&qicao(&["list", what, "--json"]).stdout).expect("an array")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn examples() -> Vec<String> {
    let within = |folder: &str| {
        let entries = fs::read_dir(root().join(folder)).expect("the examples are there").flatten();
        let folder = folder.to_string();
        entries.map(move |entry| format!("{folder}/{}", entry.file_name().to_string_lossy()))
    };
    let mut found: Vec<_> = within("examples").chain(within("examples/types")).collect();
    found.retain(|path| path.ends_with(".yaml"));
    found.sort();
    // One for each type, and those of the whole.
    assert!(found.len() >= 12 + 4);
    found
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary directory")
}

fn path(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).to_string_lossy().into_owned()
}

fn file(folder: &tempfile::TempDir, name: &str, content: &str) -> String {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("the folder is made");
    fs::write(&path, content).expect("the file is written");
    path.to_string_lossy().into_owned()
}

fn names(folder: &tempfile::TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).expect("the folder is there").flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn words_to_avoid_may_be_parted_by_a_chinese_comma() {
    let draft = |avoid: &str| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("要求.yaml");
        let yaml = format!("type: 推进会\nmeeting: 全市安全生产工作推进会\ntopic: 安全生产\navoid: [{avoid}]\n");
        std::fs::write(&path, yaml).expect("the folder is ours");
        let output = qicao(&["draft", path.to_str().expect("a plain path")]);
        assert!(output.status.success());
        String::from_utf8(output.stdout).expect("a draft is text")
    };
    let text = draft("隐患排查，责任");
    assert!(!text.contains("责任"), "{text}");
    assert_eq!(text, draft("隐患排查, 责任"));
}
