//! 切实的抓好: 地 before a verb, 得 behind it.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC805",
    id: "particle",
    category: Category::Style,
    severity: Severity::Warning,
    on: true,
    page: include_str!("particle.md"),
    check,
};

/// What makes a noun of the verb before it.
const NOUNS: [&str; 24] = [
    "作用", "力", "机制", "过程", "情况", "方案", "措施", "举措", "办法", "效果", "能力", "态势", "意见", "程度",
    "局面", "氛围", "精神", "态度", "方式", "方法", "体系", "计划", "热情", "任务",
];

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Particles) {
        let behind = &review.text()[hit.at.end..];
        // 积极的推动作用: a noun with its attribute.
        let acts = |verb: &str| {
            let object = &behind[verb.len()..];
            !NOUNS.iter().any(|noun| object.starts_with(noun))
                && !object.starts_with(['，', '。', '；', '、', '和', '与', '的'])
        };
        let verb = row.more.split(' ').find(|verb| !verb.is_empty() && behind.starts_with(verb)).is_some_and(acts);
        if row.more.is_empty() || verb {
            found
                .at(hit.at.clone(), format!("“{}”用错了助词", row.word))
                .hint(format!("写成“{}”", row.right))
                .fix(row.right.clone());
        }
    }
}
