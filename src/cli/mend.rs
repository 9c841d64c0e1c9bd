//! `qicao check --fix` and `--diff`: mended text back into the file it came from, or shown as a patch.
//!
//! Only plain text and Markdown in UTF-8 are written: what a Word document or a file in another encoding would lose is not ours to
//! risk. A byte order mark and line ends of the file stay as they are.

use anyhow::Result;
use similar::TextDiff;

use super::output;
use qicao::check::{Finding, mend};
use qicao::{Code, Diagnostic, Format, Source};

/// What the fixes would change, as a unified diff; empty if nothing.
pub fn diff(source: &Source, findings: &[Finding]) -> String {
    let (mended, _) = mend(source.text(), findings);
    if mended == source.text() {
        return String::new();
    }
    let name = source.path();
    let diff = TextDiff::from_lines(source.text(), &mended);
    diff.unified_diff().context_radius(1).header(name, name).to_string()
}

/// Writes the mended text into the file; returns how many findings that mended.
pub fn write(source: &Source, findings: &[Finding]) -> Result<usize> {
    let (mended, count) = mend(source.text(), findings);
    if count == 0 {
        return Ok(0);
    }
    let path = source.path();
    let refuse = |message: &str, hint: &str| {
        output::diagnostics(&[Diagnostic::warning(Code::File, format!("“{path}”{message}，没有动它")).hint(hint)]);
        Ok(0)
    };
    let extension = path.rsplit_once('.').and_then(|(_, extension)| Format::of_extension(extension));
    if matches!(extension, Some(Format::Docx | Format::Html)) {
        return refuse("不是纯文本", "照着提示在原来的软件里改，或者另存为 .txt");
    }
    let Ok(bytes) = std::fs::read(path) else { return refuse("不能写回", "存成文件再来") };
    let (mark, body) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(body) => (&b"\xef\xbb\xbf"[..], body),
        None => (&b""[..], &bytes[..]),
    };
    let Ok(text) = std::str::from_utf8(body) else {
        return refuse("不是 UTF-8 编码", "用编辑器另存为 UTF-8 再来");
    };
    let windows = text.contains("\r\n");
    if text.replace("\r\n", "\n") != source.text() {
        return refuse("读进来和文件里的不一样", "存成纯文本再来");
    }
    let mended = if windows { mended.replace('\n', "\r\n") } else { mended };
    output::write(path, &[mark, mended.as_bytes()].concat(), false)?;
    Ok(count)
}
