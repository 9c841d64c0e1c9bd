//! What changed inside a sentence.
//!
//! Compared character by character, since words would need a dictionary; a run of letters or digits is one, because nobody reads half
//! a number. What is left standing between two changes and is no more than one character is taken into them: a reader wants to
//! see what was replaced, not which characters it happens to share.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::Fate;

/// A longer sentence is only compared from both its ends.
const LONG: usize = 3_000;

/// The pieces of both sentences, in the order of the new one, what was dropped before what was added.
pub(super) fn changes(old: &str, new: &str) -> Vec<(Fate, String)> {
    let (a, b) = (tokens(old), tokens(new));
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let end = a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (x, y) = (&a[start..a.len() - end], &b[start..b.len() - end]);
    let mut pieces = Pieces::default();
    pieces.push(Fate::Same, &a[..start]);
    if x.len().max(y.len()) > LONG {
        pieces.push(Fate::Dropped, x);
        pieces.push(Fate::Added, y);
    } else {
        inner(x, y, &mut pieces);
    }
    pieces.push(Fate::Same, &b[b.len() - end..]);
    pieces.0
}

fn inner(x: &[&str], y: &[&str], pieces: &mut Pieces) {
    // Stretches that differ: of the old and of the new, growing over what little is common between them.
    let mut open: Option<(std::ops::Range<usize>, std::ops::Range<usize>)> = None;
    for op in capture_diff_slices(Algorithm::Myers, x, y) {
        let (old, new) = (op.old_range(), op.new_range());
        match (&mut open, op) {
            (Some((a, b)), DiffOp::Equal { len: 1, .. }) if old.end < x.len() || new.end < y.len() => {
                (a.end, b.end) = (old.end, new.end);
            }
            (_, DiffOp::Equal { .. }) => {
                pieces.close(open.take(), x, y);
                pieces.push(Fate::Same, &x[old]);
            }
            (Some((a, b)), _) => (a.end, b.end) = (old.end, new.end),
            (None, _) => open = Some((old, new)),
        }
    }
    pieces.close(open, x, y);
}

#[derive(Default)]
struct Pieces(Vec<(Fate, String)>);

impl Pieces {
    fn push(&mut self, fate: Fate, tokens: &[&str]) {
        if tokens.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some((last, text)) if *last == fate => text.extend(tokens.iter().copied()),
            _ => self.0.push((fate, tokens.concat())),
        }
    }

    fn close(&mut self, open: Option<(std::ops::Range<usize>, std::ops::Range<usize>)>, x: &[&str], y: &[&str]) {
        if let Some((old, new)) = open {
            self.push(Fate::Dropped, &x[old]);
            self.push(Fate::Added, &y[new]);
        }
    }
}

/// Characters, and runs of letters and digits.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut run = false;
    for (at, c) in text.char_indices() {
        let joins = c.is_ascii_alphanumeric() || c == '.' || c == '%';
        if at > start && !(joins && run) {
            found.push(&text[start..at]);
            start = at;
        }
        run = joins;
    }
    if start < text.len() {
        found.push(&text[start..]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let shown = |(fate, text): (Fate, String)| match fate {
            Fate::Dropped => format!("[-{text}-]"),
            Fate::Added => format!("{{+{text}+}}"),
            _ => text,
        };
        changes(old, new).into_iter().map(shown).collect()
    }

    #[test]
    fn words_and_numbers_are_replaced_whole() {
        assert_eq!(shown("会要开短。", "会要开得短。"), "会要开{+得+}短。");
        assert_eq!(shown("压减12%以上。", "压减15%以上。"), "压减[-12%-]{+15%+}以上。");
        assert_eq!(shown("把流程理顺。", "把环节做实。"), "把[-流程理顺-]{+环节做实+}。");
        assert_eq!(shown("快办好事，办实。", "快办实事，办好。"), "快办[-好-]{+实+}事，办[-实-]{+好+}。");
        assert_eq!(shown("一、快办。", "二、快办。"), "[-一-]{+二+}、快办。");
    }

    #[test]
    fn either_sentence_can_be_put_together_again() {
        for (old, new) in [("", "新"), ("旧", ""), ("甲乙丙丁戊", "甲丙乙丁己"), ("A1，B2。", "A1；B22。")]
        {
            let side = |gone: Fate| -> String {
                changes(old, new).into_iter().filter(|(fate, _)| *fate != gone).map(|(_, text)| text).collect()
            };
            assert_eq!((side(Fate::Added).as_str(), side(Fate::Dropped).as_str()), (old, new));
        }
    }
}
