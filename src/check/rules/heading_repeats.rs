//! Three sibling headings that all begin with the same worn verb.

use std::sync::LazyLock;

use crate::check::finding::Findings;
use crate::check::items::heads;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::source::Span;
use crate::text::words::{Openings, Words};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC123",
    id: "heading-repeats",
    category: Category::Heading,
    severity: Severity::Info,
    on: true,
    page: include_str!("heading_repeats.md"),
    check,
};

/// Verbs that stand for want of a better one; 打好“生态牌” and 打好“产业牌” repeat on purpose.
const WORN: [&str; 43] = [
    "狠抓",
    "强化",
    "加强",
    "推进",
    "推动",
    "提升",
    "提高",
    "深化",
    "加快",
    "优化",
    "完善",
    "坚持",
    "突出",
    "聚焦",
    "切实",
    "全面",
    "进一步",
    "加大",
    "抓好",
    "落实",
    "做好",
    "大力",
    "全力",
    "扎实",
    "努力",
    "不断",
    "持续",
    "深入",
    "严格",
    "健全",
    "增强",
    "夯实",
    "压实",
    "筑牢",
    "注重",
    "抓实",
    "抓紧",
    "积极",
    "认真",
    "牢固",
    "坚决",
    "真正",
    "继续",
];

/// Of these, the ones that are worn wherever they stand in a heading.
const ANYWHERE: [&str; 7] = ["狠抓", "切实", "进一步", "大力", "全力", "扎实", "不断"];

/// The two lists, to be asked for all at once: most headings have none of them.
static OPENING: LazyLock<Openings> = LazyLock::new(|| Openings::new(WORN));
static INSIDE: LazyLock<Words> = LazyLock::new(|| Words::new(ANYWHERE));

fn check(review: &Review, found: &mut Findings) {
    for (items, lists) in review.formal_lists() {
        for list in lists {
            let heads = heads(review, items, list);
            let worn = |head: &Span| OPENING.begin(review.slice(head)) || INSIDE.within(review.slice(head));
            if heads.iter().filter(|head| worn(head)).count() < 3 {
                continue;
            }
            for word in WORN {
                let mut with = heads.iter().filter(|head| {
                    let head = review.slice(head);
                    head.starts_with(word) || ANYWHERE.contains(&word) && head.contains(word)
                });
                let count = with.clone().count();
                if count >= 3
                    && 2 * count >= heads.len()
                    // Five and more that all have it are a set, and meant to be one.
                    && !(count >= 5 && count == heads.len())
                    && let Some(third) = with.nth(2)
                {
                    let at = third.start + review.slice(third).find(word).unwrap_or(0);
                    found
                        .at(at..at + word.len(), format!("{count} 个同级标题都用“{word}”"))
                        .hint("换动词；有意做成一套的，可以不理会");
                }
            }
        }
    }
}
