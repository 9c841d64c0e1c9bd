//! 《关于《办法》的通知》: inside 《》 stand 〈〉.

use crate::check::finding::Findings;
use crate::check::marks::Mark;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC207",
    id: "title-nested",
    category: Category::Punctuation,
    severity: Severity::Error,
    on: true,
    page: include_str!("title_nested.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let map = &review.document.clean.map;
    for paragraph in &review.paragraphs {
        let marks: Vec<&Mark> =
            review.marks_of(paragraph).iter().filter(|mark| matches!(mark.char, '《' | '》')).collect();
        for four in marks.windows(4) {
            if four.iter().map(|mark| mark.char).eq("《《》》".chars()) {
                let finding = found.at(four[1].at..four[2].end(), "书名号里面又用了双书名号");
                finding.hint("里面一层改成单书名号〈 〉");
                let of = |mark: &Mark, with: &str| (map.raw_span(&(mark.at..mark.end())), with.to_string());
                finding.fix = vec![of(four[1], "〈"), of(four[2], "〉")];
            }
        }
    }
}
