//! The plan of a speech: observed one by one, and those that are alike made into a template.
//!
//! It stands apart from frames: a plan says what comes when, a frame how it is said. `observe` looks at one speech, `distance` says how far
//! apart two plans are, `cluster` puts together what is near, `consensus` finds what a cluster has in common, `name` calls it, and
//! `template` writes it down with the same components that the hand-written ones are made of.

mod cluster;
mod consensus;
mod distance;
mod kind;
mod marker;
mod name;
mod observe;
mod template;

pub use consensus::{CommonMove, Pattern, median};
pub use marker::shown;
pub use observe::{Observation, observe};

use std::collections::{BTreeMap, BTreeSet};

use super::{File, Speech};
use distance::{Plan, distance};

/// A template in the making.
#[derive(Debug, Clone)]
pub struct Template {
    /// What the type of speech is called.
    pub name: String,
    /// The plan that its speeches have in common; its members are places in the row of speeches.
    pub pattern: Pattern,
    /// The template as it stands in its file.
    pub text: String,
}

impl Template {
    /// The file of the library.
    pub fn file(&self) -> File {
        File { path: format!("templates/{}.tera", self.name), text: self.text.clone() }
    }
}

/// So many speeches of an occasion that are planned alike show one of its plans; of fewer, all speeches of it tell more.
const PLAN: usize = 3;

/// Makes templates of what at least `support` speeches have in common. The speeches are different ones, in the order of their keys.
///
/// Plans that are alike make a template, whatever the occasion. Speeches of one occasion that are planned in different ways make
/// one too, of what they have in common all the same, where no cluster speaks for the occasion: an office looks for its
/// meeting first.
pub fn finish(speeches: &[&Speech], support: usize) -> Vec<Template> {
    let kinds: Vec<Option<String>> = speeches.iter().map(|speech| kind::house(speech.kind.as_deref()?)).collect();
    let plans: Vec<Plan<'_>> = speeches
        .iter()
        .zip(&kinds)
        .map(|(speech, kind)| Plan { seen: &speech.skeleton, kind: kind.as_deref(), length: speech.length })
        .collect();
    // A speech without sections or points has no plan that another could follow.
    let planned: Vec<usize> = (0..plans.len()).filter(|at| !plans[*at].seen.sections.is_empty()).collect();
    let clusters =
        cluster::clusters(planned.len(), |one, other| distance(&plans[planned[one]], &plans[planned[other]]));
    let members = clusters.into_iter().map(|members| members.into_iter().map(|at| planned[at]).collect::<Vec<_>>());
    let mut patterns: Vec<Pattern> = members
        .filter(|members| members.len() >= support)
        .map(|members| consensus::consensus(&plans, &members, support))
        .collect();
    let mut occasions: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for at in planned {
        let by_theme = speeches[at].title.as_deref().and_then(kind::by_theme);
        let kinds: BTreeSet<&String> = kinds[at].iter().chain(&by_theme).collect();
        kinds.into_iter().for_each(|kind| occasions.entry(kind.clone()).or_default().push(at));
    }
    for (kind, members) in occasions {
        if members.len() < support || patterns.iter().any(|pattern| pattern.kind.as_ref() == Some(&kind)) {
            continue;
        }
        let near =
            cluster::clusters(members.len(), |one, other| distance(&plans[members[one]], &plans[members[other]]));
        let near = near.into_iter().map(|near| near.into_iter().map(|at| members[at]).collect::<Vec<_>>());
        let mut near: Vec<Vec<usize>> = near.filter(|near| near.len() >= support.max(PLAN)).collect();
        if near.is_empty() {
            near.push(members);
        }
        let of = near.iter().map(|members| consensus::consensus(&plans, members, support));
        patterns.extend(of.map(|pattern| Pattern { kind: Some(kind.clone()), ..pattern }));
    }
    patterns.sort_by(|one, other| {
        (other.support, &one.kind, &one.members).cmp(&(one.support, &other.kind, &other.members))
    });
    let names = name::names(&patterns);
    let made = |(pattern, name): (Pattern, String)| {
        let text = template::text(&name, &pattern);
        Template { name, pattern, text }
    };
    patterns.into_iter().zip(names).map(made).collect()
}

/// What the templates need beside themselves.
pub fn files(templates: &[Template]) -> Vec<File> {
    template::beside(templates)
}
