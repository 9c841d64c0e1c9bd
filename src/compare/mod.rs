//! Two versions of a speech compared: what was changed, moved, added and dropped, sentence by sentence.
//!
//! This room owns the comparison and not its look: it takes two speeches, whoever wrote them, and gives one that holds both, which
//! export sets as text, as a page or with tracked changes. So it stands above the outline, whose speeches it compares, and
//! below export, which shows what it found; it knows no files and no formats.
//!
//! `align` pairs the sentences, `words` tells what changed inside a pair.

mod align;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use align::{Pair, align};

use crate::outline::{Role, Speech, marker};
use crate::source::Span;
use crate::text::sentence::sentences;

/// Two versions of a speech in one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The paragraphs of both versions: those of the new one in its order, the dropped ones where they stood.
    pub paragraphs: Vec<Compared>,
    /// Where moved sentences came from: the heading over them in the old version, by the number of the move.
    pub origins: Vec<Option<String>>,
    /// How much happened.
    pub counts: Counts,
}

/// How many sentences changed, moved, were added, were dropped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Changed.
    pub changed: usize,
    /// Moved.
    pub moved: usize,
    /// Added.
    pub added: usize,
    /// Dropped.
    pub dropped: usize,
}

impl Counts {
    /// Whether nothing happened.
    pub fn is_empty(self) -> bool {
        self == Counts::default()
    }
}

/// A paragraph of either version, or of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What it is: in the new version, where it is there.
    pub role: Role,
    /// Whose it is.
    pub standing: Standing,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

/// Which version a paragraph belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Both have it, whatever became of its sentences.
    Both,
    /// Only the new one.
    Added,
    /// Only the old one.
    Dropped,
}

/// A sentence and what became of it. One that moved and was changed has added pieces where it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// What became of it.
    pub fate: Fate,
    /// Its words: one piece, or several where it was changed.
    pub pieces: Vec<(Fate, String)>,
}

/// What became of a sentence or of a piece of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stands as it was.
    Same,
    /// Some of its words are others.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Dropped,
    /// It stood here, and stands elsewhere now: the number of the move.
    MovedAway(usize),
    /// It stands here, and stood elsewhere: the number of the move.
    MovedHere(usize),
}

/// A sentence in its place.
#[derive(Debug, Clone, Copy)]
struct Unit<'s> {
    paragraph: usize,
    text: &'s str,
    /// The text without the marker before it: numbers change when their neighbours do.
    key: &'s str,
}

/// The sentences of a speech; items of a list that end with a semicolon count as such, and titles and headings are whole.
fn units(speech: &Speech) -> Vec<Unit<'_>> {
    let mut units = Vec::new();
    for (number, paragraph) in speech.paragraphs.iter().enumerate() {
        let text = paragraph.text.as_str();
        let parts: Vec<Span> = match paragraph.role {
            Role::Body => sentences(text, true),
            _ => std::iter::once(0..text.len()).collect(),
        };
        for part in parts {
            let text = &text[part];
            let bare = text.trim();
            let length = marker(bare, true).map_or(0, |(length, _, _)| length);
            let key = if length < bare.len() { &bare[length..] } else { bare };
            units.push(Unit { paragraph: number, text, key });
        }
    }
    units
}

/// Compares an old version with a new one.
///
/// ```
/// use qicao::compare::compare;
/// use qicao::outline::Speech;
///
/// let read = |text: &str| Ok::<_, qicao::Error>(Speech::read(&qicao::read("稿.txt", text.as_bytes(), None)?));
/// let old = read("同志们：\n今天开会。会要开短。\n")?;
/// let new = read("同志们：\n今天开会。会要开得短。\n")?;
/// assert_eq!(compare(&old, &new).counts.changed, 1);
/// assert!(compare(&new, &new).counts.is_empty());
/// # Ok::<(), qicao::Error>(())
/// ```
pub fn compare(old: &Speech, new: &Speech) -> Comparison {
    let (before, after) = (units(old), units(new));
    let pairs = align(&before, &after);
    let partners = partners(&before, &after, &pairs);
    let mut writer = Writer {
        old,
        new,
        paired: partners.values().copied().collect(),
        partners,
        comparison: Comparison::default(),
        places: BTreeMap::new(),
        order: Vec::new(),
        begun: 0,
        moves: BTreeMap::new(),
    };
    for pair in &pairs {
        if let Pair::Moved(from, to) = pair {
            writer.moves.insert((*from, *to), writer.comparison.origins.len());
            let heading = old.paragraphs[..=before[*from].paragraph].iter().rev();
            let heading = heading.into_iter().find(|paragraph| paragraph.role == Role::Heading);
            writer.comparison.origins.push(heading.map(|paragraph| paragraph.text.clone()));
        }
    }
    for step in align::walk(&pairs, before.len(), after.len()) {
        writer.step(step, &before, &after);
    }
    writer.finish()
}

/// Which paragraphs of the two versions are one: those that share most with one another.
fn partners(before: &[Unit<'_>], after: &[Unit<'_>], pairs: &[Pair]) -> BTreeMap<usize, usize> {
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for pair in pairs {
        if let Pair::Same(from, to) | Pair::Changed(from, to) = pair {
            *shared.entry((before[*from].paragraph, after[*to].paragraph)).or_default() += after[*to].text.len();
        }
    }
    let best = |pick: fn(&(usize, usize)) -> usize| {
        let mut best: BTreeMap<usize, ((usize, usize), usize)> = BTreeMap::new();
        for (both, length) in &shared {
            let entry = best.entry(pick(both)).or_insert((*both, *length));
            if *length > entry.1 {
                *entry = (*both, *length);
            }
        }
        best
    };
    let (by_old, by_new) = (best(|both| both.0), best(|both| both.1));
    let mutual = by_old.values().map(|(both, _)| *both).filter(|both| by_new[&both.1].0 == *both);
    mutual.collect()
}

/// Which merged paragraph something goes to: one of the new version, or a dropped one of the old.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    New(usize),
    Old(usize),
}

struct Writer<'s> {
    old: &'s Speech,
    new: &'s Speech,
    /// From paragraphs of the old version to those of the new that are the same.
    partners: BTreeMap<usize, usize>,
    /// The paragraphs of the new version that are among them.
    paired: BTreeSet<usize>,
    comparison: Comparison,
    places: BTreeMap<Place, usize>,
    /// By what each paragraph is ordered: those of the new version by themselves, the dropped between them.
    order: Vec<(usize, bool)>,
    /// How many paragraphs of the new version have begun.
    begun: usize,
    moves: BTreeMap<(usize, usize), usize>,
}

impl Writer<'_> {
    fn finish(self) -> Comparison {
        let mut paragraphs: Vec<_> = self.order.into_iter().zip(self.comparison.paragraphs).collect();
        paragraphs.sort_by_key(|(order, _)| *order);
        let paragraphs = paragraphs.into_iter().map(|(_, paragraph)| paragraph).collect();
        Comparison { paragraphs, ..self.comparison }
    }

    fn step(&mut self, step: Pair, before: &[Unit<'_>], after: &[Unit<'_>]) {
        if let Pair::Same(_, to) | Pair::Changed(_, to) | Pair::Moved(_, to) | Pair::Added(to) = step {
            self.begun = after[to].paragraph + 1;
        }
        let counts = &mut self.comparison.counts;
        let whole = |fate, text: &str| Sentence { fate, pieces: vec![(fate, text.to_string())] };
        match step {
            Pair::Same(from, to) | Pair::Changed(from, to) if before[from].text.trim() != after[to].text.trim() => {
                counts.changed += 1;
                let pieces = words::changes(before[from].text, after[to].text);
                self.put(Place::New(after[to].paragraph), Sentence { fate: Fate::Changed, pieces });
            }
            Pair::Same(_, to) | Pair::Changed(_, to) => {
                self.put(Place::New(after[to].paragraph), whole(Fate::Same, after[to].text));
            }
            Pair::Added(to) => {
                counts.added += 1;
                self.put(Place::New(after[to].paragraph), whole(Fate::Added, after[to].text));
            }
            Pair::Dropped(from) => {
                counts.dropped += 1;
                self.put(self.place(before[from].paragraph), whole(Fate::Dropped, before[from].text));
            }
            Pair::MovedAway(from, to) => {
                counts.moved += 1;
                let fate = Fate::MovedAway(self.moves[&(from, to)]);
                self.put(self.place(before[from].paragraph), whole(fate, before[from].text));
            }
            Pair::Moved(from, to) => {
                let fate = Fate::MovedHere(self.moves[&(from, to)]);
                let (old, new) = (before[from], after[to]);
                // What was dropped on the way stands where the sentence left.
                let pieces = match old.key == new.key {
                    true => vec![(fate, new.text.to_string())],
                    false => words::changes(old.text, new.text)
                        .into_iter()
                        .filter(|(piece, _)| *piece != Fate::Dropped)
                        .map(|(piece, text)| (if piece == Fate::Same { fate } else { piece }, text))
                        .collect(),
                };
                self.put(Place::New(new.paragraph), Sentence { fate, pieces });
            }
        }
    }

    /// Where what is only in a paragraph of the old version goes.
    fn place(&self, old: usize) -> Place {
        self.partners.get(&old).map_or(Place::Old(old), |new| Place::New(*new))
    }

    fn put(&mut self, place: Place, sentence: Sentence) {
        let paragraphs = &mut self.comparison.paragraphs;
        let at = *self.places.entry(place).or_insert_with(|| {
            let (role, standing) = match place {
                Place::Old(old) => (self.old.paragraphs[old].role, Standing::Dropped),
                Place::New(new) => {
                    let both = self.paired.contains(&new);
                    (self.new.paragraphs[new].role, if both { Standing::Both } else { Standing::Added })
                }
            };
            self.order.push(match place {
                Place::New(new) => (new, true),
                Place::Old(_) => (self.begun, false),
            });
            paragraphs.push(Compared { role, standing, sentences: Vec::new() });
            paragraphs.len() - 1
        });
        paragraphs[at].sentences.push(sentence);
    }
}

#[cfg(test)]
mod tests;
