//! ×发〔2024〕3号《通知》: the title comes first, then the number.

use crate::check::finding::Findings;
use crate::check::posts::han_before;
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
        let title = ["文件即", "文件，即", "文件的", "文件", "文，即", "文", "，即", "即", "）"]
            .iter()
            .find_map(|word| behind.strip_prefix(*word))
            .unwrap_or(behind);
        if year && title.starts_with('《') && review.paragraph_at(mark.at).is_some() {
            let close = title.find('》').map_or(title.len().min(3), |at| at + 3);
            let end = mark.at + number.len() + (behind.len() - title.len()) + close;
            found
                .at(mark.at..end, "引用文件，文号写在了标题前面")
                .hint("先标题，后文号：《……的通知》（×发〔2024〕3号）");
        }
        // 《……的通知》×发〔2024〕3号: the number behind the title stands in brackets.
        let issuer = han_before(text, mark.at, 8);
        let start = mark.at - issuer.len();
        if year && !issuer.is_empty() && text[..start].ends_with('》') && review.paragraph_at(mark.at).is_some() {
            let at = start..mark.at + number.len();
            let right = format!("（{}）", &text[at.clone()]);
            found.at(at, "标题后面的文号没有加括号").hint(format!("写成“{right}”")).fix(right);
        }
    }
}
