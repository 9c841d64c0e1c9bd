//! The plan as a brief: the same YAML with every head and aspect pinned, so that an outline can be approved first.

use super::fill::{Filler, NOTHING, Scope};
use super::pick::Place;
use super::plan::{Plan, Section, Words};
use super::stock::Stock;
use crate::brief::{self, Brief, PointFull, PointWritten, PointsWritten, SectionWritten, Written};

/// The brief that `plan` prints; it drafts to the same text as `brief`.
pub fn pinned(brief: &Brief, stock: &Stock<'_>, plan: &Plan<'_>) -> Written {
    let mut written = brief.written.clone();
    let filler = Filler { brief, stock, dealer: stock.dealer(brief.seed), bare: false };
    let topics = plan.topics();
    let pinned =
        plan.sections.iter().enumerate().map(|(at, section)| pin(filler, &topics, brief.sections.get(at), section));
    written.sections = pinned.collect();
    written
}

fn pin(filler: Filler<'_>, topics: &[&str], own: Option<&brief::Section>, section: &Section<'_>) -> SectionWritten {
    let words = |words: &Words<'_>, n: usize, aspect: Option<usize>| match words {
        Words::Own(text) => Some(text.clone()),
        Words::Missing => None,
        Words::Drawn(phrase) => {
            let mut out = Vec::new();
            let aspect = aspect.and_then(|index| section.points[index].aspect);
            let scope = Scope {
                aspect,
                theme: section.theme,
                several: section.several(topics),
                topic: section.topic.as_deref(),
                n: Some(n),
                lists: &NOTHING,
                place: Place::named(&section.place),
                again: 0,
            };
            filler.phrase(phrase, scope, &mut out);
            Some(out.iter().map(|span| span.text.as_ref()).collect())
        }
    };
    let point = |(index, point): (usize, &super::plan::Point<'_>)| {
        PointWritten::Full(PointFull {
            aspect: point.aspect.map(|aspect| aspect.name.clone()),
            head: words(&point.head, 0, Some(index)),
            body: point.body.clone(),
        })
    };
    let points: Vec<PointWritten> = section.points.iter().enumerate().map(point).collect();
    SectionWritten {
        part: Some(section.part.name().into()),
        theme: own.and_then(|own| own.theme.clone()),
        head: words(&section.head, section.points.len(), None),
        style: Some(section.style.to_string()).filter(|style| !style.is_empty()),
        series: section.series.clone(),
        lead: section.lead.clone(),
        body: section.body.clone(),
        points: (!points.is_empty()).then_some(PointsWritten::List(points)),
    }
}
