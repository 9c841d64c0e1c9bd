//! The body of one point: a recipe, a hand of cards for each of its roles, and the choice among them that costs least
//! ([`super::score`]) in the room there is.
//!
//! What a point may say is dealt by the name of its place; which of the dealt cards are played is decided by the score. So the
//! room decides within a hand, and the seed decides the hand. A hand does not depend on the room: it is dealt once and played
//! as often as rooms are tried.

use std::cell::{OnceCell, RefCell};

use super::accord::{Promise, numbered};
use super::card::{Card, Seat};
use super::fill::{Filler, NOTHING, Scope};
use super::hand::{Held, own};
use super::link::Link;
use super::occasion::Occasion;
use super::pick::Place;
use super::plan::{Point, Section, Words};
use super::score::{Hearing, RANK};
use super::span::Span;
use crate::library::{Bank, Kin, Origin, Part, Phrase, Role};

/// One sentence of a point and the joint before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence<'s> {
    /// What it says.
    pub phrase: &'s Phrase,
    /// A short joint before it, with its own mark.
    pub link: Option<&'s Phrase>,
    /// What it ends with, where it brings no mark of its own.
    pub mark: &'static str,
}

/// A point that is to be drawn: what it was dealt, and where it sits.
#[derive(Debug)]
pub(super) struct Table<'a, 's> {
    pub(super) points: Points<'a, 's>,
    pub(super) section: &'s Section<'s>,
    pub(super) point: &'s Point<'s>,
    pub(super) banks: [&'s Bank; Role::ALL.len()],
    pub(super) kin: &'s Kin,
    /// The number of the problem that the point turns on.
    pub(super) thread: Option<usize>,
    /// The hands, dealt when they are first looked at.
    hands: [OnceCell<Held<'s>>; Role::ALL.len()],
    /// The recipes of the seat, and all there are, as they are dealt.
    own: Vec<&'s [Role]>,
    pub(super) all: Vec<&'s [Role]>,
    pub(super) seat: Seat,
    pub(super) links: Vec<Link<'s>>,
    /// How many recipes are played out where none comes near.
    tried: usize,
    /// The joint of the seat where it turns to another matter.
    pub(super) turn: Option<&'s Phrase>,
    /// What it said before it was drawn anew, and should not say again.
    pub(super) heard: Vec<Origin>,
    /// What was played in the rooms tried so far.
    played: RefCell<Vec<((usize, bool), Played<'s>)>>,
}

/// A composition of a point.
#[derive(Debug, Clone, Default)]
pub(super) struct Played<'s> {
    pub sentences: Vec<Sentence<'s>>,
    /// In 字.
    pub length: usize,
    /// How many facts of the user's it says.
    pub facts: usize,
}

/// Deals and plays points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Points<'a, 's> {
    /// Fills slots; says whether facts count.
    pub filler: Filler<'s>,
    /// What may be said at all.
    pub occasion: &'a Occasion<'s>,
    /// What the tasks are about, each once, in the user's words.
    pub topics: &'a [&'s str],
    /// As if nothing were drawn anew.
    pub first: bool,
}

/// How many recipes are played out.
const TRIED: usize = 2;
/// How many where none of them comes so near to the room, in 字; and how many for the last point of a section, which makes up
/// for the others; and for one drawn anew, which is to leave the others alone.
const NEAR: usize = 3;
const TRIED_FAR: usize = 3;
const TRIED_LAST: usize = 6;
const TRIED_ANEW: usize = 12;
/// What that is worth in a composition, in 字 missed: the next point makes up for them.
const COHERENT: isize = 160;
/// What a missed 字 costs beyond its due where no other point can make up for it.
const EXACT: isize = 5;
/// What misses its room by more than so many 字 is held against single sentences.
const COARSE: usize = 40;
/// And where they are not for the type, what misses it by more than so much of the speech, in permille.
const BORNE: usize = 40;
/// In a room smaller than this, in 字, a point has its core alone.
const SCANT: usize = 56;
/// How often all cards of a recipe are looked over for a better one.
const SWEEPS: usize = 2;

impl<'a, 's> Points<'a, 's> {
    /// Deals the hands of point `index` of a section.
    pub fn table(
        self,
        section: &'s Section<'s>,
        index: usize,
        (recipes, turns): (&[&'s [Role]], &[&'s Phrase]),
        links: Vec<Link<'s>>,
        thread: Option<&'s Phrase>,
    ) -> Option<Table<'a, 's>> {
        let point = &section.points[index];
        let aspect = point.aspect?;
        let dealer = self.filler.dealer;
        let of = Place::named(&section.place);
        // Neighbours draw their recipes from two halves of the deck, so they never share one, whichever is drawn anew. A passage
        // is no pattern that is heard again.
        let whole = |recipe: &[Role]| recipe.contains(&Role::Passage);
        let halves = recipes.iter().enumerate().filter(|(rank, recipe)| whole(recipe) || rank % 2 == index % 2);
        let own = halves.map(|(_, recipe)| *recipe).collect();
        let head = match &point.head {
            Words::Own(text) => text.chars().next(),
            Words::Drawn(phrase) => phrase.text.chars().next(),
            Words::Missing => None,
        };
        let promise = Promise::of(point);
        let seat = Seat {
            head,
            half: index as u64 % 2,
            divide: dealer.die(of, "opening", u64::MAX),
            maxim: (index as u64 + dealer.die(of, "maxim", 3)).is_multiple_of(3),
            broad: section.part != Part::Why && !promise.narrow,
            wide: section.part != Part::Why && !promise.is_single(),
        };
        let banks = Role::ALL.map(|role| aspect.role(role));
        let (kin, hands, played, all) = (aspect.kin(), Default::default(), RefCell::default(), recipes.to_vec());
        let thread = thread.and_then(|thread| numbered(kin, banks[Role::Problem as usize], thread));
        let turn = turns.get(index).copied();
        // The last point makes up for the others.
        let last = index + 1 == section.points.len();
        let tried = if last { TRIED_LAST } else { TRIED_FAR };
        Some(Table {
            points: self,
            section,
            point,
            banks,
            kin,
            thread,
            hands,
            own,
            all,
            seat,
            links,
            turn,
            heard: Vec::new(),
            tried,
            played,
        })
    }

    /// The orders of roles that the points of a section may follow, as they are dealt.
    pub fn recipes(&self, section: &Section<'s>) -> Vec<&'s [Role]> {
        let recipes = self.filler.stock.recipes(section.part);
        let place = Place::named(&section.place).then("recipe");
        let dealt = self.filler.dealer.order(place, recipes.len(), self.again(section.again));
        dealt.into_iter().map(|at| recipes[at].as_slice()).collect()
    }

    pub(super) fn again(&self, wanted: u64) -> u64 {
        if self.first { 0 } else { wanted }
    }

    /// The pieces of sentences.
    pub fn spans(&self, section: &'s Section<'s>, point: &'s Point<'s>, played: &Played<'s>) -> Vec<Span<'s>> {
        let scope = self.scope(section, point);
        let mut out = Vec::with_capacity(played.sentences.len() * 3);
        for sentence in &played.sentences {
            if let Some(link) = sentence.link {
                self.filler.phrase(link, scope, &mut out);
            }
            self.filler.clause(sentence.phrase, sentence.mark, scope, &mut out);
        }
        out
    }

    pub(super) fn scope(&self, section: &'s Section<'s>, point: &'s Point<'s>) -> Scope<'a, 's> {
        Scope {
            aspect: point.aspect,
            theme: section.theme,
            several: section.several(self.topics),
            topic: section.topic.as_deref().or(self.filler.brief.topic.as_deref()),
            n: None,
            lists: &NOTHING,
            place: Place::named(&point.place),
            again: self.again(point.again),
        }
    }
}

impl<'s> Table<'_, 's> {
    /// Plays what costs least in a room of `room` characters. Where others cannot make up for what is missed, `exact`, the room
    /// goes before the passage.
    pub fn play(&self, room: usize, exact: bool) -> Played<'s> {
        if let Some((_, played)) = self.played.borrow().iter().find(|(tried, _)| *tried == (room, exact)) {
            return played.clone();
        }
        const BARE: [&[Role]; 2] = [&[Role::Core], &[Role::Core, Role::Do]];
        // An aspect may have too little for any recipe that its seat was given; the core is said in any case.
        let scant = if room < SCANT { &BARE[..1] } else { &[] };
        let tries = [scant, self.own.as_slice(), self.all.as_slice(), &BARE[1..], &BARE[..1]];
        let played = tries.into_iter().find_map(|recipes| self.best(recipes, room, exact)).unwrap_or_default();
        self.played.borrow_mut().push(((room, exact), played.clone()));
        played
    }

    fn best(&self, recipes: &[&'s [Role]], room: usize, exact: bool) -> Option<Played<'s>> {
        let mut best: Option<(isize, Played<'s>)> = None;
        let mut least = usize::MAX;
        let mut consider = |rank: usize, recipe: &[Role]| -> Option<usize> {
            let links = self.linked(recipe);
            let joints: usize = links.iter().flatten().map(|link| link.phrase.length as usize).sum();
            let hearing = self.dealt(recipe, room.saturating_sub(joints.max(self.neck_room(recipe))))?;
            // A neck says by itself that another matter begins.
            let necks = self.necks(hearing.cards());
            let links: Vec<_> =
                links.into_iter().zip(&necks).map(|(link, neck)| link.filter(|_| neck.is_none())).collect();
            let led = necks.iter().flatten().map(|neck| neck.length).sum::<usize>();
            let joints = links.iter().flatten().map(|link| link.phrase.length as usize).sum::<usize>() + led;
            let whole = if recipe.contains(&Role::Passage) && !exact { COHERENT } else { 0 };
            let led = if led > 0 { self.led(hearing.cards()) } else { 0 };
            let missed = (hearing.length() + joints).abs_diff(room);
            let short = if exact { EXACT * missed as isize } else { 0 };
            let cost = hearing.cost() + RANK * rank as isize - whole - led + short;
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, self.joined(&hearing, links, &necks)));
            }
            Some(missed)
        };
        let tried = if self.heard.is_empty() { self.tried } else { TRIED_ANEW };
        let mut played = 0;
        let ranked: Vec<_> = self.near(recipes, room, false).collect();
        for &(rank, recipe) in &ranked {
            let Some(missed) = consider(rank, recipe) else { continue };
            least = least.min(missed);
            if self.expected(recipe) * 5 < room * 4 {
                least = consider(rank, &self.stretched(recipe, room)).map_or(least, |missed| missed.min(least));
            }
            played += 1;
            if played == tried || (played >= TRIED && least <= NEAR) {
                break;
            }
        }
        // Where no passage comes near, single sentences may: a short speech has few points to make up for it. Those that are not
        // for the type wait until the speech would miss its length.
        let length = self.points.filler.brief.length.unwrap_or(self.points.filler.stock.template.header.length.default);
        let borne = if self.is_for_type() { COARSE.max(length as usize * BORNE / 1000) } else { COARSE };
        if least > borne
            && let Some((rank, recipe)) = self.near(recipes, room, exact).find(|(_, it)| !it.contains(&Role::Passage))
        {
            consider(rank, recipe);
        }
        best.map(|(_, played)| played)
    }

    /// The cards dealt to a role.
    pub(super) fn hand(&self, role: Role) -> &[Card<'s>] {
        &self.held(role).cards
    }

    pub(super) fn held(&self, role: Role) -> &Held<'s> {
        self.hands[role as usize].get_or_init(|| self.points.hand(self, role))
    }

    /// Deals a recipe: the first card of each role for it, then place after place is given the card that makes the composition
    /// cheapest.
    fn dealt(&self, recipe: &[Role], room: usize) -> Option<Hearing<'_, 's>> {
        let mut cards: Vec<Card<'s>> = Vec::with_capacity(recipe.len());
        for role in recipe {
            let taken = |card: &Card<'s>| cards.iter().any(|other| other.same_thought(card));
            let card = self.hand(*role).iter().find(|card| !taken(card))?;
            cards.push(*card);
        }
        let mut hearing = Hearing::new(cards, self.kin, &self.seat, room);
        for _ in 0..SWEEPS {
            let mut gained = 0;
            for (at, role) in recipe.iter().enumerate() {
                let draws = recipe.iter().filter(|other| *other == role).count();
                let reach = self.reach(*role, draws);
                let cards = self.hand(*role).iter().take_while(|card| card.thought < reach);
                if let Some((gain, card)) = hearing.best(at, cards) {
                    hearing.exchange(at, *card);
                    gained += gain;
                }
            }
            if gained == 0 {
                break;
            }
        }
        hearing.settle();
        Some(hearing)
    }

    /// How many thoughts of a hand may be played where `draws` of them are: the seed's own, and where those are too few the
    /// next ones.
    fn reach(&self, role: Role, draws: usize) -> usize {
        let fitting = self.held(role).fitting;
        self.pulled(role) + if fitting >= 5 * draws { own(fitting) } else { draws + 1 }
    }

    /// How many thoughts of a hand are there for what they say of facts or of the problem told.
    fn pulled(&self, role: Role) -> usize {
        self.hand(role).iter().filter(|card| card.pulled).map(|card| card.thought + 1).max().unwrap_or(0)
    }
}
