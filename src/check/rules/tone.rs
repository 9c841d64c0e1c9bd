//! 谈几点看法, said by the one who is in charge: he asks, he does not remark.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC606",
    id: "tone",
    category: Category::Person,
    severity: Severity::Warning,
    on: true,
    page: include_str!("tone.md"),
    check,
};

const MILD: [&str; 10] = [
    "谈几点看法",
    "谈点看法",
    "谈几点体会",
    "谈点体会",
    "谈几点粗浅",
    "谈几点不成熟",
    "谈点个人",
    "谈几点个人",
    "说几句心里话供",
    "汇报几点",
];

fn check(review: &Review, found: &mut Findings) {
    let Some(post) = review.brief.and_then(|brief| brief.post.as_deref()) else { return };
    let chief = ["书记", "省长", "市长", "县长", "区长", "乡长", "镇长", "主任", "局长", "董事长"]
        .iter()
        .any(|word| post.ends_with(word));
    if !chief || post.contains('副') && !post.contains('、') {
        return;
    }
    for phrase in MILD {
        for at in memchr::memmem::find_iter(review.text().as_bytes(), phrase) {
            let asks = review.document.speeches.iter().any(|reading| {
                reading.kind.as_deref().is_some_and(|kind| {
                    ["部署", "推进", "动员", "工作会", "调度", "大会"].iter().any(|word| kind.contains(word))
                })
            });
            if asks && review.paragraph_at(at).is_some() {
                found
                    .at(at..at + phrase.len(), format!("{post}部署工作，“{phrase}”口气不合"))
                    .hint("主要负责人部署工作用“提几点要求”“讲几点意见”");
            }
        }
    }
}
