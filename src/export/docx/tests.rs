//! The document is read back as Word would find it: by the zip directory and the XML, not by comparing with a stored file.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use zip::{CompressionMethod, DateTime, ZipArchive};

use super::*;

fn speech(paragraphs: &[(Role, &str)]) -> Speech {
    let paragraphs = paragraphs.iter().map(|&(role, text)| Paragraph { role, text: text.into() }).collect();
    Speech { paragraphs }
}

fn part(docx: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(docx)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    Some(element.try_get_attribute(name).unwrap()?.unescape_value().unwrap().into_owned())
}

/// Style and text of each paragraph.
fn paragraphs(docx: &[u8]) -> Vec<(String, String)> {
    let document = part(docx, "word/document.xml");
    let mut reader = Reader::from_str(&document);
    let mut found: Vec<(String, String)> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(it) if it.name().as_ref() == b"w:p" => found.push(Default::default()),
            Event::Empty(it) if it.name().as_ref() == b"w:pStyle" => {
                found.last_mut().unwrap().0 = value(&it, "w:val").unwrap()
            }
            Event::Text(it) => found.last_mut().unwrap().1.push_str(&it.decode().unwrap()),
            Event::GeneralRef(it) => {
                found.last_mut().unwrap().1.push_str(resolve_predefined_entity(&it.decode().unwrap()).unwrap())
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// The elements called `name` of an XML part.
fn elements(xml: &str, name: &str) -> Vec<BytesStart<'static>> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(it) | Event::Empty(it) if it.name().as_ref() == name.as_bytes() => found.push(it.into_owned()),
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn the_paragraphs_come_back_in_order_with_their_styles() {
    let docx = docx(&speech(&[
        (Role::Title, "在全市优化营商环境推进会上的讲话"),
        (Role::Byline, "市长  王某某"),
        (Role::Salutation, "同志们："),
        (Role::Heading, "一、把道理想透"),
        (Role::Body, "一要看“实效”。A&B <5% 的，【时限】前办完。"),
    ]));
    let expected = [
        ("Title", "在全市优化营商环境推进会上的讲话"),
        ("Byline", "市长  王某某"),
        ("Salutation", "同志们："),
        ("Heading1", "一、把道理想透"),
        ("Normal", "一要看“实效”。A&B <5% 的，【时限】前办完。"),
    ];
    assert_eq!(paragraphs(&docx), expected.map(|(style, text)| (style.into(), text.into())));
}

#[test]
fn characters_xml_does_not_have_are_dropped() {
    let docx = docx(&speech(&[(Role::Body, "一\u{0}要\u{B}快\u{1F}，𠮷\u{FFFE}祥\u{FFFF}。")]));
    assert_eq!(paragraphs(&docx)[0].1, "一要快，𠮷祥。");
}

#[test]
fn a_speech_without_paragraphs_is_a_document() {
    assert_eq!(paragraphs(&docx(&Speech::default())), []);
}

#[test]
fn every_role_has_a_style_and_every_style_names_its_four_fonts() {
    let styles = part(&docx(&Speech::default()), "word/styles.xml");
    let ids: Vec<_> = elements(&styles, "w:style").iter().map(|it| value(it, "w:styleId").unwrap()).collect();
    for role in [Role::Title, Role::Byline, Role::Salutation, Role::Heading, Role::Body] {
        assert!(ids.iter().any(|id| id == style(role)), "{role:?}");
    }
    let fonts = elements(&styles, "w:rFonts");
    assert_eq!(fonts.len(), ids.len() + 1);
    for font in fonts {
        for slot in ["w:eastAsia", "w:ascii", "w:hAnsi", "w:cs"] {
            assert!(value(&font, slot).is_some(), "{slot}");
        }
        assert_eq!(value(&font, "w:hint").as_deref(), Some("eastAsia"));
    }
    assert!(!styles.contains("Theme"));
}

#[test]
fn every_part_referred_to_is_there_and_none_tells_the_time() {
    let docx = docx(&Speech::default());
    let mut zip = ZipArchive::new(Cursor::new(&docx[..])).unwrap();
    for target in elements(&part(&docx, "word/_rels/document.xml.rels"), "Relationship") {
        assert!(zip.by_name(&format!("word/{}", value(&target, "Target").unwrap())).is_ok());
    }
    for kind in elements(&part(&docx, "[Content_Types].xml"), "Override") {
        assert!(zip.by_name(value(&kind, "PartName").unwrap().trim_start_matches('/')).is_ok());
    }
    for index in 0..zip.len() {
        let file = zip.by_index(index).unwrap();
        assert_eq!(file.last_modified(), Some(DateTime::DEFAULT));
        assert_eq!(file.compression(), CompressionMethod::Deflated);
    }
}
