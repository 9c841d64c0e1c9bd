//! 一是… without 二是….

use crate::check::finding::Findings;
use crate::check::items::spoken_lists;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::outline::Style;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC111",
    id: "lone-first",
    category: Category::Numbering,
    severity: Severity::Warning,
    on: true,
    page: include_str!("lone_first.md"),
    check,
};

/// Words by which a second item goes on without a number.
const ON: [&str; 17] = [
    "二是",
    "二要",
    "第二",
    "其二",
    "其次",
    "再次",
    "另一",
    "另外",
    "同时",
    "再一",
    "还有",
    "再就是",
    "还要",
    "最后",
    "（二）",
    "二、",
    "2",
];

fn check(review: &Review, found: &mut Findings) {
    for (speech, items) in review.speeches.iter().zip(&review.spoken) {
        for list in spoken_lists(items) {
            let item = &items[list[0]];
            if list.len() > 1 || item.n != Some(1) || !matches!(item.style, Style::Shi | Style::Yao) {
                continue;
            }
            let last = speech.paragraphs.end.min(item.paragraph + 6);
            let end = review.paragraphs[item.paragraph..last].last().map_or(item.at.end, |paragraph| paragraph.at.end);
            let rest = &review.text()[item.at.end..end];
            // 一是一，二是二 is a saying, and an item inside quotation marks is somebody else's.
            let saying = rest.starts_with(['一', '二']) || review.is_quoted(item.at.start);
            if !saying && !ON.iter().any(|word| rest.contains(word)) {
                let own = review.slice(&item.at);
                found
                    .at(item.at.clone(), format!("只有“{own}”，没有下文"))
                    .hint("补上“二是”，或者只有一条就不要用序数");
            }
        }
    }
}
