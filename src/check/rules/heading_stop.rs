//! 一、提高政治站位。 on a line of its own: a heading does not end in a stop.

use crate::check::finding::Findings;
use crate::check::items::rank;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC115",
    id: "heading-stop",
    category: Category::Heading,
    severity: Severity::Error,
    on: true,
    page: include_str!("heading_stop.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (speech, items) in review.speeches.iter().zip(&review.formal) {
        for (place, item) in items.iter().enumerate() {
            let paragraph = &review.paragraphs[item.paragraph];
            let text = review.slice(&paragraph.at);
            let stop = text.chars().next_back().unwrap_or_default();
            let head = &text
                [(item.at.end - paragraph.at.start).min(text.len() - stop.len_utf8())..text.len() - stop.len_utf8()];
            let short = {
                let most = if matches!(rank(item.style), Some(0 | 1)) { 45 } else { 30 };
                (2..=most).contains(&head.chars().count())
            };
            if !matches!(stop, '。' | '；' | '，' | '、') || !short || head.contains(['。', '；', '：', '！', '？'])
            {
                continue;
            }
            // Where every sibling ends so, it is how the house writes its second level.
            let alike = items.iter().filter(|other| other.style == item.style).count();
            let stopped = items.iter().filter(|other| other.style == item.style && ends(review, other)).count();
            if rank(item.style) != Some(1) && alike >= 3 && 2 * stopped > alike {
                continue;
            }
            // What stands under a heading is its text, or a level below it. A list of short sentences is no row of headings.
            let next = items.get(place + 1).filter(|next| next.paragraph == item.paragraph + 1);
            let heads = match next {
                Some(next) => rank(next.style) > rank(item.style),
                None => item.paragraph + 1 < speech.paragraphs.end,
            };
            if heads {
                let at = paragraph.at.end - stop.len_utf8()..paragraph.at.end;
                found.at(at, format!("独立成行的标题末尾有“{stop}”")).hint("删去末尾的点号").fix("");
            }
        }
    }
}

fn ends(review: &Review, item: &crate::check::items::Item) -> bool {
    review.slice(&review.paragraphs[item.paragraph].at).ends_with('。')
}
