//! The bytes of a table as text, however long it is: what encoding it is in is found by going through it once, and then it streams.
//!
//! Bytes that make no character come as U+FFFD, so that one broken row is told of and the others are read.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use encoding_rs::{Encoding, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;

use crate::text::charset::Charset;

/// A row with more bytes than this is no row, but a quotation mark that was never closed.
pub(super) const LONGEST_ROW: u64 = 256 << 10;

/// So much of a file is looked at to tell its encoding by.
const SAMPLE: usize = 64 << 10;

/// The encoding of a file. UTF-8 must be so to the last byte; what else it is shows where the first character stands that is not
/// ASCII, and that may be far down.
pub(super) fn encoding(mut bytes: impl Read) -> io::Result<&'static Encoding> {
    let (mut carried, mut sample) = (Vec::new(), Vec::new());
    let (mut sound, mut first) = (true, true);
    let mut chunk = vec![0; SAMPLE];
    loop {
        let size = fill(&mut bytes, &mut chunk)?;
        let chunk = &chunk[..size];
        if first && let Some((encoding, _)) = Encoding::for_bom(chunk) {
            return Ok(encoding);
        }
        if first && chunk.contains(&0) {
            return Ok(Charset::of(chunk).encoding());
        }
        first = false;
        if sample.len() < SAMPLE {
            let from = if sample.is_empty() { chunk.iter().position(|byte| !byte.is_ascii()) } else { Some(0) };
            if let Some(from) = from {
                let line = chunk[..from].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
                sample.extend_from_slice(&chunk[line..]);
            }
        }
        if sound {
            carried.extend_from_slice(chunk);
            match std::str::from_utf8(&carried) {
                Ok(_) => carried.clear(),
                Err(error) if error.error_len().is_none() && size > 0 => drop(carried.drain(..error.valid_up_to())),
                Err(_) => sound = false,
            }
        }
        if size == 0 || (!sound && sample.len() >= SAMPLE) {
            return Ok(if sound { UTF_8 } else { Charset::of(&sample).encoding() });
        }
    }
}

fn fill(bytes: &mut impl Read, chunk: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < chunk.len() {
        match bytes.read(&mut chunk[filled..]) {
            Ok(0) => break,
            Ok(size) => filled += size,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Bytes in an encoding as UTF-8.
pub(super) fn decoded<'r>(bytes: impl Read + 'r, encoding: &'static Encoding) -> impl Read + 'r {
    DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).strip_bom(true).build(bytes)
}

/// What is left to be read of the current row before it is too long.
#[derive(Debug, Clone)]
pub(super) struct Allowance(Rc<Cell<u64>>);

impl Allowance {
    pub fn new() -> Self {
        Allowance(Rc::new(Cell::new(LONGEST_ROW)))
    }

    /// The next row begins.
    pub fn renew(&self) {
        self.0.set(LONGEST_ROW);
    }

    pub fn is_spent(&self) -> bool {
        self.0.get() == 0
    }

    /// Ends where a row is too long, so that an open quotation mark does not swallow a gigabyte.
    pub fn of<'r>(&self, bytes: impl Read + 'r) -> impl Read + 'r {
        Bounded { bytes, left: self.clone() }
    }
}

struct Bounded<R> {
    bytes: R,
    left: Allowance,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = into.len().min(self.left.0.get() as usize);
        let size = self.bytes.read(&mut into[..most])?;
        self.left.0.set(self.left.0.get() - size as u64);
        Ok(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_found_wherever_the_first_chinese_character_stands() {
        for padding in [0, 10, SAMPLE - 3, SAMPLE, 3 * SAMPLE + 1] {
            let text = format!("{}\n县名,会议\n东山县,全县推进会\n", "a".repeat(padding));
            let (gbk, _, _) = encoding_rs::GBK.encode(&text);
            assert_eq!(encoding(&gbk[..]).expect("it is read").name(), "GBK", "{padding}");
            assert_eq!(encoding(text.as_bytes()).expect("it is read").name(), "UTF-8", "{padding}");
        }
        let utf16: Vec<u8> = "县名,会议\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(encoding(&[&[0xff, 0xfe], &utf16[..]].concat()[..]).expect("it is read").name(), "UTF-16LE");
    }

    #[test]
    fn what_was_decoded_is_the_text_without_its_mark() {
        let text = "县名,会议\n";
        let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        for bytes in [utf16, with_mark] {
            let mut read = String::new();
            let encoding = encoding(&bytes[..]).expect("it is read");
            decoded(&bytes[..], encoding).read_to_string(&mut read).expect("it is UTF-8 now");
            assert_eq!(read, text);
        }
    }
}
