//! Which field of work a passage is about, by the names that the house has for its themes.
//!
//! A speech says it in its title, a section in its head; what stands below a head that names none is about what the head above
//! it names. Words are shared where they mean the same: what is said of 安全生产 is no filler for 乡村振兴.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::partial::Speech;
use crate::library::Embedded;

static ALIASES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let aliases = Embedded::new().aliases.iter().map(|(alias, _)| *alias);
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(aliases).ok()
});

/// The theme that a text names; the longest of its names tells most.
pub fn named(text: &str) -> Option<&'static str> {
    let finder = ALIASES.as_ref()?;
    let longest = finder.find_iter(text).max_by_key(|found| (found.len(), std::cmp::Reverse(found.start())))?;
    Some(Embedded::new().aliases[longest.pattern().as_usize()].1)
}

/// The theme of each unit of a speech.
pub fn themes(speech: &Speech) -> Vec<Option<&'static str>> {
    // The title stands above all heads.
    let mut heads: Vec<(usize, Option<&'static str>)> = vec![(0, speech.title.as_deref().and_then(named))];
    let of = |unit: &super::Unit| {
        let level = unit.place.level;
        if level > 0 {
            let head: String = unit.words.split(' ').collect();
            heads.retain(|(other, _)| *other < level);
            let above = heads.last().and_then(|(_, theme)| *theme);
            heads.push((level, head.split(['，', '。', '：', '；']).find_map(named).or(above)));
        }
        heads.last().and_then(|(_, theme)| *theme)
    };
    speech.units.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn a_passage_is_about_what_the_nearest_head_names() {
        let text = "在全县项目建设推进会上的讲话\n同志们：\n下面，我讲两点意见。\n一、盯住进度\n（一）按月排工期。节点要一个一个数。\n\
                    （二）守住安全生产的底线。动火要有人看。\n二、把人用活\n人手要提前备好，谁请假谁找人替。\n";
        let speeches = crate::mine::observe(&Source::new("甲.txt", text), &crate::outline::read(text));
        let speech = &speeches[0];
        let of = |words: &str| {
            let at = speech.units.iter().position(|unit| unit.words.replace(' ', "").contains(words));
            themes(speech)[at.expect("it is said")]
        };
        assert_eq!(of("节点"), Some("项目建设"));
        assert_eq!(of("动火"), Some("安全生产"));
        assert_eq!(of("人手"), Some("项目建设"));
    }
}
