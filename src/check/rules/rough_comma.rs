//! 三、四个, 三、五天: two numerals that guess take no comma.

use crate::check::finding::Findings;
use crate::check::posts::han_before;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC304",
    id: "rough-comma",
    category: Category::Number,
    severity: Severity::Error,
    on: true,
    page: include_str!("rough_comma.md"),
    check,
};

/// What is counted; before an ordinal (二、三期) the comma is right.
const COUNTED: [&str; 30] = [
    "个",
    "天",
    "家",
    "户",
    "人",
    "名",
    "次",
    "件",
    "倍",
    "百",
    "千",
    "万",
    "十",
    "里路",
    "公里",
    "亩",
    "岁",
    "遍",
    "趟",
    "处",
    "种",
    "位",
    "小时",
    "分钟",
    "成",
    "米",
    "台",
    "辆",
    "年时间",
    "年内",
];

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    let digit = |c: char| "一二三四五六七八九".chars().position(|digit| digit == c);
    for mark in review.marks.all.iter().filter(|mark| mark.char == '、') {
        let (Some(before), Some(after)) = (review.before(mark.at), review.after(mark.end())) else { continue };
        let neighbours = match (digit(if before == '两' { '二' } else { before }), digit(after)) {
            // 三五个 is said too.
            (Some(a), Some(b)) => a + 1 == b || (before, after) == ('三', '五'),
            _ => false,
        };
        let start = mark.at - before.len_utf8();
        let behind = &text[mark.end() + after.len_utf8()..];
        let ordinal =
            review.before(start).is_some_and(|c| "第、（(一二三四五六七八九百".contains(c) || c.is_ascii_digit());
        let Some(paragraph) = review.paragraph_at(start) else { continue };
        // At the head of a paragraph it is a number of order.
        let head =
            paragraph.at.start == start || han_before(text, start, 1).is_empty() && review.before(start) == Some('。');
        let named = behind.starts_with("个五年") || behind.starts_with("人大") || behind.starts_with("家子");
        // 走了五、六年, but not 五、六年级.
        let years = behind.starts_with('年')
            && !behind.starts_with("年级")
            && review.before(start).is_some_and(|c| "了过近约花用隔".contains(c));
        let counted = years || COUNTED.iter().any(|word| behind.starts_with(word));
        if neighbours && !ordinal && !head && !named && counted {
            let at = start..mark.end() + after.len_utf8();
            found
                .at(at, format!("“{before}、{after}”是概数，中间不加顿号"))
                .hint(format!("写成“{before}{after}”；确是两个数，就写成“{before}和{after}”"))
                .fix(format!("{before}{after}"));
        }
    }
}
