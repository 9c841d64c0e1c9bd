//! `qicao draft`: the draft to standard output or a file, what is to be known about it to standard error.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;

use super::{Exit, args, dress, input, output};
use qicao::brief::facts;
use qicao::draft::{Draft, Provenance, Source, draft};
use qicao::export::{Format, Note, Options, export_with};
use qicao::library::Library;

/// Runs the command.
pub fn run(args: &args::Draft) -> Result<Exit> {
    let format = format(args)?;
    let (mut brief, library) = input::brief(&args.brief, args.seed, &args.library)?;
    if let Some(path) = &args.facts {
        brief.fill(&input::source(path)?)?;
    }
    let reference = dress::reference(&args.dress)?;
    let draft = draft(&brief, &library)?;
    let margin = args.explain && matches!(format, Some(Format::Html | Format::Docx));
    let notes = if margin { notes(&draft, &library) } else { Vec::new() };
    let options = Options { layout: dress::layout(&args.dress), reference: reference.as_ref(), notes: &notes };
    let bytes = render(format, &draft, &library, &options);
    match &args.output {
        Some(path) => output::write(path, &bytes, false)?,
        None => output::print(&bytes)?,
    }
    if let Some(path) = &args.facts_out {
        missing(path, &draft)?;
    }
    output::diagnostics(&draft.warnings);
    dress::unused(&args.dress, format);
    if args.explain && !margin {
        output::note(&explain(&draft, &library));
    }
    output::note(&summary(&draft));
    // The process ends here; freeing a library phrase by phrase would only delay it.
    std::mem::forget(library);
    let unfinished = args.strict && !draft.placeholders.is_empty();
    Ok(if unfinished { Exit::Findings } else { Exit::Done })
}

/// A draft as the bytes of a file; no format is JSON, which is more than the speech.
pub fn render(format: Option<Format>, draft: &Draft, library: &Library, options: &Options<'_>) -> Vec<u8> {
    match format {
        Some(format) => export_with(&draft.speech(), format, options),
        None => format!("{:#}\n", draft.to_json(library)).into_bytes(),
    }
}

/// Lists what is missing; in a file that is there, behind what stands in it.
fn missing(path: &str, draft: &Draft) -> Result<()> {
    let mut text = format!("# {}：缺的事实。填好以后用 --facts 交回来，空着的仍是占位。\n\n", draft.title);
    let mut known = BTreeSet::new();
    if Path::new(path).is_file() {
        let source = input::source(path)?;
        known = facts(&source)?.into_keys().collect();
        text = format!("{}\n\n", source.text().trim_end());
    }
    text.push_str(&draft.facts_to_fill(&known));
    output::write(path, format!("{}\n", text.trim_end()).as_bytes(), false)
}

/// The format of the speech; none is JSON, which is more than the speech.
fn format(args: &args::Draft) -> Result<Option<Format>> {
    let json = |path: &str| Path::new(path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    Ok(match (args.format, &args.output) {
        (Some(format), _) => format.of_a_speech(),
        (None, None) => Some(Format::Text),
        (None, Some(path)) if json(path) => None,
        (None, Some(path)) => Some(dress::format_of(path, ".txt .md .html .docx .json")?),
    })
}

fn summary(draft: &Draft) -> String {
    let mut text = format!(
        "{}：{} 字，讲 {} 至 {} 分钟，种子 {}\n",
        draft.template, draft.length, draft.minutes.low, draft.minutes.high, draft.seed
    );
    let places: usize = draft.placeholders.iter().map(|placeholder| placeholder.count).sum();
    if places == 0 {
        text.push_str("没有占位\n");
    } else {
        let _ = writeln!(text, "占位 {} 项 {places} 处：", draft.placeholders.len());
    }
    for placeholder in &draft.placeholders {
        let lines: Vec<String> = placeholder.lines.iter().map(ToString::to_string).collect();
        let hint = if placeholder.hint.is_empty() { String::new() } else { format!("　{}", placeholder.hint) };
        let _ = writeln!(text, "  第 {} 行【{}】{hint}", lines.join("、"), placeholder.name);
    }
    if !draft.facts.used.is_empty() {
        let _ = writeln!(text, "用上的事实：{}", draft.facts.used.join("、"));
    }
    text
}

/// Every piece on a line of its own, with its source.
fn explain(draft: &Draft, library: &Library) -> String {
    let chars: Vec<char> = draft.text.chars().collect();
    let mut text = String::new();
    for piece in &draft.provenance {
        let said: String = chars[piece.start..piece.end].iter().collect();
        let _ = writeln!(text, "{said}\n    ← {}", origin(piece, library));
    }
    text
}

/// Where a piece comes from.
fn origin(piece: &Provenance, library: &Library) -> String {
    match &piece.source {
        Source::Phrase(origin) => {
            let place = library.locate(*origin);
            format!("{}/{}:{}  {}", place.layer, place.file, place.line, place.bank)
        }
        Source::Template(line) => format!("{}/{}:{}", line.layer, line.file, line.line),
        Source::Brief => "要求".to_string(),
        Source::Placeholder => "占位".to_string(),
        Source::Count => "计数".to_string(),
    }
}

/// The sources as notes on the paragraphs. A paragraph is a line of the text; the user's own words may be several.
fn notes(draft: &Draft, library: &Library) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut pieces = draft.provenance.iter().peekable();
    let mut start = 0;
    for (paragraph, line) in draft.text.lines().enumerate() {
        let bytes: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
        let length = bytes.len() - 1;
        while let Some(piece) = pieces.peek().filter(|piece| piece.start < start + length) {
            let from = piece.start.saturating_sub(start);
            let to = (piece.end - start).min(length);
            notes.push(Note { paragraph, at: bytes[from]..bytes[to], text: origin(piece, library) });
            if piece.end > start + length {
                break;
            }
            pieces.next();
        }
        start += length + 1;
    }
    notes
}
