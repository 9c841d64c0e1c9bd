//! 共10项，A6项、B5项; 共15个：已改8、未改6: parts that do not make the whole.

use crate::check::finding::Findings;
use crate::check::posts::han_before;
use crate::check::quantity::Quantity;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::source::Span;
use crate::text::han::is_han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC309",
    id: "sum",
    category: Category::Number,
    severity: Severity::Error,
    on: true,
    page: include_str!("sum.md"),
    check,
};

/// Labels under which one thing may be counted twice.
const OVERLAP: &str = "以上 重点 开工 续建 女 党员 少数民族 省级 市级 国家级 新增 超 博士 硕士 学历 首次 其中 亿元";

fn check(review: &Review, found: &mut Findings) {
    for (sentence, told) in review.speeches.iter().flat_map(|speech| review.told(speech)) {
        let mut at = 0;
        while at < told.len() {
            let list = parts(review, sentence, told, at);
            at = match &list {
                Some((items, whole)) if items.len() >= 2 => {
                    judge(review, &told[at], items, *whole, found);
                    at + 1 + items.len()
                }
                _ => at + 1,
            };
        }
        for total in told {
            let items = bare(review, sentence, total);
            let sum: f64 = items.iter().filter_map(|item| item.parse::<f64>().ok()).sum();
            if items.len() >= 2 && !total.rough && sum != total.value {
                tell(review, total, &items, sum, found);
            }
        }
        for three in told.windows(3) {
            if let [whole, done, left] = three
                && states(review, whole, done, left)
            {
                judge(review, whole, &[done, left], is_all(review, done, left), found);
            }
        }
        for at in 2..told.len() {
            let items = summed(review, told, at);
            if items.len() >= 2 {
                judge(review, &told[at], &items, true, found);
            }
        }
    }
}

/// 排查300处，已改250处，正在改60处: what is done and what is not are parts of the whole.
fn states(review: &Review, whole: &Quantity, done: &Quantity, left: &Quantity) -> bool {
    let (first, second) = (gap(review, whole, done), gap(review, done, left));
    let counted = first.contains("，已") && !first.contains("其中");
    let open = ["正在", "未", "没有", "剩余", "还剩", "还有", "待", "其余"].iter().any(|word| second.contains(word));
    let near = |gap: &str| gap.chars().count() <= 8 && !gap.contains(['；', '。', '：', '占', '比', '率']);
    done.alike(whole) && left.alike(whole) && counted && open && near(first) && near(second)
}

/// Whether what is not done is all the rest: of what is under way there may be more than is told.
fn is_all(review: &Review, done: &Quantity, left: &Quantity) -> bool {
    let said = gap(review, done, left);
    ["未", "没有", "剩余", "还剩", "其余"].iter().any(|word| said.contains(word))
}

fn gap<'r>(review: &'r Review, one: &Quantity, other: &Quantity) -> &'r str {
    &review.text()[one.at.end..other.at.start]
}

fn judge(review: &Review, total: &Quantity, items: &[&Quantity], whole: bool, found: &mut Findings) {
    let sum: f64 = items.iter().map(|item| item.value).sum();
    // Who tells the whole more exactly than its parts has parts that are exact.
    let slack: f64 = items.iter().map(|item| item.slack().min(total.slack())).sum();
    let rough = total.rough || items.iter().any(|item| item.rough);
    let slack = slack + total.slack() + 1e-6;
    let wrong = if whole { (sum - total.value).abs() > slack } else { sum - total.value > slack };
    if wrong && !rough {
        let shown: Vec<&str> = items.iter().map(|item| review.slice(&item.number)).collect();
        tell(review, total, &shown, sum, found);
    }
}

fn tell(review: &Review, total: &Quantity, parts: &[&str], sum: f64, found: &mut Findings) {
    let told = review.slice(&total.at);
    let plain = |value: f64| format!("{}", (value * 100.0).round() / 100.0);
    let scaled = if total.value >= 1e4 { String::new() } else { format!("，合计 {}", plain(sum)) };
    found
        .at(total.at.clone(), format!("总数是“{told}”，分项 {}{scaled}，对不上", parts.join("、")))
        .hint("逐项核对：不是总数错了，就是漏了、多了一项；分项有重叠或者没有列全，就说明白");
}

/// The parts of 15个：已改8、未改6, which leave the unit to the whole; none where anything else stands among them.
fn bare<'r>(review: &'r Review, sentence: &Span, whole: &Quantity) -> Vec<&'r str> {
    let rest = &review.text()[whole.at.end..sentence.end];
    let rest = rest.strip_prefix(['：', ':', '（', '(']).unwrap_or_default();
    let list = rest.split(['。', '；', '）', ')']).next().unwrap_or_default();
    if whole.chinese || !list.contains(['、', '，']) {
        return Vec::new();
    }
    let part = |item: &'r str| {
        let number = item.trim_start_matches(is_han);
        let named = (1..=8).contains(&item[..item.len() - number.len()].chars().count());
        // What is more than the whole is no part of it.
        let within = number.bytes().all(|b| b.is_ascii_digit()) && number.parse().is_ok_and(|n: f64| n <= whole.value);
        (named && within).then_some(number)
    };
    list.split(['、', '，']).map(part).collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// What follows a total as its parts, and whether these are all.
fn parts<'q>(
    review: &Review,
    sentence: &Span,
    told: &'q [Quantity],
    total: usize,
) -> Option<(Vec<&'q Quantity>, bool)> {
    let whole = &told[total];
    let text = review.text();
    let rest = &text[whole.at.end..sentence.end];
    let first = told.get(total + 1)?;
    let lead = &text[whole.at.end..first.at.start];
    if lead.chars().count() > 18 || lead.contains(['；', '。']) {
        return None;
    }
    let among = lead.contains("其中");
    let bracket = lead.contains('（') && !lead.contains('）');
    let list = lead.contains('：') || lead.contains("分别") || lead.contains("包括") || lead.contains("分为");
    // 共实施, 一共有, 总计: what follows at once is what was counted.
    let counted = || {
        let before = han_before(text, whole.at.start, 4);
        ["共", "总计", "合计", "分为"].iter().any(|word| before.contains(word))
    };
    let directly = lead.contains(['，', '、']) && lead.chars().count() <= 14 && counted();
    if !(among || bracket || list || directly)
        || ["含", "比", "增", "占", "累计", "达"].iter().any(|word| lead.contains(word))
    {
        return None;
    }
    let close = if bracket { rest.find('）').map_or(sentence.end, |at| whole.at.end + at) } else { sentence.end };
    let mut items: Vec<&Quantity> = Vec::new();
    let mut depth_end = 0;
    for item in told[total + 1..].iter().take_while(|item| item.at.start < close) {
        let gap = &text[items.last().map_or(whole.at.end, |last| last.at.end)..item.at.start];
        let nested = gap.contains('（') && !gap.contains('）') && !(items.is_empty() && bracket);
        if item.at.start < depth_end || nested {
            depth_end = text[item.at.start..sentence.end].find('）').map_or(sentence.end, |at| item.at.start + at);
            continue;
        }
        let stops = !items.is_empty()
            && (gap.contains(['；', '。'])
                || ["其中", "比", "增", "占", "完成", "达"].iter().any(|word| gap.contains(word))
                || gap.chars().count() > 18);
        if stops || !items.is_empty() && !item.alike(items[0]) {
            break;
        }
        items.push(item);
    }
    let alike = items.first().is_some_and(|item| item.alike(whole));
    let end = items.last().map_or(whole.at.end, |item| item.at.end);
    let etc = text[end..sentence.end].chars().take(12).collect::<String>().contains('等');
    // What the parts are called, without their numbers; money of one level is not money of another.
    let starts = std::iter::once(whole.at.end).chain(items.iter().map(|item| item.at.end));
    let labels: String = starts.zip(items.iter().map(|item| item.at.start)).map(|(from, to)| &text[from..to]).collect();
    let labels = labels.replacen("其中", "", 1);
    let money = whole.unit.ends_with('元');
    let overlap = OVERLAP.split(' ').filter(|word| !(money && word.ends_with('级'))).any(|word| labels.contains(word));
    let some = directly && !list && !bracket && items.len() < 3;
    let all = !among && !etc && !some && !lead.contains("包括");
    // A part that is greater than the whole by itself is no part of it.
    let foreign = !among && items.iter().any(|item| item.value > whole.value);
    if !alike || foreign || (overlap && !all) {
        return None;
    }
    Some((items, all))
}

/// What stands before 共10项 as its parts.
fn summed<'q>(review: &Review, told: &'q [Quantity], total: usize) -> Vec<&'q Quantity> {
    let whole = &told[total];
    let text = review.text();
    let lead = &text[told[total - 1].at.end..whole.at.start];
    let counted = ["共", "共计", "合计", "总计", "一共", "总共"].iter().any(|word| lead.ends_with(word));
    if !counted || lead.chars().count() > 8 || lead.contains(['；', '。', '：']) || lead.contains("其中") {
        return Vec::new();
    }
    let mut items: Vec<&Quantity> = Vec::new();
    for item in told[..total].iter().rev() {
        let gap = &text[item.at.end..items.last().map_or(whole.at.start, |next| next.at.start)];
        let far = !items.is_empty() && (gap.chars().count() > 14 || gap.contains(['；', '。', '：']));
        if far || !item.alike(whole) || item.rough {
            break;
        }
        items.push(item);
    }
    items.reverse();
    items
}
