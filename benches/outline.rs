//! How fast speeches are read, each figure beside a limit that is measured in the same run.
//!
//! - `one_thread`: the outline of 20 MB and its cleaning alone, beside a regex scan of the same text. Wanted: 60 MB/s without
//!   conversion; the aim is 150.
//! - `traditional`: cleaning with conversion, beside the converter alone. Wanted: not slower than the converter.
//! - `files`: the program over 200 MB of files on one thread and on two. Wanted: two at least 1.8 times one.
//!
//! `cargo bench --bench outline` runs them.

use std::process::{Command, Stdio};

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use qicao::outline::{clean, read};

fn main() {
    divan::main();
}

/// A speech of our own, long enough to be one: sections, marked and unmarked items, moves.
const SPEECH: &str = include_str!("../tests/outline/全套.txt");

/// What stands under a head: plain sentences without markers.
const PROSE: &str = "说到底，河是大家的河，水是子孙的水，今天省下一车垃圾的运费，明天就要掏十倍的钱去治。前些天有位老党员跟我讲，他小时候在桥下洗过澡、摸过鱼，如今孙子连脚都不敢往里伸，这话听了叫人坐不住。办法并不复杂，难的是天天照着办，月月有人问，年底能见着变化，让走在岸边的人愿意停下来看一看。";

/// The speech with its sections said over until it is as long as speeches are, some five thousand characters.
fn speech() -> String {
    let sections = SPEECH.find("（一）").unwrap_or(0)..SPEECH.find("同志们，河道").unwrap_or(SPEECH.len());
    let middle = SPEECH[sections.clone()].to_string();
    let numbered = ["四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三"];
    // A node in some 145 characters, as in speeches that people gave.
    let middle: String = middle
        .lines()
        .map(|line| if line.ends_with('。') { format!("{line}{PROSE}\n") } else { format!("{line}\n") })
        .collect();
    let more: String = numbered
        .iter()
        .map(|n| format!("{n}、把管好河道的事接着做\n{}", middle.replace("二、", "").replace("三、", "")))
        .collect();
    format!("{}{more}{}", &SPEECH[..sections.end], &SPEECH[sections.end..])
}

/// So many bytes of speeches, each with a title of its own and figures of its own.
fn corpus(bytes: usize, seed: usize) -> String {
    let mut text = String::with_capacity(bytes + 4 * SPEECH.len());
    let mut number = seed * 1000;
    let speech = speech();
    while text.len() < bytes {
        number += 1;
        text.push_str(
            &speech.replace("某", ["甲", "乙", "丙", "丁", "戊"][number % 5]).replace("128", &number.to_string()),
        );
        text.push('\n');
    }
    text
}

#[divan::bench_group(sample_count = 10, sample_size = 1)]
mod one_thread {
    use super::*;

    const SIZE: usize = 20_000_000;

    #[divan::bench]
    fn outline(bencher: Bencher) {
        let text = corpus(SIZE, 0);
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| read(black_box(&text)));
    }

    #[divan::bench]
    fn cleaning_alone(bencher: Bencher) {
        let text = corpus(SIZE, 0);
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| clean(black_box(&text)));
    }

    #[divan::bench]
    fn limit_regex_scan(bencher: Bencher) {
        let text = corpus(SIZE, 0);
        let markers = regex::Regex::new(
            r"(?m)^[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+，|[一二三四五六七八九十][是要]",
        );
        let markers = markers.expect("the pattern is valid");
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| markers.find_iter(black_box(&text)).count());
    }
}

#[divan::bench_group(sample_count = 10, sample_size = 1)]
mod traditional {
    use super::*;

    fn converter(config: BuiltinConfig) -> OpenCC {
        OpenCC::from_config(config).expect("it is built in")
    }

    fn text() -> String {
        converter(BuiltinConfig::S2t).convert(&corpus(2_000_000, 0))
    }

    #[divan::bench]
    fn cleaning(bencher: Bencher) {
        let text = text();
        drop(clean(&text));
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| clean(black_box(&text)));
    }

    #[divan::bench]
    fn limit_converter_alone(bencher: Bencher) {
        let (text, back) = (text(), converter(BuiltinConfig::T2s));
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| back.convert(black_box(&text)));
    }
}

#[divan::bench_group(sample_count = 3, sample_size = 1)]
mod files {
    use super::*;

    /// 200 files of 1 MB, outlined by the program on so many threads.
    #[divan::bench(args = [1, 2])]
    fn threads(bencher: Bencher, threads: usize) {
        let folder = tempfile::tempdir().expect("a folder is made");
        let mut size = 0;
        for number in 0..200 {
            let text = corpus(1_000_000, number);
            size += text.len();
            std::fs::write(folder.path().join(format!("{number:03}.txt")), text).expect("the file is written");
        }
        bencher.counter(BytesCount::new(size)).bench_local(|| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_qicao"));
            command.args(["outline", "--format", "json"]).arg(folder.path()).stdout(Stdio::null());
            let ended = command.env("RAYON_NUM_THREADS", threads.to_string()).status().expect("the program runs");
            assert!(ended.success());
        });
    }
}
