//! ... and --: the ellipsis and the dash each take two cells.

use crate::check::finding::Findings;
use crate::check::marks::Mark;
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

/// How many marks stand side by side at the head of a list that are the same.
fn run(marks: &[Mark]) -> usize {
    1 + marks.windows(2).take_while(|pair| pair[0].char == pair[1].char && pair[0].end() == pair[1].at).count()
}

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    let mut last = 0;
    let mut last_dot = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), "···").filter(|at| review.paragraph_at(*at).is_some()) {
        let end = text.len() - text[at..].trim_start_matches('·').len();
        if at >= last_dot {
            found.at(at..end, format!("省略号写成了“{}”", &text[at..end])).hint("写成“……”，占两个字").fix("……");
        }
        last_dot = end;
    }
    let marks = &review.marks.all;
    for (number, mark) in marks.iter().enumerate() {
        if mark.at < last || !matches!(mark.char, '…' | '.' | '。' | '-' | '－' | '—' | '、' | '．') {
            continue;
        }
        let count = run(&marks[number..]);
        let end = mark.at + count * mark.char.len_utf8();
        last = end;
        // 优化营商环境—这是硬仗: one alone joins names (京—沪), but it leads to no clause.
        let explains =
            mark.char == '—' && ["这", "那就", "就是", "即"].iter().any(|word| text[end..].starts_with(word));
        if count == 1 && mark.char != '…' && !explains {
            continue;
        }
        // English sets a space behind three dots.
        let (before, after) = (review.before(mark.at), text[end..].trim_start_matches(' ').chars().next());
        let wide = |c: Option<char>| c.is_some_and(|c| is_han(c) || "”“》《）（，。；、：！？".contains(c));
        let ends = after.is_none_or(|c| c == '\n');
        let near = wide(before) || wide(after);
        let right = match (mark.char, count) {
            ('…', 2) | ('—', 2) => continue,
            ('…', _) if near => "……",
            ('.' | '．', 3..) if wide(before) && (wide(after) || ends) => "……",
            ('。' | '、', 3..) => "……",
            ('-', 2..) | ('－', 2..) if near => "——",
            ('—', 1 | 3..) if near => "——",
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
