//! The plan of a speech: observed one by one, and those that are alike made into a template.
//!
//! It stands apart from frames: a plan says what comes when, a frame how it is said.

use serde::{Deserialize, Serialize};

use super::{File, Speech};
use crate::outline::Reading;

/// What is seen of one speech's plan: which moves and sections in which order, how they are marked, how long they are.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Observation {}

/// A template in the making.
#[derive(Debug, Clone)]
pub struct Template {
    /// What the type of speech is called.
    pub name: String,
    /// The template as it stands in its file.
    pub text: String,
}

impl Template {
    /// The file of the library.
    pub fn file(&self) -> File {
        File { path: format!("templates/{}.tera", self.name), text: self.text.clone() }
    }
}

/// Looks at the plan of one speech; spans of the reading are those of `text`.
pub fn observe(_text: &str, _reading: &Reading) -> Observation {
    Observation {}
}

/// Makes templates of what at least `support` speeches have in common. The speeches are different ones, in the order of their keys.
pub fn finish(_speeches: &[&Speech], _support: usize) -> Vec<Template> {
    Vec::new()
}
