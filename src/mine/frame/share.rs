//! Fillers that several speeches share: only where a slot is mostly filled from them, and only for the field of work they are of.
//!
//! A pool of whatever ever filled a slot makes sentences without sense. So a slot is opened to a pool only if in its own frame at
//! least two fillers are common and most places have one of them, and a filler goes into the pool of a theme only if enough
//! speeches say it there. What is a fact never does.

use std::collections::{BTreeMap, BTreeSet};

use super::Frame;
use super::name::{Filler, Slot};
use super::names::{hint, is_fact, is_kind};

/// Slots that may be filled from a pool are called so, to tell them from those that hold an author's own matter.
pub const COMMON: &str = "常见";

/// Fillers by theme and slot, each with how many speeches say it there.
pub type Shared = BTreeMap<(&'static str, String), Vec<(String, usize)>>;

/// A pool holds no more, the best supported first.
const MOST: usize = 60;

/// A filler longer than this, in characters, is what somebody said and no word for a thing.
const LONGEST: usize = 12;

/// The pools, and in the frames the names of the slots that are filled from them.
pub fn share(frames: &mut [Frame], support: usize) -> Shared {
    let mut said: BTreeMap<(&str, String), BTreeMap<&str, BTreeSet<usize>>> = BTreeMap::new();
    for slot in frames.iter().flat_map(|frame| &frame.slots).filter(|slot| is_open(slot, support)) {
        for filler in common(slot, support) {
            for (speech, theme) in &filler.speeches {
                let Some(theme) = theme else { continue };
                let pool = said.entry((theme, format!("{COMMON}{}", slot.name))).or_default();
                pool.entry(&filler.text).or_default().insert(*speech);
            }
        }
    }
    let pool = |fillers: BTreeMap<&str, BTreeSet<usize>>| {
        let enough = fillers.into_iter().filter(|(_, speeches)| speeches.len() >= support);
        let mut pool: Vec<(String, usize)> = enough.map(|(text, of)| (text.to_string(), of.len())).collect();
        pool.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        pool.truncate(MOST);
        pool
    };
    let pools: Shared =
        said.into_iter().map(|(key, fillers)| (key, pool(fillers))).filter(|(_, pool)| pool.len() > 1).collect();
    let named: BTreeSet<&str> = pools.keys().map(|(_, name)| name.as_str()).collect();
    for frame in frames {
        for slot in frame.slots.iter_mut().filter(|slot| is_open(slot, support)) {
            let name = format!("{COMMON}{}", slot.name);
            if named.contains(name.as_str()) {
                let told = hint(&slot.name).unwrap_or_default();
                frame.text = frame.text.replace(&format!("【{}】", slot.name), &format!("【{name}：{told}】"));
                slot.name = name;
            }
        }
    }
    pools
}

/// The fillers of a slot that are common: words of its own kind that enough speeches say in it.
fn common(slot: &Slot, support: usize) -> impl Iterator<Item = &Filler> {
    let short = |text: &str| (2..=LONGEST).contains(&text.chars().count()) && text.chars().all(char::is_alphanumeric);
    slot.fillers.iter().filter(move |filler| filler.fits && filler.support() >= support && short(&filler.text))
}

/// Whether a slot is mostly filled with what is common. The second slot of a name is not: both would be filled with the same.
fn is_open(slot: &Slot, support: usize) -> bool {
    let (mut kinds, mut count) = (0, 0);
    for filler in common(slot, support) {
        kinds += 1;
        count += filler.count;
    }
    let first = !slot.name.ends_with(['二', '三', '四', '五', '六']);
    first && is_kind(&slot.name) && !is_fact(&slot.name) && kinds > 1 && 2 * count >= slot.filled
}
