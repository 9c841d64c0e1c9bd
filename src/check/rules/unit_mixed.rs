//! 投资500万、补助300元: money with and without its unit, one thing measured in two units.

use crate::check::finding::Findings;
use crate::check::posts::han_before;
use crate::check::review::{Review, Speech};
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC314",
    id: "unit-mixed",
    category: Category::Number,
    severity: Severity::Warning,
    on: true,
    page: include_str!("unit_mixed.md"),
    check,
};

/// What stands before an amount of money in its clause.
const MONEY: [&str; 20] = [
    "投资", "资金", "收入", "经费", "预算", "利润", "产值", "补助", "捐款", "税收", "贷款", "存款", "拨付", "工资",
    "支出", "成本", "补贴", "奖金", "花费", "价值",
];

/// Units of money written one upon another.
const TWICE: [&str; 4] = ["亿万元", "万万元", "亿亿元", "元元"];

/// Units that measure the same.
const SAME: [&[&str]; 3] = [&["亩", "公顷"], &["公里", "千米"], &["公斤", "斤", "千克"]];

fn check(review: &Review, found: &mut Findings) {
    for speech in &review.speeches {
        money(review, speech, found);
        let told = || review.told(speech).flat_map(|(_, told)| told);
        if !review
            .quantities_within(&speech.at)
            .iter()
            .any(|quantity| SAME.iter().any(|units| units.contains(&quantity.unit)))
        {
            continue;
        }
        for units in SAME {
            let mut of = told().filter(|quantity| units.contains(&quantity.unit));
            let Some(first) = of.next() else { continue };
            if let Some(other) = of.find(|other| other.unit != first.unit) {
                found
                    .at(other.at.clone(), format!("前面用“{}”，这里用“{}”", first.unit, other.unit))
                    .hint("同一种量，全文用一个单位");
            }
        }
    }
}

/// 500万 beside 300万元: an amount of money without 元.
fn money(review: &Review, speech: &Speech, found: &mut Findings) {
    let text = review.text();
    for figure in review.marks.figures_within(&speech.at) {
        let rest = &text[figure.end..];
        if let Some(twice) = TWICE.iter().find(|twice| rest.starts_with(**twice)) {
            found
                .at(figure.start..figure.end + twice.len(), format!("单位“{twice}”重叠了"))
                .hint("核对数量级，只留一个单位");
            continue;
        }
        let Some(weight) = ["万亿", "万", "亿"].iter().find(|weight| rest.starts_with(**weight)) else { continue };
        let end = figure.end + weight.len();
        let bare = text[end..].starts_with(['，', '。', '；', '、', '）', '和', '与', '；'])
            || text[end..].starts_with("以上");
        let clause = han_before(text, figure.start, 12);
        let paid = MONEY.iter().any(|word| clause.contains(word));
        if !bare || !paid || review.paragraph_at(figure.start).is_none_or(|paragraph| paragraph.front) {
            continue;
        }
        // 投资300万、500万元: the unit of a row may stand at its end.
        let sentence = review.sentence_at(figure.start);
        let row = text[end..sentence.end.max(end)].strip_prefix(['、', '和', '与']).is_some_and(|rest| {
            let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            digits.len() < rest.len() && digits.starts_with(&format!("{weight}元"))
        });
        if !row {
            let at = figure.start..end;
            let told = text[at.clone()].to_string();
            found
                .at(at, format!("“{told}”是钱数，没有写“元”"))
                .hint(format!("写成“{told}元”"))
                .fix(format!("{told}元"));
        }
    }
}
