//! A web page: one file that looks on the screen as it does on paper.
//!
//! The look is in the style sheets under `html/`: one for all layouts, one for each. Here are only the elements: headings are
//! headings, so that a browser's outline and a screen reader know them; nothing is loaded from anywhere.

use std::fmt::Write as _;

use super::pieces::{Look, looks, parts, role};
use super::{Layout, Note, Options};
use crate::outline::{Paragraph, Role, Speech};
use crate::source::Span;

const BASE: &str = include_str!("html/base.css");

fn sheet(layout: Layout) -> &'static str {
    match layout {
        Layout::Gbt => include_str!("html/gbt.css"),
        Layout::Office28 => include_str!("html/office-28.css"),
        Layout::Reading => include_str!("html/reading.css"),
    }
}

/// The speech as a web page.
pub(super) fn html(speech: &Speech, options: &Options<'_>) -> String {
    let mut out = page(&title(speech), options.layout, "");
    let mut notes = options.notes;
    for (number, it) in speech.paragraphs.iter().enumerate() {
        let here = notes.partition_point(|note| note.paragraph <= number);
        paragraph(&mut out, it, &notes[..here], options.layout.together());
        notes = &notes[here..];
    }
    out.push_str("</article>\n</body>\n</html>\n");
    out
}

/// The title of the page.
pub(super) fn title(speech: &Speech) -> String {
    let of = |role| speech.paragraphs.iter().filter(move |paragraph| paragraph.role == role);
    let titles: String = of(Role::Title).map(|paragraph| paragraph.text.as_str()).collect();
    if titles.is_empty() { "讲话稿".into() } else { titles }
}

/// A page up to its first paragraph; `more` is added to the style sheet.
pub(super) fn page(title: &str, layout: Layout, more: &str) -> String {
    let mut out = String::with_capacity(BASE.len() + 32 * 1024);
    out.push_str("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    escape(&mut out, title);
    let _ = write!(out, "</title>\n<style>\n{}{BASE}{more}</style>\n</head>\n<body>\n", sheet(layout));
    out.push_str("<article class=\"speech\">\n");
    out
}

/// The element and class of a paragraph.
pub(super) fn element(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Title => ("h1", "title"),
        Role::Subtitle => ("p", "subtitle"),
        Role::Byline => ("p", "byline"),
        Role::Salutation => ("p", "salutation"),
        Role::Heading => ("h2", "heading"),
        Role::Heading2 => ("h3", "heading"),
        Role::Heading3 => ("h4", "heading"),
        Role::Body => ("p", "body"),
    }
}

fn paragraph(out: &mut String, paragraph: &Paragraph, notes: &[Note], together: Option<usize>) {
    let role = role(paragraph);
    let text = paragraph.text.as_str();
    let (tag, class) = element(role);
    let parts: Vec<Span> = match together {
        Some(most) if role == Role::Body && text.chars().count() > most => parts(text, most),
        _ => std::iter::once(0..text.len()).collect(),
    };
    let looks = looks(paragraph);
    for (nth, part) in parts.into_iter().enumerate() {
        let class = if nth == 0 { class } else { "continued" };
        let _ = write!(out, "<{tag} class=\"{class}\">");
        runs(out, text, part, &looks, notes);
        let _ = writeln!(out, "</{tag}>");
    }
}

/// A stretch of a paragraph, cut where a look or a note begins or ends.
fn runs(out: &mut String, text: &str, part: Span, looks: &[(Span, Look)], notes: &[Note]) {
    let inside = |at: &usize| part.start < *at && *at < part.end && text.is_char_boundary(*at);
    let mut cuts: Vec<usize> = looks.iter().flat_map(|(at, _)| [at.start, at.end]).filter(inside).collect();
    cuts.extend(notes.iter().flat_map(|note| [note.at.start, note.at.end]).filter(inside));
    cuts.push(part.end);
    cuts.sort_unstable();
    cuts.dedup();
    let mut looks = looks.iter().peekable();
    let mut notes = notes.iter().peekable();
    let mut start = part.start;
    for end in cuts {
        while looks.next_if(|(at, _)| at.end <= start).is_some() {}
        while notes.next_if(|note| note.at.end <= start).is_some() {}
        let note = notes.peek().filter(|note| note.at.start <= start);
        if let Some(note) = note {
            out.push_str("<span class=\"note\" title=\"");
            escape(out, &note.text);
            out.push_str("\">");
        }
        let look = looks.peek().filter(|(at, _)| at.start <= start).map(|(_, look)| *look);
        let (open, close) = match look {
            Some(Look::Placeholder) => ("<mark class=\"placeholder\">", "</mark>"),
            Some(Look::Head1) => ("<span class=\"head1\">", "</span>"),
            Some(Look::Head2) => ("<span class=\"head2\">", "</span>"),
            None => ("", ""),
        };
        out.push_str(open);
        escape(out, &text[start..end]);
        out.push_str(close);
        out.push_str(if note.is_some() { "</span>" } else { "" });
        start = end;
    }
}

/// Character data, also between double quotes. What no page may hold, control characters, is left out.
pub(super) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(paragraphs: &[(Role, &str)], notes: &[Note], layout: Layout) -> String {
        let paragraphs = paragraphs.iter().map(|&(role, text)| Paragraph { role, text: text.into() }).collect();
        let page = html(&Speech { paragraphs }, &Options { layout, notes, ..Options::default() });
        let body = page.split_once("<article class=\"speech\">\n").expect("there is one").1;
        body.split_once("</article>").expect("it ends").0.to_string()
    }

    #[test]
    fn paragraphs_become_elements_and_placeholders_are_marked() {
        let paragraphs = [
            (Role::Title, "在推进会上的讲话"),
            (Role::Salutation, "同志们："),
            (Role::Heading, "一、把道理想透"),
            (Role::Body, "（一）抓【事项】。A&B<5%。"),
        ];
        let expected = "<h1 class=\"title\">在推进会上的讲话</h1>\n<p class=\"salutation\">同志们：</p>\n\
            <h2 class=\"heading\">一、把道理想透</h2>\n\
            <p class=\"body\"><span class=\"head2\">（一）抓</span><mark class=\"placeholder\">【事项】</mark>\
            <span class=\"head2\">。</span>A&amp;B&lt;5%。</p>\n";
        assert_eq!(shown(&paragraphs, &[], Layout::Gbt), expected);
    }

    #[test]
    fn notes_show_on_hover() {
        let notes = [Note { paragraph: 0, at: 0..6, text: "库:3 \"x\"".into() }];
        let expected = "<p class=\"body\"><span class=\"note\" title=\"库:3 &quot;x&quot;\">开会</span>了。</p>\n";
        assert_eq!(shown(&[(Role::Body, "开会了。")], &notes, Layout::Gbt), expected);
    }

    #[test]
    fn a_page_is_one_file_and_loads_nothing() {
        for layout in Layout::ALL {
            let page = html(&Speech::default(), &Options { layout, ..Options::default() });
            for word in ["http:", "https:", "url(", "@import", "<script", "<link", "src="] {
                assert!(!page.contains(word), "{word}");
            }
            assert!(page.contains("@page") && page.contains("@media print"));
        }
    }
}
