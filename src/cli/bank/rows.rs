//! Phrases of a library as rows: what `show`, `search` and `export` print.

use anyhow::Result;
use serde_json::{Map, Value, json};

use qicao::library::{BUILTIN, Library, Phrase};

/// A phrase with its place.
pub struct Row<'l> {
    pub bank: &'l str,
    pub phrase: &'l Phrase,
    pub library: &'l str,
    pub file: &'l str,
    pub line: usize,
}

/// Every phrase that stands under a path, layer by layer; all of them for an empty one.
pub fn rows<'l>(library: &'l Library, path: &str) -> Result<Vec<Row<'l>>> {
    let mut rows = Vec::new();
    for root in library.roots("") {
        let leads = path.is_empty() || under(root, path) || under(path, root);
        for entry in if leads { library.entries(root)? } else { Vec::new() } {
            if !path.is_empty() && !under(&entry.bank.path, path) {
                continue;
            }
            for phrase in entry.bank.phrases() {
                let place = library.locate(phrase.origin);
                let (library, file, line) = (place.layer, place.file, place.line);
                rows.push(Row { bank: &entry.bank.path, phrase, library, file, line });
            }
        }
    }
    Ok(rows)
}

/// Whether a path is another or lies below it.
pub fn under(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl Row<'_> {
    /// As `file:line`, the way an editor opens it.
    pub fn place(&self) -> String {
        match self.library {
            BUILTIN => format!("{}:{}", self.file, self.line),
            library => format!("{library}/{}:{}", self.file, self.line),
        }
    }

    /// The conditions, in a few words.
    pub fn conditions(&self) -> String {
        let Some(limits) = &self.phrase.limits else { return String::new() };
        let when = &limits.when;
        let mut said = Vec::new();
        for (name, list) in [
            ("级别", &when.level),
            ("语体", &when.register),
            ("类型", &when.kind),
            ("职务", &when.post),
            ("主题", &when.theme),
            ("要有", &limits.needs),
            ("标签", &limits.tags),
        ] {
            if !list.is_empty() {
                said.push(format!("{name}：{}", list.join("、")));
            }
        }
        said.extend(limits.since.map(|year| format!("{year} 年起")));
        said.extend(limits.until.map(|year| format!("到 {year} 年")));
        said.extend((self.phrase.weight != 1).then(|| format!("权重 {}", self.phrase.weight)));
        said.extend(limits.source.as_ref().map(|source| format!("出处：{source}")));
        said.extend(limits.note.as_ref().map(|note| format!("备注：{note}")));
        said.join("；")
    }

    /// As an object: keys that say nothing are left out.
    pub fn json(&self) -> Value {
        let mut row = Map::new();
        row.insert("name".into(), json!(self.bank));
        row.insert("text".into(), json!(self.phrase.text));
        row.insert("length".into(), json!(self.phrase.length));
        let slots: Vec<&str> = self.phrase.slots().map(|slot| slot.name.as_str()).collect();
        row.insert("slots".into(), json!(slots));
        if let Some(limits) = &self.phrase.limits {
            let when = &limits.when;
            let lists = [
                ("level", &when.level),
                ("register", &when.register),
                ("type", &when.kind),
                ("post", &when.post),
                ("theme", &when.theme),
            ];
            let when: Map<String, Value> = lists
                .into_iter()
                .filter(|(_, list)| !list.is_empty())
                .map(|(key, list)| (key.to_string(), json!(list)))
                .collect();
            row.insert("weight".into(), json!(self.phrase.weight));
            if !when.is_empty() {
                row.insert("when".into(), Value::Object(when));
            }
            for (key, list) in [("needs", &limits.needs), ("tags", &limits.tags), ("parts", &limits.parts)] {
                if !list.is_empty() {
                    row.insert(key.into(), json!(list));
                }
            }
            for (key, year) in [("since", limits.since), ("until", limits.until)] {
                year.map(|year| row.insert(key.into(), json!(year)));
            }
            for (key, text) in [("verb", &limits.verb), ("source", &limits.source), ("note", &limits.note)] {
                text.as_ref().map(|text| row.insert(key.into(), json!(text)));
            }
        }
        row.insert("library".into(), json!(self.library));
        row.insert("file".into(), json!(self.file));
        row.insert("line".into(), json!(self.line));
        Value::Object(row)
    }
}
