//! 去年（2024年） in 2026; 今年是“十五五”第二年.

use std::ops::RangeInclusive;

use crate::check::finding::Findings;
use crate::check::mentions::days;
use crate::check::quantity::number;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC405",
    id: "relative-year",
    category: Category::Date,
    severity: Severity::Error,
    on: true,
    page: include_str!("relative_year.md"),
    check,
};

const WORDS: [(&str, i32); 8] =
    [("大前年", -3), ("前年", -2), ("去年", -1), ("上年", -1), ("今年", 0), ("本年", 0), ("明年", 1), ("后年", 2)];

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    for speech in &review.speeches {
        let body = speech.at.clone();
        let from = review.dates.partition_point(|date| date.at.start < body.start);
        for date in review.dates[from..].iter().take_while(|date| date.at.start < body.end) {
            let (Some(year), Some(day)) = (&date.year, speech.day) else { continue };
            let before = &text[body.start..date.at.start];
            let before =
                before.trim_end_matches(['（', '(']).trim_end_matches("也就是").trim_end_matches(['即', '是', '，']);
            // 去年全年（2026年1至12月）, 去年年底（2024年12月）.
            let parts = ["全年", "年底", "年末", "底", "年初", "初", "上半年", "下半年", "一季度", "四季度", "同期"];
            let part = parts
                .iter()
                .find_map(|part| before.strip_suffix(part))
                .filter(|_| text[..date.at.start].ends_with('（'));
            let whole = part.is_some();
            let before = part.unwrap_or(before);
            let said = WORDS.iter().find(|(word, _)| before.ends_with(word));
            let rest = &text[date.at.end..];
            let behind = rest.strip_prefix(['（', '(']);
            let said = said.or_else(|| {
                WORDS.iter().find(|(word, _)| behind.is_some_and(|rest| rest.starts_with(&format!("{word}）"))))
            });
            let other = |years: &RangeInclusive<i32>| date.month.is_none() && !years.contains(&(year.value as i32));
            if let Some((word, _)) = passing(before, day.year, day.month).filter(|(_, years)| other(years)) {
                found
                    .at(date.at.clone(), format!("讲话在 {} 年，“{word}”的不会是 {} 年", day.year, year.value))
                    .hint("核对年份；去年的稿子拿来改，最容易漏这里");
            }
            let plan = before.ends_with("到今年") || before.ends_with("以来到去年");
            if let Some((word, shift)) = said.filter(|_| !plan && (date.month.is_none() || whole) || behind.is_some()) {
                let right = day.year + shift;
                if right != year.value as i32 {
                    found
                        .at(
                            date.at.clone(),
                            format!("讲话在 {} 年，{word}是 {right} 年，这里写的是 {} 年", day.year, year.value),
                        )
                        .hint("核对年份；去年的稿子拿来改，最容易漏这里");
                }
            }
        }
    }
    near_days(review, found);
    near_months(review, found);
    plans(review, found);
}

/// 刚刚过去的2024年, 即将到来的2027年: the words, and the years that they can mean on that day.
fn passing(before: &str, year: i32, month: Option<u32>) -> Option<(&'static str, RangeInclusive<i32>)> {
    let said = |words: [&'static str; 2]| words.into_iter().find(|word| before.ends_with(word));
    // At its end a year is passing, and before the Spring Festival one is still coming.
    let ends = month.is_none_or(|month| month >= 11);
    let begins = month.is_none_or(|month| month <= 2);
    let past = said(["刚刚过去的", "刚过去的"]).map(|word| (word, year - 1..=year - i32::from(!ends)));
    past.or_else(|| said(["即将到来的", "就要到来的"]).map(|word| (word, year + i32::from(!begins)..=year + 1)))
}

/// 上个月，也就是4月, said in June.
fn near_months(review: &Review, found: &mut Findings) {
    const NEAR: [(&str, u32); 8] = [
        ("上个月", 11),
        ("上月", 11),
        ("这个月", 0),
        ("本月", 0),
        ("当月", 0),
        ("下个月", 1),
        ("下月", 1),
        ("上一个月", 11),
    ];
    for date in review.dates.iter().filter(|date| date.day.is_none()) {
        let Some(month) = &date.month else { continue };
        let Some(now) = review.speech_at(date.at.start).and_then(|speech| speech.day?.month) else { continue };
        let before = &review.text()[..date.at.start];
        let named =
            before.trim_end_matches(['（', '(']).trim_end_matches("也就是").trim_end_matches(['即', '是', '，']);
        let Some((word, shift)) = NEAR.iter().find(|(word, _)| named.len() < before.len() && named.ends_with(word))
        else {
            continue;
        };
        let right = (now - 1 + shift) % 12 + 1;
        if month.value != right {
            found
                .at(date.at.clone(), format!("讲话在{now}月，{word}是{right}月，这里写的是{}月", month.value))
                .hint("核对月份；改过会期的稿子，最容易漏这里");
        }
    }
}

/// 昨天（3月15日）, said on 18 March.
fn near_days(review: &Review, found: &mut Findings) {
    const NEAR: [(&str, i64); 8] =
        [("前天", -2), ("昨天", -1), ("昨日", -1), ("今天", 0), ("今日", 0), ("明天", 1), ("明日", 1), ("后天", 2)];
    for date in &review.dates {
        let (Some(month), Some(day)) = (&date.month, &date.day) else { continue };
        let Some(today) = review.speech_at(date.at.start).and_then(|speech| speech.day) else { continue };
        let (Some(this_month), Some(this_day)) = (today.month, today.day) else { continue };
        let before = review.text()[..date.at.start].trim_end_matches(['（', '(']).trim_end_matches(['即', '是', '，']);
        let Some((word, shift)) = NEAR.iter().find(|(word, _)| before.ends_with(word)) else { continue };
        let year = today.year.unsigned_abs();
        let right = i64::from(this_day) + shift;
        let length = i64::from(days(Some(year), this_month));
        let right = match right {
            right if right < 1 => {
                let last = if this_month == 1 { 12 } else { this_month - 1 };
                (last, right + i64::from(days(Some(year), last)))
            }
            right if right > length => (this_month % 12 + 1, right - length),
            right => (this_month, right),
        };
        if (month.value, i64::from(day.value)) != right {
            found
                .at(date.at.clone(), format!("讲话在{this_month}月{this_day}日，{word}是{}月{}日", right.0, right.1))
                .hint("核对日期；改过会期的稿子，最容易漏这里");
        }
    }
}

/// “十五五”的第几年.
fn plans(review: &Review, found: &mut Findings) {
    let text = review.text();
    for (plan, first) in [("十二五", 2011), ("十三五", 2016), ("十四五", 2021), ("十五五", 2026), ("十六五", 2031)]
    {
        for &at in review.places(plan) {
            let Some(speech) = review.speech_at(at) else { continue };
            let today = speech.day.map(|day| day.year);
            let rest = text[at + plan.len()..speech.at.end].trim_start_matches(['”', '"']);
            let rest =
                ["规划", "时期", "计划", "期间", "实施"].iter().fold(rest, |rest, word| rest.trim_start_matches(word));
            let rest = rest.trim_start_matches('的');
            let nth = rest.strip_prefix('第').and_then(|rest| {
                let n = number(rest)?;
                rest[n.length..].starts_with('年').then_some(n.value as i32)
            });
            let starts = ["开局之年", "开局起步之年", "起步之年", "首年", "开局年", "头一年"];
            let ends = ["收官之年", "最后一年", "收官年", "收尾之年", "末年"];
            let right = match nth {
                Some(n) => first + n - 1,
                None if starts.iter().any(|word| rest.starts_with(word)) => first,
                None if ends.iter().any(|word| rest.starts_with(word)) => first + 4,
                None => continue,
            };
            let sentence = review.sentence_at(at);
            let clause = text[sentence.start..at].rsplit(['，', '；', '、']).next().unwrap_or_default();
            let year = review.dates.iter().rev().find(|date| date.at.end <= at && date.at.start >= at - clause.len());
            let year = year.and_then(|date| date.year.as_ref()).map(|year| year.value as i32);
            let word = WORDS.iter().find(|(word, _)| clause.contains(word));
            let said = year.or_else(|| Some(today? + word?.1));
            if let Some(said) = said.filter(|said| *said != right) {
                found
                    .at(
                        at..at + plan.len(),
                        format!(
                            "{said} 年不是这一年：“{plan}”从 {first} 年到 {} 年，说的这一年是 {right} 年",
                            first + 4
                        ),
                    )
                    .hint("核对年份和第几年");
            }
        }
    }
}
