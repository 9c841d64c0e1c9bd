//! Findings as JSON: the contract of `qicao check --format json`, and SARIF 2.1.0 for the tools that read that.

use serde_json::{Value, json};

use super::finding::Finding;
use super::rule::Severity;
use super::rules;
use crate::outline::Places;
use crate::source::Source;

/// Findings in one file, as objects of the contract: lines and columns are 1-based, columns count characters, the end is the place
/// behind the last character.
pub fn to_json(source: &Source, findings: &[Finding]) -> Vec<Value> {
    // Findings come in the order of the text; so a line of a megabyte is counted once, not once for each of them.
    let (mut starts, mut ends) = (Places::new(source.text()), Places::new(source.text()));
    findings.iter().map(|finding| object(source, finding, &mut starts, &mut ends)).collect()
}

fn object(source: &Source, finding: &Finding, starts: &mut Places, ends: &mut Places) -> Value {
    let (line, column) = starts.of(finding.at.start);
    let (end_line, end_column) = ends.of(finding.at.end);
    let mut object = json!({
        "code": finding.rule.code,
        "rule": finding.rule.id,
        "category": finding.rule.category.name(),
        "severity": finding.severity.name(),
        "message": finding.message,
        "hint": finding.hint,
        "file": source.path(),
        "line": line,
        "column": column + 1,
        "end_line": end_line,
        "end_column": end_column + 1,
    });
    if let Some(origin) = &finding.origin {
        object["origin"] = json!(origin);
    }
    object
}

/// The results of one file, for [`to_sarif`].
pub fn sarif_results(source: &Source, findings: &[Finding]) -> Vec<Value> {
    let results = findings.iter().map(|finding| {
        let (start, end) = (source.position(finding.at.start), source.position(finding.at.end));
        let text = match finding.hint.as_str() {
            "" => finding.message.clone(),
            hint => format!("{}。{hint}", finding.message),
        };
        json!({
            "ruleId": finding.rule.code,
            "ruleIndex": rules::ALL.iter().position(|rule| rule.code == finding.rule.code),
            "level": level(finding.severity),
            "message": { "text": text },
            "locations": [{ "physicalLocation": {
                "artifactLocation": { "uri": uri(source.path()) },
                "region": {
                    "startLine": start.line, "startColumn": start.column,
                    "endLine": end.line, "endColumn": end.column,
                },
            } }],
        })
    });
    results.collect()
}

/// A SARIF 2.1.0 log of one run.
pub fn to_sarif(results: Vec<Value>) -> Value {
    let rules: Vec<Value> = rules::ALL
        .iter()
        .map(|rule| {
            json!({
                "id": rule.code,
                "name": rule.id,
                "shortDescription": { "text": rule.name() },
                "fullDescription": { "text": rule.summary() },
                "help": { "text": rule.page, "markdown": rule.page },
                "defaultConfiguration": { "level": level(rule.severity), "enabled": rule.on },
                "properties": { "category": rule.category.name() },
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "qicao",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as the reference of a URI: RFC 3986 asks for everything else to be escaped.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
