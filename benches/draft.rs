//! How fast a draft is, each figure beside a limit that is measured in the same run.
//!
//! - `process`: start of the program to the printed draft, beside a process that does nothing. Wanted: within 10 ms of it.
//! - `ready`: the embedded library opened for a brief, as it is and grown a hundredfold, beside the bare parse of the files that
//!   it reads. Wanted: under 4 ms, both times.
//! - `in_memory`: a hundred drafts of 3,000 字 with everything (plan, composition, fit, provenance), each of another seed, from
//!   an open stock on one thread and on two, beside bare Tera printing a hundred such texts from ready strings. Wanted: 5,000
//!   drafts a second on one thread, on two at least 1.8 times as many.
//!
//! `cargo bench` runs them. What a draft takes of memory is in `benches/memory.rs`, because counting allocations costs time.

use std::process::{Command, Stdio};
use std::sync::{Arc, OnceLock};

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use qicao::library::Embedded;
use qicao::{Brief, Library, Source, Stock, draft};

fn main() {
    divan::main();
}

const BRIEF: &str = include_str!("../examples/推进会.yaml");

fn brief() -> Brief {
    Brief::read(&Arc::new(Source::new("推进会.yaml", BRIEF))).expect("the example is valid")
}

#[divan::bench_group]
mod process {
    use super::*;

    #[divan::bench(sample_count = 50)]
    fn draft(bencher: Bencher) {
        let run = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_qicao"));
            command.args(["draft", "examples/推进会.yaml"]).current_dir(env!("CARGO_MANIFEST_DIR"));
            command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("the program runs")
        };
        bencher.bench_local(run);
    }

    #[divan::bench(sample_count = 50)]
    fn limit_empty_process(bencher: Bencher) {
        bencher.bench_local(|| Command::new("true").status().expect("an empty program runs"));
    }
}

#[divan::bench_group]
mod ready {
    use super::*;

    #[divan::bench]
    fn embedded(bencher: Bencher) {
        let brief = brief();
        bencher.bench_local(|| open(&brief, Library::embedded()));
    }

    #[divan::bench]
    fn embedded_hundredfold(bencher: Bencher) {
        let brief = brief();
        let grown = hundredfold();
        bencher.bench_local(|| open(&brief, Library::with(grown)));
    }

    #[divan::bench]
    fn limit_bare_parse_of_the_same_files(bencher: Bencher) {
        let embedded = Embedded::new();
        let unread = ["安全生产", "通用/why", "通用/do"];
        let read = |path: &str| !unread.iter().any(|other| path.contains(other));
        bencher.bench_local(|| {
            for (_, text) in embedded.banks.iter().filter(|(path, _)| read(path)) {
                black_box(serde_yaml::from_str::<serde::de::IgnoredAny>(text).expect("the files are valid"));
            }
        });
    }
}

#[divan::bench_group]
mod in_memory {
    use super::*;

    const SEEDS: u64 = 100;
    const PLAIN: &str =
        "type: 推进会\nmeeting: 全市优化营商环境推进会\ntopic: 优化营商环境\ndate: 2026-03-05\nlength: 3000\n";

    fn seeded(yaml: &str) -> Vec<Brief> {
        let unseeded: String =
            yaml.lines().filter(|line| !line.starts_with("seed:")).map(|line| format!("{line}\n")).collect();
        let read = |seed| Brief::read(&Arc::new(Source::new("要求.yaml", format!("{unseeded}seed: {seed}\n"))));
        (1..=SEEDS).map(|seed| read(seed).expect("the brief is valid")).collect()
    }

    fn draft_all(briefs: &[Brief], stock: &Stock<'_>) -> usize {
        briefs.iter().map(|brief| qicao::draft::draft_from(brief, stock).expect("it drafts").length).sum()
    }

    fn one_after_the_other(bencher: Bencher, yaml: &str) {
        let (briefs, library) = (seeded(yaml), Library::embedded());
        let stock = Stock::open(&briefs[0], &library).expect("the stock opens");
        bencher.counter(ItemsCount::new(SEEDS)).bench_local(|| draft_all(&briefs, &stock));
    }

    #[divan::bench(sample_count = 30)]
    fn one_thread(bencher: Bencher) {
        one_after_the_other(bencher, PLAIN);
    }

    #[divan::bench(sample_count = 30)]
    fn one_thread_with_facts_and_an_outline(bencher: Bencher) {
        one_after_the_other(bencher, BRIEF);
    }

    #[divan::bench(sample_count = 30)]
    fn two_threads(bencher: Bencher) {
        let (briefs, library) = (seeded(PLAIN), Library::embedded());
        let stock = Stock::open(&briefs[0], &library).expect("the stock opens");
        bencher.counter(ItemsCount::new(2 * SEEDS)).bench_local(|| {
            std::thread::scope(|scope| {
                let halves = [0, 1].map(|_| scope.spawn(|| draft_all(&briefs, &stock)));
                halves.map(|half| half.join().expect("no panic"))
            })
        });
    }

    #[divan::bench(sample_count = 30)]
    fn limit_bare_tera(bencher: Bencher) {
        let text = draft(&seeded(PLAIN)[0], &Library::embedded()).expect("the brief drafts").text;
        let lines: Vec<&str> = text.lines().collect();
        let mut tera = tera::Tera::new();
        tera.add_raw_template("t", "{% for line in lines %}{{ line }}\n{% endfor %}").expect("the template is valid");
        let mut context = tera::Context::new();
        context.insert("lines", &lines);
        bencher.counter(ItemsCount::new(SEEDS)).bench_local(|| {
            (0..SEEDS).map(|_| tera.render("t", &context).expect("the template renders").len()).sum::<usize>()
        });
    }
}

fn open(brief: &Brief, library: Library) {
    black_box(Stock::open(brief, &library).expect("the stock opens").template.header.name.len());
}

/// The embedded library with a hundred times its files: every theme and template again under ninety-nine other names.
fn hundredfold() -> Embedded {
    static GROWN: OnceLock<Embedded> = OnceLock::new();
    *GROWN.get_or_init(|| {
        let embedded = Embedded::new();
        let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
        let (mut banks, mut packed) = (embedded.banks.to_vec(), embedded.packed.to_vec());
        let mut roots = embedded.roots.to_vec();
        let (mut aliases, mut templates) = (embedded.aliases.to_vec(), embedded.templates.to_vec());
        let mut names = embedded.names.to_vec();
        for copy in 1..100 {
            for (index, (path, text)) in embedded.banks.iter().enumerate() {
                let of_theme =
                    |(root, files): &&(&str, &[u32])| root.starts_with("theme/") && files.contains(&(index as u32));
                for (root, _) in embedded.roots.iter().filter(of_theme) {
                    let file: &'static [u32] = Box::leak(Box::new([banks.len() as u32]));
                    roots.push((leak(format!("{root}{copy}")), file));
                }
                banks.push((leak(format!("{path}{copy}")), text));
            }
            packed.extend(embedded.packed);
            aliases.extend(
                embedded
                    .aliases
                    .iter()
                    .map(|(alias, theme)| (leak(format!("{alias}{copy}")), leak(format!("{theme}{copy}")))),
            );
            names.extend(
                embedded
                    .names
                    .iter()
                    .map(|(name, file)| (leak(format!("{name}{copy}")), file + templates.len() as u32)),
            );
            templates.extend(embedded.templates.iter().map(|(path, text)| (leak(format!("{path}{copy}")), *text)));
        }
        roots.sort_unstable_by_key(|(root, _)| *root);
        aliases.sort_unstable();
        names.sort_unstable();
        Embedded {
            digest: "",
            banks: banks.leak(),
            packed: packed.leak(),
            templates: templates.leak(),
            roots: roots.leak(),
            aliases: aliases.leak(),
            names: names.leak(),
        }
    })
}
