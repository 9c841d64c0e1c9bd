//! The Tera text of one file, scanned: what is allowed, what is used, what it can cost, and where its literals stand.
//!
//! Tera itself offers no way to say "no `set`, no `include`, no filter but these". A skeleton needs so little of the
//! expression language (names, strings, numbers, comparisons, calls) that a token scan decides it; Tera still parses
//! what is let through. Without `set`, `~` and arithmetic no value can grow while a template runs, so the cost of a file
//! is the sum of its bytes, each loop taken [`LONGEST`] times: a bound known before the first line is rendered.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::LONGEST;
use super::expression::{CONTEXT, DEEPEST, WORDS};
use super::tokens::{Token, end_of_tag, tokens};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::{Source, Span};
use crate::yaml::near;

/// Opens a mark in rendered text; a private-use character that no template may contain.
pub const OPEN: char = '\u{E000}';
/// Closes a mark.
pub const CLOSE: char = '\u{E001}';

/// A name that a template uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// `bank` or `fact`.
    pub kind: &'static str,
    /// The bank path or the name of the fact.
    pub name: String,
    /// The file.
    pub source: Arc<Source>,
    /// Where.
    pub span: Span,
}

/// A scanned file.
#[derive(Debug)]
pub(super) struct Scanned {
    /// The text for Tera, with a mark before every literal.
    pub text: String,
    /// Banks and facts.
    pub uses: Vec<Use>,
    /// Components called, with place.
    pub components: Vec<(String, Span)>,
    /// What the file costs by itself, in bytes.
    cost: u64,
    /// How often, at most, each component is called.
    calls: Vec<(String, u64)>,
    /// Pairs of offsets (in `text`, in the file), ascending.
    offsets: Vec<(usize, usize)>,
}

impl Scanned {
    /// The offset in the file of a 1-based line and a 0-based column of `text`.
    pub fn original(&self, line: usize, column: usize) -> usize {
        let start: usize = self.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let rest = self.text.get(start..).unwrap_or_default();
        let at = start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at);
        let nearest = self.offsets.partition_point(|(text, _)| *text <= at).saturating_sub(1);
        self.offsets.get(nearest).map_or(0, |(text, file)| file + (at - text))
    }
}

/// What file `index` costs with all its components; a component that calls itself costs more than any bound.
pub(super) fn cost(files: &[Scanned], known: &BTreeMap<String, usize>, index: usize, path: &mut Vec<usize>) -> u64 {
    if path.contains(&index) {
        return u64::MAX;
    }
    path.push(index);
    let called =
        files[index].calls.iter().map(|(name, times)| cost(files, known, known[name], path).saturating_mul(*times));
    let total = called.fold(files[index].cost, u64::saturating_add);
    path.pop();
    total
}

/// Scans a file from byte `from`; `component` is the name it must define, `None` for a template.
pub(super) fn scan(source: &Arc<Source>, from: usize, index: usize, component: Option<&str>) -> Result<Scanned> {
    let mut scan = Scan {
        source,
        index,
        component,
        names: CONTEXT.map(String::from).to_vec(),
        blocks: Vec::new(),
        defined: false,
        problems: Vec::new(),
        out: Scanned {
            text: String::new(),
            uses: Vec::new(),
            components: Vec::new(),
            cost: 0,
            calls: Vec::new(),
            offsets: Vec::new(),
        },
    };
    scan.file(from);
    if component.is_none() && source.text()[from..].trim().is_empty() {
        let hint = "在第二行 --- 下面写正文，如 {{ title }}、{{ audience }}： 和各节的循环";
        scan.fault(from..from, "模板没有正文".into(), hint.into());
    }
    if let Some(name) = component.filter(|_| !scan.defined && scan.problems.is_empty()) {
        scan.fault(
            from..from,
            format!("文件里没有组件“{name}”"),
            format!("写成 {{% component {name}() %}}…{{% endcomponent %}}"),
        );
    }
    if scan.problems.is_empty() { Ok(scan.out) } else { Err(scan.problems.into()) }
}

pub(super) struct Scan<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) index: usize,
    pub(super) component: Option<&'a str>,
    pub(super) names: Vec<String>,
    pub(super) blocks: Vec<Block<'a>>,
    pub(super) defined: bool,
    pub(super) problems: Vec<Diagnostic>,
    pub(super) out: Scanned,
}

/// A block that is open: its word, where that stands, and how many names were known before it.
#[derive(Debug, Clone)]
pub(super) struct Block<'a> {
    word: &'a str,
    span: Span,
    names: usize,
}

impl<'a> Scan<'a> {
    fn file(&mut self, from: usize) {
        let source: &'a Source = self.source;
        let text = source.text();
        if let Some(at) = text.find([OPEN, CLOSE]) {
            self.fault(at..at + 3, "有程序内部使用的字符".into(), "删去这个看不见的字符".into());
            return;
        }
        let mut at = from;
        while at < text.len() {
            let tag =
                ["{{", "{%", "{#"].into_iter().filter_map(|tag| text[at..].find(tag)).min().map(|offset| at + offset);
            self.literal(at..tag.unwrap_or(text.len()));
            let Some(tag) = tag else { break };
            let close = match &text[tag..tag + 2] {
                "{{" => "}}",
                "{%" => "%}",
                _ => "#}",
            };
            let end = match end_of_tag(text, tag + 2, close) {
                Ok(end) => end,
                Err(quote) => {
                    match quote {
                        Some(quote) => {
                            let hint = "在同一行补上另一半引号".into();
                            self.fault(quote..quote + 1, "引号没有成对".into(), hint);
                        }
                        None => self.fault(tag..tag + 2, "标签没有合上".into(), format!("补上 {close}")),
                    }
                    if close == "%}" {
                        // What is missing is a block, and everything below would seem wrong without it.
                        return;
                    }
                    at = text[tag..].find('\n').map_or(text.len(), |line| tag + line);
                    continue;
                }
            };
            self.copy(tag..end);
            if close != "#}" {
                let inner = tag + 2..end - 2;
                let trimmed = text[inner.clone()].trim_matches('-');
                let start = inner.start + usize::from(text[inner].starts_with('-'));
                self.tag(start, trimmed, close == "%}");
            }
            at = end;
        }
        for Block { word, span, .. } in std::mem::take(&mut self.blocks) {
            self.fault(span, format!("{word} 没有 end{word}"), format!("在它管到的地方后面补上 {{% end{word} %}}"));
        }
    }

    /// Literal text, a mark before each run on a line, so that every character of a draft knows its line.
    fn literal(&mut self, span: Span) {
        let source: &'a Source = self.source;
        let text = &source.text()[span.clone()];
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let body = line.trim();
            let start = span.start + at + (line.len() - line.trim_start().len());
            self.copy(span.start + at..start.min(span.start + at + line.len()));
            if let Some(bracket) = body.find(['【', '】']) {
                let bracket = start + bracket;
                let hint = "占位写成 {{ fact(name=\"名称\") }}，起草时印成【名称】并列进清单".into();
                self.fault(bracket..bracket + '【'.len_utf8(), "模板的正文里不能直接写占位".into(), hint);
            }
            if !body.is_empty() {
                self.out.text.push_str(&format!("{OPEN}L{}:{start}{CLOSE}", self.index));
                self.copy(start..start + body.len());
                self.copy(start + body.len()..span.start + at + line.len());
                self.charge(16 + body.len() as u64);
            }
            at += line.len();
        }
        self.charge(text.len() as u64);
    }

    fn copy(&mut self, span: Span) {
        self.out.offsets.push((self.out.text.len(), span.start));
        self.out.text.push_str(&self.source.text()[span]);
    }

    fn charge(&mut self, bytes: u64) {
        self.out.cost = self.out.cost.saturating_add(bytes.saturating_mul(self.times()));
    }

    fn times(&self) -> u64 {
        (LONGEST as u64).saturating_pow(self.loops() as u32)
    }

    fn loops(&self) -> usize {
        self.blocks.iter().filter(|block| block.word == "for").count()
    }

    fn tag(&mut self, start: usize, inner: &'a str, block: bool) {
        self.charge(64);
        let tokens = match tokens(inner) {
            Ok(tokens) => tokens,
            Err(at) => {
                let c = inner[at..].chars().next().unwrap_or(' ');
                let hint = match c {
                    '"' | '\'' => "引号里不能用反斜杠，直接写出名称",
                    _ => "变量、函数和组件的名称只能用英文字母；中文的名称写在引号里，如 facts[\"发言单位\"]",
                };
                return self.fault(start + at..start + at + c.len_utf8(), format!("这里不能写“{c}”"), hint.into());
            }
        };
        let Some((first, at)) = tokens.first().cloned() else {
            return self.fault(start..start, "空的标签".into(), "删去它".into());
        };
        if !block {
            match first {
                Token::Mark("<") => self.call(start, &tokens),
                _ => {
                    self.expression(start, &tokens);
                    self.marked(start, &tokens);
                }
            }
            return;
        }
        match first {
            Token::Name("for") => {
                self.over(start, &tokens);
                self.open(start + at, "for");
                if let Some((Token::Name(name), _)) = tokens.get(1) {
                    self.names.push((*name).into());
                }
                self.expression(start, &tokens[2.min(tokens.len())..]);
                if self.loops() == DEEPEST + 1 {
                    let hint = format!("循环最多套 {DEEPEST} 层，去掉里面的几层");
                    let problem = Diagnostic::error(Code::Bound, "循环套得太多，展开后没有边");
                    self.problems.push(problem.at(self.source, start + at..start + at + 3).hint(hint));
                }
            }
            Token::Name("if") => {
                self.open(start + at, "if");
                self.expression(start, &tokens[1..]);
            }
            Token::Name(word @ ("elif" | "else")) => {
                if self.blocks.last().is_none_or(|block| block.word == "component") {
                    let hint = format!("在前面补上 {{% if … %}}，或者删去 {word}");
                    self.fault(start + at..start + at + word.len(), format!("{word} 前面没有 if"), hint);
                }
                self.expression(start, &tokens[1..]);
            }
            Token::Name(word @ ("endfor" | "endif")) => self.close(start + at, word),
            Token::Name("component") if self.component.is_some() => {
                self.open(start + at, "component");
                self.definition(start, &tokens);
            }
            Token::Name(word @ "endcomponent") if self.component.is_some() => self.close(start + at, word),
            Token::Name(word) => {
                let hint = match word {
                    "set" | "set_global" => "模板只管结构，不存变量；要重复用的内容写成组件".into(),
                    "include" | "extends" | "import" | "macro" | "block" => {
                        "共用的段落写成 templates/moves/ 下的组件，用 {{ <名称 /> }} 引用".into()
                    }
                    _ => near(word, WORDS)
                        .first()
                        .map_or_else(|| "模板里可用 for、if 和组件".into(), |near| format!("是不是想写 {near}？")),
                };
                self.fault(start + at..start + at + word.len(), format!("模板里不能用“{word}”"), hint);
            }
            _ => self.fault(start..start + inner.len(), "读不懂的标签".into(), "模板里可用 for、if 和组件".into()),
        }
    }

    fn open(&mut self, at: usize, word: &'a str) {
        self.blocks.push(Block { word, span: at..at + word.len(), names: self.names.len() });
    }

    fn close(&mut self, at: usize, end: &str) {
        let word = end.trim_start_matches("end");
        let span = at..at + end.len();
        match self.blocks.last().cloned() {
            Some(block) if block.word == word => {
                self.names.truncate(block.names);
                self.blocks.pop();
            }
            Some(block) if self.blocks.iter().any(|block| block.word == word) => {
                let hint = format!("先写 {{% end{} %}}，再写 {{% {end} %}}", block.word);
                self.fault(span, format!("{} 还没有结束", block.word), hint);
                while self.blocks.pop().is_some_and(|block| block.word != word) {}
            }
            _ => self.fault(span, format!("{end} 前面没有 {word}"), format!("删去它，或者在前面补上 {word}")),
        }
    }

    fn definition(&mut self, start: usize, tokens: &[(Token<'a>, usize)]) {
        let name = match tokens.get(1) {
            Some((Token::Name(name), at)) => Some((*name, *at)),
            _ => None,
        };
        match name {
            Some((name, _)) if Some(name) == self.component => self.defined = true,
            other => {
                let at = start + other.map_or(0, |(_, at)| at);
                let wanted = self.component.unwrap_or_default();
                self.fault(
                    at..at,
                    format!("这个文件里的组件应当叫“{wanted}”"),
                    "一个文件一个组件，文件名就是组件名".into(),
                );
            }
        }
        let parameters = tokens.iter().skip(2).filter_map(|(token, _)| match token {
            Token::Name(name) => Some((*name).to_string()),
            _ => None,
        });
        self.names.extend(parameters);
    }

    fn call(&mut self, start: usize, tokens: &[(Token<'a>, usize)]) {
        let [(_, _), (Token::Name(name), at), inner @ .., (Token::Mark("/>"), _)] = tokens else {
            return self.fault(start..start + 1, "组件的写法有误".into(), "写成 {{ <byline /> }}".into());
        };
        self.out.components.push(((*name).into(), start + at..start + at + name.len()));
        self.out.calls.push(((*name).into(), self.times()));
        let values = inner.iter().enumerate().filter(|(at, (token, _))| {
            let is_key = matches!(inner.get(at + 1), Some((Token::Mark("="), _)));
            !is_key && !matches!(token, Token::Mark("=" | "{" | "}"))
        });
        let values: Vec<_> = values.map(|(_, token)| token.clone()).collect();
        self.expression(start, &values);
    }

    pub(super) fn fault(&mut self, span: Span, message: String, hint: String) {
        self.problems.push(Diagnostic::error(Code::Template, message).at(self.source, span).hint(hint));
    }
}
