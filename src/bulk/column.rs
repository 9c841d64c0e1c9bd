//! The name of a column as a place in the brief, found in the brief's own schema: `length`, `speaker.name`, `facts.项目数`,
//! `sections.1.theme`.
//!
//! The schema that judges a brief and this one are the same, so a key that the brief learns is a column the same day. What kind of
//! value stands there decides how the text of a cell is read: a table has nothing but text.

use serde_json::Value;

use crate::brief::Written;
use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::{Step, schema, suggest};

/// A column that means something to the brief.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The way to it in the brief.
    pub path: Vec<Step>,
    kind: Kind,
    /// The schema of what stands there.
    schema: &'static Value,
}

/// What a cell is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Integer,
    /// Several, parted by 、 or a comma.
    Items,
    /// How many, or which.
    CountOrItems,
}

/// What a row says somewhere: the text of a cell, or what a line of JSON nests there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Raw {
    Text(String),
    List(Vec<Raw>),
    Map(Vec<(String, Raw)>),
}

impl Place {
    /// Finds a column; the error says what is wrong with its name.
    pub fn find(name: &str) -> Result<Place, Diagnostic> {
        let (mut path, mut at) = (Vec::new(), schema::<Written>());
        let (mut rest, mut before) = (name, "");
        loop {
            let (segment, after) = rest.split_once('.').unwrap_or((rest, ""));
            let here = alternatives(at);
            let child = |key: &str| here.iter().find_map(|schema| schema["properties"].get(key));
            let free = here.iter().map(|schema| &schema["additionalProperties"]).find(|schema| schema.is_object());
            let items = here.iter().map(|schema| &schema["items"]).find(|items| items.is_object());
            let number = segment.parse::<usize>().ok().filter(|number| (1..=MOST_ITEMS).contains(number));
            if let Some(inner) = child(segment) {
                path.push(segment.into());
                at = inner;
            } else if let Some(inner) = free.filter(|_| !rest.is_empty()) {
                // The name of a fact may have a dot in it.
                path.push(rest.into());
                return Ok(Place { path, kind: kind(inner), schema: inner });
            } else if let (Some(inner), Some(number)) = (items, number) {
                path.push((number - 1).into());
                at = inner;
            } else {
                return Err(unknown(name, before, segment, &here));
            }
            if after.is_empty() {
                break;
            }
            before = &name[..name.len() - after.len()];
            rest = after;
        }
        let below = alternatives(at);
        if has(&below, &["object"]) && !is_scalar(&below) {
            let keys = below.iter().filter_map(|schema| schema["properties"].as_object()).flatten();
            let keys: Vec<_> = keys.map(|(key, _)| format!("{name}.{key}")).collect();
            let message = format!("“{name}”下面还有键，不能只写到这里");
            let hint = if keys.is_empty() {
                format!("写成 {name}.名称")
            } else {
                format!("可写：{}", keys.join("、"))
            };
            return Err(Diagnostic::error(Code::WrongType, message).hint(hint));
        }
        Ok(Place { path, kind: kind(at), schema: at })
    }

    /// What a row says there, as the brief has it. What does not fit stays as it is, and the brief says so.
    pub fn value(&self, raw: &Raw) -> Value {
        typed(raw, self.schema, Some(self.kind))
    }
}

/// No brief has a list as long as this.
const MOST_ITEMS: usize = 100;

fn unknown(name: &str, before: &str, segment: &str, here: &[&Value]) -> Diagnostic {
    let keys: Vec<String> = here
        .iter()
        .filter_map(|schema| schema["properties"].as_object())
        .flatten()
        .map(|(key, _)| format!("{before}{key}"))
        .collect();
    let hint = match (keys.is_empty(), here.iter().any(|schema| schema["items"].is_object())) {
        (true, true) => format!("这里写第几项，如 {before}1"),
        (true, false) => format!("“{}”下面没有别的键", before.trim_end_matches('.')),
        (false, _) => suggest(&format!("{before}{segment}"), keys.iter().map(String::as_str)),
    };
    Diagnostic::error(Code::UnknownKey, format!("没有“{name}”这一列")).hint(hint)
}

fn alternatives(schema: &'static Value) -> Vec<&'static Value> {
    let root = self::schema::<Written>();
    let target = schema["$ref"].as_str().and_then(|reference| root.pointer(reference.trim_start_matches('#')));
    match (target, schema["anyOf"].as_array()) {
        (Some(target), _) => alternatives(target),
        (None, Some(branches)) => branches.iter().flat_map(alternatives).collect(),
        (None, None) => vec![schema],
    }
}

fn has(alternatives: &[&Value], wanted: &[&str]) -> bool {
    alternatives.iter().any(|schema| match &schema["type"] {
        Value::String(one) => wanted.contains(&one.as_str()),
        Value::Array(many) => many.iter().filter_map(Value::as_str).any(|one| wanted.contains(&one)),
        _ => false,
    })
}

fn is_scalar(alternatives: &[&Value]) -> bool {
    has(alternatives, &["string", "integer"])
}

fn kind(schema: &'static Value) -> Kind {
    let alternatives = alternatives(schema);
    match (has(&alternatives, &["string"]), has(&alternatives, &["integer"]), has(&alternatives, &["array"])) {
        (true, ..) => Kind::Text,
        (_, true, true) => Kind::CountOrItems,
        (_, true, _) => Kind::Integer,
        (_, _, true) => Kind::Items,
        _ => Kind::Text,
    }
}

fn typed(raw: &Raw, schema: &'static Value, known: Option<Kind>) -> Value {
    let child = |key: &str| {
        let here = alternatives(schema);
        let named = here.iter().find_map(|schema| schema["properties"].get(key));
        named.or_else(|| here.iter().map(|schema| &schema["additionalProperties"]).find(|schema| schema.is_object()))
    };
    let items = || alternatives(schema).into_iter().map(|schema| &schema["items"]).find(|items| items.is_object());
    let number = |text: &str| text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<u64>().map(Value::from));
    match raw {
        Raw::Text(text) => match known.unwrap_or_else(|| kind(schema)) {
            Kind::Text => Value::from(text.as_str()),
            Kind::Integer => number(text).unwrap_or_else(|_| text.as_str().into()),
            Kind::Items => several(text),
            Kind::CountOrItems => number(text).unwrap_or_else(|_| several(text)),
        },
        Raw::List(list) => {
            list.iter().map(|raw| items().map_or(Value::Null, |schema| typed(raw, schema, None))).collect()
        }
        Raw::Map(map) => {
            let entry = |(key, raw): &(String, Raw)| {
                let value = child(key).map_or_else(|| Value::from(""), |schema| typed(raw, schema, None));
                (key.clone(), value)
            };
            Value::Object(map.iter().map(entry).collect())
        }
    }
}

fn several(text: &str) -> Value {
    let items = text.split(['、', '，', ',', '；', ';']).map(str::trim).filter(|item| !item.is_empty());
    items.map(Value::from).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(name: &str, text: &str) -> Value {
        Place::find(name).expect("the column is known").value(&Raw::Text(text.into()))
    }

    #[test]
    fn a_column_is_any_key_of_the_brief_and_its_cells_are_what_the_key_wants() {
        assert_eq!(read("meeting", "2026"), json!("2026"));
        assert_eq!(read("length", "3000"), json!(3000));
        assert_eq!(read("length", "三千"), json!("三千"));
        assert_eq!(read("speaker.name", "王某某"), json!("王某某"));
        assert_eq!(read("facts.增速", "3.10"), json!("3.10"));
        assert_eq!(read("avoid", "铁军、抓手，赋能"), json!(["铁军", "抓手", "赋能"]));
        assert_eq!(read("sections.2.points", "3"), json!(3));
        assert_eq!(read("sections.2.points", "政务服务、要素保障"), json!(["政务服务", "要素保障"]));
        assert_eq!(read("sections.2.points.1", "政务服务"), json!("政务服务"));
        assert_eq!(read("sections.2.points.1.head", "办实事"), json!("办实事"));
        assert_eq!(read("reroll.2-3", "1"), json!(1));
        let place = Place::find("sections.2.points.1.head").expect("it is known");
        assert_eq!(place.path, ["sections".into(), 1.into(), "points".into(), 0.into(), Step::from("head")]);
        assert_eq!(Place::find("facts.一.二").expect("it is a fact").path, ["facts".into(), Step::from("一.二")]);
    }

    #[test]
    fn a_column_that_is_none_is_told_with_what_it_may_be() {
        let told = |name: &str| Place::find(name).expect_err("there is none").to_string();
        assert_eq!(told("lenght"), "没有“lenght”这一列（是不是想写 length？）");
        assert_eq!(told("speaker.nam"), "没有“speaker.nam”这一列（是不是想写 speaker.name？）");
        assert_eq!(told("speaker"), "“speaker”下面还有键，不能只写到这里（可写：speaker.name、speaker.post）");
        assert_eq!(told("sections.a"), "没有“sections.a”这一列（这里写第几项，如 sections.1）");
        assert_eq!(told("sections.0.theme"), "没有“sections.0.theme”这一列（这里写第几项，如 sections.1）");
        assert_eq!(told("title.a"), "没有“title.a”这一列（“title”下面没有别的键）");
        assert_eq!(told("facts"), "“facts”下面还有键，不能只写到这里（写成 facts.名称）");
    }
}
