//! 45%、35%、30%: shares of one whole that make more than it.

use crate::check::finding::Findings;
use crate::check::quantity::Quantity;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC310",
    id: "shares",
    category: Category::Number,
    severity: Severity::Error,
    on: true,
    page: include_str!("shares.md"),
    check,
};

const INDUSTRIES: [&str; 2] = ["三次产业", "产业结构"];

/// The three that an economy is parted into.
const THREE: [[&str; 3]; 2] = [["第一产业", "第二产业", "第三产业"], ["一产", "二产", "三产"]];

fn check(review: &Review, found: &mut Findings) {
    let told = |at: usize| review.paragraph_at(at).filter(|paragraph| !paragraph.front).map(|_| review.sentence_at(at));
    for word in INDUSTRIES {
        for sentence in memchr::memmem::find_iter(review.text().as_bytes(), word).filter_map(told) {
            ratio(review, &sentence, found);
        }
    }
    for (sentence, told) in review.speeches.iter().flat_map(|speech| review.told(speech)) {
        if told.iter().filter(|quantity| quantity.is_percent()).count() < 2 {
            continue;
        }
        let text = review.slice(sentence);
        let industries = INDUSTRIES.iter().any(|word| text.contains(word));
        let shares: Vec<&Quantity> = told.iter().filter(|quantity| quantity.is_percent()).collect();
        let cue =
            ["分别占", "占比分别为", "占比分别是", "比重分别为", "占比依次"].iter().find_map(|cue| text.find(cue));
        let listed: Vec<&Quantity> = match cue {
            // From the cue on, as far as they stand side by side.
            Some(cue) => {
                side_by_side(review, shares.iter().copied().filter(|share| share.at.start >= sentence.start + cue))
            }
            None => {
                let of_three = THREE.iter().any(|three| three.iter().all(|word| text.contains(word)));
                let told = |share: &&Quantity| {
                    let before = review.slice(&(sentence.start..share.at.start));
                    ["的占", "的占比", "的占到"].iter().any(|word| before.ends_with(word))
                        || of_three
                            && ["产业占", "产占", "产业占比", "产业占比为", "产业比重为"]
                                .iter()
                                .any(|word| before.ends_with(word))
                };
                shares.into_iter().filter(told).collect()
            }
        };
        let (sum, slack) =
            listed.iter().fold((0.0, 0.05), |(sum, slack), share| (sum + share.value, slack + share.step / 2.0));
        let over = sum > 100.0 + slack;
        let short = industries && listed.len() == 3 && sum < 100.0 - slack;
        if listed.len() >= 2 && (over || short) && listed.iter().all(|share| !share.rough) {
            let at = listed[0].at.start..listed[listed.len() - 1].at.end;
            found
                .at(at, format!("几个占比加起来是 {}%，不是 100%", (sum * 100.0).round() / 100.0))
                .hint("逐个核对；不是同一个总数的占比，就分开说");
        }
    }
}

fn side_by_side<'q>(review: &Review, shares: impl Iterator<Item = &'q Quantity>) -> Vec<&'q Quantity> {
    let mut found: Vec<&Quantity> = Vec::new();
    for share in shares {
        let gap = found.last().map_or("", |last| &review.text()[last.at.end..share.at.start]);
        if gap.chars().count() > 2 {
            break;
        }
        found.push(share);
    }
    found
}

/// 三次产业比为5.2：44.8：51.
fn ratio(review: &Review, sentence: &crate::source::Span, found: &mut Findings) {
    let figures = review.marks.figures_within(sentence);
    for three in figures.windows(3) {
        let joined = |a: usize, b: usize| matches!(&review.text()[three[a].end..three[b].start], "：" | ":" | "∶");
        let values: Vec<f64> = three.iter().filter_map(|figure| review.slice(figure).parse().ok()).collect();
        let sum: f64 = values.iter().sum();
        let slack = if three.iter().any(|figure| review.slice(figure).contains('.')) { 0.21 } else { 1.01 };
        if joined(0, 1) && joined(1, 2) && values.len() == 3 && sum > 50.0 && (sum - 100.0).abs() > slack {
            found
                .at(
                    three[0].start..three[2].end,
                    format!("三次产业的比加起来是 {}，不是 100", (sum * 100.0).round() / 100.0),
                )
                .hint("逐个核对");
        }
    }
}
