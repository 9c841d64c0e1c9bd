//! `document.xml`: paragraphs with the names of their styles, runs with the names of theirs.
//!
//! Every run says that doubtful characters (“ ” … —) are East Asian: that is a statement about the text, not a look, and Word asks
//! it of the run alone; a style that says so is not heard. Fonts, sizes and indents are the styles'.

use quick_xml::escape::partial_escape;

use super::super::pieces::{Look, looks, parts, role};
use super::comments::Mark;
use crate::outline::{Paragraph, Role};
use crate::source::Span;

const HEAD: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#,
);

/// The identifiers that a document knows its styles by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Styles {
    pub title: String,
    pub subtitle: String,
    pub byline: String,
    pub salutation: String,
    pub headings: [String; 3],
    pub body: String,
    pub continued: String,
    pub heads: [Option<String>; 2],
    pub placeholder: String,
}

impl Default for Styles {
    /// Those of the layouts under `docx/`. Title, heading 1, Salutation and Normal are Word's own styles, shown as 标题, 标题 1, 称呼
    /// and 正文 by a Chinese Word; a style of our own with one of those names would clash with them.
    fn default() -> Self {
        Styles {
            title: "Title".into(),
            subtitle: "Subtitle".into(),
            byline: "Byline".into(),
            salutation: "Salutation".into(),
            headings: ["Heading1".into(), "Heading2".into(), "Heading3".into()],
            body: "Normal".into(),
            continued: "Continued".into(),
            heads: [Some("Heading1Char".into()), Some("Heading2Char".into())],
            placeholder: "Placeholder".into(),
        }
    }
}

impl Styles {
    /// The style of a paragraph.
    pub fn paragraph(&self, role: Role) -> &str {
        match role {
            Role::Title => &self.title,
            Role::Subtitle => &self.subtitle,
            Role::Byline => &self.byline,
            Role::Salutation => &self.salutation,
            Role::Heading => &self.headings[0],
            Role::Heading2 => &self.headings[1],
            Role::Heading3 => &self.headings[2],
            Role::Body => &self.body,
        }
    }

    pub fn run(&self, look: Look) -> Option<&str> {
        match look {
            Look::Placeholder => Some(&self.placeholder),
            Look::Head1 => self.heads[0].as_deref(),
            Look::Head2 => self.heads[1].as_deref(),
        }
    }
}

/// A body that is being written.
pub(super) struct Body<'s> {
    pub xml: String,
    pub styles: &'s Styles,
    together: Option<usize>,
}

impl<'s> Body<'s> {
    /// For about so many paragraphs; those longer than `together` are parted between sentences.
    pub fn new(styles: &'s Styles, together: Option<usize>, paragraphs: usize) -> Self {
        let mut xml = String::with_capacity(HEAD.len() + 1024 + 1024 * paragraphs);
        xml.push_str(HEAD);
        Body { xml, styles, together }
    }

    /// Writes a paragraph with the marks of its comments.
    pub fn paragraph(&mut self, paragraph: &Paragraph, marks: &[Mark]) {
        let role = role(paragraph);
        let text = paragraph.text.as_str();
        let looks = looks(paragraph);
        let whole = || std::iter::once(0..text.len()).collect();
        let parts: Vec<Span> = match self.together {
            Some(most) if role == Role::Body && text.chars().count() > most => parts(text, most),
            _ => whole(),
        };
        for (nth, part) in parts.into_iter().enumerate() {
            self.open(if nth == 0 { self.styles.paragraph(role) } else { &self.styles.continued });
            self.runs(text, part, &looks, marks);
            self.xml.push_str("</w:p>");
        }
    }

    /// Begins a paragraph of a style.
    fn open(&mut self, style: &str) {
        self.xml.push_str(r#"<w:p><w:pPr><w:pStyle w:val=""#);
        self.xml.push_str(style);
        self.xml.push_str(r#""/></w:pPr>"#);
    }

    /// A stretch of a paragraph as runs, cut where a look or a comment begins or ends.
    fn runs(&mut self, text: &str, part: Span, looks: &[(Span, Look)], marks: &[Mark]) {
        let inside = |at: &usize| part.start < *at && *at < part.end;
        let mut cuts: Vec<usize> = looks.iter().flat_map(|(at, _)| [at.start, at.end]).filter(inside).collect();
        cuts.extend(marks.iter().flat_map(|mark| [mark.at.start, mark.at.end]).filter(inside));
        cuts.push(part.end);
        cuts.sort_unstable();
        cuts.dedup();
        let mut looks = looks.iter().peekable();
        let mut start = part.start;
        for end in cuts {
            for mark in marks.iter().filter(|mark| mark.at.start == start) {
                mark.open(&mut self.xml);
            }
            while looks.next_if(|(at, _)| at.end <= start).is_some() {}
            let look = looks.peek().filter(|(at, _)| at.start <= start).map(|(_, look)| *look);
            let style = look.and_then(|look| self.styles.run(look));
            run(&mut self.xml, &text[start..end], style, "w:t");
            for mark in marks.iter().filter(|mark| mark.at.end == end) {
                mark.close(&mut self.xml);
            }
            start = end;
        }
    }

    /// Ends the document with the page it is set on.
    pub fn finish(mut self, section: &str) -> String {
        self.xml.push_str(section);
        self.xml.push_str("</w:body></w:document>");
        self.xml
    }
}

/// A run; `tag` is `w:t`, or `w:delText` for one that was deleted.
pub(super) fn run(xml: &mut String, text: &str, style: Option<&str>, tag: &str) {
    if text.is_empty() {
        return;
    }
    xml.push_str("<w:r><w:rPr>");
    if let Some(style) = style {
        xml.push_str(r#"<w:rStyle w:val=""#);
        xml.push_str(style);
        xml.push_str(r#""/>"#);
    }
    xml.push_str(r#"<w:rFonts w:hint="eastAsia"/></w:rPr>"#);
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['\t', '\n']).unwrap_or(rest.len());
        if end > 0 {
            xml.push('<');
            xml.push_str(tag);
            xml.push_str(r#" xml:space="preserve">"#);
            characters(xml, &rest[..end]);
            xml.push_str("</");
            xml.push_str(tag);
            xml.push('>');
        }
        match rest[end..].chars().next() {
            Some('\t') => xml.push_str("<w:tab/>"),
            Some(_) => xml.push_str("<w:br/>"),
            None => {}
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    xml.push_str("</w:r>");
}

/// Character data, without the characters that XML 1.0 has not: one of them makes Word refuse the whole file.
pub(super) fn characters(xml: &mut String, text: &str) {
    let is_xml = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{FFFD}' | '\u{10000}'..);
    if text.chars().all(is_xml) {
        xml.push_str(&partial_escape(text));
    } else {
        xml.push_str(&partial_escape(text.chars().filter(|c| is_xml(*c)).collect::<String>().as_str()));
    }
}
