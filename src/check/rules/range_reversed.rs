//! 8%～5%: a range from the greater to the smaller.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC313",
    id: "range-reversed",
    category: Category::Number,
    severity: Severity::Warning,
    on: true,
    page: include_str!("range_reversed.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    // 800～500米: the first number leaves its unit to the second.
    for to in review.quantities.iter().filter(|to| !to.chinese) {
        let before = &text[..to.number.start];
        let Some(before) = ["～", "~", "至"].iter().find_map(|mark| before.strip_suffix(mark)) else { continue };
        let digits =
            before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')).len();
        let start = before.len() - digits;
        let figure = |text: &str| text.replace(',', "").parse::<f64>().ok();
        let last = review.slice(&to.number).trim_end_matches(['万', '亿', '千', '百']);
        let (Some(from), Some(own)) = (figure(&before[start..]), figure(last)) else { continue };
        let sentence = review.sentence_at(start);
        let clause = text[sentence.start..start].rsplit(['，', '；', '、']).next().unwrap_or_default();
        let gone = ["由", "从", "自"].iter().any(|word| clause.contains(word));
        // 500～1万: the first may be of another weight.
        let near = last.len() == to.number.len() || from < 10.0 * own;
        if from > own && near && !gone && !before[..start].ends_with(['月', '-', '第']) {
            let at = start..to.at.end;
            found
                .at(at.clone(), format!("“{}”前大后小", review.slice(&at)))
                .hint("小的写在前面；说的是下降，就写“由……降至……”");
        }
    }
    for pair in review.quantities.windows(2) {
        let [from, to] = pair else { continue };
        let between = &text[from.at.end..to.at.start.max(from.at.end)];
        if between.len() > 6 {
            continue;
        }
        let before = &text[review.sentence_at(from.at.start).start..from.at.start];
        let told = matches!(between, "～" | "~" | "至" | "—" | "——");
        // 由8%至5% is a way that was gone.
        let clause = before.rsplit(['，', '；', '、']).next().unwrap_or_default();
        let gone = ["由", "从", "自"].iter().any(|word| clause.contains(word));
        if told && !gone && from.alike(to) && from.value > to.value && !from.chinese {
            let at = from.at.start..to.at.end;
            found
                .at(at.clone(), format!("“{}”前大后小", review.slice(&at)))
                .hint("小的写在前面；说的是下降，就写“由……降至……”");
        }
    }
}
