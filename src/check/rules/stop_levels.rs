//! 一是…。二是…；三是…。: items of one row that end in different marks.

use crate::check::finding::Findings;
use crate::check::items::spoken_lists;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC212",
    id: "stop-levels",
    category: Category::Punctuation,
    severity: Severity::Warning,
    on: true,
    page: include_str!("stop_levels.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for items in &review.spoken {
        for list in spoken_lists(items) {
            let paragraph = items[list[0]].paragraph;
            if list.len() < 3 || list.iter().any(|item| items[*item].paragraph != paragraph) {
                continue;
            }
            // What ends each item but the last, where no item is more than one sentence.
            let mut ends = Vec::new();
            let mut single = true;
            for pair in list.windows(2) {
                let (own, next) = (&items[pair[0]], &items[pair[1]]);
                let text = review.text()[own.at.end..next.at.start].trim_end_matches(['“', ' ']);
                let Some(mark) = text.chars().next_back().filter(|c| "，；。".contains(*c)) else { continue };
                let end = own.at.end + text.len();
                single &= !text[..text.len() - mark.len_utf8()].contains(['。', '；', '！', '？']);
                ends.push((mark, end - mark.len_utf8()..end));
            }
            let count = |mark: char| ends.iter().filter(|(other, _)| *other == mark).count();
            let usual = ['；', '。', '，'].into_iter().max_by_key(|mark| count(*mark)).unwrap_or('；');
            let usual = if count('；') > 0 && count('；') == count(usual) { '；' } else { usual };
            for (mark, at) in ends.iter().filter(|(mark, _)| single && *mark != usual) {
                found
                    .at(at.clone(), format!("这一组的各项用“{usual}”隔开，这里用了“{mark}”"))
                    .hint("一组里各项末尾用同一种标点，最后一项用句号")
                    .fix(usual.to_string());
            }
        }
    }
}
