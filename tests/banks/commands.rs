//! `qicao bank` as it is typed.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::support::program;

struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    /// A library of one's own, begun by the program.
    fn new() -> Office {
        let office = Office { folder: tempfile::tempdir().expect("a temporary directory") };
        let output = office.run(&["init", "库"]);
        assert!(output.status.success(), "{}", told(&output));
        office
    }

    fn run(&self, args: &[&str]) -> Output {
        program().current_dir(self.folder.path()).arg("bank").args(args).output().expect("the program runs")
    }

    fn answer(&self, args: &[&str], answers: &str) -> Output {
        let mut command = program();
        let command = command.current_dir(self.folder.path()).arg("bank").args(args);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        child.stdin.take().expect("it listens").write_all(answers.as_bytes()).expect("it reads");
        child.wait_with_output().expect("it ends")
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("the folder is made");
        fs::write(path, text).expect("the file is written");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).expect("the file is there")
    }
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[track_caller]
fn done(output: &Output) {
    assert_eq!(output.status.code(), Some(0), "{}", told(output));
}

const STARTER: &str = "库/phrasebanks/本单位.yaml";

#[test]
fn a_library_is_begun_and_found_clean_and_not_begun_twice() {
    let office = Office::new();
    done(&office.run(&["lint", "-L", "库"]));
    assert!(Path::new(&office.folder.path().join("库/bank.schema.json")).exists());
    let output = office.run(&["init", "库"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("已经有了"), "{}", told(&output));
}

#[test]
fn the_embedded_library_is_not_written_and_the_message_says_how_to_begin() {
    let office = Office::new();
    for args in
        [&["add", "move/closing_call", "同志们"][..], &["remove", "move/closing_call"], &["fmt"], &["lint", "--fix"]]
    {
        let output = office.run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(told(&output).contains("qicao bank init"), "{}", told(&output));
    }
}

#[test]
fn a_phrase_is_added_found_moved_renamed_and_removed() {
    let office = Office::new();
    let before = office.read(STARTER);
    done(&office.run(&[
        "add",
        "move/closing_call",
        "同志们，堤在脚下",
        "--weight",
        "2",
        "--tag",
        "堤",
        "--when",
        "level=县,乡",
        "-L",
        "库",
    ]));
    let line = "  - { text: 同志们，堤在脚下, weight: 2, when: { level: [县, 乡] }, tags: [堤] }\n";
    assert_eq!(office.read(STARTER), format!("{before}{line}"));
    let found = office.run(&["search", "堤在", "--json", "--no-builtin", "-L", "库"]);
    let found: Value = serde_json::from_str(&printed(&found)).expect("JSON");
    assert_eq!((found[0]["line"].as_u64(), &found[0]["weight"]), (Some(8), &Value::from(2)));
    assert!(printed(&office.run(&["search", "--tag", "堤", "-L", "库"])).contains("堤在脚下"));
    done(&office.run(&["move", "move/closing_call", "move/closing_call/推进会", "堤在", "-L", "库"]));
    let shown = printed(&office.run(&["show", "move/closing_call/推进会", "--no-builtin", "-L", "库"]));
    assert!(shown.contains("堤在脚下（级别：县、乡；标签：堤；权重 2）"), "{shown}");
    done(&office.run(&["add", "fact/堤名", "堤的名字", "-L", "库"]));
    done(&office.run(&["add", "move/closing_call", "同志们，【堤名】看着我们，【堤名：哪一段】也看着", "-L", "库"]));
    done(&office.run(&["rename", "fact/堤名", "堤段", "-L", "库"]));
    assert!(office.read(STARTER).contains("【堤段】看着我们，【堤段：哪一段】"));
    assert!(office.read("库/phrasebanks/fact.yaml").contains("fact/堤段:"));
    done(&office.run(&["remove", "move/closing_call", "看着我们", "-L", "库"]));
    done(&office.run(&["remove", "move/closing_call/推进会", "-L", "库"]));
    assert_eq!(office.read(STARTER), before);
}

#[test]
fn an_edit_that_would_make_a_fault_is_refused_and_the_file_stays() {
    let office = Office::new();
    let before = office.read(STARTER);
    for (args, words) in [
        (&["add", "move/closing_call", "末尾有句号。"][..], "末尾多了标点"),
        (&["add", "move/closing_call", "【不成对"], "没有“】”"),
        (&["add", "thme/甲", "甲"], "theme"),
        (&["add", "slot/甲", "【甲】"], "绕成了圈"),
        (&["remove", "move/closing_call", "没有的话"], "没有这一条"),
        (&["remove", "move/closing_cal"], "没有“move/closing_cal”"),
    ] {
        let output = office.run(&[args, &["-L", "库"]].concat());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(told(&output).contains(words), "{args:?}: {}", told(&output));
        assert_eq!(office.read(STARTER), before, "{args:?}");
    }
}

#[test]
fn lint_says_file_line_and_column_and_mends_what_is_mechanical() {
    let office = Office::new();
    office.put(
        "库/phrasebanks/乙.yaml",
        "move/closing_call:\n  - 同志们,会开完了，，灯别熄。  # 老话\n  - 也要记得关门\n",
    );
    let output = office.run(&["lint", "--format", "json", "-L", "库"]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    let found: Value = serde_json::from_str(&printed(&output)).expect("JSON");
    assert_eq!((found[0]["code"].as_str(), found[0]["line"].as_u64()), (Some("Q301"), Some(2)));
    let output = office.run(&["lint", "--fix", "-L", "库"]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert_eq!(
        office.read("库/phrasebanks/乙.yaml"),
        "move/closing_call:\n  - 同志们，会开完了，灯别熄  # 老话\n  - 也要记得关门\n"
    );
    let text = printed(&output);
    assert!(text.contains("Q451") && text.contains("库/phrasebanks/乙.yaml:3:5"), "{text}");
}

#[test]
fn a_file_that_is_no_yaml_keeps_no_other_from_being_mended() {
    let office = Office::new();
    let broken = "move/closing_call:\n  - 甲,\n  - [乙\n";
    office.put("库/phrasebanks/丙.yaml", broken);
    office.put("库/phrasebanks/乙.yaml", "move/closing_call:\n  - 同志们,灯别熄\n");
    let output = office.run(&["lint", "--fix", "-L", "库"]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert_eq!(office.read("库/phrasebanks/乙.yaml"), "move/closing_call:\n  - 同志们，灯别熄\n");
    assert_eq!(office.read("库/phrasebanks/丙.yaml"), broken);
    assert!(told(&output).contains("“库/phrasebanks/丙.yaml”读不懂，没有改"), "{}", told(&output));
    assert!(printed(&output).contains("库/phrasebanks/丙.yaml:"), "{}", printed(&output));
}

#[test]
fn libraries_are_merged_and_what_is_nearly_the_same_is_asked_about() {
    let office = Office::new();
    office.put("库/phrasebanks/a.yaml", "slot/河段: [上游的老河段和新河段, 下游]\n");
    office.put(
        "别库/phrasebanks/b.yaml",
        "slot/河段:\n  - 上游的老河段和新河段\n  - 上游老河段和新河段  # 改过\n  - 支流\nslot/湖: [东湖]\n",
    );
    let refused = office.run(&["merge", "别库", "-L", "库"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(office.read("库/phrasebanks/a.yaml"), "slot/河段: [上游的老河段和新河段, 下游]\n");
    let output = office.answer(&["merge", "别库", "-L", "库"], "x\nd\n");
    done(&output);
    assert!(told(&output).contains("自己的　上游的老河段和新河段"), "{}", told(&output));
    let merged = "slot/河段: [下游, 上游老河段和新河段, 支流]\nslot/湖:\n  - 东湖\n";
    assert_eq!(office.read("库/phrasebanks/a.yaml"), merged);
    done(&office.run(&["merge", "别库", "--yes", "keep", "-L", "库"]));
}

#[cfg(unix)]
#[test]
fn one_bank_is_edited_in_the_editor_and_put_back_when_it_is_sound() {
    use std::os::unix::fs::PermissionsExt;

    let office = Office::new();
    office.put(
        "库/phrasebanks/乙.yaml",
        "# 顶上\nslot/河段:\n    - 上游   # 远\n    # 中间\n    - 下游\nslot/湖: [东湖]\n",
    );
    let editor = |script: &str| {
        office.put("改.sh", &format!("#!/bin/sh\n{script}\n"));
        let path = office.folder.path().join("改.sh");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it may be run");
        path.display().to_string()
    };
    let edit = |script: &str, answers: &str| {
        let mut command = program();
        let command = command.current_dir(office.folder.path()).env("EDITOR", editor(script)).env_remove("VISUAL");
        let command = command.args(["bank", "edit", "slot/河段", "-L", "库"]);
        let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        child.stdin.take().expect("it listens").write_all(answers.as_bytes()).expect("it reads");
        child.wait_with_output().expect("it ends")
    };
    done(&edit("sed -i 's/下游/下游的滩/' \"$1\"", ""));
    let after = "# 顶上\nslot/河段:\n    - 上游   # 远\n    # 中间\n    - 下游的滩\nslot/湖: [东湖]\n";
    assert_eq!(office.read("库/phrasebanks/乙.yaml"), after);
    let refused = edit("echo '  - 末尾有句号。' >> \"$1\"", "n\n");
    assert_eq!(refused.status.code(), Some(2));
    let message = told(&refused);
    assert!(message.contains("末尾多了标点") && message.contains("留在"), "{message}");
    assert_eq!(office.read("库/phrasebanks/乙.yaml"), after);
    let again = "if grep -q 支流 \"$1\"; then sed -i 's/支流。/支流/' \"$1\"; else echo '  - 支流。' >> \"$1\"; fi";
    done(&edit(again, "\n"));
    assert!(office.read("库/phrasebanks/乙.yaml").contains("    - 下游的滩\n    - 支流\nslot/湖"));
}

#[test]
fn phrases_come_in_from_other_formats_and_go_out() {
    let office = Office::new();
    office.put("语法.json", include_str!("../cases/banks/tracery/问候.json"));
    done(&office.run(&["import", "语法.json", "-L", "库"]));
    assert!(office.read("库/phrasebanks/slot.yaml").contains("slot/origin:\n  - 【问候】，【谁】\n"));
    office.put("话.txt", "同志们，夜里多走一趟。\n");
    assert_eq!(office.run(&["import", "话.txt", "-L", "库"]).status.code(), Some(2));
    done(&office.run(&["import", "话.txt", "--into", "move/closing_call", "-L", "库"]));
    assert!(office.read(STARTER).ends_with("  - 同志们，夜里多走一趟\n"));
    done(&office.run(&["export", "--format", "csv", "-o", "表.csv", "--no-builtin", "-L", "库"]));
    done(&office.run(&["init", "新库"]));
    done(&office.run(&["import", "表.csv", "-L", "新库"]));
    let json = |library: &str| {
        let printed = printed(&office.run(&["export", "--no-builtin", "-L", library]));
        let rows: Vec<Value> = serde_json::from_str(&printed).expect("JSON");
        rows.iter().map(|row| (row["name"].clone().to_string(), row["text"].to_string())).collect::<Vec<_>>()
    };
    assert_eq!(json("库"), json("新库"));
}

#[test]
fn a_tree_a_bank_and_the_numbers_are_shown() {
    let office = Office::new();
    let tree = printed(&office.run(&["list", "--no-builtin", "-L", "库"]));
    assert_eq!(tree, "move　1\n  closing_call　1\n");
    let output = office.run(&["stats", "营商环境", "--length", "1500", "--json"]);
    done(&output);
    let stats: Value = serde_json::from_str(&printed(&output)).expect("JSON");
    let pools = stats["pools"]["banks"].as_array().expect("a list");
    assert!(pools.len() > 20 && pools.iter().all(|pool| pool["drawn"].as_u64() > Some(0)));
    assert!(stats["templates"].as_array().is_some_and(|templates| templates.len() > 5));
    let shown = printed(&office.run(&["stats", "-L", "库"]));
    assert!(shown.contains('█') && shown.contains("长短"), "{shown}");
}
