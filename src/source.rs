//! A text with its path and line index: the one place where byte offsets become lines and columns.
//!
//! Every message of the program points at `file:line:column` of a file as the user sees it in an editor, so columns
//! count characters, not bytes, and both are 1-based. Byte spans are kept everywhere else because they are cheap and
//! exact; they are turned into positions only when somebody is told.

use std::ops::Range;

/// A half-open range of byte offsets into [`Source::text`].
pub type Span = Range<usize>;

/// A place as an editor shows it: 1-based line, 1-based column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// 1-based line.
    pub line: usize,
    /// 1-based column, counted in characters.
    pub column: usize,
}

/// A text, the name it goes by in messages, and where its lines begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    path: String,
    text: String,
    lines: Vec<usize>,
    /// Lines of the file that stand before the text.
    before: usize,
}

impl Source {
    /// Indexes the lines of `text`, which goes by the name `path` in messages.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let lines = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        Source { path: path.into(), text, lines, before: 0 }
    }

    /// A piece of a larger file, such as a row of a table, that begins on the 1-based line `first` of it.
    pub fn piece(path: impl Into<String>, first: usize, text: impl Into<String>) -> Self {
        Source { before: first.saturating_sub(1), ..Source::new(path, text) }
    }

    /// The name used in messages: the path as the user typed it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The position of a byte offset; offsets past the end are taken as the end.
    ///
    /// ```
    /// let source = qicao::Source::new("稿.yaml", "type: 推进会\nlength: 0\n");
    /// let place = source.position(source.text().find('0').unwrap());
    /// assert_eq!((place.line, place.column), (2, 9));
    /// ```
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.floor(offset);
        let line = self.lines.partition_point(|start| *start <= offset);
        let column = self.text[self.lines[line - 1]..offset].chars().count() + 1;
        Position { line: line + self.before, column }
    }

    /// The byte offset of a 1-based line and column; past the end of the line it is the end of the line.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let Some(start) = self.lines.get(line.saturating_sub(1 + self.before)) else { return self.text.len() };
        let rest = self.text[*start..].split('\n').next().unwrap_or_default();
        start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
    }

    /// The greatest character boundary at or below `offset`.
    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_a_file_has_the_places_of_the_file() {
        let piece = Source::piece("名单.csv", 7, "甲,乙\n丙");
        let place = piece.position("甲,乙\n丙".find('丙').expect("it is there"));
        assert_eq!((place.line, place.column), (8, 1));
        assert_eq!(piece.offset(7, 3), "甲,".len());
        assert_eq!(piece.offset(8, 1), "甲,乙\n".len());
    }

    #[test]
    fn offset_and_position_are_inverse_on_every_character() {
        let source = Source::new("x", "一二\n\n三abc\r\n四");
        for (at, _) in source.text().char_indices().filter(|(_, c)| *c != '\n') {
            let place = source.position(at);
            assert_eq!(source.offset(place.line, place.column), at);
        }
    }

    #[test]
    fn positions_never_fall_inside_a_character() {
        let source = Source::new("x", "讲话");
        assert_eq!(source.position(1), Position { line: 1, column: 1 });
        assert_eq!(source.position(99), Position { line: 1, column: 3 });
    }
}
