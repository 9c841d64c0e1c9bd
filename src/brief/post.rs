//! Who speaks: which post, and whether as the first in charge or as a deputy.
//!
//! A person often has several posts (市委副书记、市长) and a post contains the name of another (副市长), so posts are compared one by
//! one. What only the first in charge may say (报到我这里) a deputy must not, and the other way round.

use super::Brief;

/// A post that ends so is a membership, and puts nobody in charge.
const MEMBERS: [&str; 4] = ["常委", "委员", "成员", "助理"];

impl Brief {
    /// Whether the speaker has the post `wanted`, or is of the rank 正职 or 副职. Of a speaker whose post is not given
    /// nothing is known.
    pub fn holds(&self, wanted: &str) -> bool {
        let Some(post) = &self.post else { return false };
        let mut posts = post.split(['、', '，', ',', ' ', '　']).filter(|post| !post.is_empty());
        let leads = |post: &str| !post.contains('副') && !MEMBERS.iter().any(|member| post.ends_with(member));
        match wanted {
            "正职" => posts.any(leads),
            "副职" => !posts.any(leads),
            _ => posts.any(|post| post.match_indices(wanted).any(|(at, _)| !post[..at].ends_with('副'))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use std::sync::Arc;

    #[test]
    fn a_deputy_is_not_the_first_in_charge() {
        let cases: [(&str, &[&str], &[&str]); 5] = [
            ("市长", &["市长", "正职"], &["副市长", "副职", "县长"]),
            ("副市长", &["副市长", "副职"], &["市长", "正职"]),
            ("市委副书记、市长", &["市长", "副书记", "正职"], &["书记", "副职"]),
            ("市委常委、常务副市长", &["常务副市长", "副市长", "副职"], &["市长", "正职"]),
            ("党组成员", &["副职"], &["正职"]),
        ];
        for (post, holds, not) in cases {
            let text = format!("type: 推进会\nspeaker: {{ post: {post} }}\n");
            let brief = Brief::read(&Arc::new(Source::new("b", text))).expect("a good brief");
            assert!(holds.iter().all(|wanted| brief.holds(wanted)), "{post}");
            assert!(!not.iter().any(|wanted| brief.holds(wanted)), "{post}");
        }
    }
}
