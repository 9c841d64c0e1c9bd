//! Bytes to text: byte-order mark, then strict UTF-8, then detection; line ends become `\n`.
//!
//! Briefs and banks come from old editors: a BOM, CRLF and GBK are ordinary. What is no text in any encoding is refused
//! rather than read as nonsense.

use encoding_rs::{Encoding, UTF_8};

/// A decoded text and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a BOM, with `\n` line ends.
    pub text: String,
    /// The name of the encoding, for example `UTF-8` or `GBK`.
    pub encoding: &'static str,
}

/// Decodes `bytes`; `None` means that they are no text.
///
/// ```
/// let gbk = [0xbd, 0xb2, 0xbb, 0xb0, 0xb8, 0xe5]; // 讲话稿
/// assert_eq!(qicao::decode(&gbk).unwrap().text, "讲话稿");
/// ```
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    let (encoding, body) = match Encoding::for_bom(bytes) {
        Some((encoding, bom)) => (encoding, &bytes[bom..]),
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, bytes),
        None => (detect(bytes), bytes),
    };
    let (text, malformed) = encoding.decode_without_bom_handling(body);
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    if malformed || text.contains(control) {
        return None;
    }
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() };
    Some(Decoded { text, encoding: encoding.name() })
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), chardetng::Utf8Detection::Allow);
    // A file of ours is Chinese: what looks Western or Cyrillic to the detector is GB18030 if it decodes as such.
    let chinese = [encoding_rs::GBK, encoding_rs::GB18030, encoding_rs::BIG5];
    let decodes = |encoding: &&'static Encoding| !encoding.decode_without_bom_handling(bytes).1;
    if chinese.contains(&guess) { guess } else { chinese.into_iter().find(decodes).unwrap_or(guess) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_old_editors_write() {
        let text = "type: 推进会\nmeeting: 全市优化营商环境推进会\n";
        let (gbk, _, _) = encoding_rs::GBK.encode(text);
        let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let with_bom = [b"\xef\xbb\xbf", text.replace('\n', "\r\n").as_bytes()].concat();
        for bytes in [gbk.to_vec(), utf16, with_bom, text.as_bytes().to_vec()] {
            assert_eq!(decode(&bytes).expect("text").text, text);
        }
    }

    #[test]
    fn refuses_bytes_that_are_no_text() {
        for bytes in [&b"\x00\x01\x02\x03"[..], b"\x7fELF\x02\x01\x01\x00", b"PK\x03\x04\x14\x00\x08"] {
            assert_eq!(decode(bytes), None);
        }
    }
}
