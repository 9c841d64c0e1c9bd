//! Punctuation and figures of a text, found in one walk for all rules.
//!
//! Sixty rules that each search the text for their own marks would read it sixty times. They read these lists instead: a mark
//! every eight characters, a figure every forty.

use crate::source::Span;

/// A mark and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Its first byte.
    pub at: usize,
    /// The mark.
    pub char: char,
}

impl Mark {
    /// One past its last byte.
    pub fn end(&self) -> usize {
        self.at + self.char.len_utf8()
    }
}

/// The marks and figures of a text, in order.
#[derive(Debug, Default)]
pub struct Marks {
    /// Punctuation of either width, other symbols of either width, line ends.
    pub all: Vec<Mark>,
    /// Runs of ASCII digits, with the points and commas between them: 12.5, 1,907.
    pub figures: Vec<Span>,
}

impl Marks {
    /// Those of `text`.
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut all = Vec::with_capacity(bytes.len() / 20);
        let mut figures = Vec::with_capacity(bytes.len() / 200);
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                // Nearly all characters of a speech begin with one of these.
                0xe4..=0xe9 => at += 3,
                0xe2 | 0xe3 | 0xef => {
                    let char = text[at..].chars().next().unwrap_or_default();
                    all.push(Mark { at, char });
                    at += 3;
                }
                b'0'..=b'9' => {
                    let start = at;
                    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
                    while digit(at) || (matches!(bytes.get(at), Some(b'.' | b',')) && digit(at + 1)) {
                        at += 1;
                    }
                    figures.push(start..at);
                }
                byte if byte.is_ascii_punctuation() || byte == b'\n' => {
                    all.push(Mark { at, char: char::from(byte) });
                    at += 1;
                }
                0..0x80 => at += 1,
                0xf0.. => at += 4,
                0xe0..0xf0 => at += 3,
                _ => at += 2,
            }
        }
        Marks { all, figures }
    }

    /// The marks inside a stretch of the text.
    pub fn within(&self, span: &Span) -> &[Mark] {
        &self.all[self.range(span)]
    }

    /// The places in the list of the marks inside a stretch of the text.
    pub fn range(&self, span: &Span) -> std::ops::Range<usize> {
        let from = self.all.partition_point(|mark| mark.at < span.start);
        let to = from + self.all[from..].partition_point(|mark| mark.at < span.end);
        from..to
    }

    /// The same of a stretch that begins behind the marks before `from`, which is told from there on: mostly it begins there.
    pub fn range_from(&self, from: usize, span: &Span) -> std::ops::Range<usize> {
        let ahead = |marks: &[Mark], end: usize| marks.iter().take_while(|mark| mark.at < end).count();
        if from > self.all.len() || from > 0 && self.all[from - 1].at >= span.start {
            return self.range(span);
        }
        let from = from + ahead(&self.all[from..], span.start);
        from..from + ahead(&self.all[from..], span.end)
    }

    /// The figures inside a stretch of the text.
    pub fn figures_within(&self, span: &Span) -> &[Span] {
        let from = self.figures.partition_point(|figure| figure.start < span.start);
        let to = from + self.figures[from..].partition_point(|figure| figure.start < span.end);
        &self.figures[from..to]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_figures_stand_where_they_stand() {
        let text = "增长12.5%，共1,907个（𠀀é）。\n";
        let marks = Marks::of(text);
        let shown: String = marks.all.iter().map(|mark| mark.char).collect();
        assert_eq!(shown, "%，（）。\n");
        assert!(marks.all.iter().all(|mark| text[mark.at..].starts_with(mark.char)));
        let figures: Vec<&str> = marks.figures.iter().map(|figure| &text[figure.clone()]).collect();
        assert_eq!(figures, ["12.5", "1,907"]);
    }
}
