//! The list of what is missing, as YAML to fill in.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::assemble::{Draft, Placeholder};

impl Draft {
    /// The placeholders as a file of facts without values, each with its hint and the words it stands among; those that are
    /// in `known` are left out.
    pub fn facts_to_fill(&self, known: &BTreeSet<String>) -> String {
        let lines: Vec<&str> = self.text.lines().collect();
        let mut out = String::new();
        for placeholder in self.placeholders.iter().filter(|placeholder| !known.contains(&placeholder.name)) {
            if !placeholder.hint.is_empty() {
                let _ = writeln!(out, "# {}", placeholder.hint);
            }
            let places: Vec<String> = placeholder.lines.iter().map(ToString::to_string).collect();
            let _ = writeln!(out, "# 第 {} 行：{}", places.join("、"), sentence(placeholder, &lines));
            let _ = writeln!(out, "{}:\n", key(&placeholder.name));
        }
        out
    }
}

/// The sentence in which a placeholder stands first.
fn sentence<'t>(placeholder: &Placeholder, lines: &[&'t str]) -> &'t str {
    let line = placeholder.lines.first().and_then(|line| lines.get(line - 1)).copied().unwrap_or_default();
    let opens = [format!("【{}】", placeholder.name), format!("【{}：", placeholder.name)];
    let sentences = line.split_inclusive(['。', '；', '！', '？', '：']);
    let mut hit = sentences.filter(|sentence| opens.iter().any(|open| sentence.contains(open.as_str())));
    hit.next().unwrap_or(line).trim()
}

/// A name as a YAML key.
fn key(name: &str) -> String {
    serde_yaml::to_string(name).map_or_else(|_| format!("{name:?}"), |text| text.trim_end().to_string())
}
