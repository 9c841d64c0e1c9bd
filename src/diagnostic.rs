//! What is wrong, as data: a code, a severity, a message, a place and what to do about it, rendered in one place.
//!
//! Nothing in the library prints. A stage that finds problems returns all it found as [`Diagnostic`]s; the command line
//! shows them with [`render`]. The carets come from `annotate-snippets`, which measures display width, so that they stay
//! under the fault in lines of full-width characters.

use std::fmt;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use crate::source::{Source, Span};

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The work cannot go on.
    Error,
    /// The work was done, but the user would want to know.
    Warning,
    /// A remark.
    Note,
}

/// The stable name of a kind of problem; scripts match on it, people look it up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// A file or folder that cannot be read, or cannot be written.
    File,
    /// Bytes that are no text in any encoding we know.
    Encoding,
    /// A document that is damaged, empty, or of a kind that is not read.
    Document,
    /// YAML that does not parse.
    YamlSyntax,
    /// A key that the format does not have.
    UnknownKey,
    /// A key that stands twice in one mapping.
    DuplicateKey,
    /// A value of the wrong type or shape, or a key that is missing.
    WrongType,
    /// A value of the right type that means nothing: a date that does not exist, a length of 0.
    BadValue,
    /// A name (type, aspect, series, style, bank, role) that nothing goes by.
    UnknownName,
    /// `【` without `】`, an empty slot, slots that fill one another for ever.
    Slot,
    /// A phrase bank without phrases where some are needed.
    EmptyBank,
    /// A template that does not parse or uses what is not allowed.
    Template,
    /// A template whose loops or output exceed the bound.
    Bound,
    /// A brief that asks for what the library cannot give well.
    Thin,
    /// A fact that the brief gives and the draft does not use.
    UnusedFact,
    /// A finding about a phrase bank; the number is one of the table of rules in `library/lint`.
    Bank(&'static str),
    /// What a rule of `check` found, by the rule's own code: `QC103`.
    Rule(&'static str),
}

impl Code {
    /// The code as it is printed, for example `Q201`: 1xx files, 2xx YAML, 3xx names and values, 4xx library, 5xx drafting.
    pub fn id(self) -> &'static str {
        match self {
            Code::File => "Q101",
            Code::Encoding => "Q102",
            Code::Document => "Q103",
            Code::YamlSyntax => "Q201",
            Code::UnknownKey => "Q202",
            Code::DuplicateKey => "Q203",
            Code::WrongType => "Q204",
            Code::BadValue => "Q301",
            Code::UnknownName => "Q302",
            Code::Slot => "Q401",
            Code::EmptyBank => "Q402",
            Code::Template => "Q403",
            Code::Bound => "Q404",
            Code::Thin => "Q501",
            Code::UnusedFact => "Q502",
            Code::Bank(id) => id,
            Code::Rule(code) => code,
        }
    }
}

/// One problem: what, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of problem.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in Chinese, one sentence without a full stop.
    pub message: String,
    /// The file and the place in it, where there is one.
    pub place: Option<(Arc<Source>, Span)>,
    /// What to do, in Chinese: a command or the corrected line where possible.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Diagnostic { code, severity: Severity::Error, message: message.into(), place: None, hint: None }
    }

    /// A warning without a place yet.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message) }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, source: &Arc<Source>, span: Span) -> Self {
        self.place = Some((source.clone(), span));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((source, span)) = &self.place {
            let place = source.position(span.start);
            write!(f, "{}:{}:{}: ", source.path(), place.line, place.column)?;
        }
        write!(f, "{}", self.message)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, "（{hint}）"))
    }
}

/// The error of the library: every problem that kept a stage from its result, at least one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct Error(Vec<Diagnostic>);

impl Error {
    /// The problems, file by file, in the order of their places.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.0
    }
}

impl From<Diagnostic> for Error {
    fn from(diagnostic: Diagnostic) -> Self {
        Error(vec![diagnostic])
    }
}

impl From<Vec<Diagnostic>> for Error {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        debug_assert!(!diagnostics.is_empty(), "an error says what is wrong");
        Error(in_order(diagnostics))
    }
}

/// A person mends a file from top to bottom, whatever order the problems were found in. Files keep theirs; what has no
/// place comes first.
fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut files: Vec<String> = Vec::new();
    for (source, _) in diagnostics.iter().filter_map(|diagnostic| diagnostic.place.as_ref()) {
        if !files.iter().any(|path| path == source.path()) {
            files.push(source.path().into());
        }
    }
    diagnostics.sort_by_key(|diagnostic| {
        let place = diagnostic.place.as_ref();
        place.map(|(source, span)| (files.iter().position(|path| path == source.path()), span.start))
    });
    diagnostics.dedup();
    diagnostics
}

/// More problems than this in one file are no help to anybody; finding the places of all of them would take for ever.
pub(crate) const MOST: usize = 50;

/// What a fallible stage returns.
pub type Result<T> = std::result::Result<T, Error>;

/// Shows diagnostics to a person: title, `file:line:column`, the line with carets, what to do. `color` adds ANSI styles.
pub fn render(diagnostics: &[Diagnostic], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Unicode);
    diagnostics.iter().map(|diagnostic| render_one(&renderer, diagnostic) + "\n").collect()
}

fn render_one(renderer: &Renderer, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name("错误"),
        Severity::Warning => Level::WARNING.with_name("提醒"),
        Severity::Note => Level::NOTE.with_name("说明"),
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id());
    let mut group = match &diagnostic.place {
        Some((source, span)) => {
            let place = source.position(span.start);
            let (excerpt, span, cut) = excerpt(source, span);
            let snippet = Snippet::source(excerpt).line_start(place.line);
            let snippet = snippet.annotation(AnnotationKind::Primary.span(span));
            if cut {
                // The renderer counts columns from the excerpt.
                let origin = Origin::path(source.path()).line(place.line).char_column(place.column);
                title.element(origin).element(snippet)
            } else {
                title.element(snippet.path(source.path()))
            }
        }
        None => title.elements(std::iter::empty::<Snippet<'_, annotate_snippets::Annotation<'_>>>()),
    };
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.with_name("办法").message(hint.as_str()));
    }
    renderer.render(&[group])
}

/// The line the span begins on, the span inside it, and whether the line's beginning was cut off: a fault in a line of a
/// megabyte, or one that runs over pages, is still shown as one readable line.
fn excerpt<'a>(source: &'a Source, span: &Span) -> (&'a str, Span, bool) {
    const WINDOW: usize = 40;
    let at = source.position(span.start);
    // Columns are asked of the source, which knows them without reading the line from its beginning.
    let nth = |column: usize| source.offset(at.line, column + 1);
    let (start, text) = (nth(0), source.text());
    let whole = nth(2 * WINDOW);
    let fits = text[whole..].is_empty() || text[whole..].starts_with(['\n', '\r']);
    let from = if at.column > WINDOW && !fits { nth(at.column - WINDOW) } else { start };
    let to = if fits { whole } else { nth(at.column.max(WINDOW) + WINDOW) };
    let begin = source.offset(at.line, at.column).clamp(from, to);
    // A line may end in a carriage return, or be one of several that carriage returns part.
    let from = text[from..begin].rfind('\r').map_or(from, |at| from + at + 1);
    let to = text[begin..to].find('\r').map_or(to, |at| begin + at);
    let end = span.end.clamp(begin, to);
    let end = (begin..=end).rev().find(|offset| text.is_char_boundary(*offset)).unwrap_or(begin);
    (&text[from..to], begin - from..end - from, from > start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_place_line_and_remedy() {
        let source = Arc::new(Source::new("brief.yaml", "type: 推进会\nlenght: 3000\n"));
        let problem =
            Diagnostic::error(Code::UnknownKey, "没有“lenght”这个键").at(&source, 16..22).hint("是不是想写 length？");
        insta::assert_snapshot!(render(&[problem], false), @r"
        错误[Q202]: 没有“lenght”这个键
          ╭▸ brief.yaml:2:1
          │
        2 │ lenght: 3000
          │ ━━━━━━
          │
          ╰ 办法: 是不是想写 length？
        ");
    }

    #[test]
    fn a_line_of_a_megabyte_is_shown_as_a_window_with_its_true_column() {
        let source = Arc::new(Source::new("x", "字".repeat(400_000)));
        let shown = render(&[Diagnostic::error(Code::BadValue, "太长").at(&source, 600_000..600_003)], false);
        assert!(shown.len() < 2_000, "{} bytes", shown.len());
        assert!(shown.contains("x:1:200001\n"), "{shown}");
    }
}
