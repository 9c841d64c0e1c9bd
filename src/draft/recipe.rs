//! The recipes of a point: which orders of roles are tried in a room, and what a recipe becomes in a room larger than it.

use super::card::{Card, FACT, MAXIM};
use super::point::Table;
use super::score::{APART, LOOSE, RANK, tail};
use crate::library::{Part, Role};

/// A recipe with a passage goes before those without, if it comes as near: what is written as one thought is heard as one.
const WHOLE: isize = 260;
/// A room that passages leave as empty, in 字, is filled with what else there is.
const EMPTY: usize = 160;
/// A passage may be longer than the room by as many 字; other points make up for it.
const OVER: usize = 24;

impl<'s> Table<'_, 's> {
    /// The recipes, those first that lead one to expect about that length, each with its rank in the dealt order; where the length
    /// has to be met, `exact`, also those that are not for the type.
    pub(super) fn near(
        &self,
        recipes: &[&'s [Role]],
        room: usize,
        exact: bool,
    ) -> impl Iterator<Item = (usize, &'s [Role])> {
        let facts = !self.points.filler.bare && !self.points.filler.brief.facts.is_empty();
        let told = |role: Role| facts && self.hand(role).first().is_some_and(|card| card.facts > 0);
        let usual = Role::ALL.map(|role| if self.banks[role as usize].is_empty() { 0 } else { self.held(role).usual });
        let expected = |recipe: &[Role]| recipe.iter().map(|role| usual[*role as usize]).sum::<usize>();
        let worth = |rank: usize, recipe: &[Role]| {
            let maxim = if recipe.contains(&Role::End) && !self.seat.maxim { MAXIM } else { 0 };
            let told = recipe.iter().enumerate().filter(|(at, role)| told(**role) && !recipe[..*at].contains(role));
            let missed = expected(recipe).abs_diff(room) as isize;
            missed + maxim + RANK * rank as isize - FACT * told.count() as isize
        };
        let passages = self.hand(Role::Passage);
        let shortest = passages.iter().map(|card| card.length).min().unwrap_or(usize::MAX);
        // The problem that the point turns on is answered, by a passage or else without one.
        let answered = self.thread.is_none() || passages.iter().any(|card| card.answers);
        // What the user's own library has to say is heard first, passage or not.
        let layered = self.points.filler.stock.library.has_own();
        let is_own = Role::ALL.map(|role| layered && role != Role::Problem && self.held(role).own);
        let told_whole = shortest <= room + OVER;
        // Other sentences are for the user's words and facts, and for a length that is not met without them.
        let own_words = || Role::ALL.into_iter().any(|role| is_own[role as usize] || told(role));
        let alone = self.is_for_type() && told_whole && !exact && !own_words();
        let possible = |recipe: &[Role]| {
            let passage = recipe.contains(&Role::Passage);
            (if passage { told_whole && answered } else { !alone })
                && recipe.iter().all(|role| !self.banks[*role as usize].is_empty())
        };
        let ranked = recipes.iter().copied().enumerate().filter(|(_, recipe)| possible(recipe));
        // What stands beside a passage is to be on its matter: that of the problem which it answers.
        let on_it = Role::ALL.map(|role| role.is_main() || self.hand(role).iter().any(|card| card.answers || card.own));
        let covered = self.hand(Role::Core).iter().any(|card| !self.kin.is_tagged(card.number));
        let apart = |recipe: &[Role]| {
            if !recipe.contains(&Role::Passage) {
                return 0;
            }
            let apart = |role: Role| match role {
                Role::Core if covered => -self.seat.covers(),
                Role::Core => self.seat.seam(),
                role if self.thread.is_some() && !on_it[role as usize] => APART,
                Role::Ban | Role::Who | Role::Goal | Role::End if self.thread.is_none() => LOOSE,
                _ => 0,
            };
            recipe.iter().map(|role| apart(*role) + tail(*role)).sum::<isize>()
        };
        // A point drawn anew has a passage where there is another one.
        let answers = |card: &Card<'_>| card.answers || self.thread.is_none();
        let another = self.heard.is_empty() || passages.iter().any(|card| !card.heard && answers(card));
        let whole = |recipe: &[Role]| {
            let heard = recipe.iter().any(|role| is_own[*role as usize]);
            let passage = recipe.contains(&Role::Passage) && another;
            WHOLE * (isize::from(passage) + 2 * isize::from(heard))
        };
        let mut ranked: Vec<_> =
            ranked.map(|(rank, recipe)| (worth(rank, recipe) + apart(recipe) - whole(recipe), rank, recipe)).collect();
        ranked.sort_unstable_by_key(|(worth, rank, _)| (*worth, *rank));
        ranked.into_iter().map(|(_, rank, recipe)| (rank, recipe))
    }

    /// Whether passages were written for the type, so that the rest of the aspect was not.
    pub(super) fn is_for_type(&self) -> bool {
        self.point.aspect.is_some_and(|aspect| aspect.preferred)
    }

    /// How long a recipe usually is.
    pub(super) fn expected(&self, recipe: &[Role]) -> usize {
        recipe.iter().map(|role| self.held(*role).usual).sum()
    }

    /// The recipe with more measures, for a room much larger than it. A point is filled out with what is to be done, not with a
    /// second maxim or a second picture; where it grows long, a second core stands in the midst of the measures, so that
    /// they do not become one list.
    pub(super) fn stretched(&self, recipe: &[Role], room: usize) -> Vec<Role> {
        let (all, whole) = (room, recipe.contains(&Role::Passage));
        let mut longer = recipe.to_vec();
        let mut room = room.saturating_sub(self.expected(recipe));
        let mut add = |role: Role, most: usize, longer: &mut Vec<Role>| {
            let have = longer.iter().filter(|other| **other == role).count();
            let usual = self.expected(&[role]);
            let thoughts = self.hand(role).last().map_or(0, |card| card.thought + 1);
            // Roles that no recipe has, or none that has a passage, are not said there.
            let beside = |other: &[Role]| other.contains(&role) && (!whole || other.contains(&Role::Passage));
            let said = self.all.iter().any(|recipe| beside(recipe));
            // A second passage comes in whole.
            let least = if role == Role::Passage { usual * 4 / 5 } else { usual / 2 };
            let more = said && have < most.min(thoughts) && least < room;
            if more {
                let at = longer.iter().rposition(|other| *other <= role).map_or(0, |at| at + 1);
                longer.insert(at, role);
                room = room.saturating_sub(usual);
            }
            more
        };
        if self.section.part == Part::Why {
            while recipe.contains(&Role::Passage) && add(Role::Passage, 2, &mut longer) {}
            while add(Role::Core, usize::MAX, &mut longer) {}
            add(Role::Scene, 1, &mut longer);
            return longer;
        }
        // A passage has its measures in it; more of them would say it again.
        if recipe.contains(&Role::Passage) {
            for (role, most) in [(Role::Core, 1), (Role::Ban, 1), (Role::Who, 1), (Role::Passage, 4)] {
                while add(role, most, &mut longer) {}
            }
            // Only where a point has the room of two or three is it filled with measures all the same.
            if self.expected(&longer) + EMPTY < all {
                while add(Role::Do, usize::MAX, &mut longer) {}
            }
        } else {
            for (role, most) in [(Role::Do, 3), (Role::Ban, 1), (Role::Core, 2), (Role::Who, 1)] {
                while add(role, most, &mut longer) {}
            }
            while add(Role::Do, usize::MAX, &mut longer) {}
        }
        for role in [Role::Why, Role::Scene, Role::Root, Role::Goal] {
            add(role, 1, &mut longer);
        }
        interleave(&mut longer);
        longer
    }
}

/// Puts the second core behind the second of four measures or more.
fn interleave(recipe: &mut Vec<Role>) {
    let first = recipe.iter().position(|role| *role == Role::Core);
    let measures = recipe.iter().filter(|role| **role == Role::Do).count();
    if let Some(first) = first.filter(|first| measures >= 4 && recipe.get(first + 1) == Some(&Role::Core)) {
        let core = recipe.remove(first + 1);
        recipe.insert(first + 1 + measures / 2, core);
    }
}
