//! The form in which the program carries its banks: read when it was built, so that it reads no YAML when it starts.
//!
//! A packed file is text. Numbers are characters, the number being the code point; a text is its length in bytes and then
//! itself; a list is its length and then its members. A file is the list of its entries; an entry is its path and the list of
//! its thoughts; a thought is the list of its wordings; a wording is its line, its text, and 0, or 1 and the list of its
//! conditions; a condition is its key in YAML, `level` and the like without the `when` around them, and then a number
//! (`weight`, `since`, `until`) or a list of texts. `build/pack.rs` writes it, [`super::carried`] reads it.

/// Reads a packed file. What cannot be read is `None`: then the file was packed by another hand.
#[derive(Debug, Clone, Copy)]
pub struct Unpacker {
    rest: &'static str,
}

impl Unpacker {
    /// Reads from the beginning.
    pub fn new(packed: &'static str) -> Self {
        Unpacker { rest: packed }
    }

    /// The next number.
    pub fn number(&mut self) -> Option<u32> {
        let mut chars = self.rest.chars();
        let number = u32::from(chars.next()?);
        self.rest = chars.as_str();
        Some(number)
    }

    /// The next text.
    pub fn text(&mut self) -> Option<&'static str> {
        let length = self.number()?;
        let (text, rest) = self.rest.split_at_checked(length as usize)?;
        self.rest = rest;
        Some(text)
    }

    /// The next list, whose members `member` reads.
    pub fn list<T>(&mut self, mut member: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.number()?;
        (0..length).map(|_| member(self)).collect()
    }

    /// The next list of texts.
    pub fn texts(&mut self) -> Option<Vec<String>> {
        self.list(|packed| packed.text().map(String::from))
    }
}
