//! How fast a speech is held against ten thousand past ones, beside limits that are measured in the same run.
//!
//! The past speeches are drafts of ours, with all types, themes and many seeds, which is hard: they share their phrases, so that nearly
//! every sentence stands in hundreds of them. Text of persons is among them. Wanted: one speech under 50 ms, the program's start included, once
//! there is an index.
//!
//! - `speech`: the program with `--against`, for a draft with a seed of its own, for a text of ours that is no draft, and for a copy
//! - `limit_start`, `limit_walk`, `limit_scan`: the program doing nothing; looking at the size and time of each file; reading every file
//!   and looking for one sentence
//! - `index`, `limit_outline`: making the index, and reading the same files without one, both on all threads
//!
//! `cargo bench --bench against` runs them; it makes the speeches first, which takes a minute.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, OnceLock};

use divan::{Bencher, black_box};
use qicao::draft::{Stock, draft_from};
use qicao::{Brief, Library, Source};
use rayon::prelude::*;

fn main() {
    divan::main();
    // What is static is never dropped.
    if let Some(office) = OFFICE.get() {
        std::fs::remove_dir_all(office.folder.path()).expect("the folder is ours");
    }
}

const SPEECHES: usize = 10_000;

/// A speech of our own that is no draft.
const PROSE: &str = include_str!("../tests/outline/全套.txt");

/// A folder with past speeches, and beside it what is held against them.
struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    fn past(&self) -> PathBuf {
        self.folder.path().join("past")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

static OFFICE: OnceLock<Office> = OnceLock::new();

fn office() -> &'static Office {
    OFFICE.get_or_init(make)
}

fn make() -> Office {
    let folder = tempfile::tempdir().expect("a folder is made");
    let office = Office { folder };
    let library = Library::embedded();
    let types: Vec<String> =
        library.templates().expect("they are sound").into_iter().map(|(header, _)| header.name).collect();
    let themes = ["营商环境", "安全生产", "乡村振兴", "项目建设", "生态环保", "作风建设", "招商引资", "民生保障"];
    std::fs::create_dir(office.past()).expect("the folder is made");
    let pairs: Vec<(&String, &str)> = types.iter().flat_map(|kind| themes.map(|theme| (kind, theme))).collect();
    let each = SPEECHES.div_ceil(pairs.len());
    pairs.par_iter().enumerate().for_each(|(number, (kind, theme))| {
        let brief = |seed| {
            let yaml = format!(
                "type: {kind}\nmeeting: 全市{theme}工作会议\ntopic: {theme}\ndate: 2026-03-05\nlength: 3000\nseed: {seed}\n"
            );
            Brief::read(&Arc::new(Source::new("要求.yaml", yaml))).expect("the brief is valid")
        };
        let first = brief(0);
        let stock = Stock::open(&first, &library).expect("the library has it");
        for seed in 0..each {
            let draft = draft_from(&brief(seed), &stock).expect("it drafts");
            std::fs::write(office.past().join(format!("{number:03}-{seed:03}.txt")), draft.text).expect("it is written");
        }
        if number == 0 {
            let draft = draft_from(&brief(1_000_000), &stock).expect("it drafts");
            std::fs::write(office.file("draft"), &draft.text).expect("it is written");
        }
    });
    std::fs::write(office.past().join("prose.txt"), PROSE.replace("河道", "水库")).expect("it is written");
    std::fs::write(office.file("prose"), PROSE).expect("it is written");
    std::fs::copy(office.past().join("007-007.txt"), office.file("copy")).expect("it is copied");
    qicao(&["check", "--index", "--against"]).arg(office.past()).status().expect("the program runs");
    office
}

fn qicao(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qicao"));
    command.args(args).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn past() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(office().past()).expect("it is there").flatten().map(|entry| entry.path());
    entries.filter(|path| path.extension().is_some()).collect()
}

#[divan::bench(sample_count = 20, sample_size = 1, args = ["draft", "prose", "copy"])]
fn speech(bencher: Bencher, name: &str) {
    let file = office().file(name);
    bencher.bench_local(|| {
        let mut command = qicao(&["check", "--select", "QC790", "--against"]);
        command.arg(office().past()).arg(&file).status().expect("the program runs")
    });
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn limit_start(bencher: Bencher) {
    bencher.bench_local(|| qicao(&["--version"]).status().expect("the program runs"));
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn limit_walk(bencher: Bencher) {
    let past = past();
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |found| found.len());
    bencher.bench_local(|| past.iter().map(|path| size(black_box(path))).sum::<u64>());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn limit_scan(bencher: Bencher) {
    let past = past();
    let finder = memchr::memmem::Finder::new("水库是全县的脸面，也是群众的念想。");
    let holds = |path: &PathBuf| finder.find(&std::fs::read(path).unwrap_or_default()).is_some();
    bencher.bench_local(|| past.iter().filter(|path| holds(black_box(path))).count());
}

#[divan::bench(sample_count = 2, sample_size = 1)]
fn index(bencher: Bencher) {
    bencher.bench_local(|| {
        std::fs::remove_file(office().past().join(".qicao-index")).expect("it was built");
        qicao(&["check", "--index", "--against"]).arg(office().past()).status().expect("the program runs")
    });
}

#[divan::bench(sample_count = 2, sample_size = 1)]
fn limit_outline(bencher: Bencher) {
    bencher.bench_local(|| {
        qicao(&["outline", "--format", "json"]).arg(office().past()).status().expect("the program runs")
    });
}
