//! Checking (校核): any speech read as a careful reviewer reads it; what is wrong, where, why, and how to mend it.
//!
//! [`Reviewer`] asks rule after rule about a [`Review`] of the text and gives back [`Finding`]s. A rule is a file under `rules/` with its
//! page beside it; words that rules look for are tables under `words/`. Findings become text, JSON or SARIF; nothing here prints,
//! and nothing here writes: [`mend`] returns the mended text.

pub mod against;
mod change;
mod finding;
mod fix;
mod formula;
mod items;
mod json;
mod lexicon;
mod marks;
mod markup;
mod mentions;
mod posts;
mod quantity;
mod review;
mod roster;
mod rule;
mod rules;
mod settings;
mod switches;
mod when;

pub use finding::Finding;
pub use fix::mend;
pub use formula::{Formula, formulas};
pub use json::{sarif_results, to_json, to_sarif};
pub use review::Review;
pub use roster::Roster;
pub use rule::{Category, Rule, Severity};
pub use rules::ALL as RULES;
pub use settings::{Settings, named};

use std::borrow::Cow;

use crate::brief::Brief;
use crate::diagnostic::{Diagnostic, Result};
use crate::library::Library;
use crate::source::Span;
use crate::text::read::{Format, Text};
use finding::Findings;
use lexicon::Lexicon;
use review::Desk;
use switches::Switches;

/// Who reviews: the rules that are asked, and what is known beside the text.
#[derive(Debug)]
pub struct Reviewer<'k> {
    settings: Settings,
    formulas: Vec<Formula>,
    lexicon: Lexicon,
    brief: Option<&'k Brief>,
    roster: Option<&'k Roster>,
}

/// What came of a review.
#[derive(Debug, Default)]
pub struct Reviewed {
    /// The findings, in the order of the text.
    pub findings: Vec<Finding>,
    /// Comments in the text that switch nothing.
    pub problems: Vec<(Span, Diagnostic)>,
}

impl<'k> Reviewer<'k> {
    /// A reviewer who knows the fixed formulations of a library.
    pub fn new(settings: Settings, library: &Library) -> Result<Self> {
        let formulas = formulas(library)?;
        let lexicon = Lexicon::new(&formulas);
        Ok(Reviewer { settings, formulas, lexicon, brief: None, roster: None })
    }

    /// Knows by which brief the speech was asked for.
    #[must_use]
    pub fn with_brief(mut self, brief: &'k Brief) -> Self {
        self.brief = Some(brief);
        self
    }

    /// Knows the people of the office.
    #[must_use]
    pub fn with_roster(mut self, roster: &'k Roster) -> Self {
        self.roster = Some(roster);
        self
    }

    /// Reviews a text.
    ///
    /// ```
    /// use qicao::check::{Reviewer, Settings};
    /// use qicao::Library;
    ///
    /// let text = qicao::read("稿.txt", "同志们：\n一、提高认识\n二、压实责任\n四、抓好落实\n".as_bytes(), None)?;
    /// let reviewer = Reviewer::new(Settings::default(), &Library::embedded())?;
    /// let found = reviewer.review(&text).findings;
    /// assert_eq!(found[0].message, "“二、”之后是“四、”，缺“三、”");
    /// assert_eq!(text.source.position(found[0].at.start).line, 4);
    /// # Ok::<(), qicao::Error>(())
    /// ```
    pub fn review(&self, text: &Text) -> Reviewed {
        self.reviewed(text, self.brief)
    }

    /// Reviews a text that was asked for by a brief of its own.
    pub fn review_for(&self, text: &Text, brief: &Brief) -> Reviewed {
        self.reviewed(text, Some(brief))
    }

    fn reviewed(&self, text: &Text, brief: Option<&Brief>) -> Reviewed {
        let source = text.source.text();
        let raw = if text.format == Format::Markdown { markup::without_markup(source) } else { Cow::Borrowed(source) };
        let desk = Desk { brief, roster: self.roster, formulas: &self.formulas, lexicon: &self.lexicon };
        let review = Review::new(&raw, text.format, &desk);
        let Some((first, _)) = self.settings.asked().first() else { return Reviewed::default() };
        let mut findings = Findings::new(&review.document.clean.map, first);
        for (rule, severity) in self.settings.asked() {
            findings.turn_to(rule, *severity);
            (rule.check)(&review, &mut findings);
        }
        let switches = Switches::of(source);
        let mut findings = findings.into_vec();
        findings.retain(|finding| !switches.silence(finding));
        findings.sort_by_key(|finding| (finding.at.start, finding.rule.code, finding.at.end));
        findings.dedup_by(|later, earlier| later.rule.code == earlier.rule.code && later.at == earlier.at);
        Reviewed { findings, problems: switches.problems }
    }
}

/// Says of findings in a drafted speech where the words come from: `pieces` are stretches of its text, in order, and their sources.
pub fn attribute(findings: &mut [Finding], pieces: &[(Span, String)]) {
    for finding in findings {
        let after = pieces.partition_point(|(at, _)| at.end <= finding.at.start);
        finding.origin = pieces
            .get(after)
            .filter(|(at, _)| at.start < finding.at.end.max(finding.at.start + 1))
            .map(|(_, origin)| origin.clone());
    }
}
