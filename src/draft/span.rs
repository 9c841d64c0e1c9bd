//! Pieces of a draft: no text without its source. What is measured and closed is measured and closed here.

use std::borrow::Cow;
use std::sync::Arc;

use super::skeleton::TemplateLine;
use crate::library::Origin;
use crate::text::han;

/// A piece of the draft and its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span<'s> {
    /// The text.
    pub text: Cow<'s, str>,
    /// Where it comes from.
    pub kind: Kind<'s>,
}

/// The source of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind<'s> {
    /// Literal text of a phrase.
    Phrase(Origin),
    /// The user's own words, or a date of theirs written out.
    Brief,
    /// A slot that nothing fills: its name and hint.
    Placeholder(Cow<'s, str>, Cow<'s, str>),
    /// A numeral that counts something in the draft, or a marker.
    Count,
    /// Literal text of a template.
    Template(Arc<TemplateLine>),
}

/// The length of pieces, in 字.
pub fn length(spans: &[Span<'_>]) -> usize {
    spans.iter().map(|span| han::length(&span.text)).sum()
}

/// Closes a sentence or an item: the mark belongs to the piece before it, unless that is a placeholder or a numeral, which
/// stand for themselves; then it belongs to the phrase.
pub fn close<'s>(out: &mut Vec<Span<'s>>, mark: &'static str, origin: Option<Origin>) {
    let Some(last) = out.last() else { return };
    if last.text.ends_with(han::is_stop) {
        return;
    }
    let kind = match (&last.kind, origin) {
        (Kind::Placeholder(..) | Kind::Count, Some(origin)) => Kind::Phrase(origin),
        (kind, _) => kind.clone(),
    };
    out.push(Span { text: mark.into(), kind });
}
