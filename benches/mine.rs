//! How fast speeches are mined, beside what it takes to tag their words alone, measured in the same run and in the same way.
//!
//! - `end_to_end`: files to library on one thread and on two, by a program that loads its dictionary. Wanted: one at least a third
//!   as fast as tagging, two at least 1.7 times one.
//! - `limit_tagging`: the same files read and cut into words with their parts of speech on one thread, by a program that loads the
//!   dictionary too: this one, called again.
//! - `loaded` and `limit_tagging_loaded`: the same two on one thread where the dictionary is loaded before, which is what is left
//!   where there is much to read.
//! - `within_a_gigabyte`: copies of the speeches with other masks, shuffled, on two threads where the system gives no more than 1 GB
//!   of memory. A run that wants more fails.
//!
//! `cargo bench --bench mine` runs them; `QICAO_MINE_MB=200` takes as much text as the bound on memory is stated for. The speeches are
//! those of `../shared` where they lie there. Elsewhere they are made of our own, by dealing sentences anew, so that none is a copy of
//! another: then all speeches say the same sentences, which is harder than any real corpus, and takes longer.

use std::path::{Path, PathBuf};
use std::process::Command;

use divan::Bencher;
use divan::counter::BytesCount;
use qicao::Source;
use qicao::mine::{self, Options, Partial};
use tempfile::TempDir;

/// Where it is set, this program tags the files that it is given.
const TAG: &str = "QICAO_BENCH_TAG";

fn main() {
    if std::env::var_os(TAG).is_none() {
        return divan::main();
    }
    let files: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    std::process::exit(i32::from(tagged(&jieba_rs::Jieba::new(), &texts(&files)) == 0));
}

const SPEECH: &str = include_str!("../tests/outline/全套.txt");

/// A row of numbers that is the same in each run.
struct Rolls(u64);

impl Rolls {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

/// So many bytes of files, each a speech whose sentences are dealt from ours with other words in them.
fn dealt(folder: &Path, bytes: usize) -> Vec<PathBuf> {
    let sentences: Vec<&str> = SPEECH.split_inclusive(['。', '\n']).collect();
    let things = ["河道", "校舍", "粮库", "路灯", "泵站", "书屋", "集市", "码头", "果园", "窑厂"];
    let (mut written, mut files, mut rolls) = (0, Vec::new(), Rolls(1));
    while written < bytes {
        let number = files.len();
        let mut text = format!("在第{number}次工作推进会上的讲话\n同志们：\n");
        while text.len() < 13_000 {
            let sentence = sentences[rolls.below(sentences.len())].replace("河", things[rolls.below(things.len())]);
            let word = char::from_u32(0x4e00 + rolls.below(6000) as u32).unwrap_or('一');
            text.push_str(&sentence.replace('，', &format!("，{word}{}", things[rolls.below(things.len())])));
        }
        written += text.len();
        files.push(folder.join(format!("{number:06}.txt")));
        std::fs::write(&files[number], text).expect("a speech is written");
    }
    files
}

/// The texts of the shared corpora, or else a megabyte of dealt ones in a folder of their own.
fn speeches() -> (Vec<PathBuf>, TempDir) {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folders = ["corpus", "corpus-extra"].map(|name| shared.join(name));
    let entries = folders.iter().flat_map(std::fs::read_dir).flatten().flatten();
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    files.sort();
    let folder = tempfile::tempdir().expect("a folder is made");
    if files.is_empty() {
        files = dealt(folder.path(), 1_000_000);
    }
    (files, folder)
}

fn texts(files: &[PathBuf]) -> Vec<String> {
    files.iter().map(|file| std::fs::read_to_string(file).expect("a speech")).collect()
}

fn size(texts: &[String]) -> BytesCount {
    BytesCount::new(texts.iter().map(String::len).sum::<usize>())
}

#[divan::bench(args = [1, 2], sample_count = 5, sample_size = 1)]
fn end_to_end(bencher: Bencher, threads: usize) {
    let (files, out) = speeches();
    let mut run = 0;
    bencher.counter(size(&texts(&files))).bench_local(|| {
        run += 1;
        let mut command = Command::new(env!("CARGO_BIN_EXE_qicao"));
        command.arg("mine").args(&files).arg("-o").arg(out.path().join(format!("库{run}")));
        assert!(command.env("RAYON_NUM_THREADS", threads.to_string()).status().expect("the program runs").success());
    });
}

/// So many bytes of copies of the speeches: with other figures and masks, in another order in each file.
fn copies(folder: &Path, bytes: usize) -> BytesCount {
    let (files, _own) = speeches();
    let speeches: Vec<String> = texts(&files)
        .iter()
        .flat_map(|text| {
            let document = qicao::outline::read(text);
            let bodies = document.speeches.iter().map(|speech| document.clean.text[speech.body.clone()].to_string());
            bodies.collect::<Vec<_>>()
        })
        .collect();
    let masks = ["X", "×", "*", "＊", "Ｘ"];
    let (mut written, mut number, mut rolls) = (0, 0, Rolls(1));
    while written < bytes {
        let mut text = String::new();
        while text.len() < 60_000 {
            let (mask, figure) = (masks[rolls.below(masks.len())], rolls.below(10).to_string());
            let speech = speeches[rolls.below(speeches.len())].replace(['X', '×', '*'], mask).replace('3', &figure);
            text.extend([speech.as_str(), "\n\n"]);
        }
        std::fs::write(folder.join(format!("{number:06}.txt")), &text).expect("copies are written");
        written += text.len();
        number += 1;
    }
    BytesCount::new(written)
}

#[cfg(target_os = "linux")]
#[divan::bench(sample_count = 1, sample_size = 1)]
fn within_a_gigabyte(bencher: Bencher) {
    let (folder, out) =
        (tempfile::tempdir().expect("a folder is made"), tempfile::tempdir().expect("a folder is made"));
    let megabytes = std::env::var("QICAO_MINE_MB").ok().and_then(|size| size.parse().ok()).unwrap_or(5);
    let written = copies(folder.path(), megabytes * 1_000_000);
    let limited = format!("ulimit -d 1000000; exec {} mine \"$@\"", env!("CARGO_BIN_EXE_qicao"));
    bencher.counter(written).bench_local(|| {
        let mut command = Command::new("sh");
        command.args(["-c", &limited, "qicao"]).arg(folder.path()).arg("-o").arg(out.path().join("库"));
        assert!(command.env("RAYON_NUM_THREADS", "2").status().expect("the program runs").success());
    });
}

fn tagged(jieba: &jieba_rs::Jieba, texts: &[String]) -> usize {
    texts.iter().map(|text| jieba.tag(text, true).len()).sum()
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn limit_tagging(bencher: Bencher) {
    let (files, _own) = speeches();
    let this = std::env::current_exe().expect("this program has a path");
    bencher.counter(size(&texts(&files))).bench_local(|| {
        let status = Command::new(&this).args(&files).env(TAG, "1").status();
        assert!(status.expect("the program runs").success());
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn limit_tagging_loaded(bencher: Bencher) {
    let (files, _own) = speeches();
    let (texts, jieba) = (texts(&files), jieba_rs::Jieba::new());
    bencher.counter(size(&texts)).bench_local(|| tagged(&jieba, &texts));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn loaded(bencher: Bencher) {
    let (files, _own) = speeches();
    let texts = texts(&files);
    let sources: Vec<Source> =
        files.iter().zip(&texts).map(|(file, text)| Source::new(file.display().to_string(), text.as_str())).collect();
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread is there");
    one.install(mine::prepare);
    bencher.counter(size(&texts)).bench_local(|| {
        one.install(|| {
            let mut partial = Partial::default();
            let observed = |source: &Source| mine::observe(source, &qicao::outline::read(source.text()));
            sources.iter().flat_map(observed).for_each(|speech| partial.add(speech));
            mine::finish(&partial, Options::PUBLIC).expect("a library").files().len()
        })
    });
}
