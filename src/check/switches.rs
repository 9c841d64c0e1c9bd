//! Comments in a text that switch rules off and on: `<!-- qicao: off QC302 -->`, `<!-- qicao: on -->`, `<!-- qicao: next QC302 -->`.
//!
//! They are read from the text as given, in any format that can hold them. `off` lasts to `on` or to the end, `next` for the line it
//! stands on and the next line that is not empty; without names all rules are meant. A name that is no rule's is a finding itself: a
//! misspelt switch must not look like one that works.

use super::finding::Finding;
use super::settings::named;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// What comments switch off, and those that cannot be understood.
#[derive(Debug, Default)]
pub struct Switches {
    off: Vec<(Span, Option<Vec<&'static str>>)>,
    /// What is wrong with comments, and where.
    pub problems: Vec<(Span, Diagnostic)>,
}

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

impl Switches {
    /// The switches of a text.
    pub fn of(raw: &str) -> Switches {
        let mut switches = Switches::default();
        let mut open: Vec<(usize, Option<Vec<&'static str>>)> = Vec::new();
        for start in memchr::memmem::find_iter(raw.as_bytes(), OPEN) {
            let Some(length) = raw[start..].find(CLOSE) else { break };
            let end = start + length + CLOSE.len();
            let inner = raw[start + OPEN.len()..start + length].trim();
            let Some(command) = inner.strip_prefix("qicao:").or_else(|| inner.strip_prefix("qicao：")) else {
                continue;
            };
            let mut words = command.split([' ', ',', '，', '、']).filter(|word| !word.is_empty());
            let verb = words.next().unwrap_or_default();
            let rules = switches.rules(words, start..end);
            match verb {
                "off" => open.push((end, rules)),
                "on" => {
                    let closed = |other: &Option<Vec<&str>>| rules.is_none() || *other == rules;
                    let (shut, still): (Vec<_>, Vec<_>) = open.into_iter().partition(|(_, other)| closed(other));
                    switches.off.extend(shut.into_iter().map(|(from, rules)| (from..start, rules)));
                    open = still;
                }
                "next" => {
                    let line = raw[..start].rfind('\n').map_or(0, |at| at + 1);
                    let rest = &raw[end..];
                    let own = rest.find('\n').unwrap_or(rest.len());
                    let blank = rest[own..].len() - rest[own..].trim_start().len();
                    let next = rest[own + blank..].find('\n').unwrap_or(rest.len() - own - blank);
                    switches.off.push((line..end + own + blank + next, rules));
                }
                other => {
                    let problem = Diagnostic::error(Code::UnknownName, format!("没有“{other}”这个开关"));
                    switches
                        .problems
                        .push((start..end, problem.hint("可写 off、on、next，如 <!-- qicao: off QC302 -->")));
                }
            }
        }
        switches.off.extend(open.into_iter().map(|(from, rules)| (from..raw.len(), rules)));
        switches
    }

    fn rules<'w>(&mut self, words: impl Iterator<Item = &'w str>, at: Span) -> Option<Vec<&'static str>> {
        let mut codes = Vec::new();
        let mut any = false;
        for word in words {
            any = true;
            match named(word) {
                Ok(rules) => codes.extend(rules.iter().map(|rule| rule.code)),
                Err(problem) => self.problems.push((at.clone(), problem)),
            }
        }
        any.then_some(codes)
    }

    /// Whether a finding is switched off.
    pub fn silence(&self, finding: &Finding) -> bool {
        self.off.iter().any(|(at, rules)| {
            at.contains(&finding.at.start) && rules.as_ref().is_none_or(|rules| rules.contains(&finding.rule.code))
        })
    }
}
