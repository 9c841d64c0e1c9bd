//! "四个意识": straight quotation marks in Chinese text.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han::is_han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC204",
    id: "quote-straight",
    category: Category::Punctuation,
    severity: Severity::Error,
    on: true,
    page: include_str!("quote_straight.md"),
    check,
};

const MANY: usize = 12;

fn check(review: &Review, found: &mut Findings) {
    let map = &review.document.clean.map;
    let mut pairs = Vec::new();
    for paragraph in &review.paragraphs {
        for kind in ['"', '＂', '\''] {
            if !review.marks_of(paragraph).iter().any(|mark| mark.char == kind) {
                continue;
            }
            let mut marks = review.marks_of(paragraph).iter().filter(|mark| mark.char == kind);
            while let Some(open) = marks.next() {
                let close = marks.next();
                let end = close.map_or(open.end(), |close| close.end());
                let inner = &review.text()[open.end()..close.map_or(paragraph.at.end, |close| close.at)];
                let around = review.before(open.at).is_some_and(is_han) || review.after(end).is_some_and(is_han);
                if inner.chars().any(is_han) || around {
                    let with = if kind == '\'' { ['‘', '’'] } else { ['“', '”'] };
                    let mut fix = vec![(map.raw_span(&(open.at..open.end())), with[0].to_string())];
                    fix.extend(close.map(|close| (map.raw_span(&(close.at..close.end())), with[1].to_string())));
                    pairs.push((open.at..end, kind, fix, close.is_some()));
                }
            }
        }
    }
    if pairs.len() >= MANY {
        let finding = found.at(pairs[0].0.clone(), format!("全篇有 {} 对直引号", pairs.len()));
        finding.hint("都改成弯引号“ ”");
        finding.fix = pairs.into_iter().filter(|pair| pair.3).flat_map(|(_, _, fix, _)| fix).collect();
        return;
    }
    for (at, kind, fix, whole) in pairs {
        let finding = found.at(at, format!("中文里用了直引号“{kind}”"));
        finding.hint(if whole { "改成弯引号“ ”" } else { "改成弯引号“ ”，并补上另一半" });
        if whole {
            finding.fix = fix;
        }
    }
}
