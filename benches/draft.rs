//! How fast a draft is, each figure beside a limit that is measured in the same run.
//!
//! - `process`: start of the program to the printed draft, beside a process that does nothing. Wanted: within 10 ms of it.
//! - `ready`: the embedded library opened for a brief, as it is and grown a hundredfold, beside the bare parse of the files that
//!   it reads. Wanted: under 4 ms, both times.
//! - `in_memory`: drafts from an open stock, beside bare Tera printing the same text from ready strings.
//!
//! `cargo bench` runs them. What a draft takes of memory is in `benches/memory.rs`, because counting allocations costs time.

use std::process::{Command, Stdio};
use std::sync::{Arc, OnceLock};

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

    #[divan::bench]
    fn draft_from_stock(bencher: Bencher) {
        let (brief, library) = (brief(), Library::embedded());
        let stock = Stock::open(&brief, &library).expect("the stock opens");
        bencher.bench_local(|| qicao::draft::draft_from(&brief, &stock).expect("the example drafts"));
    }

    #[divan::bench]
    fn limit_bare_tera(bencher: Bencher) {
        let text = draft(&brief(), &Library::embedded()).expect("the example drafts").text;
        let lines: Vec<&str> = text.lines().collect();
        let mut tera = tera::Tera::new();
        tera.add_raw_template("t", "{% for line in lines %}{{ line }}\n{% endfor %}").expect("the template is valid");
        let mut context = tera::Context::new();
        context.insert("lines", &lines);
        bencher.bench_local(|| tera.render("t", &context).expect("the template renders"));
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
        let (mut banks, mut roots) = (embedded.banks.to_vec(), embedded.roots.to_vec());
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
            banks: banks.leak(),
            templates: templates.leak(),
            roots: roots.leak(),
            aliases: aliases.leak(),
            names: names.leak(),
        }
    })
}
