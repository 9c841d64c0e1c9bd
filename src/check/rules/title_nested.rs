//! 《关于《办法》的通知》: inside 《》 stand 〈〉.

use crate::check::finding::Findings;
use crate::check::marks::Mark;
use crate::check::review::{Paragraph, Review};
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
        mixed(review, paragraph, found);
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

/// 〈甲《乙》丙〉, 《甲<乙>丙》: the pair that stands outside inside, and signs of mathematics for marks.
fn mixed(review: &Review, paragraph: &Paragraph, found: &mut Findings) {
    let map = &review.document.clean.map;
    let marks: Vec<&Mark> =
        review.marks_of(paragraph).iter().filter(|mark| "《》〈〉<>＜＞".contains(mark.char)).collect();
    for four in marks.windows(4) {
        let told: String = four.iter().map(|mark| mark.char).collect();
        let (what, with) = match told.as_str() {
            "〈《》〉" => ("里外两层书名号用颠倒了", ["《", "〈", "〉", "》"]),
            "《<>》" | "《＜＞》" => ("里面一层书名号用了小于号、大于号", ["《", "〈", "〉", "》"]),
            _ => continue,
        };
        let finding = found.at(four[0].at..four[3].end(), what);
        finding.hint("外面一层用《 》，里面一层用〈 〉");
        let pairs = four.iter().zip(with).filter(|(mark, with)| !with.starts_with(mark.char));
        finding.fix = pairs.map(|(mark, with)| (map.raw_span(&(mark.at..mark.end())), with.to_string())).collect();
    }
}
