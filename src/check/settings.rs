//! Which rules are asked, and how much each matters: `qicao-check.yaml` and the command line, as written and as meant.

use std::sync::Arc;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::rule::{Category, Rule, Severity};
use super::rules;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::Source;
use crate::yaml::{self, near};

/// `qicao-check.yaml` as it is written.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(description = "校核规则的开关")]
struct Written {
    /// Only these are asked.
    #[schemars(description = "只查这些：规则编号、名称、编号开头（QC1）或类别（序号层级）")]
    select: Vec<String>,
    /// These too.
    #[schemars(description = "默认不查的，加上这些")]
    also: Vec<String>,
    /// These are not.
    #[schemars(description = "不查这些")]
    ignore: Vec<String>,
    /// How much some matter.
    #[schemars(description = "改轻重：规则编号: error、warning 或 info")]
    severity: IndexMap<String, String>,
}

/// The rules that are asked, each with how much it matters.
#[derive(Debug, Clone)]
pub struct Settings {
    asked: Vec<(&'static Rule, Severity)>,
}

impl Default for Settings {
    fn default() -> Self {
        let asked = rules::ALL.iter().filter(|rule| rule.on).map(|rule| (*rule, rule.severity)).collect();
        Settings { asked }
    }
}

impl Settings {
    /// The settings of a file.
    pub fn read(source: &Arc<Source>) -> Result<Settings> {
        if source.text().trim().is_empty() {
            return Ok(Settings::default());
        }
        let start = "写成 select、also、ignore、severity，如 ignore: [QC223]";
        let reading = yaml::read::<Written>(source, "qicao-check.yaml", start)?;
        let mut problems = reading.problems;
        let written = reading.value.unwrap_or_default();
        let mut settings = Settings::default();
        let mut lists = Vec::new();
        for (key, names) in [("select", &written.select), ("also", &written.also), ("ignore", &written.ignore)] {
            let mut rules = Vec::new();
            for (number, name) in names.iter().enumerate() {
                let at = || reading.places.value(&[key.into(), number.into()]);
                match named(name) {
                    Ok(found) => rules.extend(found),
                    Err(problem) => problems.push(problem.at(source, at())),
                }
            }
            lists.push(rules);
        }
        if !written.select.is_empty() {
            settings.only(&lists[0]);
        }
        settings.add(&lists[1]);
        settings.drop(&lists[2]);
        for (name, severity) in &written.severity {
            let at = ["severity".into(), name.as_str().into()];
            match named(name) {
                Err(problem) => {
                    problems.push(problem.at(source, reading.places.key(&vec!["severity".into()], name, 0)));
                }
                Ok(rules) => match severity_named(severity) {
                    Some(severity) => settings.weigh(&rules, severity),
                    None => problems.push(
                        Diagnostic::error(Code::BadValue, format!("没有“{severity}”这一档"))
                            .at(source, reading.places.value(&at))
                            .hint("可写 error（错误）、warning（提醒）、info（说明）"),
                    ),
                },
            }
        }
        if problems.is_empty() { Ok(settings) } else { Err(problems.into()) }
    }

    /// Asks only these: what the command line says with `--select`.
    pub fn select(mut self, names: &[String]) -> Result<Settings> {
        let rules = all_named(names)?;
        if !names.is_empty() {
            self.only(&rules);
        }
        Ok(self)
    }

    /// Does not ask these: what the command line says with `--ignore`.
    pub fn ignore(mut self, names: &[String]) -> Result<Settings> {
        let rules = all_named(names)?;
        self.drop(&rules);
        Ok(self)
    }

    /// The rules that are asked.
    pub fn asked(&self) -> &[(&'static Rule, Severity)] {
        &self.asked
    }

    fn only(&mut self, rules: &[&'static Rule]) {
        let before = std::mem::take(&mut self.asked);
        let weight =
            |rule: &Rule| before.iter().find(|(other, _)| other.code == rule.code).map(|(_, severity)| *severity);
        let asked = rules::ALL.iter().filter(|rule| rules.iter().any(|other| other.code == rule.code));
        self.asked = asked.map(|rule| (*rule, weight(rule).unwrap_or(rule.severity))).collect();
    }

    fn add(&mut self, rules: &[&'static Rule]) {
        for rule in rules {
            if !self.asked.iter().any(|(other, _)| other.code == rule.code) {
                self.asked.push((rule, rule.severity));
            }
        }
        self.asked.sort_by_key(|(rule, _)| rule.code);
    }

    fn drop(&mut self, rules: &[&'static Rule]) {
        self.asked.retain(|(rule, _)| !rules.iter().any(|other| other.code == rule.code));
    }

    fn weigh(&mut self, rules: &[&'static Rule], severity: Severity) {
        for (rule, weight) in &mut self.asked {
            if rules.iter().any(|other| other.code == rule.code) {
                *weight = severity;
            }
        }
    }
}

fn severity_named(name: &str) -> Option<Severity> {
    let all = [Severity::Error, Severity::Warning, Severity::Info];
    all.into_iter().find(|severity| name == severity.name() || name == severity.shown())
}

fn all_named(names: &[String]) -> Result<Vec<&'static Rule>> {
    let (mut rules, mut problems) = (Vec::new(), Vec::new());
    for name in names {
        match named(name) {
            Ok(found) => rules.extend(found),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(rules) } else { Err(problems.into()) }
}

/// The rules that a name stands for: a code or the beginning of one, a name in Chinese or English, a category, 默认, 全部.
pub fn named(name: &str) -> std::result::Result<Vec<&'static Rule>, Diagnostic> {
    let name = name.trim();
    let code = name.to_ascii_uppercase();
    let of = |test: &dyn Fn(&Rule) -> bool| -> Vec<&'static Rule> {
        rules::ALL.iter().copied().filter(|rule| test(rule)).collect()
    };
    let category = Category::ALL.iter().find(|category| name == category.name() || name == category.shown());
    let found = match (name, category) {
        ("默认", _) => of(&|rule| rule.on),
        ("全部", _) => of(&|_| true),
        (_, Some(category)) => of(&|rule| rule.category == *category),
        _ => of(&|rule| {
            (code.starts_with("QC") && rule.code.starts_with(&code)) || rule.id == name || rule.name() == name
        }),
    };
    if !found.is_empty() {
        return Ok(found);
    }
    let codes = rules::ALL.iter().flat_map(|rule| [rule.code, rule.id, rule.name()]);
    let categories = Category::ALL.iter().flat_map(|category| [category.name(), category.shown()]);
    let known: Vec<&str> = codes.chain(categories).collect();
    let near = near(if code.starts_with("QC") { &code } else { name }, known);
    let hint = match near.as_slice() {
        [] => "用 qicao explain 看有哪些规则".to_string(),
        near => format!("是不是想写 {}？qicao explain 列出全部规则", near.join("、")),
    };
    Err(Diagnostic::error(Code::UnknownName, format!("没有“{name}”这条规则")).hint(hint))
}
