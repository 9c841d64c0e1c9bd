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
pub use kind::house;
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

/// Makes templates of what at least `support` speeches have in common. The speeches are different ones, in the order of their keys.
///
/// Speeches of one occasion that are planned alike make a template; of those that are left over, those that are planned alike whatever
/// the occasion. An occasion that enough speeches have and no template speaks for gets one of what all its speeches have in
/// common: an office looks for its meeting first.
pub fn finish(speeches: &[&Speech], support: usize) -> Vec<Template> {
    let kinds: Vec<Option<String>> = speeches.iter().map(|speech| kind::house(speech.kind.as_deref()?)).collect();
    let plans: Vec<Plan<'_>> = speeches
        .iter()
        .zip(&kinds)
        .map(|(speech, kind)| Plan { seen: &speech.skeleton, kind: kind.as_deref(), length: speech.length })
        .collect();
    // A speech without sections or points has no plan that another could follow.
    let planned: Vec<usize> = (0..plans.len()).filter(|at| !plans[*at].seen.sections.is_empty()).collect();
    let mut occasions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for at in &planned {
        occasions.entry(plans[*at].kind.unwrap_or_default()).or_default().push(*at);
    }
    let mut left = occasions.remove("").unwrap_or_default();
    let mut found: Vec<(Option<String>, Vec<usize>)> = Vec::new();
    for (kind, members) in occasions {
        for alike in alike(&plans, &members) {
            if alike.len() >= support.max(2) { found.push((Some(kind.into()), alike)) } else { left.extend(alike) }
        }
    }
    left.sort_unstable();
    found.extend(
        alike(&plans, &left).into_iter().filter(|alike| alike.len() >= support.max(2)).map(|alike| (None, alike)),
    );
    let mut named: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let themes: Vec<Option<String>> =
        speeches.iter().map(|speech| speech.title.as_deref().and_then(kind::by_theme)).collect();
    for at in planned {
        let of: BTreeSet<&str> = [&kinds[at], &themes[at]].into_iter().flatten().map(String::as_str).collect();
        of.into_iter().for_each(|kind| named.entry(kind).or_default().push(at));
    }
    for (kind, members) in named {
        if members.len() >= support && !found.iter().any(|(other, _)| other.as_deref() == Some(kind)) {
            found.push((Some(kind.into()), members));
        }
    }
    let common = |(kind, members): (Option<String>, Vec<usize>)| Pattern {
        kind,
        ..consensus::consensus(&plans, &members, support)
    };
    let mut patterns: Vec<Pattern> = found.into_iter().map(common).collect();
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

/// The plans among `members` that are alike, cluster by cluster.
fn alike(plans: &[Plan<'_>], members: &[usize]) -> Vec<Vec<usize>> {
    let far = |one: usize, other: usize| distance(&plans[members[one]], &plans[members[other]]);
    let clusters = cluster::clusters(members.len(), far);
    clusters.into_iter().map(|cluster| cluster.into_iter().map(|at| members[at]).collect()).collect()
}

/// What the templates need beside themselves.
pub fn files(templates: &[Template]) -> Vec<File> {
    template::beside(templates)
}
