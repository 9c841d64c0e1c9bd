//! `qicao list`: what the library has.

use anyhow::Result;
use indexmap::IndexMap;
use serde_json::{Value, json};

use super::args::{self, What};
use super::{Exit, input, output};
use qicao::library::{BankPath, COMMON, Library, Part};

/// An object whose keys stay in order, the name first.
type Row = IndexMap<&'static str, Value>;

/// Runs the command.
pub fn run(args: &args::List) -> Result<Exit> {
    let library = input::library(&args.library)?;
    let rows = match args.what {
        What::Types | What::Templates => templates(&library, args.what)?,
        What::Banks => banks(&library)?,
        What::Themes => themes(&library)?,
    };
    let text = if args.json {
        serde_json::to_string_pretty(&rows)? + "\n"
    } else {
        rows.iter().map(|row| line(row) + "\n").collect()
    };
    output::print(text.as_bytes())?;
    if rows.is_empty() {
        output::note("库里没有");
    }
    Ok(Exit::Done)
}

fn templates(library: &Library, what: What) -> Result<Vec<Row>> {
    let rows = library.templates()?.into_iter().map(|(header, layer)| {
        let mut row = Row::from([
            ("name", json!(header.name)),
            ("alias", json!(header.alias)),
            ("about", json!(header.about)),
            ("length", json!(header.length)),
        ]);
        if what == What::Templates {
            row.insert("library", layer.into());
        }
        row
    });
    Ok(rows.collect())
}

fn banks(library: &Library) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = Vec::new();
    for root in library.roots("") {
        for entry in library.entries(root)?.into_iter().filter(|entry| !matches!(entry.path, BankPath::Fact(_))) {
            let count = entry.bank.phrases().count();
            match rows.iter_mut().find(|row| row["name"] == entry.bank.path.as_str()) {
                Some(row) => row["phrases"] = (row["phrases"].as_u64().unwrap_or(0) + count as u64).into(),
                None => rows.push(Row::from([("name", json!(entry.bank.path)), ("phrases", json!(count))])),
            }
        }
    }
    Ok(rows)
}

fn themes(library: &Library) -> Result<Vec<Row>> {
    let mut names: Vec<String> =
        library.theme_names().into_iter().map(|(_, theme)| theme).chain([COMMON.into()]).collect();
    names.sort();
    names.dedup();
    let mut rows = Vec::new();
    for name in names {
        let Some(theme) = library.theme(&name, &Part::ALL)? else { continue };
        let mut row = Row::from([("name", json!(theme.name)), ("alias", json!(theme.alias))]);
        for part in Part::ALL {
            let aspects = theme
                .parts
                .get(&part)
                .map(|part| part.aspects.iter().map(|aspect| aspect.name.clone()).collect::<Vec<_>>());
            row.insert(part.name(), aspects.unwrap_or_default().into());
        }
        rows.push(row);
    }
    Ok(rows)
}

fn line(row: &Row) -> String {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    };
    let mut line = text(&row["name"]);
    for (key, label) in [
        ("alias", "又名"),
        ("about", ""),
        ("phrases", "条数"),
        ("why", "认识"),
        ("do", "任务"),
        ("ensure", "保障"),
        ("library", "在"),
    ] {
        let value = row.get(key).map(text).filter(|value| !value.is_empty());
        if let Some(value) = value {
            line.push_str(&format!("　{label}{}{value}", if label.is_empty() { "" } else { "：" }));
        }
    }
    if let Some(length) = row.get("length") {
        line.push_str(&format!("　{} 至 {} 字，通常 {}", length["min"], length["max"], length["default"]));
    }
    line
}
