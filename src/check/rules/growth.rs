//! 由100增至120，增长25%: growth that does not fit its base.

use crate::check::change::{Change, changes};
use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::source::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC311",
    id: "growth",
    category: Category::Number,
    severity: Severity::Error,
    on: true,
    page: include_str!("growth.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (sentence, told) in review.speeches.iter().flat_map(|speech| review.told(speech)) {
        for change in changes(review, sentence, told) {
            let (from, to) = (change.from.value, change.to.value);
            let way = if to < from { "减少" } else { "增加" };
            if change.fell.is_some_and(|fell| to != from && fell != (to < from)) {
                let at = change.from.at.start..change.to.at.end;
                found
                    .at(
                        at,
                        format!(
                            "从“{}”到“{}”是{way}，话说反了",
                            review.slice(&change.from.at),
                            review.slice(&change.to.at)
                        ),
                    )
                    .hint("核对两个数和中间的动词");
            } else if let Some(said) = doubled(review, sentence, &change) {
                let (from, to) = (review.slice(&change.from.at), review.slice(&change.to.at));
                found
                    .at(
                        said,
                        format!(
                            "从“{from}”到“{to}”是{}倍，不合翻番的说法",
                            rounded(change.to.value / change.from.value)
                        ),
                    )
                    .hint("翻一番是两倍，翻两番是四倍；核对两个数");
            } else if let Some(expected) = wrong(review, &change) {
                let told = change.by.map_or("", |(by, _)| review.slice(&by.at));
                found
                    .at(
                        change.at.clone(),
                        format!(
                            "从“{}”到“{}”{way}的是{expected}，不是“{told}”",
                            review.slice(&change.from.at),
                            review.slice(&change.to.at)
                        ),
                    )
                    .hint("核对基数、现数和增减的幅度");
            }
        }
    }
}

/// Where a doubling is told right before or behind a change that is none.
fn doubled(review: &Review, sentence: &Span, change: &Change) -> Option<Span> {
    const TOLD: [(&str, f64); 6] =
        [("翻了两番", 4.0), ("翻两番", 4.0), ("翻了一番", 2.0), ("翻一番", 2.0), ("翻了番", 2.0), ("实现翻番", 2.0)];
    let text = review.text();
    let (before, rest) = (&text[sentence.start..change.from.at.start], &text[change.to.at.end..sentence.end]);
    let ahead = before.strip_suffix("，由").or_else(|| before.strip_suffix("，从"));
    let behind = rest.strip_prefix('，');
    let (word, times, at) = TOLD.into_iter().find_map(|(word, times)| {
        let led = ahead.filter(|ahead| ahead.ends_with(word)).map(|ahead| sentence.start + ahead.len() - word.len());
        let followed = || {
            let rest = behind.filter(|rest| rest.starts_with(word) && !rest[word.len()..].starts_with(['多', '以']))?;
            Some(sentence.end - rest.len())
        };
        led.or_else(followed).map(|at| (word, times, at))
    })?;
    let near = ["近", "将", "快要", "差不多", "约"].iter().any(|word| text[sentence.start..at].ends_with(word));
    let off = change.from.value > 0.0 && (change.to.value / change.from.value / times - 1.0).abs() > 0.05;
    (off && !near).then(|| at..at + word.len())
}

/// What the change comes to, if what is said of it cannot be.
fn wrong(review: &Review, change: &Change) -> Option<String> {
    let (by, fell) = change.by?;
    let (from, to) = (change.from, change.to);
    let difference = (to.value - from.value).abs();
    let slack = (from.step + to.step) / 2.0;
    if fell != (to.value < from.value) && to.value != from.value {
        return Some(format!("{}，方向也反了", rounded(difference)));
    }
    // Only shares differ by points; what else is told in them is of another share.
    let share = || {
        let between = &review.text()[change.to.at.end.min(by.at.start)..by.at.start];
        between.contains(['率', '速', '比', '幅', '占', '额', '度'])
    };
    if by.unit.ends_with("百分点") && !from.is_percent() && from.value > 0.0 {
        return (!share()).then(|| format!("{}%", rounded((to.value / from.value - 1.0).abs() * 100.0)));
    }
    if by.unit.ends_with("百分点") {
        return (from.is_percent() && !by.may_be(difference, slack))
            .then(|| format!("{}个百分点", rounded(difference)));
    }
    if by.is_percent() && !from.is_percent() && from.value > 0.0 {
        let growth = |from: f64, to: f64| (to / from - 1.0).abs() * 100.0;
        let share = growth(from.value, to.value);
        // Whole counts are told to the unit, measured values to their last digit.
        let half = |step: f64| if step == 1.0 { 0.0 } else { step / 2.0 };
        let low = growth(from.value + half(from.step), to.value - half(to.step));
        let high = growth((from.value - half(from.step)).max(1e-9), to.value + half(to.step));
        let room = (share - low).abs().max((high - share).abs());
        let whole = if by.step >= 1.0 { 0.5 } else { 0.0 };
        return (!by.may_be(share, room + whole)).then(|| format!("{}%", rounded(share)));
    }
    if by.unit == "倍" && from.value > 0.0 && to.value > from.value {
        let times = to.value / from.value - 1.0;
        let room = times * (from.step / from.value + to.step / to.value) + 0.05;
        return (!by.may_be(times, room)).then(|| format!("{}倍", rounded(times)));
    }
    let same = by.alike(from) && !by.is_percent();
    (same && !by.may_be(difference, if from.step == 1.0 { 0.0 } else { slack })).then(|| rounded(difference))
}

fn rounded(value: f64) -> String {
    let shown = (value * 10.0).round() / 10.0;
    match value {
        value if value >= 1e8 => format!("{}亿", (value / 1e6).round() / 100.0),
        value if value >= 1e4 => format!("{}万", (value / 100.0).round() / 100.0),
        _ => shown.to_string(),
    }
}
