//! A bank file of the program's own, unpacked: what it says is there at once, and the file itself is read only for a message
//! that must show where in it something stands.

use std::sync::{Arc, OnceLock};

use super::bank::{BankFile, Entry};
use super::packed::Unpacker;
use super::path::BankPath;
use super::phrase::{Bank, OneOrMany, Origin, Phrase, PhraseWritten, Thought, When};
use crate::source::Source;

/// Where a carried file comes from, and on which lines its phrases stand.
#[derive(Debug)]
pub(super) struct Carried {
    path: String,
    text: &'static str,
    number: u32,
    /// The lines of the phrases of all entries, in order.
    lines: Vec<u32>,
    /// The file as it is read by whoever asks for more than lines.
    file: OnceLock<Box<BankFile>>,
}

impl Carried {
    /// The entries of a packed file and where they stand; `None` where it was not packed.
    pub(super) fn unpack(
        packed: &'static str,
        path: &str,
        text: &'static str,
        number: u32,
    ) -> Option<(Vec<Entry>, Carried)> {
        let mut packed = Unpacker::new(packed);
        let mut lines = Vec::new();
        let mut index = 0;
        let entries = packed.list(|packed| {
            let path = packed.text()?;
            let mut item = 0;
            let thoughts = packed.list(|packed| {
                let mut origin = Origin { file: number, entry: index, item, wording: 0 };
                let thought: Thought = packed.list(|packed| {
                    lines.push(packed.number()?);
                    let phrase = phrase(packed, origin)?;
                    origin.wording += 1;
                    Some(phrase)
                })?;
                item += 1;
                Some(Arc::new(thought))
            })?;
            index += 1;
            let bank = Bank { path: path.into(), thoughts };
            Some(Entry::new(BankPath::parse(path).ok()?, bank))
        })?;
        Some((entries, Carried { path: path.into(), text, number, lines, file: OnceLock::new() }))
    }

    /// The 1-based line of a phrase.
    pub(super) fn line(&self, entries: &[Entry], origin: Origin) -> Option<usize> {
        let (before, rest) = entries.split_at_checked(origin.entry as usize)?;
        let nth = rest.first()?.bank.phrases().position(|phrase| phrase.origin == origin)?;
        let first: usize = before.iter().map(|entry| entry.bank.phrases().count()).sum();
        self.lines.get(first + nth).map(|line| *line as usize)
    }

    /// The file as it is read.
    pub(super) fn read(&self) -> &BankFile {
        self.file.get_or_init(|| {
            let source = Arc::new(Source::new(self.path.clone(), self.text));
            Box::new(
                BankFile::parse(&source, self.number).expect("a test has read every file that the program carries"),
            )
        })
    }
}

fn phrase(packed: &mut Unpacker, origin: Origin) -> Option<Phrase> {
    let text = packed.text()?.to_string();
    if packed.number()? == 0 {
        return Phrase::plain(text, origin).ok();
    }
    let mut written = PhraseWritten { text, ..PhraseWritten::default() };
    let mut when = When::default();
    for _ in 0..packed.number()? {
        match packed.text()? {
            "weight" => written.weight = Some(packed.number()?),
            "since" => written.since = Some(packed.number()? as i32),
            "until" => written.until = Some(packed.number()? as i32),
            "needs" => written.needs = Some(OneOrMany::Many(packed.texts()?)),
            "tags" => written.tags = Some(OneOrMany::Many(packed.texts()?)),
            "parts" => written.parts = Some(packed.texts()?),
            "verb" => written.verb = packed.texts()?.pop(),
            "level" => when.level = packed.texts()?,
            "register" => when.register = packed.texts()?,
            "type" => when.kind = packed.texts()?,
            "post" => when.post = packed.texts()?,
            "theme" => when.theme = packed.texts()?,
            _ => return None,
        }
    }
    written.when = Some(when);
    Phrase::new(written, origin).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Embedded;

    #[test]
    fn every_bank_that_the_program_carries_says_what_its_file_says_on_the_same_lines() {
        let embedded = Embedded::new();
        for ((path, text), packed) in embedded.banks.iter().zip(embedded.packed) {
            let written = BankFile::parse(&Arc::new(Source::new(*path, *text)), 7).expect(path);
            let carried = BankFile::carried(packed, path, text, 7).expect(path);
            assert_eq!(written.roots().collect::<Vec<_>>(), carried.roots().collect::<Vec<_>>());
            assert_eq!(written.entries.len(), carried.entries.len(), "{path}");
            for (written_entry, entry) in written.entries.iter().zip(&carried.entries) {
                assert_eq!((&written_entry.path, &written_entry.bank), (&entry.path, &entry.bank));
                for phrase in entry.bank.phrases() {
                    let line = carried.line(phrase.origin);
                    assert_eq!(written.line(phrase.origin), line, "{path}: {}", phrase.text);
                }
            }
        }
    }

    #[test]
    fn a_message_can_still_show_where_a_carried_phrase_stands() {
        let embedded = Embedded::new();
        let smallest = (0..embedded.banks.len()).min_by_key(|at| embedded.banks[*at].1.len()).expect("there are banks");
        let (path, text) = embedded.banks[smallest];
        let carried = BankFile::carried(embedded.packed[smallest], path, text, 0).expect(path);
        for phrase in carried.entries.iter().flat_map(|entry| entry.bank.phrases()) {
            let (source, span) = carried.place(phrase.origin);
            assert_eq!(source.path(), path);
            assert!(source.text()[span].contains(&phrase.text));
            let (_, span) = carried.place_in(phrase, 0..phrase.text.len());
            assert_eq!(source.text()[span], phrase.text);
        }
    }

    #[test]
    fn what_was_not_packed_is_not_unpacked() {
        for packed in ["", "\u{2}", "\u{1}\u{9}slot"] {
            assert!(BankFile::carried(packed, "甲.yaml", "slot/甲: [乙]", 0).is_none());
        }
    }
}
