//! 一.提高认识: the mark behind a Chinese number of an item is 、.

use crate::check::finding::Findings;
use crate::check::items::rank;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::outline::Style;
use crate::text::han::{is_han, leading_numeral};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC108",
    id: "numeral-dot",
    category: Category::Numbering,
    severity: Severity::Error,
    on: true,
    page: include_str!("numeral_dot.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for item in review.openings.iter().flatten().filter(|item| item.style == Style::CnComma) {
        let marker = review.slice(&item.at);
        if let Some(at) = marker.find(['.', '．']) {
            report(item.at.start, marker, at, marker[at..].chars().next().unwrap_or('.'), found);
        }
    }
    // 二，压实责任 on a line of its own, among lines that begin with 一、 and 三、, or with 一， and 三，.
    for (speech, items) in review.speeches.iter().zip(&review.formal) {
        let lines = speech.paragraphs.clone().filter_map(|number| {
            let paragraph = &review.paragraphs[number];
            let text = review.slice(&paragraph.at);
            let (n, length) = leading_numeral(text).filter(|_| !paragraph.front)?;
            let mut rest = text[length..].chars();
            let (stop, next) = (rest.next().unwrap_or_default(), rest.next().unwrap_or_default());
            let heading = text.chars().count() <= 40 && !text.ends_with(['。', '；', '！', '？']);
            ("，：:,·".contains(stop)
                && is_han(next)
                && leading_numeral(&text[length + stop.len_utf8()..]).is_none()
                && heading)
                .then_some((n, paragraph, length, stop))
        });
        let lines: Vec<_> = lines.collect();
        let numbers: Vec<_> =
            items.iter().filter(|item| rank(item.style) == Some(1)).filter_map(|item| item.n).collect();
        for (n, paragraph, length, stop) in &lines {
            let mut others = numbers.iter().chain(lines.iter().map(|(n, ..)| n));
            // 九·一八 is a day; nothing but an item begins 二·把.
            if *stop == '·' || others.any(|other| other + 1 == *n || *other == n + 1) {
                report(paragraph.at.start, review.slice(&paragraph.at), *length, *stop, found);
            }
        }
    }
}

fn report(start: usize, marker: &str, at: usize, stop: char, found: &mut Findings) {
    let numeral = &marker[..at];
    found
        .at(start + at..start + at + stop.len_utf8(), format!("序号“{numeral}”后面用了“{stop}”"))
        .hint(format!("写成“{numeral}、”，汉字序号后面用顿号"))
        .fix("、");
}
