//! A long sentence that comes again with a few letters changed.

use crate::check::against::near_repeats;
use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC707",
    id: "sentence-nearly",
    category: Category::Duplicate,
    severity: Severity::Warning,
    on: true,
    page: include_str!("sentence_nearly.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for reading in &review.document.speeches {
        for repeat in near_repeats(review.text(), &reading.body) {
            let line = review.line(repeat.first.start);
            found
                .at(repeat.again.clone(), format!("这句话第 {line} 行已经说过，只差几个字"))
                .hint("留一处；要呼应，就换个说法");
        }
    }
}
