//! A file as it was found, to text: what it is, what encoding it is in, and what could not be read of it.
//!
//! What a file is, its first bytes tell; its name is asked only where they do not. Offices have .doc files that are web
//! pages, .txt files that are Word documents, and no way to see the difference. Every reader of speeches (outline, mine,
//! check, export) comes through [`read`], so that a file means the same everywhere.

use std::sync::Arc;

use super::charset::Charset;
use super::decode::{Fault, Recovered, recover};
use super::{docx, html};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::Source;

/// A web page larger than this is none: its tree takes a multiple of its text.
const MOST_PAGE: usize = 16 << 20;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, as written.
    Markdown,
    /// A web page, of which the main text is read.
    Html,
    /// A Word document.
    Docx,
}

impl Format {
    /// The format of files with this extension, in any case. The extension says nothing of the content.
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Format::Text),
            "md" | "markdown" => Some(Format::Markdown),
            "html" | "htm" | "shtml" | "xhtml" => Some(Format::Html),
            "docx" | "docm" | "dotx" => Some(Format::Docx),
            _ => None,
        }
    }

    /// Its name in English, for JSON: `text`, `markdown`, `html`, `docx`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Docx => "docx",
        }
    }
}

/// A file as text.
#[derive(Debug, Clone)]
pub struct Text {
    /// The text under the file's name. Lines are the file's own for text and Markdown, and paragraphs for the others.
    pub source: Arc<Source>,
    /// The name of the encoding, for example `UTF-8` or `GBK`.
    pub encoding: &'static str,
    /// Whether the encoding was concluded from the bytes alone; then a note among the reports says so.
    pub guessed: bool,
    /// What the file is.
    pub format: Format,
    /// What could not be read, and what was guessed: warnings and notes.
    pub reports: Vec<Diagnostic>,
}

impl Text {
    /// No file larger than this is read: it is a thousand times the longest speech, and a few of them fit into memory.
    pub const MOST: u64 = 64 << 20;

    /// Why a file is not read that is larger than [`Text::MOST`]. Whoever opens a file asks for its size first.
    pub fn too_large(name: &str) -> Diagnostic {
        let problem = Diagnostic::error(Code::File, format!("“{name}”太大，超过 {} MB", Text::MOST >> 20));
        problem.hint("讲话稿没有这么大；看看是不是拿错了文件，确是文稿就拆成几个")
    }
}

/// Reads the bytes of a file that goes by `name` in messages; `charset` overrides what is found out about its encoding.
///
/// ```
/// let gbk = [0xbd, 0xb2, 0xbb, 0xb0, 0xb8, 0xe5]; // 讲话稿
/// let text = qicao::read("稿.txt", &gbk, None)?;
/// assert_eq!((text.source.text(), text.encoding), ("讲话稿", "GBK"));
///
/// let old = qicao::read("稿.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None).unwrap_err();
/// assert!(old.to_string().contains("另存为 .docx"));
/// # Ok::<(), qicao::Error>(())
/// ```
pub fn read(name: &str, bytes: &[u8], charset: Option<Charset>) -> Result<Text> {
    let refuse =
        |code, message: &str, hint: &str| Err(Diagnostic::error(code, format!("“{name}”{message}")).hint(hint).into());
    if bytes.len() as u64 > Text::MOST {
        return Err(Text::too_large(name).into());
    }
    if bytes.is_empty() {
        return refuse(Code::File, "是空文件", "看看是不是没有下载完，或者拿错了文件");
    }
    if let Some((message, hint)) = foreign(bytes) {
        return refuse(Code::Document, message, hint);
    }
    let mut reports = Vec::new();
    let text = if bytes.starts_with(b"PK") && bytes.get(2).is_some_and(|byte| *byte < 9) {
        match docx::read(bytes) {
            Ok(document) => word(name, document),
            Err(refusal) => return refuse(Code::Document, refusal.message, refusal.hint),
        }
    } else {
        let extension = name.rsplit_once('.').and_then(|(_, extension)| Format::of_extension(extension));
        let ascii = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
        let page = extension == Some(Format::Html) || html::is_page(&ascii);
        let declared = if page { html::declared(bytes) } else { None };
        let Some(recovered) = recover(bytes, charset, declared) else {
            return refuse(Code::Encoding, "不是文本，也不是认得的文档", &encoding_hint(charset));
        };
        let markup = extension == Some(Format::Html) && recovered.text.contains("</") || html::is_page(&recovered.text);
        if markup && recovered.text.len() > MOST_PAGE {
            return refuse(Code::Document, "作为网页太大", "只留下正文，存成 .txt 再来");
        }
        let format = match extension {
            _ if markup => Format::Html,
            Some(Format::Markdown) => Format::Markdown,
            _ => Format::Text,
        };
        plain(name, recovered, format)
    };
    reports.extend(text.reports);
    if text.source.text().trim().is_empty() {
        return match text.format {
            Format::Html => {
                refuse(Code::Document, "这个网页里没有正文", "正文也许是脚本生成的：在浏览器里打开，复制到 .txt")
            }
            Format::Docx => refuse(Code::Document, "这份文档里没有文字", "也许全是图片；先用文字识别转成文字"),
            _ => refuse(Code::File, "里没有文字", "看看是不是拿错了文件"),
        };
    }
    Ok(Text { reports, ..text })
}

/// Files of other programs, by their first bytes: what to say after the name, and what to do.
fn foreign(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let is = |magic: &[u8]| bytes.starts_with(magic);
    if is(b"\xd0\xcf\x11\xe0") {
        let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return Some(match bytes.windows(locked.len()).any(|window| window == locked) {
            true => ("加了密，读不了", "用 Word 或 WPS 打开，去掉密码，另存为 .docx"),
            false => ("是旧版 Word（.doc）或 WPS 文档，读不了", "用 Word、WPS 或 LibreOffice 打开，另存为 .docx"),
        });
    }
    match () {
        () if is(b"%PDF") => Some(("是 PDF，读不了", "把文字复制到 .txt，或者转换成 .docx")),
        () if is(b"{\\rtf") => Some(("是 RTF 文档，读不了", "用 Word 或 WPS 打开，另存为 .docx")),
        () if is(b"MIME-Version:") => Some(("是网页存档（.mht），读不了", "在浏览器里打开，另存为 .html")),
        () if is(b"Rar!") || is(b"7z\xbc\xaf") || is(b"\x1f\x8b") => Some(("是压缩包", "先解压，再读里面的文件")),
        () if is(b"\x89PNG") || is(b"\xff\xd8\xff") || is(b"GIF8") => Some(("是图片", "先用文字识别转成文字")),
        () => None,
    }
}

fn encoding_hint(charset: Option<Charset>) -> String {
    match charset {
        Some(charset) => format!("按 {} 读不通；去掉 --encoding 或者换一种", charset.name()),
        None => "如果确是文稿，用 --encoding 指明编码，如 --encoding gb18030，或者另存为 UTF-8".into(),
    }
}

fn word(name: &str, document: docx::Document) -> Text {
    let source = Arc::new(Source::new(name, document.text));
    let mut reports = Vec::new();
    if let Some(at) = document.broken {
        let problem = Diagnostic::warning(Code::Document, format!("“{name}”从这里往后是坏的，只读到这里"));
        reports.push(problem.at(&source, at..at).hint("用 Word 修复后另存，或者从原处再取一份"));
    }
    if document.embedded {
        let problem = Diagnostic::warning(Code::Document, format!("“{name}”里嵌着别的文件，没有读"));
        reports.push(problem.hint("用 Word 打开，另存一次，嵌入的内容就成了正文"));
    }
    Text { source, encoding: "UTF-8", guessed: false, format: Format::Docx, reports }
}

/// A text or a page. What is wrong with the bytes of a page has no place in its main text.
fn plain(name: &str, recovered: Recovered, format: Format) -> Text {
    let encoding = recovered.charset.name();
    let page = format == Format::Html;
    let text = if page { html::main_text(&recovered.text) } else { recovered.text };
    let source = Arc::new(Source::new(name, text));
    let at =
        |problem: Diagnostic, start: usize, end: usize| if page { problem } else { problem.at(&source, start..end) };
    let mut reports = Vec::new();
    let said = |Fault { count, .. }: Fault| if count > 1 { format!("，共 {count} 处") } else { String::new() };
    if recovered.guessed {
        let problem = Diagnostic::warning(Code::Encoding, format!("“{name}”按 {encoding} 读，是猜的"));
        let problem = Diagnostic { severity: crate::diagnostic::Severity::Note, ..problem };
        reports.push(problem.hint("读出来不对就指明编码，如 --encoding big5"));
    }
    if let Some(fault) = recovered.stray {
        let problem = Diagnostic::warning(Code::Encoding, format!("“{name}”有读不成字的字节{}，记作 �", said(fault)));
        let problem = at(problem, fault.first, fault.first + '\u{FFFD}'.len_utf8());
        reports.push(problem.hint("对照原文补上；处处如此就换一种编码，如 --encoding gb18030"));
    }
    if let Some(fault) = recovered.controls {
        let problem = Diagnostic::warning(Code::Encoding, format!("“{name}”有看不见的控制字符{}", said(fault)));
        reports.push(at(problem, fault.first, fault.first + 1).hint("删掉就好"));
    }
    if recovered.cut {
        let end = source.text().len();
        let problem = Diagnostic::warning(Code::Encoding, format!("“{name}”末尾断在半个字上，可能没有下载完"));
        reports.push(at(problem, end, end).hint("断处以前都读了；从原处再取一份"));
    }
    Text { source, encoding, guessed: recovered.guessed, format, reports }
}
