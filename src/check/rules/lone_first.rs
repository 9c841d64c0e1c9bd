//! 一是… without 二是…, 第一 without 第二, 一方面 without 另一方面.

use crate::check::finding::Findings;
use crate::check::items::{Item, spoken_lists};
use crate::check::review::{Review, Speech};
use crate::check::rule::{Category, Rule, Severity};
use crate::outline::Style;
use crate::source::Span;
use crate::text::han::is_han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC111",
    id: "lone-first",
    category: Category::Numbering,
    severity: Severity::Warning,
    on: true,
    page: include_str!("lone_first.md"),
    check,
};

/// Numbers that a second item may have, whatever the first had.
const SECOND: [&str; 7] = ["二是", "二要", "第二", "其二", "二来", "二则", "其次"];

/// Words by which a second item goes on without a number, at the head of a clause of the same paragraph or of the next ones.
const ON: [&str; 14] =
    ["再次", "另一", "另外", "同时", "再一", "还有", "再就是", "还要", "最后", "此外", "再者", "（二）", "二、", "2"];

/// So many paragraphs on, a second item may come without a number.
const NEAR: usize = 3;

fn check(review: &Review, found: &mut Findings) {
    for (speech, items) in review.speeches.iter().zip(&review.spoken) {
        let lists = spoken_lists(items);
        let mut listed = vec![false; items.len()];
        lists.iter().filter(|list| list.len() > 1).flatten().for_each(|item| listed[*item] = true);
        let claimed = |at: usize| {
            let item = items.binary_search_by_key(&at, |item| item.at.start);
            item.is_ok_and(|item| listed[item])
        };
        for list in &lists {
            let item = &items[list[0]];
            let numbered = matches!(item.style, Style::Shi | Style::Yao | Style::DiN | Style::QiN);
            // 首先 opens a speech more often than a list.
            let first = numbered && !review.slice(&item.at).starts_with('首');
            let alone = list[1..].iter().all(|other| is_farewell(&review.text()[items[*other].at.start..]));
            if !alone || item.n != Some(1) || !first {
                continue;
            }
            // 第一 may have its second many paragraphs on, 一是 has it at hand.
            let far = if item.style == Style::DiN { usize::MAX } else { 6 };
            let rest = behind(review, speech, item, far);
            // 一是一，二是二 is a saying, and an item inside quotation marks is somebody else's.
            let saying = review.slice(&rest).starts_with(['一', '二', '第']) || review.is_quoted(item.at.start);
            let second = SECOND.iter().any(|word| {
                let mut places = review.slice(&rest).match_indices(word).map(|(at, _)| rest.start + at);
                places.any(|at| heads(review, at) && !claimed(at) && !dated(&review.text()[at + word.len()..]))
            });
            if !saying && !second && !goes_on(review, speech, item) {
                let own = review.slice(&item.at);
                found
                    .at(item.at.clone(), format!("只有“{own}”，没有下文"))
                    .hint("补上第二项，或者只有一条就不要用序数");
            }
        }
        one_side(review, speech, found);
    }
}

/// 一方面 without 另一方面.
fn one_side(review: &Review, speech: &Speech, found: &mut Findings) {
    const SIDE: &str = "一方面";
    let text = review.slice(&speech.at);
    let mut places = memchr::memmem::find_iter(text.as_bytes(), SIDE).map(|at| speech.at.start + at).peekable();
    while let Some(at) = places.next() {
        let opens = |at: usize| review.before(at).is_none_or(|c| !is_han(c) || "这也就".contains(c));
        let sentence = review.sentence_at(at);
        let paragraph = review.paragraph_at(at).filter(|paragraph| !paragraph.front);
        let Some(paragraph) = paragraph.filter(|_| opens(at)) else { continue };
        let near = places.peek().is_some_and(|next| *next < sentence.end.max(paragraph.at.end) + 3 * 400);
        let rest = &review.text()[at + SIDE.len()..floor(review.text(), paragraph.at.end.min(at + 3 * 400))];
        let loose = ["另外", "同时", "二方面", "再一", "还要", "也要", "又"].iter().any(|word| rest.contains(word));
        if near {
            // The other side, or a third: both are accounted for.
            while places.next_if(|next| *next < paragraph.at.end + 3 * 400).is_some() {}
        } else if !loose && !review.is_quoted(at) {
            found
                .at(at..at + SIDE.len(), "只有“一方面”，没有另一方面")
                .hint("补上“另一方面”，或者只有一面就不要这样说");
        }
    }
}

/// What stands behind an item, as far as so many paragraphs on.
fn behind(review: &Review, speech: &Speech, item: &Item, far: usize) -> Span {
    let last = speech.paragraphs.end.min(item.paragraph.saturating_add(far));
    let end = review.paragraphs[item.paragraph..last].last().map_or(item.at.end, |paragraph| paragraph.at.end);
    item.at.end..floor(review.text(), end.max(item.at.end).min(item.at.end + REACH))
}

/// So many bytes on, nobody remembers that one thing was counted.
const REACH: usize = 60_000;

/// The character boundary at or below an offset.
fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Whether a clause begins at an offset.
fn heads(review: &Review, at: usize) -> bool {
    review.before(at).is_none_or(|c| !is_han(c) && !c.is_ascii_digit())
}

/// 第二天, 第二年: a time, no second item.
fn dated(rest: &str) -> bool {
    ["天", "年", "个月", "季度", "批", "次", "产业", "届"].iter().any(|word| rest.starts_with(word))
}

/// 最后，预祝…: the last word, not the last item.
fn is_farewell(text: &str) -> bool {
    let wish = text.strip_prefix("最后").map(|wish| wish.trim_start_matches('，'));
    wish.is_some_and(|wish| ["预祝", "祝", "谢谢", "让我们", "再次"].iter().any(|word| wish.starts_with(word)))
}

/// Whether what follows an item goes on with a word instead of a number: inside its paragraph, or at the head of one of the next.
fn goes_on(review: &Review, speech: &Speech, item: &Item) -> bool {
    let own = behind(review, speech, item, 1);
    let clauses = review.marks.within(&own).iter().map(|mark| mark.end());
    let last = speech.paragraphs.end.min(item.paragraph + 1 + NEAR);
    let next = review.paragraphs[(item.paragraph + 1).min(last)..last].iter();
    let mut heads = clauses.chain(next.filter(|_| item.line_start).map(|paragraph| paragraph.at.start));
    // 二、 that follows 一、 is no second of 一是.
    let formal = &review.formal[review.paragraphs[item.paragraph].speech];
    let own = |at: usize| {
        let follows = |other: &Item| {
            formal
                .iter()
                .any(|first| first.style == other.style && first.n == Some(1) && first.at.start < item.at.start)
        };
        formal.binary_search_by_key(&at, |other| other.at.start).is_ok_and(|place| follows(&formal[place]))
    };
    heads.any(|at| {
        let text = &review.text()[at..];
        ON.iter().any(|word| text.starts_with(word)) && !own(at) && !is_farewell(text)
    })
}
