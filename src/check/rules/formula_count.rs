//! “五个意识”: a short form with another number than it has.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han::is_han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC502",
    id: "formula-count",
    category: Category::Formulation,
    severity: Severity::Error,
    on: true,
    page: include_str!("formula_count.md"),
    check,
};

const NUMERALS: &str = "一二两三四五六七八九十";

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Counts) {
        let Some(numeral) = review.before(hit.at.start).filter(|c| NUMERALS.contains(*c)) else { continue };
        let start = hit.at.start - numeral.len_utf8();
        // 第四个意识 and 十四个 are other numbers; a quotation mark is what makes it a name.
        let bare = review.before(start).is_some_and(|c| is_han(c) || c.is_ascii_digit());
        let quoted = review.before(start) == Some('“');
        let known =
            row.right.split(' ').any(|right| right == numeral.to_string() || (right == "两" && numeral == '二'));
        if known
            || (hit.at.end > 0 && row.word.contains('”') && !quoted)
            || (bare && NUMERALS.contains(review.before(start).unwrap_or(' ')))
        {
            continue;
        }
        let own = row.word.trim_end_matches('”');
        let right: Vec<String> = row.right.split(' ').map(|right| format!("“{right}{own}”")).collect();
        let end = start + numeral.len_utf8() + own.len();
        found
            .at(start..end.min(hit.at.end), format!("没有“{numeral}{own}”这个提法"))
            .hint(format!("应当是{}", right.join("或者")));
    }
}
