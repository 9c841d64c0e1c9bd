//! JSON Schemas of the three formats, so that an editor explains and completes every key in Chinese.

use schemars::schema_for;
use serde_json::{Map, Value, json};

use super::path::reserved;
use super::phrase::PhraseWritten;
use super::template::Header;

/// The schema of a phrase bank file. Paths may be nested or joined by `/` at will, so every level offers every reserved name.
pub fn bank() -> Value {
    let mut phrase = schema_for!(PhraseWritten).to_value();
    let definitions = phrase.as_object_mut().and_then(|phrase| {
        phrase.remove("$schema");
        phrase.remove("$defs")
    });
    let level: Map<String, Value> = reserved()
        .map(|(name, about)| (name.to_string(), json!({ "description": about, "$ref": "#/$defs/tree" })))
        .collect();
    let mut root = level.clone();
    let paths = json!({ "type": "array", "items": { "type": "string" } });
    let about = "这个文件接管的路径：这些路径下原有的短语不再使用";
    root.insert("replace".into(), merge(paths, json!({ "description": about })));
    let mut defs = definitions.and_then(|defs| defs.as_object().cloned()).unwrap_or_default();
    defs.insert("phrase".into(), merge(phrase, json!({ "title": "短语" })));
    defs.insert(
        "phrases".into(),
        json!({
            "type": "array",
            "description": "短语列表；内层列表是同一个意思的几种说法，只取其一",
            "items": { "anyOf": [
                { "type": "string" },
                { "$ref": "#/$defs/phrase" },
                { "type": "array", "items": { "anyOf": [{ "type": "string" }, { "$ref": "#/$defs/phrase" }] } },
            ] },
        }),
    );
    defs.insert(
        "tree".into(),
        json!({ "anyOf": [
        { "type": "string" },
        { "$ref": "#/$defs/phrases" },
        { "type": "object", "properties": level, "additionalProperties": { "$ref": "#/$defs/tree" } },
    ] }),
    );
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "qicao 语料库",
        "type": "object",
        "properties": root,
        "additionalProperties": { "$ref": "#/$defs/tree" },
        "$defs": defs,
    })
}

/// The schema of a template's header.
pub fn template() -> Value {
    merge(schema_for!(Header).to_value(), json!({ "title": "qicao 模板的说明部分" }))
}

fn merge(mut value: Value, more: Value) -> Value {
    if let (Some(value), Value::Object(more)) = (value.as_object_mut(), more) {
        value.extend(more);
    }
    value
}
