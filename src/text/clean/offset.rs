//! Edits to a text, and the map that leads from what they leave back to the text as given.
//!
//! Cleaning may cut, replace and join, but a finding must point at the line and character of the file as its user sees
//! it. So every step returns edits instead of text; applying them keeps a list of runs, each of which says where in the
//! file a stretch of clean text comes from. Untouched text is one run, whatever its length.

use std::borrow::Cow;

use crate::source::Span;

/// One change to a text: the bytes of `at` become `with`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub at: Span,
    /// By what.
    pub with: Cow<'static, str>,
}

impl Edit {
    /// Takes out a stretch.
    pub fn cut(at: Span) -> Self {
        Edit { at, with: Cow::Borrowed("") }
    }

    /// Replaces a stretch.
    pub fn replace(at: Span, with: impl Into<Cow<'static, str>>) -> Self {
        Edit { at, with: with.into() }
    }
}

/// A stretch of clean text and where it comes from. A copied run has the same bytes on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    clean: usize,
    length: usize,
    raw: usize,
    raw_length: usize,
}

/// Leads from offsets of the clean text to offsets of the text as given, and back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffsetMap {
    runs: Vec<Run>,
    raw_length: usize,
}

impl OffsetMap {
    /// The map of a text that nothing was done to.
    pub fn identity(length: usize) -> Self {
        let run = Run { clean: 0, length, raw: 0, raw_length: length };
        OffsetMap { runs: if length == 0 { Vec::new() } else { vec![run] }, raw_length: length }
    }

    /// Where the character at `clean` stands in the text as given.
    pub fn raw(&self, clean: usize) -> usize {
        let after = self.runs.partition_point(|run| run.clean <= clean);
        let Some(run) = after.checked_sub(1).map(|at| self.runs[at]) else { return 0 };
        let into = clean - run.clean;
        if into >= run.length {
            run.raw + run.raw_length
        } else if run.length == run.raw_length {
            run.raw + into
        } else {
            run.raw
        }
    }

    /// The stretch of the text as given that `clean` was made of, without what was cut at its ends.
    pub fn raw_span(&self, clean: &Span) -> Span {
        let start = self.raw(clean.start);
        let before = self.runs.partition_point(|run| run.clean < clean.end);
        let Some(run) = before.checked_sub(1).map(|at| self.runs[at]) else { return start..start };
        let into = clean.end - run.clean;
        let whole = into >= run.length || run.length != run.raw_length;
        start..(run.raw + if whole { run.raw_length } else { into }).max(start)
    }

    /// Where the character at `raw` went; the next one that is left, if it was cut.
    pub fn clean(&self, raw: usize) -> usize {
        let at = self.runs.partition_point(|run| run.raw + run.raw_length <= raw);
        let Some(run) = self.runs.get(at) else { return self.runs.last().map_or(0, |run| run.clean + run.length) };
        match raw.checked_sub(run.raw) {
            Some(into) if run.length == run.raw_length => run.clean + into,
            _ => run.clean,
        }
    }

    /// Applies edits, in order and not overlapping, to the text that this is the map of.
    pub fn apply(&mut self, text: &str, edits: &[Edit]) -> String {
        let mut out = String::with_capacity(text.len());
        let mut runs: Vec<Run> = Vec::with_capacity(self.runs.len() + 2 * edits.len());
        let mut old = 0;
        let mut at = 0;
        for edit in edits {
            debug_assert!(edit.at.start >= at, "edits are in order");
            self.copy(at..edit.at.start, out.len(), &mut old, &mut runs);
            out.push_str(&text[at..edit.at.start]);
            if edit.with.len() == edit.at.len() {
                // As many bytes as before: what lies inside keeps its places.
                self.copy(edit.at.clone(), out.len(), &mut old, &mut runs);
                out.push_str(&edit.with);
            } else if !edit.with.is_empty() {
                let raw = self.raw_span(&edit.at);
                runs.push(Run { clean: out.len(), length: edit.with.len(), raw: raw.start, raw_length: raw.len() });
                out.push_str(&edit.with);
            }
            at = edit.at.end;
        }
        self.copy(at..text.len(), out.len(), &mut old, &mut runs);
        out.push_str(&text[at..]);
        self.runs = runs;
        out
    }

    /// Carries over the runs that cover `span`, which now begins at `clean`. `old` only moves on.
    fn copy(&self, span: Span, clean: usize, old: &mut usize, runs: &mut Vec<Run>) {
        while *old < self.runs.len() && self.runs[*old].clean + self.runs[*old].length <= span.start {
            *old += 1;
        }
        let mut at = *old;
        while let Some(run) = self.runs.get(at).filter(|run| run.clean < span.end) {
            let (start, end) = (run.clean.max(span.start), (run.clean + run.length).min(span.end));
            let (from, to) = (start - run.clean, end - run.clean);
            let (raw, raw_length) = match run.length == run.raw_length {
                true => (run.raw + from, to - from),
                // A replaced stretch that is cut in two stands for the whole of what it replaced.
                false => (run.raw, run.raw_length),
            };
            let new = Run { clean: clean + start - span.start, length: to - from, raw, raw_length };
            match runs.last_mut() {
                Some(last) if last.follows(&new) => {
                    last.length += new.length;
                    last.raw_length += new.raw_length;
                }
                _ if new.length > 0 => runs.push(new),
                _ => {}
            }
            at += 1;
        }
    }

    /// How long the text as given is.
    pub fn raw_length(&self) -> usize {
        self.raw_length
    }
}

impl Run {
    /// Whether `next` goes on where this copied run ends, on both sides.
    fn follows(&self, next: &Run) -> bool {
        let copied = self.length == self.raw_length && next.length == next.raw_length;
        copied && self.clean + self.length == next.clean && self.raw + self.raw_length == next.raw
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_kept_character_knows_where_it_came_from() {
        let raw = "質(zhì)量,第一";
        let mut map = OffsetMap::identity(raw.len());
        let once = map.apply(raw, &[Edit::cut(3..9)]);
        assert_eq!(once, "質量,第一");
        let twice = map.apply(&once, &[Edit::replace(0..3, "质"), Edit::replace(6..7, "，")]);
        assert_eq!(twice, "质量，第一");
        for (clean, expected) in [("质", "質"), ("量", "量"), ("，", ","), ("一", "一")] {
            let at = twice.find(clean).expect("is there");
            assert_eq!(&raw[map.raw_span(&(at..at + clean.len()))], expected);
            assert!(raw[map.raw(at)..].starts_with(expected));
        }
    }

    /// A text and edits to it: cuts and replacements at character boundaries.
    fn edited() -> impl Strategy<Value = (String, Vec<(usize, usize, u8)>)> {
        ("[一-三,，a ]{0,24}", proptest::collection::vec((0usize..24, 0usize..3, 0u8..3), 0..5))
    }

    fn edits(text: &str, picks: &[(usize, usize, u8)]) -> Vec<Edit> {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut picks = picks.to_vec();
        picks.sort_unstable();
        let mut free = 0;
        let mut edits = Vec::new();
        for (at, length, with) in picks {
            let (at, end) = (at.min(bounds.len() - 1), (at + length).min(bounds.len() - 1));
            if bounds[at] >= free && end > at {
                edits.push(Edit::replace(bounds[at]..bounds[end], ["", "x", "一二"][usize::from(with)]));
                free = bounds[end];
            }
        }
        edits
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            rng_seed: proptest::test_runner::RngSeed::Fixed(20_260_305),
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn kept_text_maps_to_equal_text_and_the_map_never_runs_back(
            (text, first) in edited(), second in proptest::collection::vec((0usize..24, 0usize..3, 0u8..3), 0..5)
        ) {
            let mut map = OffsetMap::identity(text.len());
            let once = map.apply(&text, &edits(&text, &first));
            let twice = map.apply(&once, &edits(&once, &second));
            let mut last = 0;
            for (at, c) in twice.char_indices() {
                let raw = map.raw(at);
                prop_assert!(raw >= last && raw <= text.len() && text.is_char_boundary(raw));
                last = raw;
                let span = map.raw_span(&(at..at + c.len_utf8()));
                prop_assert!(text.get(span.clone()).is_some());
                prop_assert!(span.is_empty() || map.clean(span.start) <= at);
            }
            if first.is_empty() && second.is_empty() {
                prop_assert_eq!(&twice, &text);
                prop_assert_eq!(map, OffsetMap::identity(text.len()));
            }
        }
    }
}
