//! “他说“好”。”: inside double quotation marks stand single ones.

use crate::check::finding::Findings;
use crate::check::marks::Mark;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC206",
    id: "quote-nested",
    category: Category::Punctuation,
    severity: Severity::Error,
    on: true,
    page: include_str!("quote_nested.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let map = &review.document.clean.map;
    for paragraph in &review.paragraphs {
        let marks: Vec<&Mark> =
            review.marks_of(paragraph).iter().filter(|mark| matches!(mark.char, '“' | '”')).collect();
        for four in marks.windows(4) {
            // “甲“乙”丙”: an outer pair around an inner one.
            if !four.iter().map(|mark| mark.char).eq("““””".chars()) {
                continue;
            }
            let finding = found.at(four[1].at..four[2].end(), "双引号里面又用了双引号");
            finding.hint("里面一层改成单引号‘ ’");
            let of = |mark: &Mark, with: &str| (map.raw_span(&(mark.at..mark.end())), with.to_string());
            finding.fix = vec![of(four[1], "‘"), of(four[2], "’")];
        }
        let corners: Vec<&Mark> =
            review.marks_of(paragraph).iter().filter(|mark| matches!(mark.char, '「' | '」' | '『' | '』')).collect();
        for pair in
            corners.windows(2).filter(|pair| matches!((pair[0].char, pair[1].char), ('「', '」') | ('『', '』')))
        {
            let before = &review.text()[paragraph.at.start..pair[0].at];
            let inner = before.matches('“').count() > before.matches('”').count();
            let (open, close) = if inner { ("‘", "’") } else { ("“", "”") };
            let finding = found.at(pair[0].at..pair[1].end(), "用了直角引号");
            finding.hint(format!("横排文稿用{open} {close}"));
            let of = |mark: &Mark, with: &str| (map.raw_span(&(mark.at..mark.end())), with.to_string());
            finding.fix = vec![of(pair[0], open), of(pair[1], close)];
        }
        if !review.marks_of(paragraph).iter().any(|mark| mark.char == '‘') {
            continue;
        }
        let mut depth = 0;
        let all = review.marks_of(paragraph).iter().filter(|mark| matches!(mark.char, '“' | '”' | '‘' | '’'));
        let mut single: Option<&Mark> = None;
        for mark in all {
            match mark.char {
                '“' => depth += 1,
                '”' => depth -= 1,
                '‘' => single = (depth <= 0).then_some(mark),
                _ => {
                    let Some(open) = single.take() else { continue };
                    // A quotation that runs on from the paragraph before has its opening mark there.
                    if depth == 0 && !carried(review, paragraph.at.start) {
                        let finding = found.at(open.at..mark.end(), "外层用了单引号");
                        finding.hint("外层用双引号“ ”，里面一层才用单引号");
                        let of = |mark: &Mark, with: &str| (map.raw_span(&(mark.at..mark.end())), with.to_string());
                        finding.fix = vec![of(open, "“"), of(mark, "”")];
                    }
                }
            }
        }
    }
}

fn carried(review: &Review, start: usize) -> bool {
    let before = &review.marks.all[..review.marks.all.partition_point(|mark| mark.at < start)];
    before.iter().rev().take(200).find(|mark| matches!(mark.char, '“' | '”')).is_some_and(|mark| mark.char == '“')
}
