//! Characters as bytes of UTF-8: how many each takes, and sets of them that a look-up costs next to nothing.
//!
//! Most stages of the reader look at every character of a text for a few that they know. Nearly all characters of a speech take
//! three bytes, so that neither which one it is nor where the next begins need be worked out to pass on.

/// How many bytes a character takes, by its first one.
#[inline(always)]
pub fn width(first: u8) -> usize {
    match first {
        0xe0..=0xef => 3,
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xf0.. => 4,
    }
}

/// The first so many characters of a text.
pub fn first(text: &str, count: usize) -> &str {
    if text.len() <= count {
        return text;
    }
    let mut end = 0;
    for _ in 0..count {
        match text.as_bytes().get(end) {
            Some(byte) => end += width(*byte),
            None => break,
        }
    }
    &text[..end]
}

/// A set of characters of one byte or three. Sixty-four of the latter share the first two bytes and a word of bits.
#[derive(Debug, Clone)]
pub struct Characters {
    wide: Box<[u64; 1024]>,
    ascii: u128,
}

impl Characters {
    /// The characters of `text`, of which those of two or four bytes are left out.
    pub fn of(text: &str) -> Self {
        let mut set = Characters { wide: Box::new([0; 1024]), ascii: 0 };
        for c in text.chars() {
            let mut bytes = [0; 4];
            match *c.encode_utf8(&mut bytes).as_bytes() {
                [byte] => set.ascii |= 1 << byte,
                [a, b, c] => set.wide[word([a, b, c])] |= 1 << bit([a, b, c]),
                _ => {}
            }
        }
        set
    }

    /// Whether a character of three bytes is among them.
    #[inline(always)]
    pub fn has(&self, character: [u8; 3]) -> bool {
        self.wide[word(character)] >> bit(character) & 1 == 1
    }

    /// Whether a character is among them.
    #[inline(always)]
    pub fn holds(&self, c: char) -> bool {
        // The first two bytes of three are the character without its last six bits.
        match u32::from(c) {
            code @ 0x800..0x10000 => self.wide[(code >> 6) as usize] >> (code & 63) & 1 == 1,
            code @ 0..0x80 => self.ascii >> code & 1 == 1,
            _ => false,
        }
    }

    /// Whether a text begins with one of them.
    pub fn begin(&self, text: &str) -> bool {
        match *text.as_bytes() {
            [a @ 0xe0..=0xef, b, c, ..] => self.has([a, b, c]),
            [byte @ 0..0x80, ..] => self.ascii >> byte & 1 == 1,
            _ => false,
        }
    }

    /// Where in a text they stand.
    pub fn places(&self, text: &str) -> impl Iterator<Item = usize> {
        let mut rest = text.as_bytes();
        std::iter::from_fn(move || {
            loop {
                let at = text.len() - rest.len();
                let held = match *rest {
                    [a @ 0xe0..=0xef, b, c, ref behind @ ..] => {
                        rest = behind;
                        self.has([a, b, c])
                    }
                    [byte @ 0..0x80, ref behind @ ..] => {
                        rest = behind;
                        self.ascii >> byte & 1 == 1
                    }
                    [first, ..] => {
                        rest = rest.get(width(first)..).unwrap_or_default();
                        false
                    }
                    [] => return None,
                };
                if held {
                    return Some(at);
                }
            }
        })
    }

    /// How many characters of a text are among them.
    pub fn count(&self, text: &str) -> usize {
        self.places(text).count()
    }
}

#[inline(always)]
fn word([first, second, _]: [u8; 3]) -> usize {
    usize::from(first & 15) << 6 | usize::from(second & 63)
}

#[inline(always)]
fn bit([_, _, third]: [u8; 3]) -> u32 {
    u32::from(third & 63)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_knows_its_own_among_characters_of_every_width() {
        let set = Characters::of("國a会é😀，");
        assert_eq!(set.places("a國é，国😀会會").collect::<Vec<_>>(), [0, 1, 6, 16]);
        assert_eq!(
            ["國", "国", "，a", "b", "é", ""].map(|text| set.begin(text)),
            [true, false, true, false, false, false]
        );
        assert_eq!([0, 1, 3, 4, 9].map(|count| first("a國é😀", count)), ["", "a", "a國é", "a國é😀", "a國é😀"]);
        assert_eq!(
            ['國', '国', '，', 'a', 'b', 'é', '😀'].map(|c| set.holds(c)),
            [true, false, true, true, false, false, false]
        );
        for c in ['a', 'é', '国', '😀'] {
            let text = c.to_string();
            assert_eq!(width(text.as_bytes()[0]), text.len());
        }
    }
}
