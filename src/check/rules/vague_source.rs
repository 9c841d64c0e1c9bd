//! 有关专家指出: an authority without a name.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::posts::han_before;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC621",
    id: "vague-source",
    category: Category::Quotation,
    severity: Severity::Warning,
    on: true,
    page: include_str!("vague_source.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Vague) {
        // 省水科院的研究表明 names who found it; 也有专家指出 does not.
        let before = han_before(review.text(), hit.at.start, 2);
        let begins = before.is_empty() || LEADING.iter().any(|word| before.ends_with(word));
        if begins || row.right == "随处" {
            found
                .at(hit.at.clone(), format!("“{}”没有说是谁", row.word))
                .hint("写明是哪个机构、哪个人、什么时候说的，没有就删去");
        }
    }
}

/// What may stand before such words and names nobody.
const LEADING: [&str; 12] = ["也", "都", "据", "而", "但", "且", "正如", "有", "曾", "经", "不少", "许多"];
