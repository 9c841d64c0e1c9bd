//! Half-width stops in Chinese text: 提高认识,狠抓落实.
//!
//! Cleaning widens them to read the text; what it widened is just what is wrong with it. A file that is written so throughout is told
//! once for each mark, or nobody would see anything else.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::outline::Step;
use crate::source::Span;
use crate::text::han::is_han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC201",
    id: "halfwidth-stop",
    category: Category::Punctuation,
    severity: Severity::Error,
    on: true,
    page: include_str!("halfwidth_stop.md"),
    check,
};

/// From so many on, marks of one kind that are half-width more often than not are told together.
const MANY: usize = 12;

fn check(review: &Review, found: &mut Findings) {
    let map = &review.document.clean.map;
    let inside = |raw: usize| review.paragraph_at(map.clean(raw)).is_some() && map.raw(map.clean(raw)) == raw;
    let mut marks: Vec<(char, Span, char)> = Vec::new();
    for change in review.document.clean.changes.iter().filter(|change| change.step == Step::Stops) {
        let (Some(was), Some(is)) = (review.raw[change.raw.clone()].chars().next(), change.with.chars().next()) else {
            continue;
        };
        if inside(change.raw.start) {
            marks.push((was, change.raw.clone(), is));
        }
    }
    for mark in review.marks.all.iter().filter(|mark| mark.char == '.') {
        let wide = |c: Option<char>| c.is_some_and(|c| is_han(c) || "”）》".contains(c));
        let ends = matches!(review.after(mark.end()), None | Some('\n' | '”'));
        // 一.提高认识 and 3.5 are not meant; neither is 张三.李四.
        let number = review.paragraph_at(mark.at).is_some_and(|paragraph| mark.at - paragraph.at.start <= "十一".len());
        if wide(review.before(mark.at)) && !number && (ends || wide(review.after(mark.end()))) {
            let raw = map.raw_span(&(mark.at..mark.end()));
            if inside(raw.start) && &review.raw[raw.clone()] == "." {
                marks.push(('.', raw, '。'));
            }
        }
    }
    // Cleaning leaves a question mark that may be the ruin of a character; behind a question it is none.
    for mark in review.marks.all.iter().filter(|mark| mark.char == '?') {
        let Some(paragraph) = review.paragraph_at(mark.at) else { continue };
        let before = &review.text()[paragraph.at.start..mark.at];
        let clause = before.rsplit(['。', '！', '？', '；', '?']).next().unwrap_or_default();
        let asks = ["谁", "怎", "什么", "为何", "吗", "呢", "哪", "是否", "难道", "几", "多少", "没有", "不"]
            .iter()
            .any(|word| clause.contains(word));
        let raw = map.raw_span(&(mark.at..mark.end()));
        if asks && clause.ends_with(is_han) && &review.raw[raw.clone()] == "?" {
            marks.push(('?', raw, '？'));
        }
    }
    // A text that was typed with half-width marks throughout is told once.
    let all = |is: char| review.marks.all.iter().filter(|mark| mark.char == is).count();
    let of = |kind: char| marks.iter().filter(|(was, ..)| *was == kind).count();
    let mut kinds: Vec<(char, char)> = marks.iter().map(|(was, _, is)| (*was, *is)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.retain(|(was, is)| 2 * of(*was) > all(*is));
    let throughout = |was: &char| kinds.iter().any(|(kind, _)| kind == was);
    let (many, few): (Vec<_>, Vec<_>) = marks.iter().partition(|(was, ..)| throughout(was));
    let (many, few) = if many.len() >= MANY { (many, few) } else { (Vec::new(), marks.iter().collect()) };
    if let Some((_, first, _)) = many.iter().min_by_key(|(_, at, _)| at.start) {
        let shown: Vec<String> = kinds.iter().map(|(was, _)| format!("“{was}”")).collect();
        let finding = found.raw(first.clone(), format!("全篇有 {} 处半角的{}", many.len(), shown.concat()));
        let right: Vec<String> = kinds.iter().map(|(_, is)| format!("“{is}”")).collect();
        finding.hint(format!("都改成全角的{}", right.concat()));
        finding.fix = many.iter().map(|(_, at, is)| (at.clone(), is.to_string())).collect();
    }
    for (was, at, is) in few {
        found
            .raw(at.clone(), format!("汉字中间用了半角的“{was}”"))
            .hint(format!("改成全角的“{is}”"))
            .fix(is.to_string());
    }
}
