//! How fast speeches are mined, beside what it takes to tag their words alone, measured in the same run.
//!
//! - `end_to_end`: files to library on one thread and on two. Wanted: one at least a third as fast as `limit_tagging`, two at least
//!   1.7 times one.
//! - `within_a_gigabyte`: the same on two threads where the system gives no more than 1 GB of memory. A run that wants more fails.
//! - `limit_tagging`: the same text cut into words with their parts of speech, on one thread.
//!
//! `cargo bench --bench mine` runs them; `QICAO_MINE_MB=200` takes as much text as the bound on memory is stated for. Speeches are
//! made of our own by dealing their sentences anew, so that none is a copy of another.

use std::process::Command;

use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

const SPEECH: &str = include_str!("../tests/outline/全套.txt");

/// So many bytes of files, each a speech whose sentences are dealt from ours with other words in them.
fn corpus(folder: &std::path::Path, bytes: usize) -> usize {
    let sentences: Vec<&str> = SPEECH.split_inclusive(['。', '\n']).collect();
    let things = ["河道", "校舍", "粮库", "路灯", "泵站", "书屋", "集市", "码头", "果园", "窑厂"];
    let (mut written, mut number, mut state) = (0, 0u64, 1u64);
    let mut roll = |most: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % most
    };
    while written < bytes {
        let mut text = format!("在第{number}次工作推进会上的讲话\n同志们：\n");
        while text.len() < 13_000 {
            let sentence = sentences[roll(sentences.len())].replace("河", things[roll(things.len())]);
            let word = char::from_u32(0x4e00 + roll(6000) as u32).unwrap_or('一');
            text.push_str(&sentence.replace('，', &format!("，{word}{}", things[roll(things.len())])));
        }
        written += text.len();
        number += 1;
        std::fs::write(folder.join(format!("{number:06}.txt")), text).expect("a speech is written");
    }
    written
}

fn size() -> usize {
    std::env::var("QICAO_MINE_MB").ok().and_then(|size| size.parse().ok()).unwrap_or(5) * 1_000_000
}

#[divan::bench(args = [1, 2], sample_count = 3, sample_size = 1)]
fn end_to_end(bencher: Bencher, threads: usize) {
    let folder = tempfile::tempdir().expect("a folder is made");
    let size = corpus(folder.path(), size());
    let out = tempfile::tempdir().expect("a folder is made");
    let mut run = 0;
    bencher.counter(BytesCount::new(size)).bench_local(|| {
        run += 1;
        let mut command = Command::new(env!("CARGO_BIN_EXE_qicao"));
        command.arg("mine").arg(folder.path()).arg("-o").arg(out.path().join(run.to_string()));
        assert!(command.env("RAYON_NUM_THREADS", threads.to_string()).status().expect("the program runs").success());
    });
}

#[cfg(target_os = "linux")]
#[divan::bench(sample_count = 1, sample_size = 1)]
fn within_a_gigabyte(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a folder is made");
    let size = corpus(folder.path(), size());
    let out = tempfile::tempdir().expect("a folder is made");
    let limited = format!("ulimit -d 1000000; exec {} mine \"$@\"", env!("CARGO_BIN_EXE_qicao"));
    bencher.counter(BytesCount::new(size)).bench_local(|| {
        let mut command = Command::new("sh");
        command.args(["-c", &limited, "qicao"]).arg(folder.path()).arg("-o").arg(out.path().join("库"));
        assert!(command.env("RAYON_NUM_THREADS", "2").status().expect("the program runs").success());
    });
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn limit_tagging(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a folder is made");
    let size = corpus(folder.path(), size());
    let texts: Vec<String> = std::fs::read_dir(folder.path())
        .expect("the folder is there")
        .flatten()
        .map(|entry| std::fs::read_to_string(entry.path()).expect("a speech"))
        .collect();
    let jieba = jieba_rs::Jieba::new();
    bencher
        .counter(BytesCount::new(size))
        .bench_local(|| texts.iter().map(|text| jieba.tag(text, true).len()).sum::<usize>());
}
