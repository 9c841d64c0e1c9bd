//! What a mined template is called: its occasion, and what one sees of it first: 推进会·三段一要式.
//!
//! The name is made of what the plan is, so a template keeps it when speeches are added that do not change the plan. Only where
//! plans of one name differ in nothing that can be said do they get numbers.

use std::collections::BTreeMap;

use super::consensus::{Pattern, median};
use super::marker::{drafted, shown};
use crate::library::Part;
use crate::text::han;

/// The names of the patterns, each its own.
pub fn names(patterns: &[Pattern]) -> Vec<String> {
    let mut names: Vec<String> = patterns.iter().map(plain).collect();
    for tell in TELLING {
        let mut same: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, name) in names.iter().enumerate() {
            same.entry(name).or_default().push(at);
        }
        let apart: Vec<usize> = same
            .into_values()
            .filter(|group| group.len() > 1)
            .filter(|group| group.iter().any(|at| tell(&patterns[*at]) != tell(&patterns[group[0]])))
            .flatten()
            .collect();
        for at in apart {
            names[at] = format!("{}·{}", names[at], tell(&patterns[at]));
        }
    }
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for name in &mut names {
        let nth = taken.entry(name.clone()).or_default();
        *nth += 1;
        if *nth > 1 {
            name.push_str(&han::numeral(*nth));
        }
    }
    names
}

/// What tells plans of one name apart, the plainest first.
const TELLING: [fn(&Pattern) -> String; 4] = [heads, rows, first, size];

fn plain(pattern: &Pattern) -> String {
    let kind = pattern.kind.as_deref().unwrap_or("讲话");
    let style = pattern.styles.first().map_or("", |(style, _)| style.as_str());
    let marked = match drafted(style) {
        "无" if style.is_empty() => "不分条",
        "无" => "并列",
        "1." => "数字",
        _ => shown(style),
    };
    if pattern.flat {
        format!("{kind}·{}条{marked}式", han::numeral(pattern.points.max(1)))
    } else {
        format!("{kind}·{}段{marked}式", han::numeral(pattern.parts.len().max(1)))
    }
}

fn heads(pattern: &Pattern) -> String {
    let marker = shown(&pattern.marker);
    if pattern.flat { "一排到底".into() } else { format!("{marker}分段") }
}

fn rows(pattern: &Pattern) -> String {
    let inline = pattern.of.get(&Part::Do).or_else(|| pattern.of.values().next()).is_some_and(|part| part.inline);
    if inline { "条连着写".into() } else { "条各成段".into() }
}

fn first(pattern: &Pattern) -> String {
    pattern
        .before
        .iter()
        .max_by_key(|found| found.length)
        .map_or_else(|| "开门见山".into(), |found| format!("先说{}", found.kind.shown()))
}

fn size(pattern: &Pattern) -> String {
    match median(&pattern.lengths) {
        0..2_000 => "短篇".into(),
        2_000..5_000 => "中篇".into(),
        _ => "长篇".into(),
    }
}
