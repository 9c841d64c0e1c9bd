//! Edits as splices of the text: what is put where, and nothing else of it touched.

use super::tree::{Item, Kind, Layout};
use super::write::{inline, item_lines, key_text};
use crate::source::Span;
use crate::yaml::{Node, Path, Step};

/// A piece of the text and what takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    pub span: Span,
    pub with: String,
}

/// A text with its layout.
#[derive(Debug, Clone, Copy)]
pub struct Page<'t> {
    pub text: &'t str,
    pub layout: &'t Layout,
}

/// A new entry: what it means, and the lines that say it, if they are to be kept as they were written elsewhere.
#[derive(Debug, Clone)]
pub struct Fresh {
    pub node: Node,
    pub lines: Option<Vec<String>>,
}

impl From<Node> for Fresh {
    fn from(node: Node) -> Self {
        Fresh { node, lines: None }
    }
}

/// Puts the splices into the text; they do not overlap.
pub fn apply(text: &str, mut splices: Vec<Splice>) -> String {
    splices.sort_by_key(|splice| (splice.span.start, splice.span.end));
    let mut out = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for splice in splices {
        out.push_str(&text[at..splice.span.start]);
        out.push_str(&splice.with);
        at = splice.span.end;
    }
    out.push_str(&text[at..]);
    out
}

impl Page<'_> {
    /// The line end that the file uses.
    pub fn eol(&self) -> &'static str {
        match self.text.find('\n') {
            Some(at) if self.text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// The end of the line, before its line end.
    pub fn line_end(&self, at: usize) -> usize {
        let end = self.text[at..].find('\n').map_or(self.text.len(), |end| at + end);
        if self.text[at..end].ends_with('\r') { end - 1 } else { end }
    }

    /// How many columns of its line stand before a place.
    pub fn column(&self, at: usize) -> usize {
        self.text[self.line_start(at)..at].chars().count()
    }

    /// Whether only white space stands before a place in its line.
    fn is_first(&self, at: usize) -> bool {
        self.text[self.line_start(at)..at].trim().is_empty()
    }

    /// Whether a node stands inside brackets or braces.
    fn in_flow(&self, path: &[Step]) -> bool {
        (0..path.len()).any(|depth| self.layout.at(&path[..depth]).is_some_and(|layout| layout.flow))
    }

    /// Adds an entry behind the last one of the list or map at `path`; `key` is for maps.
    pub fn append(&self, path: &[Step], key: Option<&str>, fresh: &Fresh) -> Option<Splice> {
        let parent = self.layout.at(path)?;
        let flow = parent.flow || self.in_flow(path);
        let last = parent.items.last();
        if flow {
            let value = inline(&fresh.node, true);
            let entry = key.map_or_else(|| value.clone(), |key| format!("{}: {value}", key_text(key, true)));
            let at = last.map_or(parent.span.start + 1, Item::end);
            let with = if last.is_some() { format!(", {entry}") } else { entry };
            return Some(Splice { span: at..at, with });
        }
        let lines = fresh.lines.clone().unwrap_or_else(|| item_lines(&fresh.node));
        let first = parent.items.first()?;
        Some(self.lines_behind(last?.end(), self.column(first.whole.start), &lines))
    }

    /// Lines put behind the line of a place, indented.
    fn lines_behind(&self, at: usize, indent: usize, lines: &[String]) -> Splice {
        let end = self.line_end(at);
        let indented = lines.iter().map(|line| match line.is_empty() {
            true => self.eol().to_string(),
            false => format!("{}{}{line}", self.eol(), " ".repeat(indent)),
        });
        Splice { span: end..end, with: indented.collect() }
    }

    /// Turns the single value at `path` into a list that has another behind it.
    pub fn append_to_single(&self, path: &[Step], fresh: &Fresh) -> Option<Vec<Splice>> {
        let (step, above) = path.split_last()?;
        let parent = self.layout.at(above)?;
        let item = &parent.items[parent.position(step)?];
        let (_, key) = item.key.as_ref()?;
        let value = item.value.as_ref()?;
        let written = &self.text[value.span.clone()];
        if parent.flow || self.in_flow(path) || written.contains('\n') {
            let close =
                Splice { span: value.span.end..value.span.end, with: format!(", {}]", inline(&fresh.node, true)) };
            return Some(vec![Splice { span: value.span.start..value.span.start, with: "[".into() }, close]);
        }
        // An anchor or a tag before the value would come to stand for the list.
        let colon = key.end + self.text[key.end..value.span.start].find(':')? + 1;
        if !self.text[colon..value.span.start].trim().is_empty() {
            return None;
        }
        let indent = self.column(item.whole.start) + 2;
        let with = format!("{}{}- ", self.eol(), " ".repeat(indent));
        let lines = fresh.lines.clone().unwrap_or_else(|| item_lines(&fresh.node));
        Some(vec![Splice { span: colon..value.span.start, with }, self.lines_behind(value.span.end, indent, &lines)])
    }

    /// Puts a new text in the place of the scalar at `path`.
    pub fn reword(&self, path: &[Step], text: &str) -> Option<Splice> {
        let layout = self.layout.at(path).filter(|layout| layout.kind == Kind::Scalar)?;
        let with = super::write::like(&self.text[layout.span.clone()], text, self.in_flow(path));
        Some(Splice { span: layout.span.clone(), with })
    }

    /// Takes out the entry at `path`, and the lists and maps above it that it leaves empty.
    pub fn remove(&self, path: &[Step]) -> Option<(Splice, Path)> {
        let (step, above) = path.split_last()?;
        let parent = self.layout.at(above)?;
        let at = parent.position(step)?;
        if parent.items.len() == 1 && !above.is_empty() {
            return self.remove(above);
        }
        let item = &parent.items[at];
        let span = if parent.flow || self.in_flow(path) {
            self.flow_extent(parent, at)
        } else if self.is_first(item.whole.start) {
            let end = self.line_end(item.end());
            let end = end + self.text[end..].find('\n').map_or(0, |at| at + 1);
            let start = self.line_start(item.whole.start);
            // The last line of a file without a line end takes the one before it along.
            let whole = self.text[end..].is_empty() && !self.text[..end].ends_with('\n');
            (if whole { self.text[..start].trim_end_matches(['\n', '\r']).len() } else { start })..end
        } else {
            // It stands behind the dash of the list around it; what comes next moves up to that dash.
            let end = self.line_end(item.end());
            let rest = &self.text[end..];
            item.whole.start..end + (rest.len() - rest.trim_start().len())
        };
        Some((Splice { span, with: String::new() }, path.to_vec()))
    }

    /// An entry in brackets with one comma.
    fn flow_extent(&self, parent: &Layout, at: usize) -> Span {
        let item = &parent.items[at];
        match parent.items.get(at + 1) {
            Some(next) if !self.text[item.end()..next.whole.start].contains('#') => item.whole.start..next.whole.start,
            Some(_) => item.whole.start..item.whole.end,
            None if at > 0 && !self.text[item.end()..parent.span.end].contains(',') => {
                parent.items[at - 1].end()..item.end()
            }
            None => item.whole.start..item.whole.end.min(parent.span.end - 1),
        }
    }

    /// Gives the key at `path` another name.
    pub fn rename(&self, path: &[Step], name: &str) -> Option<Splice> {
        let (step, above) = path.split_last()?;
        let parent = self.layout.at(above)?;
        let (_, span) = parent.items[parent.position(step)?].key.as_ref()?;
        let with = super::write::like_key(&self.text[span.clone()], name, parent.flow || self.in_flow(path));
        Some(Splice { span: span.clone(), with })
    }

    /// The lines of the entry at `path` as they stand, comments included, without their common indent; `None` for what stands
    /// in brackets, has an anchor or refers to one.
    pub fn lines(&self, path: &[Step]) -> Option<Vec<String>> {
        let (step, above) = path.split_last()?;
        let parent = self.layout.at(above)?;
        let item = &parent.items[parent.position(step)?];
        let indent = self.column(item.whole.start);
        let text = &self.text[item.whole.start..self.line_end(item.end())];
        if parent.flow || self.in_flow(path) {
            return None;
        }
        let lines = text.split('\n').enumerate().map(|(at, line)| {
            let line = line.trim_end_matches('\r');
            let blank = line.len() - line.trim_start_matches(' ').len();
            match at {
                0 => Some(line.to_string()),
                _ if line.trim().is_empty() => Some(String::new()),
                _ => (blank >= indent).then(|| line[indent..].to_string()),
            }
        });
        lines.collect()
    }
}
