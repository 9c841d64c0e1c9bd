//! How fast speeches are read, beside what the same machine does in the same run: a regex scan of the same text, the converter
//! alone, one thread beside two. Limits: 60 MB/s on one thread without conversion; conversion not slower than the converter
//! alone; two threads at least 1.8 times one.
//!
//! `cargo bench --bench outline`

use std::hint::black_box;
use std::time::{Duration, Instant};

use qicao::outline::{Seen, clean, read};
use rayon::prelude::*;

/// A speech of our own, long enough to be one: sections, marked and unmarked items, moves.
const SPEECH: &str = include_str!("../tests/outline/全套.txt");

/// What stands under a head: plain sentences without markers.
const PROSE: &str = "说到底，河是大家的河，水是子孙的水，今天省下一车垃圾的运费，明天就要掏十倍的钱去治。前些天有位老党员跟我讲，他小时候在桥下洗过澡、摸过鱼，如今孙子连脚都不敢往里伸，这话听了叫人坐不住。办法并不复杂，难的是天天照着办，月月有人问，年底能见着变化，让走在岸边的人愿意停下来看一看。";

/// Takes the best of a few runs: what the machine can do, not what else it did.
fn best(times: usize, mut work: impl FnMut()) -> Duration {
    (0..times).map(|_| timed(&mut work)).min().unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn timed(work: &mut impl FnMut()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn rate(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64()
}

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

fn main() {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    let two = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("a pool");
    let text = corpus(20_000_000, 0);
    let outlined = best(3, || drop(black_box(read(black_box(&text)))));
    let cleaned = best(3, || drop(black_box(clean(black_box(&text)))));
    let scan = regex::Regex::new(r"(?m)^[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+，|[一二三四五六七八九十][是要]").expect("a pattern");
    let scanned = best(3, || assert!(scan.find_iter(black_box(&text)).count() > 0));
    println!("outline, 20 MB, one thread    {:8.1} MB/s   limit 60, aim 150", rate(text.len(), outlined));
    println!("  of which cleaning           {:8.1} MB/s", rate(text.len(), cleaned));
    println!("regex scan of the same text   {:8.1} MB/s", rate(text.len(), scanned));

    let converter = |config| ferrous_opencc::OpenCC::from_config(config).expect("built in");
    let traditional = converter(ferrous_opencc::config::BuiltinConfig::S2t).convert(&corpus(2_000_000, 0));
    let back = converter(ferrous_opencc::config::BuiltinConfig::T2s);
    drop(black_box(clean(&traditional)));
    let alone = best(3, || drop(black_box(back.convert(black_box(&traditional)))));
    let within = best(3, || drop(black_box(clean(black_box(&traditional)))));
    println!("converter alone, 2 MB         {:8.1} MB/s", rate(traditional.len(), alone));
    println!("cleaning with conversion      {:8.1} MB/s   limit: the converter alone", rate(traditional.len(), within));

    let files: Vec<String> = (0..200).map(|seed| corpus(1_000_000, seed)).collect();
    let size: usize = files.iter().map(String::len).sum();
    let all = |pool: &rayon::ThreadPool| {
        let mut seen = Seen::default();
        for batch in files.chunks(8 * pool.current_num_threads()) {
            let mut read: Vec<_> = pool.install(|| batch.par_iter().map(|text| read(text)).collect());
            read.iter_mut().for_each(|document| seen.mark("x", document));
        }
    };
    let single = best(1, || all(&one));
    let double = best(1, || all(&two));
    println!("200 MB in files, one thread   {:8.1} MB/s", rate(size, single));
    println!(
        "200 MB in files, two threads  {:8.1} MB/s   {:.2} times, limit 1.8",
        rate(size, double),
        single.as_secs_f64() / double.as_secs_f64()
    );
}
