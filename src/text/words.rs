//! Lists of words looked for in texts that hold none of them nearly everywhere.
//!
//! Every stage of the reader asks for its own formulas in every sentence. An automaton over a list takes a step for each byte,
//! and asking for one word after another takes a search for each; here a text is walked once, a character at a time, and two
//! characters together are looked up in a table of bits, which is right to pass on nearly all of them.

use super::characters::{Characters, width};

/// As many bits as tell a few hundred pairs of characters from all others: 8 KB.
const BITS: u32 = 13;

/// Words that begin with two characters of three bytes, found by these.
#[derive(Debug, Clone)]
struct Pairs {
    /// Which pairs of characters a word begins with, by their hash.
    known: Box<[bool; 1 << BITS]>,
    /// The words by the hash of these.
    words: Vec<(u32, String)>,
}

impl Pairs {
    /// The words that begin so, and the others.
    fn of<'w>(words: &[&'w str]) -> (Self, Vec<&'w str>) {
        let (paired, others): (Vec<&str>, _) =
            words.iter().partition(|word| word.chars().take(2).filter(|c| c.len_utf8() == 3).count() == 2);
        let mut pairs = Pairs { known: Box::new([false; 1 << BITS]), words: Vec::with_capacity(paired.len()) };
        for word in paired {
            let hash = first_six(word.as_bytes()).map_or(0, hash);
            pairs.known[hash as usize] = true;
            pairs.words.push((hash, word.to_string()));
        }
        pairs.words.sort();
        (pairs, others)
    }

    /// Whether one of the words stands at the head of `rest`, whose first six bytes are given.
    #[inline]
    fn begin(&self, six: u64, rest: &[u8]) -> bool {
        let hash = hash(six);
        self.known[hash as usize] && self.compare(hash, rest)
    }

    #[cold]
    fn compare(&self, hash: u32, rest: &[u8]) -> bool {
        let from = self.words.partition_point(|(other, _)| *other < hash);
        self.words[from..]
            .iter()
            .take_while(|(other, _)| *other == hash)
            .any(|(_, word)| rest.starts_with(word.as_bytes()))
    }
}

/// The first six bytes, where there are as many; what follows them counts for nothing.
#[inline(always)]
fn first_six(bytes: &[u8]) -> Option<u64> {
    match bytes.first_chunk::<8>() {
        Some(eight) => Some(u64::from_le_bytes(*eight)),
        None => bytes.first_chunk::<6>().map(|[a, b, c, d, e, f]| u64::from_le_bytes([*a, *b, *c, *d, *e, *f, 0, 0])),
    }
}

#[inline(always)]
fn hash(six: u64) -> u32 {
    ((six << 16).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - BITS)) as u32
}

/// A list of words that may stand anywhere.
#[derive(Debug, Clone)]
pub struct Words {
    pairs: Pairs,
    /// Those of other characters, which are searched one by one.
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
        let (pairs, others) = Pairs::of(&least);
        Words { pairs, others: others.into_iter().map(String::from).collect() }
    }

    /// Whether one of the words stands in `text`.
    pub fn within(&self, text: &str) -> bool {
        self.find(text, 0).is_some() || self.others.iter().any(|word| text.contains(word.as_str()))
    }

    /// Where at or behind `from` the next of the words begins that begin with two characters of three bytes.
    fn find(&self, text: &str, from: usize) -> Option<usize> {
        let mut rest = &text.as_bytes()[from..];
        while let Some(six) = first_six(rest) {
            let width = width(six as u8);
            if width == 3 && self.pairs.begin(six, rest) {
                return Some(text.len() - rest.len());
            }
            rest = &rest[width..];
        }
        None
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

/// A list of words that a text may begin with.
#[derive(Debug, Clone)]
pub struct Openings {
    pairs: Pairs,
    /// Words of one character of three bytes.
    single: Characters,
    /// All others, which are compared one by one.
    others: Vec<String>,
}

impl Openings {
    /// The list of `words`, of which none is empty.
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let (pairs, others) = Pairs::of(&words.into_iter().collect::<Vec<_>>());
        let (single, others): (Vec<&str>, Vec<&str>) =
            others.into_iter().partition(|word| word.len() == 3 && word.chars().count() == 1);
        let others = others.into_iter().map(String::from).collect();
        Openings { pairs, single: Characters::of(&single.concat()), others }
    }

    /// Whether `text` begins with one of the words.
    pub fn begin(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        self.single.begin(text)
            || first_six(bytes).is_some_and(|six| self.pairs.begin(six, bytes))
            || self.others.iter().any(|word| text.starts_with(word.as_str()))
    }
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
        let openings = Openings::new(["今天", "在此感谢", "感谢", "我", "a", "10月"]);
        for (text, opened) in [
            ("今天开会", true),
            ("今年", false),
            ("在此感谢大家", true),
            ("在此", false),
            ("我", true),
            ("是我", false),
            ("a", true),
            ("10月", true),
            ("1", false),
            ("", false),
        ] {
            assert_eq!(openings.begin(text), opened, "{text}");
        }
    }
}
