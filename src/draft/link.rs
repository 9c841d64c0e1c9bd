//! Joints between the sentences of a point: each given to one seat of the speech, so that none is heard twice.

use super::card::Card;
use super::fill::Filler;
use super::occasion::Occasion;
use super::pick::Place;
use super::plan::Section;
use super::point::{Played, Points, Sentence, Table};
use super::score::Hearing;
use crate::library::{Part, Phrase, Role};

/// A joint that was given to a seat.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link<'s> {
    /// The role of the sentence before it; none stands for any.
    pub before: Option<Role>,
    /// The role of the sentence behind it.
    pub after: Role,
    /// What it says, with its own mark.
    pub phrase: &'s Phrase,
}

/// The joints given to each seat of each section. As many seats take part as a section may have, taken or not: so a section
/// that has other points leaves the joints of the others where they were. Every other seat has none but those that lead to
/// a passage, and reasons follow one another without.
pub(super) fn links<'s>(
    filler: Filler<'s>,
    occasion: &Occasion<'s>,
    sections: &'s [Section<'s>],
) -> Vec<Vec<Vec<Link<'s>>>> {
    const SEATS: usize = 6;
    let dealer = filler.dealer;
    let seat = |section: &Section<'s>, index: usize| Place::named(&section.place).nth(index);
    let speaking = sections.iter().filter(|section| section.part != Part::Why);
    let seats: Vec<Place> = speaking.flat_map(|section| (0..SEATS).map(move |index| seat(section, index))).collect();
    let joints = filler.stock.joints().iter().filter(|joint| occasion.allows(&joint.phrase));
    let given: Vec<(Option<Place>, Link<'s>)> = joints
        .map(|joint| {
            let link = Link { before: joint.before, after: joint.after, phrase: &joint.phrase };
            (dealer.owner(joint.card, seats.iter().copied()), link)
        })
        .collect();
    let of = |section: &'s Section<'s>, index: usize| -> Vec<Link<'s>> {
        let seat = seat(section, index);
        let silent = dealer.die(seat, "link", 2) == 0;
        let said = |link: &Link<'s>| section.part != Part::Why && (link.after == Role::Passage || !silent);
        given.iter().filter(|(owner, link)| *owner == Some(seat) && said(link)).map(|(_, link)| *link).collect()
    };
    sections.iter().map(|section| (0..section.points.len()).map(|index| of(section, index)).collect()).collect()
}

/// Two sentences that a semicolon holds together are no longer than this, in 字.
const ONE_BREATH: u32 = 60;
const SEMICOLON: &str = "；";

impl<'s> Points<'_, 's> {
    /// What each point says where it turns to another matter (同时，): in a section each such joint has one seat.
    pub(super) fn turns(&self, section: &Section<'s>) -> Vec<&'s Phrase> {
        let Some(bank) = self.filler.stock.link("turn").filter(|_| section.part != Part::Why) else {
            return Vec::new();
        };
        let turns: Vec<&Phrase> = bank.phrases().filter(|phrase| self.occasion.allows(phrase)).collect();
        let place = Place::named(&section.place).then("turn");
        let order = self.filler.dealer.order(place, turns.len(), self.again(section.again));
        order.into_iter().map(|at| turns[at]).collect()
    }
}

impl<'s> Table<'_, 's> {
    /// At most one joint a point, where two roles meet for which one was given to this seat. Of sentences of one role only passages
    /// have one between them: each is a matter.
    pub(super) fn linked(&self, recipe: &[Role]) -> Vec<Option<Link<'s>>> {
        let mut links = vec![None; recipe.len()];
        let meet = |at: usize| recipe[at] == Role::Passage || recipe[at] != recipe[at - 1];
        let meets = |at: usize, before: Option<Role>| {
            let found = |link: &&Link<'s>| link.after == recipe[at] && link.before == before;
            self.links.iter().find(found).copied()
        };
        for at in (1..recipe.len()).filter(|at| meet(*at)) {
            let any = || if recipe[at] == recipe[at - 1] { None } else { meets(at, None) };
            if let Some(link) = meets(at, Some(recipe[at - 1])).or_else(any) {
                links[at] = Some(link);
                break;
            }
        }
        links
    }

    /// The sentences of a composition as they hang together. Where one sentence is to follow from the other, the joint stands
    /// only if it does; a core on another matter says that it is one; two short sentences on one matter are said in one breath.
    pub(super) fn joined(
        &self,
        hearing: &Hearing<'_, 's>,
        links: Vec<Option<Link<'s>>>,
        necks: &[Option<&Card<'s>>],
    ) -> Played<'s> {
        let cards = hearing.cards();
        let follows = |at: usize| self.kin.takes_up(cards[at].number, cards[at - 1].number);
        let says = |card: &Card<'s>| card.role.is_main() || card.role == Role::Do;
        let told = |card: &Card<'s>| says(card) && self.kin.is_tagged(card.number);
        let facts = cards.iter().map(|card| card.facts).sum();
        let mut played = Played { sentences: Vec::with_capacity(cards.len()), length: hearing.length(), facts };
        let one_breath = |at: usize| {
            let (before, card) = (&cards[at - 1], &cards[at]);
            (card.role == Role::Do && told(card) && told(before) && follows(at))
                && before.phrase.length + card.phrase.length <= ONE_BREATH
                && is_one_clause(before.phrase)
                && is_one_clause(card.phrase)
        };
        let mut turn = self.turn;
        for (at, (card, link)) in cards.iter().zip(links).enumerate() {
            // A passage begins with a matter of its own; a joint before it says that it is another.
            let holds = |link: &Link<'s>| link.before.is_none() || card.role == Role::Passage || follows(at);
            let link = link.filter(holds).map(|link| link.phrase);
            let turns = at > 0 && card.role == Role::Core && told(card) && told(&cards[at - 1]) && !follows(at);
            let link = link.or_else(|| if turns { turn.take() } else { None });
            let alone = played.sentences.iter().rev().nth(1).is_none_or(|sentence| sentence.mark != SEMICOLON);
            if let Some(neck) = necks[at] {
                played.length += neck.length;
                played.sentences.push(Sentence { phrase: neck.phrase, link: None, mark: "。" });
            }
            if at > 0 && link.is_none() && alone && one_breath(at) {
                played.sentences[at - 1].mark = SEMICOLON;
            }
            played.length += link.map_or(0, |link| link.length as usize);
            played.sentences.push(Sentence { phrase: card.phrase, link, mark: "。" });
        }
        played
    }
}

fn is_one_clause(phrase: &Phrase) -> bool {
    !phrase.closed && !phrase.text.contains(['。', '；', '：', '？', '！'])
}
