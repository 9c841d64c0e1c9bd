//! 讲四点意见, and three follow.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::source::Span;
use crate::text::han::{is_han, numeral};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC112",
    id: "promise-broken",
    category: Category::Numbering,
    severity: Severity::Error,
    on: true,
    page: include_str!("promise_broken.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for reading in &review.document.speeches {
        for promise in &reading.promises {
            let Some(promised) = promise.promised.filter(|promised| *promised as usize != promise.actual) else {
                continue;
            };
            let (said, actual) = (review.slice(&promise.at), numeral(promise.actual));
            let more = if promise.actual > promised as usize { "多" } else { "少" };
            let by = numeral(promise.actual.abs_diff(promised as usize));
            found
                .at(promise.at.clone(), format!("说的是“{said}”，后面列了{actual}项，{more}了{by}项"))
                .hint("数一数后面的条目，改数目或者补条目");
        }
    }
    for paragraph in review.paragraphs.iter().filter(|paragraph| !paragraph.front) {
        let text = review.slice(&paragraph.at);
        for (at, _) in text.match_indices('：') {
            let Some(told) = told(text, at).filter(|told| told.actual != told.promised) else { continue };
            let (said, actual) = (&text[told.at.clone()], numeral(told.actual));
            let start = paragraph.at.start;
            found
                .at(start + told.at.start..start + told.at.end, format!("说的是“{said}”，后面列了{actual}项"))
                .hint("数一数后面的条目，改数目或者补条目");
        }
        for (at, _) in text.match_indices('个') {
            let Some(named) = named(text, at) else { continue };
            // A fixed formulation has its own rule, which knows its parts.
            let fixed = review.formulas.iter().any(|formula| formula.bare() == &text[named.at.clone()]);
            if !fixed && named.actual != named.promised {
                let (said, actual) = (&text[named.at.clone()], numeral(named.actual));
                let start = paragraph.at.start;
                found
                    .at(start + named.at.start..start + named.at.end, format!("说的是“{said}”，后面列了{actual}项"))
                    .hint("数一数后面的条目，改数目或者补条目");
            }
        }
    }
}

/// 五件事：建好名单、推送政策、辅导申报、跟踪退库: a count of things with as many words of one length behind it, to the end of the sentence.
fn told(text: &str, colon: usize) -> Option<Named> {
    let before = &text[..colon];
    let word = THINGS.iter().find(|word| before.ends_with(**word))?;
    let end = colon - word.len();
    let number = text[..end].chars().next_back()?;
    let start = end - number.len_utf8();
    let promised =
        if number == '两' { 2 } else { "一二三四五六七八九十".chars().position(|c| c == number)? + 1 };
    let counts_on = text[..start].ends_with(|c: char| "第十百千几数一二三四五六七八九".contains(c));
    let list = &text[colon + '：'.len_utf8()..];
    let list = &list[..list.find(['。', '；', '！', '？', '，', '：', '\n'])?];
    let items: Vec<usize> = list.split('、').map(|item| item.chars().count()).collect();
    let alike = items.len() >= 3 && (3..=8).contains(&items[0]) && items.windows(2).all(|pair| pair[0] == pair[1]);
    let ends = text[colon + '：'.len_utf8() + list.len()..].starts_with(['。', '！', '；']);
    let plain = list.chars().all(|c| is_han(c) || c == '、');
    let sound = !counts_on && promised >= 2 && alike && ends && plain;
    sound.then_some(Named { at: start..colon, promised, actual: items.len() })
}

/// What is counted before a row of things to do.
const THINGS: [&str; 12] = [
    "件事",
    "件实事",
    "项工作",
    "项任务",
    "项重点工作",
    "项重点任务",
    "个环节",
    "个重点",
    "道关",
    "个关键",
    "项措施",
    "件大事",
];

/// “三个到位”：认识到位、责任到位、措施到位.
struct Named {
    /// The count and the word.
    at: Span,
    promised: usize,
    actual: usize,
}

/// A count of a word with a list of two or more behind it in which each item begins or ends with that word; 个 stands at `at`.
fn named(text: &str, at: usize) -> Option<Named> {
    let number = text[..at].chars().next_back()?;
    let promised = match number {
        '两' => 2,
        _ => "一二三四五六七八九十".chars().position(|digit| digit == number)? + 1,
    };
    let start = at - number.len_utf8();
    // 第三个, 十三个 and 几十个 count otherwise.
    if promised < 2 || text[..start].ends_with(|c: char| "第十百千零几数一二三四五六七八九".contains(c))
    {
        return None;
    }
    let rest = &text[at + '个'.len_utf8()..];
    let end = rest.find(|c: char| !is_han(c) || c == '即').filter(|end| (6..=12).contains(end))?;
    let word = &rest[..end];
    // “四个更加”持续用力：更加主动、更加扎实.
    let list = rest[end..].trim_start_matches(['”', '，']);
    let run = list.find(|c: char| !is_han(c)).filter(|run| rest[end..].starts_with('”') && *run <= 30);
    let list = run.map(|run| &list[run..]).filter(|list| list.starts_with('：')).unwrap_or(list);
    let list = list.strip_prefix('：').or_else(|| list.strip_prefix("即").map(|list| list.trim_start_matches('：')))?;
    let list = list.split(['。', '；', '\n', '！', '？', '：']).next()?;
    let is_one = |item: &&str| {
        item.trim_matches(['“', '”']).chars().count() <= 16 && (item.starts_with(word) || item.ends_with(word))
    };
    // What follows behind the comma of a list with 、 is no item of it.
    let marked = list.split('，').next().unwrap_or(list);
    let items: Vec<&str> =
        if marked.contains('、') { marked.split('、').collect() } else { list.split('，').collect() };
    let whole = items.len() >= 2 && items.iter().all(is_one);
    whole.then(|| Named { at: start..at + '个'.len_utf8() + end, promised, actual: items.len() })
}
