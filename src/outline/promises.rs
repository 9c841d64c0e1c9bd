//! Announced counts: 讲三点意见, 打好“四张牌”, 以下六个方面: what was announced, and how many came.
//!
//! A number before a measure announces something only where a list answers it: the skeleton, for what is said before it in the
//! words of one who is about to speak; else the list that begins where the sentence ends. So a slogan with a number in it,
//! “四个意识”, is no announcement, unless a list of four happens to follow.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::marker::Style;
use super::paragraph::Stop;
use super::tree::{Body, Node};
use crate::source::Span;
use crate::text::characters::{Characters, width};
use crate::text::han::leading_numeral;

/// An announcement found in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// From the numeral to the end of what it counts.
    pub at: Span,
    /// How many; `None` for 几.
    pub promised: Option<u32>,
    /// What is counted, from the measure on: 点意见, 张牌.
    pub unit: String,
    /// Whether the words around it are those of one who announces: 讲, 抓好, 以下.
    announces: bool,
    /// How many characters of the sentence follow: what is announced stands at its end.
    behind: usize,
}

/// An announced count and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Where the numeral stands in the clean text.
    pub at: Span,
    /// How many were announced; `None` for 几.
    pub promised: Option<u32>,
    /// What was counted.
    pub unit: String,
    /// How many came.
    pub actual: usize,
    /// Which group of siblings answers.
    pub group: usize,
}

/// So much of a sentence may follow what it announces for the list behind it.
const CLOSE: usize = 12;

/// Measures that items are counted by.
const MEASURES: [&str; 26] = [
    "个方面",
    "方面",
    "点",
    "个",
    "条",
    "项",
    "件",
    "种",
    "大",
    "张",
    "句话",
    "类",
    "步",
    "关",
    "篇",
    "场",
    "仗",
    "对",
    "道",
    "层",
    "招",
    "组",
    "样",
    "块",
    "股",
    "把",
];

/// What stands before a numeral that announces.
const ANNOUNCING: [&str; 46] = [
    "讲",
    "谈",
    "强调",
    "提",
    "说",
    "以下",
    "如下",
    "下列",
    "抓好",
    "抓住",
    "抓实",
    "抓了",
    "做好",
    "做到",
    "坚持",
    "打好",
    "处理好",
    "把握",
    "把握好",
    "突出",
    "实现",
    "办好",
    "主要有",
    "分为",
    "有",
    "是",
    "要在",
    "实施",
    "推进",
    "聚焦",
    "落实",
    "健全",
    "完善",
    "解决",
    "树立",
    "强化",
    "紧扣",
    "围绕",
    "开展",
    "走好",
    "下好",
    "过好",
    "算好",
    "用好",
    "守住",
    "从",
];

/// Numbered slogans of the day, which announce nothing.
const SLOGANS: [&str; 22] = [
    "四个意识",
    "四个自信",
    "两个维护",
    "两个确立",
    "三个代表",
    "四个全面",
    "五位一体",
    "三农",
    "四风",
    "两个毫不动摇",
    "两个一百年",
    "六稳",
    "六保",
    "三严三实",
    "八项规定",
    "三会一课",
    "两学一做",
    "三个务必",
    "两个大局",
    "四史",
    "一带一路",
    "两不愁三保障",
];

/// What measures begin with: most numerals count nothing.
static MEASURED: LazyLock<Characters> = LazyLock::new(|| {
    Characters::of(&MEASURES.map(|measure| measure.chars().next().unwrap_or_default()).iter().collect::<String>())
});

/// The announcement of a sentence: the last number in it that counts things.
pub fn announcement(sentence: &str) -> Option<Announcement> {
    static NUMERALS: LazyLock<Characters> = LazyLock::new(|| Characters::of("一二两三四五六七八九十几0123456789"));
    let mut best: Option<Announcement> = None;
    let mut end = None;
    for at in NUMERALS.places(sentence) {
        let inside = end.replace(at + width(sentence.as_bytes()[at])) == Some(at);
        if inside || sentence[..at].ends_with(['第', '其', '初', '星', '十', '.', '之']) {
            continue;
        }
        let rest = &sentence[at..];
        let (promised, length) = match rest.strip_prefix('几') {
            Some(_) => (None, 3),
            None => match leading_numeral(rest) {
                Some((n, length)) => (Some(n), length),
                None => {
                    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
                    let Ok(n) = rest[..length].parse::<u32>() else { continue };
                    (Some(n), length)
                }
            },
        };
        if promised.is_some_and(|n| !(2..=30).contains(&n)) {
            continue;
        }
        let counted = &rest[length..];
        if !MEASURED.begin(counted) {
            continue;
        }
        let Some(measure) = MEASURES.iter().find(|measure| counted.starts_with(**measure)) else { continue };
        if counted.starts_with("个月")
            || counted.starts_with("个百分点")
            || counted.starts_with("点多")
            || counted[measure.len()..].starts_with(['多', '余', '月', '钟', '半', '小'])
            || (counted[measure.len()..].starts_with('来') && !measure.ends_with("方面"))
        {
            continue;
        }
        if SLOGANS.iter().any(|slogan| rest.starts_with(slogan)) {
            continue;
        }
        // “发展六仗”: a slogan of the speaker's own.
        let quoted = sentence[..at].matches('“').count() > sentence[..at].matches('”').count();
        let lead = sentence[..at].trim_end_matches('“');
        let announces = ANNOUNCING.iter().any(|word| lead.ends_with(word))
            || ["以下", "下面", "如下"].iter().any(|word| sentence.contains(word))
            || (["讲", "谈", "强调", "提"].iter().any(|word| lead.contains(word))
                && matches!(*measure, "点" | "个方面" | "方面" | "条"));
        let end = counted.find(['，', '。', '；', '：', '”', '、', '！']).unwrap_or(counted.len());
        let at = at..at + length + end;
        let unit = counted[..end].to_string();
        let behind = sentence[at.end..].trim_end_matches(['。', '：', '；', '”', '，', '！']).chars().count();
        best = Some(Announcement { at, promised, unit, announces: announces || quoted, behind });
    }
    best
}

/// The announced counts of a speech, in the order of the text.
pub fn find(body: &Body, nodes: &[Node]) -> Vec<Promise> {
    let mut found: Vec<Promise> = Vec::new();
    let skeleton = nodes.iter().find(|node| node.level == 1);
    if let Some(first) = skeleton {
        found.extend(speech_level(body, nodes, first));
    }
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    nodes.iter().for_each(|node| *sizes.entry(node.group).or_default() += 1);
    let mut answered: BTreeSet<usize> = found.iter().map(|promise| promise.group).collect();
    for node in nodes.iter().filter(|node| answered.insert(node.group)) {
        let size = sizes[&node.group];
        let said = sentence_before(body, node.marker.start).and_then(|(start, sentence)| {
            let leads = sentence.ends_with('：') || sentence.contains("以下");
            let said = announcement(sentence).filter(|said| said.behind <= if leads { 4 * CLOSE } else { CLOSE })?;
            // A number inside a heading is that heading's own, unless it ends it.
            let number = start + said.at.start;
            let line = body.paragraphs.partition_point(|paragraph| paragraph.at.start <= number).checked_sub(1);
            let line = line.map_or(0, |line| body.paragraphs[line].at.start);
            let before = &nodes[..nodes.partition_point(|other| other.marker.start <= number)];
            let here = before.iter().rev().take_while(|other| other.marker.start >= line);
            let heading = here.into_iter().any(|other| other.head.contains(&number));
            (!heading || leads || said.behind == 0).then_some((start, said))
        });
        let Some((start, said)) = said.or_else(|| held(body, nodes, node, size)) else { continue };
        let parallel = matches!(node.style, Style::Parallel(_) | Style::Heading);
        let kept = said.promised.is_none_or(|n| n as usize == size);
        let close = said.promised.is_some_and(|n| (n as usize).abs_diff(size) <= 3);
        let meant = said.announces || (said.promised.is_some() && !(parallel && said.behind > 0));
        if kept && meant && !(parallel && said.promised.is_none())
            || (said.announces && said.behind == 0 && close && !parallel)
        {
            let at = start + said.at.start..start + said.at.end;
            found.push(Promise { at, promised: said.promised, unit: said.unit, actual: size, group: node.group });
        }
    }
    found.sort_by_key(|promise| promise.at.start);
    found
}

/// 三要坚持三个原则。…: what the head of the item around the list announces, where so many came.
fn held(body: &Body, nodes: &[Node], node: &Node, size: usize) -> Option<(usize, Announcement)> {
    let parent = &nodes[node.parent?];
    let said = announcement(&body.text[parent.head.clone()]).filter(|said| said.behind == 0 && said.announces)?;
    let first = nodes
        .get(node.parent? + 1..)?
        .iter()
        .find(|other| other.parent == node.parent)
        .is_some_and(|first| first.group == node.group);
    (first && said.promised == u32::try_from(size).ok()).then_some((parent.head.start, said))
}

/// 下面，我讲三点意见: what is said before the skeleton by one about to speak.
fn speech_level(body: &Body, nodes: &[Node], first: &Node) -> Option<Promise> {
    let size = nodes.iter().filter(|node| node.group == first.group).count();
    let before =
        body.paragraphs.iter().enumerate().take_while(|(_, paragraph)| paragraph.at.start < first.marker.start);
    for (at, _) in before.collect::<Vec<_>>().into_iter().rev() {
        for sentence in sentences(body, at).into_iter().rev().filter(|sentence| sentence.end <= first.marker.start) {
            let text = &body.text[sentence.clone()];
            let speaks = ["讲", "谈", "强调", "提出", "提几", "提三", "提两", "提四", "说几", "说三", "汇报"]
                .iter()
                .any(|word| text.contains(word));
            let own =
                text.contains('我') || text.starts_with("下面") || text.starts_with("在此") || text.starts_with("就");
            if speaks
                && own
                && let Some(said) = announcement(text).filter(|said| said.announces)
            {
                let at = sentence.start + said.at.start..sentence.start + said.at.end;
                return Some(Promise {
                    at,
                    promised: said.promised,
                    unit: said.unit,
                    actual: size,
                    group: first.group,
                });
            }
        }
    }
    None
}

/// The sentences of a paragraph, with their stops.
pub fn sentences(body: &Body, paragraph: usize) -> Vec<Span> {
    let at = &body.paragraphs[paragraph].at;
    let clauses = &body.clauses[paragraph];
    let mut found = Vec::new();
    let mut start = at.start;
    for (number, clause) in clauses.iter().enumerate() {
        if matches!(clause.stop, Stop::Full | Stop::End) || number + 1 == clauses.len() {
            let end =
                clauses.get(number + 1).map_or(at.end, |next| if next.quoted { next.start - 3 } else { next.start });
            found.push(start..end);
            start = end;
        }
    }
    found
}

/// The sentence that ends where an item begins: in its paragraph, or at the end of the one before.
fn sentence_before<'t>(body: &Body<'t>, item: usize) -> Option<(usize, &'t str)> {
    let own = body.paragraphs.partition_point(|paragraph| paragraph.at.start <= item).checked_sub(1)?;
    if item >= body.paragraphs[own].at.end {
        return None;
    }
    let within = |paragraph: usize, end: usize| {
        let start = body.paragraphs[paragraph].at.start;
        let text = body.text[start..end].trim_end_matches(['“', ' ']);
        let bare = text.trim_end_matches(['。', '：', '；', '，', '！', '？', '”', '、', ':']);
        let from = bare.rfind(['。', '！', '？', '；']).map_or(0, |at| at + 3);
        // A clause before, 各级要…, 一要…, is no sentence of its own; it is read with what leads to it.
        (!bare.is_empty()).then(|| (start + from, &body.text[start + from..start + text.len()]))
    };
    match body.paragraphs[own].at.start == item {
        false => within(own, item),
        true => own.checked_sub(1).and_then(|above| within(above, body.paragraphs[above].at.end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_sentence_announces() {
        let said = |sentence: &str| announcement(sentence).map(|said| (said.promised, said.unit));
        assert_eq!(said("下面，我讲三点意见"), Some((Some(3), "点意见".into())));
        assert_eq!(said("要打好“四张牌”"), Some((Some(4), "张牌".into())));
        assert_eq!(said("重点抓好以下六方面工作"), Some((Some(6), "方面工作".into())));
        assert_eq!(said("我先讲几点意见"), Some((None, "点意见".into())));
        for sentence in ["用了三个月", "第三个方面", "增强“四个意识”", "提高两个百分点", "今年5月"]
        {
            assert_eq!(said(sentence), None, "{sentence}");
        }
    }
}
