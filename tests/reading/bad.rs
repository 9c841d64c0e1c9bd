//! Files that are no text, or not whole: a clear report, no panic, bounded memory.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use qicao::{Charset, Code, Text, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::word::{Case, docx};
use super::{refusal, text};

const SPEECH: &str = "同志们：\n今天这个会，主要是把秋冬季防火的任务再压一压，把责任再分一分。\n";

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(*name, options).expect("memory takes what is written to it");
        zip.write_all(part).expect("memory takes what is written to it");
    }
    zip.finish().expect("memory takes what is written to it").into_inner()
}

#[test]
fn an_empty_file_and_one_of_white_space_say_so() {
    assert!(refusal("稿.txt", b"").contains("空文件"));
    assert!(refusal("稿.txt", " \n　\r\n".as_bytes()).contains("没有文字"));
    assert!(refusal("稿.html", b"<html><body><script>x()</script></body></html>").contains("没有正文"));
    assert!(refusal("稿.docx", &docx(&Case::default())).contains("没有文字"));
}

#[test]
fn what_other_programs_write_is_known_by_its_content_and_told_what_to_do() {
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, said) in [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "另存为 .docx"),
        ([b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", locked.as_slice()].concat(), "去掉密码"),
        (b"%PDF-1.7\n%\xe2\xe3".to_vec(), "PDF"),
        (b"{\\rtf1\\ansi".to_vec(), "RTF"),
        (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "图片"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e".to_vec(), "不是文本"),
        ((0..=255).cycle().take(4096).collect(), "不是文本"),
        (vec![0; 4096], "不是文本"),
        (zip(&[("xl/workbook.xml", b"<x/>")]), "Excel"),
        (zip(&[("ppt/presentation.xml", b"<x/>")]), "幻灯片"),
        (zip(&[("content.xml", b"<x/>")]), "OpenDocument"),
        (zip(&[("稿.txt", b"x")]), "压缩包"),
        (zip(&[("word/styles.xml", b"<x/>")]), "没有正文"),
    ] {
        for name in ["稿.txt", "稿.docx", "稿"] {
            let told = refusal(name, &bytes);
            assert!(told.contains(said), "{told}");
        }
    }
}

#[test]
fn a_file_cut_inside_a_character_is_read_and_the_place_is_told() {
    for encoding in [encoding_rs::GBK, encoding_rs::UTF_8] {
        let (bytes, ..) = encoding.encode(SPEECH.trim_end());
        let found = text("稿.txt", &bytes[..bytes.len() - 1]);
        assert!(found.source.text().ends_with("再分一分"), "{}", found.source.text());
        let report = found.reports.last().expect("it is told");
        assert_eq!(report.code, Code::Encoding);
        assert!(report.to_string().starts_with("稿.txt:2:"), "{report}");
        assert!(report.message.contains("断在半个字上"), "{report}");
    }
}

#[test]
fn a_few_stray_bytes_are_told_with_their_place_and_many_are_no_text() {
    let mut bytes = SPEECH.repeat(3).into_bytes();
    let at = SPEECH.len() + "同志们".len();
    bytes.splice(at..at, [0xff]);
    let found = text("稿.txt", &bytes);
    assert!(found.source.text().contains("同志们\u{FFFD}："));
    assert!(found.reports[0].to_string().starts_with("稿.txt:3:4:"), "{}", found.reports[0]);
    for at in (0..200).step_by(4) {
        bytes[at] = 0xff;
    }
    assert!(refusal("稿.txt", &bytes).contains("--encoding"));
}

#[test]
fn a_truncated_document_is_refused_wherever_it_breaks_off() {
    let whole = docx(&Case { document: "<w:p><w:r><w:t>同志们</w:t></w:r></w:p>".into(), ..Case::default() });
    assert_eq!(text("稿.docx", &whole).source.text(), "同志们\n");
    for length in (4..whole.len()).step_by(7) {
        let told = refusal("稿.docx", &whole[..length]);
        assert!(told.contains("损坏或不完整"), "{told}");
    }
}

#[test]
fn a_document_whose_xml_breaks_off_is_read_up_to_there() {
    let broken = "<w:p><w:r><w:t>同志们：</w:t></w:r></w:p><w:p><w:r><w:t>今天的会</w:t></w:q>";
    let found = text("稿.docx", &docx(&Case { document: broken.into(), ..Case::default() }));
    assert_eq!(found.source.text(), "同志们：\n今天的会\n");
    assert!(found.reports[0].message.contains("只读到这里"), "{}", found.reports[0]);
}

#[test]
fn a_zip_bomb_is_refused_before_it_has_unpacked() {
    for (part, size) in [("word/document.xml", 80 << 20), ("word/styles.xml", 16 << 20), ("_rels/.rels", 16 << 20)] {
        let bomb = vec![b' '; size];
        let document = "<w:document/>".as_bytes();
        let parts = if part == "word/document.xml" {
            vec![(part, bomb.as_slice())]
        } else {
            vec![("word/document.xml", document), (part, &bomb)]
        };
        let told = refusal("稿.docx", &zip(&parts));
        assert!(told.contains("大得不像文稿"), "{told}");
    }
}

#[test]
fn a_file_that_is_too_large_is_refused_with_its_bound() {
    let told = refusal("稿.txt", &vec![b'x'; Text::MOST as usize + 1]);
    assert!(told.contains("64 MB"), "{told}");
}

#[test]
fn good_files_of_a_folder_are_read_in_order_whatever_lies_between_them() {
    let folder = tempfile::tempdir().expect("a folder is made");
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("the file is written");
    let (gbk, ..) = encoding_rs::GBK.encode(SPEECH.trim_end());
    for number in 0..300 {
        put(&format!("{number:03}.txt"), format!("{SPEECH}一、第{number}件事\n要抓。\n").as_bytes());
    }
    put("050空.txt", b"");
    put("100二进制.txt", &[0; 4096]);
    put("150半字.txt", &gbk[..gbk.len() - 1]);
    put("200断.docx", b"PK\x03\x04\x14\x00");
    #[cfg(unix)]
    {
        let made = std::process::Command::new("mkfifo").arg(folder.path().join("250管道.txt")).status();
        assert!(made.expect("a pipe is made").success());
        std::os::unix::fs::symlink("..", folder.path().join("270上")).expect("the link is made");
    }
    let output = crate::support::program()
        .args(["outline", "--format", "json"])
        .arg(folder.path())
        .output()
        .expect("the program runs");
    let (printed, told) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{told}");
    let names: Vec<&str> = printed
        .lines()
        .map(|line| line.split('"').nth(3).and_then(|name| name.rsplit(['/', '\\']).next()).unwrap_or(""))
        .collect();
    let mut expected: Vec<String> = (0..300).map(|number| format!("{number:03}.txt")).collect();
    expected.insert(151, "150半字.txt".into());
    assert_eq!(names, expected);
    let said = ["是空文件", "不是文本", "断在半个字上", "损坏或不完整"];
    let places: Vec<Option<usize>> = said.iter().map(|said| told.find(said)).collect();
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{told}");
}

/// Beginnings that lead into every reader.
const BEGINNINGS: [&[u8]; 8] = [
    b"",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"PK\x03\x04",
    b"<html><body><p>",
    b"<!doctype html><table><td>",
    b"\xd0\xcf\x11\xe0",
];

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(start in 0..BEGINNINGS.len(), rest in prop::collection::vec(any::<u8>(), 0..400), given: bool) {
        let charset = given.then(|| Charset::named("gb18030").expect("it is known"));
        for name in ["稿.txt", "稿.html", "稿.docx"] {
            let bytes = [BEGINNINGS[start], &rest].concat();
            if let Ok(text) = read(name, &bytes, charset) {
                prop_assert!(!text.source.text().trim().is_empty());
                for report in &text.reports {
                    prop_assert!(!report.to_string().is_empty());
                }
            }
        }
    }

    #[test]
    fn no_markup_makes_the_readers_panic(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
        let inside = pieces.concat();
        let _ = read("页.html", format!("<html>{inside}").as_bytes(), None);
        let parts = [inside.clone(), String::new()];
        for numbering in parts {
            let _ = read("稿.docx", &docx(&Case { document: inside.clone(), numbering, ..Case::default() }), None);
        }
    }

    #[test]
    fn no_changed_byte_makes_the_reader_of_documents_panic(at in 0_usize..4000, byte: u8) {
        let case = Case { document: "<w:p><w:r><w:t>同志们，今天的会只有一个议题。</w:t></w:r></w:p>".repeat(20), ..Case::default() };
        let mut bytes = docx(&case);
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read("稿.docx", &bytes, None);
    }
}

const PIECES: [&str; 40] = [
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<a href=x>",
    "</a>",
    "<li>",
    "<ol>",
    "</ol>",
    "<script>",
    "</script>",
    "<title>",
    "<pre>",
    "文字，够长的一句话，要有二十个字才算数呢。",
    "&amp;",
    "&#x4e00;",
    "&#0;",
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>",
    "</w:t>",
    "<w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:br/>",
    "<w:fldChar w:fldCharType=\"begin\"/>",
    "<w:del>",
    "<w:numPr><w:numId w:val=\"1\"/></w:numPr>",
    "<mc:AlternateContent>",
    "<mc:Choice>",
    "<w:abstractNum w:abstractNumId=\"0\">",
];
