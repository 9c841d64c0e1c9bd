//! How alike two stretches of Chinese are in build: what they begin with, end with, and how long they are.

/// How many characters two texts begin with in common.
pub fn common_start(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// How many characters two texts end with in common.
pub fn common_end(a: &str, b: &str) -> usize {
    a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b).count()
}

/// How many characters of the shorter text stand in the longer in the same order, at most `most` characters of either being
/// looked at, and never more than 48: 金融是血脉，必须畅通 and 土地是承载，必须集约 share 是，必须. The length of the longest common
/// subsequence, a row of whose table is a word of bits (Hyyrö, Bit-parallel LCS-length computation revisited, 2004).
pub fn in_common(a: &str, b: &str, most: usize) -> usize {
    const MOST: usize = 48;
    let mut right = [' '; MOST];
    let mut length = 0;
    for (slot, c) in right.iter_mut().zip(b.chars().take(most)) {
        (*slot, length) = (c, length + 1);
    }
    // A bit is down where one character of `b` more than before it has found its like.
    let mut row = u64::MAX;
    for x in a.chars().take(most) {
        let like = right[..length].iter().enumerate().fold(0, |like, (at, y)| like | u64::from(x == *y) << at);
        let found = row & like;
        row = row.wrapping_add(found) | (row - found);
    }
    (!row & ((1 << length) - 1)).count_ones() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_what_is_shared() {
        assert_eq!(common_start("要抓学习", "要抓落实"), 2);
        assert_eq!(common_end("从产业看", "从民生看"), 1);
        assert_eq!(in_common("甲是根，必须牢", "乙是本，必须固", 20), 4);
        let long = "一二三四五六七八九十".repeat(10);
        for (a, b, most, shared) in [
            ("", "甲", 20, 0),
            ("甲乙丙", "丙乙甲", 20, 1),
            ("甲乙丙丁", "乙甲丁丙", 20, 2),
            ("甲甲乙", "甲乙甲乙", 20, 3),
            (&long, &long, 40, 40),
            (&long, &long, 90, 48),
            (&long[3..], &long, 26, 25),
        ] {
            assert_eq!(in_common(a, b, most), shared, "{a} {b}");
        }
    }
}
