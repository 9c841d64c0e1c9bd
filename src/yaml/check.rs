//! A tree held against the JSON Schema of a format: every unknown key, wrong type, missing key and value out of range.
//!
//! It covers the part of JSON Schema that `schemars` writes for our own types (`type, properties, additionalProperties,
//! required, items, minItems, maxItems, enum, anyOf, $ref, minimum, maximum`). A general validator would say "matches none of anyOf" where
//! a clerk needs "没有“lenght”这个键，是不是想写 length？".

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::node::{Node, Path, Step};
use super::places::Places;
use crate::diagnostic::{Code, Diagnostic, MOST};

/// Spaces that look like an indent and are none.
const WIDE_SPACES: [char; 2] = ['\u{3000}', '\u{a0}'];

/// The names among `known` that `written` may stand for, nearest first, at most three.
///
/// Edit distance, transpositions counted as one (Damerau 1964); a name that contains most of the other counts as near, for
/// Chinese names are short.
pub fn near<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let size = |name: &str| name.chars().count();
    let distance = |name: &str| {
        let (short, long) = (size(written).min(size(name)), size(written).max(size(name)));
        if short * 3 >= long && (name.contains(written) || written.contains(name)) {
            return 1;
        }
        strsim::osa_distance(written, name)
    };
    let limit = |name: &str| match size(written).max(size(name)) {
        long @ ..=4 if !name.is_ascii() => long / 2,
        ..=4 => 1,
        _ => 2,
    };
    let mut found: Vec<_> = known.into_iter().map(|name| (distance(name), name)).collect();
    found.retain(|(distance, name)| !name.is_empty() && *distance <= limit(name).max(1));
    found.sort();
    found.dedup();
    found.into_iter().take(3).map(|(_, name)| name).collect()
}

/// What to do about a name that nothing goes by: the near ones, else all there are.
pub fn suggest<'a>(written: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    match near(written, known.clone()).as_slice() {
        [] => format!("可写：{}", known.into_iter().collect::<Vec<_>>().join("、")),
        near => format!("是不是想写 {}？", near.join("、")),
    }
}

/// The problems of a tree, and the tree without what is wrong in it.
pub(super) fn check<T: JsonSchema>(node: &Node, places: &Places) -> (Vec<Diagnostic>, Node) {
    let schema = schema::<T>();
    let mut walk = Walk::new(schema, places, Path::new(), false);
    walk.node(node, schema);
    let few = walk.problems.len() < MOST;
    let sound = if few { without(node, &mut Path::new(), &walk.faults) } else { Node::Null };
    (walk.problems, sound)
}

/// Reads a tree of values that was put together, and not read from a file, as a `T`.
pub fn assemble<T: DeserializeOwned + JsonSchema>(value: Value, places: &Places) -> Result<T, Vec<Diagnostic>> {
    let schema = schema::<T>();
    let mut walk = Walk::new(schema, places, Path::new(), false);
    walk.node(&node(&value), schema);
    if !walk.problems.is_empty() {
        return Err(walk.problems);
    }
    serde_json::from_value(value).map_err(|error| {
        vec![Diagnostic::error(Code::WrongType, format!("读不懂：{error}")).at(places.source(), places.value(&[]))]
    })
}

fn node(value: &Value) -> Node {
    match value {
        Value::Null => Node::Null,
        Value::Bool(_) => Node::Bool,
        Value::Number(n) => n.as_i128().map_or(Node::Float, Node::Integer),
        Value::String(text) => Node::Text(text.clone()),
        Value::Array(items) => Node::List(items.iter().map(node).collect()),
        Value::Object(entries) => Node::Map(entries.iter().map(|(key, value)| (key.clone(), node(value))).collect()),
    }
}

/// What can still be read of a tree from which the faults were taken.
pub(super) fn sound<T: DeserializeOwned>(node: &Node) -> Option<T> {
    serde_json::from_value(json(node)).ok()
}

/// A list ends before its first wrong item, so that the others keep their places.
fn without(node: &Node, at: &mut Path, faults: &[Path]) -> Node {
    let mut children = Vec::new();
    for (step, child) in node.children() {
        at.push(step.clone());
        let wrong = faults.contains(at);
        if !wrong {
            children.push((step, without(child, at, faults)));
        }
        at.pop();
        if wrong && matches!(node, Node::List(_)) {
            break;
        }
    }
    match node {
        Node::List(_) => Node::List(children.into_iter().map(|(_, child)| child).collect()),
        Node::Map(_) => {
            let entries = children.into_iter().filter_map(|(step, child)| match step {
                Step::Key(key) => Some((key, child)),
                Step::Index(_) => None,
            });
            Node::Map(entries.collect())
        }
        scalar => scalar.clone(),
    }
}

/// The schema of a format, made once: a bank file asks for it at every phrase that is written out in full.
pub fn schema<T: JsonSchema>() -> &'static Value {
    static MADE: Mutex<BTreeMap<Cow<'static, str>, &'static Value>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(T::schema_id()).or_insert_with(|| Box::leak(Box::new(schemars::schema_for!(T).to_value())))
}

struct Walk<'a> {
    root: &'a Value,
    places: &'a Places,
    path: Path,
    /// Whether text must be text: a number is read as text only where nothing else could be meant.
    strict: bool,
    problems: Vec<Diagnostic>,
    faults: Vec<Path>,
}

impl<'a> Walk<'a> {
    fn new(root: &'a Value, places: &'a Places, path: Path, strict: bool) -> Self {
        Walk { root, places, path, strict, problems: Vec::new(), faults: Vec::new() }
    }

    /// A problem of the node that the walk is at.
    fn fault(&mut self, code: Code, message: String, hint: String) {
        let problem = Diagnostic::error(code, message).at(self.places.source(), self.places.value(&self.path));
        self.problems.push(if hint.is_empty() { problem } else { problem.hint(hint) });
        self.faults.push(self.path.clone());
    }

    fn node(&mut self, node: &Node, schema: &'a Value) {
        let mut alternatives = Vec::new();
        self.alternatives(schema, &mut alternatives);
        let strict = self.strict || alternatives.len() > 1;
        let Some(fitting) = alternatives.iter().copied().find(|schema| fits(node, schema, strict)) else {
            return self.wrong_type(node, schema, &alternatives);
        };
        let schema = fitting;
        match node {
            Node::Map(entries) => self.map(entries, schema),
            Node::List(items) => {
                self.size(items.len(), schema);
                for (at, item) in items.iter().enumerate() {
                    self.child(at.into(), item, &schema["items"]);
                }
            }
            Node::Integer(n) => self.range(*n, schema),
            Node::Text(text) => self.choice(text, schema),
            _ => {}
        }
    }

    fn child(&mut self, step: Step, node: &Node, schema: &'a Value) {
        if schema.is_object() && self.problems.len() < MOST {
            self.path.push(step);
            self.node(node, schema);
            self.path.pop();
        }
    }

    fn map(&mut self, entries: &[(String, Node)], schema: &'a Value) {
        let properties = schema["properties"].as_object();
        let names = || properties.into_iter().flatten().map(|(name, _)| name.as_str());
        for (key, node) in entries {
            match properties.and_then(|properties| properties.get(key)) {
                Some(inner) => self.child(key.as_str().into(), node, inner),
                None if schema["additionalProperties"].is_object() => {
                    self.child(key.as_str().into(), node, &schema["additionalProperties"]);
                }
                None if schema["additionalProperties"] == Value::Bool(false) => self.unknown(key, names()),
                None => {}
            }
        }
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let misspelt = || entries.iter().any(|(key, _)| near(key, names()).first() == Some(&name));
            if !entries.iter().any(|(key, _)| key == name) && !misspelt() {
                let about = &schema["properties"][name]["description"];
                let problem = Diagnostic::error(Code::WrongType, format!("缺少“{name}”"));
                let span = self.places.value(&self.path);
                let hint =
                    format!("补上一行：{name}: …{}", about.as_str().map(|a| format!("（{a}）")).unwrap_or_default());
                self.problems.push(problem.at(self.places.source(), span.start..span.start).hint(hint));
            }
        }
    }

    fn unknown<'n>(&mut self, key: &str, names: impl Iterator<Item = &'n str> + Clone) {
        if self.problems.len() >= MOST {
            return;
        }
        let span = self.places.key(&self.path, key, 0);
        let (message, hint) = if let Some(name) = key.strip_prefix(WIDE_SPACES) {
            let name = name.trim_start_matches(WIDE_SPACES);
            let message = format!("“{name}”前面的空格是全角的");
            (message, "YAML 的缩进只认半角空格：把一个全角空格换成两个半角空格".into())
        } else {
            (format!("没有“{key}”这个键"), suggest(key, names))
        };
        let problem = Diagnostic::error(Code::UnknownKey, message);
        self.problems.push(problem.at(self.places.source(), span).hint(hint));
        self.faults.push([self.path.as_slice(), &[key.into()]].concat());
    }

    fn wrong_type(&mut self, node: &Node, schema: &Value, alternatives: &[&Value]) {
        let mut types: Vec<_> = alternatives.iter().flat_map(|schema| types(schema)).collect();
        if types.contains(&"string") {
            // Any scalar will do, and is text to whoever writes it.
            types.retain(|name| !matches!(*name, "number" | "boolean"));
        }
        let mut wanted: Vec<_> = types.iter().filter_map(|name| named(name)).collect();
        wanted.dedup();
        let message = format!("这里应当是{}，写的却是{}", wanted.join("或"), node.kind());
        let how = types.iter().find_map(|name| manner(name));
        let about = [schema].into_iter().chain(alternatives.iter().copied());
        let about = about.filter_map(|schema| schema["description"].as_str()).next();
        let hint = how.into_iter().chain(about).collect::<Vec<_>>().join("。");
        self.fault(Code::WrongType, message, hint);
    }

    fn range(&mut self, n: i128, schema: &Value) {
        let bound = |name: &str| schema[name].as_f64();
        let hint = match (bound("minimum"), bound("maximum")) {
            (Some(low), Some(high)) if !(low..=high).contains(&(n as f64)) => format!("可写 {low} 至 {high}"),
            (Some(low), None) if (n as f64) < low => format!("可写 {low} 以上的数"),
            (_, None) if n > i64::MAX.into() => "写得小一些".into(),
            _ => return,
        };
        self.fault(Code::BadValue, format!("{n} 超出范围"), hint);
    }

    fn size(&mut self, items: usize, schema: &Value) {
        let bound = |name: &str| schema[name].as_u64().map(|bound| bound as usize);
        let (low, high) = (bound("minItems").unwrap_or(0), bound("maxItems").unwrap_or(usize::MAX));
        let (message, hint) = match items {
            _ if items < low => ("列表是空的".into(), format!("至少写 {low} 项，或者删去这个键")),
            _ if items > high => (format!("列表有 {items} 项，太多了"), format!("最多写 {high} 项")),
            _ => return,
        };
        self.fault(Code::BadValue, message, hint);
    }

    fn choice(&mut self, text: &str, schema: &Value) {
        let Some(choices) = schema["enum"].as_array() else { return };
        let choices: Vec<_> = choices.iter().filter_map(Value::as_str).collect();
        if !choices.contains(&text) {
            self.fault(Code::UnknownName, format!("没有“{text}”这个选项"), suggest(text, choices));
        }
    }

    /// The schema itself, or the branches of its `anyOf`, an `anyOf` inside them included; references resolved.
    fn alternatives(&self, schema: &'a Value, found: &mut Vec<&'a Value>) {
        let schema = self.resolve(schema);
        match schema["anyOf"].as_array() {
            Some(branches) => branches.iter().for_each(|branch| self.alternatives(branch, found)),
            None => found.push(schema),
        }
    }

    fn resolve(&self, schema: &'a Value) -> &'a Value {
        let target = schema["$ref"].as_str().and_then(|reference| self.root.pointer(reference.trim_start_matches('#')));
        target.map_or(schema, |target| self.resolve(target))
    }
}

fn types(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ if schema["enum"].is_array() => vec!["string"],
        _ => Vec::new(),
    }
}

fn named(name: &str) -> Option<&'static str> {
    match name {
        "string" => Some("文字"),
        "integer" => Some("整数"),
        "number" => Some("数"),
        "boolean" => Some("true 或 false"),
        "array" => Some("列表"),
        "object" => Some("“键: 值”的映射"),
        _ => None,
    }
}

/// How to write what is wanted, where it needs saying.
fn manner(name: &str) -> Option<&'static str> {
    match name {
        "integer" => Some("只写一个整数，不带单位和逗号"),
        "array" => Some("写成列表：[甲, 乙]，或者每项一行、以“- ”开头"),
        "object" => Some("写成“键: 值”：在下面缩进两格，一行一个"),
        _ => None,
    }
}

/// A scalar fits where text is wanted, whatever it looks like: `3.10` and `2026-03-05` are text as they stand.
fn fits(node: &Node, schema: &Value, strict: bool) -> bool {
    let types = types(schema);
    types.is_empty()
        || types.into_iter().any(|name| match name {
            "string" if strict => matches!(node, Node::Text(_)),
            "string" => !matches!(node, Node::Null | Node::List(_) | Node::Map(_)),
            "integer" => matches!(node, Node::Integer(_)),
            "number" => matches!(node, Node::Integer(_) | Node::Float),
            "boolean" => matches!(node, Node::Bool),
            "array" => matches!(node, Node::List(_)),
            "object" => matches!(node, Node::Map(_)),
            _ => matches!(node, Node::Null),
        })
}

/// Reads one node of a larger file as a `T`; faults are reported under `path`.
pub fn convert<T: DeserializeOwned + JsonSchema>(
    node: &Node,
    path: &Path,
    places: &Places,
) -> Result<T, Vec<Diagnostic>> {
    let schema = schema::<T>();
    let mut walk = Walk::new(schema, places, path.clone(), true);
    walk.node(node, schema);
    if !walk.problems.is_empty() {
        return Err(walk.problems);
    }
    serde_json::from_value(json(node)).map_err(|error| {
        vec![Diagnostic::error(Code::WrongType, format!("读不懂：{error}")).at(places.source(), places.value(path))]
    })
}

fn json(node: &Node) -> Value {
    match node {
        Node::Null | Node::Bool | Node::Float => Value::Null,
        Node::Integer(n) => i64::try_from(*n).map_or(Value::Null, Value::from),
        Node::Text(text) => Value::from(text.as_str()),
        Node::List(items) => items.iter().map(json).collect(),
        Node::Map(entries) => entries.iter().map(|(key, node)| (key.clone(), json(node))).collect(),
    }
}
