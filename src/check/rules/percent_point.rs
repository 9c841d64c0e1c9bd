//! 占比由30%提高到35%，提高5%: a share that rises by 5 percentage points.

use crate::check::change::changes;
use crate::check::finding::Findings;
use crate::check::quantity::Quantity;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC307",
    id: "percent-point",
    category: Category::Number,
    severity: Severity::Warning,
    on: true,
    page: include_str!("percent_point.md"),
    check,
};

/// Shares: what they rise by is told in points.
const SHARES: [&str; 6] = ["占比", "比重", "增速", "增幅", "覆盖率", "城镇化率"];
const MOVES: [&str; 9] = ["提高", "提升", "上升", "下降", "回落", "降低", "增加", "加快", "扩大"];

fn check(review: &Review, found: &mut Findings) {
    for (sentence, quantities) in review.speeches.iter().flat_map(|speech| review.told(speech)) {
        if !quantities.iter().any(Quantity::is_percent) {
            continue;
        }
        for change in changes(review, sentence, quantities) {
            let Some((by, _)) = change.by.filter(|(by, _)| by.is_percent()) else { continue };
            if change.from.is_percent() && by.may_be((change.to.value - change.from.value).abs(), change.to.step / 2.0)
            {
                told(review, by, found);
            }
        }
        // 合格率为98.3%，比上年同期的99.1%下降0.8%.
        for three in quantities.windows(3).filter(|three| three.iter().all(Quantity::is_percent)) {
            let [now, base, by] = three else { continue };
            let between = review.slice(&(now.at.end..base.at.start));
            let moved = review.slice(&(base.at.end..by.at.start)).trim_start_matches('，').trim_end_matches('了');
            let compared = (between.contains('比') || between.contains('较')) && between.chars().count() <= 12;
            if compared && MOVES.contains(&moved) && by.may_be((now.value - base.value).abs(), now.step / 2.0) {
                told(review, by, found);
            }
        }
        // 占比65%，比上年提高3%.
        for pair in quantities.windows(2).filter(|pair| pair.iter().all(Quantity::is_percent)) {
            let label =
                review.slice(&(sentence.start..pair[0].at.start)).trim_end_matches(['达', '到', '为', '是', '约']);
            let gap = review.slice(&(pair[0].at.end..pair[1].at.start)).trim_end_matches('了');
            let base = ["，比上年", "，比去年", "，比上年同期", "，比去年同期", "，同比", "，较上年", "，较去年", "，"];
            let moved = MOVES.iter().find_map(|verb| gap.strip_suffix(verb));
            if moved.is_some_and(|gap| base.contains(&gap)) && SHARES.iter().any(|share| label.ends_with(share)) {
                told(review, &pair[1], found);
            }
        }
        for quantity in quantities.iter().filter(|quantity| quantity.is_percent()) {
            let before = review.slice(&(sentence.start..quantity.at.start)).trim_end_matches('了');
            let moved = MOVES.iter().find_map(|verb| before.strip_suffix(verb));
            let base =
                moved.map(|rest| rest.trim_end_matches("同比").trim_end_matches("比上年").trim_end_matches("比去年"));
            if base.is_some_and(|base| SHARES.iter().any(|share| base.ends_with(share))) {
                told(review, quantity, found);
            }
        }
    }
}

fn told(review: &Review, by: &Quantity, found: &mut Findings) {
    let number = review.slice(&by.number);
    found
        .at(by.at.clone(), format!("两个百分数之间差的是“百分点”，不是“{}”", review.slice(&by.at)))
        .hint(format!("写成“{number}个百分点”"))
        .fix(format!("{number}个百分点"));
}
