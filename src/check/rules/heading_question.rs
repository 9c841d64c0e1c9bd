//! One heading asks where its siblings state, or is built otherwise than all of them.

use std::sync::LazyLock;

use crate::check::finding::Findings;
use crate::check::items::heads;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::source::Span;
use crate::text::words::Words;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC121",
    id: "heading-question",
    category: Category::Heading,
    severity: Severity::Info,
    on: true,
    page: include_str!("heading_question.md"),
    check,
};

const ASKING: [&str; 26] = [
    "怎样",
    "怎么",
    "如何",
    "为什么",
    "为何",
    "什么是",
    "是什么",
    "干什么",
    "靠什么",
    "抓什么",
    "凭什么",
    "做什么",
    "学什么",
    "改什么",
    "谁来",
    "由谁",
    "靠谁",
    "为谁",
    "哪里",
    "哪些",
    "何处",
    "是否",
    "能否",
    "有没有",
    "为啥",
    "？",
];

static ASKS: LazyLock<Words> = LazyLock::new(|| Words::new(ASKING));

/// Words that a family of headings begins with.
const LEADING: [&str; 12] = ["把", "以", "在", "从", "让", "用", "靠", "向", "为", "变", "对", "当好"];

fn check(review: &Review, found: &mut Findings) {
    for (items, lists) in review.formal_lists() {
        for list in lists {
            let heads = heads(review, items, list);
            if heads.len() < 2 || heads.len() + 1 < list.items.len() {
                continue;
            }
            // The question mark is no part of a heading, and tells what it is.
            let text = |head: &Span| {
                let asked = review.after(head.end) == Some('？');
                &review.text()[head.start..head.end + if asked { '？'.len_utf8() } else { 0 }]
            };
            let asks: Vec<bool> = heads.iter().map(|head| ASKS.within(text(head))).collect();
            let asking = asks.iter().filter(|asks| **asks).count();
            if asking > 0 {
                let odd = 2 * asking <= heads.len();
                for (at, head) in heads.iter().enumerate() {
                    if asks[at] == odd && asking < heads.len() {
                        let (others, own) = if odd { ("陈述", "问句") } else { ("问句", "陈述") };
                        found
                            .at(head.clone(), format!("同级的标题都是{others}，这一条是{own}"))
                            .hint("改成和别的标题一样的句式");
                    }
                }
                continue;
            }
            if let Some((head, message)) = odd_one(review, heads) {
                found.at(head, message).hint("改成和别的标题一样的句式");
            }
        }
    }
}

/// The one heading of three or more that is built otherwise than all the others.
fn odd_one(review: &Review, heads: &[Span]) -> Option<(Span, String)> {
    if heads.len() < 3 {
        return None;
    }
    let one = |has: &dyn Fn(&str) -> bool| {
        let mut others = heads.iter().filter(|head| !has(review.slice(head)));
        others.next().filter(|_| others.next().is_none()).cloned()
    };
    for word in LEADING {
        if let Some(head) = one(&|head| head.starts_with(word)) {
            return Some((head, format!("同级的标题都用“{word}”领起，这一条不是")));
        }
    }
    // 强化责任, 加强督查 beside 制度完善: the verb behind what it does.
    let head = one(&|head| leads(head))?;
    let text = review.slice(&head);
    let behind =
        text.chars().count() <= 10 && text.char_indices().rev().nth(1).is_some_and(|(at, _)| leads(&text[at..]));
    behind.then(|| (head.clone(), "同级的标题都是动词领起，这一条动词在后".to_string()))
}

/// Whether a heading begins with a verb that headings begin with.
fn leads(head: &str) -> bool {
    crate::outline::opening_verb(head)
}
