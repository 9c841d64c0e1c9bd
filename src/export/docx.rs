//! Word: a document whose look lies in named styles.
//!
//! The parts under `docx/` are the reference document: styles, fonts, page and footer, to be read and changed there as XML.
//! This file writes only the paragraphs, each with the name of its style and without direct formatting, so that an office
//! restyles a speech by changing a style. Sizes are GB/T 9704—2012 (2号 22pt, 3号 16pt, 4号 14pt; 22 lines of 28 characters);
//! line spacing is 28pt, because 29pt and more no longer let 22 lines on the page.

use std::io::{self, Cursor, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use crate::outline::{Paragraph, Role, Speech};

/// The parts that are the same for every speech. `[Content_Types].xml` comes first, since file(1) and mail filters tell a
/// Word document by it.
const PARTS: [(&str, &str); 7] = [
    ("[Content_Types].xml", include_str!("docx/content_types.xml")),
    ("_rels/.rels", include_str!("docx/package_rels.xml")),
    ("word/_rels/document.xml.rels", include_str!("docx/document_rels.xml")),
    ("word/styles.xml", include_str!("docx/styles.xml")),
    ("word/fontTable.xml", include_str!("docx/fonts.xml")),
    ("word/settings.xml", include_str!("docx/settings.xml")),
    ("word/footer1.xml", include_str!("docx/footer.xml")),
];

/// Page, margins, grid and footer: the last child of the body.
const SECTION: &str = include_str!("docx/section.xml");

const NAMESPACES: [(&str, &str); 2] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];

/// The speech as a Word document.
pub(super) fn docx(speech: &Speech) -> Vec<u8> {
    let document = document(speech).expect("memory takes what is written to it");
    package(&document).expect("memory takes what is written to it")
}

/// The name `docx/styles.xml` knows a role by. Title, Heading1, Salutation and Normal are Word's own styles, shown as 标题,
/// 标题 1, 称呼 and 正文 by a Chinese Word; a style of our own with one of those names would clash with them.
fn style(role: Role) -> &'static str {
    match role {
        Role::Title => "Title",
        Role::Byline => "Byline",
        Role::Salutation => "Salutation",
        Role::Heading => "Heading1",
        Role::Body => "Normal",
    }
}

fn document(speech: &Speech) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
    xml.create_element("w:document").with_attributes(NAMESPACES).write_inner_content(|xml| {
        xml.create_element("w:body").write_inner_content(|xml| {
            speech.paragraphs.iter().try_for_each(|it| paragraph(xml, it))?;
            xml.write_event(Event::Text(BytesText::from_escaped(SECTION.trim_end())))
        })?;
        Ok(())
    })?;
    Ok(xml.into_inner())
}

fn paragraph(xml: &mut Writer<Vec<u8>>, paragraph: &Paragraph) -> io::Result<()> {
    let text: String = paragraph.text.chars().filter(|&c| is_xml(c)).collect();
    xml.create_element("w:p").write_inner_content(|xml| {
        xml.create_element("w:pPr").write_inner_content(|xml| {
            xml.create_element("w:pStyle").with_attribute(("w:val", style(paragraph.role))).write_empty()?;
            Ok(())
        })?;
        xml.create_element("w:r").write_inner_content(|xml| {
            // Which font “ ” … — take is asked of the run; the styles' hint alone is not looked at by every Word.
            xml.create_element("w:rPr").write_inner_content(|xml| {
                xml.create_element("w:rFonts").with_attribute(("w:hint", "eastAsia")).write_empty()?;
                Ok(())
            })?;
            let preserve = ("xml:space", "preserve");
            xml.create_element("w:t").with_attribute(preserve).write_text_content(BytesText::new(&text))?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

/// Whether XML 1.0 has this character; one it has not makes Word refuse the whole file.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// Everything that would tell when or where the file was made is fixed.
fn package(document: &[u8]) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let fixed = PARTS.iter().map(|(name, part)| (*name, part.as_bytes()));
    for (name, part) in fixed.chain([("word/document.xml", document)]) {
        zip.start_file(name, options)?;
        zip.write_all(part)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests;
