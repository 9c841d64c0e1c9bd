//! 【时限】: what a draft of ours leaves open for the user to fill.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC901",
    id: "slot-left",
    category: Category::Placeholder,
    severity: Severity::Info,
    on: true,
    page: include_str!("slot_left.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let mut open: Option<usize> = None;
    for mark in &review.marks.all {
        match mark.char {
            '【' => open = Some(mark.at),
            '\n' => open = None,
            '】' => {
                let Some(start) = open.take() else { continue };
                let inner = &review.text()[start + "【".len()..mark.at];
                let name = inner.split('：').next().unwrap_or(inner);
                // 【2024】 is a year of a document number, badly bracketed.
                let year = inner.bytes().all(|byte| byte.is_ascii_digit());
                if (1..=40).contains(&inner.chars().count()) && !year && review.paragraph_at(start).is_some() {
                    found
                        .at(start..mark.end(), format!("占位【{name}】还没有填"))
                        .hint("填上事实；起草时用 --facts 可以一次填完");
                }
            }
            _ => {}
        }
    }
}
