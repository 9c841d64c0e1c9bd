//! The result: paragraphs put together, the provenance of every character, the list of placeholders, what became of the facts.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;
use serde::Serialize;

use super::plan::Plan;
use super::skeleton::{Part, TemplateLine};
use super::span::{Kind, Span};
use super::stock::Stock;
use crate::brief::Brief;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Library, Origin};
use crate::outline::{Paragraph, Role, Speech};
use crate::text::han::{self, PACE};
use crate::yaml::near;

/// A drafted speech.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The title.
    pub title: String,
    /// The whole text, one paragraph a line.
    pub text: String,
    /// Its length in 字.
    pub length: usize,
    /// How long it takes to read out.
    pub minutes: Minutes,
    /// The seed.
    pub seed: u64,
    /// The name of the template.
    pub template: String,
    /// What is missing, in the order in which it is first missed.
    pub placeholders: Vec<Placeholder>,
    /// What became of the facts.
    pub facts: Facts,
    /// What the user would want to know.
    pub warnings: Vec<Diagnostic>,
    /// Where every piece comes from, in order, covering every character that is not white space.
    pub provenance: Vec<Provenance>,
    paragraphs: Vec<Role>,
}

/// Speaking time in whole minutes, rounded up: at a quick and at a slow pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Minutes {
    /// At 220 字 a minute.
    pub low: u32,
    /// At 160 字 a minute.
    pub high: u32,
}

/// A fact that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Placeholder {
    /// Its name.
    pub name: String,
    /// What to fill in.
    pub hint: String,
    /// How often it stands in the text.
    pub count: usize,
    /// The 1-based lines of the text on which it stands.
    pub lines: Vec<usize>,
}

/// The facts of the brief.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// Those that the draft says.
    pub used: Vec<String>,
    /// Those that it does not say.
    pub unused: Vec<String>,
}

/// A piece of the text and its source; offsets count code points of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Its source.
    pub source: Source,
}

/// Where a piece comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Literal text of a phrase.
    Phrase(Origin),
    /// The user's own words.
    Brief,
    /// A placeholder.
    Placeholder,
    /// A marker, or an announced numeral.
    Count,
    /// Literal text of a template.
    Template(Arc<TemplateLine>),
}

/// Puts the filled parts together.
pub(super) fn assemble(
    brief: &Brief,
    stock: &Stock<'_>,
    plan: &Plan<'_>,
    parts: &[Part],
    filled: Vec<Vec<Span<'_>>>,
) -> Draft {
    let mut writer = Writer::new(plan.length);
    for (part, spans) in parts.iter().zip(filled) {
        match part {
            Part::Break => writer.end_paragraph(),
            Part::Space(space) => writer.space(space),
            Part::Title => writer.role = Role::Title,
            Part::SectionHead(_) => writer.role = Role::Heading,
            Part::Field("audience") => writer.role = Role::Salutation,
            // A head that is run into its paragraph is no heading.
            Part::SectionLead(_) | Part::Marker(..) | Part::PointHead(..) if writer.begun && !spans.is_empty() => {
                writer.role = Role::Body;
            }
            _ => {}
        }
        for span in spans {
            writer.span(span);
        }
    }
    writer.end_paragraph();
    let paragraphs = roles(writer.roles, &writer.text);
    let text = writer.text;
    let length = han::length(&text);
    let minutes = |pace: u32| (length as u32).div_ceil(pace).max(1);
    let facts = || brief.facts.iter().chain(&brief.fills);
    let used: BTreeSet<String> = facts()
        .filter(|(_, value)| !value.is_empty() && writer.own.contains(*value))
        .map(|(name, _)| name.clone())
        .collect();
    let (used, unused) = facts().map(|(name, _)| name.clone()).partition(|name| used.contains(name));
    let mut draft = Draft {
        title: text.lines().next().unwrap_or_default().to_string(),
        length,
        minutes: Minutes { low: minutes(PACE.2), high: minutes(PACE.0) },
        seed: brief.seed,
        template: stock.template.header.name.clone(),
        placeholders: writer.placeholders.into_values().collect(),
        facts: Facts { used, unused },
        warnings: plan.warnings.clone(),
        provenance: writer.provenance,
        paragraphs,
        text,
    };
    draft.warn(brief, stock, plan);
    draft
}

#[derive(Debug)]
struct Writer {
    text: String,
    chars: usize,
    line: usize,
    begun: bool,
    gap: String,
    role: Role,
    roles: Vec<Role>,
    provenance: Vec<Provenance>,
    placeholders: IndexMap<String, Placeholder>,
    own: BTreeSet<String>,
}

impl Writer {
    /// For a text of about `length` characters.
    fn new(length: usize) -> Self {
        Writer {
            text: String::with_capacity(length * 10 / 3),
            chars: 0,
            line: 1,
            begun: false,
            gap: String::new(),
            role: Role::Body,
            roles: Vec::new(),
            provenance: Vec::new(),
            placeholders: IndexMap::new(),
            own: BTreeSet::new(),
        }
    }

    /// A paragraph in which nothing was said is no paragraph.
    fn end_paragraph(&mut self) {
        if self.begun {
            self.roles.push(self.role);
        }
        (self.begun, self.role) = (false, Role::Body);
        self.gap.clear();
    }

    fn space(&mut self, space: &str) {
        if self.begun {
            self.gap.push_str(space);
        }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.chars += text.chars().count();
    }

    fn span(&mut self, span: Span<'_>) {
        let text = span.text.trim_end_matches('\n');
        // Two marks never meet: where a head brings its own, the template's gives way.
        let text =
            if self.text.ends_with(han::is_stop) && self.begun { text.trim_start_matches(han::is_stop) } else { text };
        if text.is_empty() {
            return;
        }
        if !self.begun {
            if !self.text.is_empty() {
                self.push("\n");
                self.line += 1;
            }
            self.begun = true;
        }
        let gap = std::mem::take(&mut self.gap);
        self.push(&gap);
        let text = self.numbered(&span.kind, text);
        if text.is_empty() {
            return;
        }
        self.note(&span.kind, text);
        let start = if span.kind == Kind::Count { self.opening() } else { self.chars };
        self.push(text);
        // The user's own words may be several paragraphs.
        let lines = text.matches('\n').count();
        self.line += lines;
        self.roles.extend(std::iter::repeat_n(self.role, lines));
        let source = Self::source(&span.kind);
        let joins = text.chars().all(han::is_stop)
            && self.provenance.last().is_some_and(|last| last.end == start && last.source == source);
        match self.provenance.last_mut() {
            Some(last) if joins => last.end = self.chars,
            _ => self.provenance.push(Provenance { start, end: self.chars, source }),
        }
    }

    /// The 、 behind an ordinal that the template numbers a section with is part of the marker, as is the ， of 第一， and the ） of
    /// （一）.
    fn numbered<'t>(&mut self, kind: &Kind<'_>, text: &'t str) -> &'t str {
        let mark = text.chars().next().filter(|c| matches!(c, '、' | '，' | '）'));
        match (kind, mark, self.provenance.last_mut()) {
            (Kind::Template(..), Some(mark), Some(last)) if last.source == Source::Count && last.end == self.chars => {
                last.end += 1;
                self.text.push(mark);
                self.chars += 1;
                &text[mark.len_utf8()..]
            }
            _ => text,
        }
    }

    /// Where a numeral begins; 第 and （ of the template before it are part of the marker.
    fn opening(&mut self) -> usize {
        let template = |last: &Provenance| matches!(last.source, Source::Template(_)) && last.end == self.chars;
        let opens = self.text.ends_with(['第', '（']) && self.provenance.last().is_some_and(template);
        match self.provenance.last_mut().filter(|_| opens) {
            Some(last) if last.end - last.start == 1 => self.provenance.pop().map_or(self.chars, |last| last.start),
            Some(last) => {
                last.end -= 1;
                last.end
            }
            None => self.chars,
        }
    }

    fn note(&mut self, kind: &Kind<'_>, text: &str) {
        match kind {
            Kind::Placeholder(name, hint) => {
                let line = self.line;
                let entry = self.placeholders.entry(name.to_string()).or_insert_with(|| Placeholder {
                    name: name.to_string(),
                    hint: hint.to_string(),
                    count: 0,
                    lines: Vec::new(),
                });
                entry.count += 1;
                if entry.lines.last() != Some(&line) {
                    entry.lines.push(line);
                }
            }
            Kind::Brief => {
                self.own.insert(text.to_string());
            }
            _ => {}
        }
    }

    fn source(kind: &Kind<'_>) -> Source {
        match kind {
            Kind::Phrase(origin) => Source::Phrase(*origin),
            Kind::Brief => Source::Brief,
            Kind::Placeholder(..) => Source::Placeholder,
            Kind::Count => Source::Count,
            Kind::Template(line) => Source::Template(line.clone()),
        }
    }
}

/// What stands between title and salutation is the byline; without a salutation, the lines that are no sentences.
fn roles(mut roles: Vec<Role>, text: &str) -> Vec<Role> {
    if roles.first() == Some(&Role::Title) {
        let lines = text.lines().zip(&roles).skip(1);
        let front = lines.take_while(|(line, role)| **role == Role::Body && !line.ends_with(han::ends_sentence));
        let salutation = roles.iter().position(|role| *role == Role::Salutation);
        let end = salutation.unwrap_or(1 + front.count()).min(roles.len());
        roles[1..end].fill(Role::Byline);
    }
    roles
}

impl Draft {
    /// The speech as paragraphs, for export.
    pub fn speech(&self) -> Speech {
        let paragraphs = self.text.lines().zip(self.paragraphs.iter().copied().chain(std::iter::repeat(Role::Body)));
        Speech { paragraphs: paragraphs.map(|(text, role)| Paragraph { role, text: text.into() }).collect() }
    }

    fn warn(&mut self, brief: &Brief, stock: &Stock<'_>, plan: &Plan<'_>) {
        if self.length.abs_diff(plan.length) * 20 > plan.length {
            let message = format!("要 {} 字，写了 {} 字：库里的话不够，没有拿重复的话来凑", plan.length, self.length);
            let thin: Vec<String> = plan
                .sections
                .iter()
                .filter(|section| section.body.is_none())
                .map(|section| {
                    format!("theme/{}/{}", section.theme.map_or("通用", |theme| &theme.name), section.part.name())
                })
                .collect();
            let message = if self.length > plan.length {
                format!("要 {} 字，写了 {} 字：自己写的话和节数占得多", plan.length, self.length)
            } else {
                message
            };
            let problem =
                Diagnostic::warning(Code::Thin, message).hint(format!("减少节数，或者多写 {}", thin.join("、")));
            self.warnings.push(problem);
        }
        for name in &self.facts.unused {
            let problem = Diagnostic::warning(Code::UnusedFact, format!("事实“{name}”没有用上"));
            let placeholders: Vec<&str> =
                self.placeholders.iter().map(|placeholder| placeholder.name.as_str()).collect();
            let hint = match near(name, placeholders).first() {
                Some(near) => format!("稿子里有占位【{near}】，是不是想给它？"),
                None => "这一稿没有说到它；换个种子，或者把它写进自己的要点".into(),
            };
            self.warnings.push(brief.problem(problem.hint(hint), &["facts".into(), name.as_str().into()]));
        }
        let undeclared = self.placeholders.iter().filter(|placeholder| stock.undeclared.contains(&placeholder.name));
        let undeclared: Vec<Diagnostic> = undeclared
            .map(|placeholder| {
                let message = format!("占位【{}】没有声明过，会不会是写错了名称", placeholder.name);
                Diagnostic::warning(Code::Slot, message)
                    .hint(format!("是事实就在语料库里写 fact/{}: 提示", placeholder.name))
            })
            .collect();
        self.warnings.extend(undeclared);
        for word in brief.avoid.iter().filter(|word| self.text.contains(word.as_str())) {
            let message = format!("“{word}”还是出现了：它在自己写的话里，或在模板、事实里");
            self.warnings.push(Diagnostic::warning(Code::Thin, message).hint("自己写的话程序不改，请自己改"));
        }
    }

    /// The JSON of `qicao draft --format json`.
    pub fn to_json(&self, library: &Library) -> serde_json::Value {
        let provenance: Vec<_> = self.provenance.iter().map(|piece| piece.to_json(library)).collect();
        serde_json::json!({
            "title": self.title,
            "text": self.text,
            "length": self.length,
            "minutes": self.minutes,
            "seed": self.seed,
            "template": self.template,
            "placeholders": self.placeholders,
            "facts": self.facts,
            "warnings": self.warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "provenance": provenance,
        })
    }
}

impl Provenance {
    fn to_json(&self, library: &Library) -> serde_json::Value {
        let mut value = serde_json::json!({ "start": self.start, "end": self.end, "kind": self.source.kind() });
        match &self.source {
            Source::Phrase(origin) => {
                let place = library.locate(*origin);
                value["bank"] = place.bank.into();
                value["library"] = place.layer.into();
                value["file"] = place.file.into();
                value["line"] = place.line.into();
            }
            Source::Template(line) => {
                value["library"] = line.layer.as_str().into();
                value["file"] = line.file.as_str().into();
                value["line"] = line.line.into();
            }
            _ => {}
        }
        value
    }
}

impl Source {
    /// The kind, as JSON has it.
    pub fn kind(&self) -> &'static str {
        match self {
            Source::Phrase(_) => "phrase",
            Source::Brief => "brief",
            Source::Placeholder => "placeholder",
            Source::Count => "count",
            Source::Template(..) => "template",
        }
    }
}
