//! Web pages to text: the main text, a paragraph a line, without menus, links, scripts and footers.
//!
//! - [`page`]: the page as blocks of text in a tree of boxes
//! - [`choose`]: which of them are the main text
//!
//! What is known of a page before it is read (is it one, what encoding it claims) is here.

mod choose;
mod page;

use super::charset::Charset;

/// The main text of a page; empty where there is none.
pub(super) fn main_text(html: &str) -> String {
    choose::main_text(&page::Page::read(html))
}

/// Whether a text is a web page, whatever its file is called. A speech that merely has a tag left in it is none.
pub(super) fn is_page(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(2048).collect::<String>().to_ascii_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || head.starts_with('<') && ["<html", "<head", "<body", "<meta "].iter().any(|tag| head.contains(tag))
}

/// The encoding that a page claims in its first bytes: `<meta charset="gb2312">`, in either of its forms, or an XML declaration.
pub(super) fn declared(bytes: &[u8]) -> Option<Charset> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    ["charset=", "encoding="].iter().find_map(|key| {
        let name = head.split_once(key)?.1.trim_start_matches(['"', '\'', ' ']);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(name.len());
        Charset::named(&name[..end]).ok()
    })
}
