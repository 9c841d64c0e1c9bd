//! What one draft takes of memory: `max alloc` of a draft from nothing, beside the text of the library files that it reads.
//! Wanted: under 30 MB.

use std::sync::Arc;

use divan::{AllocProfiler, Bencher, black_box};
use qicao::library::Embedded;
use qicao::{Brief, Library, Source, draft};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 20)]
fn one_draft(bencher: Bencher) {
    let yaml = include_str!("../examples/推进会.yaml");
    bencher.bench_local(|| {
        let brief = Brief::read(&Arc::new(Source::new("推进会.yaml", yaml))).expect("the example is valid");
        draft(&brief, &Library::embedded()).expect("the example drafts")
    });
}

#[divan::bench(sample_count = 20)]
fn limit_text_of_the_library(bencher: Bencher) {
    let embedded = Embedded::new();
    bencher.bench_local(|| black_box(embedded.banks.iter().map(|(_, text)| (*text).to_string()).collect::<Vec<_>>()));
}
