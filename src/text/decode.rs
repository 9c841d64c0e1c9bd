//! Bytes to text: the encoding is found by [`charset`](super::charset), line ends become `\n`.
//!
//! There are two readers of the same bytes. [`decode`] is strict: a brief or a bank that does not decode whole is not what
//! its writer wrote, and is refused. [`recover`] reads what was found somewhere: of a speech of ten pages nobody wants to
//! lose nine because the download broke off inside a character, so the broken places are told and the rest is read. What
//! is no text in any encoding is refused by both rather than read as nonsense.

use encoding_rs::{DecoderResult, Encoding};

use super::charset::{Charset, find};

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
    let found = find(bytes, None, None);
    let (text, malformed) = found.encoding.decode_without_bom_handling(&bytes[found.skip..]);
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    if malformed || text.contains(control) {
        return None;
    }
    Some(Decoded { text: with_plain_line_ends(text.into_owned()), encoding: found.encoding.name() })
}

/// A text as well as it can be had, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recovered {
    /// The text, without a BOM, with `\n` line ends; what could not be read is `\u{FFFD}`.
    pub text: String,
    pub charset: Charset,
    /// Whether the encoding was concluded from the bytes alone.
    pub guessed: bool,
    /// How often bytes made no character, and where in `text` first.
    pub stray: Option<Fault>,
    /// How many control characters there are, and where in `text` first.
    pub controls: Option<Fault>,
    /// Whether the last character is not whole; it is left out of `text`.
    pub cut: bool,
}

/// Something wrong: how often, and the byte offset in the text where it is first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault {
    pub first: usize,
    pub count: usize,
}

impl Fault {
    fn note(fault: &mut Option<Fault>, at: usize) {
        fault.get_or_insert(Fault { first: at, count: 0 }).count += 1;
    }
}

/// Reads `bytes` in the encoding that is `given`, else `declared`, else found. `None` means that they are no text.
pub(super) fn recover(bytes: &[u8], given: Option<Charset>, declared: Option<Charset>) -> Option<Recovered> {
    let found = find(bytes, given, declared);
    let mut recovered = match found.whole {
        Some(text) => Recovered { text: text.into(), ..Recovered::empty(found.encoding) },
        None => replace(found.encoding, &bytes[found.skip..]),
    };
    recovered.guessed = found.guessed;
    let control = |byte: &u8| matches!(byte, 0..=8 | 11 | 12 | 14..=31 | 127);
    // Without a way out of the loop it runs over many bytes at a time.
    if recovered.text.as_bytes().iter().fold(false, |found, byte| found | control(byte)) {
        for (at, _) in recovered.text.bytes().enumerate().filter(|(_, byte)| control(byte)) {
            Fault::note(&mut recovered.controls, at);
        }
    }
    let faults = [recovered.stray, recovered.controls].iter().flatten().map(|fault| fault.count).sum::<usize>();
    // One in fifty, and one that is free: what is worse is binary, or another encoding.
    if faults > 0 && faults * 50 > recovered.text.chars().count() + 50 {
        return None;
    }
    if recovered.text.contains('\r') {
        for fault in [&mut recovered.stray, &mut recovered.controls].into_iter().flatten() {
            fault.first -= recovered.text[..fault.first].matches("\r\n").count();
        }
    }
    recovered.text = with_plain_line_ends(recovered.text);
    Some(recovered)
}

impl Recovered {
    fn empty(encoding: &'static Encoding) -> Self {
        let charset = Charset(encoding);
        Recovered { text: String::new(), charset, guessed: false, stray: None, controls: None, cut: false }
    }
}

fn replace(encoding: &'static Encoding, bytes: &[u8]) -> Recovered {
    let mut recovered = Recovered::empty(encoding);
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let text = &mut recovered.text;
    text.reserve(bytes.len() + bytes.len() / 2);
    let mut read = 0;
    loop {
        let (result, taken) = decoder.decode_to_string_without_replacement(&bytes[read..], text, true);
        read += taken;
        match result {
            DecoderResult::InputEmpty => return recovered,
            DecoderResult::OutputFull => text.reserve((bytes.len() - read).max(64)),
            DecoderResult::Malformed(_, 0) if read == bytes.len() => recovered.cut = true,
            DecoderResult::Malformed(..) => {
                Fault::note(&mut recovered.stray, text.len());
                text.push('\u{FFFD}');
            }
        }
    }
}

fn with_plain_line_ends(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

#[cfg(test)]
mod tests {
    use encoding_rs::UTF_8;

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
            assert_eq!(recover(bytes, None, None), None);
        }
    }

    #[test]
    fn a_brief_that_is_cut_inside_a_character_is_refused_and_a_speech_is_read_up_to_there() {
        let text = "同志们：\r\n今天这个会，主要是把秋冬季防火的任务再压一压";
        for encoding in [UTF_8, encoding_rs::GBK, encoding_rs::BIG5] {
            let text =
                if encoding == encoding_rs::BIG5 { "各位同仁：\r\n今天主要談談防火工作" } else { text };
            let (bytes, _, _) = encoding.encode(text);
            let bytes = &bytes[..bytes.len() - 1];
            assert_eq!(decode(bytes), None, "{}", encoding.name());
            let recovered = recover(bytes, None, None).expect("text");
            let whole: String = text.chars().filter(|c| *c != '\r').collect();
            let shorter: String = whole.chars().take(whole.chars().count() - 1).collect();
            assert_eq!((recovered.text, recovered.cut, recovered.stray), (shorter, true, None));
        }
    }

    #[test]
    fn stray_bytes_and_control_characters_are_counted_where_they_are() {
        let text = "第一行没有问题\r\n第二行有一处坏字，还有一处看不见的字符，其余都好好的".repeat(3);
        let (gbk, _, _) = encoding_rs::GBK.encode(&text);
        let mut bytes = gbk.to_vec();
        bytes.splice(18..18, [0xff]);
        bytes.push(0x1a);
        let recovered = recover(&bytes, None, None).expect("text");
        let at = "第一行没有问题\n第".len();
        assert_eq!(recovered.stray, Some(Fault { first: at, count: 1 }));
        assert_eq!(recovered.controls, Some(Fault { first: recovered.text.len() - 1, count: 1 }));
        assert!(recovered.text[at..].starts_with("\u{FFFD}二行"), "{}", recovered.text);
    }
}
