//! How fast speeches are checked, beside a plain scan of the same text in the same run.
//!
//! - `all_rules`: every default rule over 10 MB of speeches on one thread, reading included. Wanted: 40 MB/s.
//! - `reading_alone`: what the outline takes of that.
//! - `one_line`: a file that lost its line ends, of one megabyte and of two; twice the text should take twice as long.
//! - `limit_plain_scan`: the characters of the same text walked once.
//!
//! `cargo bench --bench check` runs them.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use qicao::check::{Reviewer, Settings};
use qicao::outline::read;
use qicao::{Library, Text};

fn main() {
    divan::main();
}

const SPEECH: &str = include_str!("../tests/outline/全套.txt");

/// So many bytes of speeches, none like the one before.
fn corpus(bytes: usize) -> Text {
    let mut text = String::with_capacity(bytes + SPEECH.len());
    let mut number = 1000;
    while text.len() < bytes {
        number += 1;
        text.push_str(&SPEECH.replace("128", &number.to_string()));
        text.push('\n');
    }
    qicao::read("稿.txt", text.as_bytes(), None).expect("it is text")
}

const SIZE: usize = 10_000_000;

#[divan::bench(sample_count = 5, sample_size = 1)]
fn all_rules(bencher: Bencher) {
    let text = corpus(SIZE);
    let reviewer = Reviewer::new(Settings::default(), &Library::embedded()).expect("the library is sound");
    let count = BytesCount::of_str(text.source.text());
    bencher.counter(count).bench_local(|| reviewer.review(black_box(&text)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn reading_alone(bencher: Bencher) {
    let text = corpus(SIZE);
    bencher.counter(BytesCount::of_str(text.source.text())).bench_local(|| read(black_box(text.source.text())));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn limit_plain_scan(bencher: Bencher) {
    let text = corpus(SIZE);
    let count = BytesCount::of_str(text.source.text());
    bencher.counter(count).bench_local(|| black_box(text.source.text()).chars().filter(|c| *c == '。').count());
}

/// The findings are shown too: each has its column in a line of a megabyte.
#[divan::bench(sample_count = 3, sample_size = 1, args = [1, 2])]
fn one_line(bencher: Bencher, megabytes: usize) {
    let body: String = SPEECH.lines().skip(5).collect();
    let head: Vec<&str> = SPEECH.lines().take(5).collect();
    let text = format!("{}\n{}\n", head.join("\n"), body.repeat(megabytes * 1_000_000 / body.len()));
    let text = qicao::read("稿.txt", text.as_bytes(), None).expect("it is text");
    let reviewer = Reviewer::new(Settings::default(), &Library::embedded()).expect("the library is sound");
    bencher.counter(BytesCount::of_str(text.source.text())).bench_local(|| {
        let findings = reviewer.review(black_box(&text)).findings;
        let shown: Vec<_> = findings.iter().map(|finding| finding.diagnostic(&text.source)).collect();
        qicao::render(&shown, false).len()
    });
}

/// What a run costs before the first text: the formulations read, the automaton built.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn start(bencher: Bencher) {
    bencher.bench_local(|| Reviewer::new(Settings::default(), &Library::embedded()).expect("the library is sound"));
}
