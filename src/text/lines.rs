//! The lines of a text, each with the byte it begins at.

/// The lines between line feeds, one more than there are line feeds.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    ends.scan(0, move |next, end| {
        let start = std::mem::replace(next, end + 1);
        Some((start, &text[start..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_line_feeds_is_a_line_though_it_be_empty() {
        assert_eq!(lines("").collect::<Vec<_>>(), [(0, "")]);
        assert_eq!(lines("一\n\n二\n").collect::<Vec<_>>(), [(0, "一"), (4, ""), (5, "二"), (9, "")]);
    }
}
