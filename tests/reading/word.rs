//! Word documents: made here of the XML that Word writes, so that each says what it is about and nothing else.

use std::fs;
use std::io::{Cursor, Write};

use insta::glob;
use qicao::{Format, export};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::text;

/// What stands inside the root element of each part; an empty part is left out.
#[derive(Default)]
pub struct Case {
    pub document: String,
    pub numbering: String,
    pub styles: String,
}

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"";

const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship \
    Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
    Target=\"word/document.xml\"/></Relationships>";

/// The bytes of the document.
pub fn docx(case: &Case) -> Vec<u8> {
    let body = format!("<w:document {NAMESPACES}><w:body>{}</w:body></w:document>", case.document);
    let mut parts = vec![("_rels/.rels", RELATIONS.to_string()), ("word/document.xml", body)];
    for (name, root, inside) in
        [("word/numbering.xml", "numbering", &case.numbering), ("word/styles.xml", "styles", &case.styles)]
    {
        if !inside.is_empty() {
            parts.push((name, format!("<w:{root} {NAMESPACES}>{inside}</w:{root}>")));
        }
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("memory takes what is written to it");
        zip.write_all(part.as_bytes()).expect("memory takes what is written to it");
    }
    zip.finish().expect("memory takes what is written to it").into_inner()
}

#[test]
fn a_document_is_read_as_it_is_seen() {
    glob!("word/*.case", |path| {
        let written = fs::read_to_string(path).expect("the case is read");
        let mut case = Case::default();
        let mut expected = None;
        for section in written.split("=== ").skip(1) {
            let (name, inside) = section.split_once('\n').expect("a section has a name");
            match name {
                "document" => case.document = inside.into(),
                "numbering" => case.numbering = inside.into(),
                "styles" => case.styles = inside.into(),
                "text" => expected = Some(inside),
                name => panic!("{}: no section is called {name}", path.display()),
            }
        }
        let found = text("稿.docx", &docx(&case));
        assert_eq!(Some(found.source.text()), expected, "{}", path.display());
        assert_eq!(found.format, Format::Docx);
    });
}

#[test]
fn a_document_that_the_program_wrote_is_read_back() {
    use qicao::outline::{Paragraph, Role, Speech};
    let lines = ["在防汛会上的讲话", "同志们：", "一、人先撤", "低洼处今晚撤完 & 一个不留。"];
    let paragraphs = lines.map(|line| Paragraph { role: Role::Body, text: line.into() });
    let bytes = export(&Speech { paragraphs: paragraphs.into() }, qicao::export::Format::Docx);
    assert_eq!(text("稿.docx", &bytes).source.text(), lines.map(|line| format!("{line}\n")).concat());
}

#[test]
fn the_main_part_is_found_by_what_the_package_says() {
    let document =
        format!("<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>同志们</w:t></w:r></w:p></w:body></w:document>");
    let relations = RELATIONS.replace("word/document.xml", "/word/document2.xml");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [("_rels/.rels", relations), ("word/document2.xml", document)] {
        zip.start_file(name, SimpleFileOptions::default()).expect("memory takes what is written to it");
        zip.write_all(part.as_bytes()).expect("memory takes what is written to it");
    }
    let bytes = zip.finish().expect("memory takes what is written to it").into_inner();
    assert_eq!(text("稿.docx", &bytes).source.text(), "同志们\n");
}
