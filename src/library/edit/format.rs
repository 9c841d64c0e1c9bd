//! A bank file laid out in one way: two spaces a level, one space behind a dash or a comma, no white space at line ends, never two
//! empty lines.
//!
//! Only white space changes: the text must mean the same afterwards, and every comment stays where it was. Where a file has
//! something whose white space means something (a block text, a line that runs on), that is left as it is.

use super::Sheet;
use super::splice::{Splice, apply};
use super::tree::{Item, Kind, Layout};
use crate::diagnostic::Result;

impl Sheet {
    /// Lays the file out; `false` if it was so already.
    pub fn format(&mut self) -> Result<bool> {
        let before = self.text().to_string();
        if let Some(layout) = &self.layout {
            let text = indented(self.text(), layout);
            if self.restyle(text).is_err() {
                // What cannot be indented anew keeps its indent; the rest is still put in order.
                self.restyle(before.clone())?;
            }
        }
        let text = plain(self.text());
        // Space at a line end inside a text that runs on may mean something.
        let _ = self.restyle(text);
        if let Some(layout) = &self.layout {
            let mut splices = Vec::new();
            brackets(self.text(), layout, &mut splices);
            let text = apply(self.text(), splices);
            let _ = self.restyle(text);
        }
        Ok(self.text() != before)
    }
}

/// Uniform line ends, none behind white space, no two empty lines, one line end at the end.
fn plain(text: &str) -> String {
    let eol = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut out = String::with_capacity(text.len());
    let mut empty = true;
    for line in text.lines() {
        let line = line.trim_end();
        if !(line.is_empty() && empty) {
            out.push_str(line);
            out.push_str(eol);
        }
        empty = line.is_empty();
    }
    while out.ends_with(&eol.repeat(2)) {
        out.truncate(out.len() - eol.len());
    }
    out
}

/// Every line moved to the indent of its level.
fn indented(text: &str, layout: &Layout) -> String {
    let mut starts = Vec::new();
    let mut gaps = Vec::new();
    if !layout.flow {
        levels(text, layout, 0, &mut starts, &mut gaps);
    }
    let mut splices = gaps;
    let mut at = 0;
    let mut waiting: Vec<(usize, usize)> = Vec::new();
    let mut shift: isize = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        lines.push((at, line));
        at += line.len();
    }
    for (start, line) in lines {
        let blank = line.len() - line.trim_start_matches(' ').len();
        let begin = start + blank;
        if line.trim().is_empty() {
            continue;
        }
        if let Ok(found) = starts.binary_search_by_key(&begin, |(at, _)| *at) {
            let indent = starts[found].1;
            for (start, blank) in waiting.drain(..) {
                splices.push(Splice { span: start..start + blank, with: " ".repeat(indent) });
            }
            splices.push(Splice { span: start..begin, with: " ".repeat(indent) });
            shift = indent as isize - blank as isize;
        } else if line.trim_start().starts_with('#') && !inside(layout, begin) {
            waiting.push((start, blank));
        } else {
            let with = " ".repeat((blank as isize + shift).max(0) as usize);
            splices.push(Splice { span: start..begin, with });
        }
    }
    apply(text, splices)
}

/// Whether a place lies inside a scalar or inside brackets.
fn inside(layout: &Layout, at: usize) -> bool {
    if layout.kind == Kind::Scalar || layout.flow {
        return layout.span.contains(&at);
    }
    layout.items.iter().filter_map(|item| item.value.as_ref()).any(|value| inside(value, at))
}

/// The places where entries begin with their indents, and the gaps behind dashes that have more on their line.
fn levels(text: &str, layout: &Layout, indent: usize, starts: &mut Vec<(usize, usize)>, gaps: &mut Vec<Splice>) {
    for item in &layout.items {
        starts.push((item.whole.start, indent));
        let Some(value) = &item.value else { continue };
        let block = !value.flow && value.kind != Kind::Scalar;
        if let Some(gap) = gap(text, item, value) {
            gaps.push(gap);
        }
        if block {
            levels(text, value, indent + 2, starts, gaps);
        }
    }
}

/// The white space between a dash or a colon and a value on the same line.
fn gap(text: &str, item: &Item, value: &Layout) -> Option<Splice> {
    let from = match &item.key {
        Some((_, key)) => key.end + text[key.end..value.span.start].find(':')? + 1,
        None => item.whole.start + 1,
    };
    let between = &text[from..value.span.start];
    (!between.is_empty() && between.trim_matches(' ').is_empty())
        .then(|| Splice { span: from..value.span.start, with: " ".into() })
}

/// One space inside braces, none inside square brackets, one behind a comma; what runs over lines is left.
fn brackets(text: &str, layout: &Layout, splices: &mut Vec<Splice>) {
    if layout.flow && !layout.items.is_empty() && !text[layout.span.clone()].contains(['\n', '#']) {
        let pad = if layout.kind == Kind::Map { " " } else { "" };
        let mut from = layout.span.start + 1;
        for (at, item) in layout.items.iter().enumerate() {
            let with = if at == 0 { pad.to_string() } else { ", ".into() };
            splices.push(Splice { span: from..item.whole.start, with });
            from = item.end();
        }
        splices.push(Splice { span: from..layout.span.end - 1, with: pad.into() });
    }
    layout.items.iter().filter_map(|item| item.value.as_ref()).for_each(|value| brackets(text, value, splices));
}
