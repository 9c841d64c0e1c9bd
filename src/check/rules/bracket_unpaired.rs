//! Brackets and title marks without their partners: 《关于…的通知, （含合作区.

use crate::check::finding::Findings;
use crate::check::marks::Mark;
use crate::check::review::Paragraph;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC205",
    id: "bracket-unpaired",
    category: Category::Punctuation,
    severity: Severity::Error,
    on: true,
    page: include_str!("bracket_unpaired.md"),
    check,
};

/// Brackets, each with the half-width form that is taken for it.
const PAIRS: [(char, char, &str); 4] =
    [('（', '）', "括号"), ('《', '》', "书名号"), ('【', '】', "方括号"), ('〔', '〕', "六角括号")];

fn check(review: &Review, found: &mut Findings) {
    let mut lost: [Vec<(usize, Mark, bool)>; PAIRS.len()] = Default::default();
    for (number, paragraph) in review.paragraphs.iter().enumerate() {
        // Which kinds stand in it at all.
        let mut kinds = [false; PAIRS.len()];
        for mark in review.marks_of(paragraph) {
            match mark.char {
                '（' | '）' | '(' | ')' => kinds[0] = true,
                '《' | '》' => kinds[1] = true,
                '【' | '】' => kinds[2] = true,
                '〔' | '〕' => kinds[3] = true,
                _ => {}
            }
        }
        for (at, kind) in PAIRS.iter().enumerate().filter(|(at, _)| kinds[*at]) {
            alone(review, paragraph, *kind, |mark, opens| lost[at].push((number, mark, opens)));
        }
    }
    for ((_, _, name), lost) in PAIRS.into_iter().zip(lost) {
        let mut at = 0;
        while let Some((paragraph, mark, opens)) = lost.get(at) {
            // A paragraph that was broken inside the brackets has the other half in the next.
            let broken = lost.get(at + 1).is_some_and(|(next, _, also)| *opens && !also && next - paragraph <= 2);
            if broken && lost[at + 1].0 > *paragraph {
                at += 2;
                continue;
            }
            let (side, other) = if *opens { ("前", "后") } else { ("后", "前") };
            found
                .at(mark.at..mark.end(), format!("{side}{name}“{}”没有对应的{other}{name}", mark.char))
                .hint(format!("补上{other}{name}，或者删去这一个"));
            at += 1;
        }
    }
}

/// The marks of a paragraph that have no partner in it, and whether each opens.
fn alone(review: &Review, paragraph: &Paragraph, kind: (char, char, &str), mut tell: impl FnMut(Mark, bool)) {
    let (open, close, _) = kind;
    let own = |mark: &&Mark| mark.char == open || mark.char == close || (open == '（' && "()".contains(mark.char));
    let mut stack: Vec<Mark> = Vec::new();
    let mut closing: Vec<Mark> = Vec::new();
    for mark in review.marks_of(paragraph).iter().filter(own) {
        if mark.char == open || mark.char == '(' {
            stack.push(*mark);
        } else if stack.pop().is_none() && !is_number(review, paragraph, mark) {
            closing.push(*mark);
        }
    }
    closing.into_iter().for_each(|mark| tell(mark, false));
    stack.into_iter().for_each(|mark| tell(mark, true));
}

/// 1） and a） number an item and have no other half.
fn is_number(review: &Review, paragraph: &Paragraph, mark: &Mark) -> bool {
    let before = &review.text()[paragraph.at.start..mark.at];
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
    (1..=2).contains(&digits)
        && matches!(before[..before.len() - digits].chars().next_back(), None | Some('。' | '；' | '：' | '，' | ' '))
}
