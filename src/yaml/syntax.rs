//! YAML that does not parse, explained to a person who has never heard of YAML.
//!
//! The parser's own words are English and about tokens. What a clerk did is nearly always one of a few things, and it can
//! be seen in the text: a full-width colon, a tab, a bracket or quotation mark left open. The cause is read off the text at
//! the parser's position; its message decides nothing.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, MOST};
use crate::source::{Source, Span};

/// What is wrong with the syntax, with place and remedy; what is wrong in the same way in several lines is reported for each.
pub fn explain(source: &Arc<Source>, error: &serde_yaml::Error) -> Vec<Diagnostic> {
    let text = source.text();
    if let Some(second) = second_document(source) {
        return vec![second];
    }
    let wide = wide_colons(source);
    if !wide.is_empty() {
        return wide;
    }
    let Some(location) = error.location() else {
        let alias = text.find("*").unwrap_or(0);
        let message = "文件里的引用（& 和 *）一层套一层，展开后大得没有边";
        return vec![problem(source, alias..alias + 1, message, "去掉 & 和 *，把内容直接写出来")];
    };
    let offset = source.offset(location.line(), location.column()).min(text.trim_end().len());
    let spaces = indents(source);
    if !spaces.is_empty() {
        return spaces;
    }
    let tight = tight_colons(source);
    let line = |offset| source.position(offset).line;
    let close = |found: &Diagnostic| {
        let at = found.place.as_ref().map_or(0, |(_, span)| line(span.start));
        (at..=at + 1).contains(&line(offset))
    };
    if tight.iter().any(close) {
        return tight;
    }
    let (span, message, hint) = cause(text, offset);
    vec![problem(source, span, message, hint)]
}

/// Lines whose colon is full-width or has no space behind it, in a text that is no mapping at all.
pub fn colons(source: &Arc<Source>) -> Vec<Diagnostic> {
    let mut found = wide_colons(source);
    found.extend(tight_colons(source));
    found
}

/// A second file pasted below the first.
fn second_document(source: &Arc<Source>) -> Option<Diagnostic> {
    let mut content = false;
    for (start, line) in lines(source.text()) {
        let written = line.trim();
        if content && (line.starts_with("---") && written == "---" || line.starts_with("--- ")) {
            let hint = "留下一份，另一份放到别的文件里；这一行 --- 也删去";
            return Some(problem(source, start..start + 3, "一个文件里写了两份", hint));
        }
        content |= !written.is_empty() && !written.starts_with('#') && written != "---";
    }
    None
}

fn problem(source: &Arc<Source>, span: Span, message: &str, hint: &str) -> Diagnostic {
    Diagnostic::error(Code::YamlSyntax, message).at(source, span).hint(hint)
}

/// The lines with the offset at which each begins, but for those of block texts (`|`, `>`), where anything may stand.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let mut block = None;
    let numbered = text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line)
    });
    numbered.filter(move |(_, line)| {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if block.is_some_and(|block| indent > block || line.trim().is_empty()) {
            return false;
        }
        let head = line.trim_end().trim_end_matches(['-', '+']);
        block = (head.ends_with(": |") || head.ends_with(": >") || head.ends_with("- |") || head.ends_with("- >"))
            .then_some(indent);
        true
    })
}

/// A line without indent and list dash, and the offset at which that begins.
fn body(start: usize, line: &str) -> (usize, &str) {
    let body = line.trim_start().trim_start_matches("- ").trim_start();
    (start + line.len() - body.len(), body.trim_end())
}

/// Lines that are written as `键：值`, with the colon of Chinese text. In a list that may be a sentence, unless the key is
/// one of a format's own.
fn wide_colons(source: &Arc<Source>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (start, line) in lines(source.text()) {
        let (at, body) = body(start, line);
        let Some((key, value)) = body.split_once('：') else { continue };
        let name = |c: char| c.is_alphanumeric() || matches!(c, '/' | '_' | '-');
        let is_key = !key.is_empty() && key.chars().count() <= 12 && key.chars().all(name) && !body.contains(": ");
        let in_list = line.trim_start().starts_with("- ");
        if is_key && (!in_list || key.is_ascii()) && found.len() < MOST {
            let at = at + key.len();
            let hint = format!("改成半角冒号，后面空一格：{key}: {}", value.trim_start());
            found.push(problem(source, at..at + '：'.len_utf8(), "冒号是全角的", &hint));
        }
    }
    found
}

/// Lines that are written as `键:值`, without a space.
fn tight_colons(source: &Arc<Source>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (start, line) in lines(source.text()) {
        let (at, body) = body(start, line);
        let Some((key, value)) = body.split_once(':') else { continue };
        let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_');
        if is_key && !value.is_empty() && !value.starts_with([' ', '/']) && found.len() < MOST {
            let at = at + key.len();
            found.push(problem(source, at..at + 1, "冒号后面少了空格", &format!("写成 {key}: {value}")));
        }
    }
    found
}

/// Lines that are indented by something that is no indent in YAML.
fn indents(source: &Arc<Source>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (start, line) in lines(source.text()) {
        let indent = line.len() - line.trim_start().len();
        if line.len() == indent || found.len() == MOST {
            continue;
        }
        let kinds = [
            ('\t', "缩进用了制表符（Tab）", "YAML 的缩进只认空格：把 Tab 换成两个空格"),
            ('\u{3000}', "缩进用了全角空格", "YAML 的缩进只认半角空格：把一个全角空格换成两个半角空格"),
            ('\u{a0}', "缩进用了不间断空格", "YAML 的缩进只认半角空格：删去这里的空格重新敲"),
        ];
        for (c, message, hint) in kinds {
            if let Some(at) = line[..indent].find(c) {
                found.push(problem(source, start + at..start + at + c.len_utf8(), message, hint));
            }
        }
    }
    found
}

/// Brackets inside brackets past all sense, found before the parser is asked: it takes the square of their number.
pub fn too_deep(source: &Arc<Source>) -> Option<Diagnostic> {
    let mut depth = 0_usize;
    for (at, byte) in source.text().bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 10 * DEEP {
            return Some(problem(source, at..at + 1, TOO_DEEP.0, TOO_DEEP.1));
        }
    }
    None
}

const TOO_DEEP: (&str, &str) = ("一层套一层，套得太深", "最多套一百来层；多半是误粘了内容，删去多余的层");

/// The most levels that the parser goes down is 128; what is nested more than this when it stops was nested too deep.
const DEEP: usize = 100;

fn cause(text: &str, offset: usize) -> (Span, &'static str, &'static str) {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let here = offset..offset + text[offset..].chars().next().map_or(0, char::len_utf8);
    let (body_at, body) = body(start, line);
    let open = open_brackets(&text[..offset]);
    let dashes = line.split_whitespace().take_while(|word| matches!(*word, "-" | "?")).count();
    let before = text[..offset].chars().next_back().unwrap_or(' ');
    if open.len() > DEEP || dashes > DEEP || line.len() - line.trim_start().len() > DEEP {
        return (here, TOO_DEEP.0, TOO_DEEP.1);
    }
    if body.starts_with("```") {
        return (body_at..body_at + 3, "有一行 ```", "这是别处粘来的代码框，把 ``` 开头的行都删去");
    }
    if let Some(quote) = open_quote(text, offset) {
        return (quote..quote + 1, "引号没有成对", "在这一行补上另一半引号；文字里的引号请用中文的“ ”");
    }
    if let Some((bracket, c)) = open.last().copied() {
        let flow = &text[bracket..offset];
        if let Some(comma) = flow.find('，').filter(|_| !flow.contains('\n')) {
            let span = bracket + comma..bracket + comma + '，'.len_utf8();
            return (span, "括号里的逗号是全角的", "各项之间改用半角逗号，后面空一格");
        }
        let span = bracket..bracket + 1;
        return match c {
            '[' => (span, "方括号没有合上", "补上 ]；列表的各项之间用半角逗号"),
            _ => (span, "花括号没有合上", "补上 }；各项之间用半角逗号，冒号后面空一格"),
        };
    }
    if text[offset..].starts_with([']', '}']) {
        return (here, "括号多了半边", "删去它，或者在前面补上另一半");
    }
    if matches!(before, '"' | '\'') {
        let hint = "整条用半角双引号括起来，里面的引号写成中文的“ ”";
        return (here, "引号括住的文字后面不能再有字", hint);
    }
    let marked = |c: char| matches!(c, '@' | '`' | '%' | '&' | '*' | '!' | '|' | '>');
    let sign = if marked(before) { offset - 1 } else { offset };
    if text[sign..].starts_with(marked) {
        let hint = "整条用半角双引号括起来，如 \"@全体人员\"；这些符号打头在 YAML 里另有意思";
        return (sign..sign + 1, "以符号开头的文字要加引号", hint);
    }
    if body.starts_with(['{', '[']) && !line.trim_start().starts_with("- ") {
        return (body_at..body_at + 1, "键只能是文字", "冒号前面写名称，不用括号");
    }
    if body.starts_with(['{', '[']) {
        let hint = "整条用半角双引号括起来，如 \"[附件]已经印发\"；占位写成【名】";
        return (body_at..body_at + 1, "以括号开头的文字要加引号", hint);
    }
    if body.starts_with(':') {
        return (body_at..body_at + 1, "冒号前面没有键", "写成“键: 值”，不要就删去这一行");
    }
    if body.starts_with("? ") {
        return (body_at..body_at + 1, "键只能是文字", "删去开头的问号，写成“键: 值”");
    }
    if line.matches(": ").count() > 1 {
        let hint = "整条用半角双引号括起来，或把文字里的冒号写成全角的“：”";
        return (here, "一行里有两个“: ”", hint);
    }
    if let Some(span) = misaligned(text, start, line) {
        return (span, "这一行没有和上面对齐", "同一层的键左边要对齐；属于上一行的，上一行冒号后面不能有内容");
    }
    (here, "YAML 的写法有误", "看看这一行和上一行：冒号后面要空一格，同一层的键要左对齐，列表每项以“- ”开头")
}

/// The brackets that are open at the end of `text`. Those in quotes and remarks do not count; apostrophes inside words do
/// not open quotes.
fn open_brackets(text: &str) -> Vec<(usize, char)> {
    let mut open = Vec::new();
    let mut quote = None;
    let mut before = '\n';
    for (at, c) in text.char_indices() {
        match quote {
            Some('#') if c == '\n' => quote = None,
            Some(mark) if c == mark && (before != '\\' || mark == '\'') => quote = None,
            Some(_) => {}
            None if c == '#' && before.is_whitespace() => quote = Some(c),
            None if matches!(c, '"' | '\'') && opens(text, at) => quote = Some(c),
            None if c == '[' || c == '{' => open.push((at, c)),
            None if c == ']' || c == '}' => {
                open.pop();
            }
            None => {}
        }
        before = c;
    }
    open
}

/// Whether a quotation mark at `at` begins a value.
fn opens(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['\n', ':', '-', '[', '{', ',', '?'])
}

/// A quotation mark up to `offset` that begins a value and is not closed on its line.
fn open_quote(text: &str, offset: usize) -> Option<usize> {
    for (start, line) in lines(text).take_while(|(start, _)| *start <= offset) {
        let mut at = 0;
        while let Some(found) = line[at..].find(['"', '\'']).map(|found| at + found) {
            if !opens(text, start + found) {
                at = found + 1;
                continue;
            }
            let mark = if line[found..].starts_with('"') { '"' } else { '\'' };
            let mut rest = line[found + 1..].char_indices();
            let mut escaped = false;
            let close = rest.find(|(_, c)| {
                let closes = *c == mark && !escaped;
                escaped = *c == '\\' && mark == '"' && !escaped;
                closes
            });
            match close {
                Some((close, _)) => at = found + 1 + close + 1,
                None => return Some(start + found),
            }
        }
    }
    None
}

/// The indent of a line that is deeper than a finished line above, or level with none of them.
fn misaligned(text: &str, start: usize, line: &str) -> Option<Span> {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let own = indent(line);
    let above: Vec<&str> = text[..start].lines().filter(|line| !line.trim().is_empty()).collect();
    let last = above.last()?;
    let level =
        above.iter().any(|line| indent(line) == own || line.trim_start().starts_with("- ") && indent(line) + 2 == own);
    let deeper = own > indent(last) && last.contains(": ") && !last.trim_end().ends_with(':');
    let first = line.trim_start().chars().next().map_or(0, char::len_utf8);
    (deeper || !level).then_some(start + own..start + own + first)
}
