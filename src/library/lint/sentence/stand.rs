//! Sentences are drawn by themselves: none may lean on one before it, count what follows it, or bring a number of its own.

use crate::library::lint::kind::Kind;
use crate::library::lint::survey::{Said, Survey};
use crate::library::lint::words::words;
use crate::library::lint::{DANGLING, ENUMERATOR, LEVEL, Report, TYPED_COUNT};
use crate::library::path::BankPath;
use crate::source::Span;
use crate::text::han;

pub fn check(survey: &Survey, said: &Said, report: &mut Report) {
    let text = &said.phrase.text;
    if said.kind.is_sentence()
        && !may_turn(&said.entry.path)
        && let Some(opening) = dangling(text)
    {
        let message = format!("以“{opening}”开头，离了上一句站不住");
        survey.blame(report, DANGLING, said, 0..opening.len(), message, "写明说的是什么；前面是哪一句，事先不知道");
    }
    if let Some(span) = typed_count(text) {
        let message = format!("“{}”把数目写死了", &text[span.clone()]);
        survey.blame(report, TYPED_COUNT, said, span, message, "数目由程序数：引入语和过渡里写【n】，别处不数");
    }
    if let Some(span) = enumerator(text) {
        let message = format!("“{}”会同真的序号混起来", &text[span.clone()]);
        survey.blame(report, ENUMERATOR, said, span, message, "去掉它，序号由程序编");
    }
    let limited = said.phrase.limits.as_ref().is_some_and(|limits| !limits.when.level.is_empty());
    if let Some(span) = place(said).filter(|_| !limited) {
        let message = format!("“{}”把级别写死了", &text[span.clone()]);
        let hint = "写【全域】【我地】【党政】【直属】【下级】这样的词，或者给这一句写上 when: { level: […] }";
        survey.blame(report, LEVEL, said, span, message, hint);
    }
}

/// Moves that begin with a turn: what they answer to has its place in the template.
fn may_turn(path: &BankPath) -> bool {
    matches!(path, BankPath::Move(name, _) if ["problems", "basis", "recap", "experience", "lesson", "figures", "reply", "response", "turn", "steps", "watch"].contains(&name.as_str()))
}

/// The opening word that wants something before it.
fn dangling(text: &str) -> Option<&'static str> {
    let found = words().dangling.iter().filter(|(word, _)| text.starts_with(word.as_str()));
    let (word, fine) = found.max_by_key(|(word, _)| word.len())?;
    // A pronoun that a colon or a question takes up in the same sentence points forwards.
    let forwards = || text.starts_with("这") && text.chars().take(12).any(|c| matches!(c, '：' | '？'));
    (!fine.iter().any(|fine| text.starts_with(fine.as_str())) && !forwards()).then_some(word)
}

/// A count of things that are announced: 抓好三件事, 讲两点意见.
fn typed_count(text: &str) -> Option<Span> {
    for verb in &words().announcing {
        for (at, _) in text.match_indices(verb.as_str()) {
            let start = at + verb.len();
            let rest = &text[start..];
            let rest = ["好", "住", "以下", "下面", "如下", "了"]
                .iter()
                .find_map(|word| rest.strip_prefix(word))
                .unwrap_or(rest);
            let numeral = rest.strip_prefix('两').map(|_| (2, '两'.len_utf8())).or_else(|| han::leading_numeral(rest));
            let Some((_, length)) = numeral.filter(|(number, _)| *number > 1) else { continue };
            let from = text.len() - rest.len();
            let behind = &text[from + length..];
            let Some(unit) = words().counted.iter().find(|unit| behind.starts_with(unit.as_str())) else { continue };
            let end = from + length + unit.len();
            if announces(&text[end..], unit) {
                return Some(from..end);
            }
        }
    }
    None
}

/// Whether what stands behind a count and its unit makes it an announcement: nothing, a mark, or the thing that is counted.
fn announces(behind: &str, unit: &str) -> bool {
    let named = unit.chars().count() > 1;
    let things = [
        "工作", "任务", "事", "意见", "要求", "措施", "重点", "关键", "问题", "关系", "原则", "方面", "环节", "文章",
        "硬仗", "建议", "体会", "希望",
    ];
    let first = behind.chars().next();
    first.is_none_or(|c| matches!(c, '：' | '。' | '！')) && (named || matches!(unit, "点" | "条" | "项" | "件"))
        || things.iter().any(|thing| behind.strip_prefix("重点").unwrap_or(behind).starts_with(thing))
}

/// A number of its own at the head of a clause: 一是, 二要, 首先.
fn enumerator(text: &str) -> Option<Span> {
    let mut start = 0;
    for clause in text.split_inclusive(['，', '、', '；', '：', '。', '！', '？']) {
        let numeral = clause.chars().next().filter(|c| "一二三四五六七八九".contains(*c));
        if let Some(numeral) = numeral {
            let behind = &clause[numeral.len_utf8()..];
            // 一要 may be the character 一 with the verb 要, but not at the head of a clause; 一靠 is 一靠、二靠.
            let found = ["是要", "是", "要", "靠"].into_iter().find(|word| behind.starts_with(word));
            // 一是一、二是二 counts nothing.
            let same = behind.strip_prefix('是').is_some_and(|rest| rest.starts_with(numeral));
            let idiom = same || behind.starts_with("是一") || behind.starts_with("要是") || behind.starts_with("是非");
            if let Some(word) = found.filter(|_| !idiom) {
                return Some(start..start + numeral.len_utf8() + word.len());
            }
        }
        let word = words().enumerators.iter().find(|word| clause.starts_with(word.as_str()));
        if let Some(word) = word.filter(|word| ordinal(&clause[word.len()..], word)) {
            return Some(start..start + word.len());
        }
        start += clause.len();
    }
    None
}

/// It orders where it stands by itself: 第一时间, 首先要问 and 再次感谢 do not; 其次 and 再者 do nothing else.
fn ordinal(behind: &str, word: &str) -> bool {
    behind.starts_with(['，', '、', '：']) || matches!(word, "其次" | "再者" | "另一方面")
}

/// A level that is written out: 全市, 我县, 市委.
fn place(said: &Said) -> Option<Span> {
    if said.kind == Kind::Link {
        return None;
    }
    let text = &said.phrase.text;
    for word in &words().places {
        for (at, _) in text.match_indices(word.as_str()) {
            let rest = &text[at..];
            let other = words().not_places.iter().any(|other| rest.starts_with(other.as_str()));
            // 省市县, 县区 name levels as such, and so does 城市.
            let compound = text[..at].ends_with(['城', '省', '市', '县', '区', '安', '完', '保', '健', '齐', '自'])
                || rest[word.len()..].starts_with(['省', '市', '县', '区', '级', '乡']);
            if !other && !compound {
                return Some(at..at + word.len());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leans_on_a_sentence_before_it_is_known_by_its_opening() {
        for text in [
            "这些要求并不过分",
            "此项工作要抓紧",
            "其目的是减材料",
            "也要盯住夜里",
            "同时要把账记清",
            "他们最怕来回跑",
            "但还有不少堵点",
        ] {
            assert!(dangling(text).is_some(), "{text}");
        }
        for text in [
            "这里没有旁观者",
            "其他地方能办到的",
            "也许有人会问",
            "此起彼伏的催件",
            "但凡能网上办的",
            "同样的事办两遍",
            "而今路通了",
            "这样的账谁来算？算给谁看",
        ] {
            assert!(dangling(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_count_is_typed_where_things_are_announced() {
        for (text, count) in [
            ("重点抓好三项工作", "三项"),
            ("下面我讲两点意见", "两点"),
            ("要处理好四个关系", "四个关系"),
            ("眼下要办好五件事", "五件"),
        ] {
            assert_eq!(typed_count(text).map(|span| &text[span]), Some(count), "{text}");
        }
        for text in [
            "一件事盯到底",
            "眼下要办好【n】件事",
            "三天两头来回跑",
            "两头都要顾到",
            "有三五个人就能干",
            "讲一句算一句",
            "把两张清单并成一张",
        ] {
            assert_eq!(typed_count(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_of_its_own_is_known_at_the_head_of_a_clause() {
        for (text, number) in [
            ("一是查得不细，二是改得不快", "一是"),
            ("抓落实一靠人，二靠章", "二靠"),
            ("首先，把账记清", "首先"),
            ("盯紧现场，其次盯紧夜里", "其次"),
        ] {
            assert_eq!(enumerator(text).map(|span| &text[span]), Some(number), "{text}");
        }
        for text in
            ["一要是松了劲", "第一时间赶到现场", "首先要问的是谁来办", "有一是一", "一是一、二是二", "第一责任人签字"]
        {
            assert_eq!(enumerator(text), None, "{text}");
        }
    }
}
