//! A page as blocks of text in a tree of boxes.
//!
//! The tokens come from `html5ever`; the tree is our own and holds only what lays out a page, since links, fonts and spans
//! make no lines. A full tree by the standard costs quadratic time on pages that nest or misnest without end; this one is
//! linear: depth is bounded as in browsers, and an end tag that closes nothing is nothing.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};

use crate::text::docx::ordinal::ordinal;

/// A page.
#[derive(Debug, Default)]
pub struct Page {
    /// What stands in the title bar.
    pub title: String,
    /// The boxes; the first is the page, and a box comes after the one it lies in.
    pub boxes: Vec<Box>,
    /// The text, in the order of the page.
    pub blocks: Vec<Block>,
}

/// A box of the layout: an element that begins a line.
#[derive(Debug)]
pub struct Box {
    pub parent: usize,
    /// Whether it holds lines rather than boxes: a paragraph, a heading.
    pub is_line: bool,
    /// Its tag, name or style says that it is not the main text.
    pub aside: bool,
}

/// A line of text in a box.
#[derive(Debug)]
pub struct Block {
    pub within: usize,
    pub text: String,
    /// How many of its characters are links.
    pub linked: usize,
    /// The row and the cell of a table that it stands in.
    pub cell: Option<(usize, usize)>,
    pub is_heading: bool,
}

/// Browsers nest no deeper.
const DEPTH: usize = 512;

impl Page {
    /// Reads a page; there is no page that is wrong.
    pub fn read(html: &str) -> Page {
        let reader = Reader(RefCell::new(State::new()));
        let input = BufferQueue::default();
        // Tendrils count in 32 bits, which no page that is read exceeds.
        input.push_back(StrTendril::from_slice(html));
        let tokenizer = Tokenizer::new(reader, Default::default());
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        let mut state = tokenizer.sink.0.into_inner();
        state.end_block();
        state.page.title = collapsed(&state.title);
        state.page
    }
}

struct Reader(RefCell<State>);

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                state.start(&tag);
                if let Some(kind) = raw(&tag.name) {
                    return TokenSinkResult::RawData(kind);
                }
            }
            Token::TagToken(tag) => state.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Elements whose inside is not markup.
fn raw(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => Some(Rawtext),
        "textarea" | "title" => Some(Rcdata),
        _ => None,
    }
}

/// An open box.
struct Open {
    name: String,
    at: usize,
    /// The next number of an ordered list and its format.
    count: Option<(u32, &'static str)>,
}

struct State {
    page: Page,
    open: Vec<Open>,
    /// Boxes begun beyond the greatest depth.
    deeper: usize,
    /// Inline elements around the place whose text is not read.
    muted: Vec<String>,
    title: String,
    /// The box in which a link was begun.
    link: Option<usize>,
    text: String,
    linked: usize,
    /// The number of a list item, before its text.
    number: String,
}

fn is_box(name: &str) -> bool {
    is_line(name)
        || matches!(
            name,
            "body"
                | "div"
                | "section"
                | "article"
                | "main"
                | "header"
                | "footer"
                | "nav"
                | "aside"
                | "ul"
                | "ol"
                | "dl"
        )
        || matches!(name, "li" | "dt" | "dd" | "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "caption")
        || matches!(name, "figure" | "form" | "fieldset" | "center" | "details" | "dialog" | "menu" | "search")
}

fn is_line(name: &str) -> bool {
    is_heading(name) || matches!(name, "p" | "pre" | "blockquote" | "address" | "figcaption" | "summary" | "legend")
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Elements within a line whose text is no text of the page: controls, pinyin over characters, what was struck out.
fn is_mute(name: &str) -> bool {
    matches!(name, "script" | "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" | "textarea" | "title")
        || matches!(name, "select" | "option" | "button" | "svg" | "math" | "object" | "audio" | "video" | "canvas")
        || matches!(name, "rt" | "rp" | "del" | "template")
}

/// Which open boxes a start tag closes, and which it does not look beyond.
fn implied(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li"], &["ul", "ol", "menu", "td"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl", "td"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr"], &["table"]),
        "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot"], &["table"]),
        _ => (&[], &[]),
    }
}

impl State {
    fn new() -> Self {
        let root = Box { parent: 0, is_line: false, aside: false };
        State {
            page: Page { boxes: vec![root], ..Page::default() },
            open: Vec::new(),
            deeper: 0,
            muted: Vec::new(),
            title: String::new(),
            link: None,
            text: String::new(),
            linked: 0,
            number: String::new(),
        }
    }

    fn top(&self) -> usize {
        self.open.last().map_or(0, |open| open.at)
    }

    fn text(&mut self, text: &str) {
        if let Some(mute) = self.muted.last() {
            if mute == "title" && self.title.len() < 1000 {
                self.title.push_str(text);
            }
            return;
        }
        if self.link.is_some() {
            self.linked += text.chars().filter(|c| !is_space(*c) && *c != '　').count();
        }
        if self.open.last().is_some_and(|open| open.name == "pre") {
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    self.end_block();
                }
                self.text.push_str(line);
            }
        } else {
            self.text.push_str(text);
        }
    }

    fn start(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        if is_mute(name) {
            if !tag.self_closing || raw(name).is_some() {
                self.muted.push(name.into());
            }
        } else if is_box(name) {
            self.muted.clear();
            self.start_box(name, tag);
        } else if name == "br" || name == "hr" {
            self.end_block();
        } else if name == "a" && attribute(tag, "href").is_some() {
            self.link = Some(self.top());
        } else if is_hidden(tag) && !is_void(name) {
            self.muted.push(name.into());
        }
    }

    fn start_box(&mut self, name: &str, tag: &Tag) {
        self.end_block();
        self.number.clear();
        if self.open.last().is_some_and(|open| open.name == "p") {
            self.close(self.open.len() - 1);
        }
        let (closes, barrier) = implied(name);
        let open = self.open.iter().rposition(|open| barrier.contains(&&*open.name) || closes.contains(&&*open.name));
        if let Some(at) = open.filter(|at| closes.contains(&&*self.open[*at].name)) {
            self.close(at);
        }
        if self.open.len() >= DEPTH {
            self.deeper += 1;
            return;
        }
        if name == "li" {
            self.number_item(tag);
        }
        let aside = !matches!(name, "body") && (is_hidden(tag) || is_aside(name, tag));
        let at = self.page.boxes.len();
        self.page.boxes.push(Box { parent: self.top(), is_line: is_line(name), aside });
        let count = (name == "ol").then(|| {
            let start = attribute(tag, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
            (start, list_format(attribute(tag, "type").unwrap_or_default()))
        });
        self.open.push(Open { name: name.into(), at, count });
    }

    fn number_item(&mut self, tag: &Tag) {
        let own = attribute(tag, "value").and_then(|value| value.trim().parse().ok());
        if let Some(Open { count: Some((next, format)), .. }) = self.open.last_mut() {
            let number = own.unwrap_or(*next);
            *next = number.saturating_add(1);
            self.number = format!("{}. ", ordinal(number, format));
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(at) = self.muted.iter().rposition(|mute| mute == name) {
            self.muted.truncate(at);
        } else if name == "a" {
            self.link = None;
        } else if is_box(name) {
            self.end_block();
            if self.deeper > 0 {
                self.deeper -= 1;
                return;
            }
            let in_table = matches!(name, "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "caption");
            let barrier = |open: &str| match in_table {
                true => open == "table",
                false => matches!(open, "td" | "th" | "table" | "caption"),
            };
            let found = self.open.iter().rposition(|open| open.name == name || barrier(&open.name));
            if let Some(at) = found.filter(|at| self.open[*at].name == name) {
                self.close(at);
            }
        }
    }

    /// Closes the open boxes from `from` on, and a link begun in one of them.
    fn close(&mut self, from: usize) {
        if self.link.is_some_and(|link| link >= self.open[from].at) {
            self.link = None;
        }
        self.open.truncate(from);
    }

    fn end_block(&mut self) {
        let linked = std::mem::take(&mut self.linked);
        let text = collapsed(&std::mem::take(&mut self.text));
        if text.is_empty() {
            return;
        }
        let number = std::mem::take(&mut self.number);
        // Where the writer numbered the items, the list only indents them.
        let numbered = text.starts_with(|c: char| c.is_numeric() || "一二三四五六七八九十（(".contains(c));
        let text = if numbered { text } else { number + &text };
        let cell = self.open.iter().rposition(|open| open.name == "td" || open.name == "th");
        let row = cell.and_then(|cell| self.open[..cell].iter().rposition(|open| open.name == "tr"));
        let at = |place: usize| self.open[place].at;
        let cell = cell.zip(row).map(|(cell, row)| (at(row), at(cell)));
        let is_heading = self.open.iter().rev().take(3).any(|open| is_heading(&open.name));
        self.page.blocks.push(Block { within: self.top(), text, linked, cell, is_heading });
    }
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

fn is_void(name: &str) -> bool {
    matches!(name, "img" | "input" | "link" | "meta" | "wbr" | "area" | "base" | "col" | "embed" | "source" | "track")
}

fn is_hidden(tag: &Tag) -> bool {
    let style = attribute(tag, "style").unwrap_or_default();
    let none = style.contains("none") && style.to_ascii_lowercase().replace(' ', "").contains("display:none");
    none || attribute(tag, "hidden").is_some() || attribute(tag, "aria-hidden") == Some("true")
}

fn list_format(kind: &str) -> &'static str {
    match kind {
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        _ => "decimal",
    }
}

/// What the names of boxes say (the list of Readability, and what Chinese portals call the same). It is only a hint: a
/// box that holds most of the text is read whatever it is called.
fn is_aside(name: &str, tag: &Tag) -> bool {
    const ASIDE: &str = include_str!("aside.txt");
    const MAIN: &str = include_str!("main.txt");
    if matches!(name, "nav" | "footer" | "aside" | "dialog" | "menu" | "search") {
        return true;
    }
    let role = attribute(tag, "role").unwrap_or_default();
    if matches!(role, "navigation" | "complementary" | "contentinfo" | "banner" | "search" | "menu") {
        return true;
    }
    let mut names = attribute(tag, "class").unwrap_or_default().to_ascii_lowercase();
    names.push(' ');
    names.push_str(&attribute(tag, "id").unwrap_or_default().to_ascii_lowercase());
    ASIDE.lines().any(|word| names.contains(word)) && !MAIN.lines().any(|word| names.contains(word))
}

/// White space that HTML does not show as written.
fn is_space(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '\u{A0}' | '\u{2002}'..='\u{200B}' | '\u{FEFF}')
}

/// The text as it is shown: runs of white space are one space; between Chinese characters the end of a source line is
/// nothing, and the indent of a paragraph is not text.
fn collapsed(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut space: Option<bool> = None;
    for c in text.trim_matches(|c: char| is_space(c) || c == '　').chars() {
        if is_space(c) {
            *space.get_or_insert(false) |= c == '\n' || c == '\r';
            continue;
        }
        if let Some(newline) = space.take() {
            let wide = |c: char| c >= '\u{2E80}' || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—');
            if !(newline && wide(c) && shown.ends_with(wide)) {
                shown.push(' ');
            }
        }
        shown.push(c);
    }
    shown
}
