//! 推进会 in the title, 动员会 in the text.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
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

fn check(review: &Review, found: &mut Findings) {
    let here: Vec<crate::source::Span> = review.words(Table::Here).map(|(hit, _)| hit.at.clone()).collect();
    for (speech, reading) in review.speeches.iter().zip(&review.document.speeches) {
        let Some(title) = &reading.title else { continue };
        let of =
            |text: &str| OCCASIONS.iter().filter(|name| text.contains(**name)).max_by_key(|name| name.len()).copied();
        let wanted = review.brief.and_then(|brief| brief.meeting.as_deref()).and_then(of).or_else(|| of(title));
        let Some(wanted) = wanted else { continue };
        // 动员部署会 is both.
        let full = |name: &str| title.contains(name.trim_end_matches('会').trim_end_matches('大'));
        let from = here.partition_point(|at| at.start < speech.at.start);
        for at in here[from..].iter().take_while(|at| at.start < speech.at.end) {
            let end = review.paragraph_at(at.start).map_or(at.end, |paragraph| paragraph.at.end);
            let rest = &review.text()[at.end.min(end)..end];
            let rest = rest.find(['，', '。', '；', '！', '：', '、']).map_or(rest, |end| &rest[..end]);
            let Some(said) = of(rest) else { continue };
            let bare = |name: &'static str| name.trim_end_matches("大会").trim_end_matches('会');
            let far = rest.find(said).is_some_and(|at| at > 90);
            if bare(said) == bare(wanted) || full(said) || rest.contains("精神") || far {
                continue;
            }
            let start = at.end + rest.find(said).unwrap_or(0);
            found
                .at(start..start + said.len(), format!("标题上是“{wanted}”，这里说成“{said}”"))
                .hint("会议名称全文统一");
        }
    }
}
