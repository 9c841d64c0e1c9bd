//! 强调要…”: words that are told in the writer's own way, and end in a quotation mark.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC622",
    id: "quote-mixed",
    category: Category::Quotation,
    severity: Severity::Warning,
    on: true,
    page: include_str!("quote_mixed.md"),
    check,
};

const SAYING: [&str; 24] = [
    "强调",
    "指出",
    "要求",
    "提出",
    "说过",
    "讲过",
    "说",
    "讲",
    "写道",
    "讲到",
    "谈到",
    "提到",
    "明确",
    "表示",
    "告诫",
    "叮嘱",
    "嘱咐",
    "嘱托",
    "勉励",
    "寄语",
    "希望",
    "号召",
    "常言道",
    "俗话",
];

fn check(review: &Review, found: &mut Findings) {
    for paragraph in &review.paragraphs {
        let marks = review.marks_of(paragraph);
        let mut open = false;
        for mark in marks.iter().filter(|mark| matches!(mark.char, '“' | '”')) {
            if mark.char == '“' {
                open = true;
                continue;
            }
            if std::mem::take(&mut open) {
                continue;
            }
            let sentence = review.sentence_at(mark.at.saturating_sub("。".len()).max(paragraph.at.start));
            let before = &review.text()[sentence.start.min(mark.at)..mark.at];
            let said = SAYING.iter().filter_map(|word| before.find(word).map(|at| at + word.len())).min();
            if let Some(said) = said.filter(|said| before.len() - said >= 12) {
                let at = sentence.start + said;
                found
                    .at(at..mark.end(), "转述的话末尾有后引号，前面没有前引号")
                    .hint("引原话就在开头补前引号，转述就删去后引号");
            }
        }
    }
}
