//! How far apart two plans are, from 0 (alike) to 1.
//!
//! The greater part is the edit distance (Levenshtein 1966) of their moves and sections in order, where a section may be exchanged
//! for another at the price of what differs in it. Beside it count the markers, and less the length. The occasion does not
//! count here: one occasion is planned in several ways, and one plan serves several occasions.

use super::marker::drafted;
use super::observe::{Observation, SeenSection, usual};

/// A plan to be compared.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'p> {
    /// What was seen.
    pub seen: &'p Observation,
    /// The occasion, by the name of the house.
    pub kind: Option<&'p str>,
    /// In 字.
    pub length: usize,
}

/// What counts how much; they sum to 1.
const SEQUENCE: f64 = 0.50;
const MARKERS: f64 = 0.35;
const LENGTH: f64 = 0.15;

/// A plan is as far away as can be in length when it is so many times as long.
const FARTHEST: f64 = 4.0;

/// How far apart two plans are.
pub fn distance(one: &Plan<'_>, other: &Plan<'_>) -> f64 {
    let ratio = (one.length.max(1) as f64 / other.length.max(1) as f64).ln().abs();
    SEQUENCE * sequence(one.seen, other.seen)
        + MARKERS * markers(one.seen, other.seen)
        + LENGTH * (ratio / FARTHEST.ln()).min(1.0)
}

/// A step of a speech: a move or a section.
enum Step<'p> {
    Move(&'p str),
    Section(&'p SeenSection),
}

fn steps(seen: &Observation) -> Vec<Step<'_>> {
    let mut steps: Vec<Step<'_>> = Vec::new();
    let mut moves = seen.moves.iter().filter(|seen| !seen.inside).peekable();
    for nth in 0..=seen.sections.len() {
        while let Some(seen) = moves.next_if(|seen| seen.before <= nth) {
            steps.push(Step::Move(&seen.name));
        }
        steps.extend(seen.sections.get(nth).map(Step::Section));
    }
    steps
}

/// The edit distance of two sequences of steps, as a share of the most that it could be.
fn sequence(one: &Observation, other: &Observation) -> f64 {
    let (one, other) = (steps(one), steps(other));
    let mut before: Vec<f64> = (0..=other.len()).map(|at| at as f64).collect();
    for step in &one {
        let mut row = vec![before[0] + 1.0];
        for (at, against) in other.iter().enumerate() {
            let exchanged = before[at] + exchange(step, against);
            row.push(exchanged.min(before[at + 1] + 1.0).min(row[at] + 1.0));
        }
        before = row;
    }
    let most = one.len().max(other.len()).max(1) as f64;
    (before[other.len()] / most).min(1.0)
}

fn exchange(one: &Step<'_>, other: &Step<'_>) -> f64 {
    match (one, other) {
        (Step::Move(one), Step::Move(other)) if one == other => 0.0,
        (Step::Move(_), Step::Move(_)) => 1.0,
        (Step::Section(one), Step::Section(other)) => {
            let differs = |differs: bool, price: f64| if differs { price } else { 0.0 };
            differs(one.part != other.part, 0.3)
                + differs(drafted(&one.style) != drafted(&other.style), 0.2)
                + differs(one.heading != other.heading, 0.1)
                + 0.3 * (one.points.abs_diff(other.points) as f64 / 4.0).min(1.0)
        }
        _ => 2.0,
    }
}

/// Half for what marks the sections, half for what marks their points.
fn markers(one: &Observation, other: &Observation) -> f64 {
    let points = |seen: &Observation| {
        drafted(usual(seen.sections.iter().filter(|section| section.points > 0).map(|section| section.style.as_str())))
    };
    let differ = |differ: bool| if differ { 0.5 } else { 0.0 };
    differ(one.marker != other.marker || one.flat != other.flat) + differ(points(one) != points(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(part: &str, style: &str, points: usize) -> SeenSection {
        SeenSection {
            part: part.into(),
            heading: true,
            head: 12,
            length: 800,
            lead: 0,
            close: 0,
            style: style.into(),
            inline: false,
            points,
            heads: vec![8; points],
            under: String::new(),
        }
    }

    fn seen(style: &str, points: usize) -> Observation {
        let sections = ["why", "do", "ensure"].map(|part| section(part, style, points)).to_vec();
        Observation { marker: "cn_comma".into(), sections, ..Observation::default() }
    }

    #[test]
    fn a_plan_is_no_distance_from_itself_and_as_far_from_another_as_that_from_it() {
        let (one, other) = (seen("yao", 3), seen("cn_paren", 5));
        let plan = |seen| Plan { seen, kind: Some("推进会"), length: 3000 };
        assert_eq!(distance(&plan(&one), &plan(&one)), 0.0);
        assert_eq!(distance(&plan(&one), &plan(&other)), distance(&plan(&other), &plan(&one)));
        assert!(distance(&plan(&one), &plan(&other)) > 0.1);
    }

    #[test]
    fn what_differs_more_is_farther() {
        let (one, near, far) = (seen("yao", 3), seen("yao", 4), seen("cn_paren", 4));
        let plan = |seen, length| Plan { seen, kind: None, length };
        let from = |other| distance(&plan(&one, 3000), &other);
        assert!(from(plan(&near, 3000)) < from(plan(&far, 3000)));
        assert!(from(plan(&near, 3000)) < from(plan(&near, 6000)));
    }
}
