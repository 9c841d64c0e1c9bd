//! 特此通知, 抄送：: words of official papers in a speech.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC808",
    id: "paper-words",
    category: Category::Style,
    severity: Severity::Warning,
    on: true,
    page: include_str!("paper_words.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Papers) {
        found.at(hit.at.clone(), format!("“{}”是公文里的话", row.word)).hint("讲话稿没有主送、抄送和文种结束语，删去");
    }
    // ×政发〔2024〕3号 on a line of its own is the number of the paper itself.
    for paragraph in &review.paragraphs {
        let text = review.slice(&paragraph.at);
        if text.chars().count() <= 24 && text.ends_with('号') && text.contains(['〔', '[']) && text.contains('发') {
            found.at(paragraph.at.clone(), "讲话稿里有发文字号").hint("只有随文印发的才另加版头，讲话稿里删去");
        }
    }
}
