//! 讲话: a title that does not say on what occasion.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC125",
    id: "title-bare",
    category: Category::Heading,
    severity: Severity::Warning,
    on: true,
    page: include_str!("title_bare.md"),
    check,
};

const BARE: [&str; 20] = [
    "讲话",
    "讲话稿",
    "发言",
    "发言稿",
    "致辞",
    "主持词",
    "讲话提纲",
    "领导讲话",
    "工作报告",
    "在会议上的讲话",
    "在会上的讲话",
    "会议讲话",
    "总结讲话",
    "动员讲话",
    "在大会上的讲话",
    "在座谈会上的讲话",
    "在推进会上的讲话",
    "在动员会上的讲话",
    "在工作会议上的讲话",
    "领导讲话稿",
];

fn check(review: &Review, found: &mut Findings) {
    for speech in &review.speeches {
        let Some(first) = review.paragraphs.get(speech.paragraphs.start) else { continue };
        let text = review.slice(&first.at);
        let bare: String = text.chars().filter(|c| !c.is_whitespace() && !"《》“”：:。".contains(*c)).collect();
        if BARE.contains(&bare.as_str()) && speech.paragraphs.len() > 1 {
            found.at(first.at.clone(), format!("标题“{bare}”没有说是什么会")).hint("写成“在＋会议全称＋上的讲话”");
        }
    }
}
