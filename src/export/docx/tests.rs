//! The document is read back as Word would find it: by the zip directory and the XML, not by comparing with a stored file.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use zip::{CompressionMethod, DateTime, ZipArchive};

use super::super::{Layout, Note};
use super::body::Styles;
use super::*;
use crate::outline::{Paragraph, Role};

const ROLES: [Role; 8] = [
    Role::Title,
    Role::Subtitle,
    Role::Byline,
    Role::Salutation,
    Role::Heading,
    Role::Heading2,
    Role::Heading3,
    Role::Body,
];

/// The order in which the schema (ECMA-376 part 1, annex A) wants what stands in these elements.
const ORDER: [(&str, &str); 4] = [
    (
        "w:pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens \
         kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind \
         contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle \
         rPr sectPr pPrChange",
    ),
    (
        "w:rPr",
        "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof \
         snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em \
         lang eastAsianLayout specVanish oMath",
    ),
    (
        "w:sectPr",
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt \
         vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    ),
    (
        "w:style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal \
         personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    ),
];

pub(in super::super) fn speech(paragraphs: &[(Role, &str)]) -> Speech {
    let paragraphs = paragraphs.iter().map(|&(role, text)| Paragraph { role, text: text.into() }).collect();
    Speech { paragraphs }
}

fn plain(speech: &Speech) -> Vec<u8> {
    docx(speech, &Options::default())
}

pub(in super::super) fn part(docx: &[u8], name: &str) -> String {
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

/// What stands in a part against the order of the schema.
pub(in super::super) fn out_of_order(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut found = Vec::new();
    let mut child = |open: &mut Vec<(String, usize)>, name: &str| {
        let Some((parent, last)) = open.last_mut() else { return };
        let Some((_, order)) = ORDER.iter().find(|(name, _)| name == parent) else { return };
        match order.split_whitespace().position(|known| name.strip_prefix("w:") == Some(known)) {
            Some(at) if at >= *last => *last = at,
            _ => found.push(format!("{name} in {parent}")),
        }
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(it) => {
                let name = String::from_utf8(it.name().as_ref().to_vec()).unwrap();
                child(&mut open, &name);
                open.push((name, 0));
            }
            Event::Empty(it) => child(&mut open, std::str::from_utf8(it.name().as_ref()).unwrap()),
            Event::End(_) => drop(open.pop()),
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn the_paragraphs_come_back_in_order_with_their_styles() {
    let docx = plain(&speech(&[
        (Role::Title, "在全市优化营商环境推进会上的讲话"),
        (Role::Subtitle, "——在动员大会上"),
        (Role::Byline, "市长  王某某"),
        (Role::Salutation, "同志们："),
        (Role::Heading, "一、把道理想透"),
        (Role::Body, "（一）把窗口管住"),
        (Role::Body, "一要看“实效”。A&B <5% 的，【时限】前办完。"),
    ]));
    let expected = [
        ("Title", "在全市优化营商环境推进会上的讲话"),
        ("Subtitle", "——在动员大会上"),
        ("Byline", "市长  王某某"),
        ("Salutation", "同志们："),
        ("Heading1", "一、把道理想透"),
        ("Heading2", "（一）把窗口管住"),
        ("Normal", "一要看“实效”。A&B <5% 的，【时限】前办完。"),
    ];
    assert_eq!(paragraphs(&docx), expected.map(|(style, text)| (style.into(), text.into())));
}

#[test]
fn runs_are_set_by_styles_and_nothing_else() {
    let docx = plain(&speech(&[(Role::Body, "（一）把窗口管住。由【牵头单位】管，【时限】前管好。\t完")]));
    let document = part(&docx, "word/document.xml");
    let styles: Vec<_> = elements(&document, "w:rStyle").iter().map(|it| value(it, "w:val").unwrap()).collect();
    assert_eq!(styles, ["Heading2Char", "Placeholder", "Placeholder"]);
    for name in ["w:sz", "w:b", "w:jc", "w:ind", "w:spacing", "w:color", "w:highlight", "w:shd"] {
        assert!(elements(&document, name).is_empty(), "{name} is direct formatting");
    }
    for fonts in elements(&document, "w:rFonts") {
        assert_eq!(fonts.attributes().flatten().count(), 1, "the hint alone, and no font");
    }
    assert_eq!(elements(&document, "w:rFonts").len(), elements(&document, "w:r").len());
    assert_eq!(elements(&document, "w:tab").len(), 1);
}

#[test]
fn what_stands_in_the_parts_stands_in_the_order_of_the_schema() {
    let speech = speech(&ROLES.map(|role| (role, "（一）把【事】办好。办好了再说。")));
    let notes = [Note { paragraph: 7, at: 0..9, text: "营商环境.yaml:12".into() }];
    for layout in Layout::ALL {
        let docx = docx(&speech, &Options { layout, notes: &notes, ..Options::default() });
        for name in ["document", "styles", "footer1", "footer2", "comments"] {
            assert_eq!(out_of_order(&part(&docx, &format!("word/{name}.xml"))), [""; 0], "{layout:?} {name}");
        }
    }
    let planted = r#"<w:p><w:pPr><w:jc/><w:pStyle/></w:pPr><w:r><w:rPr><w:sz/><w:bold/></w:rPr></w:r></w:p>"#;
    assert_eq!(out_of_order(planted), ["w:pStyle in w:pPr", "w:bold in w:rPr"]);
}

#[test]
fn characters_xml_does_not_have_are_dropped() {
    let docx = plain(&speech(&[(Role::Body, "一\u{0}要\u{B}快\u{1F}，𠮷\u{FFFE}祥\u{FFFF}。")]));
    assert_eq!(paragraphs(&docx)[0].1, "一要快，𠮷祥。");
}

#[test]
fn a_speech_without_paragraphs_is_a_document() {
    assert_eq!(paragraphs(&plain(&Speech::default())), []);
}

#[test]
fn every_role_has_a_style_in_every_layout_and_every_style_with_a_font_names_all_four() {
    for layout in Layout::ALL {
        let styles = part(&docx(&Speech::default(), &Options { layout, ..Options::default() }), "word/styles.xml");
        let ids: Vec<_> = elements(&styles, "w:style").iter().map(|it| value(it, "w:styleId").unwrap()).collect();
        let named = Styles::default();
        let mut wanted: Vec<&str> = ROLES.iter().map(|role| named.paragraph(*role)).collect();
        wanted.extend([named.placeholder.as_str(), "Heading1Char", "Heading2Char", "CommentText", "CommentReference"]);
        wanted.extend((layout == Layout::Reading).then_some(named.continued.as_str()));
        for id in wanted {
            assert!(ids.iter().any(|known| known == id), "{layout:?} {id}");
        }
        for fonts in elements(&styles, "w:rFonts") {
            for slot in ["w:eastAsia", "w:ascii", "w:hAnsi", "w:cs"] {
                assert!(value(&fonts, slot).is_some(), "{slot}");
            }
            assert_eq!(value(&fonts, "w:hint").as_deref(), Some("eastAsia"));
        }
        assert!(!styles.contains("Theme"));
        for name in ["w:basedOn", "w:next", "w:link"] {
            for to in elements(&styles, name) {
                assert!(ids.contains(&value(&to, "w:val").unwrap()), "{name}");
            }
        }
    }
}

#[test]
fn a_reading_copy_parts_a_long_paragraph_between_sentences_and_loses_nothing() {
    let sentence = format!("{}。", "国".repeat(99));
    let text = sentence.repeat(6);
    let docx = docx(&speech(&[(Role::Body, &text)]), &Options { layout: Layout::Reading, ..Options::default() });
    let found = paragraphs(&docx);
    let styles: Vec<&str> = found.iter().map(|(style, _)| style.as_str()).collect();
    assert_eq!(styles, ["Normal", "Continued", "Continued"]);
    assert!(found.iter().all(|(_, text)| text.ends_with('。')));
    assert_eq!(found.iter().map(|(_, text)| text.as_str()).collect::<String>(), text);
}

#[test]
fn notes_become_one_comment_a_sentence() {
    let text = "今天开会。会开得短，事办得实。";
    let notes = [
        Note { paragraph: 0, at: 0..15, text: "move/opening.yaml:3".into() },
        Note { paragraph: 0, at: 15..27, text: "<要求>".into() },
        Note { paragraph: 0, at: 27..45, text: "占位".into() },
    ];
    let docx = docx(&speech(&[(Role::Body, text)]), &Options { notes: &notes, ..Options::default() });
    let comments = part(&docx, "word/comments.xml");
    assert_eq!(elements(&comments, "w:comment").len(), 2);
    assert!(comments.contains("今天开会。 ← move/opening.yaml:3"), "{comments}");
    assert!(comments.contains("← &lt;要求&gt;"), "{comments}");
    let document = part(&docx, "word/document.xml");
    for name in ["w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"] {
        let ids: Vec<_> = elements(&document, name).iter().map(|it| value(it, "w:id").unwrap()).collect();
        assert_eq!(ids, ["0", "1"], "{name}");
    }
    assert_eq!(paragraphs(&docx)[0].1, text);
    assert!(part(&docx, "[Content_Types].xml").contains("comments"));
    assert!(!part(&plain(&Speech::default()), "[Content_Types].xml").contains("comments"));
}

#[test]
fn every_part_referred_to_is_there_and_none_tells_the_time() {
    let notes = [Note { paragraph: 0, at: 0..3, text: "要求".into() }];
    let docx = docx(&speech(&[(Role::Body, "好。")]), &Options { notes: &notes, ..Options::default() });
    let mut zip = ZipArchive::new(Cursor::new(&docx[..])).unwrap();
    assert_eq!(zip.by_index(0).unwrap().name(), "[Content_Types].xml");
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

#[test]
fn two_versions_are_tracked_changes_with_moves_in_pairs() {
    let old = speech(&[
        (Role::Heading, "一、把底数摸清"),
        (Role::Body, "哪里有险，一处一处登记。水情不等人。"),
        (Role::Body, "这一段不要了。"),
        (Role::Body, "物资要备齐，队伍要拉得出。"),
    ]);
    let new = speech(&[
        (Role::Heading, "一、把底数摸清楚"),
        (Role::Body, "哪里有险，一处一处登记。"),
        (Role::Body, "物资要备齐，队伍要拉得出。水情不等人。"),
        (Role::Body, "新添一段<话>。"),
    ]);
    let docx = revised(&crate::compare::compare(&old, &new), &Options::default());
    let document = part(&docx, "word/document.xml");
    assert_eq!(out_of_order(&document), [""; 0]);
    let count = |name: &str| elements(&document, name).len();
    assert_eq!((count("w:moveFrom"), count("w:moveTo")), (1, 1));
    for name in ["w:moveFromRangeStart", "w:moveToRangeStart"] {
        let named: Vec<_> = elements(&document, name).iter().map(|it| value(it, "w:name").unwrap()).collect();
        assert_eq!(named, ["move0"], "{name}");
        let dated = elements(&document, name).iter().all(|it| value(it, "w:date").is_some());
        assert!(dated, "the schema wants a date of {name}");
    }
    let all = ["w:ins", "w:del", "w:moveFrom", "w:moveTo"].map(|name| elements(&document, name)).concat();
    let ids: std::collections::BTreeSet<_> = all.iter().map(|it| value(it, "w:id").unwrap()).collect();
    assert_eq!(ids.len(), all.len(), "every change has a number of its own");
    assert!(all.iter().all(|it| value(it, "w:author").is_some() && value(it, "w:date").is_none()));
    // What the reader of documents sees is the new version.
    let text = crate::text::read::read("对照.docx", &docx, None).unwrap();
    let lines: Vec<&str> = text.source.text().lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, new.paragraphs.iter().map(|it| it.text.as_str()).collect::<Vec<_>>());
}
