//! A paragraph of several sentences that ends without a stop.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han::is_han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC220",
    id: "stop-missing",
    category: Category::Punctuation,
    severity: Severity::Warning,
    on: true,
    page: include_str!("stop_missing.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for paragraph in review.paragraphs.iter().filter(|paragraph| !paragraph.front) {
        let text = review.slice(&paragraph.at);
        let Some(last) =
            text.chars().next_back().filter(|c| is_han(*c) || matches!(c, '，' | '、' | '”' | '）' | '》' | '%'))
        else {
            continue;
        };
        let sentences =
            review.marks_of(paragraph).iter().filter(|mark| matches!(mark.char, '。' | '！' | '？')).count();
        if sentences < 2 {
            continue;
        }
        let closed = matches!(last, '”' | '）' | '》')
            && text[..text.len() - last.len_utf8()].ends_with(['。', '！', '？', '…']);
        let tail = text.rsplit(['。', '！', '？']).next().unwrap_or_default().chars().count();
        if !closed && tail >= 4 && review.is_prose(paragraph) {
            let at = paragraph.at.end - last.len_utf8()..paragraph.at.end;
            found.at(at, "段末没有句号").hint("补上句号；如果这一段没有完，接上下一段");
        }
    }
}
