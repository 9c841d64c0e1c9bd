//! 市发改委, without the full name ever given.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC608",
    id: "short-name",
    category: Category::Name,
    severity: Severity::Info,
    on: false,
    page: include_str!("short_name.md"),
    check,
};

const SHORT: [(&str, &str); 10] = [
    ("发改委", "发展和改革委员会"),
    ("卫健委", "卫生健康委员会"),
    ("人社局", "人力资源和社会保障局"),
    ("住建局", "住房和城乡建设局"),
    ("国资委", "国有资产监督管理委员会"),
    ("工信局", "工业和信息化局"),
    ("文旅局", "文化和旅游局"),
    ("农业农村委", "农业农村委员会"),
    ("市监局", "市场监督管理局"),
    ("资规局", "自然资源和规划局"),
];

fn check(review: &Review, found: &mut Findings) {
    for (short, full) in SHORT {
        let Some(at) = memchr::memmem::find(review.text().as_bytes(), short.as_bytes()) else { continue };
        if !review.text()[..at].contains(full) && review.paragraph_at(at).is_some() {
            found
                .at(at..at + short.len(), format!("“{short}”第一次出现，没有给出全称"))
                .hint(format!("先写“{full}（以下简称{short}）”；讲话里习惯用简称的，不必理会"));
        }
    }
}
