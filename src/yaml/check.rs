//! A tree held against the JSON Schema of a format: every unknown key, wrong type, missing key and value out of range.
//!
//! It covers the part of JSON Schema that `schemars` writes for our own types (`type, properties, additionalProperties,
//! required, items, enum, anyOf, $ref, minimum, maximum`). A general validator would say "matches none of anyOf" where
//! a clerk needs "没有“lenght”这个键，是不是想写 length？".

use schemars::JsonSchema;
use serde_json::Value;

use super::node::{Node, Path};
use super::places::Places;
use crate::diagnostic::{Code, Diagnostic};

/// The names among `known` that `written` may stand for, nearest first, at most three.
///
/// Edit distance, transpositions counted as one (Damerau 1964); a name that contains the other counts as near, for Chinese
/// names are short.
pub fn near<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let size = written.chars().count();
    let distance = |name: &str| {
        if name.contains(written) || written.contains(name) {
            return 1;
        }
        strsim::osa_distance(written, name)
    };
    let limit = |name: &str| if size.max(name.chars().count()) <= 4 { size.max(name.chars().count()) / 2 } else { 2 };
    let mut found: Vec<_> = known.into_iter().map(|name| (distance(name), name)).collect();
    found.retain(|(distance, name)| !name.is_empty() && *distance <= limit(name).max(1));
    found.sort();
    found.dedup();
    found.into_iter().take(3).map(|(_, name)| name).collect()
}

pub(super) fn check<T: JsonSchema>(node: &Node, places: &Places) -> Vec<Diagnostic> {
    let schema = schemars::schema_for!(T).to_value();
    let mut walk = Walk { root: &schema, places, path: Path::new(), problems: Vec::new() };
    walk.node(node, &schema);
    walk.problems
}

struct Walk<'a> {
    root: &'a Value,
    places: &'a Places,
    path: Path,
    problems: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    fn node(&mut self, node: &Node, schema: &'a Value) {
        let alternatives = self.alternatives(schema);
        let Some(schema) = alternatives.iter().copied().find(|schema| fits(node, schema)) else {
            return self.wrong_type(node, &alternatives);
        };
        match node {
            Node::Map(entries) => self.map(entries, schema),
            Node::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.child(at.into(), item, &schema["items"]);
                }
            }
            Node::Integer(n) => self.range(*n, schema),
            Node::Text(text) => self.choice(text, schema),
            _ => {}
        }
    }

    fn child(&mut self, step: super::Step, node: &Node, schema: &'a Value) {
        if schema.is_object() {
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
            if !entries.iter().any(|(key, _)| key == name) {
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
        let near = near(key, names.clone());
        let hint = match near.first() {
            Some(name) => format!("是不是想写 {name}？"),
            None => format!("这里可以写：{}", names.collect::<Vec<_>>().join("、")),
        };
        let span = self.places.key(&self.path, key, 0);
        let problem = Diagnostic::error(Code::UnknownKey, format!("没有“{key}”这个键"));
        self.problems.push(problem.at(self.places.source(), span).hint(hint));
    }

    fn wrong_type(&mut self, node: &Node, alternatives: &[&Value]) {
        let mut wanted: Vec<_> = alternatives.iter().flat_map(|schema| types(schema)).filter_map(named).collect();
        wanted.dedup();
        let about = alternatives.iter().find_map(|schema| schema["description"].as_str());
        let message = format!("这里应当是{}，写的却是{}", wanted.join("或"), node.kind());
        let problem =
            Diagnostic::error(Code::WrongType, message).at(self.places.source(), self.places.value(&self.path));
        self.problems.push(match about {
            Some(about) => problem.hint(about),
            None => problem,
        });
    }

    fn range(&mut self, n: i128, schema: &Value) {
        let bound = |name: &str| schema[name].as_f64();
        let (low, high) = (bound("minimum"), bound("maximum"));
        if low.is_some_and(|low| (n as f64) < low) || high.is_some_and(|high| n as f64 > high) {
            let message = format!("{n} 超出范围");
            let end = |bound: Option<f64>| bound.map(|b| format!("{b}")).unwrap_or_default();
            let problem = Diagnostic::error(Code::BadValue, message)
                .at(self.places.source(), self.places.value(&self.path))
                .hint(format!("可写 {} 至 {}", end(low), end(high)));
            self.problems.push(problem);
        }
    }

    fn choice(&mut self, text: &str, schema: &Value) {
        let Some(choices) = schema["enum"].as_array() else { return };
        let choices: Vec<_> = choices.iter().filter_map(Value::as_str).collect();
        if !choices.contains(&text) {
            let problem = Diagnostic::error(Code::UnknownName, format!("没有“{text}”这个选项"))
                .at(self.places.source(), self.places.value(&self.path))
                .hint(format!("可写：{}", choices.join("、")));
            self.problems.push(problem);
        }
    }

    /// The schema itself, or the branches of its `anyOf`, references resolved; its own description goes along first.
    fn alternatives(&self, schema: &'a Value) -> Vec<&'a Value> {
        let schema = self.resolve(schema);
        match schema["anyOf"].as_array() {
            Some(branches) => branches.iter().map(|branch| self.resolve(branch)).collect(),
            None => vec![schema],
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

/// A scalar fits where text is wanted, whatever it looks like: `3.10` and `2026-03-05` are text as they stand.
fn fits(node: &Node, schema: &Value) -> bool {
    let types = types(schema);
    types.is_empty()
        || types.into_iter().any(|name| match name {
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
pub fn convert<T: serde::de::DeserializeOwned + JsonSchema>(
    node: &Node,
    path: &Path,
    places: &Places,
) -> Result<T, Vec<Diagnostic>> {
    let schema = schemars::schema_for!(T).to_value();
    let mut walk = Walk { root: &schema, places, path: path.clone(), problems: Vec::new() };
    walk.node(node, &schema);
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
