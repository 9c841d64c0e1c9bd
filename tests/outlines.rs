//! Outlines in full: a case is a file under `tests/outline`, what `qicao outline` says of it a snapshot beside the others.

use std::process::Command;

fn outline(path: &std::path::Path, option: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qicao"));
    command.arg("outline").arg(path.file_name().expect("a file")).current_dir(path.parent().expect("a folder"));
    if !option.is_empty() {
        command.arg(option);
    }
    let output = command.output().expect("the program runs");
    assert!(output.status.success(), "{}: {}", path.display(), String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn every_case_has_its_tree() {
    insta::glob!("outline/*.txt", |path| {
        let tree = outline(path, "");
        insta::with_settings!({ snapshot_path => "outline/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("tree", tree);
        });
    });
}

#[test]
fn cleaning_tells_every_step() {
    for name in ["真括号和拼音", "网页尾巴和付费标记", "列举中间隔着页码", "遮盖与替换", "替换进词里的字"]
    {
        let told = outline(
            &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/outline/{name}.txt")),
            "--show-noise",
        );
        insta::with_settings!({ snapshot_path => "outline/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("noise@{name}"), told);
        });
    }
}
