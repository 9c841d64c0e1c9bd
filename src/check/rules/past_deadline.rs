//! 到2025年将建成, said in 2026: a deadline that is past.

use crate::check::finding::Findings;
use crate::check::mentions::Mention;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::check::when::Day;
use crate::source::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC407",
    id: "past-deadline",
    category: Category::Date,
    severity: Severity::Error,
    on: true,
    page: include_str!("past_deadline.md"),
    check,
};

/// Words of what is still to be done.
const AHEAD: [&str; 23] = [
    "请于",
    "请各",
    "请在",
    "将",
    "要",
    "力争",
    "确保",
    "务必",
    "必须",
    "争取",
    "预计",
    "前完成",
    "前建成",
    "前实现",
    "前办结",
    "计划到",
    "有望",
    "前把",
    "前报",
    "前拿出",
    "前整改",
    "前落实",
    "前全部",
];
/// Words of what has been, or of what others wrote.
const BEHIND: [&str; 24] = [
    "已",
    "曾",
    "原",
    "如期",
    "圆满",
    "顺利",
    "回顾",
    "提前",
    "超额",
    "当年",
    "规划",
    "纲要",
    "《",
    "没有",
    "未能",
    "当时",
    "以来",
    "那时",
    "提出",
    "定下",
    "实现了",
    "完成了",
    "达到了",
    "起",
];

fn check(review: &Review, found: &mut Findings) {
    let text = review.text();
    for date in &review.dates {
        let Some(speech) = review.speech_at(date.at.start) else { continue };
        let Some(today) = speech.day else { continue };
        let this = || text[..date.at.start].ends_with("今年").then_some(today.year);
        let soon = || is_just_past(date, today).then_some(today.year);
        let Some(year) = date.year.as_ref().map(|year| year.value as i32).or_else(this).or_else(soon) else { continue };
        if review.paragraph_at(date.at.start).is_none_or(|paragraph| paragraph.front) {
            continue;
        }
        let month = date.month.as_ref().map(|month| month.value);
        let past = match (month, today.month) {
            _ if year < today.year => true,
            (Some(month), Some(now)) if year == today.year => {
                month < now || month == now && date.day.as_ref().map(|day| day.value) < today.day && date.day.is_some()
            }
            _ => false,
        };
        let sentence = review.sentence_at(date.at.start);
        let around = clause(text, &sentence, date.at.start);
        let rest = &text[date.at.end..sentence.end];
        let limit = ["底前", "年前", "前", "底以前", "以前", "之前", "底之前", "末前"]
            .iter()
            .any(|word| rest.starts_with(word) || rest.strip_prefix('年').is_some_and(|rest| rest.starts_with(word)));
        let until = ["到", "至", "在", "于", "力争", "确保"]
            .iter()
            .any(|word| text[sentence.start..date.at.start].trim_end_matches("今年").ends_with(word));
        let told = &text[around.clone()];
        let ahead = AHEAD.iter().any(|word| told.contains(word));
        if past
            && (limit || until)
            && ahead
            && !BEHIND.iter().any(|word| told.contains(word))
            && !review.is_quoted(date.at.start)
        {
            let shown = review.slice(&date.at);
            found
                .at(date.at.clone(), format!("讲话在 {} 年，“{shown}”已经过去，还说成要办的事", today.year))
                .hint("没办完就换期限，办完了就说办完了");
        }
    }
}

/// 3月10日 said on 18 March: of a month and a day without a year, the last are meant, and not those of the next year.
fn is_just_past(date: &Mention, today: Day) -> bool {
    let (Some(month), Some(day)) = (&date.month, &date.day) else { return false };
    let (Some(now), Some(here)) = (today.month, today.day) else { return false };
    month.value == now && day.value < here || month.value + 1 == now
}

/// From the stop before an offset to the second comma behind it.
fn clause(text: &str, sentence: &Span, at: usize) -> Span {
    let stops = |c: char| matches!(c, '，' | '；');
    let start = text[sentence.start..at].rfind(stops).map_or(sentence.start, |found| sentence.start + found);
    let end = text[at..sentence.end].match_indices(stops).nth(1).map_or(sentence.end, |(found, _)| at + found);
    start..end
}
