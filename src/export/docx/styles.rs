//! The styles of an office's own document: which of them a title, a heading, a placeholder takes, and what is added where there is
//! none.
//!
//! A style is found by its name, as people see it in Word: by the names that offices give theirs first, then by Word's own.

use std::collections::BTreeSet;

use quick_xml::events::Event;
use quick_xml::{Reader, Writer};

use super::body::Styles;
use crate::text::docx::tree::Node;

/// What a style is for, the names it may go by, our style where there is none, and what it is called when that is told.
const WANTED: [(&str, &[&str], &str, &str); 8] = [
    ("paragraph", &["公文标题", "讲话标题", "文件标题", "大标题", "标题", "Title"], "Title", "标题"),
    ("paragraph", &["副标题", "Subtitle"], "Subtitle", "副标题"),
    ("paragraph", &["署名", "讲话人", "作者", "落款", "Author"], "Byline", "署名"),
    ("paragraph", &["称谓", "称呼", "主送机关", "Salutation"], "Salutation", "称谓"),
    ("paragraph", &["一级标题", "heading 1", "标题 1", "标题1"], "Heading1", "一级标题"),
    ("paragraph", &["二级标题", "heading 2", "标题 2", "标题2"], "Heading2", "二级标题"),
    ("paragraph", &["三级标题", "heading 3", "标题 3", "标题3"], "Heading3", "三级标题"),
    ("character", &["占位"], "Placeholder", "占位"),
];

/// What the text of a speech may be set in; else the document's default style.
const BODY: [&str; 6] =
    ["公文正文", "讲话正文", "正文首行缩进", "Body Text First Indent", "正文文本首行缩进", "正文缩进"];

/// Our styles, to take from what is not there.
const OURS: &str = include_str!("gbt/styles.xml");

/// The styles of a document for ours.
pub(super) struct Adopted {
    /// The names to write.
    pub styles: Styles,
    /// The part, with what was added.
    pub part: String,
    /// What was not there.
    pub missing: Vec<&'static str>,
}

struct Style<'n> {
    id: &'n str,
    kind: &'n str,
    names: Vec<&'n str>,
    link: Option<&'n str>,
    default: bool,
}

/// Finds the styles in `part`; `None` where it holds no styles for paragraphs at all.
pub(super) fn adopt(part: &str) -> Option<Adopted> {
    let tree = Node::parse(part);
    let styles: Vec<Style<'_>> = tree.children("style").filter_map(style).collect();
    let is_text = |style: &&Style<'_>| style.kind == "paragraph";
    let default = styles.iter().filter(is_text).find(|style| style.default);
    let default = default.or_else(|| named(&styles, "paragraph", &["Normal", "正文"]));
    let default = default.or_else(|| styles.iter().find(is_text))?.id;
    let body = named(&styles, "paragraph", &BODY).map_or(default, |style| style.id);
    let known: BTreeSet<&str> = styles.iter().map(|style| style.id).collect();
    let (mut added, mut missing) = (String::new(), Vec::new());
    let mut ids = Vec::new();
    for (kind, names, ours, called) in WANTED {
        ids.push(match named(&styles, kind, names) {
            Some(style) => style.id.to_string(),
            None => {
                missing.push(called);
                add(&mut added, ours, &known, default)
            }
        });
    }
    for (name, ours) in [("annotation text", "CommentText"), ("annotation reference", "CommentReference")] {
        if named(&styles, "paragraph", &[name]).or(named(&styles, "character", &[name])).is_none() {
            add(&mut added, ours, &known, default);
        }
    }
    let head = |heading: &str| {
        let linked = styles.iter().find(|style| style.kind == "character" && style.link == Some(heading));
        linked.map(|style| style.id.to_string())
    };
    let [title, subtitle, byline, salutation, first, second, third, placeholder] =
        ids.try_into().expect("one for each that is wanted");
    let heads = [head(&first), head(&second)];
    let headings = [first, second, third];
    let (body, continued) = (body.to_string(), body.to_string());
    let styles = Styles { title, subtitle, byline, salutation, headings, body, continued, heads, placeholder };
    Some(Adopted { styles, part: with(part, &added)?, missing })
}

fn style(node: &Node) -> Option<Style<'_>> {
    let aliases = node.value("aliases").unwrap_or_default().split(',').map(str::trim);
    Some(Style {
        id: node.attribute("styleId")?,
        kind: node.attribute("type").unwrap_or("paragraph"),
        names: node.value("name").into_iter().chain(aliases).filter(|name| !name.is_empty()).collect(),
        link: node.value("link"),
        default: matches!(node.attribute("default"), Some("1" | "true" | "on")),
    })
}

/// The style of that kind that goes by the first of the names that any goes by.
fn named<'s, 'n>(styles: &'s [Style<'n>], kind: &str, names: &[&str]) -> Option<&'s Style<'n>> {
    let goes_by = |style: &&Style<'_>, name: &str| {
        style.kind == kind && style.names.iter().any(|known| known.eq_ignore_ascii_case(name))
    };
    names.iter().find_map(|name| styles.iter().find(|style| goes_by(style, name)))
}

/// Adds our style, standing on the document's own default; returns the name that it is known by there.
fn add(added: &mut String, ours: &str, known: &BTreeSet<&str>, default: &str) -> String {
    let at = OURS.find(&format!(r#"w:styleId="{ours}""#)).expect("it is one of ours");
    let start = OURS[..at].rfind("<w:style ").expect("it begins");
    let end = at + OURS[at..].find("</w:style>").expect("it ends") + "</w:style>".len();
    let id = if known.contains(ours) { format!("Qicao{ours}") } else { ours.to_string() };
    let value = |text: &str| quick_xml::escape::escape(text).into_owned();
    let mut style = OURS[start..end]
        .replacen("<w:style ", r#"<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#, 1)
        .replace(&format!(r#"w:styleId="{ours}""#), &format!(r#"w:styleId="{id}""#))
        .replace(r#"<w:basedOn w:val="Normal"/>"#, &format!(r#"<w:basedOn w:val="{}"/>"#, value(default)))
        .replace("\n    <w:basedOn w:val=\"DefaultParagraphFont\"/>", "");
    for next in ["Byline", "Normal"] {
        style = style.replace(&format!("\n    <w:next w:val=\"{next}\"/>"), "");
    }
    for link in ["Heading1Char", "Heading2Char"] {
        style = style.replace(&format!("\n    <w:link w:val=\"{link}\"/>"), "");
    }
    added.push_str(&style);
    id
}

/// The part with more styles, and without automatic numbers: a speech brings its own.
fn with(part: &str, added: &str) -> Option<String> {
    let mut reader = Reader::from_str(part);
    let mut writer = Writer::new(Vec::with_capacity(part.len() + added.len()));
    let (mut depth, mut left_out) = (0_usize, 0_usize);
    loop {
        let event = reader.read_event().ok()?;
        match &event {
            Event::Eof => return String::from_utf8(writer.into_inner()).ok(),
            Event::Start(element) if left_out > 0 || element.local_name().as_ref() == b"numPr" => left_out += 1,
            Event::Empty(element) if left_out == 0 && element.local_name().as_ref() == b"numPr" => {}
            Event::End(_) if left_out > 0 => left_out -= 1,
            _ if left_out > 0 => {}
            Event::Start(_) => {
                depth += 1;
                writer.write_event(event.borrow()).ok()?;
            }
            Event::End(_) => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    writer.get_mut().extend_from_slice(added.as_bytes());
                }
                writer.write_event(event.borrow()).ok()?;
            }
            _ => writer.write_event(event.borrow()).ok()?,
        }
    }
}
