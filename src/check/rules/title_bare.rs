//! 讲话: a title that does not say on what occasion.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::words::Openings;
use std::sync::LazyLock;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC125",
    id: "title-bare",
    category: Category::Heading,
    severity: Severity::Warning,
    on: true,
    page: include_str!("title_bare.md"),
    check,
};

/// What such a title is made of, the longer before the shorter: none of it says what the meeting was about.
const EMPTY: [&str; 52] = [
    "工作会议",
    "今天",
    "今日",
    "这次",
    "本次",
    "此次",
    "全体",
    "会议",
    "大会",
    "座谈",
    "推进",
    "动员",
    "部署",
    "总结",
    "表彰",
    "现场",
    "调度",
    "交流",
    "汇报",
    "专题",
    "仪式",
    "典礼",
    "闭幕",
    "开幕",
    "领导",
    "书记",
    "县长",
    "市长",
    "区长",
    "局长",
    "镇长",
    "乡长",
    "主任",
    "校长",
    "院长",
    "董事长",
    "主要负责",
    "同志",
    "重要",
    "我的",
    "关于",
    "会",
    "上",
    "的",
    "在",
    "时",
    "式",
    "时候",
    "有关",
    "一次",
    "致",
    "作",
];

/// What it ends with.
const KINDS: [&str; 14] = [
    "讲话",
    "讲话稿",
    "发言",
    "发言稿",
    "致辞",
    "致词",
    "主持词",
    "讲话提纲",
    "发言提纲",
    "开幕词",
    "闭幕词",
    "讲话材料",
    "工作报告",
    "演讲稿",
];

fn check(review: &Review, found: &mut Findings) {
    for speech in &review.speeches {
        let Some(first) = review.paragraphs.get(speech.paragraphs.start) else { continue };
        let text = review.slice(&first.at);
        if text.len() > 120 {
            continue;
        }
        let bare: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '《' | '》' | '“' | '”' | '：' | ':' | '。'))
            .collect();
        let says_nothing = KINDS.iter().filter_map(|kind| bare.strip_suffix(kind)).any(is_empty);
        if says_nothing && speech.paragraphs.len() > 1 {
            found.at(first.at.clone(), format!("标题“{bare}”没有说是什么会")).hint("写成“在＋会议全称＋上的讲话”");
        }
    }
}

/// Whether nothing is left of a title without the words that say nothing.
fn is_empty(title: &str) -> bool {
    static OPENINGS: LazyLock<Openings> = LazyLock::new(|| Openings::new(EMPTY));
    let mut rest = title;
    while OPENINGS.begin(rest)
        && let Some(shorter) = EMPTY.iter().find_map(|word| rest.strip_prefix(word))
    {
        rest = shorter;
    }
    rest.is_empty()
}
