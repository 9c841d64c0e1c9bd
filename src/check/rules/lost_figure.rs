//! 增长%, 达到亿元: a unit without its number.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC312",
    id: "lost-figure",
    category: Category::Number,
    severity: Severity::Error,
    on: true,
    page: include_str!("lost_figure.md"),
    check,
};

/// Behind these a number stands.
const BEFORE: [&str; 24] = [
    "增长",
    "下降",
    "达到",
    "达",
    "提高",
    "降低",
    "增加",
    "减少",
    "提升",
    "占",
    "约",
    "完成",
    "实现",
    "投资",
    "收入",
    "突破",
    "超过",
    "共",
    "同比增长",
    "同比下降",
    "总额",
    "合计",
    "上升",
    "回落",
];
/// 达到亿元级, 超过万人: here the unit is the number.
const NUMBERS: [&str; 10] = ["以上", "级", "企业", "项目", "大关", "俱乐部", "产业", "GDP", "次", "规模"];

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    for (hit, row) in review.words(Table::Measures) {
        let (before, after) = (&text[..hit.at.start], &text[hit.at.end..]);
        if before.ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let after = after.trim_start_matches(['大', '重']);
        let bare = before.trim_end_matches(['了', '到', '至']);
        let bare = if bare.ends_with('达') { before.trim_end_matches('了') } else { bare };
        let verb = BEFORE.iter().find(|verb| bare.ends_with(**verb) || before.ends_with(**verb));
        let counted = NUMBERS.iter().any(|word| after.starts_with(word)) || before.ends_with('近');
        if verb.is_some() && !counted {
            found.at(hit.at.clone(), format!("“{}”前面没有数字", row.word)).hint("补上数字");
        }
    }
    for &at in review.places("年月") {
        let bare = !review
            .before(at)
            .is_some_and(|c| c.is_ascii_digit() || "0123456789〇零一二三四五六七八九×Xx*某当同".contains(c));
        if bare && text[at..].starts_with("年月日") && review.paragraph_at(at).is_some() {
            found.at(at..at + "年月日".len(), "日期没有数字").hint("补上年、月、日");
        }
    }
    for at in review.marks.all.iter().filter(|mark| mark.char == '.').map(|mark| mark.at) {
        let digits = text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        let before = review.before(at).is_some_and(crate::text::han::is_han);
        let rest = text[at + 1..].trim_start_matches(|c: char| c.is_ascii_digit());
        let number = ["%", "％", "万", "亿", "个百分点", "倍"].iter().any(|unit| rest.starts_with(unit));
        if digits && before && number && review.paragraph_at(at).is_some() {
            found.at(at..at + 2, "小数点前面没有数字").hint("补上整数部分；是零点几，就写“0.”");
        }
    }
}
