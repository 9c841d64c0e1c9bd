//! Cleaning: from a text as it was found to the text that was meant, with every step on record.
//!
//! Steps run in a fixed order, since each stands on what the one before left: pinyin hides ruins, ruins hide stops, half-width
//! stops hide spaces, and lines are joined when the noise between them has gone. Simplified text without noise comes out as
//! it went in.

mod converter;
mod garbled;
mod lines;
pub(crate) mod mask;
mod noise;
mod offset;
mod pinyin;
mod script;
mod space;
mod stops;

pub use mask::{Hidden, Hole, holes};
pub use noise::NoiseKind;
pub use offset::OffsetMap;
pub use script::{Script, script};

use std::borrow::Cow;

use offset::Edit;

use crate::source::Span;

/// A step of cleaning, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// 看不见的字符
    Hidden,
    /// 拼音残留
    Pinyin,
    /// 乱码吃掉的句号
    Garbled,
    /// 繁体转简体
    Script,
    /// 半角标点
    Stops,
    /// 多余的空格
    Spaces,
    /// 不是讲话的文字
    Noise,
    /// 断开的行
    Lines,
}

impl Step {
    /// All steps, in the order in which they run.
    pub const ALL: [Step; 8] =
        [Step::Hidden, Step::Pinyin, Step::Garbled, Step::Script, Step::Stops, Step::Spaces, Step::Noise, Step::Lines];

    /// The name that people are shown.
    pub fn name(self) -> &'static str {
        match self {
            Step::Hidden => "看不见的字符",
            Step::Pinyin => "拼音残留",
            Step::Garbled => "乱码",
            Step::Script => "繁体转简体",
            Step::Stops => "半角标点",
            Step::Spaces => "多余的空格",
            Step::Noise => "杂文",
            Step::Lines => "断开的行",
        }
    }
}

/// One thing that cleaning did, in the terms of the text as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which step did it.
    pub step: Step,
    /// What of the text as given it concerns.
    pub raw: Span,
    /// What stands there now.
    pub with: String,
    /// The kind of noise, where it is noise.
    pub noise: Option<NoiseKind>,
}

/// A clean text and the way back to the text as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean {
    /// The text.
    pub text: String,
    /// From its offsets to those of the text as given.
    pub map: OffsetMap,
    /// What was changed, step by step.
    pub changes: Vec<Change>,
    /// Mojibake that stayed: spans of `text`.
    pub garbled: Vec<Span>,
    /// The script of the text as given.
    pub script: Script,
    /// Whether parts of it may be Traditional.
    pub mixed: bool,
}

/// Cleans a text.
pub fn clean(raw: &str) -> Clean {
    // A text of one script is told once; only a mixed one is asked about again.
    let (script, mixed) = script::judge(raw);
    let mut work = Work { text: Cow::Borrowed(raw), map: OffsetMap::identity(raw.len()), changes: Vec::new() };
    work.step(Step::Hidden, space::hidden);
    work.step(Step::Pinyin, pinyin::edits);
    work.step(Step::Garbled, garbled::edits);
    if mixed {
        work.step(Step::Script, script::edits);
    }
    let ruins = garbled::find(&work.text);
    work.step(Step::Stops, |text| stops::edits(text, &ruins));
    work.step(Step::Spaces, space::stray);
    let cut = work.noise();
    work.step(Step::Lines, |text| lines::edits(text, &cut));
    let garbled = garbled::find(&work.text);
    Clean { text: work.text.into_owned(), map: work.map, changes: work.changes, garbled, script, mixed }
}

struct Work<'r> {
    text: Cow<'r, str>,
    map: OffsetMap,
    changes: Vec<Change>,
}

impl Work<'_> {
    fn step(&mut self, step: Step, edits: impl FnOnce(&str) -> Vec<Edit>) {
        let edits = edits(&self.text);
        for edit in &edits {
            let raw = self.map.raw_span(&edit.at);
            self.changes.push(Change { step, raw, with: edit.with.to_string(), noise: None });
        }
        self.apply(&edits);
    }

    fn apply(&mut self, edits: &[Edit]) {
        if !edits.is_empty() {
            self.text = Cow::Owned(self.map.apply(&self.text, edits));
        }
    }

    /// Takes noise out; returns where whole lines of it stood, in the text that is left.
    fn noise(&mut self) -> Vec<usize> {
        let found = noise::find(&self.text);
        for (at, kind) in &found {
            let raw = self.map.raw_span(at);
            self.changes.push(Change { step: Step::Noise, raw, with: String::new(), noise: Some(*kind) });
        }
        let edits = noise::edits(&self.text, &found);
        let mut gone = 0;
        let mut cut = Vec::with_capacity(edits.len());
        for edit in &edits {
            cut.push(edit.at.start - gone);
            gone += edit.at.len() - edit.with.len();
        }
        self.apply(&edits);
        cut
    }
}
