//! 目前当前, 大约三十个左右: two words that say the same.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC802",
    id: "redundant",
    category: Category::Style,
    severity: Severity::Warning,
    on: true,
    page: include_str!("redundant.md"),
    check,
};

/// What says 大约 before a figure, and what says it again behind.
const ABOUT: [&str; 9] = ["大约", "大概", "约", "近", "将近", "接近", "几乎", "上下", "差不多"];
const AGAIN: [&str; 3] = ["左右", "上下", "来个"];
const LEAST: [&str; 6] = ["至少", "不少于", "不低于", "超过", "超出", "多于"];
const MOST: [&str; 5] = ["最多", "不超过", "不多于", "少于", "低于"];

/// Of these, which no other word begins with.
const LOOSE: [&str; 6] = ["大约", "大概", "将近", "差不多", "至少", "最多"];

fn figure(c: char) -> bool {
    c.is_ascii_digit() || "一二两三四五六七八九十百千万亿半".contains(c)
}

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Redundant) {
        found
            .at(hit.at.clone(), format!("“{}”意思重复", row.word))
            .hint(format!("写成“{}”", row.right))
            .fix(row.right.clone());
    }
    let text = review.text();
    let around = |words: &[&str], again: &[&str], found: &mut Findings| {
        for word in again {
            for &at in review.places(word) {
                let Some(paragraph) = review.paragraph_at(at) else { continue };
                let before = &text[paragraph.at.start..at];
                let clause =
                    before.rsplit(['，', '。', '；', '：', '、', '！', '？', '（', '“']).next().unwrap_or_default();
                let Some((from, first)) = words.iter().filter_map(|first| Some((clause.rfind(first)?, first))).max()
                else {
                    continue;
                };
                let between = &clause[from + first.len()..];
                // 大约用了30天, 至少要修10条: a word or two may stand before the figure.
                let said = if LOOSE.contains(first) || clause[..from].ends_with(['大', '将']) {
                    between.chars().take(3).take_while(|c| !figure(*c)).count()
                } else {
                    0
                };
                let told = between.chars().nth(said);
                // A figure and its unit stand between the two, and nothing else.
                if told.is_some_and(figure) && between.chars().count() <= 10 && !between.contains("的") {
                    let start = at - between.len() - first.len();
                    let end = at + word.len();
                    found
                        .at(start..end, format!("“{first}……{word}”意思重复"))
                        .hint("留一个")
                        .fix(format!("{first}{between}"));
                }
            }
        }
    };
    around(&ABOUT, &AGAIN, found);
    around(&LEAST, &["以上"], found);
    around(&MOST, &["以下", "以内"], found);
}
