//! 12个项目 here and 13个项目 there: one thing counted twice.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::posts::{han_after, han_before};
use crate::check::quantity::Quantity;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::source::Span;
use std::collections::BTreeMap;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC308",
    id: "indicator-differs",
    category: Category::Number,
    severity: Severity::Warning,
    on: true,
    page: include_str!("indicator_differs.md"),
    check,
};

/// Words that say that another time, place or standard is meant: figures told beside different ones are not compared.
/// Verbs of what is done again and again.
const DONE: [&str; 30] = [
    "新增",
    "新建",
    "建成",
    "完成",
    "实现",
    "培育",
    "发放",
    "新改",
    "改造",
    "创建",
    "引进",
    "支持",
    "推动",
    "推进",
    "开展",
    "打造",
    "组织",
    "建设",
    "力争",
    "确保",
    "争取",
    "安排",
    "投入",
    "新认定",
    "扶持",
    "帮助",
    "加快",
    "招引",
    "举办",
    "筹集",
];

/// Words that point at what was said before.
const AGAIN: [&str; 9] = ["这", "上述", "以上", "刚才", "前面", "本次", "此次", "前述", "共"];

fn check(review: &Review, found: &mut Findings) {
    for (number, speech) in review.speeches.iter().enumerate() {
        // A report on the work of a government tells last year's numbers and this year's by turns.
        if review.reading(number).kind.as_deref() == Some("政府工作报告") {
            continue;
        }
        let differing = differing(review.told(speech).flat_map(|(_, told)| told));
        if differing.is_empty() {
            continue;
        }
        let mut first: BTreeMap<(String, String), &Quantity> = BTreeMap::new();
        let mut before: Vec<&Quantity> = Vec::new();
        for (sentence, told) in review.told(speech) {
            for quantity in told.iter().filter(|quantity| !quantity.rough) {
                if !differing.contains(&quantity.unit) {
                    before.push(quantity);
                    continue;
                }
                if let Some(other) = pointed_at(review, quantity, &before) {
                    tell(review, quantity, other, found);
                    before.push(quantity);
                    continue;
                }
                if let Some(other) = miswritten(review, quantity, &before) {
                    tell(review, quantity, other, found);
                    before.push(quantity);
                    continue;
                }
                before.push(quantity);
                for (key, sure) in keys(review, sentence, quantity) {
                    let key = (key, scope(review, sentence, quantity));
                    let before = review.slice(&(sentence.start..quantity.at.start));
                    let sure = || sure || AGAIN.iter().any(|word| before.contains(word));
                    match first.get(&key) {
                        Some(_) if !sure() => {}
                        Some(other) if (quantity.value - other.value).abs() > quantity.slack() + other.slack() => {
                            tell(review, quantity, other, found);
                        }
                        Some(_) => {}
                        None => drop(first.insert(key, quantity)),
                    }
                }
            }
        }
    }
}

/// The units that two values were told in: what was told once only, or always the same, cannot differ.
fn differing<'q>(told: impl Iterator<Item = &'q Quantity>) -> Vec<&'static str> {
    let (mut seen, mut differing): (Vec<(&str, f64)>, Vec<&str>) = (Vec::new(), Vec::new());
    for quantity in told.filter(|quantity| !quantity.rough) {
        match seen.iter().find(|(unit, _)| *unit == quantity.unit) {
            Some((unit, value)) if *value != quantity.value && !differing.contains(unit) => differing.push(unit),
            Some(_) => {}
            None => seen.push((quantity.unit, quantity.value)),
        }
    }
    differing
}

/// What a speech counts its own parts by: 三个方面, 几个问题 are told by its numbering.
const OWN: [&str; 18] = [
    "方面",
    "问题",
    "环节",
    "关键",
    "字",
    "转变",
    "坚持",
    "层面",
    "一律",
    "要求",
    "意见",
    "工作",
    "统一",
    "必须",
    "重点，",
    "重点工",
    "重点任",
    "重点环",
];

/// Whose county it is does not matter: 全县河道, 我县河道.
const PLACES: [&str; 10] = ["全县", "全市", "全区", "全省", "全镇", "我县", "我市", "我区", "我省", "我镇"];

/// What names a stock that has one size only.
const STOCKS: [&str; 15] = [
    "总长",
    "全长",
    "长度",
    "面积",
    "人口",
    "总数",
    "总量",
    "总产",
    "总值",
    "里程",
    "余额",
    "经费",
    "覆盖率",
    "森林覆盖率",
    "总户数",
];

fn tell(review: &Review, quantity: &Quantity, other: &Quantity, found: &mut Findings) {
    let (before, now) = (review.slice(&other.at), review.slice(&quantity.at));
    let line = review.line(other.at.start);
    found
        .at(quantity.at.clone(), format!("这里是“{now}”，前面第 {line} 行是“{before}”"))
        .hint("说的是同一件事，就查明是哪一个；不是同一件事，就说清是哪时、哪里的数");
}

/// So many numbers back one may point.
const LOOK: usize = 500;

/// Words right before a number that point at one told before.
const POINTING: [&str; 6] = ["这", "上述", "以上", "前述", "刚才说的", "前面说的"];

/// 这13个重点项目: the number that is pointed at, if things of the name were counted and none of the numbers is this one.
fn pointed_at<'q>(review: &Review, quantity: &Quantity, before: &[&'q Quantity]) -> Option<&'q Quantity> {
    let text = review.text();
    if quantity.value <= 3.0 {
        return None;
    }
    let ahead = han_before(text, quantity.at.start, 4);
    if !POINTING.iter().any(|word| ahead.ends_with(word)) {
        return None;
    }
    let noun = |at: usize, most: usize| han_after(text[at..].trim_start_matches('的'), 0, most).to_string();
    let counts =
        matches!(quantity.unit, "个" | "项" | "家" | "户" | "名" | "人" | "处" | "条" | "座" | "所" | "件" | "台");
    let own = noun(quantity.at.end, if counts { 2 } else { 4 });
    if own.chars().count() < 2 || own.chars().count() < 4 && !counts || OWN.iter().any(|word| own.starts_with(word)) {
        return None;
    }
    // 安排1200万元管护经费, 管护经费安排1200万元.
    let named = |other: &&&Quantity| {
        let behind = noun(other.at.end, 4).starts_with(&own);
        behind || !counts && han_before(text, other.at.start, 16).contains(&own)
    };
    let told: Vec<&&Quantity> =
        before.iter().rev().take(LOOK).filter(|other| other.unit == quantity.unit).filter(named).collect();
    let same = |other: &&&Quantity| (quantity.value - other.value).abs() <= quantity.slack() + other.slack();
    if told.iter().any(same) {
        return None;
    }
    told.first().map(|other| **other)
}

/// 这381名老师 after 318名, 36亿元的投资 after 总投资3.6亿元: the number whose digits were turned about, or whose point was lost.
fn miswritten<'q>(review: &Review, quantity: &Quantity, before: &[&'q Quantity]) -> Option<&'q Quantity> {
    let text = review.text();
    let digits = |quantity: &Quantity| -> Vec<char> {
        review.slice(&quantity.number).chars().filter(char::is_ascii_digit).collect()
    };
    let own = digits(quantity);
    if own.len() < 2 {
        return None;
    }
    let pointed = POINTING.iter().any(|word| text[..quantity.at.start].ends_with(word));
    let near = before.iter().rev().take(LOOK).filter(|other| other.unit == quantity.unit);
    if pointed && own.len() >= 3 {
        let sorted = |mut digits: Vec<char>| {
            digits.sort_unstable();
            digits
        };
        let mut told = near.clone().filter(|other| other.value != quantity.value || digits(other) == own);
        let turned = told.find(|other| sorted(digits(other)) == sorted(own.clone()));
        return turned.copied().filter(|other| other.value != quantity.value);
    }
    // What the money is for, before the one number and behind the other.
    let noun = text[quantity.at.end..].strip_prefix('的').map(|rest| han_after(rest, 0, 2))?;
    let named = |other: &&&Quantity| han_before(text, other.at.start, 4).contains(noun);
    let shifted = |other: &&&Quantity| {
        let ratio = quantity.value / other.value;
        digits(other) == own && [0.1, 10.0].iter().any(|by| (ratio / by - 1.0).abs() < 1e-9)
    };
    near.filter(|_| noun.chars().count() == 2).find(|other| shifted(other) && named(other)).copied()
}

/// By what a quantity is known again: what stands before it in its clause, or what is counted and what is done to it; and whether that is
/// enough to know it by.
fn keys(review: &Review, sentence: &Span, quantity: &Quantity) -> Vec<(String, bool)> {
    let text = review.text();
    let mut keys = Vec::new();
    let before = han_before(text, quantity.at.start, 24);
    let start = quantity.at.start - before.len();
    let clause = if start >= sentence.start { before } else { "" };
    let bare = clause.trim_end_matches(['了', '的', '共', '为', '达', '到', '是', '有']);
    let whole = clause.chars().count() < 24;
    // What is done every year is told with another number every year.
    let done = || DONE.iter().any(|verb| bare.starts_with(verb));
    // The year is told apart by its scope, also where no comma stands behind it: 去年，全市…, 去年全市….
    let dated = ["去年", "今年", "前年", "上年"].iter().find_map(|year| bare.strip_prefix(year)).unwrap_or(bare);
    let core = PLACES.iter().find_map(|place| dated.strip_prefix(place)).unwrap_or(dated);
    let stock = || core.chars().count() >= 4 && STOCKS.iter().any(|word| core.ends_with(word));
    if whole && (bare.chars().count() >= 6 || stock()) && !done() {
        keys.push((format!("{core}＃{}", quantity.unit), true));
    }
    let counted =
        matches!(quantity.unit, "个" | "项" | "家" | "户" | "名" | "人" | "处" | "条" | "座" | "所" | "件" | "台");
    if !counted || quantity.value <= 3.0 {
        return keys;
    }
    let rest = text[quantity.at.end..].trim_start_matches('的');
    let noun = han_after(rest, 0, 2);
    // 三个方面, 几个问题: counts of the speech's own order are told by its numbering.
    if noun.chars().count() == 2 && !OWN.iter().any(|word| noun.starts_with(word)) {
        let tail: Vec<char> = bare.chars().rev().take(4).collect();
        let tail: String = tail.into_iter().rev().collect();
        let everywhere =
            ["全市", "全县", "全省", "全区", "全镇", "全国", "全乡"].iter().any(|word| bare.ends_with(word));
        if tail.chars().count() == 4 && !tail.starts_with(['第', '每']) || everywhere {
            keys.push((format!("{tail}＃{}{noun}", quantity.unit), everywhere));
        }
    }
    keys
}

/// The words of time, place and standard that stand before a quantity in its sentence, and behind it in its clause.
fn scope(review: &Review, sentence: &Span, quantity: &Quantity) -> String {
    let rest = review.slice(&(quantity.at.end..sentence.end));
    let clause = rest.split(['，', '；', '。', '、']).next().unwrap_or_default();
    let (before, behind) = (sentence.start..quantity.at.start, quantity.at.end..quantity.at.end + clause.len());
    let of = |span: Span| review.hits_within(Table::Scope, &span).iter().filter(move |hit| hit.at.end <= span.end);
    // 我县 is 全县 in the mouth of those who live there.
    let ours = review.slice(&before).rsplit_once('我').and_then(|(_, rest)| rest.chars().next());
    let all = ours.and_then(|place| {
        let all = format!("全{place}");
        review.rows(Table::Scope).iter().position(|row| row.word == all)
    });
    let mut words: Vec<usize> = of(before).chain(of(behind)).map(|hit| hit.number()).chain(all).collect();
    words.sort_unstable();
    words.dedup();
    let mut told = String::new();
    for word in words {
        told.push_str(&review.rows(Table::Scope)[word].word);
    }
    let from = review.dates.partition_point(|date| date.at.start < sentence.start);
    for date in review.dates[from..].iter().take_while(|date| date.at.start < sentence.end) {
        told.push_str(review.slice(&date.at));
    }
    told
}
