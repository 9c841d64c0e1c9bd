//! Slots get their names from what fills them, and from what stands beside them.
//!
//! A name is said once in a draft and has one value there, so two slots of a frame never share one. A wrong name is worse than
//! none: where fillers are of no one kind and no neighbour tells, a slot is a 事项, and where such a slot stands at the edge of a
//! frame that has another, it is left out, since it says no more than that the sentence goes on.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::grow::SLOT;
use super::measure::{Candidate, Kind};
use super::names::{DEED, LISTED, MANNER, PARTICLE, QUALITY, SUBJECT, TABLE, THING, row};
use super::text::{Part, Role, Text};
use crate::mine::privacy::Class;

/// A frame with its slots named.
pub struct Named {
    /// The phrase.
    pub text: String,
    /// What fills each slot.
    pub fillers: Vec<Slot>,
    /// Whether something that has no name follows it mostly.
    pub goes_on: bool,
}

/// A slot and what fills it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Its name in the frame.
    pub name: String,
    /// What fills it, the most frequent first; what holds a name, a figure or a mask is left out.
    pub fillers: Vec<Filler>,
    /// How many places of the frame have something in it.
    pub filled: usize,
}

/// What stands in a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filler {
    /// Its words.
    pub text: String,
    /// How often it stands there.
    pub count: usize,
    /// The speeches that say it there, by number, each with the field of work that the passage is about.
    pub speeches: BTreeSet<Whose>,
    /// Whether it is of the kind that the slot is named by.
    pub fits: bool,
}

impl Filler {
    /// In how many speeches it stands in this slot.
    pub fn support(&self) -> usize {
        self.speeches.iter().map(|(speech, _)| speech).collect::<BTreeSet<_>>().len()
    }
}

/// The name of a slot by the words on either side alone.
pub fn beside(before: &[&str], behind: &[&str]) -> &'static str {
    told_beside(before, behind).0
}

/// The same, and whether only what stands before it tells.
fn told_beside(before: &[&str], behind: &[&str]) -> (&'static str, bool) {
    // 提供了【】 is 提供【】, and the 的 behind a slot belongs to it.
    let before = before.strip_suffix(&["了"]).or(before.strip_suffix(&["着"])).unwrap_or(before);
    let behind = match behind {
        ["的"] => behind,
        ["的", rest @ ..] => rest,
        _ => behind,
    };
    let ends = |count: usize| before[before.len() - count..].concat();
    let left: Vec<String> = (1..=before.len().min(NEAR)).map(ends).collect();
    let right: Vec<String> = (1..=behind.len().min(NEAR)).map(|count| behind[..count].concat()).collect();
    let told = TABLE.around(&left, &right);
    told.map(|name| (name, false)).or_else(|| TABLE.behind(&left).map(|name| (name, true))).unwrap_or((THING, false))
}

/// Names the slots of a candidate.
pub fn named(text: &Text, candidate: &Candidate) -> Named {
    let pattern = &candidate.pattern;
    let framed = candidate.kind == Kind::Frame;
    let opens = pattern.items.last().is_some_and(|item| text.name(*item) == "，");
    let inner = pattern.items.iter().filter(|item| **item == SLOT).count();
    let behind = framed && (candidate.ends < 0.5 || opens);
    // What is done begins with its verb: 扛起【】责任 needs no word of who does it, where something else is open.
    let before = framed && candidate.begins < 0.5 && !(candidate.governs && (behind || inner > 0));
    let mut holders: Vec<Holder> = Vec::new();
    holders.resize_with(inner + usize::from(before) + usize::from(behind), Holder::default);
    let (mut leans, mut governs) = (0, 0);
    for (sentence, at) in pattern.places() {
        let sentence = &text.sentences[sentence as usize];
        let words = &sentence.words;
        let whose = (sentence.number, sentence.theme);
        let (mut slot, mut fixed) = (usize::from(before), 0);
        for item in &pattern.items {
            if *item == SLOT {
                let from = words.start + usize::from(at[fixed - 1]) + 1;
                holders[slot].add(text, from..words.start + usize::from(at[fixed]), words, whose);
                slot += 1;
            } else {
                fixed += 1;
            }
        }
        let stop = |word: &usize| matches!(text.classes[*word], Class::Stop | Class::Marker);
        let (first, last) = (words.start + usize::from(at[0]), words.start + usize::from(at[at.len() - 1]));
        leans += usize::from(text.classes[first] == Class::Leaning);
        governs += usize::from(text.roles[last] == Role::Governs || text.classes[last] == Class::Leaning);
        if before {
            let from = (words.start..first).rev().find(stop).map_or(words.start, |stop| stop + 1);
            holders[0].add(text, from..first, words, whose);
        }
        if behind {
            let end = (last + 1..words.end).find(stop).unwrap_or(words.end);
            if let Some(holder) = holders.last_mut() {
                holder.add(text, last + 1..end, words, whose);
            }
        }
    }
    let parts: Vec<&[u32]> = pattern.items.split(|item| *item == SLOT).collect();
    let told = |slot: usize, holder: &Holder| {
        let at = slot.checked_sub(usize::from(before));
        let left = at.and_then(|part| parts.get(part));
        let right = parts.get(slot + 1 - usize::from(before));
        let earlier = at.and_then(|part| part.checked_sub(1)).and_then(|part| parts.get(part));
        let said = |part: Option<&&[u32]>| -> Vec<&str> {
            part.into_iter().flat_map(|part| part.iter().map(|item| text.name(*item))).collect()
        };
        let (mut before, behind) = (said(left), said(right));
        let kind = holder.kind();
        let inside = left.is_some() && right.is_some_and(|part| !part.is_empty());
        if inside && holder.count == 0 {
            return PARTICLE;
        }
        if !matches!(kind, THING | DEED | MANNER | QUALITY) {
            return kind;
        }
        if before.last() == Some(&"、") || behind.first().is_some_and(|word| matches!(*word, "、" | "等")) {
            return LISTED;
        }
        if matches!(kind, MANNER | QUALITY) {
            return kind;
        }
        let pair = earlier.and_then(|part| part.last()).map(|item| format!("{}~", text.name(*item)));
        if let Some(pair) = pair.as_deref().filter(|_| before.len() < 3) {
            before.insert(0, pair);
        }
        let opens = before.last().is_none_or(|word| word.chars().all(|c| !c.is_alphanumeric()));
        let (named, by_verb) = told_beside(&before, &behind);
        let named = if by_verb && 2 * holder.qualifies > holder.count { THING } else { named };
        match named {
            // 打造【】环境: what stands between a verb and its noun says of what kind that is.
            THING if 2 * holder.qualifies > holder.count => QUALITY,
            THING if opens && holder.is_subject() => SUBJECT,
            // 要【】抓好: what stands between says how.
            THING if 2 * holder.said > holder.count && TABLE.leads(&before) => MANNER,
            THING => kind,
            name => name,
        }
    };
    let mut names: Vec<&str> = holders.iter().enumerate().map(|(slot, holder)| told(slot, holder)).collect();
    let all = pattern.sentences.len();
    let spare = |at: Option<&&str>, slots: usize, needed: usize| at == Some(&THING) && slots > 1 && 2 * needed <= all;
    let (mut before, mut goes_on) = (before, false);
    if before && spare(names.first(), names.len(), leans) {
        (before, _) = (false, names.remove(0));
        holders.remove(0);
    }
    let mut behind = behind;
    if behind && !opens && spare(names.last(), names.len(), governs) {
        (behind, goes_on) = (false, true);
        names.pop();
        holders.pop();
    }
    let names = numbered(&names);
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
    let fillers = names.into_iter().zip(holders).map(|(name, holder)| holder.slot(name)).collect();
    Named { text: said, fillers, goes_on }
}

/// Names of which no two are the same.
fn numbered(names: &[&str]) -> Vec<String> {
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    let number = |name| {
        let count = taken.entry(name).or_default();
        *count += 1;
        match *count {
            1 => name.to_string(),
            count if name == "n" => format!("数目{count}"),
            count => format!("{name}{}", ["二", "三", "四", "五"].get(count - 2).unwrap_or(&"六")),
        }
    };
    names.iter().copied().map(number).collect()
}

/// So many words beside a slot are looked at together: 在【】上 下 功夫.
const NEAR: usize = 4;

/// A speech, by its number, and the field of work that the passage is about.
type Whose = (usize, Option<&'static str>);

/// A filler as it is met.
#[derive(Default)]
struct Met {
    count: usize,
    speeches: BTreeSet<Whose>,
    kind: &'static str,
}

/// What fills a slot.
#[derive(Default)]
struct Holder {
    fillers: BTreeMap<String, Met>,
    kinds: BTreeMap<&'static str, usize>,
    count: usize,
    /// How many end in a noun, and how many stand before what is said of it.
    nouns: usize,
    said: usize,
    /// How many stand between a verb and a noun.
    qualifies: usize,
}

impl Holder {
    fn add(&mut self, text: &Text, words: Range<usize>, whole: &Range<usize>, whose: Whose) {
        let (start, end) = (words.start, words.end);
        let Some(words) = core(text, words) else { return };
        self.count += 1;
        let subject = text.parts[words.start] != Part::Preposition;
        self.nouns += usize::from(subject && matches!(text.parts[words.end - 1], Part::Noun | Part::Other));
        let next = text.parts.get(end).copied().filter(|_| end < whole.end);
        let predicate = matches!(next, Some(Part::Verb | Part::Adverb | Part::Preposition));
        self.said += usize::from(predicate);
        let verb = start > whole.start && text.parts[start - 1] == Part::Verb;
        self.qualifies += usize::from(verb && matches!(next, Some(Part::Noun | Part::Quality)));
        let kind = kind(text, &words, next == Some(Part::Verb)).unwrap_or(THING);
        *self.kinds.entry(kind).or_default() += 1;
        if !words.clone().any(|word| text.classes[word].is_hidden()) {
            let filler = self.fillers.entry(text.said(words)).or_default();
            filler.count += 1;
            filler.speeches.insert(whose);
            filler.kind = kind;
        }
    }

    /// What most fillers are; where they are of no one kind, a thing.
    fn kind(&self) -> &'static str {
        let most = self.kinds.iter().max_by_key(|(name, count)| (**count, **name));
        most.filter(|(_, count)| 2 * **count > self.count).map_or(THING, |(name, _)| name)
    }

    /// Whether most fillers are what something is said of.
    fn is_subject(&self) -> bool {
        2 * self.nouns > self.count && 2 * self.said > self.count
    }

    fn slot(self, name: String) -> Slot {
        let base = row(&name).map_or(THING, |row| row.name);
        let mut fillers: Vec<Filler> = self
            .fillers
            .into_iter()
            .map(|(text, met)| Filler { text, count: met.count, speeches: met.speeches, fits: met.kind == base })
            .collect();
        fillers.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
        Slot { name, fillers, filled: self.count }
    }
}

/// A filler without what only joins it to its sides: 了, 、, 的.
pub(super) fn core(text: &Text, mut words: Range<usize>) -> Option<Range<usize>> {
    let joins = |word: usize| {
        text.parts[word] == Part::Particle
            || text.classes[word] == Class::Leaning
            || matches!(text.name(text.words[word]), "、" | "，" | "：" | "等" | "着" | "过" | "了" | "也" | "都")
    };
    while !words.is_empty() && joins(words.start) {
        words.start += 1;
    }
    while !words.is_empty() && joins(words.end - 1) {
        words.end -= 1;
    }
    (!words.is_empty()).then_some(words)
}

/// What a filler is, where that can be told.
fn kind(text: &Text, words: &Range<usize>, before_verb: bool) -> Option<&'static str> {
    let last = words.end - 1;
    match text.classes[last] {
        Class::Numeral if words.len() == 1 => return Some("n"),
        Class::Figure => return Some("数目"),
        Class::Person => return Some("人物"),
        Class::Place => return Some("地方"),
        Class::Organisation => return Some("组织"),
        _ => {}
    }
    let mut parts = words.clone().map(|word| text.parts[word]);
    if parts.clone().all(|part| part == Part::Number) {
        return Some("数目");
    }
    let attribute = text.words.get(words.end).is_some_and(|word| text.name(*word) == "的");
    let name = TABLE.ending(&text.said(words.clone()), text.name(text.words[last]));
    let verb = parts.clone().any(|part| part == Part::Verb);
    let does = match parts.next() {
        Some(Part::Verb) => words.len() > 1 || name.is_none(),
        Some(Part::Adverb | Part::Preposition) => verb,
        _ => false,
    };
    if does && !attribute {
        return Some(DEED);
    }
    let describes = |word: usize| {
        matches!(text.parts[word], Part::Quality | Part::Adverb | Part::Number | Part::Other | Part::Particle)
    };
    let quality = || {
        let some = words.clone().any(|word| matches!(text.parts[word], Part::Quality | Part::Adverb));
        some && words.len() < 4 && words.clone().all(describes)
    };
    name.or_else(|| quality().then_some(if before_verb { MANNER } else { QUALITY }))
}

#[cfg(test)]
mod tests {
    use super::super::names::{NAMES, hint};
    use super::*;

    #[test]
    fn neighbours_name_a_slot_and_those_on_both_sides_tell_most() {
        for (before, behind, name) in [
            (&["提高"][..], &["水平"][..], "能力"),
            (&["在"], &["的", "坚强", "领导", "下"], "组织"),
            (&["在"], &["坚强", "领导", "下"], "组织"),
            (&["在"], &["基础", "上"], "情况"),
            (&["在"], &["上", "下", "功夫"], "领域"),
            (&["解决"], &[], "问题"),
            (&["所以"], &[], THING),
            (&["不断"], &[], DEED),
            (&["不断"], &["抓好"], THING),
            (&["以~", "为"], &[], "定位"),
            (&["提供", "了"], &[], "保障"),
            (&["向"], &["致以", "敬意"], "人员"),
            (&[], &["，"], THING),
        ] {
            assert_eq!(beside(before, behind), name, "{before:?} {behind:?}");
        }
    }

    #[test]
    fn an_ending_names_a_filler_and_a_single_character_only_whole_words() {
        for (said, last, name) in [
            ("全市招商引资推进会", "推进会", Some("会议")),
            ("机会", "机会", Some("机遇")),
            ("社会", "社会", None),
            ("应急处置能力", "能力", Some("能力")),
            ("市", "市", Some("地方")),
            ("都市", "都市", None),
        ] {
            assert_eq!(TABLE.ending(said, last), name, "{said}");
        }
    }

    #[test]
    fn every_name_has_six_cells_and_a_hint_and_is_none_that_themes_fill() {
        for line in NAMES.lines().filter(|line| !line.starts_with('#')) {
            assert_eq!(line.split('|').count(), 6, "{line}");
        }
        assert!(TABLE.rows.iter().all(|row| !row.hint.is_empty() && hint(row.name) == Some(row.hint)));
        // Themes say 【工作】 and 【对象】 by words of their own, which would be put into what mining left open.
        let words = ["事", "工作", "对象", "众", "评判", "仗", "专班", "场所", "痛点", "党政", "姓名", "职务", "日期"];
        assert!(TABLE.rows.iter().all(|row| !words.contains(&row.name)));
    }

    #[test]
    fn slots_of_one_name_are_numbered() {
        assert_eq!(numbered(&["任务", "目标", "任务", "n", "n"]), ["任务", "目标", "任务二", "n", "数目2"]);
    }
}
