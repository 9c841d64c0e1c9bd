//! Which sentence of the new version is which of the old.
//!
//! Sentences that say the same are paired first, the nth saying of one with the nth of the other. Of the pairs, the heaviest chain
//! that runs forward in both versions has stayed; the others have moved. (Heckel, *A technique for isolating differences between
//! files*, 1978, with the longest increasing subsequence weighed by length.) Between two that stayed, what is left is paired
//! by likeness, in order; what is still left was added or dropped. All steps are bounded, so that two books can be compared.

use std::collections::BTreeMap;

use super::Unit;

/// What became of sentences, by their numbers in the old and in the new version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pair {
    /// Said in both at the same place.
    Same(usize, usize),
    /// Said otherwise at the same place.
    Changed(usize, usize),
    /// Said in both, at another place in the new version.
    Moved(usize, usize),
    /// The place that it left.
    MovedAway(usize, usize),
    /// Said only in the new one.
    Added(usize),
    /// Said only in the old one.
    Dropped(usize),
}

/// Two sentences less alike than this are two sentences; 1 is the same.
const ALIKE: f64 = 0.4;

/// Elsewhere in the speech they must be more alike.
const STRAY: f64 = 0.6;

/// In a stretch with more pairs to look at than this, sentences are only compared with those at the same place.
const MOST: usize = 20_000;

/// More of a sentence than so many characters is not looked at to see whether it is alike.
const LONG: usize = 600;

/// A shorter sentence that stands elsewhere is another one: 好！
const SHORT: usize = 4;

/// The sentences that have a partner, ordered by the new version.
pub(super) fn align(before: &[Unit<'_>], after: &[Unit<'_>]) -> Vec<Pair> {
    let mut said: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (from, unit) in before.iter().enumerate().rev() {
        said.entry(unit.key).or_default().push(from);
    }
    let pairs = after.iter().enumerate().filter_map(|(to, unit)| Some((said.get_mut(unit.key)?.pop()?, to)));
    let pairs: Vec<(usize, usize)> = pairs.collect();
    let stayed = heaviest(&pairs, before.len(), |to| after[to].key.len() as u64 + 1);
    let mut found = Vec::with_capacity(after.len());
    let (mut old, mut new) = (0, 0);
    let far = |to: usize| after[to].key.chars().nth(SHORT - 1).is_some();
    let mut from_moved: Vec<bool> = vec![false; before.len()];
    let mut to_moved: Vec<bool> = vec![false; after.len()];
    for (pair, stayed) in pairs.iter().zip(&stayed) {
        if !stayed && far(pair.1) {
            from_moved[pair.0] = true;
            to_moved[pair.1] = true;
            found.push(Pair::Moved(pair.0, pair.1));
        }
    }
    let anchors = pairs.iter().zip(&stayed).filter(|(_, stayed)| **stayed).map(|(pair, _)| *pair);
    for (from, to) in anchors.chain([(before.len(), after.len())]) {
        let left: Vec<usize> = (old..from).filter(|at| !from_moved[*at]).collect();
        let right: Vec<usize> = (new..to).filter(|at| !to_moved[*at]).collect();
        let text = |at: &usize| before[*at].key;
        let other = |at: &usize| after[*at].key;
        let alike = alike(&left.iter().map(text).collect::<Vec<_>>(), &right.iter().map(other).collect::<Vec<_>>());
        found.extend(alike.into_iter().map(|(a, b)| Pair::Changed(left[a], right[b])));
        if from < before.len() && to < after.len() {
            found.push(Pair::Same(from, to));
        }
        (old, new) = (from + 1, to + 1);
    }
    found.extend(strays(before, after, &found));
    found.sort_by_key(|pair| match pair {
        Pair::Same(_, to) | Pair::Changed(_, to) | Pair::Moved(_, to) | Pair::MovedAway(_, to) | Pair::Added(to) => *to,
        Pair::Dropped(from) => *from,
    });
    found
}

/// Sentences that moved and were changed on the way: what is left of both versions, the likest first.
fn strays(before: &[Unit<'_>], after: &[Unit<'_>], found: &[Pair]) -> Vec<Pair> {
    let (mut old, mut new) = (vec![true; before.len()], vec![true; after.len()]);
    for pair in found {
        if let Pair::Same(from, to) | Pair::Changed(from, to) | Pair::Moved(from, to) = *pair {
            (old[from], new[to]) = (false, false);
        }
    }
    let left = |free: Vec<bool>| (0..free.len()).filter(|at| free[*at]).collect::<Vec<_>>();
    let (left, right) = (left(old), left(new));
    if left.len().saturating_mul(right.len()) > MOST {
        return Vec::new();
    }
    let pairs = |numbers: &[usize], units: &[Unit<'_>]| -> Vec<Vec<(char, char)>> {
        numbers.iter().map(|at| bigrams(units[*at].key)).collect()
    };
    let (a, b) = (pairs(&left, before), pairs(&right, after));
    let mut likes: Vec<(f64, usize, usize)> = Vec::new();
    for (x, a) in a.iter().enumerate() {
        let likely = b.iter().enumerate().map(|(y, b)| (likeness(a, b), x, y));
        likes.extend(likely.filter(|(like, ..)| *like >= STRAY));
    }
    likes.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut taken, mut given) = (vec![false; left.len()], vec![false; right.len()]);
    let mut strays = Vec::new();
    for (_, x, y) in likes {
        if !taken[x] && !given[y] {
            (taken[x], given[y]) = (true, true);
            strays.push(Pair::Moved(left[x], right[y]));
        }
    }
    strays
}

/// The way through both versions: everything of the new one in its order, and before what comes next, what is gone.
pub(super) fn walk(pairs: &[Pair], before: usize, after: usize) -> Vec<Pair> {
    let mut to_pair: Vec<Option<Pair>> = vec![None; after];
    let mut from_pair: Vec<Option<Pair>> = vec![None; before];
    for pair in pairs {
        if let Pair::Same(from, to) | Pair::Changed(from, to) | Pair::Moved(from, to) = *pair {
            (to_pair[to], from_pair[from]) = (Some(*pair), Some(*pair));
        }
    }
    let mut steps = Vec::with_capacity(before + after);
    let mut old = 0;
    let gone = |old: &mut usize, until: usize, steps: &mut Vec<Pair>| {
        for (from, pair) in from_pair.iter().enumerate().take(until).skip(*old) {
            match *pair {
                None => steps.push(Pair::Dropped(from)),
                Some(Pair::Moved(from, to)) => steps.push(Pair::MovedAway(from, to)),
                Some(_) => {}
            }
        }
        *old = until.max(*old);
    };
    // What is gone from a stretch comes before what is new in it.
    let mut next = vec![before; after];
    for to in (0..after).rev() {
        next[to] = match to_pair[to] {
            Some(Pair::Same(from, _) | Pair::Changed(from, _)) => from,
            _ => next.get(to + 1).copied().unwrap_or(before),
        };
    }
    for (to, pair) in to_pair.iter().enumerate() {
        gone(&mut old, next[to], &mut steps);
        match pair {
            Some(Pair::Same(from, _) | Pair::Changed(from, _)) => {
                old = from + 1;
                steps.extend(*pair);
            }
            Some(moved) => steps.push(*moved),
            None => steps.push(Pair::Added(to)),
        }
    }
    gone(&mut old, before, &mut steps);
    steps
}

/// Which of the pairs, ordered by their second number, form the heaviest chain in which the first grows too.
fn heaviest(pairs: &[(usize, usize)], before: usize, weight: impl Fn(usize) -> u64) -> Vec<bool> {
    // The heaviest chain that ends below a number: a Fenwick tree of maxima with the pair that it ends with.
    let mut best: Vec<(u64, usize)> = vec![(0, usize::MAX); before + 1];
    let mut previous = vec![usize::MAX; pairs.len()];
    let (mut top, mut last) = (0, usize::MAX);
    for (number, (from, to)) in pairs.iter().enumerate() {
        let mut chain = (0, usize::MAX);
        let mut at = *from;
        while at > 0 {
            chain = if best[at].0 > chain.0 { best[at] } else { chain };
            at &= at - 1;
        }
        previous[number] = chain.1;
        let reached = chain.0 + weight(*to);
        let mut at = from + 1;
        while at <= before {
            if reached > best[at].0 {
                best[at] = (reached, number);
            }
            at += at & at.wrapping_neg();
        }
        if reached > top {
            (top, last) = (reached, number);
        }
    }
    let mut chosen = vec![false; pairs.len()];
    while last != usize::MAX {
        chosen[last] = true;
        last = previous[last];
    }
    chosen
}

/// Pairs of sentences that are alike, in order, with the greatest likeness altogether.
fn alike(left: &[&str], right: &[&str]) -> Vec<(usize, usize)> {
    if left.is_empty() || right.is_empty() {
        return Vec::new();
    }
    let pairs = |texts: &[&str]| texts.iter().map(|text| bigrams(text)).collect::<Vec<_>>();
    let (a, b) = (pairs(left), pairs(right));
    if left.len().saturating_mul(right.len()) > MOST {
        let both = 0..left.len().min(right.len());
        return both.filter(|at| likeness(&a[*at], &b[*at]) >= ALIKE).map(|at| (at, at)).collect();
    }
    let width = right.len() + 1;
    let mut sums = vec![0.0_f64; (left.len() + 1) * width];
    let mut likes = vec![0.0_f64; left.len() * right.len()];
    for x in (0..left.len()).rev() {
        for y in (0..right.len()).rev() {
            let like = likeness(&a[x], &b[y]);
            likes[x * right.len() + y] = like;
            let skip = sums[(x + 1) * width + y].max(sums[x * width + y + 1]);
            let both = if like >= ALIKE { sums[(x + 1) * width + y + 1] + like } else { 0.0 };
            sums[x * width + y] = skip.max(both);
        }
    }
    let (mut x, mut y) = (0, 0);
    let mut found = Vec::new();
    while x < left.len() && y < right.len() {
        let here = sums[x * width + y];
        let like = likes[x * right.len() + y];
        if like >= ALIKE && here <= sums[(x + 1) * width + y + 1] + like {
            found.push((x, y));
            (x, y) = (x + 1, y + 1);
        } else if here <= sums[(x + 1) * width + y] {
            x += 1;
        } else {
            y += 1;
        }
    }
    found
}

/// The pairs of neighbouring characters, in order.
fn bigrams(text: &str) -> Vec<(char, char)> {
    let mut found: Vec<(char, char)> = text.chars().zip(text.chars().skip(1)).take(LONG).collect();
    found.sort_unstable();
    found
}

/// The share of pairs that two sentences have in common (Dice).
fn likeness(a: &[(char, char)], b: &[(char, char)]) -> f64 {
    let (mut x, mut y, mut common) = (0, 0, 0_usize);
    while x < a.len() && y < b.len() {
        match a[x].cmp(&b[y]) {
            std::cmp::Ordering::Less => x += 1,
            std::cmp::Ordering::Greater => y += 1,
            std::cmp::Ordering::Equal => (x, y, common) = (x + 1, y + 1, common + 1),
        }
    }
    2.0 * common as f64 / (a.len() + b.len()).max(1) as f64
}
