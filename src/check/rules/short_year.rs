//! 24年底: a year is told with four digits.

use std::ops::RangeInclusive;

use crate::check::finding::Findings;
use crate::check::posts::han_before;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::source::Span;
use crate::text::han::is_han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC401",
    id: "short-year",
    category: Category::Date,
    severity: Severity::Error,
    on: true,
    page: include_str!("short_year.md"),
    check,
};

/// What stands behind a year and not behind a number of years.
const BEHIND: [&str; 44] = [
    "底",
    "初",
    "末",
    "上半年",
    "下半年",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "度",
    "全年",
    "以前",
    "年底",
    "一至",
    "春节",
    "春季",
    "冬季",
    "夏季",
    "秋季",
    "冬春",
    "汛期",
    "暑期",
    "同期",
    "的计划",
    "的目标",
    "的任务",
    "的工作",
    "的预算",
    "计划",
    "预算",
    "预计",
    "目标",
    "任务",
    "工作",
    "全县",
    "全市",
    "全区",
    "全省",
    "全镇",
    "全国",
    "我县",
    "我市",
    "我们",
    "夏天",
];

/// What stands behind either, and tells nothing unless the clause begins with the year: 24年，我们….
const AFTER: [&str; 14] =
    ["，", "完成", "实现", "新增", "新建", "共", "建成", "要", "将", "安排", "投入", "比", "较", "已"];

/// What a year follows and a number of years does not.
const SINCE: [&str; 9] = ["截至", "截止", "到了", "从", "自", "与", "和", "较", "比"];

/// What stands behind a number of years and not behind a year.
const COUNT: [&str; 16] =
    ["来", "间", "前", "后", "之", "以来", "时间", "如一日", "多", "里", "的时间", "左右", "期", "级", "光阴", "历史"];

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    for figure in &review.marks.figures {
        let (digits, rest) = (&text[figure.clone()], &text[figure.end..]);
        let Ok(value) = digits.parse::<i32>() else { continue };
        if digits.len() != 2 {
            continue;
        }
        let Some(speech) = review.speech_at(figure.start) else { continue };
        // 98年那场大水: of a year that is long past, what it is remembered for follows.
        let past = (49..=99).contains(&value)
            && rest.strip_prefix('年').is_some_and(|rest| {
                ["那场", "那年", "那一年", "的那场", "大水", "特大", "抗洪", "洪水", "的大水"]
                    .iter()
                    .any(|word| rest.starts_with(word))
            });
        if past && !review.before(figure.start).is_some_and(|c| c.is_ascii_alphanumeric() || "’'.".contains(c)) {
            let right = format!("19{digits}年");
            let finding = found.at(figure.start..figure.end + '年'.len_utf8(), format!("年份“{digits}年”用了简写"));
            finding.hint(format!("写成“{right}”")).fix(right);
            continue;
        }
        let around = speech.day.map_or(15..=35, |day| day.year % 100 - 12..=day.year % 100 + 10);
        // 08年: no number of years begins with a nought.
        let nought = digits.starts_with('0')
            && rest.starts_with('年')
            && !review.before(figure.start).is_some_and(|c| c.is_ascii_alphanumeric() || "’'.".contains(c));
        if nought || ends_span(review, figure, value) {
            let year = if rest.starts_with('年') { "年" } else { "" };
            tell(found, figure.start..figure.end + year.len(), digits, year);
            continue;
        }
        let named = review.before(figure.start).is_some_and(|c| c.is_ascii_alphabetic() || "’'—-～~".contains(c));
        if !around.contains(&value) || named {
            continue;
        }
        // 24、25年: the first of two.
        let next = format!("、{}年", value + 1);
        if rest.starts_with(&next) && !review.before(figure.start).is_some_and(|c| c == '、' || is_han(c)) {
            tell(found, figure.start..figure.end, digits, "");
            continue;
        }
        if span_of_years(review, figure, value, &around) {
            tell(found, figure.clone(), digits, "");
            continue;
        }
        let Some(rest) = rest.strip_prefix('年') else { continue };
        let month = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let dated = (1..=2).contains(&month) && rest[month..].starts_with('月');
        let before = han_before(text, figure.start, 3);
        let counted =
            ["历时", "近", "约", "用了", "历经", "长达", "整整", "时隔"].iter().any(|word| before.ends_with(word));
        let count = COUNT.iter().any(|word| rest.starts_with(word)) && !rest.starts_with("前三季度");
        let since = SINCE.iter().any(|word| before.ends_with(word)) && !count;
        // 24年，全县…: at the head of a sentence; two figures before or behind 到 are years alike.
        let head = review
            .before(figure.start)
            .is_none_or(|c| "。；：！？\n（“".contains(c) || c == '、' && pair(text, figure));
        let until = text[..figure.start].ends_with("年到") || text[..figure.start].ends_with("年至");
        let behind = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
        let until_now =
            rest.starts_with("以来") && ["特别是", "尤其是", "自从", "自"].iter().any(|word| before.ends_with(word));
        let closed = rest.starts_with(['）', '—']) && review.before(figure.start) == Some('（');
        // 25年，他守着一条堤: years of a life.
        let lived = ["他", "她", "守", "弹指", "风雨", "坚", "始终", "如一", "一路", "岁月", "一直"]
            .iter()
            .any(|word| rest.chars().take(12).collect::<String>().contains(word));
        let head = head && !lived;
        let told = behind(&BEHIND) || until && !count || head && behind(&AFTER) || closed;
        if dated || since || until_now || !counted && told {
            tell(found, figure.start..figure.end + '年'.len_utf8(), digits, "年");
        }
    }
    // 二五年底: the digits of a year in numerals.
    for at in memchr::memmem::find_iter(text.as_bytes(), "年") {
        let digits = han_before(text, at, 3);
        let mut last = digits.chars().rev();
        let (Some(ones), Some('二')) = (last.next(), last.next()) else { continue };
        let one = "〇零一二三四五六七八九".chars().position(|c| c == ones);
        let alone = last.next().is_none_or(|c| !"〇零一二三四五六七八九十百千万".contains(c));
        let rest = &text[at + '年'.len_utf8()..];
        let since = ["从", "自"].iter().any(|word| text[..at - "二五".len()].ends_with(word));
        let began = since && ["起", "以来", "开始"].iter().any(|word| rest.starts_with(word));
        // 二三年底 may be two or three.
        let sure = one.is_some_and(|one| !(2..5).contains(&one));
        let told = began || sure && BEHIND.iter().take(13).any(|word| rest.starts_with(word));
        let Some(one) = one.filter(|_| alone && told) else {
            continue;
        };
        let start = at - "二五".len();
        if review.paragraph_at(start).is_some() {
            let right = format!("202{}", one.saturating_sub(1));
            found
                .at(start..at + '年'.len_utf8(), format!("年份“{}年”用了简写", &text[start..at]))
                .hint(format!("写成“{right}年”"))
                .fix(format!("{right}年"));
        }
    }
}

/// Whether the figure is the first of a span, 21—25年, at the head of a clause and with what stands behind years: 15—20年 may be
/// numbers of years.
fn span_of_years(review: &Review, figure: &Span, value: i32, around: &RangeInclusive<i32>) -> bool {
    let rest = &review.text()[figure.end..];
    let Some(last) = rest.strip_prefix(['—', '–', '-', '－', '～', '~', '至']) else { return false };
    let last = last.trim_start_matches('—');
    let Some((last, behind)) = last.split_once('年') else { return false };
    let later = last.len() == 2 && last.parse::<i32>().is_ok_and(|last| around.contains(&last) && last > value);
    let head = review.before(figure.start).is_none_or(|c| "，。；：！？\n（“在于".contains(c));
    later && head && BEHIND.iter().chain(&AFTER).any(|word| behind.starts_with(word))
}

/// Whether the figure is the last of a span that begins with a whole year: 2019—21年.
fn ends_span(review: &Review, figure: &Span, value: i32) -> bool {
    let (before, rest) = (&review.text()[..figure.start], &review.text()[figure.end..]);
    let first = before.trim_end_matches(['—', '–', '-', '－', '～', '~', '至', '到']);
    let first = if first.len() < before.len() { first } else { return false };
    let digits = first.bytes().rev().take_while(u8::is_ascii_digit).count();
    let year = if digits == 4 { first[first.len() - 4..].parse::<i32>().unwrap_or(0) } else { 0 };
    let years = ["年", "学年", "年度", "财年"].iter().any(|word| rest.starts_with(word));
    years && (1949..2100).contains(&year) && year % 100 < value
}

/// Whether the figure is the second of two years: 24、25年.
fn pair(text: &str, figure: &Span) -> bool {
    let before = text[..figure.start].trim_end_matches('、');
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    digits == 2 || digits == 4
}

fn tell(found: &mut Findings, at: Span, digits: &str, year: &str) {
    let right = format!("20{digits}{year}");
    found.at(at, format!("年份“{digits}{year}”用了简写")).hint(format!("写成“{right}”")).fix(right);
}
