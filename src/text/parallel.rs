//! How alike two stretches of Chinese are in build: what they begin with, end with, and how long they are.

/// How many characters two texts begin with in common.
pub fn common_start(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// How many characters two texts end with in common.
pub fn common_end(a: &str, b: &str) -> usize {
    a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b).count()
}

/// How many characters of the shorter text stand in the longer in the same order, at most `most`, and never more than 48, characters of either being
/// looked at: 金融是血脉，必须畅通 and 土地是承载，必须集约 share 是，必须.
pub fn in_common(a: &str, b: &str, most: usize) -> usize {
    const MOST: usize = 48;
    let mut right = [' '; MOST];
    let mut length = 0;
    for (slot, c) in right.iter_mut().zip(b.chars().take(most)) {
        (*slot, length) = (c, length + 1);
    }
    let mut row = [0usize; MOST + 1];
    for x in a.chars().take(most) {
        let mut diagonal = 0;
        for (at, y) in right[..length].iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == *y { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[length]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_what_is_shared() {
        assert_eq!(common_start("要抓学习", "要抓落实"), 2);
        assert_eq!(common_end("从产业看", "从民生看"), 1);
        assert_eq!(in_common("甲是根，必须牢", "乙是本，必须固", 20), 4);
    }
}
