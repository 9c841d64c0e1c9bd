//! What a text says of a value that changed: from what, to what, by how much.

use super::quantity::Quantity;
use super::review::Review;
use crate::source::Span;

/// A value that changed.
#[derive(Debug)]
pub struct Change<'r> {
    /// Before.
    pub from: &'r Quantity,
    /// After.
    pub to: &'r Quantity,
    /// Whether the verb between them says that it fell; `None` where it does not tell.
    pub fell: Option<bool>,
    /// By how much, and whether the verb there says that it fell.
    pub by: Option<(&'r Quantity, bool)>,
    /// From the first number to the last.
    pub at: Span,
}

const RISE: [&str; 17] = [
    "增幅",
    "增幅为",
    "涨幅",
    "增长",
    "增加",
    "提高",
    "上升",
    "提升",
    "扩大",
    "增",
    "涨",
    "升",
    "多",
    "回升",
    "攀升",
    "跃升",
    "扩展",
];
const FALL: [&str; 16] = [
    "降幅",
    "降幅为",
    "下降",
    "减少",
    "降低",
    "降",
    "减",
    "压缩",
    "缩短",
    "缩减",
    "回落",
    "收窄",
    "少",
    "压减",
    "缩小",
    "下滑",
];

/// Words behind which a figure tells of something else.
const OTHER: [&str; 8] = ["年均", "平均", "每年", "其中", "累计", "目标", "计划", "高于"];

/// Whether a text ends with a verb of rising (`false`) or falling (`true`).
fn direction(text: &str) -> Option<bool> {
    let bare = text.trim_end_matches(['了', '约', '近', '达']);
    if FALL.iter().any(|verb| bare.ends_with(verb)) {
        return Some(true);
    }
    RISE.iter().any(|verb| bare.ends_with(verb)).then_some(false)
}

/// The changes that a sentence tells: 由100个增至120个，增长20%; 去年100个，今年120个，增长20%.
pub fn changes<'r>(review: &'r Review, sentence: &Span, told: &'r [Quantity]) -> Vec<Change<'r>> {
    let text = |from: usize, to: usize| &review.text()[from..to.max(from)];
    let mut found = Vec::new();
    for (number, pair) in told.windows(2).enumerate() {
        let [from, to] = pair else { continue };
        if !from.alike(to) || from.rough || to.rough {
            continue;
        }
        let start = number.checked_sub(1).map_or(sentence.start, |before| told[before].at.end);
        let (before, between) = (text(start, from.at.start), text(from.at.end, to.at.start));
        let clause = before.rsplit(['，', '；', '。', '、', '：']).next().unwrap_or_default();
        let begins = ["由", "从"].iter().any(|word| clause.contains(word));
        let grown = |verb: &str| ["发展", "壮大"].iter().any(|word| verb.ends_with(word)).then_some(false);
        let reaches = between.strip_suffix(['至', '到', '为']).and_then(|verb| direction(verb).or_else(|| grown(verb)));
        let fell = if begins && reaches.is_some() && !between.contains(['，', '；']) {
            reaches
        } else if before.contains("去年") || before.contains("上年") {
            let now = between.contains("今年") && !between.contains(['。', '；', '！']);
            if !now || between.chars().count() > 14 {
                continue;
            }
            None
        } else {
            continue;
        };
        // 同比增长50%，从20家增加到40家: told beforehand, and not of what changed before.
        let last = found.last().and_then(|change: &Change<'_>| change.by);
        let ahead = || {
            let by = number.checked_sub(1).map(|before| &told[before]).filter(|by| by.is_percent() && !by.rough)?;
            let free = last.is_none_or(|(last, _)| last.at.start < by.at.start);
            let next = matches!(text(by.at.end, from.at.start), "，从" | "，由" | "、从" | "、由");
            direction(text(sentence.start, by.at.start)).filter(|_| free && next).map(|fell| (by, fell))
        };
        let by = told.get(number + 2).and_then(|by| {
            let between = text(to.at.end, by.at.start);
            let near = between.chars().count() <= 14 && !OTHER.iter().any(|word| between.contains(word));
            let one = between.matches(['，', '、', '；', '（']).count() <= 1;
            direction(between).filter(|_| near && one && !by.rough).map(|fell| (by, fell))
        });
        let by = by.or_else(ahead);
        let start = by.map_or(from.at.start, |(by, _)| by.at.start.min(from.at.start));
        let end = by.map_or(to.at.end, |(by, _)| by.at.end.max(to.at.end));
        found.push(Change { from, to, fell, by, at: start..end });
    }
    found
}
