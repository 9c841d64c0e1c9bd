//! How fast drafts are made in bulk, each figure beside a limit that is measured in the same run. All are of 2,000 drafts of 3,000 字, a row
//! each, with facts of its own.
//!
//! - `files`: the whole program, from start to the last file, beside the slower of two: the drafts made in memory from an open
//!   stock, and the same bytes written under temporary names, renamed and noted in a manifest. Wanted: 60 % of the slower.
//! - `lines`: `--jsonl` to nowhere, beside the drafts in memory. Wanted: 80 %.
//! - On two threads 1.8 times as many as on one.
//!
//! What was written is kept until the end: a file system that has just deleted thousands of files may take several times as long for
//! new ones (ext4 keeps their places free for a while, and passes over them one by one), and who measured next would pay for it.
//!
//! `cargo bench --bench bulk` runs them. What a script in Python with Jinja2 takes is measured by hand: `benches/bulk_jinja2.py`.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock};

use divan::Bencher;
use divan::counter::ItemsCount;
use qicao::draft::draft_from;
use qicao::{Brief, Library, Source, Stock};
use rayon::prelude::*;

fn main() {
    divan::main();
    KEPT.lock().expect("nobody panics").clear();
}

/// The folders that were written to.
static KEPT: Mutex<Vec<tempfile::TempDir>> = Mutex::new(Vec::new());

const DRAFTS: usize = 2_000;
const BRIEF: &str = "type: 推进会\ntopic: 优化营商环境\ndate: 2026-03-05\nlevel: 市\nlength: 3000\n";

/// A new folder for what is written.
fn folder() -> PathBuf {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("cargo gives a folder");
    let path = folder.path().to_path_buf();
    KEPT.lock().expect("nobody panics").push(folder);
    path
}

/// A brief and a table of rows, in files.
fn job() -> &'static (PathBuf, PathBuf) {
    static JOB: OnceLock<(PathBuf, PathBuf)> = OnceLock::new();
    JOB.get_or_init(|| {
        let mut rows = "meeting,speaker.name,speaker.post,facts.项目数,facts.主办单位\n".to_string();
        for n in 1..=DRAFTS {
            let _ = writeln!(rows, "第{}片区优化营商环境推进会,王某某{n},市长,{n},市委、市政府", n % 97 + 1);
        }
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let (brief, table) = (folder.join("bulk.yaml"), folder.join("bulk.csv"));
        fs::write(&brief, BRIEF).and_then(|()| fs::write(&table, rows)).expect("the folder is ours");
        (brief, table)
    })
}

/// The briefs of those rows.
fn briefs() -> Vec<Brief> {
    let row = |n: usize| {
        let yaml = format!(
            "{BRIEF}meeting: 第{}片区优化营商环境推进会\nspeaker: {{ name: 王某某{n}, post: 市长 }}\n\
             facts: {{ 项目数: {n}, 主办单位: 市委、市政府 }}\nseed: {n}\n",
            n % 97 + 1
        );
        Brief::read(&Arc::new(Source::new("要求.yaml", yaml))).expect("the brief is valid")
    };
    (1..=DRAFTS).map(row).collect()
}

fn pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start")
}

fn bulk(bencher: Bencher, threads: usize, args: &[&str]) {
    let (brief, table) = job();
    bencher.counter(ItemsCount::new(DRAFTS)).with_inputs(folder).bench_local_values(|folder| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_qicao"));
        command.arg("bulk").arg(brief).arg("--data").arg(table).arg("--jobs").arg(threads.to_string());
        match args {
            [] => command.arg("-o").arg(folder),
            args => command.args(args),
        };
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("the program runs");
        assert!(status.success());
    });
}

#[divan::bench(args = [1, 2], sample_count = 5)]
fn files(bencher: Bencher, threads: usize) {
    bulk(bencher, threads, &[]);
}

#[divan::bench(args = [1, 2], sample_count = 5)]
fn lines(bencher: Bencher, threads: usize) {
    bulk(bencher, threads, &["--jsonl"]);
}

#[divan::bench(args = [1, 2], sample_count = 5)]
fn limit_in_memory(bencher: Bencher, threads: usize) {
    let (briefs, library, pool) = (briefs(), Library::embedded(), pool(threads));
    let stock = Stock::open(&briefs[0], &library).expect("the stock opens");
    let length = |brief: &Brief| draft_from(brief, &stock).expect("it drafts").length;
    bencher
        .counter(ItemsCount::new(DRAFTS))
        .bench_local(|| pool.install(|| briefs.par_iter().map(length).sum::<usize>()));
}

#[divan::bench(args = [1, 2], sample_count = 5)]
fn limit_plain_writing(bencher: Bencher, threads: usize) {
    let (briefs, library, pool) = (briefs(), Library::embedded(), pool(threads));
    let stock = Stock::open(&briefs[0], &library).expect("the stock opens");
    let texts: Vec<_> = briefs.iter().map(|brief| draft_from(brief, &stock).expect("it drafts").text).collect();
    let line = format!("{{\"row\":1,\"file\":\"x\",\"hash\":\"{}\"}}\n", "0".repeat(400));
    bencher.counter(ItemsCount::new(DRAFTS)).with_inputs(folder).bench_local_values(|folder| {
        let manifest = Mutex::new(File::create(folder.join("manifest.jsonl")).expect("it is ours"));
        let write = |(number, text): (usize, &String)| {
            let part = folder.join(format!(".part-{}", rayon::current_thread_index().unwrap_or(0)));
            File::create(&part).and_then(|mut file| file.write_all(text.as_bytes())).expect("it is written");
            fs::rename(&part, folder.join(format!("{number}.txt"))).expect("it is renamed");
            let mut manifest = manifest.lock().expect("nobody panics");
            manifest.write_all(line.as_bytes()).expect("it is noted");
        };
        pool.install(|| texts.par_iter().enumerate().for_each(write));
    });
}
