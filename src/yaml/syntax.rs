//! YAML that does not parse, explained to a person who has never heard of YAML.
//!
//! The parser's own words are English and about tokens. What a clerk did is nearly always one of a few things, and it can
//! be seen in the text: a full-width colon, a tab, a bracket or quotation mark left open. The cause is read off the text at
//! the parser's position; its message decides nothing.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;

/// What is wrong with the syntax, with place and remedy; all full-width colons that stand for keys are reported.
pub fn explain(source: &Arc<Source>, error: &serde_yaml::Error) -> Vec<Diagnostic> {
    let colons = full_width_colons(source);
    if !colons.is_empty() {
        return colons;
    }
    let Some(location) = error.location() else {
        let message = "文件里的引用（& 和 *）一层套一层，展开后大得没有边";
        let hint = "去掉 & 和 *，把内容直接写出来";
        return vec![Diagnostic::error(Code::YamlSyntax, message).at(source, 0..0).hint(hint)];
    };
    let tabs = tabs(source);
    if !tabs.is_empty() {
        return tabs;
    }
    let offset = source.offset(location.line(), location.column()).min(source.text().trim_end().len());
    let (message, hint) = cause(source.text(), offset);
    let end = source.text()[offset..].chars().next().map_or(offset, |c| offset + c.len_utf8());
    vec![Diagnostic::error(Code::YamlSyntax, message).at(source, offset..end).hint(hint)]
}

/// Lines that are written as `键：值`, with the colon of Chinese text.
pub fn full_width_colons(source: &Arc<Source>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in source.text().split_inclusive('\n') {
        let body = line.trim_start().trim_start_matches("- ").trim_start();
        let key = body.split('：').next().unwrap_or_default();
        let name = |c: char| c.is_alphanumeric() || matches!(c, '/' | '_' | '-');
        if key.len() < body.len()
            && !key.is_empty()
            && key.chars().count() <= 12
            && key.chars().all(name)
            && !body.contains(": ")
            && !line.trim_start().starts_with("- ")
        {
            let at = start + (line.len() - body.len()) + key.len();
            let problem = Diagnostic::error(Code::YamlSyntax, "冒号是全角的")
                .at(source, at..at + '：'.len_utf8())
                .hint(format!("改成半角冒号，后面空一格：{key}: {}", body[key.len() + 3..].trim_end()));
            found.push(problem);
        }
        start += line.len();
    }
    found
}

fn tabs(source: &Arc<Source>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in source.text().split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t') {
            let problem = Diagnostic::error(Code::YamlSyntax, "缩进用了制表符（Tab）")
                .at(source, start + tab..start + tab + 1)
                .hint("YAML 的缩进只认空格：把 Tab 换成两个空格");
            found.push(problem);
        }
        start += line.len();
    }
    found
}

fn cause(text: &str, offset: usize) -> (&'static str, &'static str) {
    let line_start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let nesting = text[..offset].chars().rev().take_while(|c| matches!(c, '[' | '{' | ' ')).count();
    let open = |c: char, d: char| text[..offset].matches(c).count() > text[..offset].matches(d).count();
    if nesting > 100 || line.len() - line.trim_start().len() > 100 {
        ("一层套一层，套得太深", "最多套一百来层；多半是误粘了内容，删去多余的层")
    } else if line.matches('"').count() % 2 == 1 || line.matches('\'').count() % 2 == 1 {
        ("引号没有成对", "补上另一半引号；文字里的引号请用中文的“ ”")
    } else if open('[', ']') {
        ("方括号没有合上", "补上 ]；列表的各项之间用半角逗号")
    } else if open('{', '}') {
        ("花括号没有合上", "补上 }；各项之间用半角逗号，冒号后面空一格")
    } else if line.trim_start().trim_start_matches("- ").starts_with(['@', '`', '%', '&', '*', '!', '|', '>', '{', '['])
    {
        ("以符号开头的文字要加引号", "整条用半角双引号括起来，如 \"【主办单位】召开…\"")
    } else if line.matches(": ").count() > 1 {
        ("一行里有两个“: ”", "整条用半角双引号括起来，或把文字里的冒号写成全角的“：”")
    } else {
        ("YAML 的写法有误", "看看这一行和上一行：冒号后面要空一格，同一层的键要左对齐，列表每项以“- ”开头")
    }
}
