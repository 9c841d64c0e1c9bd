//! Nothing may be claimed that the brief does not say: figures, dates, documents, quotations, names; nor what was true once.

use crate::library::lint::kind::Kind;
use crate::library::lint::survey::{Said, Survey};
use crate::library::lint::words::words;
use crate::library::lint::{DATE, DOCUMENT, FIGURE, FORMULATION, OUTDATED, PERSON, QUOTATION, Report};
use crate::library::{Phrase, Piece};
use crate::source::Span;
use crate::text::han::is_han;

pub fn check(survey: &Survey, said: &Said, report: &mut Report) {
    let phrase = said.phrase;
    let text = &phrase.text;
    let date = literal(phrase, date);
    if let Some(span) = date.clone() {
        let message = format!("“{}”是具体日期", &text[span.clone()]);
        survey.blame(report, DATE, said, span, message, "日期从要求里来：写成占位，如【时限】");
    }
    if let Some(span) = literal(phrase, figure).filter(|_| date.is_none()) {
        let message = format!("“{}”是具体数字，没有来处", &text[span.clone()]);
        survey.blame(report, FIGURE, said, span, message, "写成占位，再写一行 fact/名: 提示");
    }
    if let Some(span) = literal(phrase, document) {
        survey.blame(
            report,
            DOCUMENT,
            said,
            span,
            "写了文件名，没有来处".into(),
            "写成占位，如【上级文件】，由填写人给全称",
        );
    }
    if let Some(span) = literal(phrase, quotation) {
        survey.blame(
            report,
            QUOTATION,
            said,
            span,
            "写了引文，没有来处".into(),
            "引文从要求里来：写成占位，或者用自己的话说",
        );
    }
    if let Some(span) = literal(phrase, person) {
        let message = format!("“{}”像是人名", &text[span.clone()]);
        survey.blame(report, PERSON, said, span, message, "人名从要求里来：写成占位");
    }
    if let Some((span, now)) = literal(phrase, |text| outdated(text).map(|(span, _)| span)).and_then(|span| {
        let (_, now) = outdated(&text[span.clone()])?;
        Some((span, now))
    }) {
        let message = format!("“{}”是过去的叫法", &text[span.clone()]);
        survey.blame(report, OUTDATED, said, span, message, &format!("现在叫{now}"));
    }
    formulations(survey, said, report);
}

/// Where something is found in the literal pieces of a phrase.
fn literal(phrase: &Phrase, find: impl Fn(&str) -> Option<Span>) -> Option<Span> {
    phrase.pieces.iter().find_map(|piece| match piece {
        Piece::Text(range) => {
            find(&phrase.text[range.clone()]).map(|span| range.start + span.start..range.start + span.end)
        }
        Piece::Slot(_) => None,
    })
}

const NUMERALS: &str = "〇零一二两三四五六七八九十百千万亿几数多余";

/// Runs of numerals, each with what stands before and behind it.
fn runs(text: &str) -> impl Iterator<Item = (Span, &str, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(|c| NUMERALS.contains(c))?;
        let end = text[start..].find(|c| !NUMERALS.contains(c)).map_or(text.len(), |length| start + length);
        at = end;
        Some((start..end, &text[..start], &text[end..]))
    })
}

fn figure(text: &str) -> Option<Span> {
    if let Some(start) = text.find(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) {
        let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%');
        let length = text[start..].find(|c| !number(c)).unwrap_or(text.len() - start);
        // 12345, 5G and the like name things.
        let before = text[..start].chars().next_back();
        let after = text[start + length..].chars().next();
        let name = before.is_some_and(|c| c.is_ascii_alphabetic() || "“”".contains(c))
            || after.is_some_and(|c| c.is_ascii_alphabetic() || "“”".contains(c));
        if !name {
            return Some(start..start + length);
        }
    }
    if let Some(at) = text.find("百分之") {
        let rest = &text[at + "百分之".len()..];
        let length = rest.find(|c| !NUMERALS.contains(c)).unwrap_or(rest.len());
        if length > 0 && !rest.starts_with("百") {
            return Some(at..at + "百分之".len() + length);
        }
    }
    runs(text).find_map(|(span, before, behind)| {
        let number = &text[span.clone()];
        // From ten on a number is meant to be believed; 几十, 上百 and 千万 are manners of speaking.
        let exact =
            number.contains(['十', '百', '千', '万', '亿']) && number.contains(|c| "一二两三四五六七八九".contains(c));
        let fractions = number.chars().count() == 1
            && behind.starts_with("成")
            && behind[3..].starts_with(['以', '的', '左', '，', '；'])
            && !"几数多余一十百千万亿".contains(number);
        let whole = words().not_figures.iter().any(|idiom| {
            text.match_indices(idiom.as_str()).any(|(at, _)| at <= span.start && span.start < at + idiom.len())
        });
        let unit = words().units.iter().find(|unit| behind.starts_with(unit.as_str()));
        let ordinal = before.ends_with('第');
        match unit {
            Some(unit) if exact && !whole && !ordinal => Some(span.start..span.end + unit.len()),
            _ if fractions => Some(span.start..span.end + "成".len()),
            _ => None,
        }
    })
}

/// 二〇二六年, 三月底, 3月5日.
fn date(text: &str) -> Option<Span> {
    let digit = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九".contains(c);
    for (at, _) in text.match_indices('年') {
        let digits = text[..at].chars().rev().take_while(|c| digit(*c)).count();
        if digits == 4 {
            let start = text[..at].char_indices().rev().nth(3).map_or(0, |(start, _)| start);
            return Some(start..at + '年'.len_utf8());
        }
    }
    for (at, _) in text.match_indices('月') {
        let number: Vec<char> = text[..at].chars().rev().take_while(|c| digit(*c) || *c == '十').collect();
        let behind = &text[at + '月'.len_utf8()..];
        let day = behind.find(|c: char| !digit(c) && c != '十').filter(|length| *length > 0);
        let ends = ["底", "初", "中旬", "上旬", "下旬", "份", "末", "前"].iter().find(|end| behind.starts_with(**end));
        let dated = day.is_some_and(|day| behind[day..].starts_with(['日', '号']));
        if (1..=2).contains(&number.len()) && (ends.is_some() || dated) && !text[..at].ends_with("个") {
            let start = at - number.iter().map(|c| c.len_utf8()).sum::<usize>();
            let length = ends.map_or_else(|| day.unwrap_or(0) + '日'.len_utf8(), |end| end.len());
            // 一月份 is a date, 正月 is a custom; 一个月底 was taken out above.
            return Some(start..at + '月'.len_utf8() + length);
        }
    }
    None
}

fn document(text: &str) -> Option<Span> {
    let start = text.find('《')?;
    let end = text[start..].find('》').map(|end| start + end + '》'.len_utf8())?;
    Some(start..end)
}

/// Words of somebody's between quotation marks: more than a catchword, and said by somebody.
fn quotation(text: &str) -> Option<Span> {
    words().quoting.iter().find_map(|verb| {
        text.match_indices(verb.as_str()).find_map(|(at, _)| {
            let rest = &text[at + verb.len()..];
            let gap = rest.find('“').filter(|gap| rest[..*gap].chars().all(|c| "，：,:".contains(c)))?;
            let inner = &rest[gap + '“'.len_utf8()..];
            let close = inner.find('”')?;
            let start = at + verb.len() + gap;
            let end = start + '“'.len_utf8() + close + '”'.len_utf8();
            (inner[..close].chars().filter(|c| is_han(*c)).count() >= 6).then_some(start..end)
        })
    })
}

/// A surname at the beginning of a clause or behind a word that takes a person, a given name or none, and a title.
fn person(text: &str) -> Option<Span> {
    for title in &words().titles {
        for (at, _) in text.match_indices(title.as_str()) {
            let before: Vec<(usize, char)> = text[..at].char_indices().rev().take(4).collect();
            let given = usize::from(title.starts_with('同') || title.starts_with('先') || title.starts_with('女'));
            for size in (1 + given)..=3 {
                let Some((start, surname)) = before.get(size - 1).copied() else { break };
                let word: String = before[..size].iter().rev().map(|(_, c)| c).collect();
                let bounded =
                    before.get(size).is_none_or(|(_, c)| !is_han(*c) || "由请和与向对，、；：。".contains(*c));
                let name = words().surnames.contains(surname) && bounded && word.chars().skip(1).all(is_han);
                if name && !NOT_NAMES.iter().any(|other| text[start..].starts_with(other)) {
                    return Some(start..at + title.len());
                }
            }
        }
    }
    None
}

/// Words that begin with a character that is also a surname.
const NOT_NAMES: [&str; 20] = [
    "高级", "高校", "马上", "何种", "任何", "方面", "张口", "万一", "许多", "雷同", "石化", "金融", "安全", "余下",
    "龙头", "史志", "于是", "董事", "常委", "和",
];

fn outdated(text: &str) -> Option<(Span, &'static str)> {
    words().outdated.iter().find_map(|(old, now)| {
        let at = text.find(old.as_str())?;
        Some((at..at + old.len(), now.as_str()))
    })
}

/// A formulation that holds for some years only, written out instead of called by its slot: it would go on being said.
fn formulations(survey: &Survey, said: &Said, report: &mut Report) {
    if said.kind == Kind::Formula {
        return;
    }
    let own = said.phrase.limits.as_ref().and_then(|limits| limits.until);
    for (text, name, until) in survey.ending.iter().filter(|(.., until)| own.is_none_or(|year| year > *until)) {
        if let Some(span) = literal(said.phrase, |piece| piece.find(text).map(|at| at..at + text.len())) {
            let message = format!("“{text}”到 {until} 年为止，写死了过后还会说");
            let hint = format!("写成【{name}】，或者给这一句写上 until: {until}");
            survey.blame(report, FORMULATION, said, span, message, &hint);
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, rule: fn(&str) -> Option<Span>) -> Option<&str> {
        rule(text).map(|span| &text[span])
    }

    #[test]
    fn figures_are_numbers_that_want_to_be_believed() {
        for (text, number) in [
            ("新开工128个项目", "128"),
            ("满意率达到百分之九十五", "百分之九十五"),
            ("走访企业三十二家", "三十二家"),
            ("一家企业一年接待十八拨检查", "十八拨"),
            ("八成以上的事当天办结", "八成"),
        ] {
            assert_eq!(found(text, figure), Some(number), "{text}");
        }
        for text in [
            "千家万户都看着",
            "一件事盯到底",
            "十个指头弹琴",
            "百分之百兑现",
            "几十年的老规矩",
            "“12345”热线",
            "一张网管到底",
            "成千上万人",
            "第十一处",
        ] {
            assert_eq!(found(text, figure), None, "{text}");
        }
    }

    #[test]
    fn dates_documents_quotations_and_names_are_found() {
        assert_eq!(found("二〇二六年要见效", date), Some("二〇二六年"));
        assert_eq!(found("六月底前全部办结", date), Some("六月底"));
        assert_eq!(found("10月15日前报来", date), Some("10月15日"));
        assert_eq!(found("一个月初见成效", date), None);
        assert_eq!(found("按《某某办法》办", document), Some("《某某办法》"));
        assert_eq!(found("领导强调：“安全生产一刻也不能放松”", quotation), Some("“安全生产一刻也不能放松”"));
        assert_eq!(found("变“要我抓”为“我要抓”", quotation), None);
        assert_eq!(found("请王建国同志通报情况", person), Some("王建国同志"));
        assert_eq!(found("由李局长牵头", person), Some("李局长"));
        for text in [
            "主要负责同志要带头",
            "各级领导同志",
            "请各位同志记牢",
            "任何同志都不例外",
            "由分管副市长牵头",
            "老同志带一带新人",
            "党委书记是第一责任人",
        ] {
            assert_eq!(found(text, person), None, "{text}");
        }
    }

    #[test]
    fn an_old_name_is_met_with_the_new_one() {
        assert_eq!(outdated("由安监局牵头").map(|(_, now)| now), Some("应急管理局"));
        assert_eq!(outdated("由应急管理局牵头"), None);
    }
}
