//! What may stand inside a tag of a template: names that are known, calls that are ours, no arithmetic and no lists.

use super::LONGEST;
use super::scan::{Scan, Use};
use super::tokens::Token;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::yaml::suggest;

pub(super) const FUNCTIONS: [&str; 3] = ["say", "fact", "range"];
pub(super) const FILTERS: [&str; 4] = ["cn", "counted", "length", "default"];
pub(super) const TESTS: [&str; 4] = ["defined", "undefined", "odd", "even"];
/// What sections, points and loops have.
pub(super) const FIELDS: [&str; 12] =
    ["n", "part", "head", "lead", "close", "body", "points", "marker", "index", "index0", "first", "last"];
/// Names whose value prints without a mark: numbers, lists, and words that only conditions look at.
pub(super) const UNMARKED: [&str; 12] =
    ["n", "part", "points", "index", "index0", "first", "last", "length", "type", "level", "facts", "sections"];
/// Names that are no lists.
pub(super) const SINGLE: [&str; 9] =
    ["length", "title", "meeting", "topic", "audience", "closing", "type", "level", "loop"];
/// Four loops inside one another exceed every bound, whatever stands in them.
pub(super) const DEEPEST: usize = 3;
pub(super) const WORDS: [&str; 10] = ["for", "endfor", "in", "if", "elif", "else", "endif", "and", "or", "not"];
/// What a skeleton is given: the fields of the brief as marks, and the outline.
pub(super) const CONTEXT: [&str; 11] =
    ["length", "title", "meeting", "topic", "audience", "closing", "type", "level", "facts", "sections", "loop"];

impl<'a> Scan<'a> {
    /// What a loop goes over must be a list, and a short one.
    pub(super) fn over(&mut self, start: usize, tokens: &[(Token<'a>, usize)]) {
        let Some(at) = tokens.iter().position(|(token, _)| *token == Token::Name("in")) else {
            let hint = "写成 {% for s in sections %}".into();
            return self.fault(start + tokens[0].1..start + tokens[0].1 + 3, "for 的写法有误".into(), hint);
        };
        match &tokens[at + 1..] {
            [(Token::Name(name), offset)] if SINGLE.contains(name) => {
                let hint = "循环用 sections、s.points 或 range(end=…)".into();
                self.fault(start + offset..start + offset + name.len(), format!("“{name}”不是列表"), hint);
            }
            [(Token::Name("range"), _), .., (Token::Number(number), offset), (Token::Mark(")"), _)]
                if number.parse::<usize>().map_or(true, |number| number > LONGEST) =>
            {
                let problem = Diagnostic::error(Code::Bound, format!("循环 {number} 次太多"));
                let span = start + offset..start + offset + number.len();
                self.problems.push(problem.at(self.source, span).hint(format!("range 最多到 {LONGEST}")));
            }
            _ => {}
        }
    }

    /// What is printed must say where it comes from: numbers and words without a mark have no source.
    pub(super) fn marked(&mut self, start: usize, tokens: &[(Token<'a>, usize)]) {
        let bare = match tokens {
            [(Token::Text(text), at)] => Some((*text, *at + 1, "要说的话直接写在标签外面，或者放进语料库用 say 取")),
            [(Token::Number(number), at)] => Some((*number, *at, "序号写 {{ s.n | cn }}")),
            [.., (Token::Mark("|"), _), (Token::Name("length"), at)] => {
                Some(("length", *at, "几条写 {{ s.points | length | counted }}"))
            }
            [(Token::Name(_), _), .., (Token::Mark("."), _), (Token::Name(name), at)] | [(Token::Name(name), at)]
                if UNMARKED.contains(name) && !tokens.iter().any(|(token, _)| *token == Token::Mark("|")) =>
            {
                Some((*name, *at, "序号写 {{ s.n | cn }}，几条写 {{ s.points | length | counted }}，别的只用在 if 里"))
            }
            _ => None,
        };
        if let Some((what, at, hint)) = bare {
            let span = start + at..start + at + what.len();
            self.fault(span, format!("印出的“{what}”没有来历"), hint.into());
        }
    }

    pub(super) fn expression(&mut self, start: usize, tokens: &[(Token<'a>, usize)]) {
        let mark = |at: usize| match tokens.get(at) {
            Some((Token::Mark(mark), _)) => *mark,
            _ => "",
        };
        let word =
            |at: usize| matches!(tokens.get(at), Some((Token::Name(name), _)) if WORDS.contains(name) || *name == "is");
        for (at, (token, offset)) in tokens.iter().enumerate() {
            let place = start + offset;
            let before = if at == 0 { "" } else { mark(at - 1) };
            match token {
                Token::Name(name) => {
                    let span = place..place + name.len();
                    let after_is = at > 0 && matches!(tokens[at - 1].0, Token::Name("is"))
                        || at > 1
                            && matches!(
                                (&tokens[at - 2].0, &tokens[at - 1].0),
                                (Token::Name("is"), Token::Name("not"))
                            );
                    if before == "|" {
                        self.known("过滤器", name, &FILTERS, span);
                    } else if after_is && *name != "not" {
                        self.known("判断", name, &TESTS, span);
                    } else if mark(at + 1) == "(" && !word(at) {
                        self.known("函数", name, &FUNCTIONS, span);
                        self.used(name, start, &tokens[at + 1..]);
                    } else if before == "." {
                        let of_facts = at > 1 && tokens[at - 2].0 == Token::Name("facts");
                        if !of_facts {
                            self.known("字段", name, &FIELDS, span);
                        }
                    } else if mark(at + 1) != "=" && !word(at) && !matches!(*name, "true" | "false") {
                        self.variable(name, span);
                    }
                }
                Token::Mark("~" | "+" | "*" | "/" | "%" | "-" | "{" | "}") => {
                    self.fault(
                        place..place + 1,
                        "模板里不能拼接和计算".into(),
                        "要说的话放进语料库，要数的数用 | length".into(),
                    );
                }
                Token::Mark("[")
                    if at == 0
                        || !matches!(tokens[at - 1].0, Token::Name(_) | Token::Mark("]" | ")"))
                        || word(at - 1) =>
                {
                    self.fault(
                        place..place + 1,
                        "模板里不能写列表".into(),
                        "循环用 sections、s.points 或 range(end=…)".into(),
                    );
                }
                _ => {}
            }
        }
    }

    pub(super) fn variable(&mut self, name: &str, span: Span) {
        if self.names.iter().any(|known| known == name) {
            return;
        }
        let hint = suggest(name, self.names.iter().map(String::as_str));
        self.fault(span, format!("这里没有“{name}”这个变量"), hint);
    }

    pub(super) fn known(&mut self, what: &str, name: &str, known: &[&str], span: Span) {
        if !known.contains(&name) {
            let message = format!("模板里不能用{what}“{name}”");
            self.fault(span, message, suggest(name, known.iter().copied()));
        }
    }

    /// What `say` and `fact` name must be literal, so that it can be checked before a draft is wanted.
    pub(super) fn used(&mut self, function: &str, start: usize, arguments: &[(Token<'a>, usize)]) {
        let (kind, key) = match function {
            "say" => ("bank", "bank"),
            "fact" => ("fact", "name"),
            _ => return,
        };
        let value = arguments.windows(3).find_map(|window| match window {
            [(Token::Name(name), _), (Token::Mark("="), _), (Token::Text(text), at)] if *name == key => {
                Some((*text, *at))
            }
            _ => None,
        });
        match value {
            Some((name, at)) => {
                let span = start + at + 1..start + at + 1 + name.len();
                self.out.uses.push(Use { kind, name: name.into(), source: self.source.clone(), span });
            }
            None => {
                let at = start + arguments.first().map_or(0, |(_, at)| *at);
                self.fault(at..at + 1, format!("{function} 要写明 {key}"), format!("写成 {function}({key}=\"…\")"));
            }
        }
    }
}
