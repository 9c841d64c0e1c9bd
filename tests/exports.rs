//! Speeches as files: what a person gets who drafts, edits, exports, restyles and compares.
//!
//! Reference documents lie in `exports/reference`: any .docx may be put there that an office uses, and must give a document that
//! reads back. Two versions of a speech lie in `exports/versions`.

use std::io::{Cursor, Read, Write};
use std::sync::Arc;

use qicao::compare::compare;
use qicao::export::{Format, Layout, Options, Reference, export, export_comparison, export_with};
use qicao::outline::{Paragraph, Role, Speech};
use qicao::{Brief, Library, Source, draft, read};
use zip::{ZipArchive, ZipWriter};

use crate::support::qicao;

const FORMATS: [(Format, &str); 4] =
    [(Format::Text, "稿.txt"), (Format::Markdown, "稿.md"), (Format::Html, "稿.html"), (Format::Docx, "稿.docx")];

fn drafted(kind: &str, more: &str) -> Speech {
    let yaml = format!("type: {kind}\nmeeting: 全市优化营商环境{kind}\ntopic: 优化营商环境\n{more}");
    let brief = Brief::read(&Arc::new(Source::new("要求.yaml", yaml))).expect("the brief is good");
    draft(&brief, &Library::embedded()).expect("it drafts").speech()
}

fn reread(name: &str, bytes: &[u8]) -> Speech {
    Speech::read(&read(name, bytes, None).expect("it reads back"))
}

fn part(docx: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut zip = ZipArchive::new(Cursor::new(docx)).expect("a zip");
    zip.by_name(name).unwrap_or_else(|_| panic!("{name} is there")).read_to_string(&mut text).expect("text");
    text
}

fn names(docx: &[u8]) -> Vec<String> {
    ZipArchive::new(Cursor::new(docx)).expect("a zip").file_names().map(String::from).collect()
}

fn reference(name: &str) -> (Reference, Vec<String>) {
    let path = format!("{}/tests/exports/reference/{name}", env!("CARGO_MANIFEST_DIR"));
    let (reference, notes) = Reference::read(name, &std::fs::read(path).expect("it is there")).expect("it is good");
    (reference, notes.into_iter().map(|note| note.message).collect())
}

/// A speech with one paragraph of each kind.
fn small() -> Speech {
    let paragraphs = [
        (Role::Title, "在防汛会上的讲话"),
        (Role::Byline, "县长　王某某"),
        (Role::Salutation, "同志们："),
        (Role::Heading, "一、把底数摸清"),
        (Role::Heading2, "（一）查堤防"),
        (Role::Body, "【时限】前查完。"),
    ];
    let paragraphs = paragraphs.map(|(role, text)| Paragraph { role, text: text.into() });
    Speech { paragraphs: paragraphs.into() }
}

/// The style of each paragraph.
fn styles(docx: &[u8]) -> Vec<String> {
    let document = part(docx, "word/document.xml");
    let found = document.split("<w:pStyle w:val=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
    found.map(String::from).collect()
}

/// The names that the styles of a document go by.
fn named(docx: &[u8], ids: &[String]) -> Vec<String> {
    let part = part(docx, "word/styles.xml");
    let name = |id: &String| {
        let style = part.split("<w:style ").find(|style| style.contains(&format!("w:styleId=\"{id}\"")));
        let style = style.unwrap_or_else(|| panic!("{id} is there"));
        style.split("<w:name w:val=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_string()
    };
    ids.iter().map(name).collect()
}

#[test]
fn a_draft_taken_through_any_format_is_the_same_speech() {
    let library = Library::embedded();
    for (header, _) in library.templates().expect("they are good") {
        let speech = drafted(&header.name, "speaker: { name: 王某某, post: 市长 }\ndate: 2026-03-05\nseed: 3\n");
        for (format, name) in FORMATS {
            assert_eq!(reread(name, &export(&speech, format)), speech, "{} {name}", header.name);
        }
    }
}

#[test]
fn what_a_person_edits_in_markdown_comes_out_in_word() {
    let speech = drafted("推进会", "speaker: { name: 王某某, post: 市长 }\nseed: 5\n");
    let markdown = String::from_utf8(export(&speech, Format::Markdown)).expect("text");
    let placeholder = markdown.find('【').expect("there is one");
    let end = placeholder + markdown[placeholder..].find('】').expect("it ends") + "】".len();
    let edited = format!("{}**38**{}", &markdown[..placeholder], &markdown[end..]);
    let edited = edited.replacen("\n## 二、", "\n我再补充一句。\n\n### （一）自己加的小标题\n\n## 二、", 1);
    let docx = export(&reread("稿.md", edited.as_bytes()), Format::Docx);
    let back = reread("稿.docx", &docx);
    let text: String = back.paragraphs.iter().map(|it| it.text.as_str()).collect();
    assert!(text.contains("我再补充一句。") && text.contains("38") && !text.contains('*'));
    let kept = markdown.matches('【').count() - 1;
    assert_eq!(part(&docx, "word/document.xml").matches("\"Placeholder\"").count(), kept);
    let headings = |role| back.paragraphs.iter().filter(|it| it.role == role).count();
    assert_eq!(headings(Role::Heading), markdown.matches("\n## ").count());
    assert_eq!(headings(Role::Heading2), 1);
}

#[test]
fn an_office_gets_the_styles_page_and_header_of_its_own_document_but_not_its_text() {
    let (office, notes) = reference("自定样式.docx");
    let docx = export_with(&small(), Format::Docx, &Options { reference: Some(&office), ..Options::default() });
    let found = named(&docx, &styles(&docx));
    assert_eq!(found, ["公文标题", "署名", "称谓", "一级标题", "二级标题", "公文正文"]);
    assert_eq!(notes, [""; 0] as [&str; 0], "{notes:?}");
    let document = part(&docx, "word/document.xml");
    assert!(document.contains("w:left=\"1701\"") && document.contains("<w:headerReference"), "{document}");
    assert!(!document.contains("不许带走") && document.contains("【时限】"));
    let header = names(&docx).into_iter().find(|name| name.contains("header")).expect("the header came along");
    assert!(part(&docx, &header).contains("某某办公室文稿"));
    assert!(!names(&docx).iter().any(|name| name.starts_with("docProps")), "whose it was is not told");
}

#[test]
fn words_own_styles_are_taken_as_the_office_has_set_them() {
    let (office, notes) = reference("内置样式.docx");
    let docx = export_with(&small(), Format::Docx, &Options { reference: Some(&office), ..Options::default() });
    let found = named(&docx, &styles(&docx));
    assert_eq!(found, ["Title", "署名", "Salutation", "heading 1", "heading 2", "Normal"]);
    assert_eq!(notes, ["“内置样式.docx”里没有叫“署名”“称谓”“占位”的样式，用了自带的"]);
    assert!(part(&docx, "word/styles.xml").contains("方正小标宋_GBK"));
    assert!(part(&docx, "word/document.xml").contains("<w:footerReference"));
}

#[test]
fn a_document_with_hardly_any_styles_is_helped_out_and_its_numbers_do_not_double_ours() {
    let (office, notes) = reference("样式很少.docx");
    let docx = export_with(&small(), Format::Docx, &Options { reference: Some(&office), ..Options::default() });
    let found = named(&docx, &styles(&docx));
    assert_eq!(found, ["Title", "署名", "Salutation", "heading 1", "heading 2", "Normal"]);
    assert!(
        notes[0].contains("“标题”") && notes[0].contains("“二级标题”") && !notes[0].contains("“一级标题”"),
        "{notes:?}"
    );
    let styles = part(&docx, "word/styles.xml");
    assert!(!styles.contains("numPr") && styles.contains("微软雅黑"));
}

#[test]
fn every_reference_gives_a_document_that_reads_back() {
    let folder = format!("{}/tests/exports/reference", env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(folder).expect("it is there").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let (office, _) = reference(&name);
        let docx = export_with(&small(), Format::Docx, &Options { reference: Some(&office), ..Options::default() });
        assert_eq!(reread("稿.docx", &docx), small(), "{name}");
        let again = export_with(
            &small(),
            Format::Docx,
            &Options { reference: Some(&reference(&name).0), ..Options::default() },
        );
        assert_eq!(docx, again, "{name}");
        let listed = part(&docx, "[Content_Types].xml");
        for path in listed.split("PartName=\"/").skip(1).map(|rest| rest.split('"').next().unwrap_or_default()) {
            assert!(names(&docx).iter().any(|name| name == path), "{name}: {path}");
        }
        for target in part(&docx, "word/_rels/document.xml.rels").split("Target=\"").skip(1) {
            let target = target.split('"').next().unwrap_or_default();
            assert!(names(&docx).contains(&format!("word/{target}")), "{name}: {target}");
        }
        // With comments, and as a comparison, the same.
        let notes = [qicao::export::Note { paragraph: 5, at: 0..3, text: "占位".into() }];
        let options = Options { reference: Some(&office), notes: &notes, ..Options::default() };
        assert_eq!(reread("稿.docx", &export_with(&small(), Format::Docx, &options)), small());
        let both = export_comparison(&compare(&small(), &Speech::default()), Format::Docx, &options);
        assert!(part(&both, "word/document.xml").contains("<w:del "));
    }
}

/// A zip of these parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("it begins");
        zip.write_all(bytes).expect("it is written");
    }
    zip.finish().expect("it ends").into_inner()
}

#[test]
fn a_bad_reference_is_refused_with_what_to_do() {
    const DOCUMENT: &[u8] =
        b"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body/></w:document>";
    const RELATIONS: &[u8] =
        b"<Relationships><Relationship Id=\"a\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
    let bomb = vec![b' '; 9 << 20];
    let cases: [(&str, Vec<u8>, &str); 7] = [
        ("稿.txt", "同志们".into(), "不是 Word 文档"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "不是 Word 文档"),
        ("断.docx", b"PK\x03\x04 and no more".to_vec(), "打不开"),
        ("表.xlsx", zipped(&[("xl/workbook.xml", b"<x/>")]), "是 Excel 表格"),
        ("空.docx", zipped(&[("word/document.xml", DOCUMENT)]), "里没有能用的样式"),
        (
            "无.docx",
            zipped(&[
                ("word/document.xml", DOCUMENT),
                ("word/_rels/document.xml.rels", RELATIONS),
                ("word/styles.xml", b"<w:styles/>"),
            ]),
            "里没有能用的样式",
        ),
        (
            "弹.docx",
            zipped(&[
                ("word/document.xml", DOCUMENT),
                ("word/_rels/document.xml.rels", RELATIONS),
                ("word/styles.xml", &bomb),
            ]),
            "解压出来大得不像文稿",
        ),
    ];
    for (name, bytes, expected) in cases {
        let error = Reference::read(name, &bytes).expect_err(name);
        let problem = &error.diagnostics()[0];
        assert!(problem.message.contains(expected) && problem.message.contains(name), "{name}: {}", problem.message);
        assert!(problem.hint.is_some(), "{name}");
    }
}

#[test]
fn what_no_speech_should_hold_breaks_no_file() {
    let long = format!("一、{}", "把".repeat(300));
    let heading = Paragraph { role: Role::Heading, text: long.clone() };
    let odd = Paragraph {
        role: Role::Body,
        text: "控\u{0}制\u{1b}符\u{feff}，𠮷野家𪚥，😀<&>\"'】【】【\u{202e}。".into(),
    };
    let empty = Paragraph { role: Role::Body, text: String::new() };
    let speech = Speech { paragraphs: vec![heading, odd, empty] };
    for (format, name) in FORMATS {
        for layout in Layout::ALL {
            let bytes = export_with(&speech, format, &Options { layout, ..Options::default() });
            let text = read(name, &bytes, None).expect("it reads back").source.text().to_string();
            assert!(text.contains(&long) && text.contains("𠮷野家𪚥") && text.contains('😀'), "{name} {text}");
        }
    }
}

#[test]
fn a_heading_broader_than_a_page_stays_a_paragraph_of_its_own() {
    let long = format!("一、{}", "把".repeat(300));
    let heading = Paragraph { role: Role::Heading, text: long.clone() };
    let body = Paragraph { role: Role::Body, text: "办得好不好，由来办事的群众说了算。".into() };
    let speech = Speech { paragraphs: vec![heading, body] };
    for (format, name) in FORMATS {
        let back = reread(name, &export(&speech, format));
        assert!(back.paragraphs.iter().any(|paragraph| paragraph.text == long), "{name} {back:?}");
    }
}

/// So many bytes of lines that are all different.
fn lines(bytes: usize) -> String {
    let line = "各单位要对照清单逐项整改，改一项销一项。办得好不好，由来办事的群众说了算。\n";
    (0..bytes / line.len()).map(|n| format!("第{n}条意见：{line}")).collect()
}

#[test]
fn ten_megabytes_are_exported_whole() {
    let text = lines(10_000_000);
    let paragraphs = text.lines().map(|line| Paragraph { role: Role::Body, text: line.into() });
    let speech = Speech { paragraphs: paragraphs.collect() };
    let docx = export(&speech, Format::Docx);
    assert_eq!(part(&docx, "word/document.xml").matches("<w:p>").count(), speech.paragraphs.len());
}

#[test]
fn a_long_text_is_read_whole_and_compared() {
    let text = lines(500_000);
    let speech = reread("大.txt", text.as_bytes());
    assert_eq!(String::from_utf8(export(&speech, Format::Text)).expect("text"), text);
    let mut other = speech.clone();
    other.paragraphs.rotate_left(100);
    let counts = compare(&speech, &other).counts;
    assert!(counts.moved >= 100 && counts.added + counts.dropped + counts.changed == 0, "{counts:?}");
}

#[test]
fn two_versions_are_told_apart_by_sections_and_sentences() {
    let folder = "tests/exports/versions";
    let run = qicao(&["diff", &format!("{folder}/旧稿.txt"), &format!("{folder}/新稿.md")]);
    assert_eq!(run.status.code(), Some(0));
    insta::assert_snapshot!("two_versions", String::from_utf8_lossy(&run.stdout));
    let same = qicao(&["diff", &format!("{folder}/旧稿.txt"), &format!("{folder}/旧稿.txt")]);
    assert_eq!(String::from_utf8_lossy(&same.stdout), "两稿相同\n");
}

#[test]
fn the_comparison_as_a_page_and_as_a_document_shows_both_versions() {
    let folder = format!("{}/tests/exports/versions", env!("CARGO_MANIFEST_DIR"));
    let version = |name: &str| reread(name, &std::fs::read(format!("{folder}/{name}")).expect("it is there"));
    let (old, new) = (version("旧稿.txt"), version("新稿.md"));
    let comparison = compare(&old, &new);
    let page = String::from_utf8(export_comparison(&comparison, Format::Html, &Options::default())).expect("text");
    for said in ["<ins>抗旱</ins>", "<ins>换班要当面交代清楚。</ins>", "<ins>200套</ins>", "class=\"moved\""]
    {
        assert!(page.contains(said), "{said}\n{page}");
    }
    let docx = export_comparison(&comparison, Format::Docx, &Options::default());
    assert_eq!(reread("对照.docx", &docx), new, "who takes all changes over has the new version");
    assert_eq!(docx, export_comparison(&compare(&old, &new), Format::Docx, &Options::default()));
}

#[test]
fn the_program_exports_in_every_format_and_says_what_it_had_no_use_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let old = "tests/exports/versions/旧稿.txt";
    for name in ["稿.txt", "稿.md", "稿.html", "稿.docx"] {
        let run = qicao(&["export", old, "-o", &path(name)]);
        assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
        assert!(run.stderr.is_empty(), "{}", String::from_utf8_lossy(&run.stderr));
        let back = qicao(&["export", &path(name)]);
        let text = std::fs::read_to_string(format!("{}/{old}", env!("CARGO_MANIFEST_DIR"))).expect("it is there");
        assert_eq!(String::from_utf8_lossy(&back.stdout), text, "{name}");
    }
    let said = |arguments: &[&str]| {
        let run = qicao(arguments);
        (run.status.code(), String::from_utf8_lossy(&run.stderr).into_owned())
    };
    let (code, told) = said(&["export", old, "--layout", "reading"]);
    assert!(code == Some(0) && told.contains("--layout 只对 docx 和 html 有用"), "{told}");
    let (code, told) = said(&["export", old, "--layout", "A4"]);
    assert!(code == Some(2) && told.contains("office-28"), "{told}");
    let (code, told) = said(&["export", old, "-o", &path("稿.wps")]);
    assert!(code == Some(2) && told.contains(".docx"), "{told}");
    let (code, told) = said(&["export", old, "-o", &path("稿2.docx"), "--reference", old]);
    assert!(code == Some(2) && told.contains("不是 Word 文档") && !folder.path().join("稿2.docx").exists(), "{told}");
    let (code, told) = said(&["export", "没有.txt"]);
    assert!(code == Some(2) && told.contains("没有“没有.txt”这个文件"), "{told}");
    let (code, told) = said(&["diff", old, old, "-o", &path("对照.md")]);
    assert!(code == Some(2) && told.contains("Markdown"), "{told}");
}

#[test]
fn a_draft_explains_itself_at_the_margin() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    for name in ["稿.docx", "稿.html"] {
        let run = qicao(&["draft", "examples/推进会.yaml", "--explain", "-o", &path(name)]);
        assert_eq!(run.status.code(), Some(0));
        assert!(!String::from_utf8_lossy(&run.stderr).contains('←'), "it is said in the file");
    }
    let comments = part(&std::fs::read(path("稿.docx")).expect("it is there"), "word/comments.xml");
    assert!(comments.contains("← builtin/phrasebanks/") && comments.contains("← 要求"), "{comments}");
    let page = std::fs::read_to_string(path("稿.html")).expect("it is there");
    assert!(page.contains("title=\"builtin/phrasebanks/") && page.contains("title=\"占位\""));
}
