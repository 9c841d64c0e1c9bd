//! 某领导强调：“…”: words of a leader without when and where.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC624",
    id: "quote-undated",
    category: Category::Quotation,
    severity: Severity::Info,
    on: false,
    page: include_str!("quote_undated.md"),
    check,
};

/// Who is quoted.
const LEADERS: [&str; 9] = ["总书记", "总理", "主席", "书记", "省长", "市长", "部长", "委员长", "领导同志"];

/// What brings the words.
const SAYING: [&str; 8] = ["强调", "指出", "要求", "讲", "说", "提出", "告诫", "叮嘱"];

/// What says when or where, or in which writing.
const PLACED: [&str; 16] = [
    "年",
    "月",
    "会议上",
    "会上",
    "讲话中",
    "时",
    "期间",
    "《",
    "报告",
    "批示",
    "考察",
    "调研",
    "座谈",
    "致信",
    "回信",
    "昨天",
];

fn check(review: &Review, found: &mut Findings) {
    for speech in &review.speeches {
        for sentence in review.body_sentences(speech) {
            let text = review.slice(sentence);
            let Some(open) = text.find('“') else { continue };
            let before = text[..open].trim_end_matches(['：', ':', '，']);
            let says = before.len() < open && SAYING.iter().any(|word| before.ends_with(word));
            let leader = LEADERS.iter().any(|word| before.contains(word));
            // A slogan in quotation marks is no quotation.
            let quoted = text[open..].find('”').map_or(0, |close| text[open..open + close].chars().count());
            if says && leader && quoted >= 10 && !PLACED.iter().any(|word| before.contains(word)) {
                let at = sentence.start..sentence.start + open;
                found.at(at, "引了原话，没有说是什么时候、在哪里讲的").hint("写明时间、场合或者文章名，并和原文核对");
            }
        }
    }
}
