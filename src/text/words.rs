//! Lists of words looked for in texts that hold none of them nearly everywhere.
//!
//! Every stage of the reader asks for its own formulas in every sentence. An automaton over a list takes a step for each byte,
//! and asking for one word after another takes a search for each; here a text is walked once, a character at a time, and two
//! characters together are looked up in a table of bits, which is right to pass on nearly all of them.

/// As many bits as tell a few hundred pairs of characters from all others: 8 KB.
const BITS: u32 = 16;

/// A list of words.
#[derive(Debug, Clone)]
pub struct Words {
    /// Which pairs of characters a word begins with, by their hash.
    pairs: Box<[u64; 1 << (BITS - 6)]>,
    /// The words that begin with two characters of three bytes, by the hash of these.
    words: Vec<(u32, String)>,
    /// All others, which are searched one by one.
    others: Vec<String>,
}

impl Words {
    /// The list of `words`, of which none is empty. One that holds another is left out: where it stands, so does the other.
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut all: Vec<&str> = words.into_iter().collect();
        all.sort_by_key(|word| word.len());
        let mut least: Vec<&str> = Vec::new();
        for word in all {
            if !least.iter().any(|held| word.contains(held)) {
                least.push(word);
            }
        }
        let mut list = Words { pairs: Box::new([0; 1 << (BITS - 6)]), words: Vec::new(), others: Vec::new() };
        for word in least {
            if word.chars().take(2).filter(|c| c.len_utf8() == 3).count() < 2 {
                list.others.push(word.to_string());
                continue;
            }
            let hash = hash(word.as_bytes());
            list.pairs[hash as usize / 64] |= 1 << (hash % 64);
            list.words.push((hash, word.to_string()));
        }
        list.words.sort();
        list
    }

    /// Whether one of the words stands in `text`.
    pub fn within(&self, text: &str) -> bool {
        self.find(text, 0).is_some() || self.others.iter().any(|word| text.contains(word.as_str()))
    }

    /// Where at or behind `from` the next of the words begins that begin with two characters of three bytes.
    fn find(&self, text: &str, from: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut at = from;
        while at + 6 <= bytes.len() {
            match bytes[at] {
                0..0x80 => at += 1,
                0xe0..=0xef => {
                    let hash = hash(&bytes[at..]);
                    if self.pairs[hash as usize / 64] >> (hash % 64) & 1 == 1 && self.begins(hash, &bytes[at..]) {
                        return Some(at);
                    }
                    at += 3;
                }
                0x80..0xe0 => at += 2,
                0xf0.. => at += 4,
            }
        }
        None
    }

    #[cold]
    fn begins(&self, hash: u32, rest: &[u8]) -> bool {
        let from = self.words.partition_point(|(other, _)| *other < hash);
        self.words[from..]
            .iter()
            .take_while(|(other, _)| *other == hash)
            .any(|(_, word)| rest.starts_with(word.as_bytes()))
    }

    /// Where words begin in `text`, in order; words of other characters than Chinese ones come with the others.
    pub fn places(&self, text: &str) -> Vec<usize> {
        let mut found: Vec<usize> = std::iter::successors(self.find(text, 0), |at| self.find(text, at + 3)).collect();
        let all = found.len();
        for word in &self.others {
            found.extend(memchr::memmem::find_iter(text.as_bytes(), word));
        }
        if found.len() > all {
            found.sort_unstable();
        }
        found
    }
}

/// The hash of the first six bytes, of which there must be as many.
#[inline(always)]
fn hash(bytes: &[u8]) -> u32 {
    let pair = match bytes.first_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight) << 16,
        None => u64::from_le_bytes([0, 0, bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5]]),
    };
    (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - BITS)) as u32
}

/// Whether `text` begins with one of a few words. Nearly always the first byte that differs is among the first three.
pub fn opens_with(text: &str, words: &[&str]) -> bool {
    let text = text.as_bytes();
    let Some(head) = text.first_chunk::<3>() else { return words.iter().any(|word| text.starts_with(word.as_bytes())) };
    words.iter().any(|word| {
        let word = word.as_bytes();
        word.first_chunk::<3>().is_none_or(|first| first == head) && text.starts_with(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_word_wherever_it_stands_and_none_that_does_not() {
        let words = Words::new(["还存在", "存在", "表示感谢", "vx", "乚", "“四风”"]);
        for (text, places) in [
            ("问题还存在，谢谢", vec![9]),
            ("存在", vec![0]),
            ("加vx领取", vec![3]),
            ("乚", vec![0]),
            ("é😀a存在、存在", vec![7, 16]),
            ("反“四风”", vec![3]),
            ("表示衷心感谢。存", vec![]),
            ("在", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(words.places(text), places, "{text}");
            assert_eq!(words.within(text), !places.is_empty(), "{text}");
        }
    }

    #[test]
    fn an_opening_is_compared_whole() {
        for (text, opened) in [("今天开会", true), ("今年", false), ("a", true), ("ab", true), ("", false)] {
            assert_eq!(opens_with(text, &["今天", "a"]), opened, "{text}");
        }
    }
}
