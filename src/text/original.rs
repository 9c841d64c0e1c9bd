//! A text that can be written back as it was: its byte-order mark, its encoding and its line ends are kept.
//!
//! [`decode`](super::decode) gives the reader one kind of line end; whoever edits a file of somebody else's must give back every
//! byte that he did not mean to change. A file whose bytes do not come out again as they went in is refused, not guessed at.

use encoding_rs::{Encoding, UTF_8};

use super::charset::find;

/// The text of a file, with what it takes to write it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// The text without a byte-order mark, its line ends as they are.
    pub text: String,
    mark: Vec<u8>,
    encoding: &'static Encoding,
}

impl Original {
    /// A text that was in no file yet: UTF-8 without a byte-order mark.
    pub fn fresh(text: String) -> Original {
        Original { text, mark: Vec::new(), encoding: UTF_8 }
    }

    /// Decodes `bytes`; `None` if they are no text, or would not come out again as they went in.
    pub fn read(bytes: &[u8]) -> Option<Original> {
        let found = find(bytes, None, None);
        let (mark, rest) = bytes.split_at(found.skip);
        let (text, malformed) = found.encoding.decode_without_bom_handling(rest);
        let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
        if malformed || text.contains(control) {
            return None;
        }
        let original = Original { text: text.into_owned(), mark: mark.into(), encoding: found.encoding };
        (original.bytes(&original.text).as_deref() == Some(bytes)).then_some(original)
    }

    /// The bytes of another text in the same encoding, behind the same byte-order mark; `None` if it has a character that the
    /// encoding has not.
    pub fn bytes(&self, text: &str) -> Option<Vec<u8>> {
        let (bytes, encoding, unmappable) = self.encoding.encode(text);
        let written = !unmappable && encoding == self.encoding;
        written.then(|| [&self.mark, bytes.as_ref()].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mark_encoding_and_line_ends_come_out_as_they_went_in() {
        let gbk = [0xbd, 0xb2, b'\r', b'\n', 0xbb, 0xb0];
        let marked = "\u{feff}讲话: [甲]\r\n".as_bytes();
        for bytes in [&gbk[..], marked, b"a: b\n".as_slice()] {
            let original = Original::read(bytes).expect("it is a text");
            assert_eq!(original.bytes(&original.text).as_deref(), Some(bytes));
        }
        assert_eq!(Original::read(marked).unwrap().text, "讲话: [甲]\r\n");
    }

    #[test]
    fn a_character_that_the_encoding_has_not_is_not_replaced() {
        let original = Original::read(&[0xbd, 0xb2, 0xbb, 0xb0]).expect("it is GBK");
        assert_eq!(original.bytes("🙂"), None);
    }
}
