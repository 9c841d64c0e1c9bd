//! Posts in a text, and the names beside them: 局长李明, 李明局长.

use super::review::Review;
use crate::source::Span;
use crate::text::han::is_han;

/// Titles of posts, the longer before the shorter that they end with.
const TITLES: &str = include_str!("words/titles.txt");

/// A title that stands in a text.
#[derive(Debug, Clone)]
pub struct Title<'t> {
    /// Where, without 副 and the like.
    pub at: Span,
    /// The title with what ranks it: 副局长, 常务副市长.
    pub full: &'t str,
    /// The rank alone.
    pub rank: &'t str,
}

const RANKS: [&str; 6] = ["常务副", "第一副", "副", "代", "原", "第一"];

/// The titles of the posts that a text ends with, begins with or has.
pub fn titles() -> impl Iterator<Item = &'static str> {
    TITLES.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// The titles in a stretch of a text, in order; of two that begin together the longer.
pub fn titles_in<'r>(review: &'r Review, span: &Span) -> Vec<Title<'r>> {
    let text = review.text();
    let mut found: Vec<Title> = Vec::new();
    for title in titles() {
        for (at, _) in text[span.clone()].match_indices(title) {
            let at = span.start + at..span.start + at + title.len();
            let before = &text[span.start..at.start];
            let rank = RANKS.iter().find(|rank| before.ends_with(**rank)).copied().unwrap_or_default();
            let full = &text[at.start - rank.len()..at.end];
            if !found.iter().any(|other| other.at.start <= at.start && at.end <= other.at.end) {
                found.push(Title { at, full, rank });
            }
        }
    }
    found.sort_by_key(|title| title.at.start);
    found
}

/// The Chinese characters right before an offset, at most so many.
pub fn han_before(text: &str, at: usize, most: usize) -> &str {
    let mut start = at;
    for c in text[..at].chars().rev().take(most).take_while(|c| is_han(*c)) {
        start -= c.len_utf8();
    }
    &text[start..at]
}

/// The Chinese characters right behind an offset, at most so many.
pub fn han_after(text: &str, at: usize, most: usize) -> &str {
    let length: usize = text[at..].chars().take(most).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    &text[at..at + length]
}
