//! 在×会议上，的讲话。: a title has no stops that part it.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC124",
    id: "title-stop",
    category: Category::Heading,
    severity: Severity::Warning,
    on: true,
    page: include_str!("title_stop.md"),
    check,
};

/// What titles end with.
const KINDS: [&str; 9] = ["讲话", "发言", "致辞", "讲话稿", "发言稿", "主持词", "讲话提纲", "报告", "演讲"];

fn check(review: &Review, found: &mut Findings) {
    for (speech, reading) in review.speeches.iter().zip(&review.document.speeches) {
        let title = reading.title.as_deref().unwrap_or_default();
        for (place, paragraph) in review.paragraphs[speech.paragraphs.clone()].iter().enumerate() {
            let text = review.slice(&paragraph.at);
            let named = !title.is_empty() && paragraph.front && (text.contains(title) || title.contains(text));
            // With a stop in it a title may not be known for one.
            let first = place == 0
                && text.chars().count() <= 45
                && KINDS
                    .iter()
                    .any(|word| text.trim_end_matches(['。', '，', '；', '：', '、', '.', ',']).ends_with(word));
            if text.starts_with(['（', '(']) || !(named || first) {
                continue;
            }
            let plain = text.starts_with('在') && text.contains("讲话");
            for mark in review.marks_of(paragraph) {
                let last = mark.end() == paragraph.at.end;
                let parts = matches!(mark.char, '。' | '，' | '；' | '、' | '：' | ',' | '.');
                let inside = plain && matches!(mark.char, '。' | '，' | '；' | ',') && !review.is_quoted(mark.at);
                let digit = review.before(mark.at).is_some_and(|c| c.is_ascii_digit()) && mark.char == '.' && !last;
                if ((last && parts) || inside) && !digit {
                    let at = mark.at..mark.end();
                    found.at(at, format!("标题里多了“{}”", mark.char)).hint("删去它").fix("");
                }
            }
        }
    }
}
