//! The READMEs are read as a user reads them: every `qicao` line of a shell block is typed, in order, in one folder.

use std::path::Path;
use std::process::Command;

/// The lines of the shell blocks that call the program.
fn commands(readme: &str) -> Vec<String> {
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(readme)).expect("the README is there");
    let blocks = text.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default().to_string());
    let lines: Vec<String> = blocks.flat_map(|block| block.lines().map(String::from).collect::<Vec<_>>()).collect();
    lines.into_iter().filter(|line| line.starts_with("qicao ")).collect()
}

/// Runs a line in a folder; the program is found on the path.
fn run(line: &str, folder: &Path) -> std::process::Output {
    let program = Path::new(env!("CARGO_BIN_EXE_qicao"));
    let path = format!(
        "{}:{}",
        program.parent().expect("it lies in a folder").display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(line).current_dir(folder).env("PATH", path).env_remove("QICAO_LIBRARY");
    shell.output().expect("a shell")
}

/// What the lines take for granted: past speeches, a list, an office's document, speeches that came back.
fn prepare(folder: &Path) {
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("written");
    write("甲.yaml", "type: 推进会\nmeeting: 全市优化营商环境推进会\ntopic: 优化营商环境\nlength: 1200\nlevel: 市\n");
    write("名单.csv", "meeting,speaker.name\n全县项目建设推进会,李某某\n全县文旅融合推进会,张某某\n");
    write("网页.html", "<html><body><h1>在会上的讲话</h1><p>同志们：</p><p>一要抓细。二要抓实。</p></body></html>");
    for part in ["一", "二"] {
        std::fs::create_dir_all(folder.join("旧稿").join(part)).expect("a folder");
    }
    let mut lines: Vec<String> = ["讲话.docx", "讲话.md", "本单位.docx", "改过的稿.md", "原稿.docx", "改过的稿.docx"]
        .iter()
        .enumerate()
        .map(|(seed, name)| format!("qicao draft 甲.yaml --seed {} -o {name}", seed + 1))
        .collect();
    lines.extend((1..=3).map(|seed| format!("qicao draft 甲.yaml --seed {seed} -o 旧稿/一/{seed}.txt")));
    lines.extend((4..=6).map(|seed| format!("qicao draft 甲.yaml --seed {seed} -o 旧稿/二/{seed}.txt")));
    lines.push("qicao bank init 我的库".into());
    for line in lines {
        assert!(run(&line, folder).status.success(), "{line}");
    }
}

fn every_command_runs(readme: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    prepare(folder.path());
    let commands = commands(readme);
    assert!(commands.len() > 20, "{readme} shows its commands in shell blocks");
    for line in commands {
        let output = run(&line, folder.path());
        // A review may find something; nothing may fail to run.
        assert!(matches!(output.status.code(), Some(0 | 1)), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[cfg(unix)]
#[test]
fn every_command_of_the_readme_runs() {
    every_command_runs("README.md");
}

#[cfg(unix)]
#[test]
fn every_command_of_the_chinese_readme_runs() {
    every_command_runs("README.zh-CN.md");
}

/// The examples and what lies in their folders.
#[cfg(unix)]
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(from, to).expect("copied");
        }
    }
}

#[cfg(unix)]
#[test]
fn every_command_of_the_examples_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"), &folder.path().join("examples"));
    let commands = commands("examples/README.md");
    assert!(commands.len() > 10, "the examples show their commands");
    for line in commands {
        let output = run(&line, folder.path());
        assert!(matches!(output.status.code(), Some(0 | 1)), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
    }
}
