//! ×发〔2024〕3号《通知》: the title comes first, then the number.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC611",
    id: "citation-order",
    category: Category::Name,
    severity: Severity::Warning,
    on: true,
    page: include_str!("citation_order.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    for mark in review.marks.all.iter().filter(|mark| mark.char == '〔') {
        let rest = &text[mark.at..];
        let Some(end) = rest.find('号').filter(|end| *end <= 24) else { continue };
        let number = &rest[..end + "号".len()];
        let year =
            number.trim_start_matches('〔').get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
        let behind = &rest[number.len()..];
        let title = behind.strip_prefix("文件").or_else(|| behind.strip_prefix('文')).unwrap_or(behind);
        if year && title.starts_with('《') && review.paragraph_at(mark.at).is_some() {
            let close = title.find('》').map_or(title.len().min(3), |at| at + 3);
            let end = mark.at + number.len() + (behind.len() - title.len()) + close;
            found
                .at(mark.at..end, "引用文件，文号写在了标题前面")
                .hint("先标题，后文号：《……的通知》（×发〔2024〕3号）");
        }
    }
}
