//! The section heads over the whole speech.
//!
//! They are of one series, one of the main theme's, so that a section more or less does not change those of the others.

use super::plan::{Planner, Section, Words};
use crate::library::{Part, Phrase};

impl<'s> Planner<'s, '_> {
    /// Gives the sections that have none their heads. A section whose theme does not have the series takes one of its own.
    pub(super) fn heads(&self, sections: &mut [Section<'s>]) {
        let common = self.stock.common();
        let series = self.head_series();
        let suits = |name: &String| self.stock.series_suits(name);
        let mut taken: Vec<&'s Phrase> = Vec::new();
        for section in sections.iter_mut().filter(|section| matches!(section.head, Words::Missing)) {
            let themes = [section.theme, common];
            let found = themes.into_iter().flatten().find_map(|theme| {
                let mut own: Vec<&String> = theme.heads.keys().filter(|name| !series.contains(name)).collect();
                own.sort_by_key(|name| !suits(name));
                let mut banks =
                    series.iter().copied().chain(own).filter_map(|name| theme.heads.get(name)?.get(&section.part));
                banks.find_map(|bank| bank.phrases().find(|head| self.occasion.allows(head) && !taken.contains(head)))
            });
            taken.extend(found);
            section.head = found.map_or(Words::Missing, Words::Drawn);
        }
    }

    /// The series of section heads, the one to take first. It hangs on no section, so that points can keep clear of it.
    pub(super) fn head_series(&self) -> Vec<&'s String> {
        let common = self.stock.common();
        let main = self.stock.main.as_deref().and_then(|name| self.stock.theme(name)).or(common);
        let Some(main) = main else { return Vec::new() };
        // A theme without heads of its own takes those that fit every theme.
        let main = if main.heads.is_empty() { common.unwrap_or(main) } else { main };
        let names: Vec<&String> = main.heads.keys().collect();
        let dealt = self.dealer.order("head/series", names.len(), 0);
        let mut series: Vec<&String> = dealt.into_iter().map(|index| names[index]).collect();
        series.sort_by_key(|name| (!self.stock.series_suits(name), main.heads[*name].len() < Part::ALL.len()));
        series
    }
}
