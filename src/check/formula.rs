//! Fixed formulations (固定提法) as the rules need them: the short form, its parts in order, its verb, its years.
//!
//! They come from the banks under `formula`, so that an office replaces or adds to them with `-L` as it does for drafting.

use crate::diagnostic::Result;
use crate::library::Library;

/// A fixed formulation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// Its name in the bank.
    pub name: String,
    /// How it is written: “四个意识”, with the quotation marks.
    pub text: String,
    /// What it consists of, in order.
    pub parts: Vec<String>,
    /// The verb that goes with it.
    pub verb: Option<String>,
    /// First year.
    pub since: Option<i32>,
    /// Last year.
    pub until: Option<i32>,
}

impl Formula {
    /// The short form without quotation marks around it.
    pub fn bare(&self) -> &str {
        let text = self.text.as_str();
        text.strip_prefix('“').and_then(|text| text.strip_suffix('”')).unwrap_or(text)
    }

    /// Its parts as a sentence lists them.
    pub fn listed(&self) -> String {
        self.parts.join("、")
    }

    /// Whether it holds in a year.
    pub fn holds_in(&self, year: i32) -> bool {
        self.since.is_none_or(|since| since <= year) && self.until.is_none_or(|until| year <= until)
    }
}

/// The formulations of a library.
pub fn formulas(library: &Library) -> Result<Vec<Formula>> {
    let mut found = Vec::new();
    for root in library.roots("formula/") {
        for entry in library.entries(root)? {
            let name = entry.bank.path.rsplit('/').next().unwrap_or_default();
            found.extend(entry.bank.phrases().map(|phrase| {
                let limits = phrase.limits.as_deref();
                Formula {
                    name: name.to_string(),
                    text: phrase.text.clone(),
                    parts: limits.map(|limits| limits.parts.clone()).unwrap_or_default(),
                    verb: limits.and_then(|limits| limits.verb.clone()),
                    since: limits.and_then(|limits| limits.since),
                    until: limits.and_then(|limits| limits.until),
                }
            }));
        }
    }
    Ok(found)
}
