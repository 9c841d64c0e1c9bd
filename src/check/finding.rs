//! A finding: which rule, where in the file, why, what to do, and how to mend it where that is mechanical.
//!
//! Rules speak in offsets of the clean text; what they hand over is turned into offsets of the file at once, for that is all that
//! anybody behind the rules wants to know.

use std::sync::Arc;

use super::rule::{Rule, Severity};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::outline::OffsetMap;
use crate::source::{Source, Span};

/// Something that a rule found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How much it matters.
    pub severity: Severity,
    /// Where it stands in the text as given.
    pub at: Span,
    /// What is wrong, in Chinese, one sentence without a full stop.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// What mends it: stretches of the text as given and what belongs there. Empty where a person must decide.
    pub fix: Vec<(Span, String)>,
    /// Where the words come from, if the speech was drafted here: the phrase, or the line of the brief.
    pub origin: Option<String>,
}

impl Finding {
    /// Says what to do.
    pub fn hint(&mut self, hint: impl Into<String>) -> &mut Self {
        self.hint = hint.into();
        self
    }

    /// Says that the place should read so.
    pub fn fix(&mut self, with: impl Into<String>) -> &mut Self {
        self.fix = vec![(self.at.clone(), with.into())];
        self
    }

    /// The finding as it is shown to people.
    pub fn diagnostic(&self, source: &Arc<Source>) -> Diagnostic {
        let code = Code::Rule(self.rule.code);
        let diagnostic = match self.severity {
            Severity::Error => Diagnostic::error(code, &self.message),
            Severity::Warning => Diagnostic::warning(code, &self.message),
            Severity::Info => {
                Diagnostic { severity: diagnostic::Severity::Note, ..Diagnostic::warning(code, &self.message) }
            }
        };
        let origin = self.origin.as_ref().map(|origin| format!("出处：{origin}"));
        let hints: Vec<String> =
            [Some(self.hint.clone()), origin].into_iter().flatten().filter(|hint| !hint.is_empty()).collect();
        let diagnostic = diagnostic.at(source, self.at.clone());
        if hints.is_empty() { diagnostic } else { diagnostic.hint(hints.join("；")) }
    }
}

/// What one rule after another found.
#[derive(Debug)]
pub struct Findings<'m> {
    map: &'m OffsetMap,
    rule: &'static Rule,
    severity: Severity,
    found: Vec<Finding>,
}

impl<'m> Findings<'m> {
    pub(super) fn new(map: &'m OffsetMap, rule: &'static Rule) -> Self {
        Findings { map, rule, severity: rule.severity, found: Vec::new() }
    }

    /// The rule that speaks from now on.
    pub(super) fn turn_to(&mut self, rule: &'static Rule, severity: Severity) {
        (self.rule, self.severity) = (rule, severity);
    }

    pub(super) fn into_vec(self) -> Vec<Finding> {
        self.found
    }

    /// A finding at a stretch of the clean text.
    pub fn at(&mut self, clean: Span, message: impl Into<String>) -> &mut Finding {
        let raw = self.map.raw_span(&clean);
        self.raw(raw, message)
    }

    /// A finding at a stretch of the text as given.
    pub fn raw(&mut self, at: Span, message: impl Into<String>) -> &mut Finding {
        self.found.push(Finding {
            rule: self.rule,
            severity: self.severity,
            at,
            message: message.into(),
            hint: String::new(),
            fix: Vec::new(),
            origin: None,
        });
        self.found.last_mut().expect("it was pushed")
    }
}
