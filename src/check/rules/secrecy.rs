//! 机密★: marks of secrecy, and of papers that are not to leave the house.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC903",
    id: "secrecy",
    category: Category::Placeholder,
    severity: Severity::Error,
    on: true,
    page: include_str!("secrecy.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Secrecy) {
        found
            .at(hit.at.clone(), format!("有密级或者内部标识“{}”", row.word))
            .hint("涉密的稿子不在联网的机器上处理；不涉密的，去掉标识");
    }
    for paragraph in &review.paragraphs {
        if paragraph.at.len() > 60 {
            continue;
        }
        let text = review.slice(&paragraph.at);
        let bare = || text.chars().filter(|c| !c.is_whitespace());
        let marked = ["绝密", "机密", "秘密", "内部资料", "内部文件"].into_iter().find(|word| bare().eq(word.chars()));
        if let Some(bare) = marked {
            found
                .at(paragraph.at.clone(), format!("有密级或者内部标识“{bare}”"))
                .hint("涉密的稿子不在联网的机器上处理；不涉密的，去掉标识");
        }
    }
    // Eighteen digits that are a citizen's number: the sum by GB 11643 tells.
    for figure in review.marks.figures.iter().filter(|figure| figure.len() >= 17) {
        let next = review.text().as_bytes().get(figure.end).filter(|byte| matches!(byte, b'X' | b'x'));
        let end = figure.end + usize::from(next.is_some());
        if is_citizen(&review.text()[figure.start..end]) && review.paragraph_at(figure.start).is_some() {
            found.at(figure.start..end, "有身份证号码").hint("删去或者隐去中间几位");
        }
    }
}

fn is_citizen(number: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    if number.len() != 18 || !number[..17].bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let sum: u32 = number.bytes().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    number.as_bytes()[17].eq_ignore_ascii_case(&check)
}
