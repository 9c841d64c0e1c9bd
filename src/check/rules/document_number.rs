//! ×发[2024]3号, ×发〔24〕3号: the year of a document number stands in 〔〕, in full.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC213",
    id: "document-number",
    category: Category::Punctuation,
    severity: Severity::Error,
    on: true,
    page: include_str!("document_number.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    for figure in &review.marks.figures {
        let year = &text[figure.clone()];
        let whole = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
        if !whole && year.len() != 2 {
            continue;
        }
        let (Some(open), Some(close)) = (review.before(figure.start), review.after(figure.end)) else { continue };
        let brackets = whole && "[【（(［﹝<＜".contains(open) && "]】）)］﹞>＞".contains(close);
        let behind = &text[figure.end + close.len_utf8()..];
        let number = behind.strip_prefix('第').unwrap_or(behind);
        let digits = number.len() - number.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let start = figure.start - open.len_utf8();
        // 京政发, 国办函: what stands before the year is the office and the kind of paper.
        let kind = review.before(start).is_some_and(|c| "发函字办文规令通报告电纪议委党组政人复批府".contains(c));
        let numbered = (1..=5).contains(&digits) && number[digits..].starts_with('号') && kind;
        if (open, close) == ('〔', '〕') && !whole && numbered && review.paragraph_at(start).is_some() {
            let right = format!("{}{year}", if year > "49" { "19" } else { "20" });
            found
                .at(figure.clone(), format!("文号里的年份“{year}”用了简写"))
                .hint(format!("写全四位，如“〔{right}〕”"))
                .fix(right);
            continue;
        }
        let odd = behind.starts_with('第') || number.starts_with('0');
        if (open, close) == ('〔', '〕') && numbered && odd && review.paragraph_at(start).is_some() {
            let after = figure.end + close.len_utf8();
            let at = after..after + behind.len() - number.len() + digits + "号".len();
            let right = format!("{}号", number[..digits].trim_start_matches('0'));
            found
                .at(at.clone(), format!("文号的序号写成了“{}”", review.slice(&at)))
                .hint(format!("写成“{right}”：序号前不加“第”，不补零"))
                .fix(right);
        }
        if brackets
            && (1..=5).contains(&digits)
            && number[digits..].starts_with('号')
            && kind
            && review.paragraph_at(start).is_some()
        {
            let end = figure.end + close.len_utf8();
            found
                .at(start..end, format!("文号里的年份用了“{open}{close}”"))
                .hint(format!("写成“〔{year}〕”"))
                .fix(format!("〔{year}〕"));
        }
    }
}
