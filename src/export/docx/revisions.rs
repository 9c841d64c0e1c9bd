//! Tracked changes: two versions in a Word document, each change to be taken over or undone.
//!
//! ECMA-376 part 1, 17.13.5. A change names its author and no date, but for the ranges of moves, which must have one. A moved sentence is a move, with the ranges that tell Word which
//! two belong together. A paragraph that only one version has carries the change on its mark too, so that it comes and goes as a
//! whole.

use std::fmt::Write as _;

use super::super::pieces::{placeholders, role};
use super::body::{Body, run};
use super::comments::AUTHOR;
use crate::compare::{Compared, Fate, Standing};
use crate::outline::Paragraph;

/// The schema (CT_MoveBookmark) wants a date, Word shows none, and the same two versions are to give the same bytes.
const DATE: &str = r#"w:date="2000-01-01T00:00:00Z""#;

/// Numbers the changes of a document.
#[derive(Debug, Default)]
pub(super) struct Revisions {
    next: usize,
}

impl Revisions {
    fn id(&mut self) -> usize {
        self.next += 1;
        self.next
    }

    /// Writes a paragraph.
    pub fn paragraph(&mut self, body: &mut Body<'_>, paragraph: &Compared) {
        let kept = paragraph.sentences.iter().flat_map(|sentence| &sentence.pieces);
        let kept = kept.filter(|(fate, _)| !matches!(fate, Fate::Dropped | Fate::MovedAway(_)));
        let text: String = kept.map(|(_, text)| text.as_str()).collect();
        let style = body.styles.paragraph(role(&Paragraph { role: paragraph.role, text })).to_string();
        let placeholder = body.styles.placeholder.as_str();
        let xml = &mut body.xml;
        let _ = write!(xml, r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>"#);
        let mark = match paragraph.standing {
            Standing::Both => None,
            Standing::Added => Some("ins"),
            Standing::Dropped => Some("del"),
        };
        if let Some(mark) = mark {
            let _ = write!(xml, r#"<w:rPr><w:{mark} w:id="{}" {AUTHOR}/></w:rPr>"#, self.id());
        }
        xml.push_str("</w:pPr>");
        for (fate, text) in paragraph.sentences.iter().flat_map(|sentence| &sentence.pieces) {
            self.piece(xml, *fate, text, placeholder);
        }
        xml.push_str("</w:p>");
    }

    fn piece(&mut self, xml: &mut String, fate: Fate, text: &str, placeholder: &str) {
        let (element, tag) = match fate {
            Fate::Same | Fate::Changed => return runs(xml, text, placeholder, "w:t"),
            Fate::Added => ("ins", "w:t"),
            Fate::Dropped => ("del", "w:delText"),
            Fate::MovedAway(_) => ("moveFrom", "w:t"),
            Fate::MovedHere(_) => ("moveTo", "w:t"),
        };
        let range = match fate {
            Fate::MovedAway(number) | Fate::MovedHere(number) => Some((self.id(), number)),
            _ => None,
        };
        if let Some((id, number)) = range {
            let _ = write!(xml, r#"<w:{element}RangeStart w:id="{id}" {AUTHOR} {DATE} w:name="move{number}"/>"#);
        }
        let _ = write!(xml, r#"<w:{element} w:id="{}" {AUTHOR}>"#, self.id());
        runs(xml, text, placeholder, tag);
        let _ = write!(xml, "</w:{element}>");
        if let Some((id, _)) = range {
            let _ = write!(xml, r#"<w:{element}RangeEnd w:id="{id}"/>"#);
        }
    }
}

/// A piece as runs: what is still missing shows in either version.
fn runs(xml: &mut String, text: &str, placeholder: &str, tag: &str) {
    let mut from = 0;
    for at in placeholders(text) {
        run(xml, &text[from..at.start], None, tag);
        run(xml, &text[at.clone()], Some(placeholder), tag);
        from = at.end;
    }
    run(xml, &text[from..], None, tag);
}
