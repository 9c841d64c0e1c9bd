//! The template rendered once: marks read back into a list of parts, on which everything else happens.
//!
//! A template sees the shape of an outline and none of its words, so outlines of one shape share their parts.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Map, Value, json};

use super::plan::{Plan, Section};
use super::stock::Stock;
use crate::brief::Brief;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::library::Part as SpeechPart;
use crate::library::template::{CLOSE, OPEN, Template};

/// One piece of the skeleton.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Literal text of a template file.
    Literal { text: String, line: Arc<TemplateLine> },
    /// The end of a paragraph.
    Break,
    /// White space inside a paragraph, such as the gap between post and name.
    Space(String),
    /// Draw from a bank; the count is what 【n】 says.
    Say { bank: String, count: Option<usize> },
    /// A fact by name.
    Fact(String),
    /// The title, the user's or drawn.
    Title,
    /// A field of the brief.
    Field(&'static str),
    /// An ordinal numeral: 一, 十二.
    Ordinal(usize),
    /// A counted numeral: 两, 三.
    Counted(usize),
    /// The head of a section.
    SectionHead(usize),
    /// What leads into a section's points.
    SectionLead(usize),
    /// A whole section in the user's words.
    SectionBody(usize),
    /// What closes a section.
    SectionClose(usize),
    /// The marker of a point.
    Marker(usize, usize),
    /// The head of a point.
    PointHead(usize, usize),
    /// The body of a point.
    PointBody(usize, usize),
}

const FIELDS: [&str; 4] = ["meeting", "topic", "audience", "closing"];

/// Where literal text of a template stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateLine {
    /// The library's name: the `-L` argument or `builtin`.
    pub layer: String,
    /// The file, relative to the library.
    pub file: String,
    /// The 1-based line.
    pub line: usize,
}

/// All that a template can see of an outline.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    length: usize,
    closing: bool,
    facts: Vec<String>,
    sections: Vec<(SpeechPart, usize, bool)>,
}

/// The skeletons of a template by shape, rendered when they are first wanted.
#[derive(Debug, Default)]
pub struct Skeletons(Mutex<BTreeMap<Shape, Arc<Vec<Part>>>>);

/// So many shapes are kept: bulk drafts of one brief have a handful.
const KEPT: usize = 64;

/// The template of a plan rendered, its marks read.
pub fn skeleton(plan: &Plan<'_>, brief: &Brief, stock: &Stock<'_>) -> Result<Arc<Vec<Part>>> {
    rendered(plan, brief, stock, brief.facts.keys().cloned().collect())
}

/// The same, as if no fact were known.
pub fn bare(plan: &Plan<'_>, brief: &Brief, stock: &Stock<'_>) -> Result<Arc<Vec<Part>>> {
    rendered(plan, brief, stock, Vec::new())
}

fn rendered(plan: &Plan<'_>, brief: &Brief, stock: &Stock<'_>, facts: Vec<String>) -> Result<Arc<Vec<Part>>> {
    let section = |section: &Section<'_>| (section.part, section.points.len(), section.body.is_some());
    let shape = Shape {
        length: plan.length,
        closing: brief.closing.is_some(),
        facts,
        sections: plan.sections.iter().map(section).collect(),
    };
    let known = || stock.skeletons.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(parts) = known().get(&shape) {
        return Ok(parts.clone());
    }
    let rendered = stock.template.render(&context(plan, brief, &stock.template, &shape.facts)?)?;
    let parts = Arc::new(read(&rendered, stock)?);
    let mut known = known();
    if known.len() >= KEPT {
        known.clear();
    }
    known.insert(shape, parts.clone());
    Ok(parts)
}

fn mark(body: &str) -> Value {
    Value::from(format!("{OPEN}{body}{CLOSE}"))
}

fn context(plan: &Plan<'_>, brief: &Brief, template: &Template, facts: &[String]) -> Result<tera::Context> {
    let mut values = Map::new();
    values.insert("title".into(), mark("T"));
    for field in FIELDS {
        let missing = field == "closing" && brief.closing.is_none();
        values.insert(field.into(), if missing { Value::from("") } else { mark(&format!("B{field}")) });
    }
    values.insert("type".into(), Value::from(template.header.name.as_str()));
    values.insert("length".into(), Value::from(plan.length));
    values.insert("level".into(), Value::from(plan.level));
    values.insert(
        "facts".into(),
        facts.iter().map(|name| (name.clone(), Value::from(true))).collect::<Map<_, _>>().into(),
    );
    let sections: Vec<Value> = plan
        .sections
        .iter()
        .enumerate()
        .map(|(at, section)| {
            let last = !plan.sections[at + 1..].iter().any(|later| later.part == section.part);
            section_value(at, section, last)
        })
        .collect();
    values.insert("sections".into(), sections.into());
    tera::Context::from_serialize(&Value::Object(values))
        .map_err(|error| Diagnostic::error(Code::Template, format!("模板的上下文有误：{error}")).into())
}

fn section_value(at: usize, section: &Section<'_>, last: bool) -> Value {
    let points: Vec<Value> = (0..section.points.len())
        .map(|point| {
            json!({
                "n": point + 1,
                "marker": mark(&format!("m{at}.{point}")),
                "head": mark(&format!("p{at}.{point}")),
                "body": mark(&format!("b{at}.{point}")),
            })
        })
        .collect();
    let body = section.body.as_ref().map_or_else(|| Value::from(""), |_| mark(&format!("Y{at}")));
    json!({
        "n": at + 1,
        "part": SpeechPart::name(section.part),
        "last": last,
        "head": mark(&format!("H{at}")),
        "lead": mark(&format!("D{at}")),
        "close": mark(&format!("Z{at}")),
        "body": body,
        "points": points,
    })
}

fn read(rendered: &str, stock: &Stock<'_>) -> Result<Vec<Part>> {
    let template = &stock.template;
    let mut parts = Vec::new();
    let mut rest = rendered;
    while !rest.is_empty() {
        match rest.strip_prefix(OPEN).and_then(|rest| rest.split_once(CLOSE)) {
            Some((body, after)) => {
                let literal = body.strip_prefix('L').and_then(|body| body.split_once(':'));
                if let Some((file, offset)) = literal {
                    let size = after.find([OPEN, '\n']).unwrap_or(after.len());
                    let text = after[..size].trim_end();
                    let source = &template.files[number(file)];
                    let (layer, file) = stock.library.locate_template(source);
                    let line = source.position(number(offset)).line;
                    let line = Arc::new(TemplateLine { layer: layer.into(), file: file.into(), line });
                    parts.push(Part::Literal { text: text.into(), line });
                    rest = &after[text.len()..];
                } else {
                    parts.push(part(body));
                    rest = after;
                }
            }
            None => {
                let size = rest.find(OPEN).unwrap_or(rest.len());
                plain(&rest[..size], template, &mut parts)?;
                rest = &rest[size..];
            }
        }
    }
    Ok(parts)
}

/// What is printed without a mark is white space, or has no source and is refused.
fn plain(text: &str, template: &Template, parts: &mut Vec<Part>) -> Result<()> {
    if let Some(word) = text.split_whitespace().next() {
        let problem = Diagnostic::error(Code::Template, format!("模板印出了没有来历的“{word}”"));
        let hint = "序号写 {{ s.n | cn }}，要说的话用 say，事实用 fact";
        return Err(problem.at(&template.files[0], 0..0).hint(hint).into());
    }
    if text.contains('\n') {
        parts.push(Part::Break);
    } else if !text.is_empty() {
        parts.push(Part::Space(text.into()));
    }
    Ok(())
}

fn part(body: &str) -> Part {
    let (kind, value) = body.split_at(1);
    let pair = || {
        let (section, point) = value.split_once('.').unwrap_or((value, "0"));
        (number(section), number(point))
    };
    match kind {
        "S" => {
            let (bank, count) = value.split_once('|').map_or((value, None), |(bank, n)| (bank, n.parse().ok()));
            Part::Say { bank: bank.into(), count }
        }
        "F" => Part::Fact(value.into()),
        "T" => Part::Title,
        "B" => Part::Field(FIELDS.into_iter().find(|field| *field == value).unwrap_or("topic")),
        "N" => Part::Ordinal(number(value)),
        "C" => Part::Counted(number(value)),
        "H" => Part::SectionHead(number(value)),
        "D" => Part::SectionLead(number(value)),
        "Z" => Part::SectionClose(number(value)),
        "Y" => Part::SectionBody(number(value)),
        "m" => Part::Marker(pair().0, pair().1),
        "p" => Part::PointHead(pair().0, pair().1),
        _ => Part::PointBody(pair().0, pair().1),
    }
}

/// Numbers in marks were printed by us.
fn number(text: &str) -> usize {
    text.parse().unwrap_or(0)
}
