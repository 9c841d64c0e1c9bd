//! 同志们 at a people's congress: who sits there is a deputy.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC601",
    id: "salutation-kind",
    category: Category::Person,
    severity: Severity::Warning,
    on: true,
    page: include_str!("salutation_kind.md"),
    check,
};

/// What the title says of the meeting, how those who sit there may be called, the first as one should, and which part of a title says
/// otherwise.
const CALLED: [(&str, &[&str], &[&str]); 17] = [
    ("人民代表大会", &["各位代表", "代表"], &["常务委员会", "常委会", "工作会议", "制度", "座谈", "培训"]),
    ("人代会", &["各位代表", "代表"], &[]),
    ("工会第", &["各位代表", "代表"], &["委员会", "全会", "全体会议"]),
    ("职工代表大会", &["各位代表", "代表"], &[]),
    ("职代会", &["各位代表", "代表"], &[]),
    ("妇女代表大会", &["各位代表", "代表"], &[]),
    ("青年团第", &["各位代表", "代表"], &["委员会", "全会", "全体会议"]),
    ("学生代表大会", &["各位代表", "代表", "同学"], &[]),
    ("政治协商会议", &["各位委员", "委员"], &["常务委员会", "常委会", "工作会议"]),
    ("政协全会", &["各位委员", "委员"], &[]),
    ("政协第", &["各位委员", "委员"], &["常务委员会", "常委会", "工作会议"]),
    ("毕业典礼", &["同学们", "同学", "毕业生", "学员"], &[]),
    ("开学典礼", &["同学们", "同学", "学员", "新生"], &["培训", "党校"]),
    ("家长会", &["各位家长", "家长"], &["工作会", "家长会长"]),
    ("推介会", GUESTS, &["工作"]),
    ("签约仪式", GUESTS, &["责任书", "责任状"]),
    ("招商大会", GUESTS, &["动员", "部署"]),
];

/// How guests are called.
const GUESTS: &[&str] =
    &["各位来宾", "来宾", "嘉宾", "朋友", "客商", "企业家", "领导", "女士", "先生", "专家", "客人", "代表"];

/// Salutations of one kind of meeting only, and the words in a title of such a meeting.
const ONLY: [(&str, &[&str]); 2] = [
    ("各位代表", &["代表", "人大", "人代", "职代", "大会", "工会", "协会", "学会", "团"]),
    ("各位委员", &["政协", "委员", "政治协商", "全会", "常委", "协会", "学会"]),
];

/// Meetings at which no guests sit.
const WITHIN: [&str; 9] =
    ["中心组", "警示教育", "民主生活会", "组织生活会", "党课", "部署会", "动员会", "安全生产工作会", "党风廉政"];

fn check(review: &Review, found: &mut Findings) {
    for (speech, reading) in review.speeches.iter().zip(&review.document.speeches) {
        let Some(title) = &reading.title else { continue };
        let body = review.paragraphs[speech.paragraphs.clone()].iter().filter(|paragraph| !paragraph.front);
        let line = body.take(3).find_map(|paragraph| {
            let text = review.slice(&paragraph.at);
            let bare = text.trim_end_matches(['：', ':', '！', '!']);
            (bare.len() < text.len() && text.len() < 150 && !bare.contains(['。', '：'])).then_some((paragraph, bare))
        });
        let Some((line, said)) = line else { continue };
        let kind = CALLED
            .iter()
            .find(|(kind, _, except)| title.contains(kind) && !except.iter().any(|word| title.contains(word)));
        let first = said.split(['，', '、', ' ']).next().unwrap_or_default();
        let other = ONLY.iter().any(|(only, _)| first == *only);
        if let Some((_, called, _)) = kind {
            if (said.contains("同志们") || other) && !called.iter().any(|word| said.contains(word)) {
                found
                    .at(line.at.clone(), format!("这个会上称“{said}”，没有称“{}”", called[0]))
                    .hint(format!("写成“{}：”，需要时后面再加“同志们”", called[0]));
            }
            continue;
        }
        // A report on the work of a government is given to deputies.
        let report = title.contains("报告");
        let strange = ONLY
            .iter()
            .find(|(only, words)| first == *only && !report && !words.iter().any(|word| title.contains(word)));
        if let Some((only, _)) = strange {
            found
                .at(line.at.clone(), format!("“{only}”是代表大会、政协全会上的称呼，这个会上坐的不是"))
                .hint("写成“同志们：”，或者照到会的人来称呼");
        } else if matches!(first, "各位来宾" | "各位嘉宾" | "女士们") && WITHIN.iter().any(|word| title.contains(word))
        {
            found
                .at(line.at.clone(), format!("这个会是自己人开的，不称“{first}”"))
                .hint("写成“同志们：”，或者照到会的人来称呼");
        }
    }
}
