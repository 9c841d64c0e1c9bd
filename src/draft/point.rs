//! The body of one point: a recipe, a hand of cards for each of its roles, and the choice among them that comes nearest to the
//! room there is.
//!
//! What a point may say is dealt by the name of its place; which of the dealt cards are played is decided by length. So the
//! room decides within a hand, and the seed decides the hand.

use std::collections::{BTreeMap, BTreeSet};

use super::fill::{Filler, Lists, Occasion, Scope, Span};
use super::pick::Dealer;
use super::plan::{Point, Section};
use crate::library::{Part, Phrase, Role};

/// One sentence of a point and the joint before it.
#[derive(Debug, Clone, Copy)]
pub struct Sentence<'s> {
    /// What it says.
    pub phrase: &'s Phrase,
    /// A short joint before it, with its own mark.
    pub link: Option<&'s Phrase>,
}

/// Draws the bodies of points.
#[derive(Debug, Clone, Copy)]
pub struct Points<'a, 's> {
    /// Fills slots; says whether facts count.
    pub filler: Filler<'s>,
    /// What may be said at all.
    pub occasion: &'a Occasion<'s>,
    /// Joints by kind, as they were given to this place.
    pub links: &'a BTreeMap<(String, String), &'s Phrase>,
    /// As if nothing were drawn anew.
    pub first: bool,
}

/// A card that may be played: the thought it belongs to, the wording, its length as a sentence.
#[derive(Debug, Clone, Copy)]
struct Card<'s> {
    thought: usize,
    phrase: &'s Phrase,
    length: usize,
}

/// What a later place in the dealt order of recipes costs, in characters missed.
const RANK: usize = 2;
/// The usual length of a sentence of the banks.
const SENTENCE: usize = 33;
/// How many missed characters it is worth to say a fact that the user gave.
const FACT: isize = 30;

impl<'s> Points<'_, 's> {
    /// The sentences of point `index` of a section, about `room` long.
    pub fn draw(&self, section: &Section<'s>, index: usize, room: usize) -> Vec<Sentence<'s>> {
        let (own, all) = self.recipes(section, index);
        let bare: [&[Role]; 2] = [&[Role::Core, Role::Do], &[Role::Core]];
        // An aspect may have too little for any recipe that its place was given; the core is said in any case.
        let mut tries = [own, all, bare.to_vec()].into_iter();
        tries.find_map(|recipes| self.best(section, index, &recipes, room)).unwrap_or_default()
    }

    fn best(&self, section: &Section<'s>, index: usize, recipes: &[&[Role]], room: usize) -> Option<Vec<Sentence<'s>>> {
        let (point, seat) = (&section.points[index], seat(section, index));
        let mut hands = BTreeMap::new();
        let mut best: Option<(isize, Vec<Sentence<'s>>)> = None;
        for (rank, recipe) in near(recipes, room) {
            for recipe in self.stretched(section, point, recipe, room) {
                let Some(cards) = self.play(section, point, &recipe, room, &mut hands) else { continue };
                let sentences = self.joined(section.part, &seat, &recipe, &cards);
                let total = self.length(section, point, &sentences);
                let told: BTreeSet<&str> = sentences.iter().flat_map(|sentence| self.facts(sentence.phrase)).collect();
                let cost = (total.abs_diff(room) + RANK * rank) as isize - FACT * told.len() as isize;
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, sentences));
                }
            }
        }
        best.map(|(_, sentences)| sentences)
    }

    fn again(&self, wanted: u64) -> u64 {
        if self.first { 0 } else { wanted }
    }

    /// The pieces of sentences.
    pub fn spans(&self, section: &Section<'s>, point: &Point<'s>, sentences: &[Sentence<'s>]) -> Vec<Span<'s>> {
        let lists = Lists::default();
        let scope = self.scope(section, point, &lists);
        let mut out = Vec::new();
        for sentence in sentences {
            if let Some(link) = sentence.link {
                self.filler.phrase(link, scope, &mut out);
            }
            self.filler.sentence(sentence.phrase, scope, &mut out);
        }
        out
    }

    fn scope<'a>(&self, section: &Section<'s>, point: &'a Point<'s>, lists: &'a Lists<'s>) -> Scope<'a, 's> {
        let topic = self.filler.brief.topic.as_deref();
        let topic = section.topic.as_deref().and_then(|own| self.topic(own)).or(topic);
        Scope {
            aspect: point.aspect,
            theme: section.theme,
            several: &[],
            topic,
            lists,
            place: &point.place,
            again: self.again(point.again),
        }
    }

    /// The section's topic as it lives in brief or stock.
    fn topic(&self, own: &str) -> Option<&'s str> {
        let sections = self.filler.brief.sections.iter().filter_map(|section| section.theme.as_deref());
        sections.chain(self.filler.stock.topic.as_deref()).find(|topic| *topic == own)
    }

    /// The orders of roles that a point may follow, as they are dealt, and all there are. Neighbours draw from two halves of
    /// the deck, so they never share one, whichever of the two is drawn anew.
    fn recipes(&self, section: &Section<'s>, index: usize) -> (Vec<&'s [Role]>, Vec<&'s [Role]>) {
        let all = self.filler.stock.recipes(section.part);
        let place = format!("{}/recipe", section.place);
        let dealt = self.filler.dealer.hand(&place, all.len(), all.len(), self.again(section.again), |_| true);
        let all: Vec<&[Role]> = dealt.into_iter().map(|at| all[at].as_slice()).collect();
        (all.iter().copied().skip(index % 2).step_by(2).collect(), all)
    }

    /// The recipe as it stands; and where the room is much larger than it, the recipe with more measures. A point is filled
    /// out with what is to be done, not with a second maxim or a second picture.
    fn stretched(&self, section: &Section<'s>, point: &Point<'s>, recipe: &[Role], room: usize) -> Vec<Vec<Role>> {
        let mut found = vec![recipe.to_vec()];
        let Some(aspect) = point.aspect.filter(|_| recipe.len() * SENTENCE * 5 / 4 < room) else { return found };
        let mut longer = recipe.to_vec();
        let add = |role: Role, most: usize, longer: &mut Vec<Role>| {
            let have = longer.iter().filter(|other| **other == role).count();
            let more = have < most.min(aspect.role(role).thoughts.len()) && longer.len() * SENTENCE < room;
            if more {
                let at = longer.iter().rposition(|other| *other <= role).map_or(0, |at| at + 1);
                longer.insert(at, role);
            }
            more
        };
        let measure = if section.part == Part::Why { Role::Core } else { Role::Do };
        while add(measure, usize::MAX, &mut longer) {}
        for role in [Role::Why, Role::Core, Role::Ban, Role::Scene, Role::End, Role::Root, Role::Who] {
            add(role, if role == Role::Core { 2 } else { 1 }, &mut longer);
        }
        found.push(longer);
        found
    }

    /// The cards dealt to a role of a point, every wording of each thought.
    fn hand(&self, section: &Section<'s>, point: &Point<'s>, role: Role, draws: usize) -> Vec<Card<'s>> {
        let Some(aspect) = point.aspect else { return Vec::new() };
        let bank = aspect.role(role);
        let lists = Lists::default();
        let scope = self.scope(section, point, &lists);
        let fits = |phrase: &'s Phrase| {
            self.occasion.allows(phrase) && lists.can_say(phrase) && self.filler.avoids(phrase, scope)
        };
        // Even thoughts of a problem bank are for the problems move, odd ones for the point: neither can take the other's.
        let mine = |thought: usize| role != Role::Problem || thought % 2 == 1;
        let size = (bank.thoughts.len() / 5).max(2) + draws - 1;
        let place = format!("{}/{}", point.place, role.name());
        // The core of an aspect that the user named is said even where its phrases are meant for other occasions.
        let fits = |phrase: &'s Phrase| {
            fits(phrase)
                || (role == Role::Core
                    && !bank.phrases().any(fits)
                    && self.occasion.bears(phrase)
                    && self.filler.avoids(phrase, scope))
        };
        let dealt = self.filler.dealer.thoughts(&place, bank, size, self.again(point.again), |thought| {
            mine(thought) && bank.thoughts[thought].iter().any(fits)
        });
        // What the user gave a fact for is always at hand.
        let told =
            |thought: &usize| bank.thoughts[*thought].iter().any(|phrase| fits(phrase) && self.speaks_of_facts(phrase));
        let told =
            (0..bank.thoughts.len()).filter(|thought| mine(*thought) && told(thought) && !dealt.contains(thought));
        let wordings = told.chain(dealt.iter().copied()).flat_map(|thought| {
            let wordings = bank.thoughts[thought].iter().filter(|phrase| fits(phrase));
            wordings.map(move |phrase| (thought, phrase))
        });
        let mut cards: Vec<Card<'s>> = wordings
            .map(|(thought, phrase)| Card { thought, phrase, length: self.filler.sentence_length(phrase, scope) })
            .collect();
        cards.sort_by_key(|card| !self.speaks_of_facts(card.phrase));
        cards
    }

    /// The facts of the brief that a phrase says.
    fn facts(&self, phrase: &'s Phrase) -> impl Iterator<Item = &'s str> {
        let facts = &self.filler.brief.facts;
        phrase.slots().map(|slot| slot.name.as_str()).filter(|name| facts.contains_key(*name))
    }

    fn speaks_of_facts(&self, phrase: &'s Phrase) -> bool {
        !self.filler.brief.facts.is_empty() && self.facts(phrase).next().is_some()
    }

    /// Plays a recipe: the first cards of each hand, then exchanges as long as one brings the length nearer to the room.
    fn play(
        &self,
        section: &Section<'s>,
        point: &Point<'s>,
        recipe: &[Role],
        room: usize,
        hands: &mut BTreeMap<(Role, usize), Vec<Card<'s>>>,
    ) -> Option<Vec<Card<'s>>> {
        let draws = |role: Role| recipe.iter().filter(|other| **other == role).count();
        for role in recipe {
            hands.entry((*role, draws(*role))).or_insert_with(|| self.hand(section, point, *role, draws(*role)));
        }
        let hand = |role: Role| hands[&(role, draws(role))].as_slice();
        let mut played: Vec<Card<'s>> = Vec::with_capacity(recipe.len());
        for (at, role) in recipe.iter().enumerate() {
            let taken = |card: &&Card<'s>| {
                !played.iter().zip(recipe).any(|(other, r)| r == role && other.thought == card.thought)
            };
            let card = hand(*role).iter().find(taken).copied();
            debug_assert_eq!(played.len(), at);
            played.push(card?);
        }
        let mut total: usize = played.iter().map(|card| card.length).sum();
        loop {
            let mut best = (total.abs_diff(room), None);
            for (at, role) in recipe.iter().enumerate() {
                for card in hand(*role) {
                    let taken = played
                        .iter()
                        .enumerate()
                        .any(|(other, c)| other != at && recipe[other] == *role && c.thought == card.thought);
                    let distance = (total - played[at].length + card.length).abs_diff(room);
                    // A fact that the user gave is not exchanged away for a few characters.
                    let loses = self.speaks_of_facts(played[at].phrase) && !self.speaks_of_facts(card.phrase);
                    if !taken && !loses && distance < best.0 {
                        best = (distance, Some((at, *card)));
                    }
                }
            }
            let Some((at, card)) = best.1 else { return Some(played) };
            total = total - played[at].length + card.length;
            played[at] = card;
        }
    }

    /// At most one joint a point, where two roles meet for which one was given to this place. Reasons follow one another
    /// without.
    fn joined(&self, part: Part, seat: &str, recipe: &[Role], cards: &[Card<'s>]) -> Vec<Sentence<'s>> {
        let silent = part == Part::Why || self.filler.dealer.die(seat, "link", 2) == 0;
        let mut linked = silent;
        let mut sentences = Vec::with_capacity(cards.len());
        for (at, (role, card)) in recipe.iter().zip(cards).enumerate() {
            let before = at.checked_sub(1).map(|at| recipe[at]);
            let key = |before: &str| (seat.to_string(), format!("between/{before}>{}", role.name()));
            let found = before.filter(|before| !linked && before != role).and_then(|before| {
                let both = self.links.get(&key(before.name()));
                both.or_else(|| self.links.get(&key("")))
            });
            linked |= found.is_some();
            sentences.push(Sentence { phrase: card.phrase, link: found.copied() });
        }
        sentences
    }

    fn length(&self, section: &Section<'s>, point: &Point<'s>, sentences: &[Sentence<'s>]) -> usize {
        let lists = Lists::default();
        let scope = self.scope(section, point, &lists);
        let one = |sentence: &Sentence<'s>| {
            sentence.link.map_or(0, |link| link.length as usize) + self.filler.sentence_length(sentence.phrase, scope)
        };
        sentences.iter().map(one).sum()
    }
}

/// The recipes whose usual length is nearest to the room, each with its rank in the dealt order.
fn near<'r>(recipes: &[&'r [Role]], room: usize) -> Vec<(usize, &'r [Role])> {
    const TRIED: usize = 7;
    let mut ranked: Vec<(usize, &[Role])> = recipes.iter().copied().enumerate().collect();
    ranked.sort_by_key(|(_, recipe)| (recipe.len() * SENTENCE).abs_diff(room));
    ranked.truncate(TRIED);
    ranked
}

/// The seat of a point: the `index`th of its section, whatever aspect sits there.
fn seat(section: &Section<'_>, index: usize) -> String {
    format!("{}#{index}", section.place)
}

/// Gives every joint to one seat of the speech, so that none is heard twice. As many seats take part as a section may have,
/// taken or not: so a section that has other points leaves the joints of the others where they were.
pub fn links<'s>(
    filler: Filler<'s>,
    occasion: &Occasion<'s>,
    sections: &[Section<'s>],
) -> BTreeMap<(String, String), &'s Phrase> {
    const SEATS: usize = 6;
    let speaking = sections.iter().filter(|section| section.part != Part::Why);
    let seats: Vec<String> = speaking.flat_map(|section| (0..SEATS).map(|index| seat(section, index))).collect();
    let dealer: Dealer = filler.dealer;
    let mut given = BTreeMap::new();
    for before in std::iter::once("").chain(Role::ALL.map(Role::name)) {
        for role in Role::ALL {
            let key = format!("between/{before}>{}", role.name());
            let phrases = filler.stock.link(&key).into_iter().flat_map(|bank| bank.phrases());
            for phrase in phrases.filter(|phrase| occasion.allows(phrase)) {
                if let Some(owner) = dealer.owner(&phrase.text, seats.iter().map(String::as_str)) {
                    given.entry((owner.to_string(), key.clone())).or_insert(phrase);
                }
            }
        }
    }
    given
}
