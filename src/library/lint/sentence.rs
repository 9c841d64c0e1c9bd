//! What a sentence may not say by itself: it must stand alone, count nothing, invent nothing, and say something.

mod claims;
mod hollow;
mod stand;

use super::Report;
use super::survey::Survey;

pub fn check(survey: &Survey, report: &mut Report) {
    for said in survey.own().filter(|said| said.kind.is_spoken()) {
        stand::check(survey, said, report);
        claims::check(survey, said, report);
        hollow::check(survey, said, report);
    }
    hollow::common(survey, report);
}
