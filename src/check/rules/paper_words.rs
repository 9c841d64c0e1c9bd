//! 特此通知, 抄送：: words of official papers in a speech.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC808",
    id: "paper-words",
    category: Category::Style,
    severity: Severity::Warning,
    on: true,
    page: include_str!("paper_words.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Papers) {
        found.at(hit.at.clone(), format!("“{}”是公文里的话", row.word)).hint("讲话稿没有主送、抄送和文种结束语，删去");
    }
    // ×政发〔2024〕3号 on a line of its own is the number of the paper itself.
    for paragraph in &review.paragraphs {
        let text = review.slice(&paragraph.at);
        if text.ends_with('号') && text.chars().count() <= 24 && text.contains(['〔', '[']) && text.contains('发') {
            found.at(paragraph.at.clone(), "讲话稿里有发文字号").hint("只有随文印发的才另加版头，讲话稿里删去");
        }
    }
    for speech in &review.speeches {
        let body = review.paragraphs[speech.paragraphs.clone()].iter().filter(|paragraph| !paragraph.front).take(4);
        let line = body.take_while(|paragraph| paragraph.at.len() < 200).find(|paragraph| {
            let text = review.slice(&paragraph.at);
            text.strip_suffix(['：', ':']).is_some_and(is_sent_to)
        });
        if let Some(line) = line {
            found
                .at(line.at.clone(), "这一行是公文的主送机关，讲话稿里写称呼")
                .hint("写成“同志们：”，或者照到会的人来称呼");
        }
    }
}

/// Whether a line names offices, and nobody: 各镇人民政府，县直各单位.
fn is_sent_to(line: &str) -> bool {
    const OFFICES: [&str; 22] = [
        "政府",
        "部门",
        "单位",
        "机构",
        "局",
        "办公室",
        "委员会",
        "乡镇",
        "街道",
        "企业",
        "公司",
        "科室",
        "处室",
        "学院",
        "学校",
        "支部",
        "党委",
        "党组",
        "工委",
        "管委会",
        "机关",
        "办事处",
    ];
    let people = ["同志", "领导", "各位", "代表", "来宾", "朋友", "同学", "老师", "负责人", "要"];
    !people.iter().any(|word| line.contains(word))
        && line.split(['，', '、', ',']).all(|part| OFFICES.iter().any(|office| part.ends_with(office)))
}
