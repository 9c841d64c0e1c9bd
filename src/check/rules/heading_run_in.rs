//! （一）抓责任各单位要…: the stop between a heading and the text behind it is lost.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC116",
    id: "heading-run-in",
    category: Category::Heading,
    severity: Severity::Warning,
    on: true,
    page: include_str!("heading_run_in.md"),
    check,
};

/// What begins the text behind a heading, and never stands inside one.
const SUBJECTS: [&str; 16] = [
    "各单位",
    "各部门",
    "各级",
    "各地",
    "各乡镇",
    "各镇",
    "各县",
    "各街道",
    "各村",
    "各有关",
    "各相关",
    "我们",
    "大家",
    "有关部门",
    "同志们",
    "相关部门",
];

fn check(review: &Review, found: &mut Findings) {
    for (items, lists) in review.formal_lists() {
        for list in lists {
            let heads: Vec<Option<(usize, usize)>> =
                list.items.iter().map(|item| head(review, &items[*item])).collect();
            let runs: Vec<usize> = heads.iter().flatten().map(|(_, length)| *length).collect();
            // The siblings show how long a heading is here, and that it ends in a stop.
            if runs.len() < 2 || runs.len() == heads.len() || runs.iter().any(|length| *length > 20) {
                continue;
            }
            for (number, head) in list.items.iter().zip(&heads) {
                let item = &items[*number];
                let paragraph = &review.paragraphs[item.paragraph];
                let text = &review.text()[item.at.end.min(paragraph.at.end)..paragraph.at.end];
                let first = text.find(['。', '，', '；', '：', '！', '？', '、']).map_or(text, |at| &text[..at]);
                let subject = SUBJECTS.iter().filter_map(|word| first.find(word)).filter(|at| *at >= 9).min();
                if let Some(at) = subject.filter(|at| head.is_none() && *at <= 75) {
                    let at = item.at.end + at;
                    found
                        .at(at..at, format!("标题“{}”和正文连在一起，中间缺句号", review.slice(&(item.at.end..at))))
                        .hint("同级的标题后面都有句号，这里补上")
                        .fix("。");
                }
            }
        }
    }
}

/// The end and the length of a heading that ends in a stop inside its paragraph.
fn head(review: &Review, item: &crate::check::items::Item) -> Option<(usize, usize)> {
    let paragraph = &review.paragraphs[item.paragraph];
    let text = review.text().get(item.at.end..paragraph.at.end)?;
    let stop = text.find('。')?;
    let head = &text[..stop];
    let plain = !head.contains(['，', '；', '：']) && stop + "。".len() < text.len();
    let subject = SUBJECTS.iter().any(|word| head.contains(word));
    (plain && !subject).then(|| (item.at.end + stop, head.chars().count()))
}
