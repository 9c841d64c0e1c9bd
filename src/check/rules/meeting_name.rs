//! 推进会 in the title, 动员会 in the text.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC607",
    id: "meeting-name",
    category: Category::Name,
    severity: Severity::Error,
    on: true,
    page: include_str!("meeting_name.md"),
    check,
};

/// Occasions that exclude one another.
const OCCASIONS: [&str; 20] = [
    "推进会",
    "动员会",
    "部署会",
    "座谈会",
    "表彰会",
    "总结会",
    "现场会",
    "调度会",
    "研讨会",
    "交流会",
    "动员大会",
    "表彰大会",
    "誓师大会",
    "讲评会",
    "点评会",
    "述职会",
    "培训班",
    "启动仪式",
    "开工仪式",
    "签约仪式",
];

/// What stands before the name of this meeting, and of no other.
const HERE: [&str; 12] = [
    "这次",
    "今天的",
    "今天这个",
    "今天召开的",
    "这个",
    "本次",
    "此次",
    "今天我们召开",
    "今天召开",
    "今天，我们召开",
    "今天在这里召开",
    "我们在这里召开",
];

fn check(review: &Review, found: &mut Findings) {
    for (speech, reading) in review.speeches.iter().zip(&review.document.speeches) {
        let Some(title) = &reading.title else { continue };
        let of =
            |text: &str| OCCASIONS.iter().filter(|name| text.contains(**name)).max_by_key(|name| name.len()).copied();
        let wanted = review.brief.and_then(|brief| brief.meeting.as_deref()).and_then(of).or_else(|| of(title));
        let Some(wanted) = wanted else { continue };
        // 动员部署会 is both.
        let full = |name: &str| title.contains(name.trim_end_matches('会').trim_end_matches('大'));
        for number in speech.paragraphs.clone() {
            let paragraph = &review.paragraphs[number];
            let text = review.slice(&paragraph.at);
            for here in HERE {
                for (at, _) in text.match_indices(here) {
                    let rest = &text[at + here.len()..];
                    let rest = rest.find(['，', '。', '；', '！', '：', '、']).map_or(rest, |end| &rest[..end]);
                    let Some(said) = of(rest) else { continue };
                    let same = said.trim_end_matches("大会").trim_end_matches('会')
                        == wanted.trim_end_matches("大会").trim_end_matches('会');
                    if same || full(said) || rest.contains("精神") || rest.find(said).is_some_and(|at| at > 90) {
                        continue;
                    }
                    let start = paragraph.at.start + at + here.len() + rest.find(said).unwrap_or(0);
                    found
                        .at(start..start + said.len(), format!("标题上是“{wanted}”，这里说成“{said}”"))
                        .hint("会议名称全文统一");
                }
            }
        }
    }
}
