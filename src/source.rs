//! A text with its path and line index: the one place where byte offsets become lines and columns.
//!
//! Every message of the program points at `file:line:column` of a file as the user sees it in an editor, so columns
//! count characters, not bytes, and both are 1-based. Byte spans are kept everywhere else because they are cheap and
//! exact; they are turned into positions only when somebody is told.

use std::ops::Range;
use std::sync::OnceLock;

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
    columns: Columns,
}

/// How many characters stand before each block of the text, counted when the first place is asked for: without it a line of a megabyte
/// would be counted from its beginning for each of the thousand places in it.
#[derive(Debug, Clone, Default)]
struct Columns(OnceLock<Vec<usize>>);

/// So many bytes are counted for one place.
const BLOCK: usize = 1 << 10;

/// What was counted says nothing that the text does not.
impl PartialEq for Columns {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Columns {}

/// The characters that begin in a stretch of bytes.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xbf)).count()
}

impl Source {
    /// Indexes the lines of `text`, which goes by the name `path` in messages.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let lines = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        Source { path: path.into(), text, lines, before: 0, columns: Columns::default() }
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
        let line = self.line(offset) - self.before;
        let column = self.characters(offset) - self.characters(self.lines[line - 1]) + 1;
        Position { line: line + self.before, column }
    }

    /// The 1-based line of a byte offset, which costs no counting of characters.
    pub fn line(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset) + self.before
    }

    /// The byte offset of a 1-based line and column; past the end of the line it is the end of the line.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let Some(start) = self.lines.get(line.saturating_sub(1 + self.before)) else { return self.text.len() };
        let end = self.lines.get(line - self.before).map_or(self.text.len(), |next| next - 1);
        let wanted = self.characters(*start) + column.saturating_sub(1);
        let block = self.blocks().partition_point(|count| *count <= wanted).saturating_sub(1);
        // The block may begin inside a character, which was counted before it.
        let mut at = (block * BLOCK).max(*start);
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        let left = wanted - self.characters(at);
        let rest = &self.text[at.min(end)..end];
        at.min(end) + rest.char_indices().nth(left).map_or(rest.len(), |(at, _)| at)
    }

    /// How many characters begin before an offset.
    fn characters(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.blocks()[block] + count(&self.text.as_bytes()[block * BLOCK..offset])
    }

    fn blocks(&self) -> &[usize] {
        self.columns.0.get_or_init(|| {
            let mut counts = vec![0];
            for block in self.text.as_bytes().chunks_exact(BLOCK) {
                counts.push(counts[counts.len() - 1] + count(block));
            }
            counts
        })
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
    fn places_in_a_line_of_many_blocks_are_counted_as_in_a_short_one() {
        let text = format!("首\n{}尾\n末", "一a二𠀀".repeat(2 * BLOCK));
        let source = Source::new("x", text.as_str());
        let mut column = 0;
        for (at, c) in text.char_indices().skip(2).take_while(|(_, c)| *c != '\n') {
            column += 1;
            assert_eq!(source.position(at), Position { line: 2, column }, "{c} at {at}");
            assert_eq!(source.offset(2, column), at);
        }
        assert_eq!(source.offset(2, column + 9), text.len() - "\n末".len());
    }

    #[test]
    fn positions_never_fall_inside_a_character() {
        let source = Source::new("x", "讲话");
        assert_eq!(source.position(1), Position { line: 1, column: 1 });
        assert_eq!(source.position(99), Position { line: 1, column: 3 });
    }
}
