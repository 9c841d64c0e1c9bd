//! A task of a time that is over, given as one of today.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC504",
    id: "period-task",
    category: Category::Formulation,
    severity: Severity::Warning,
    on: true,
    page: include_str!("period_task.md"),
    check,
};

/// Words of one who looks back.
const BACK: [&str; 30] = [
    "打赢了",
    "取得",
    "胜利",
    "成果",
    "以来",
    "完成",
    "过去",
    "当年",
    "当时",
    "曾",
    "期间",
    "回顾",
    "已经",
    "历史性",
    "圆满",
    "经历",
    "经验",
    "精神",
    "实现了",
    "历程",
    "如期打赢",
    "我们打",
    "全面打赢",
    "五年来",
    "多年",
    "那时",
    "之后",
    "结束",
    "转段",
    "伟大",
];

/// Words of one who sets tasks.
const ASK: [&str; 14] =
    ["要", "坚决", "全力", "继续", "确保", "今年", "明年", "抓好", "务必", "必须", "着力", "决", "扎实", "加快"];

/// How one says that something is to be done in the time of a plan.
const WITHIN: [&str; 10] =
    ["计划在", "将在", "要在", "力争在", "争取在", "准备在", "打算在", "确保在", "拟在", "力争到"];

/// 计划在“十四五”期间再建两条, said in 2026: the five years are over.
fn plans(review: &Review, found: &mut Findings) {
    for (plan, last) in [("十二五", 2015), ("十三五", 2020), ("十四五", 2025), ("十五五", 2030)] {
        for &at in review.places(plan) {
            let Some(year) = review.speech_at(at).and_then(|speech| speech.since) else { continue };
            let before = review.text()[..at].trim_end_matches(['“', '"']);
            let rest = review.text()[at + plan.len()..].trim_start_matches(['”', '"']);
            let time = ["期间", "时期", "末", "期末"].iter().any(|word| rest.starts_with(word));
            let sentence = review.sentence_at(at);
            let told = ["当时", "当年", "提出", "原", "已"].iter().any(|word| review.slice(&sentence).contains(word));
            if year > last && time && !told && WITHIN.iter().any(|word| before.ends_with(word)) {
                found
                    .at(at..at + plan.len(), format!("“{plan}”到 {last} 年为止，不能再作往后的期限"))
                    .hint("核对期限；要说的是现在这个五年规划，就换过来");
            }
        }
    }
}

fn check(review: &Review, found: &mut Findings) {
    plans(review, found);
    for (hit, row) in review.words(Table::Period) {
        let Some(year) = review.speech_at(hit.at.start).and_then(|speech| speech.since) else { continue };
        let until: i32 = row.more.parse().unwrap_or(i32::MAX);
        let sentence = review.sentence_at(hit.at.start);
        let told = BACK.iter().any(|word| review.slice(&sentence).contains(word));
        let asks = ASK.iter().any(|word| review.slice(&sentence).contains(word));
        if year > until && asks && !told {
            found
                .at(hit.at.clone(), format!("“{}”是到 {until} 年为止的任务", row.word))
                .hint(format!("现在的说法：{}", row.right));
        }
    }
}
