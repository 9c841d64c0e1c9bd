//! One sentence of commas from the first word of a paragraph to the last.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC211",
    id: "comma-run",
    category: Category::Punctuation,
    severity: Severity::Warning,
    on: true,
    page: include_str!("comma_run.md"),
    check,
};

/// So many characters in one breath of commas, and so many commas.
const LONG: usize = 100;
const COMMAS: usize = 9;
/// So many commas in a shorter one, and how long that is at least.
const MANY: usize = 12;
const SHORT: usize = 60;

fn check(review: &Review, found: &mut Findings) {
    for paragraph in review.paragraphs.iter().filter(|paragraph| paragraph.at.len() > 3 * SHORT && !paragraph.front) {
        let spoken = &review.spoken[paragraph.speech];
        for sentence in review.sentences(paragraph) {
            if sentence.len() < 3 * SHORT {
                continue;
            }
            // A semicolon, a colon and a dash part a sentence; each of its parts is held to the measure.
            let marks = review.marks.within(sentence);
            let stops = marks.iter().filter(|mark| matches!(mark.char, '；' | '：' | '—'));
            let mut start = sentence.start;
            for (stop, end) in stops.map(|mark| (mark.at, mark.end())).chain([(sentence.end, sentence.end)]) {
                let part = start..stop;
                start = end;
                if part.len() < 3 * SHORT {
                    continue;
                }
                let commas = review.marks.within(&part).iter().filter(|mark| mark.char == '，').count();
                // 一是…，二是…: the numbers part what the marks do not.
                let first = spoken.partition_point(|item| item.at.start < part.start);
                let numbered = spoken.get(first + 1).is_some_and(|item| item.at.start < part.end);
                let count = review.slice(&part).chars().count();
                if (count >= LONG && commas >= COMMAS || commas >= MANY) && !numbered {
                    found
                        .at(part, format!("一句话 {count} 字、{commas} 个逗号，一逗到底"))
                        .hint("按意思断成几句，该用句号、分号的地方用上");
                }
            }
        }
    }
}
