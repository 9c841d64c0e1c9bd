//! Which encoding a file is in: byte-order mark, the user's word, strict UTF-8, plain UTF-16, the page's own word, and
//! only then a guess.
//!
//! The guess between GBK and Big5 rests on how the two standards are built. Both put the characters in daily use into a
//! first level of rows (GB 2312: B0–D7; Big5: A4–C6) and the marks before them, so nearly all of a running text lies there
//! when it is read in the right one, and about half when it is not. That needs no table of frequencies and is certain
//! after a sentence. What is no Chinese at all is left to `chardetng`.

use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::diagnostic::{Code, Diagnostic, Result};

/// An encoding of text, by any of the names that people call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset(pub(super) &'static Encoding);

impl Charset {
    /// The encoding that goes by `name`: the labels of the web (`gb2312`, `big5`, `utf-16le` …) and the code pages of
    /// Windows.
    ///
    /// ```
    /// assert_eq!(qicao::Charset::named("GB18030")?.name(), "gb18030");
    /// assert_eq!(qicao::Charset::named("cp936")?.name(), "GBK");
    /// assert!(qicao::Charset::named("火星文").is_err());
    /// # Ok::<(), qicao::Error>(())
    /// ```
    pub fn named(name: &str) -> Result<Self> {
        let plain = name.trim().to_ascii_lowercase().replace('_', "-");
        let encoding = match plain.as_str() {
            "ansi" | "cp936" | "936" => Some(GBK),
            "cp950" | "950" => Some(BIG5),
            "utf16" | "utf16le" | "unicode" => Some(UTF_16LE),
            "utf16be" => Some(UTF_16BE),
            label => Encoding::for_label_no_replacement(label.as_bytes()),
        };
        encoding.map(Charset).ok_or_else(|| {
            let problem = Diagnostic::error(Code::UnknownName, format!("没有“{name}”这种编码"));
            problem.hint("可写：utf-8、gb18030、gbk、big5、utf-16le、utf-16be").into()
        })
    }

    /// The encoding that the beginning of a file seems to be in.
    pub(crate) fn of(sample: &[u8]) -> Self {
        Charset(find(sample, None, None).encoding)
    }

    pub(crate) fn encoding(self) -> &'static Encoding {
        self.0
    }

    /// Its name by the Encoding Standard, for example `UTF-8`, `GBK`, `gb18030`, `Big5`.
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

/// The encoding of a file and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found<'b> {
    pub encoding: &'static Encoding,
    /// How many bytes of byte-order mark come first.
    pub skip: usize,
    /// Whether it was concluded from the bytes alone, so that it may be wrong.
    pub guessed: bool,
    /// The bytes themselves, where they have been found to be UTF-8: to look twice takes as long as all the rest.
    pub whole: Option<&'b str>,
}

/// Finds the encoding; `given` is the user's word, `declared` what the file says of itself.
///
/// A byte-order mark goes before the user's word, as in every browser: it is part of the file, and an override for a folder
/// must not spoil the files that need none.
pub(super) fn find(bytes: &[u8], given: Option<Charset>, declared: Option<Charset>) -> Found<'_> {
    let known = |encoding| Found { encoding, skip: 0, guessed: false, whole: None };
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return Found { skip, ..known(encoding) };
    }
    if let Some(Charset(encoding)) = given {
        return known(encoding);
    }
    let whole = std::str::from_utf8(bytes).ok();
    if whole.is_some() && !bytes.contains(&0) {
        return Found { whole, ..known(UTF_8) };
    }
    if let Some(encoding) = plain_utf16(bytes) {
        return Found { guessed: true, ..known(encoding) };
    }
    if whole.is_some() || nearly_utf8(bytes) {
        return known(UTF_8);
    }
    match declared {
        // Were it UTF-8, it would have been found to be.
        Some(Charset(encoding)) if encoding != UTF_8 => known(encoding),
        _ => Found { guessed: true, ..known(detect(bytes)) },
    }
}

/// As much of a file is looked at as settles the question.
const SAMPLE: usize = 64 << 10;

/// UTF-16 without a mark, where it is plain: nineteen of twenty units are what Chinese is written with. GBK and Big5 read in
/// pairs give Yi, Hangul and private use; the text of one byte order gives the same in the other. Only pairs of Latin
/// letters would pass for Han characters, of which there are then too many.
fn plain_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let written = |unit: u16| matches!(unit, 0x4E00..=0x9FFF | 0x3000..=0x303F | 0xFF00..=0xFFEF | 9 | 10 | 13 | 0x20..=0x7E | 0xA0..=0x2FF | 0x2010..=0x26FF);
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let units = sample.len() / 2;
    let latin = sample.chunks_exact(2).filter(|pair| pair.iter().all(|byte| matches!(byte, 0x20..=0x7E))).count();
    let plain = |read: fn([u8; 2]) -> u16| {
        let hits = sample.chunks_exact(2).filter(|pair| written(read([pair[0], pair[1]]))).count();
        units >= 2 && hits * 20 >= units * 19 && latin * 4 <= units * 3
    };
    [(UTF_16LE, u16::from_le_bytes as fn([u8; 2]) -> u16), (UTF_16BE, u16::from_be_bytes)]
        .into_iter()
        .find(|(_, read)| plain(*read))
        .map(|(encoding, _)| encoding)
}

/// UTF-8 with a few bytes broken, or its last character cut: no other encoding looks like it by chance.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes[..bytes.len().min(SAMPLE)].utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    // The sample, too, may end inside a character.
    valid > 0 && invalid.saturating_sub(1) * 20 <= valid
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let sample = &bytes[start..bytes.len().min(start + SAMPLE)];
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, false);
    let guess = detector.guess(Some(b"cn"), chardetng::Utf8Detection::Allow);
    let decodes = |encoding: &&'static Encoding| !encoding.decode_without_bom_handling(sample).1;
    let score = |encoding, row| in_daily_use(sample, row) - if decodes(&encoding) { 0.0 } else { 0.2 };
    let (gb, big5) = (score(GBK, gb_row), score(BIG5, big5_row));
    match (gb, big5) {
        _ if gb < 0.4 && big5 < 0.4 => {}
        _ if (gb - big5).abs() < 0.02 => return if guess == BIG5 { BIG5 } else { GBK },
        _ => return if gb > big5 { GBK } else { BIG5 },
    }
    // A file of ours is Chinese: what looks Western or Cyrillic to the detector is GB18030 if it decodes as such.
    let chinese = [GBK, GB18030, BIG5];
    if chinese.contains(&guess) { guess } else { chinese.into_iter().find(decodes).unwrap_or(guess) }
}

/// Of the characters of more than one byte, the share that `row` knows as marks or characters in daily use.
fn in_daily_use(bytes: &[u8], row: fn(u8, u8) -> bool) -> f64 {
    let (mut all, mut daily, mut at) = (0.0, 0.0, 0);
    while let Some(pair) = bytes.get(at..at + 2) {
        if pair[0].is_ascii() {
            at += 1;
            continue;
        }
        all += 1.0;
        daily += if row(pair[0], pair[1]) { 1.0 } else { 0.0 };
        // A second byte below 30 belongs to no encoding of ours: the first one was stray.
        at += match pair[1] {
            0x30..=0x39 => 4,
            ..0x30 => 1,
            _ => 2,
        };
    }
    if all > 0.0 { daily / all } else { 0.0 }
}

fn gb_row(lead: u8, trail: u8) -> bool {
    matches!(lead, 0xA1 | 0xA3 | 0xB0..=0xD7) && trail >= 0xA1
}

fn big5_row(lead: u8, trail: u8) -> bool {
    matches!(lead, 0xA1..=0xC6) && matches!(trail, 0x40..=0x7E | 0xA1..=0xFE)
}
