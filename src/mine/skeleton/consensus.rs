//! What the plans of a cluster have in common: the plan that a template is made of.
//!
//! Moves come in the order in which most speeches have them (each pair by its majority; Copeland's rule), sections as many
//! as most speeches have, lengths and counts by their medians: one odd speech changes none of them.

use std::collections::BTreeMap;

use super::distance::Plan;
use super::marker::drafted;
use super::observe::{SeenSection, usual};
use crate::library::Part;
use crate::outline::MoveKind;

/// The plan that some speeches have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// How many speeches it was seen in.
    pub support: usize,
    /// The occasion, by the name of the house, where all speeches have one.
    pub kind: Option<String>,
    /// Moves before the sections, in order.
    pub before: Vec<CommonMove>,
    /// Moves behind them.
    pub behind: Vec<CommonMove>,
    /// Moves that stand inside sections, in the order of their names.
    pub inside: Vec<CommonMove>,
    /// The salutation that most often stands in them, where as many have one as support needs.
    pub salutation: Option<String>,
    /// How many speeches have a salutation.
    pub saluted: usize,
    /// How many announce their sections.
    pub announced: usize,
    /// What marks the sections; empty where there are none.
    pub marker: String,
    /// Whether the points stand in one row.
    pub flat: bool,
    /// How many speeches give the heads of sections lines of their own.
    pub headed: usize,
    /// The parts of the sections in order.
    pub parts: Vec<Part>,
    /// How many sections each speech has, ascending.
    pub counts: Vec<usize>,
    /// The parts with what is common to the sections of each.
    pub of: BTreeMap<Part, CommonPart>,
    /// What marks the points, by the name of the outline, and how many speeches have it; the usual one first.
    pub styles: Vec<(String, usize)>,
    /// What marks that into which points are divided; empty where they are not.
    pub under: String,
    /// How many points the sections have that are for tasks: the median.
    pub points: usize,
    /// Lengths in 字, ascending.
    pub lengths: Vec<usize>,
    /// The shares of opening, sections and closing in the whole, in percent.
    pub shares: [usize; 3],
    /// The members, by their place among all plans.
    pub members: Vec<usize>,
}

/// A move that several speeches have.
#[derive(Debug, Clone, PartialEq)]
pub struct CommonMove {
    /// What it is.
    pub kind: MoveKind,
    /// How many of the speeches have it.
    pub support: usize,
    /// How long it usually is, in 字.
    pub length: usize,
}

/// What the sections of a part have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct CommonPart {
    /// How many sections were looked at.
    pub sections: usize,
    /// The usual share of one of them in all sections, in percent.
    pub share: usize,
    /// How many points they have, ascending; sections without points have none.
    pub points: Vec<usize>,
    /// Whether the points usually stand in one paragraph.
    pub inline: bool,
    /// How many of them lead into their points.
    pub led: usize,
    /// How many close behind their points.
    pub closed: usize,
    /// How long the heads of sections are, ascending, in 字.
    pub heads: Vec<usize>,
    /// How long the heads of points are, ascending, in 字.
    pub point_heads: Vec<usize>,
}

/// Moves that no bank says: the salutation has its own place, and what leads in inside a section is the section's.
const PLACED: [MoveKind; 2] = [MoveKind::Salutation, MoveKind::Transition];

/// What `members` of `plans` have in common; a salutation stands in `least` of them at least.
pub fn consensus(plans: &[Plan<'_>], members: &[usize], least: usize) -> Pattern {
    let of: Vec<&Plan<'_>> = members.iter().map(|at| &plans[*at]).collect();
    let support = of.len();
    let count = |test: &dyn Fn(&Plan<'_>) -> bool| of.iter().filter(|plan| test(plan)).count();
    let salutation = usual(of.iter().filter_map(|plan| plan.seen.salutation.as_deref()));
    let flat = 2 * count(&|plan| plan.seen.flat) > support;
    let sections: Vec<&SeenSection> = of.iter().flat_map(|plan| &plan.seen.sections).collect();
    let mut counts: Vec<usize> = of.iter().map(|plan| plan.seen.sections.len()).collect();
    counts.sort_unstable();
    let mut lengths: Vec<usize> = of.iter().map(|plan| plan.length).collect();
    lengths.sort_unstable();
    let parts = parts(&of, &counts);
    let under = sections.iter().filter(|section| section.points > 0).map(|section| section.under.as_str());
    let tasks = sections.iter().filter(|section| section.part == Part::Do.name() && section.points > 0);
    let mut tasks: Vec<usize> = tasks.map(|section| section.points).collect();
    if tasks.is_empty() {
        tasks = sections.iter().map(|section| section.points).filter(|points| *points > 0).collect();
    }
    tasks.sort_unstable();
    let (before, behind) = moves(&of);
    Pattern {
        support,
        kind: None,
        before,
        behind,
        inside: inside(&of),
        saluted: count(&|plan| plan.seen.salutation.is_some()),
        announced: count(&|plan| plan.seen.announced),
        salutation: Some(salutation)
            .filter(|words| !words.is_empty())
            .filter(|words| count(&|plan| plan.seen.salutation.as_deref() == Some(words)) >= least)
            .map(String::from),
        marker: usual(of.iter().map(|plan| plan.seen.marker.as_str())).into(),
        flat,
        headed: count(&|plan| {
            2 * plan.seen.sections.iter().filter(|section| section.heading).count() > plan.seen.sections.len()
        }),
        of: Part::ALL.into_iter().filter_map(|part| Some((part, common(part, &of)?))).collect(),
        parts,
        counts,
        styles: styles(&of),
        under: usual(under).into(),
        points: median(&tasks),
        lengths,
        shares: shares(&of),
        members: members.to_vec(),
    }
}

/// The value in the middle of an ascending row; of two, what lies between them; 0 of none.
pub fn median(row: &[usize]) -> usize {
    match row.len() {
        0 => 0,
        size => (row[(size - 1) / 2] + row[size / 2]) / 2,
    }
}

/// As many sections as most speeches have, each for what most of those speeches have it for.
fn parts(of: &[&Plan<'_>], counts: &[usize]) -> Vec<Part> {
    let runs = counts.chunk_by(|one, other| one == other).map(|run| (run.len(), std::cmp::Reverse(run[0])));
    let usual_count = runs.max().map_or(0, |(_, std::cmp::Reverse(count))| count);
    let alike: Vec<_> = of.iter().filter(|plan| plan.seen.sections.len() == usual_count).collect();
    (0..usual_count)
        .map(|at| {
            let votes = |part: Part| alike.iter().filter(|plan| plan.seen.sections[at].part == part.name()).count();
            // Of two that are as frequent, what one must know comes first and what holds it together last.
            let fits = |part: Part| match part {
                Part::Why => 3 * at < usual_count,
                Part::Do => true,
                Part::Ensure => at > 0 && at + 1 == usual_count,
            };
            let rank = |part: &Part| (votes(*part), fits(*part), *part != Part::Do);
            Part::ALL.into_iter().max_by_key(rank).unwrap_or(Part::Do)
        })
        .collect()
}

fn common(part: Part, of: &[&Plan<'_>]) -> Option<CommonPart> {
    let mut sections: Vec<&SeenSection> = Vec::new();
    let mut shares = Vec::new();
    for plan in of {
        let whole: usize = plan.seen.sections.iter().map(|section| section.length).sum();
        for section in plan.seen.sections.iter().filter(|section| section.part == part.name()) {
            shares.push(section.length * 100 / whole.max(1));
            sections.push(section);
        }
    }
    shares.sort_unstable();
    let count = |test: &dyn Fn(&SeenSection) -> bool| sections.iter().filter(|section| test(section)).count();
    let sorted = |values: &mut dyn Iterator<Item = usize>| {
        let mut values: Vec<usize> = values.collect();
        values.sort_unstable();
        values
    };
    let pointed = count(&|section| section.points > 0);
    (!sections.is_empty()).then(|| CommonPart {
        sections: sections.len(),
        share: median(&shares).max(1),
        points: sorted(&mut sections.iter().map(|section| section.points)),
        inline: 2 * count(&|section| section.points > 0 && section.inline) > pointed,
        led: count(&|section| section.lead > 0),
        closed: count(&|section| section.close > 0),
        heads: sorted(&mut sections.iter().map(|section| section.head).filter(|head| *head > 0)),
        point_heads: sorted(&mut sections.iter().flat_map(|section| section.heads.iter().copied())),
    })
}

/// What marks points, by how many speeches mark most of theirs so.
fn styles(of: &[&Plan<'_>]) -> Vec<(String, usize)> {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for plan in of {
        let pointed = plan.seen.sections.iter().filter(|section| section.points > 0);
        let style = usual(pointed.map(|section| section.style.as_str()));
        if !style.is_empty() {
            *counted.entry(style).or_default() += 1;
        }
    }
    // What is drafted alike counts together, so that 无 is not outvoted for having two names.
    let together = |style: &str| -> usize {
        counted.iter().filter(|(other, _)| drafted(other) == drafted(style)).map(|(_, count)| count).sum()
    };
    let mut styles: Vec<(String, usize)> = counted.iter().map(|(style, count)| ((*style).into(), *count)).collect();
    styles.sort_by_key(|(style, count)| std::cmp::Reverse((together(style), *count)));
    styles
}

fn shares(of: &[&Plan<'_>]) -> [usize; 3] {
    let mut opening: Vec<usize> = of.iter().map(|plan| plan.seen.opening * 100 / plan.length.max(1)).collect();
    let mut closing: Vec<usize> = of.iter().map(|plan| plan.seen.closing * 100 / plan.length.max(1)).collect();
    opening.sort_unstable();
    closing.sort_unstable();
    let (opening, closing) = (median(&opening), median(&closing));
    [opening, 100usize.saturating_sub(opening + closing), closing]
}

/// The moves that at least two speeches, or all of them, have outside sections: before the first and behind the last.
fn moves(of: &[&Plan<'_>]) -> (Vec<CommonMove>, Vec<CommonMove>) {
    let mut seen: BTreeMap<MoveKind, Vec<(bool, usize)>> = BTreeMap::new();
    let order = |plan: &Plan<'_>| -> Vec<MoveKind> {
        let mut order: Vec<MoveKind> = Vec::new();
        for kind in plan.seen.moves.iter().filter(|seen| !seen.inside).filter_map(|seen| named(&seen.name)) {
            if !order.contains(&kind) {
                order.push(kind);
            }
        }
        order
    };
    for plan in of {
        for kind in order(plan) {
            let place = plan.seen.moves.iter().find(|seen| !seen.inside && seen.name == kind.name());
            seen.entry(kind).or_default().extend(place.map(|seen| (seen.before > 0, seen.length)));
        }
    }
    let wins = |one: MoveKind| {
        let beats = |other: &MoveKind| {
            let lead = |plan: &&Plan<'_>| {
                let order = order(plan);
                let at = |kind: MoveKind| order.iter().position(|other| *other == kind);
                at(one).zip(at(*other)).map_or(0, |(one, other)| if one < other { 1 } else { -1 })
            };
            of.iter().map(lead).sum::<i32>().signum()
        };
        seen.keys().filter(|other| **other != one).map(beats).sum::<i32>()
    };
    let least = of.len().min(2);
    let mut found: Vec<(bool, CommonMove)> = seen
        .iter()
        .filter(|(kind, places)| places.len() >= least && !PLACED.contains(kind))
        .map(|(kind, places)| {
            let behind = 2 * places.iter().filter(|(behind, _)| *behind).count() > places.len();
            let mut lengths: Vec<usize> = places.iter().map(|(_, length)| *length).collect();
            lengths.sort_unstable();
            (behind, CommonMove { kind: *kind, support: places.len(), length: median(&lengths) })
        })
        .collect();
    found.sort_by_key(|(behind, found)| (*behind, std::cmp::Reverse(wins(found.kind)), found.kind));
    let (behind, before): (Vec<_>, Vec<_>) = found.into_iter().partition(|(behind, _)| *behind);
    let only = |moves: Vec<(bool, CommonMove)>| moves.into_iter().map(|(_, found)| found).collect();
    (only(before), only(behind))
}

/// The moves that at least two of the speeches, or all of them, have inside sections.
fn inside(of: &[&Plan<'_>]) -> Vec<CommonMove> {
    let common = |kind: MoveKind| {
        let first = |plan: &&Plan<'_>| {
            plan.seen.moves.iter().find(|seen| seen.inside && seen.name == kind.name()).map(|seen| seen.length)
        };
        let mut lengths: Vec<usize> = of.iter().filter_map(first).collect();
        lengths.sort_unstable();
        (lengths.len() >= of.len().min(2)).then(|| CommonMove {
            kind,
            support: lengths.len(),
            length: median(&lengths),
        })
    };
    MOVES.into_iter().filter_map(common).collect()
}

fn named(name: &str) -> Option<MoveKind> {
    MOVES.into_iter().find(|kind| kind.name() == name)
}

/// The moves in the order in which a speech may have them.
const MOVES: [MoveKind; 12] = [
    MoveKind::Salutation,
    MoveKind::OpeningBackground,
    MoveKind::OpeningPurpose,
    MoveKind::Recap,
    MoveKind::Achievements,
    MoveKind::Opportunities,
    MoveKind::Problems,
    MoveKind::Thanks,
    MoveKind::Goal,
    MoveKind::Transition,
    MoveKind::ClosingCall,
    MoveKind::ClosingWish,
];
