//! （一）抓责任各单位要…: the stop between a heading and the text behind it is lost.

use std::sync::LazyLock;

use crate::check::finding::Findings;
use crate::check::items::Item;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::words::Words;

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
const SUBJECTS: [&str; 20] = [
    "各村",
    "各科",
    "各班",
    "各基层",
    "各学校",
    "各单位",
    "各部门",
    "各级",
    "各地",
    "各乡镇",
    "各镇",
    "各县",
    "各街道",
    "各有关",
    "各相关",
    "我们",
    "大家",
    "有关部门",
    "同志们",
    "相关部门",
];

/// How much longer than every sibling the first clause is if a heading is part of it.
const MORE: usize = 4;

fn check(review: &Review, found: &mut Findings) {
    for (items, lists) in review.formal_lists() {
        for list in lists {
            let heads: Vec<Option<usize>> = list.items.iter().map(|item| head(review, &items[*item])).collect();
            let alone: Vec<Option<usize>> = list.items.iter().map(|item| own_line(review, &items[*item])).collect();
            let (runs, lines) = (heads.iter().flatten().count(), alone.iter().flatten().count());
            // The siblings show how long a heading is here, and that it ends in a stop or with its line.
            let shown = if runs >= 2 { &heads } else { &alone };
            let enough = runs >= 2 || runs == 0 && lines >= 2 && lines + 1 == list.items.len();
            // Of two, the one shows what is wrong with the other only where somebody is told to do something.
            let beside = runs == 1 && list.items.len() == 2;
            let longest = shown.iter().flatten().copied().max().unwrap_or(0);
            if !enough && !beside || longest > 20 {
                continue;
            }
            for (place, number) in list.items.iter().enumerate() {
                if heads[place].is_some() || alone[place].is_some() {
                    continue;
                }
                let item = &items[*number];
                let paragraph = &review.paragraphs[item.paragraph];
                let text = &review.text()[item.at.end.min(paragraph.at.end)..paragraph.at.end];
                let first = text.find(['。', '，', '；', '：', '！', '？', '、']).map_or(text, |at| &text[..at]);
                let subject = SUBJECTS.iter().filter_map(|word| first.find(word)).filter(|at| *at >= 9).min();
                if let Some(at) = subject.filter(|at| *at <= 75) {
                    let at = item.at.end + at;
                    found
                        .at(at..at, format!("标题“{}”和正文连在一起，中间缺句号", review.slice(&(item.at.end..at))))
                        .hint("同级的标题后面都断开了，这里补上")
                        .fix("。");
                } else if enough && first.chars().count() > longest + MORE && first.len() < text.len() {
                    found
                        .at(
                            item.at.end..item.at.end + first.len(),
                            "同级的标题都和正文断开，这一条的标题和正文连在一起",
                        )
                        .hint("在标题后面补句号，或者让标题自成一行");
                }
            }
        }
    }
}

/// The length of a heading that ends in a stop inside its paragraph.
fn head(review: &Review, item: &Item) -> Option<usize> {
    let paragraph = &review.paragraphs[item.paragraph];
    let text = review.text().get(item.at.end..paragraph.at.end)?;
    let stop = text.find('。')?;
    let head = &text[..stop];
    let plain = !head.contains(['，', '；', '：']) && stop + "。".len() < text.len();
    static NAMED: LazyLock<Words> = LazyLock::new(|| Words::new(SUBJECTS));
    (plain && !NAMED.within(head)).then(|| head.chars().count())
}

/// The length of a heading that has its line for itself.
fn own_line(review: &Review, item: &Item) -> Option<usize> {
    let paragraph = &review.paragraphs[item.paragraph];
    let text = review.text().get(item.at.end..paragraph.at.end)?;
    (!text.contains(['。', '；', '：']) && !text.is_empty()).then(|| text.chars().count())
}
