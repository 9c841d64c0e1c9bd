//! ... and --: the ellipsis and the dash each take two cells.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han::is_han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC215",
    id: "mark-form",
    category: Category::Punctuation,
    severity: Severity::Error,
    on: true,
    page: include_str!("mark_form.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    let mut last = 0;
    for mark in review.marks.all.iter().filter(|mark| "….。-－—、·．".contains(mark.char)) {
        if mark.at < last {
            continue;
        }
        let run = text[mark.at..].len() - text[mark.at..].trim_start_matches(mark.char).len();
        let (end, count) = (mark.at + run, run / mark.char.len_utf8());
        last = end;
        let (before, after) = (review.before(mark.at), review.after(end));
        let wide = |c: Option<char>| c.is_some_and(|c| is_han(c) || "”“》《）（，。；、：！？".contains(c));
        let ends = after.is_none_or(|c| c == '\n');
        let near = wide(before) || wide(after);
        let right = match (mark.char, count) {
            ('…', 2) | ('—', 2) => continue,
            ('…', _) if near => "……",
            ('.' | '．' | '·', 3..) if wide(before) && (wide(after) || ends) => "……",
            ('。' | '、', 3..) => "……",
            ('-', 2..) | ('－', 2..) if near => "——",
            ('—', 3..) if near => "——",
            _ => continue,
        };
        if review.paragraph_at(mark.at).is_some() {
            let name = if right == "……" { "省略号" } else { "破折号" };
            found
                .at(mark.at..end, format!("{name}写成了“{}”", &text[mark.at..end]))
                .hint(format!("写成“{right}”，占两个字"))
                .fix(right);
        }
    }
}
