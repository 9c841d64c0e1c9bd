//! ，，and 。，: two stops where one belongs.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han::is_stop;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC217",
    id: "stop-doubled",
    category: Category::Punctuation,
    severity: Severity::Error,
    on: true,
    page: include_str!("stop_doubled.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let mut last = 0;
    for pair in review.marks.all.windows(2) {
        let [first, second] = pair else { continue };
        let stops = is_stop(first.char) && is_stop(second.char) && first.end() == second.at;
        if !stops || first.at < last || review.paragraph_at(first.at).is_none() {
            continue;
        }
        let text = &review.text()[first.at..];
        let run: String = text.chars().take_while(|c| is_stop(*c)).collect();
        // ？！ and ！！！ are meant, 。。。 is an ellipsis badly written.
        let meant = run.chars().all(|c| "？！".contains(c))
            || run == "。。。"
            || (run.chars().count() >= 3 && run.chars().all(|c| c == '。' || c == '、'));
        last = first.at + run.len();
        if !meant {
            let keep = run.chars().find(|c| "。！？".contains(*c)).or(run.chars().next()).unwrap_or('。');
            found
                .at(first.at..last, format!("标点“{run}”重叠"))
                .hint(format!("留一个，如“{keep}”"))
                .fix(keep.to_string());
        }
    }
}
