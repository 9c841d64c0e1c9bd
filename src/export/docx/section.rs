//! The page of an office's own document: its last `w:sectPr`, in our words.
//!
//! Prefixes are the document's own affair, so elements are written anew with the prefixes that our document declares. What points
//! at parts that are not taken over (printer settings, dropped headers) and what records changes is left out.

use quick_xml::NsReader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

const WORD: &[u8] = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &[u8] = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What of a section is not taken over.
const LEFT_OUT: [&[u8]; 5] = [b"printerSettings", b"sectPrChange", b"footnotePr", b"endnotePr", b"type"];

/// The last section of a document; headers and footers stay where `kept` knows their relation.
pub(super) fn section(document: &str, kept: &dyn Fn(&str) -> bool) -> Option<String> {
    let mut reader = NsReader::from_str(document);
    let (mut depth, mut left_out) = (0_usize, 0_usize);
    let mut current: Option<(usize, String)> = None;
    let mut last = None;
    loop {
        let (event, empty) = match reader.read_resolved_event() {
            Ok((namespace, Event::Start(element))) => (Some((prefix(&namespace), element)), false),
            Ok((namespace, Event::Empty(element))) => (Some((prefix(&namespace), element)), true),
            Ok((_, Event::End(element))) => {
                depth = depth.saturating_sub(1);
                if left_out > 0 {
                    left_out -= 1;
                } else if let Some((from, out)) = &mut current {
                    out.push_str(&format!("</w:{}>", text(element.local_name().as_ref())));
                    if *from == depth {
                        last = current.take().map(|(_, out)| out);
                    }
                }
                continue;
            }
            Ok((_, Event::Eof)) | Err(_) => return last,
            Ok(_) => (None, false),
        };
        let Some((word, element)) = event else { continue };
        let name = element.local_name().as_ref().to_vec();
        if left_out > 0 {
            left_out += usize::from(!empty);
        } else if current.is_none() && name == b"sectPr" && word {
            let out = "<w:sectPr>".to_string();
            match empty {
                true => last = Some(out + "</w:sectPr>"),
                false => current = Some((depth, out)),
            }
        } else if let Some((_, out)) = &mut current {
            match attributes(&reader, &element, kept) {
                Some(attributes) if word && !LEFT_OUT.contains(&name.as_slice()) => {
                    let close = if empty { "/>" } else { ">" };
                    out.push_str(&format!("<w:{}{attributes}{close}", text(&name)));
                }
                _ => left_out = usize::from(!empty),
            }
        }
        depth += usize::from(!empty);
    }
}

/// Whether the name is Word's own.
fn prefix(namespace: &ResolveResult<'_>) -> bool {
    matches!(namespace, ResolveResult::Bound(Namespace(WORD)))
}

/// The attributes with our prefixes; nothing for an element whose relation is not kept.
fn attributes(reader: &NsReader<&[u8]>, element: &BytesStart<'_>, kept: &dyn Fn(&str) -> bool) -> Option<String> {
    let mut out = String::new();
    for attribute in element.attributes().with_checks(false).flatten() {
        let (namespace, name) = reader.resolver().resolve_attribute(attribute.key);
        let value = attribute.unescape_value().ok()?;
        let prefix = match namespace {
            ResolveResult::Bound(Namespace(WORD)) => "w",
            ResolveResult::Bound(Namespace(RELATIONS)) if !kept(&value) => return None,
            ResolveResult::Bound(Namespace(RELATIONS)) => "r",
            _ => continue,
        };
        let name = text(name.as_ref());
        // Revision marks of the other document mean nothing in ours.
        if !name.starts_with("rsid") {
            out.push_str(&format!(r#" {prefix}:{name}="{}""#, escape(value.as_ref())));
        }
    }
    Some(out)
}

fn text(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}
