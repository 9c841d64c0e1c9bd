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

/// A set of characters of three bytes: sixty-four of them share the first two bytes and a word of bits.
#[derive(Debug, Clone)]
pub struct Characters(Box<[u64; 1024]>);

impl Characters {
    /// The characters of `text`, of which those of fewer or more bytes are left out.
    pub fn of(text: &str) -> Self {
        let mut words = Box::new([0; 1024]);
        for c in text.chars().filter(|c| c.len_utf8() == 3) {
            let mut bytes = [0; 3];
            c.encode_utf8(&mut bytes);
            words[word(bytes)] |= 1 << bit(bytes);
        }
        Characters(words)
    }

    /// Whether the character of three bytes is one of them.
    #[inline(always)]
    pub fn has(&self, character: [u8; 3]) -> bool {
        self.0[word(character)] >> bit(character) & 1 == 1
    }

    /// Whether a text begins with one of them.
    pub fn begin(&self, text: &str) -> bool {
        text.as_bytes().first_chunk::<3>().is_some_and(|first| width(first[0]) == 3 && self.has(*first))
    }

    /// How many characters of a text are among them.
    pub fn count(&self, text: &str) -> usize {
        let mut rest = text.as_bytes();
        let mut count = 0;
        while let Some(first) = rest.first_chunk::<3>() {
            let width = width(first[0]);
            count += usize::from(width == 3 && self.has(*first));
            rest = rest.get(width..).unwrap_or_default();
        }
        count
    }
}

fn word([first, second, _]: [u8; 3]) -> usize {
    usize::from(first & 15) << 6 | usize::from(second & 63)
}

fn bit([_, _, third]: [u8; 3]) -> u32 {
    u32::from(third & 63)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_knows_its_own_among_characters_of_every_width() {
        let set = Characters::of("國a会é😀，");
        assert_eq!(set.count("a國é，国😀会會"), 3);
        assert_eq!(
            ["國", "国", "，a", "a", "é", ""].map(|text| set.begin(text)),
            [true, false, true, false, false, false]
        );
        for c in ['a', 'é', '国', '😀'] {
            let text = c.to_string();
            assert_eq!(width(text.as_bytes()[0]), text.len());
        }
    }
}
