//! Mining at its edges: what is no speech, too few speeches, a run that is broken off.

use std::path::Path;

use tempfile::TempDir;

use super::{banks, files, name, speeches};
use crate::support::qicao;

/// A folder with these files.
fn folder(texts: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder is made");
    for (name, text) in texts {
        std::fs::write(folder.path().join(name), text).expect("a file is written");
    }
    folder
}

/// Mines a folder; what was told and the files of the library, if there is one.
fn mined(folder: &Path) -> (String, Option<i32>, Vec<String>) {
    let out = tempfile::tempdir().expect("a folder is made");
    let library = out.path().join("库");
    let ran = qicao(&["mine", name(folder), "-o", name(&library)]);
    let found = if library.exists() { files(&library) } else { Default::default() };
    let found = found.into_keys().map(|path| path.to_string_lossy().replace('\\', "/")).collect();
    (String::from_utf8_lossy(&ran.stderr).into_owned(), ran.status.code(), found)
}

#[test]
fn a_readme_beside_speeches_is_skipped_and_named() {
    let folder = speeches();
    let page = "# 旧稿说明\n\nEach file is one speech, encoded in UTF-8; see `index.json` for titles.\n\n\
                Run `qicao mine DIR -o LIB` to build a library. 在说明书里上下更大功夫写清楚。\n";
    std::fs::write(folder.path().join("README.md"), page).expect("it is written");
    let (told, code, library) = mined(folder.path());
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("README.md") && told.contains("跳过"), "{told}");
    assert!(!library.is_empty());
    assert!(!banks(&["mine", name(folder.path())]).contains("说明书"));
}

#[test]
fn one_speech_alone_shares_nothing_and_the_user_is_told_what_would_help() {
    let folder = speeches();
    for number in 1..4 {
        std::fs::remove_file(folder.path().join(format!("{number}.txt"))).expect("it was there");
    }
    let (told, code, library) = mined(folder.path());
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("只有 1 篇") && told.contains("--private"), "{told}");
    assert!(library.is_empty(), "{library:?}");
}

#[test]
fn speeches_without_structure_give_a_library_without_templates() {
    let say = |thing: &str, other: &str| {
        format!(
            "同志们：\n今天我们在一起谈谈{thing}，我先说几句心里话。{thing}这件事大家盼了很久，要在{other}上下更大功夫，谁也不许拖。\
             希望大家把{thing}放在心上，该出力的出力，该盯紧的盯紧。谢谢大家！\n"
        )
    };
    let texts = [say("修桥", "用料"), say("通水", "管护"), say("种树", "浇灌")];
    let folder = folder(&[("甲.txt", &texts[0]), ("乙.txt", &texts[1]), ("丙.txt", &texts[2])]);
    let (told, code, library) = mined(folder.path());
    assert_eq!(code, Some(0), "{told}");
    assert!(library.iter().any(|path| path == "phrasebanks/句式.yaml"), "{library:?}");
    assert!(!library.iter().any(|path| path.starts_with("templates/")), "{library:?}");
}

#[test]
fn speeches_that_share_nothing_are_no_library() {
    let folder =
        folder(&[("甲.txt", "同志们：\n河堤加固了，水位降下去。\n"), ("乙.txt", "各位代表：\n粮价平稳，仓里干爽。\n")]);
    let (told, code, library) = mined(folder.path());
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("没有") && library.is_empty(), "{told}");
}

/// How many hidden things lie in a folder.
#[cfg(unix)]
fn hidden(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).expect("the folder is there").flatten();
    entries.filter(|entry| entry.file_name().to_string_lossy().starts_with('.')).count()
}

/// Ctrl-C while files are written, which takes no time: who waits for the first of them meets it in some runs.
#[test]
#[cfg(unix)]
fn a_run_that_is_broken_off_while_it_writes_clears_away_what_it_wrote() {
    use std::process::{Command, Stdio};

    let (folder, out) = (speeches(), tempfile::tempdir().expect("a folder is made"));
    for attempt in 0..12 {
        let library = out.path().join(format!("{attempt}"));
        let mut command = crate::support::program();
        command.args(["mine", name(folder.path()), "-o", name(&library)]).stderr(Stdio::null());
        let mut child = command.spawn().expect("it runs");
        while hidden(out.path()) == 0 && child.try_wait().expect("it can be asked").is_none() {}
        let told = Command::new("kill").args(["-INT", &child.id().to_string()]).stderr(Stdio::null()).status();
        assert!(told.is_ok());
        assert!(!child.wait().expect("it ends").success() || library.exists(), "attempt {attempt}");
        assert_eq!(hidden(out.path()), 0, "attempt {attempt}");
    }
}

/// Ctrl-C at any moment: the library is there whole or not at all, and nothing hidden lies beside it.
#[test]
#[cfg(unix)]
fn a_run_that_is_broken_off_leaves_no_half_library() {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    use std::time::Duration;

    let (folder, out) = (speeches(), tempfile::tempdir().expect("a folder is made"));
    let whole = out.path().join("全");
    assert!(qicao(&["mine", name(folder.path()), "-o", name(&whole)]).status.success());
    let whole = files(&whole);
    let (mut broken, mut wait) = (0, Duration::ZERO);
    // On a busy machine a run may be over before the signal comes; another is broken off then.
    for attempt in 0..100 {
        let library = out.path().join(format!("{attempt}"));
        let mut command = crate::support::program();
        command.args(["mine", name(folder.path()), "-o", name(&library)]).stderr(Stdio::null());
        // Who is to send the signal is there before the run: on a busy machine the run would be over before it is started.
        let mut sender = Command::new("sh");
        sender.args(["-c", "read run && kill -INT $run"]).stdin(Stdio::piped()).stderr(Stdio::null());
        let mut sender = sender.spawn().expect("a shell runs");
        let mut child = command.spawn().expect("it runs");
        std::thread::sleep(wait);
        let ended = child.try_wait().expect("it can be asked").is_some();
        let mut told = sender.stdin.take().expect("it reads");
        writeln!(told, "{}", child.id()).expect("it is told");
        assert!(sender.wait().expect("it ends").success() || ended);
        let status = child.wait().expect("it ends");
        broken += usize::from(!status.success());
        if library.exists() {
            assert!(files(&library) == whole, "broken off after {wait:?}");
        }
        assert_eq!(hidden(out.path()), 0, "broken off after {wait:?}");
        match (status.success(), broken) {
            (true, 0) => wait = Duration::ZERO,
            (true, _) => break,
            (false, _) => wait += Duration::from_millis(15).max(wait / 8),
        }
    }
    assert!(broken > 0, "no run was broken off");
}
