//! The main document as lines: paragraphs, rows of tables, text boxes.
//!
//! One pass over the XML with a stack of what is open. A row of a table is a line with a tab between its cells, as it would be
//! copied from Word: so it is neither taken for a sentence nor torn into words. But many a table of an office only
//! lays out the page and holds whole paragraphs; where a cell has more than one, every paragraph of the row is a line.

use quick_xml::NsReader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use super::Document;
use super::numbering::{Numbering, Place};
use super::symbol::symbol;
use super::tree::is_on;

const WORD: [&[u8]; 2] = [
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
];
const MATH: [&[u8]; 2] =
    [b"http://schemas.openxmlformats.org/officeDocument/2006/math", b"http://purl.oclc.org/ooxml/officeDocument/math"];
const CHOICE: &[u8] = b"http://schemas.openxmlformats.org/markup-compatibility/2006";

/// No table in a text box in a table lies deeper; what does is left out.
const DEPTH: usize = 256;

/// What is open around the place in the document.
enum Open {
    Paragraph(Paragraph),
    Row(Vec<Vec<String>>),
    Cell(Vec<String>),
}

#[derive(Default)]
struct Paragraph {
    text: String,
    place: Place,
    /// The mark at its end was deleted: it is one with the next.
    joined: bool,
    /// The run is hidden.
    hidden: bool,
    /// Text boxes anchored in it.
    after: Vec<String>,
}

struct Body {
    numbering: Numbering,
    document: Document,
    open: Vec<Open>,
    /// Names of the elements around the place.
    path: Vec<Vec<u8>>,
    /// Fields around the place: whether their instruction is being read.
    fields: Vec<bool>,
    /// Choices around the place: whether one was taken.
    choices: Vec<bool>,
    /// Content controls around the place: whether they show only what they ask for.
    prompts: Vec<bool>,
    /// How deep the place is in what is left out.
    left_out: usize,
    /// The text of an element that holds text, and whether its white space counts.
    run: Option<(String, bool)>,
    /// The beginning of a paragraph whose end was deleted.
    carried: String,
}

/// The lines of `document.xml`.
pub(super) fn lines(xml: &str, numbering: Numbering) -> Document {
    let mut reader = NsReader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut body = Body {
        numbering,
        document: Document::default(),
        open: Vec::new(),
        path: Vec::new(),
        fields: Vec::new(),
        choices: Vec::new(),
        prompts: Vec::new(),
        left_out: 0,
        run: None,
        carried: String::new(),
    };
    let mut broken = false;
    loop {
        match reader.read_resolved_event() {
            Ok((namespace, Event::Start(element))) => {
                let ours = ours(&namespace, element.name().as_ref());
                body.start(ours, &element);
            }
            Ok((_, Event::End(_))) => body.end(),
            Ok((_, Event::Text(text))) => body.text(|| text.decode().unwrap_or_default().into_owned()),
            Ok((_, Event::CData(text))) => body.text(|| text.decode().unwrap_or_default().into_owned()),
            Ok((_, Event::GeneralRef(named))) => body.text(|| {
                let character = named.resolve_char_ref().ok().flatten().map(String::from);
                let name = named.decode().unwrap_or_default();
                character.or_else(|| resolve_predefined_entity(&name).map(String::from)).unwrap_or_default()
            }),
            Ok((_, Event::Eof)) => break,
            Ok(_) => {}
            Err(_) => {
                broken = true;
                break;
            }
        }
    }
    body.finish(broken)
}

/// Whether the name is Word's own (or of formulas), of the choice between old and new, or of something else.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ours {
    Word,
    Choice,
    Other,
}

fn ours(namespace: &ResolveResult<'_>, name: &[u8]) -> Ours {
    match namespace {
        ResolveResult::Bound(Namespace(name)) if WORD.contains(name) || MATH.contains(name) => Ours::Word,
        ResolveResult::Bound(Namespace(CHOICE)) => Ours::Choice,
        ResolveResult::Bound(_) => Ours::Other,
        // Without its declaration the usual prefix must do.
        _ if name.starts_with(b"w:") => Ours::Word,
        _ => Ours::Other,
    }
}

/// What is no text of the document: revisions taken back or superseded, the small signs over a character, fields' insides.
const LEFT_OUT: [&[u8]; 12] = [
    b"del",
    b"moveFrom",
    b"instrText",
    b"delText",
    b"rt",
    b"pPrChange",
    b"rPrChange",
    b"tblPrChange",
    b"trPrChange",
    b"tcPrChange",
    b"sectPrChange",
    b"numberingChange",
];

impl Body {
    fn start(&mut self, ours: Ours, element: &BytesStart<'_>) {
        if self.left_out > 0 {
            self.left_out += 1;
            return;
        }
        let name = if ours == Ours::Other { Vec::new() } else { element.local_name().as_ref().to_vec() };
        let parent = self.path.last().cloned().unwrap_or_default();
        self.path.push(name.clone());
        if self.path.len() > DEPTH {
            self.left_out = 1;
            return;
        }
        let value = |key: &str| attribute(element, key);
        let is_on = || is_on(value("val").as_deref());
        match (ours, name.as_slice()) {
            // On the mark of a paragraph it is a property.
            (Ours::Word, b"del" | b"moveFrom") if parent == b"rPr" => {
                if self.inside(b"pPr")
                    && let Some(paragraph) = self.paragraph()
                {
                    paragraph.joined = true;
                }
            }
            (Ours::Word, name) if LEFT_OUT.contains(&name) => self.left_out = 1,
            (Ours::Choice, b"AlternateContent") => self.choices.push(false),
            (Ours::Choice, b"Choice" | b"Fallback") => match self.choices.last_mut() {
                Some(true) => self.left_out = 1,
                Some(taken) => *taken = true,
                None => {}
            },
            (Ours::Word, b"p") => self.open.push(Open::Paragraph(Paragraph::default())),
            (Ours::Word, b"tr") => self.open.push(Open::Row(Vec::new())),
            (Ours::Word, b"tc") => self.open.push(Open::Cell(Vec::new())),
            (Ours::Word, b"pStyle") if parent == b"pPr" => self.place(|place| place.style = value("val")),
            (Ours::Word, b"numId") if parent == b"numPr" => {
                self.place(|place| place.list = value("val").and_then(|list| list.trim().parse().ok()));
            }
            (Ours::Word, b"ilvl") if parent == b"numPr" => {
                self.place(|place| place.level = value("val").and_then(|level| level.trim().parse().ok()));
            }
            (Ours::Word, b"r") => self.paragraph().into_iter().for_each(|paragraph| paragraph.hidden = false),
            (Ours::Word, b"vanish") if parent == b"rPr" && is_on() && !self.inside(b"pPr") => {
                self.paragraph().into_iter().for_each(|paragraph| paragraph.hidden = true);
            }
            (Ours::Word, b"fldChar") => match value("fldCharType").as_deref() {
                Some("begin") => self.fields.push(true),
                Some("separate") => self.fields.last_mut().into_iter().for_each(|instruction| *instruction = false),
                Some("end") => drop(self.fields.pop()),
                _ => {}
            },
            (Ours::Word, b"sdt") => self.prompts.push(false),
            (Ours::Word, b"showingPlcHdr") if is_on() => {
                self.prompts.last_mut().into_iter().for_each(|prompt| *prompt = true);
            }
            (Ours::Word, b"sdtContent") if self.prompts.last() == Some(&true) => self.left_out = 1,
            (Ours::Word, b"t") => self.run = Some((String::new(), value("space").as_deref() == Some("preserve"))),
            (Ours::Word, b"tab") if parent == b"r" => self.say("\t"),
            (Ours::Word, b"ptab") => self.say("\t"),
            (Ours::Word, b"br" | b"cr") => self.say("\n"),
            (Ours::Word, b"noBreakHyphen") => self.say("-"),
            (Ours::Word, b"sym") => {
                let code = value("char").and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
                if let Some(c) = code.and_then(char::from_u32).filter(|c| !c.is_control()) {
                    self.say(&symbol(c).to_string());
                }
            }
            (Ours::Word, b"altChunk") => self.document.embedded = true,
            _ => {}
        }
    }

    fn end(&mut self) {
        if self.left_out > 1 {
            self.left_out -= 1;
            return;
        }
        let name = self.path.pop().unwrap_or_default();
        if self.left_out > 0 {
            self.left_out = 0;
            return;
        }
        match name.as_slice() {
            b"t" => {
                if let Some((text, kept)) = self.run.take() {
                    let text = if kept { text.as_str() } else { text.trim_matches([' ', '\n', '\r', '\t']) };
                    self.say(&text.replace(['\n', '\r', '\t'], " "));
                }
            }
            b"p" => self.end_paragraph(),
            b"tc" => {
                if let Some(Open::Cell(lines)) = self.open.pop() {
                    match self.open.last_mut() {
                        Some(Open::Row(cells)) => cells.push(lines),
                        _ => lines.into_iter().for_each(|line| self.emit(line)),
                    }
                }
            }
            b"tr" => self.end_row(),
            b"AlternateContent" => drop(self.choices.pop()),
            b"sdt" => drop(self.prompts.pop()),
            _ => {}
        }
    }

    fn text(&mut self, text: impl FnOnce() -> String) {
        if self.left_out == 0
            && let Some((run, _)) = &mut self.run
        {
            run.push_str(&text());
        }
    }

    /// Whether an element called `name` is open in the innermost paragraph.
    fn inside(&self, name: &[u8]) -> bool {
        self.path.iter().rev().take_while(|open| *open != b"p").any(|open| open == name)
    }

    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        self.open.iter_mut().rev().find_map(|open| match open {
            Open::Paragraph(paragraph) => Some(paragraph),
            _ => None,
        })
    }

    /// Sets the place in a list; the properties of styles and changes have their own.
    fn place(&mut self, set: impl FnOnce(&mut Place)) {
        if let Some(Open::Paragraph(paragraph)) = self.open.last_mut() {
            set(&mut paragraph.place);
        }
    }

    fn say(&mut self, text: &str) {
        if self.fields.contains(&true) {
            return;
        }
        if let Some(Open::Paragraph(paragraph)) = self.open.last_mut()
            && !paragraph.hidden
        {
            paragraph.text.push_str(text);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(Open::Paragraph(paragraph)) = self.open.pop() else { return };
        // The instruction of a field ends with its paragraph; a field that never closes must not swallow the document.
        self.fields.iter_mut().for_each(|instruction| *instruction = false);
        let text = std::mem::take(&mut self.carried) + &paragraph.text;
        if paragraph.joined {
            self.carried = text;
        } else {
            let number = self.numbering.next(&paragraph.place).filter(|_| !text.trim().is_empty());
            self.emit(spaced(number.unwrap_or_default(), text.trim_matches('\n')));
        }
        paragraph.after.into_iter().for_each(|line| self.emit(line));
    }

    fn end_row(&mut self) {
        let Some(Open::Row(cells)) = self.open.pop() else { return };
        let lines = |cell: Vec<String>| cell.into_iter().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>();
        let cells: Vec<Vec<String>> = cells.into_iter().map(lines).filter(|cell| !cell.is_empty()).collect();
        if cells.iter().all(|cell| cell.len() == 1 && !cell[0].contains('\n')) {
            if !cells.is_empty() {
                self.emit(cells.concat().join("\t"));
            }
        } else {
            cells.into_iter().flatten().for_each(|line| self.emit(line));
        }
    }

    fn emit(&mut self, line: String) {
        match self.open.last_mut() {
            Some(Open::Paragraph(paragraph)) => paragraph.after.push(line),
            Some(Open::Cell(lines)) => lines.push(line),
            Some(Open::Row(cells)) => cells.push(vec![line]),
            None => {
                self.document.text.push_str(&line);
                self.document.text.push('\n');
            }
        }
    }

    /// Closes what the XML left open.
    fn finish(mut self, broken: bool) -> Document {
        self.left_out = 0;
        while let Some(open) = self.open.last() {
            match open {
                Open::Paragraph(_) => self.end_paragraph(),
                Open::Row(_) => self.end_row(),
                Open::Cell(_) => {
                    if let Some(Open::Cell(lines)) = self.open.pop() {
                        lines.into_iter().for_each(|line| self.emit(line));
                    }
                }
            }
        }
        if !self.carried.is_empty() {
            let carried = std::mem::take(&mut self.carried);
            self.emit(carried);
        }
        let broken = broken.then_some(self.document.text.len());
        Document { broken, ..self.document }
    }
}

/// A number before its text: 3. and 5亿元 must not read as 3.5亿元, even where Word sets nothing between them.
fn spaced(number: String, text: &str) -> String {
    let runs_on = number.ends_with(|c: char| c == '.' || c.is_ascii_alphanumeric())
        && text.starts_with(|c: char| c.is_ascii_alphanumeric());
    if runs_on { number + " " + text } else { number + text }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    attributes.with_checks(false);
    let found = attributes.flatten().find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
    found.unescape_value().ok().map(|value| value.into_owned())
}
