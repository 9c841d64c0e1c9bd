//! Plans that are alike, put together: agglomerative clustering with average linkage (UPGMA; Sokal, Michener 1958), cut at a
//! distance that is stated.
//!
//! The order in which plans are given decides nothing but ties, and they are given in the order of their keys. So that a great
//! corpus costs no square of its size, the first plans in that order, which is the order of hashes, make the clusters, and the
//! others join the nearest.

use rayon::prelude::*;

/// Two clusters whose members lie on average farther apart than this stay two.
const CUT: f64 = 0.40;
/// So many plans make the clusters.
const SAMPLE: usize = 600;
/// So many members stand for a cluster where one more is to join it.
const KNOWN: usize = 24;

/// The clusters of `size` plans, each with its members in order, by their first member.
pub fn clusters(size: usize, distance: impl Fn(usize, usize) -> f64 + Sync) -> Vec<Vec<usize>> {
    let sample = size.min(SAMPLE);
    let mut found: Vec<Vec<usize>> = (0..sample).map(|at| vec![at]).collect();
    let beside = |one: usize| -> Vec<f64> { (one..sample).map(|other| distance(one, other)).collect() };
    let half: Vec<Vec<f64>> = (0..sample).into_par_iter().map(beside).collect();
    let between = |one: usize, other: usize| half[one.min(other)][one.abs_diff(other)];
    let mut apart: Vec<Vec<f64>> =
        (0..sample).map(|one| (0..sample).map(|other| between(one, other)).collect()).collect();
    while let Some((one, other)) = nearest(&apart) {
        let (weight, more) = (found[one].len() as f64, found[other].len() as f64);
        let mean = |(one, other): (&f64, &f64)| (one * weight + other * more) / (weight + more);
        let joined: Vec<f64> = apart[one].iter().zip(&apart[other]).map(mean).collect();
        apart.iter_mut().zip(&joined).for_each(|(row, distance)| row[one] = *distance);
        apart[one] = joined;
        let members = found.remove(other);
        found[one].extend(members);
        apart.remove(other);
        apart.iter_mut().for_each(|row| {
            row.remove(other);
        });
    }
    for at in sample..size {
        let mean = |members: &[usize]| {
            let known = members.len().min(KNOWN);
            members[..known].iter().map(|member| distance(*member, at)).sum::<f64>() / known as f64
        };
        let means = found.iter().enumerate().map(|(nth, members)| (mean(members), nth));
        match means.min_by(|one, other| one.0.total_cmp(&other.0)) {
            Some((mean, nth)) if mean <= CUT => found[nth].push(at),
            _ => found.push(vec![at]),
        }
    }
    found.iter_mut().for_each(|members| members.sort_unstable());
    found.sort_by_key(|members| members[0]);
    found
}

/// The two clusters that lie nearest, if they are near enough; of several, the first.
fn nearest(apart: &[Vec<f64>]) -> Option<(usize, usize)> {
    let mut best: Option<(f64, usize, usize)> = None;
    for (one, row) in apart.iter().enumerate() {
        for (other, distance) in row.iter().enumerate().skip(one + 1) {
            if *distance <= CUT && best.is_none_or(|(least, ..)| *distance < least) {
                best = Some((*distance, one, other));
            }
        }
    }
    best.map(|(_, one, other)| (one, other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn on_a_line(places: &[f64]) -> Vec<Vec<f64>> {
        let members = clusters(places.len(), |one, other| (places[one] - places[other]).abs());
        let mut found: Vec<Vec<f64>> =
            members.iter().map(|members| members.iter().map(|at| places[*at]).collect()).collect();
        found.iter_mut().for_each(|places: &mut Vec<f64>| places.sort_by(f64::total_cmp));
        found.sort_by(|one, other| one[0].total_cmp(&other[0]));
        found
    }

    #[test]
    fn what_lies_near_is_one_cluster() {
        assert_eq!(on_a_line(&[0.0, 2.0, 0.1, 2.1, 5.0]), [vec![0.0, 0.1], vec![2.0, 2.1], vec![5.0]]);
        assert_eq!(on_a_line(&[]), Vec::<Vec<f64>>::new());
    }

    proptest! {
        #[test]
        fn the_order_of_the_plans_changes_no_cluster(
            places in proptest::collection::btree_set(0u32..40_000, 1..30),
            turn in 0usize..30,
        ) {
            // Roots, so that no two distances are equal.
            let sorted: Vec<f64> = places.into_iter().map(|place| f64::from(place).sqrt() / 24.0).collect();
            let mut turned = sorted.clone();
            turned.rotate_left(turn % sorted.len());
            turned.reverse();
            prop_assert_eq!(on_a_line(&sorted), on_a_line(&turned));
        }
    }
}
