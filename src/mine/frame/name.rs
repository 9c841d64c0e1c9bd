//! Slots get their names from what fills them, and from what stands beside them.
//!
//! A name is said once in a draft and has one value there, so two slots of a frame never share one.

use std::collections::BTreeMap;

use super::grow::SLOT;
use super::measure::{Candidate, Kind};
use super::text::Text;
use crate::mine::privacy::Class;

/// A frame with its slots named.
pub struct Named {
    /// The phrase.
    pub text: String,
    /// What fills each slot.
    pub fillers: Vec<(String, Vec<(String, usize)>)>,
}

/// What a slot holds, by what its fillers end with; the first that fits.
const ENDS: [(&str, &[&str]); 9] = [
    ("会议", &["会", "会议", "大会", "全会"]),
    ("文件", &["》", "意见", "办法", "条例", "方案", "规划"]),
    ("组织", &["委", "政府", "部门", "局", "人大", "党组", "公司", "单位", "机关", "党委", "办"]),
    ("人员", &["同志", "同志们", "干部", "群众", "代表", "人员", "企业家", "职工"]),
    ("地点", &["省", "市", "县", "区", "乡", "镇", "村", "地区", "城市"]),
    ("日期", &["年", "月", "日", "以来", "期间", "今年", "去年"]),
    ("思想", &["思想", "精神", "理论"]),
    ("目标", &["目标", "水平", "标准", "要求"]),
    ("问题", &["问题", "矛盾", "短板", "不足", "困难"]),
];

/// What stands on either side of a slot and what that makes of it.
const NAMES: &str = include_str!("names.txt");

/// What to fill a slot with, by its name without the number behind it.
pub fn hint(name: &str) -> Option<&'static str> {
    let rows = NAMES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('|'));
    let row = rows.into_iter().find(|(known, _)| name.starts_with(known))?.1;
    row.rsplit('|').next()
}

/// The name that the words beside a slot give it.
fn beside(before: Option<&str>, behind: Option<&str>) -> Option<&'static str> {
    let fits = |words: &str, word: Option<&str>, near: fn(&str, &str) -> bool| {
        word.is_some_and(|word| words.split(' ').any(|known| !known.is_empty() && near(word, known)))
    };
    let mut rows = NAMES.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('|'));
    rows.find_map(|mut row| {
        let (name, left, right) = (row.next()?, row.next()?, row.next()?);
        let said = fits(right, behind, |text, known| text.starts_with(known))
            || fits(left, before, |text, known| text.ends_with(known));
        said.then_some(name)
    })
}

/// Names the slots of a candidate.
pub fn named(text: &Text, candidate: &Candidate) -> Named {
    let mut holders: Vec<Holder> = Vec::new();
    let pattern = &candidate.pattern;
    let framed = candidate.kind == Kind::Frame;
    let opens = pattern.items.last().is_some_and(|item| text.name(*item) == "，");
    let inner = pattern.items.iter().filter(|item| **item == SLOT).count();
    let behind = framed && (candidate.ends < 0.5 || opens);
    // What is done begins with its verb: 扛起【】责任 needs no word of who does it, where something else is open.
    let before = framed && candidate.begins < 0.5 && !(candidate.governs && (behind || inner > 0));
    holders.resize_with(inner + usize::from(before) + usize::from(behind), Holder::default);
    for (sentence, at) in pattern.places() {
        let words = &text.sentences[sentence as usize].words;
        let (mut slot, mut fixed) = (usize::from(before), 0);
        for item in &pattern.items {
            if *item == SLOT {
                let from = words.start + usize::from(at[fixed - 1]) + 1;
                holders[slot].add(text, from..words.start + usize::from(at[fixed]));
                slot += 1;
            } else {
                fixed += 1;
            }
        }
        let stop = |word: &usize| matches!(text.classes[*word], Class::Stop | Class::Marker);
        if before {
            let end = words.start + usize::from(at[0]);
            let from = (words.start..end).rev().find(stop).map_or(words.start, |stop| stop + 1);
            holders[0].add(text, from..end);
        }
        if behind {
            let from = words.start + usize::from(at[at.len() - 1]) + 1;
            let end = (from..words.end).find(stop).unwrap_or(words.end);
            if let Some(last) = holders.last_mut() {
                last.add(text, from..end);
            }
        }
    }
    let parts: Vec<String> = pattern
        .items
        .split(|item| *item == SLOT)
        .map(|part| part.iter().map(|item| text.name(*item)).collect())
        .collect();
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    let mut names = Vec::new();
    for (slot, holder) in holders.iter().enumerate() {
        let left = slot.checked_sub(usize::from(before)).and_then(|part| parts.get(part));
        let right = parts.get(slot + 1 - usize::from(before));
        let name = match holder.name() {
            told @ ("事项" | "举措") => beside(left.map(String::as_str), right.map(String::as_str)).unwrap_or(told),
            told => told,
        };
        let count = taken.entry(name).or_default();
        *count += 1;
        names.push(match *count {
            1 => name.to_string(),
            count if name == "n" => format!("数目{count}"),
            count => format!("{name}{}", ["二", "三", "四", "五"].get(count - 2).unwrap_or(&"六")),
        });
    }
    let mut said = String::new();
    let mut next = names.iter();
    let mut slot = |said: &mut String| said.extend(next.next().map(|name| format!("【{name}】")));
    if before {
        slot(&mut said);
    }
    for item in &pattern.items {
        if *item == SLOT {
            slot(&mut said);
        } else {
            said.push_str(text.name(*item));
        }
    }
    if behind {
        slot(&mut said);
    }
    let fillers = names.into_iter().zip(holders.into_iter().map(Holder::shown)).collect();
    Named { text: said, fillers }
}

/// What fills a slot.
#[derive(Default)]
struct Holder {
    fillers: BTreeMap<String, usize>,
    kinds: BTreeMap<&'static str, usize>,
    count: usize,
}

impl Holder {
    fn add(&mut self, text: &Text, words: std::ops::Range<usize>) {
        if words.is_empty() {
            return;
        }
        self.count += 1;
        let said = text.said(words.clone());
        let last = words.clone().next_back().map(|word| text.classes[word]);
        let kind = match last {
            Some(Class::Numeral) if words.len() == 1 => Some("n"),
            Some(Class::Figure) => Some("数目"),
            Some(Class::Person) => Some("人物"),
            Some(Class::Place) => Some("地点"),
            Some(Class::Organisation) => Some("组织"),
            _ => ENDS.iter().find(|(_, ends)| ends.iter().any(|end| said.ends_with(end))).map(|(name, _)| *name),
        };
        let verb = text.classes[words.start] == Class::Plain;
        let kind = kind.unwrap_or(if verb && words.len() > 1 { "举措" } else { "事项" });
        *self.kinds.entry(kind).or_default() += 1;
        if !words.clone().any(|word| text.classes[word].is_hidden()) {
            *self.fillers.entry(said).or_default() += 1;
        }
    }

    /// What most fillers are; where they are not of one kind, a thing.
    fn name(&self) -> &'static str {
        let most = self.kinds.iter().max_by_key(|(name, count)| (**count, **name));
        most.filter(|(_, count)| 2 * **count > self.count).map_or("事项", |(name, _)| name)
    }

    fn shown(self) -> Vec<(String, usize)> {
        let mut fillers: Vec<(String, usize)> = self.fillers.into_iter().collect();
        fillers.sort_by(|(a, n), (b, m)| m.cmp(n).then(a.cmp(b)));
        fillers
    }
}
