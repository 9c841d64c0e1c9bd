//! A phrase: text with slots, and the conditions under which it may be said.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::path::COMPUTED;
use crate::text::han;

/// A piece of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Literal text, as a byte range of the phrase's text.
    Text(Range<usize>),
    /// A slot, its brackets included in the range.
    Slot(Slot),
}

/// `【名】` or `【名：提示】`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The name; `痛点*` keeps its star.
    pub name: String,
    /// The hint behind the colon, empty if there is none.
    pub hint: String,
    /// Where the slot stands in the text, with its brackets.
    pub range: Range<usize>,
}

/// Splits a text into literal pieces and slots; the error says what is wrong and where.
pub fn pieces(text: &str) -> Result<Vec<Piece>, (String, Range<usize>)> {
    if !text.contains('【') && !text.contains('】') {
        return Ok(if text.is_empty() { Vec::new() } else { vec![Piece::Text(0..text.len())] });
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(bracket) = text[at..].find(['【', '】']).map(|offset| at + offset) {
        if text[bracket..].starts_with('】') {
            return Err(("有“】”而没有“【”".into(), bracket..bracket + 3));
        }
        let close = text[bracket + 3..].find(['【', '】']).map(|offset| bracket + 3 + offset);
        let Some(close) = close.filter(|close| text[*close..].starts_with('】')) else {
            return Err(("有“【”而没有“】”".into(), bracket..bracket + 3));
        };
        let inner = &text[bracket + 3..close];
        let (name, hint) = inner.split_once('：').unwrap_or((inner, ""));
        if name.trim().is_empty() || name.contains('\n') {
            return Err(("“【】”里没有名称".into(), bracket..close + 3));
        }
        if at < bracket {
            found.push(Piece::Text(at..bracket));
        }
        let range = bracket..close + 3;
        found.push(Piece::Slot(Slot { name: name.trim().into(), hint: hint.trim().into(), range }));
        at = close + 3;
    }
    if at < text.len() {
        found.push(Piece::Text(at..text.len()));
    }
    Ok(found)
}

/// Where a phrase was written: file and entry are indices into the library's files, the rest leads down the entry's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Origin {
    /// Index of the file in the library.
    pub file: u32,
    /// Index of the bank in the file.
    pub entry: u32,
    /// Index of the thought in the bank's list.
    pub item: u32,
    /// Index of the wording, where the thought has several.
    pub wording: u32,
}

/// A phrase as it is written out in full in a bank.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "写全的短语：正文和它的条件")]
pub struct PhraseWritten {
    /// The text.
    #[schemars(description = "短语正文，末尾不写句号；【名】是占位")]
    pub text: String,
    /// How often it is drawn compared with its siblings.
    #[schemars(description = "权重，缺省为 1", range(min = 1, max = 100))]
    pub weight: Option<u32>,
    /// When it may be said.
    #[schemars(
        description = "在什么场合才用：level 级别、register 语体、type 类型、post 职务、theme 主题，各是一个列表"
    )]
    pub when: Option<When>,
    /// Facts without which it is not said.
    #[schemars(description = "要求文件给了这些事实才说")]
    pub needs: Option<OneOrMany>,
    /// First year in which it holds.
    #[schemars(description = "从哪一年起才能说")]
    pub since: Option<i32>,
    /// Last year in which it holds.
    #[schemars(description = "到哪一年为止")]
    pub until: Option<i32>,
    /// Labels: phrases of an aspect that share one belong together, as problem and remedy do.
    #[schemars(description = "标签：同一侧面里标签相同的话配成一对，问题、画面后面跟上治它的办法")]
    pub tags: Option<OneOrMany>,
    /// What a fixed formulation consists of, in its order.
    #[schemars(description = "固定提法的各项，按次序；只用在 formula 下面")]
    pub parts: Option<Vec<String>>,
    /// The verb a fixed formulation goes with.
    #[schemars(description = "与固定提法搭配的动词，如 增强；只用在 formula 下面")]
    pub verb: Option<String>,
    /// Where it comes from.
    #[schemars(description = "出处")]
    pub source: Option<String>,
    /// A remark for editors of the bank.
    #[schemars(description = "备注，给编库的人看")]
    pub note: Option<String>,
}

/// One text or a list of texts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(description = "一个，或者一个列表")]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl OneOrMany {
    fn into_vec(self) -> Vec<String> {
        match self {
            OneOrMany::One(one) => vec![one],
            OneOrMany::Many(many) => many,
        }
    }
}

/// Occasions on which a phrase may be said; an empty list stands for all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(description = "在什么场合才用")]
pub struct When {
    /// 省 市 县 区 乡 镇 街道 单位
    #[schemars(description = "级别：省 市 县 区 乡 镇 街道 单位")]
    pub level: Vec<String>,
    /// 平实 庄重
    #[schemars(description = "语体：平实（工作会上直来直去）、庄重（大会上的书面口气）")]
    pub register: Vec<String>,
    /// Types of speech.
    #[serde(rename = "type")]
    #[schemars(description = "讲话类型")]
    pub kind: Vec<String>,
    /// Posts; one that is contained in the speaker's post counts, and 正职 and 副职 stand for all of that rank.
    #[schemars(description = "讲话人职务，如 市长、书记；正职、副职 指主要负责人和分管的副手")]
    pub post: Vec<String>,
    /// Themes.
    #[schemars(description = "主题")]
    pub theme: Vec<String>,
}

/// One wording, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The text as written.
    pub text: String,
    /// Its pieces.
    pub pieces: Vec<Piece>,
    /// Its length in 字 with the slots as they stand.
    pub length: u32,
    /// The part of it that is not slots.
    pub literal: u32,
    /// Whether it lists or counts what the draft has: 【n】, 【痛点*】.
    pub computes: bool,
    /// Whether it has slots at all.
    pub slotted: bool,
    /// Whether there are occasions on which it may not be said, or years, or facts that it needs.
    pub conditional: bool,
    /// How often it is drawn compared with its siblings.
    pub weight: u32,
    /// Whether it ends in a mark of its own.
    pub closed: bool,
    /// Whether it asks or cries out.
    pub lively: bool,
    /// Its first character.
    pub opening: char,
    /// Under what conditions it may be said; most phrases have none.
    pub limits: Option<Box<Limits>>,
    /// Where it stands.
    pub origin: Origin,
}

/// The conditions of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Occasions.
    pub when: When,
    /// Facts it needs.
    pub needs: Vec<String>,
    /// Its labels: phrases of an aspect that share one belong together, as problem and remedy do.
    pub tags: Vec<String>,
    /// First year.
    pub since: Option<i32>,
    /// Last year.
    pub until: Option<i32>,
    /// What a fixed formulation consists of, in its order.
    pub parts: Vec<String>,
    /// The verb a fixed formulation goes with.
    pub verb: Option<String>,
    /// Where it comes from.
    pub source: Option<String>,
    /// A remark for editors of the bank; nothing that is drafted hangs on it.
    pub note: Option<String>,
}

impl Limits {
    /// Whether there are occasions, years or facts that it hangs on.
    fn restrict(&self) -> bool {
        self.when != When::default() || !self.needs.is_empty() || self.since.is_some() || self.until.is_some()
    }

    /// Whether it holds in a year; where no year is given, only what holds in every year does.
    pub fn hold_in(&self, year: Option<i32>) -> bool {
        let began = |year| self.since.is_none_or(|since| since <= year);
        let lasts = |year| self.until.is_none_or(|until| year <= until);
        match year {
            Some(year) => began(year) && lasts(year),
            None => self.since.is_none() && self.until.is_none(),
        }
    }
}

impl Phrase {
    /// A phrase that is plain text.
    pub fn plain(text: String, origin: Origin) -> Result<Phrase, (String, Range<usize>)> {
        let pieces = pieces(&text)?;
        let length = han::length(&text) as u32;
        let literals = pieces.iter().filter_map(|piece| match piece {
            Piece::Text(range) => Some(han::length(&text[range.clone()]) as u32),
            Piece::Slot(_) => None,
        });
        let literal = if let [Piece::Text(_)] = pieces[..] { length } else { literals.sum() };
        let computes = |piece: &Piece| matches!(piece, Piece::Slot(slot) if COMPUTED.contains(&slot.name.as_str()));
        let computes = pieces.iter().any(computes);
        let closed = text.ends_with(han::is_stop);
        let lively = text.contains(['？', '！']);
        let opening = text.chars().next().unwrap_or_default();
        let slotted = pieces.iter().any(|piece| matches!(piece, Piece::Slot(_)));
        let (conditional, weight, limits) = (false, 1, None);
        Ok(Phrase {
            text,
            pieces,
            length,
            literal,
            computes,
            slotted,
            conditional,
            weight,
            closed,
            lively,
            opening,
            limits,
            origin,
        })
    }

    /// A phrase with its conditions.
    pub fn new(written: PhraseWritten, origin: Origin) -> Result<Phrase, (String, Range<usize>)> {
        let plain = Phrase::plain(written.text, origin)?;
        let weight = written.weight.unwrap_or(1);
        let limits = Limits {
            when: written.when.unwrap_or_default(),
            needs: written.needs.map(OneOrMany::into_vec).unwrap_or_default(),
            tags: written.tags.map(OneOrMany::into_vec).unwrap_or_default(),
            since: written.since,
            until: written.until,
            parts: written.parts.unwrap_or_default(),
            verb: written.verb,
            source: written.source,
            note: written.note,
        };
        Ok(Phrase { weight, conditional: limits.restrict(), limits: Some(Box::new(limits)), ..plain })
    }

    /// Whether its conditions speak of level, voice or type.
    pub fn is_for_some(&self) -> bool {
        let when = self.limits.as_ref().map(|limits| &limits.when);
        when.is_some_and(|when| !(when.level.is_empty() && when.register.is_empty() && when.kind.is_empty()))
    }

    /// Takes it as settled that level, voice and type are those that it is for.
    pub fn settle(&mut self) {
        if let Some(limits) = &mut self.limits {
            let When { level, register, kind, .. } = &mut limits.when;
            [level, register, kind].into_iter().for_each(Vec::clear);
            self.conditional = limits.restrict();
        }
    }

    /// Whether it is for certain types of speech only.
    pub fn is_for_types(&self) -> bool {
        self.limits.as_ref().is_some_and(|limits| !limits.when.kind.is_empty())
    }

    /// The facts without which it is not said.
    pub fn needs(&self) -> &[String] {
        self.limits.as_ref().map_or(&[], |limits| &limits.needs)
    }

    /// Its labels.
    pub fn tags(&self) -> &[String] {
        self.limits.as_ref().map_or(&[], |limits| &limits.tags)
    }

    /// The slots, in order.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Slot(slot) => Some(slot),
            Piece::Text(_) => None,
        })
    }

    /// Whether a slot of that name stands in it.
    pub fn has_slot(&self, name: &str) -> bool {
        self.slots().any(|slot| slot.name == name)
    }
}

/// One thought in its wordings, of which a draft uses one at most.
pub type Thought = Vec<Phrase>;

/// A phrase bank: thoughts in the order in which they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bank {
    /// The path it stands under, as it is named in provenance.
    pub path: String,
    /// The thoughts; shared, for themes gather and merge them without copying a text.
    pub thoughts: Vec<Arc<Thought>>,
}

impl Bank {
    /// Every phrase, wordings included.
    pub fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        self.thoughts.iter().flat_map(|thought| thought.iter())
    }

    /// Leaves only what `fits` is true of.
    pub fn retain(&mut self, fits: impl Fn(&Phrase) -> bool) {
        self.thoughts.retain(|thought| thought.iter().any(&fits));
        for thought in self.thoughts.iter_mut().filter(|thought| !thought.iter().all(&fits)) {
            Arc::make_mut(thought).retain(&fits);
        }
    }

    /// Takes it as settled that the phrases that `fits` is true of are for this level, voice and type.
    pub fn settle(&mut self, fits: impl Fn(&Phrase) -> bool) {
        let open = |phrase: &Phrase| phrase.is_for_some() && fits(phrase);
        for thought in self.thoughts.iter_mut().filter(|thought| thought.iter().any(open)) {
            Arc::make_mut(thought).iter_mut().filter(|phrase| fits(phrase)).for_each(Phrase::settle);
        }
    }

    /// Whether nothing can be drawn.
    pub fn is_empty(&self) -> bool {
        self.thoughts.is_empty()
    }
}

/// Banks by name, such as the words of a theme.
pub type Banks = BTreeMap<String, Bank>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_text_and_slots() {
        let phrase = Phrase::plain("由【牵头单位】牵头，【时限：某月底】前交清单".into(), Origin::default()).unwrap();
        let slots: Vec<_> = phrase.slots().map(|slot| (slot.name.as_str(), slot.hint.as_str())).collect();
        assert_eq!(slots, [("牵头单位", ""), ("时限", "某月底")]);
        assert_eq!(phrase.pieces.len(), 5);
    }

    #[test]
    fn brackets_that_do_not_match_are_errors_with_a_place() {
        for (text, at) in [("由【牵头", 3), ("由牵头】", 9), ("由【牵【头】", 3), ("【】", 0), ("【：提示】", 0)]
        {
            assert_eq!(pieces(text).unwrap_err().1.start, at, "{text}");
        }
    }
}
