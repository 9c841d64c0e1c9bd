//! Tracery grammars (Compton, Kybartas and Mateas 2015): symbols with rules, `#x#` in a rule to be filled from the rules of `x`.
//!
//! A symbol is a bank of fillers, `slot/x`, and `#x#` is 【x】: the same language. An action, `[x:rule]`, fixes a symbol for what
//! follows; here a name has one value in a whole speech, so its rules become a bank as well, and that is told. Modifiers change
//! English words (`.capitalize`, `.a`, `.s`, `.ed`); they have no meaning here and are reported. A rule that stands twice is a
//! rule of twice the weight.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::{Arrival, Imported};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::library::path::{COMPUTED, FIELDS};
use crate::library::phrase::{Phrase, PhraseWritten, Piece};
use crate::source::{Source, Span};

/// Reads a grammar: an object of symbols, each with a rule or a list of rules.
pub fn read(source: &Arc<Source>) -> Result<Imported> {
    let grammar: Value = serde_json::from_str(source.text().trim_start_matches('\u{feff}')).map_err(|error| {
        let at = source.offset(error.line(), error.column());
        Diagnostic::error(Code::Document, "不是 JSON")
            .at(source, at..at)
            .hint("Tracery 语法写成 {\"符号\": [\"规则\", …]}")
    })?;
    let Value::Object(symbols) = grammar else {
        let problem = Diagnostic::error(Code::Document, "Tracery 语法应当是“符号: 规则”的对象").at(source, 0..1);
        return Err(problem.hint("写成 {\"符号\": [\"规则\", …]}").into());
    };
    let mut reader = Reader { source, found: Imported::default(), at: 0 };
    for (symbol, rules) in &symbols {
        reader.seek(symbol);
        let name = reader.name(symbol);
        let rules: Vec<&Value> = match rules {
            Value::Array(rules) => rules.iter().collect(),
            rule => vec![rule],
        };
        for rule in rules {
            match rule {
                Value::String(rule) => reader.rule(&name, rule),
                other => reader.tell(format!("符号“{symbol}”的规则不是文字：{other}"), "没有取；规则要写成文字"),
            }
        }
    }
    Ok(reader.found)
}

struct Reader<'s> {
    source: &'s Arc<Source>,
    found: Imported,
    /// Where the symbol that is being read begins.
    at: usize,
}

impl Reader<'_> {
    /// The place of a symbol or a rule, as far as it can be seen in the text.
    fn seek(&mut self, written: &str) {
        let text = self.source.text();
        let quoted = serde_json::to_string(written).unwrap_or_default();
        if let Some(found) = text.get(self.at..).and_then(|rest| rest.find(&quoted)) {
            self.at += found;
        }
    }

    fn tell(&mut self, message: String, hint: &str) {
        let span: Span = self.at..self.at;
        let report = Diagnostic::warning(Code::BadValue, message).at(self.source, span).hint(hint);
        // A rule may say the same twice.
        if !self.found.reports.contains(&report) {
            self.found.reports.push(report);
        }
    }

    /// A symbol as the name of a slot.
    fn name(&mut self, symbol: &str) -> String {
        let name = slot_name(symbol);
        if name != symbol {
            self.tell(format!("符号“{symbol}”改叫“{name}”"), "原名在这里另有意思，或者不能作占位的名字");
        }
        name
    }

    fn rule(&mut self, name: &str, rule: &str) {
        self.seek(rule);
        self.taken(name, rule);
    }

    fn taken(&mut self, name: &str, rule: &str) {
        let text = self.translated(rule);
        if text.contains('\n') {
            return self.tell("规则里有换行，没有取".into(), "一条短语写在一行");
        }
        if text.is_empty() && rule.starts_with('[') {
            // It was there for its actions.
            return;
        }
        if text.is_empty() {
            return self.tell(format!("“{name}”有一条空的规则，没有取"), "语料库里没有空的短语");
        }
        if text.trim() != text {
            self.tell(format!("规则“{text}”前后的空格保不住"), "短语前后的空格不算数；把空格写到引它的地方");
        }
        let kept = super::bare(&text);
        if kept != text.trim() {
            self.tell(
                format!("规则“{text}”末尾的标点、汉字之间的空格保不住"),
                "短语末尾不带标点，汉字之间不留空格；标点写到引它的地方",
            );
        }
        let phrase = PhraseWritten { text: kept, ..PhraseWritten::default() };
        if phrase.text.is_empty() {
            return;
        }
        let path = format!("slot/{name}");
        let twice = |other: &&mut Arrival| other.path == path && other.phrase.text == phrase.text;
        if let Some(other) = self.found.phrases.iter_mut().find(twice) {
            other.phrase.weight = Some((other.phrase.weight.unwrap_or(1) + 1).min(MOST));
            return;
        }
        match Phrase::plain(phrase.text.clone(), crate::library::Origin::default()) {
            Ok(_) => self.found.phrases.push(Arrival { path, phrase }),
            Err((message, _)) => self.tell(format!("规则“{text}”{message}，没有取"), "【】在这里是占位的括号"),
        }
    }

    /// A rule with its symbols as slots.
    fn translated(&mut self, rule: &str) -> String {
        let mut out = String::new();
        let mut chars = rule.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => out.extend(chars.next()),
                '[' => {
                    let action = until(&mut chars, '[', ']');
                    self.action(&action);
                }
                '#' => {
                    let tag = tag(&mut chars);
                    out.push_str(&self.slot(&tag));
                }
                c => out.push(c),
            }
        }
        out
    }

    /// `name:rule,rule` as rules of that name.
    fn action(&mut self, action: &str) {
        match action.split_once(':') {
            Some((_, "POP")) => {
                self.tell(format!("动作 [{action}] 在这里没有意思，去掉了"), "一个名字在全稿里只有一个值，不用取消");
            }
            None => self.tell(format!("动作 [{action}] 在这里没有意思，去掉了"), "它引的符号里的动作照样取了"),
            Some((name, rules)) => {
                let name = slot_name(name);
                let hint = "一个名字在全稿里只取一个值，先取定也是一个意思";
                self.tell(format!("动作 [{action}] 改成 slot/{name} 的规则"), hint);
                for rule in rules.split(',') {
                    self.taken(&name, rule);
                }
            }
        }
    }

    /// `[action]symbol.modifier.modifier` as a slot.
    fn slot(&mut self, tag: &str) -> String {
        let mut rest = tag;
        while let Some(inner) = rest.strip_prefix('[') {
            let action = until(&mut inner.chars(), '[', ']');
            self.action(&action);
            rest = inner.get(action.len() + 1..).unwrap_or_default();
        }
        let mut parts = rest.split('.');
        let symbol = parts.next().unwrap_or_default();
        for modifier in parts {
            self.tell(
                format!("#{rest}# 的修饰 .{modifier} 在这里没有意思，去掉了"),
                "英文的大小写、冠词、单复数，中文没有",
            );
        }
        if symbol.is_empty() { String::new() } else { format!("【{}】", slot_name(symbol)) }
    }
}

/// What stands before the closing `#`; inside an action there may be others.
fn tag(chars: &mut std::str::Chars) -> String {
    let mut depth = 0;
    chars
        .by_ref()
        .take_while(|c| {
            depth += i32::from(*c == '[') - i32::from(*c == ']');
            !(*c == '#' && depth <= 0)
        })
        .collect()
}

/// The greatest weight that a phrase may have.
const MOST: u32 = 100;

/// What stands before the closing mark, pairs inside it counted.
fn until(chars: &mut std::str::Chars, open: char, close: char) -> String {
    let mut depth = 0;
    let mut inner = String::new();
    for c in chars.by_ref() {
        match c {
            c if c == close && depth == 0 => break,
            c if c == close => depth -= 1,
            c if c == open => depth += 1,
            _ => {}
        }
        inner.push(c);
    }
    inner
}

/// A symbol as the name of a slot: what divides paths and slots is taken out, what the program itself fills gets a mark.
fn slot_name(symbol: &str) -> String {
    let plain = |c: char| if "/【】：*\n".contains(c) { '_' } else { c };
    let name: String = symbol.trim().chars().map(plain).collect();
    if COMPUTED.contains(&name.as_str()) || FIELDS.contains(&name.as_str()) { name + "_" } else { name }
}

/// Banks as a grammar: fillers by the names of their slots, everything else by its path.
pub fn write<'p>(phrases: impl IntoIterator<Item = (&'p str, &'p Phrase)>) -> Value {
    let mut symbols: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (path, phrase) in phrases {
        let symbol = path.strip_prefix("slot/").unwrap_or(path).to_string();
        symbols.entry(symbol).or_default().push(rule_of(phrase).into());
    }
    Value::Object(symbols.into_iter().map(|(symbol, rules)| (symbol, Value::Array(rules))).collect())
}

fn rule_of(phrase: &Phrase) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(range) => {
            let text = &phrase.text[range.clone()];
            text.chars().flat_map(|c| if "\\#[]".contains(c) { vec!['\\', c] } else { vec![c] }).collect::<String>()
        }
        Piece::Slot(slot) => format!("#{}#", slot.name.trim_end_matches('*')),
    };
    phrase.pieces.iter().map(piece).collect()
}
