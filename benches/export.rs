//! How fast speeches become files, each figure beside a limit that is measured in the same run.
//!
//! - `docx`: a speech of 3,000 characters as a Word document, beside deflating the same parts alone. Wanted: at least 60 %.
//! - `reference`: the same in the styles of an office's document; reading that document is done once.
//! - `jobs`: a thousand such documents by one thread and by two. Wanted: two at least 1.8 times one.
//! - `other`: the other formats, reading a file for export, comparing two versions.
//!
//! `cargo bench --bench export` runs them.

use std::io::{Cursor, Read, Write};
use std::sync::{Arc, LazyLock};

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use qicao::compare::compare;
use qicao::export::{Format, Options, Reference, export, export_with};
use qicao::outline::Speech;
use qicao::{Brief, Library, Source, draft, read};
use rayon::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn main() {
    divan::main();
}

static SPEECH: LazyLock<Speech> = LazyLock::new(|| speech(7));

fn speech(seed: u64) -> Speech {
    let yaml =
        format!("type: 推进会\nmeeting: 全市优化营商环境推进会\ntopic: 优化营商环境\nlength: 3000\nseed: {seed}\n");
    let brief = Brief::read(&Arc::new(Source::new("要求.yaml", yaml))).expect("the brief is good");
    draft(&brief, &Library::embedded()).expect("it drafts").speech()
}

/// The parts of a document, unpacked.
fn parts(docx: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(docx)).expect("a zip");
    let names: Vec<String> = zip.file_names().map(String::from).collect();
    let mut unpacked = |name: String| {
        let mut bytes = Vec::new();
        zip.by_name(&name).expect("it is there").read_to_end(&mut bytes).expect("it unpacks");
        (name, bytes)
    };
    names.into_iter().map(&mut unpacked).collect()
}

#[divan::bench_group(sample_count = 50, sample_size = 20)]
mod docx {
    use super::*;

    #[divan::bench]
    fn export_docx(bencher: Bencher) {
        bencher.counter(ItemsCount::new(1u8)).bench_local(|| export(black_box(&SPEECH), Format::Docx));
    }

    #[divan::bench]
    fn limit_deflating_its_parts(bencher: Bencher) {
        let parts = parts(&export(&SPEECH, Format::Docx));
        bencher.counter(ItemsCount::new(1u8)).bench_local(|| {
            let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
            for (name, bytes) in black_box(&parts) {
                zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("it begins");
                zip.write_all(bytes).expect("it is written");
            }
            zip.finish().expect("it ends").into_inner()
        });
    }

    #[divan::bench]
    fn limit_deflating_its_text(bencher: Bencher) {
        let parts = parts(&export(&SPEECH, Format::Docx));
        let (_, text) = parts.iter().find(|(name, _)| name == "word/document.xml").expect("it is there");
        bencher.counter(ItemsCount::new(1u8)).bench_local(|| {
            let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
            zip.start_file("word/document.xml", SimpleFileOptions::default()).expect("it begins");
            zip.write_all(black_box(text)).expect("it is written");
            zip.finish().expect("it ends").into_inner()
        });
    }

    #[divan::bench]
    fn export_docx_with_reference(bencher: Bencher) {
        let office = export(&Speech::default(), Format::Docx);
        let (office, _) = Reference::read("范本.docx", &office).expect("it is good");
        let options = Options { reference: Some(&office), ..Options::default() };
        bencher.counter(ItemsCount::new(1u8)).bench_local(|| export_with(black_box(&SPEECH), Format::Docx, &options));
    }
}

#[divan::bench_group(sample_count = 5, sample_size = 1)]
mod jobs {
    use super::*;

    #[divan::bench(args = [1, 2])]
    fn a_thousand_documents(bencher: Bencher, threads: usize) {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let speeches: Vec<&Speech> = vec![&SPEECH; 1000];
        drop(export(&SPEECH, Format::Docx));
        bencher.counter(ItemsCount::new(1000u16)).bench_local(|| {
            pool.install(|| speeches.par_iter().map(|speech| export(speech, Format::Docx).len()).sum::<usize>())
        });
    }
}

#[divan::bench_group(sample_count = 20, sample_size = 5)]
mod other {
    use super::*;

    #[divan::bench(args = ["txt", "md", "html"])]
    fn export_as(bencher: Bencher, name: &str) {
        let format = Format::from_extension(name).expect("it is one");
        bencher.bench_local(|| export(black_box(&SPEECH), format));
    }

    #[divan::bench]
    fn read_for_export(bencher: Bencher) {
        let bytes = export(&SPEECH, Format::Markdown);
        bencher.bench_local(|| Speech::read(&read("稿.md", black_box(&bytes), None).expect("it reads")));
    }

    #[divan::bench]
    fn compare_two_drafts(bencher: Bencher) {
        let other = speech(8);
        bencher.bench_local(|| compare(black_box(&SPEECH), black_box(&other)));
    }
}
