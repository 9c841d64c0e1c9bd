//! `qicao draft`: the draft to standard output or a file, what is to be known about it to standard error.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;

use super::args::{self, Format};
use super::{Exit, input, output};
use qicao::brief::facts;
use qicao::draft::{Draft, Source, draft};
use qicao::export::export;
use qicao::library::Library;
use qicao::{Code, Diagnostic, Error};

/// Runs the command.
pub fn run(args: &args::Draft) -> Result<Exit> {
    let format = format(args)?;
    let (mut brief, library) = input::brief(&args.brief, args.seed, &args.library)?;
    if let Some(path) = &args.facts {
        brief.fill(&input::source(path)?)?;
    }
    let draft = draft(&brief, &library)?;
    let bytes = render(format, &draft, &library);
    match &args.output {
        Some(path) => output::write(path, &bytes, false)?,
        None => output::print(&bytes)?,
    }
    if let Some(path) = &args.facts_out {
        missing(path, &draft)?;
    }
    output::diagnostics(&draft.warnings);
    if args.explain {
        output::note(&explain(&draft, &library));
    }
    output::note(&summary(&draft));
    // The process ends here; freeing a library phrase by phrase would only delay it.
    std::mem::forget(library);
    let unfinished = args.strict && !draft.placeholders.is_empty();
    Ok(if unfinished { Exit::Findings } else { Exit::Done })
}

/// A draft as the bytes of a file.
pub fn render(format: Format, draft: &Draft, library: &Library) -> Vec<u8> {
    match format {
        Format::Txt => export(&draft.speech(), qicao::export::Format::Text),
        Format::Md => export(&draft.speech(), qicao::export::Format::Markdown),
        Format::Docx => export(&draft.speech(), qicao::export::Format::Docx),
        Format::Json => format!("{:#}\n", draft.to_json(library)).into_bytes(),
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

fn format(args: &args::Draft) -> Result<Format> {
    let fault =
        |message: String, hint: &str| Err(Error::from(Diagnostic::error(Code::BadValue, message).hint(hint)).into());
    let extension = args.output.as_deref().map(|path| Path::new(path).extension().unwrap_or_default());
    let extension = extension.map(|extension| extension.to_string_lossy().to_lowercase());
    match (args.format, extension.as_deref()) {
        (Some(format), _) => Ok(format),
        (None, None | Some("txt")) => Ok(Format::Txt),
        (None, Some("md")) => Ok(Format::Md),
        (None, Some("docx")) => Ok(Format::Docx),
        (None, Some("json")) => Ok(Format::Json),
        (None, Some("")) => {
            fault("输出的文件名没有扩展名，看不出格式".into(), "用 .txt .md .docx .json，或者加 --format")
        }
        (None, Some(other)) => {
            fault(format!("从扩展名“{other}”看不出格式"), "用 .txt .md .docx .json，或者加 --format")
        }
    }
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
        let source = match &piece.source {
            Source::Phrase(origin) => {
                let place = library.locate(*origin);
                format!("{}/{}:{}  {}", place.layer, place.file, place.line, place.bank)
            }
            Source::Template(line) => format!("{}/{}:{}", line.layer, line.file, line.line),
            Source::Brief => "要求".to_string(),
            Source::Placeholder => "占位".to_string(),
            Source::Count => "计数".to_string(),
        };
        let _ = writeln!(text, "{said}\n    ← {source}");
    }
    text
}
