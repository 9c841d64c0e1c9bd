//! Mining as its user meets it: what enters a library and what never does, and that no split or order changes a byte.

#[path = "mining/edges.rs"]
mod edges;
#[path = "mining/slots.rs"]
mod slots;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::support::{program, qicao};

/// A folder of speeches of our own: four offices that say the same in the manner of the trade, each on its own affairs.
fn speeches() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder is made");
    let offices = [
        ("河道", "清江县", "周大河", "保洁", "巡查", "38"),
        ("校舍", "临山市", "吴小勤", "加固", "检查", "56"),
        ("粮库", "平川区", "郑满仓", "翻晒", "盘点", "71"),
        ("路灯", "望海镇", "冯光明", "更换", "巡修", "94"),
    ];
    for (at, (thing, place, person, deed, watch, figure)) in offices.into_iter().enumerate() {
        let text = format!(
            "在{place}{thing}管护工作推进会上的讲话\n同志们：\n今天，我们在这里召开{thing}管护工作推进会，主要任务是把{thing}管护这件事摆上桌面。\
             刚才，{person}同志介绍了{thing}{deed}的做法，听了很受启发。下面，我就做好{thing}管护工作讲三点意见。\n\
             一、提高认识，把{thing}管护作为头等大事来抓\n{thing}是群众天天看得见的东西，管得好不好，群众心里有数。去年{place}查出{figure}处毛病，拖到年底才改完。\n\
             二、突出重点，在{thing}{deed}上下更大功夫\n一要在{watch}制度上下更大功夫。既要有人管{thing}，又要有人查{deed}，谁的岗谁来守。\
             二要在{deed}质量上下更大功夫。{deed}要当天做完，做完要有人签字，签了字就要认账。\
             三要在{thing}台账上下更大功夫。台账一处一页，改一处销一处，不许拿旧账充数。\n\
             三、压实责任，把{thing}管护落实到每个岗位\n{watch}的人要定人定段，出了毛病先问责任人，再问分管领导。\n\
             同志们，{thing}管护任务艰巨、责任重大，让我们从今天做起，把每一件小事办牢！\n"
        );
        std::fs::write(folder.path().join(format!("{at}.txt")), text).expect("a speech is written");
    }
    folder
}

/// All files under a folder, by their path in it.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("the folder is there").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it lies inside").to_path_buf();
                found.insert(name, std::fs::read(&path).expect("the file is there"));
            }
        }
    }
    found
}

fn name(path: &Path) -> &str {
    path.to_str().expect("the name is UTF-8")
}

/// Mines a library and says all its banks in one text.
fn banks(arguments: &[&str]) -> String {
    let out = tempfile::tempdir().expect("a folder is made");
    let library = out.path().join("库");
    let ran = qicao(&[arguments, &["-o", name(&library)]].concat());
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let files = files(&library);
    let banks = files.into_iter().filter(|(path, _)| path.starts_with("phrasebanks"));
    banks.map(|(_, bytes)| String::from_utf8(bytes).expect("banks are UTF-8")).collect()
}

#[test]
fn what_offices_share_becomes_frames_and_what_is_their_own_becomes_slots() {
    let folder = speeches();
    let banks = banks(&["mine", name(folder.path())]);
    assert!(banks.contains("上下更大功夫"), "{banks}");
    assert!(banks.contains("】") && banks.contains("既要有人管【"), "{banks}");
    for own in ["清江", "临山", "周大河", "吴小勤", "冯光明", "38", "94"] {
        assert!(!banks.contains(own), "{own} is one office's own:\n{banks}");
    }
}

#[test]
fn a_mined_library_is_read_without_a_complaint() {
    let (folder, out) = (speeches(), tempfile::tempdir().expect("a folder is made"));
    let library = out.path().join("库");
    assert!(qicao(&["mine", name(folder.path()), "-o", name(&library)]).status.success());
    let listed = qicao(&["list", "banks", "-L", name(&library)]);
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    assert!(String::from_utf8_lossy(&listed.stdout).contains("frame/"));
}

#[test]
fn order_threads_and_splits_change_no_byte() {
    let (folder, out) = (speeches(), tempfile::tempdir().expect("a folder is made"));
    let at = |name: &str| out.path().join(name).to_str().expect("the name is UTF-8").to_string();
    let speech = |number: usize| folder.path().join(format!("{number}.txt")).to_str().expect("UTF-8").to_string();
    let all: Vec<String> = (0..4).map(speech).collect();
    let mut whole = vec!["mine"];
    whole.extend(all.iter().map(String::as_str));
    let (one, back, merged) = (at("正"), at("反"), at("合"));
    let ran = program().args(&whole).args(["-o", &one]).env("RAYON_NUM_THREADS", "1").status();
    assert!(ran.expect("the program runs").success());
    let mut reversed = whole.clone();
    reversed[1..].reverse();
    assert!(
        program()
            .args(&reversed)
            .args(["-o", &back])
            .env("RAYON_NUM_THREADS", "4")
            .status()
            .expect("it runs")
            .success()
    );
    let (first, second) = (at("一.jsonl"), at("二.jsonl"));
    assert!(qicao(&["mine", &all[3], "--partial", &first]).status.success());
    assert!(qicao(&["mine", &all[1], &all[0], &all[2], &all[3], "--partial", &second]).status.success());
    assert!(qicao(&["mine", "--merge", &second, &first, "-o", &merged]).status.success());
    assert_eq!(files(Path::new(&one)), files(Path::new(&back)), "order and threads");
    assert_eq!(files(Path::new(&one)), files(Path::new(&merged)), "splits");
}

#[test]
fn a_copy_with_other_masks_counts_once() {
    let folder = speeches();
    for number in 1..4 {
        std::fs::remove_file(folder.path().join(format!("{number}.txt"))).expect("it was there");
    }
    let text = std::fs::read_to_string(folder.path().join("0.txt")).expect("it is there");
    std::fs::write(folder.path().join("副本.txt"), text.replace("清江县", "XX县").replace("周大河", "***"))
        .expect("it is written");
    let out = tempfile::tempdir().expect("a folder is made");
    let ran = qicao(&["mine", name(folder.path()), "-o", name(&out.path().join("库"))]);
    let told = String::from_utf8_lossy(&ran.stderr);
    assert!(told.contains("只有 1 篇讲话"), "one author's frames came in by way of a copy: {told}");
}

#[test]
fn private_mining_says_so_and_marks_sources() {
    let (folder, out) = (speeches(), tempfile::tempdir().expect("a folder is made"));
    let library = out.path().join("库");
    let ran = qicao(&["mine", name(folder.path()), "--private", "-o", name(&library)]);
    assert!(ran.status.success() && String::from_utf8_lossy(&ran.stderr).contains("不要给外单位"));
    let banks = std::fs::read_to_string(library.join("phrasebanks/句式.yaml")).expect("it is there");
    assert!(banks.contains("source:") && banks.contains("0.txt:"), "{banks}");
}

#[test]
fn nothing_is_written_where_something_lies_or_nothing_was_found() {
    let (folder, out) = (speeches(), tempfile::tempdir().expect("a folder is made"));
    std::fs::write(out.path().join("我的.yaml"), "x").expect("it is written");
    let ran = qicao(&["mine", name(folder.path()), "-o", name(out.path())]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("不是空的"));
    assert_eq!(files(out.path()).len(), 1);
    let empty = tempfile::tempdir().expect("a folder is made");
    std::fs::write(empty.path().join("空.txt"), "\n \n").expect("it is written");
    let library = out.path().join("库");
    let ran = qicao(&["mine", name(empty.path()), "-o", name(&library)]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("没有找到讲话稿") && !library.exists());
}

#[test]
fn names_come_from_standard_input_and_strangers_are_no_partials() {
    let (folder, out) = (speeches(), tempfile::tempdir().expect("a folder is made"));
    let list = out.path().join("名单");
    std::fs::write(&list, format!("{}\n\n", folder.path().join("0.txt").display())).expect("it is written");
    let input = std::fs::File::open(&list).expect("it is there");
    let ran = program().args(["mine", "-", "--partial", "-"]).stdin(input).output().expect("the program runs");
    assert_eq!(String::from_utf8_lossy(&ran.stdout).lines().count(), 2, "a head and a speech");
    let ran = qicao(&["mine", "--merge", name(&list), "-o", name(&out.path().join("库"))]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("不是 qicao mine --partial 做的文件"));
}
