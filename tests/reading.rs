//! Turning files into text: every encoding, Word documents, web pages, and what is none of these.
//!
//! - `reading/pages/NAME.html` is read as `reading/pages/NAME.txt`
//! - `reading/word/NAME.case` is a Word document in sections (`=== document`, `=== numbering`, `=== styles`: what stands inside the
//!   root element of each part), and after `=== text` what is read

#[path = "reading/bad.rs"]
mod bad;
#[path = "reading/encodings.rs"]
mod encodings;
#[path = "reading/word.rs"]
mod word;

use std::fs;

use insta::glob;
use qicao::{Format, Text, read};

/// The text of a file that must be readable.
fn text(name: &str, bytes: &[u8]) -> Text {
    read(name, bytes, None).unwrap_or_else(|error| panic!("{error}"))
}

/// What is said of a file that must not be readable.
fn refusal(name: &str, bytes: &[u8]) -> String {
    let error = read(name, bytes, None).expect_err("it is no text");
    assert_eq!(error.diagnostics().len(), 1);
    let problem = &error.diagnostics()[0];
    assert!(problem.message.starts_with(&format!("“{name}”")) && problem.hint.is_some(), "{problem}");
    problem.to_string()
}

#[test]
fn of_a_web_page_the_main_text_is_read() {
    glob!("reading/pages/*.html", |page| {
        let found = text(&page.display().to_string(), &fs::read(page).expect("the page is read"));
        let expected = fs::read_to_string(page.with_extension("txt")).expect("what is read stands beside the page");
        assert_eq!(found.source.text(), expected, "{}", page.display());
        assert_eq!(found.format, Format::Html);
        assert!(found.reports.is_empty());
    });
}

#[test]
fn a_page_is_read_in_the_encoding_it_names_and_in_utf8_where_it_is_that_whatever_it_names() {
    let page = |named: &str| {
        format!(
            "<html><head><meta charset=\"{named}\"></head><body><p>春耕不等人，各村三天以内把灌溉渠清完。</p></body></html>"
        )
    };
    let expected = "春耕不等人，各村三天以内把灌溉渠清完。\n";
    for (named, encoding) in [("gb2312", encoding_rs::GBK), ("GBK", encoding_rs::GBK), ("gb2312", encoding_rs::UTF_8)] {
        let page = page(named);
        let (bytes, ..) = encoding.encode(&page);
        let found = text("页.html", &bytes);
        assert_eq!((found.source.text(), found.encoding, found.guessed), (expected, encoding.name(), false));
    }
    let big5 =
        page("big5").replace("春耕不等人，各村三天以内把灌溉渠清完。", "各位同仁，今天談兩件事，請大家多多指教。");
    let (bytes, ..) = encoding_rs::BIG5.encode(&big5);
    assert_eq!(text("頁.htm", &bytes).source.text(), "各位同仁，今天談兩件事，請大家多多指教。\n");
}

#[test]
fn what_a_file_is_its_content_says_and_only_then_its_name() {
    let page = "<!DOCTYPE html><html><body><p>同志们，今天只讲一件事，就是把路修通。</p></body></html>";
    assert_eq!(text("稿.doc", page.as_bytes()).format, Format::Html);
    assert_eq!(text("稿.txt", page.as_bytes()).source.text(), "同志们，今天只讲一件事，就是把路修通。\n");
    assert_eq!(text("稿.html", "同志们，今天只讲一件事。\n".as_bytes()).format, Format::Text);
    assert_eq!(text("稿.docx", "同志们，今天只讲一件事。\n".as_bytes()).format, Format::Text);
    assert_eq!(text("稿.MD", "# 讲话\n".as_bytes()).format, Format::Markdown);
    let remains = "同志们，<br>今天只讲一件事</p>，就是把路修通。";
    assert_eq!(
        (text("稿.txt", remains.as_bytes()).source.text(), text("稿", remains.as_bytes()).format),
        (remains, Format::Text)
    );
}

#[test]
fn a_page_without_end_is_read_in_time_that_grows_with_its_length() {
    let line = "<p>有一句话还是要说的，说了就要算数。</p>";
    for endless in
        ["<div>", "<b><i><font size=1>", "<table><tr><td>", "<p>", "<a href=1>", "</div>", "<ul><li>", "<rt>"]
    {
        let page = format!("<html><body>{}{line}", endless.repeat(200_000));
        let read = read("页.html", page.as_bytes(), None);
        assert!(
            read.is_ok_and(|text| text.source.text().contains("说了就要算数")) || endless.starts_with("<a"),
            "{endless}"
        );
    }
}
