//! Plain text: the paragraphs' own text and nothing else.
//!
//! No indent and no blank lines, because what stands here is what was counted and what provenance points into; the reader's
//! word processor sets the page.

use crate::outline::Speech;

/// The speech, a paragraph a line.
pub(super) fn text(speech: &Speech) -> String {
    speech.paragraphs.iter().flat_map(|paragraph| [paragraph.text.as_str(), "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::{Paragraph, Role};

    #[test]
    fn a_paragraph_is_a_line_and_the_last_line_ends() {
        let paragraphs = [
            (Role::Title, "在全市优化营商环境推进会上的讲话"),
            (Role::Byline, "市长  王某某"),
            (Role::Salutation, "同志们："),
            (Role::Heading, "一、把道理想透"),
            (Role::Body, "一要优化服务。【时限】前，<1.5%>* 要降下来。"),
        ];
        let paragraphs = paragraphs.map(|(role, text)| Paragraph { role, text: text.into() }).into();
        let expected = "在全市优化营商环境推进会上的讲话\n市长  王某某\n同志们：\n一、把道理想透\n\
                        一要优化服务。【时限】前，<1.5%>* 要降下来。\n";
        assert_eq!(text(&Speech { paragraphs }), expected);
    }

    #[test]
    fn a_speech_without_paragraphs_is_an_empty_file() {
        assert_eq!(text(&Speech::default()), "");
    }
}
