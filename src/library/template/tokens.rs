//! The tags of a template as tokens: where a tag ends, and what stands in it.

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    Name(&'a str),
    Text(&'a str),
    Number(&'a str),
    Mark(&'a str),
}

/// The offset behind the closing delimiter; delimiters inside strings do not count. The error is a quotation mark that is
/// not closed on its line, or none where the tag itself is left open.
pub(super) fn end_of_tag(text: &str, from: usize, close: &str) -> std::result::Result<usize, Option<usize>> {
    let mut quote = None;
    for (at, c) in text[from..].char_indices() {
        let rest = &text[from + at..];
        match quote {
            Some((open, _)) if c == open => quote = None,
            Some((_, place)) if c == '\n' => return Err(Some(place)),
            Some(_) => {}
            None if close != "#}" && matches!(c, '"' | '\'') => quote = Some((c, from + at)),
            None if rest.starts_with(close) => return Ok(from + at + close.len()),
            None if close != "#}" && (rest.starts_with("{{") || rest.starts_with("{%")) => return Err(None),
            None => {}
        }
    }
    Err(quote.map(|(_, place)| place))
}

/// The tokens of a tag with their offsets; the error is the offset of a character that no tag may contain.
pub(super) fn tokens(text: &str) -> std::result::Result<Vec<(Token<'_>, usize)>, usize> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let run = |test: fn(char) -> bool| rest.find(|c| !test(c)).unwrap_or(rest.len());
        let size = match c {
            _ if c.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            '"' | '\'' => {
                let size = rest[1..].find(c).ok_or(at)? + 2;
                if rest[..size].contains('\\') {
                    return Err(at);
                }
                found.push((Token::Text(&rest[1..size - 1]), at));
                size
            }
            _ if c.is_ascii_alphabetic() || c == '_' => {
                let size = run(|c| c.is_ascii_alphanumeric() || c == '_');
                found.push((Token::Name(&rest[..size]), at));
                size
            }
            _ if c.is_ascii_digit() => {
                let size = run(|c| c.is_ascii_digit());
                found.push((Token::Number(&rest[..size]), at));
                size
            }
            _ => {
                let size = ["/>", "==", "!=", "<=", ">="]
                    .iter()
                    .find(|mark| rest.starts_with(**mark))
                    .map_or(1, |mark| mark.len());
                if !"/><=!|()[],.:@~+*-%{}?".contains(c) {
                    return Err(at);
                }
                found.push((Token::Mark(&rest[..size]), at));
                size
            }
        };
        at += size;
    }
    Ok(found)
}
