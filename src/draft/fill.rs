//! Slots filled, and every piece told where it comes from.

use super::pick::{Dealer, Place};
use super::span::{Kind, Span, close, length};
use super::stock::Stock;
use crate::brief::Brief;
use crate::library::phrase::pieces;
use crate::library::{Aspect, Bank, Phrase, Piece, Slot, Theme};
use crate::text::han;

/// What the slots of one place are filled from first.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a, 's> {
    /// The point's aspect.
    pub aspect: Option<&'s Aspect>,
    /// The section's theme.
    pub theme: Option<&'s Theme>,
    /// What the tasks are about, where a move speaks for several.
    pub several: &'a [&'s str],
    /// What the section is about, in the user's words.
    pub topic: Option<&'s str>,
    /// What can be counted here: 【n】.
    pub n: Option<usize>,
    /// What can be listed here.
    pub lists: &'a Lists<'s>,
    /// The place.
    pub place: Place,
    /// How often the place is drawn anew.
    pub again: u64,
}

impl Scope<'_, '_> {
    /// Whether everything a phrase lists or counts is there.
    pub fn can_say(&self, phrase: &Phrase) -> bool {
        !phrase.computes
            || phrase.slots().all(|slot| match slot.name.as_str() {
                "n" => self.n.is_some(),
                "痛点*" => !self.lists.pains.is_empty(),
                "问题*" => !self.lists.problems.is_empty(),
                "成绩*" => !self.lists.achievements.is_empty(),
                _ => true,
            })
    }
}

/// What can be listed at a place.
#[derive(Debug, Clone, Default)]
pub struct Lists<'s> {
    /// 【痛点*】: the word of each aspect.
    pub pains: Vec<&'s Aspect>,
    /// 【问题*】: a problem of each aspect, with the theme it is spoken in.
    pub problems: Vec<(&'s Phrase, &'s Aspect, Option<&'s Theme>)>,
    /// 【成绩*】
    pub achievements: Vec<(&'s Phrase, Option<&'s Theme>)>,
}

/// Where nothing can be listed.
pub static NOTHING: Lists<'static> = Lists { pains: Vec::new(), problems: Vec::new(), achievements: Vec::new() };

/// Fills slots from brief and stock.
#[derive(Debug, Clone, Copy)]
pub struct Filler<'s> {
    /// The brief.
    pub brief: &'s Brief,
    /// The stock.
    pub stock: &'s Stock<'s>,
    /// Who draws.
    pub dealer: Dealer,
    /// Whether facts stay slots: so measured, the room of a place does not depend on what the facts say.
    pub bare: bool,
}

/// What a slot is filled by.
#[derive(Debug, Clone, Copy)]
enum Filling<'s> {
    /// What the draft itself has: a count, a list.
    Computed,
    /// The fields of work, each by its name.
    Several,
    /// A word or a filler of a bank.
    Phrase(&'s Phrase),
    /// All that a fixed formulation consists of.
    Parts(&'s Phrase),
    /// The user's words.
    Own(&'s str),
    /// Nothing; a placeholder that goes by this name stands for it.
    Missing(&'static str),
    /// Nothing; it stays as it is.
    Stays,
}

/// The mark between the items of a list: one step stronger than any inside them.
fn between<'t>(items: impl Iterator<Item = &'t str> + Clone) -> &'static str {
    let have = |mark: char| items.clone().any(|item| item.contains(mark));
    if have('，') {
        "；"
    } else if have('、') {
        "，"
    } else {
        "、"
    }
}

/// The words that can name several fields of work at once.
pub const LISTED: [&str; 2] = ["事", "工作"];
/// Fillings inside fillings go no deeper; cycles are errors when a library is loaded.
const DEPTH: usize = 6;

impl<'s> Filler<'s> {
    /// One that knows no facts.
    pub fn bare(brief: &'s Brief, stock: &'s Stock<'s>) -> Self {
        Filler { brief, stock, dealer: stock.dealer(brief.seed), bare: true }
    }

    /// The pieces of a phrase, without a final mark.
    pub fn phrase(&self, phrase: &'s Phrase, scope: Scope<'_, 's>, out: &mut Vec<Span<'s>>) {
        self.nested(phrase, scope, 0, out);
    }

    /// The pieces of a phrase, closed as a sentence.
    pub fn sentence(&self, phrase: &'s Phrase, scope: Scope<'_, 's>, out: &mut Vec<Span<'s>>) {
        self.clause(phrase, "。", scope, out);
    }

    /// A phrase with that mark, if it has none of its own.
    pub fn clause(&self, phrase: &'s Phrase, mark: &'static str, scope: Scope<'_, 's>, out: &mut Vec<Span<'s>>) {
        self.phrase(phrase, scope, out);
        close(out, mark, Some(phrase.origin));
    }

    /// Whether nothing that fills a phrase brings in a word that the user wants to avoid; the user's own words may.
    pub fn avoids(&self, phrase: &'s Phrase, scope: Scope<'_, 's>) -> bool {
        if self.brief.avoid.is_empty() {
            return true;
        }
        let mut spans = Vec::new();
        self.phrase(phrase, scope, &mut spans);
        let said = |span: &Span<'_>| if span.kind == Kind::Brief { "\n".into() } else { span.text.to_string() };
        let said: String = spans.iter().map(said).collect();
        !self.brief.avoid.iter().any(|word| said.contains(word.as_str()))
    }

    /// The length of a phrase as a sentence, in 字, without making it.
    pub fn sentence_length(&self, phrase: &'s Phrase, scope: Scope<'_, 's>) -> usize {
        self.phrase_length(phrase, scope, 0) + usize::from(!phrase.closed)
    }

    fn phrase_length(&self, phrase: &'s Phrase, scope: Scope<'_, 's>, depth: usize) -> usize {
        let slots = phrase.slots().map(|slot| match self.filling(&slot.name, scope, depth) {
            Filling::Phrase(filler) => self.phrase_length(filler, scope, depth + 1),
            Filling::Own(value) if !value.contains('【') => han::length(value),
            Filling::Stays => han::length(&phrase.text[slot.range.clone()]),
            _ => {
                let mut spans = Vec::new();
                self.slot(slot, &phrase.text, scope, depth, &mut spans);
                length(&spans)
            }
        });
        phrase.literal as usize + slots.sum::<usize>()
    }

    fn nested(&self, phrase: &'s Phrase, scope: Scope<'_, 's>, depth: usize, out: &mut Vec<Span<'s>>) {
        for piece in &phrase.pieces {
            match piece {
                Piece::Text(range) => {
                    out.push(Span { text: phrase.text[range.clone()].into(), kind: Kind::Phrase(phrase.origin) });
                }
                Piece::Slot(slot) => self.slot(slot, &phrase.text, scope, depth, out),
            }
        }
    }

    fn slot(&self, slot: &'s Slot, text: &'s str, scope: Scope<'_, 's>, depth: usize, out: &mut Vec<Span<'s>>) {
        match self.filling(&slot.name, scope, depth) {
            Filling::Computed => self.computed(&slot.name, scope, depth, out),
            Filling::Several => self.several(scope, depth, out),
            Filling::Phrase(filler) => self.nested(filler, scope, depth + 1, out),
            Filling::Parts(formula) => self.parts(formula, out),
            Filling::Own(value) => self.own(value, out),
            Filling::Missing(name) => self.missing(name, out),
            Filling::Stays => {
                let hint =
                    if slot.hint.is_empty() { self.stock.fact(&slot.name).unwrap_or_default() } else { &slot.hint };
                let kind = Kind::Placeholder(slot.name.as_str().into(), hint.into());
                out.push(Span { text: text[slot.range.clone()].into(), kind });
            }
        }
    }

    /// A slot is filled from: the aspect, the theme, the level, the brief, the banks of fillers; else it stays.
    fn filling(&self, name: &'s str, scope: Scope<'_, 's>, depth: usize) -> Filling<'s> {
        if matches!(name, "n" | "痛点*" | "问题*" | "成绩*") {
            return Filling::Computed;
        }
        if scope.several.len() > 1 && depth < DEPTH {
            let listed =
                self.stock.common().filter(|_| LISTED.contains(&name)).and_then(|common| common.words.get(name));
            match listed.and_then(|bank| bank.phrases().next()) {
                Some(word) => return Filling::Phrase(word),
                None if name == "topic" => return Filling::Several,
                None => {}
            }
        }
        let words = [
            scope.aspect.map(|aspect| &aspect.words),
            scope.theme.map(|theme| &theme.words),
            self.stock.common().map(|common| &common.words),
        ];
        let word =
            words.into_iter().flatten().find_map(|words| words.get(name)).or_else(|| self.stock.level_word(name));
        if let Some(filler) = word.filter(|_| depth < DEPTH).and_then(|bank| self.filler(bank, name, scope)) {
            // 【topic】工作 of a topic that is called 古树保护工作.
            let topic = self.given("topic", scope.topic).filter(|_| filler.has_slot("topic"));
            let twice = topic.filter(|topic| topic.ends_with("工作") && filler.text.ends_with("工作"));
            return twice.map_or(Filling::Phrase(filler), Filling::Own);
        }
        if let Some(value) = self.given(name, scope.topic) {
            return Filling::Own(value);
        }
        if let Some(formula) = self.stock.formula(name, self.brief.date.map(|date| date.year)) {
            return if name.ends_with('*') { Filling::Parts(formula) } else { Filling::Phrase(formula) };
        }
        let fillers = scope.theme.and_then(|theme| theme.slots.get(name)).or_else(|| self.stock.slot(name));
        let fillers = fillers.filter(|_| depth < DEPTH && self.stock.fact(name).is_none());
        if let Some(filler) = fillers.and_then(|bank| self.filler(bank, name, scope)) {
            return Filling::Phrase(filler);
        }
        match name {
            "meeting" => Filling::Missing("会议名称"),
            "topic" => Filling::Missing("主题"),
            _ => Filling::Stays,
        }
    }

    /// A move that speaks for several fields of work names them all, in the user's words.
    fn several(&self, scope: Scope<'_, 's>, depth: usize, out: &mut Vec<Span<'s>>) {
        let last = scope.several.len() - 1;
        for (at, topic) in scope.several.iter().enumerate() {
            match self.stock.link("and").and_then(|bank| bank.phrases().next()).filter(|_| at == last) {
                Some(and) => self.nested(and, scope, depth + 1, out),
                None => self.joined(at, "、", out),
            }
            self.own(topic, out);
        }
    }

    fn filler(&self, bank: &'s Bank, name: &str, scope: Scope<'_, 's>) -> Option<&'s Phrase> {
        if let [only] = bank.thoughts.as_slice() {
            return only.first();
        }
        let at = self.dealer.one(scope.place.then(name), bank.thoughts.len(), scope.again, |_| true)?;
        bank.thoughts[at].first()
    }

    /// What the brief says: a field or a fact.
    fn given(&self, name: &str, topic: Option<&'s str>) -> Option<&'s str> {
        match name {
            "meeting" => self.brief.meeting.as_deref(),
            "topic" => topic.or(self.stock.topic.as_deref()),
            "audience" => self.brief.audience.as_deref(),
            _ if self.bare => None,
            _ => self.brief.value(name),
        }
    }

    fn computed(&self, name: &str, scope: Scope<'_, 's>, depth: usize, out: &mut Vec<Span<'s>>) {
        let lists = scope.lists;
        match name {
            "n" => {
                let n = scope.n.unwrap_or_default();
                out.push(Span { text: han::counted(n).into(), kind: Kind::Count });
            }
            "痛点*" => {
                let word = |aspect: &&'s Aspect| aspect.words.get("痛点").and_then(|bank| bank.phrases().next());
                let words: Vec<&'s Phrase> = lists.pains.iter().filter_map(word).collect();
                let mark = between(words.iter().map(|word| word.text.as_str()));
                for (at, word) in words.into_iter().enumerate() {
                    self.joined(at, mark, out);
                    self.nested(word, scope, depth + 1, out);
                }
            }
            "问题*" => {
                for (at, (phrase, aspect, theme)) in lists.problems.iter().enumerate() {
                    self.joined(at, "；", out);
                    self.nested(phrase, Scope { aspect: Some(aspect), theme: *theme, ..scope }, depth + 1, out);
                }
            }
            _ => {
                for (at, (phrase, theme)) in lists.achievements.iter().enumerate() {
                    self.joined(at, "；", out);
                    self.nested(phrase, Scope { theme: *theme, ..scope }, depth + 1, out);
                }
            }
        }
    }

    /// A fixed formulation said in full.
    fn parts(&self, formula: &'s Phrase, out: &mut Vec<Span<'s>>) {
        let parts = formula.limits.as_ref().map_or(&[][..], |limits| &limits.parts);
        let mark = between(parts.iter().map(String::as_str));
        for (at, part) in parts.iter().enumerate() {
            self.joined(at, mark, out);
            out.push(Span { text: part.as_str().into(), kind: Kind::Phrase(formula.origin) });
        }
    }

    fn joined(&self, at: usize, mark: &'static str, out: &mut Vec<Span<'s>>) {
        if at > 0 {
            let origin = out.iter().rev().find_map(|span| match span.kind {
                Kind::Phrase(origin) => Some(origin),
                _ => None,
            });
            close(out, mark, origin);
        }
    }

    /// The user's words, kept to the letter; slots in them are filled from the facts or stay.
    pub fn own(&self, text: &'s str, out: &mut Vec<Span<'s>>) {
        for piece in pieces(text).unwrap_or_else(|_| vec![Piece::Text(0..text.len())]) {
            match piece {
                Piece::Text(range) => out.push(Span { text: text[range].into(), kind: Kind::Brief }),
                Piece::Slot(slot) => {
                    match self.brief.value(&slot.name).filter(|value| !self.bare && !value.contains('【')) {
                        Some(value) => out.push(Span { text: value.into(), kind: Kind::Brief }),
                        None => {
                            let hint = if slot.hint.is_empty() {
                                self.stock.fact(&slot.name).unwrap_or_default().to_string()
                            } else {
                                slot.hint
                            };
                            let kind = Kind::Placeholder(slot.name.into(), hint.into());
                            out.push(Span { text: text[slot.range].into(), kind });
                        }
                    }
                }
            }
        }
    }

    /// A placeholder for what is missing at one place; what to write there is told as of every such place.
    pub fn asked(&self, name: String, like: &str, out: &mut Vec<Span<'s>>) {
        if let Some(value) = self.brief.value(&name).filter(|_| !self.bare) {
            return self.own(value, out);
        }
        let hint = self.stock.fact(like).unwrap_or_default();
        out.push(Span { text: format!("【{name}】").into(), kind: Kind::Placeholder(name.into(), hint.into()) });
    }

    /// A frame at one place: what nothing fills is asked for there alone.
    pub fn framed(&self, frame: &'s Phrase, place: &str, out: &mut Vec<Span<'s>>) {
        for piece in &frame.pieces {
            match piece {
                Piece::Text(range) => {
                    out.push(Span { text: frame.text[range.clone()].into(), kind: Kind::Phrase(frame.origin) });
                }
                Piece::Slot(slot) => match self.given(&slot.name, None) {
                    Some(value) => self.own(value, out),
                    None => self.asked(format!("{place}{}", slot.name), &slot.name, out),
                },
            }
        }
    }

    /// A placeholder for a move of which the library has no words; the user's stand as a sentence.
    pub fn wanted(&self, name: &'static str, hint: &'static str, out: &mut Vec<Span<'s>>) {
        match self.brief.value(name).filter(|_| !self.bare) {
            Some(value) => {
                self.own(value, out);
                close(out, "。", None);
            }
            None => out
                .push(Span { text: format!("【{name}】").into(), kind: Kind::Placeholder(name.into(), hint.into()) }),
        }
    }

    /// A placeholder that the program itself asks for.
    pub fn missing(&self, name: &'static str, out: &mut Vec<Span<'s>>) {
        if let Some(value) = self.brief.value(name).filter(|_| !self.bare) {
            return self.own(value, out);
        }
        let hint = self.stock.fact(name).unwrap_or_default();
        out.push(Span { text: format!("【{name}】").into(), kind: Kind::Placeholder(name.into(), hint.into()) });
    }
}

/// What several themes call a thing, each name once.
pub fn distinct_words<'s>(name: &str, themes: impl Iterator<Item = &'s Theme>) -> Vec<&'s Phrase> {
    let mut distinct: Vec<&'s Phrase> = Vec::new();
    for word in themes.filter_map(|theme| theme.words.get(name)?.phrases().next()) {
        if !distinct.iter().any(|other| other.text == word.text) {
            distinct.push(word);
        }
    }
    distinct
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_items_of_a_list_are_parted_by_a_mark_stronger_than_any_in_them() {
        for (items, mark) in
            [(["办事慢", "检查多"], "、"), (["水、电慢", "检查多"], "，"), (["答了，没办", "水、电慢"], "；")]
        {
            assert_eq!(between(items.into_iter()), mark, "{items:?}");
        }
    }
}
