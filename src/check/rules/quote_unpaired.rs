//! Quotation marks without their partners.

use crate::check::finding::Findings;
use crate::check::marks::Mark;
use crate::check::review::Paragraph;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han::is_han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC203",
    id: "quote-unpaired",
    category: Category::Punctuation,
    severity: Severity::Error,
    on: true,
    page: include_str!("quote_unpaired.md"),
    check,
};

/// So many paragraphs a quotation may run through.
const LONG: usize = 12;

fn check(review: &Review, found: &mut Findings) {
    for speech in &review.speeches {
        let paragraphs = &review.paragraphs[speech.paragraphs.clone()];
        let mut carried: Option<Mark> = None;
        for (number, paragraph) in paragraphs.iter().enumerate() {
            let marks: Vec<Mark> =
                review.marks_of(paragraph).iter().filter(|mark| matches!(mark.char, '“' | '”')).copied().collect();
            if marks.is_empty() {
                continue;
            }
            // A quotation of several paragraphs opens each of them.
            let mut open = carried.take();
            if open.is_some() && marks[0].char == '“' && marks[0].at == paragraph.at.start {
                open = None;
            }
            let mut at = 0;
            while let Some(mark) = marks.get(at) {
                let next = |step: usize| marks.get(at + step).map(|mark| mark.char);
                match (mark.char, open) {
                    ('“', None) => open = Some(*mark),
                    ('”', Some(_)) => open = None,
                    ('”', None) if turned(review, mark, '“', next(1)) => {
                        turn(found, mark, '“');
                        open = Some(*mark);
                    }
                    ('”', None) => {
                        found.at(mark.at..mark.end(), "后引号“””没有对应的前引号").hint("补上前引号，或者删去这一个");
                    }
                    // “他说“好”。” is another fault: it is nested, not lost.
                    ('“', Some(_)) if next(1) == Some('”') && next(2) == Some('”') => at += 1,
                    ('“', Some(_)) if turned(review, mark, '”', next(1)) => {
                        turn(found, mark, '”');
                        open = None;
                    }
                    _ => {
                        if let Some(lost) = open.filter(|open| paragraph.at.contains(&open.at)) {
                            report(found, &lost);
                        }
                        open = Some(*mark);
                    }
                }
                at += 1;
            }
            match open {
                Some(lost) if goes_on(review, &paragraphs[number + 1..]) => carried = Some(lost),
                Some(lost) if paragraph.at.contains(&lost.at) => report(found, &lost),
                _ => {}
            }
        }
    }
}

/// Whether a mark that should have been its partner was typed: the words around it tell the side it stands on.
fn turned(review: &Review, mark: &Mark, meant: char, next: Option<char>) -> bool {
    let (before, after) = (review.before(mark.at), review.after(mark.end()));
    let word = |c: Option<char>| c.is_some_and(|c| is_han(c) || c.is_ascii_alphanumeric());
    let stop = |c: Option<char>| c.is_none_or(|c| "，。；、：！？\n）".contains(c));
    match meant {
        '”' => word(before) && stop(after) && next != Some('”'),
        _ => word(after) && stop(before) && next == Some('”'),
    }
}

fn turn(found: &mut Findings, mark: &Mark, meant: char) {
    let side = if meant == '“' { "前" } else { "后" };
    found
        .at(mark.at..mark.end(), format!("引号方向反了，这里该是{side}引号"))
        .hint(format!("改成“{meant}”"))
        .fix(meant.to_string());
}

fn report(found: &mut Findings, lost: &Mark) {
    found.at(lost.at..lost.end(), "前引号“““没有对应的后引号").hint("在引语末尾补上后引号，或者删去这一个");
}

/// Whether a quotation that is open goes on in the paragraphs behind: the next opens it again, or a later one closes it.
fn goes_on(review: &Review, behind: &[Paragraph]) -> bool {
    let mut marks = behind.iter().take(LONG).map(|paragraph| {
        let first = review.marks_of(paragraph).iter().find(|mark| matches!(mark.char, '“' | '”'));
        (paragraph.at.start, first)
    });
    match marks.next() {
        Some((start, Some(mark))) if mark.char == '“' => mark.at == start,
        Some((_, Some(_))) => true,
        Some((_, None)) => marks.find_map(|(_, mark)| mark).is_some_and(|mark| mark.char == '”'),
        None => false,
    }
}
