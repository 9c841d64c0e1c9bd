//! Stocks for many briefs: what was opened for one is kept for the next that wants the same of the library.
//!
//! To open a stock takes several times as long as to draft from it, and a thousand rows of one list ask for a handful of them. A
//! shelf depends on nothing but what it is kept under, so which of them are kept changes the time a draft takes and not the
//! draft. So many are kept and no more: those that were asked for longest ago go first, so that memory stays bounded.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::shelf::Shelf;
use super::stock::{Stock, Wanted, template};
use crate::brief::Brief;
use crate::diagnostic::Result;
use crate::library::{Library, Template};

/// So many shelves are kept, of about a megabyte each.
const KEPT: usize = 24;

/// Stocks of one library, to be opened from any thread.
#[derive(Debug)]
pub struct Stocks<'l> {
    library: &'l Library,
    templates: Mutex<BTreeMap<String, Arc<Template>>>,
    shelves: Mutex<Shelves<'l>>,
}

#[derive(Debug, Default)]
struct Shelves<'l> {
    /// How often one was asked for.
    asked: u64,
    /// Each with when it was asked for last.
    kept: BTreeMap<Wanted, (u64, Arc<Shelf<'l>>)>,
}

impl<'l> Stocks<'l> {
    /// None is opened yet.
    pub fn new(library: &'l Library) -> Self {
        Stocks { library, templates: Mutex::default(), shelves: Mutex::default() }
    }

    /// The library they are taken from.
    pub fn library(&self) -> &'l Library {
        self.library
    }

    /// What [`Stock::open`] gives, from what is kept where that is possible.
    pub fn open(&self, brief: &Brief) -> Result<Stock<'l>> {
        let template = self.template(brief)?;
        let (wanted, topic) = Wanted::of(brief, &template, self.library);
        if let Some(shelf) = lock(&self.shelves).get(&wanted) {
            return Ok(Stock::of(topic, shelf));
        }
        // Two threads may open the same one, which is no harm; that one waits for the other on a different shelf would be.
        let shelf = Arc::new(Shelf::open(template, &wanted, self.library)?);
        lock(&self.shelves).put(wanted, shelf.clone());
        Ok(Stock::of(topic, shelf))
    }

    /// A library has so many templates and aliases, so these need no bound.
    fn template(&self, brief: &Brief) -> Result<Arc<Template>> {
        if let Some(template) = lock(&self.templates).get(&brief.kind) {
            return Ok(template.clone());
        }
        let template = Arc::new(template(brief, self.library)?);
        lock(&self.templates).insert(brief.kind.clone(), template.clone());
        Ok(template)
    }
}

impl<'l> Shelves<'l> {
    fn get(&mut self, wanted: &Wanted) -> Option<Arc<Shelf<'l>>> {
        self.asked += 1;
        let (when, shelf) = self.kept.get_mut(wanted)?;
        *when = self.asked;
        Some(shelf.clone())
    }

    fn put(&mut self, wanted: Wanted, shelf: Arc<Shelf<'l>>) {
        if self.kept.len() >= KEPT {
            let oldest = self.kept.iter().min_by_key(|(_, (when, _))| *when);
            if let Some(oldest) = oldest.map(|(wanted, _)| wanted.clone()) {
                self.kept.remove(&oldest);
            }
        }
        self.kept.insert(wanted, (self.asked, shelf));
    }
}

/// What a thread that panicked left behind is whole: nothing is changed in more than one step.
fn lock<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::draft::{draft, draft_from};
    use crate::source::Source;

    fn brief(text: String) -> Brief {
        Brief::read(&Arc::new(Source::new("要求.yaml", text))).expect("the brief is valid")
    }

    #[test]
    fn a_stock_that_was_kept_gives_the_draft_of_a_stock_that_was_opened() {
        let library = Library::embedded();
        let stocks = Stocks::new(&library);
        let themes: BTreeSet<String> = library.theme_names().into_iter().map(|(_, theme)| theme).collect();
        // One more than are kept; then those that were put away, and those that were not.
        let wanted: Vec<(&String, &str)> =
            themes.iter().flat_map(|theme| ["省", "市", "县"].map(|level| (theme, level))).take(KEPT + 1).collect();
        for (theme, level) in wanted.iter().chain(&wanted[..2]).chain(&wanted[KEPT - 1..]) {
            let brief = brief(format!("type: 座谈会\ntopic: {theme}\nlevel: {level}\nlength: 800\n"));
            let kept = draft_from(&brief, &stocks.open(&brief).expect("it opens")).expect("it drafts");
            assert_eq!(kept.text, draft(&brief, &library).expect("it drafts").text, "{theme} {level}");
        }
        assert_eq!(lock(&stocks.shelves).kept.len(), KEPT);
    }

    #[test]
    fn rows_with_topics_of_their_own_on_one_theme_share_a_shelf() {
        let library = Library::embedded();
        let stocks = Stocks::new(&library);
        for topic in ["优化营商环境", "营商环境", "东城片区优化营商环境"] {
            let brief = brief(format!("type: 推进会\ntopic: {topic}\nlength: 1000\n"));
            let stock = stocks.open(&brief).expect("it opens");
            assert_eq!(stock.topic.as_deref(), Some(topic));
        }
        assert_eq!(lock(&stocks.shelves).kept.len(), 1);
    }

    #[test]
    fn an_unknown_type_is_refused_as_ever() {
        let library = Library::embedded();
        let error = Stocks::new(&library).open(&brief("type: 推近会\n".into())).expect_err("there is none");
        assert!(error.to_string().contains("推进会"), "{error}");
    }
}
