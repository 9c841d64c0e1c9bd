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

/// What the title says of the meeting, how those who sit there are called, and which part of a title says otherwise.
const CALLED: [(&str, &str, &[&str]); 5] = [
    ("人民代表大会", "各位代表", &["常务委员会", "常委会", "工作会议", "制度"]),
    ("人代会", "各位代表", &[]),
    ("政治协商会议", "各位委员", &["常务委员会", "常委会", "工作会议"]),
    ("政协全会", "各位委员", &[]),
    ("党代会", "代表", &[]),
];

fn check(review: &Review, found: &mut Findings) {
    for (speech, reading) in review.speeches.iter().zip(&review.document.speeches) {
        let Some(title) = &reading.title else { continue };
        let Some((_, called, _)) = CALLED
            .iter()
            .find(|(kind, _, except)| title.contains(kind) && !except.iter().any(|word| title.contains(word)))
        else {
            continue;
        };
        let body = review.paragraphs[speech.paragraphs.clone()].iter().filter(|paragraph| !paragraph.front);
        let line = body.take(3).find(|paragraph| {
            let text = review.slice(&paragraph.at);
            text.ends_with(['：', ':']) && text.len() < 150 && text.contains("同志们")
        });
        if let Some(line) = line.filter(|line| !review.slice(&line.at).contains(called.trim_start_matches("各位"))) {
            let own = review.slice(&line.at).trim_end_matches(['：', ':']).to_string();
            found
                .at(line.at.clone(), format!("这个会上称“{own}”，没有称“{called}”"))
                .hint(format!("写成“{called}：”，需要时后面再加“同志们”"));
        }
    }
}
