//! Comments at the margin: for each sentence, where its pieces come from.
//!
//! One comment for a piece would be ten a line; so pieces are gathered by sentence. Comments tell no date, since the same speech
//! must give the same bytes.

use super::super::Note;
use super::body::run;
use crate::outline::Speech;
use crate::source::Span;
use crate::text::sentence::sentences;

/// Who signs.
pub(super) const AUTHOR: &str = r#"w:author="qicao""#;

/// A comment and the stretch of its paragraph that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    id: usize,
    pub at: Span,
}

impl Mark {
    /// Where the stretch begins.
    pub fn open(&self, xml: &mut String) {
        xml.push_str(&format!(r#"<w:commentRangeStart w:id="{}"/>"#, self.id));
    }

    /// Where it ends.
    pub fn close(&self, xml: &mut String) {
        xml.push_str(&format!(
            concat!(
                r#"<w:commentRangeEnd w:id="{0}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>"#,
                r#"<w:commentReference w:id="{0}"/></w:r>"#
            ),
            self.id
        ));
    }
}

/// The comments of a document.
pub(super) struct Comments {
    marks: Vec<Vec<Mark>>,
    xml: String,
    count: usize,
}

impl Comments {
    /// Gathers notes, which are in order, by sentence.
    pub fn new(speech: &Speech, notes: &[Note]) -> Self {
        let mut comments = Comments { marks: Vec::new(), xml: String::new(), count: 0 };
        if notes.is_empty() {
            return comments;
        }
        comments.marks.resize(speech.paragraphs.len(), Vec::new());
        for (number, paragraph) in speech.paragraphs.iter().enumerate() {
            let from = notes.partition_point(|note| note.paragraph < number);
            let mut here = notes[from..].iter().take_while(|note| note.paragraph == number).peekable();
            for at in sentences(&paragraph.text, false) {
                let mut lines = Vec::new();
                while let Some(note) = here.next_if(|note| note.at.start < at.end) {
                    let said = paragraph.text.get(note.at.clone()).unwrap_or_default();
                    lines.push(format!("{said} ← {}", note.text));
                }
                if !lines.is_empty() {
                    comments.add(number, at, &lines);
                }
            }
        }
        comments
    }

    fn add(&mut self, paragraph: usize, at: Span, lines: &[String]) {
        let id = self.count;
        self.count += 1;
        self.marks[paragraph].push(Mark { id, at });
        self.xml.push_str(&format!(r#"<w:comment w:id="{id}" {AUTHOR} w:initials="q">"#));
        for line in lines {
            self.xml.push_str(r#"<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>"#);
            run(&mut self.xml, line, None, "w:t");
            self.xml.push_str("</w:p>");
        }
        self.xml.push_str("</w:comment>");
    }

    /// The marks in a paragraph.
    pub fn of(&self, paragraph: usize) -> &[Mark] {
        self.marks.get(paragraph).map_or(&[], Vec::as_slice)
    }

    /// The part that holds them, if there are any.
    pub fn part(&self) -> Option<String> {
        let head = concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            r#"<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#
        );
        (self.count > 0).then(|| format!("{head}{}</w:comments>", self.xml))
    }
}
