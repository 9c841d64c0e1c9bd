//! The YAML header of a template, between two lines of `---`.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::library::path::{Part, REGISTERS, STYLES};
use crate::source::{Source, Span};
use crate::yaml::{self, Places, suggest};

/// What a template says of itself.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "模板开头两行 --- 之间的说明")]
pub struct Header {
    /// The type of speech.
    #[schemars(description = "讲话类型的名称，如 推进会")]
    pub name: String,
    /// Other names.
    #[serde(default)]
    #[schemars(description = "别名列表")]
    pub alias: Vec<String>,
    /// What it is for.
    #[serde(default)]
    #[schemars(description = "一句话说明，qicao list types 里显示")]
    pub about: String,
    /// The voice of such a speech.
    #[serde(default)]
    #[schemars(description = "语体：平实（缺省，工作会上直来直去）或 庄重（大会上的书面口气）")]
    pub register: Option<String>,
    /// The type whose moves and recipes such a speech shares: mined templates name their occasion.
    #[serde(default)]
    #[schemars(description = "同哪一类讲话：语步和配方也取这一类的，如 推进会")]
    pub kind: Option<String>,
    /// What such a speech is about where the brief does not say.
    #[serde(default)]
    #[schemars(description = "要求里没有写讲什么时，用这个主题，如 安全生产")]
    pub theme: Option<String>,
    /// How long such a speech is.
    #[schemars(description = "篇幅（字）：最短 min、通常 default、最长 max")]
    pub length: Length,
    /// Its sections.
    #[serde(default)]
    #[schemars(description = "各节：default 是通常的几个部分，max 是最多几节")]
    pub sections: Sections,
    /// Its points.
    #[serde(default)]
    #[schemars(description = "各节的要点：default 是任务部分通常几条，style 是序号样式")]
    pub points: Points,
    /// The markers such a speech may use.
    #[serde(default)]
    #[schemars(description = "可用的序号样式：一要 一是 （一） 第一 1. 无；不写就只用 points 里的 style")]
    pub styles: Vec<String>,
    /// Facts that such a speech is nothing without: where the brief does not give them their places stay visible.
    #[serde(default)]
    #[schemars(description = "这类讲话离不开的事实，如 [通报案例]；要求里没有写，稿子里也留出占位，不绕开")]
    pub expects: Vec<String>,
    /// Facts whose words decide which side of the theme is spoken of in any case: the case of a warning meeting.
    #[serde(default)]
    #[schemars(description = "这场讲话围着哪些事实转，如警示教育的案发问题：给了，就先讲主题里说到它的那个侧面")]
    pub matter: Vec<String>,
    /// The shares of the parts in what the moves leave over.
    #[serde(default)]
    #[schemars(description = "各部分占正文的比重，如 { why: 2, do: 5, ensure: 2 }")]
    pub parts: BTreeMap<String, u32>,
    /// In how many different speeches it was seen, where it was mined.
    #[serde(default)]
    #[schemars(description = "提炼出来的模板：见于几篇不同的讲话")]
    pub support: Option<u32>,
    /// What was counted in them.
    #[serde(default)]
    #[schemars(description = "提炼出来的模板：从那几篇讲话里数出来的，写稿时不用，供人参考")]
    pub mined: Option<Mined>,
}

/// What was counted in the speeches that a template was mined from. Drafting asks nothing of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "提炼时数出来的：语步见于几篇，节数、条数、篇幅各是最少、居中、最多，各部分占全稿的百分数")]
pub struct Mined {
    /// In how many of the speeches each move was seen.
    #[serde(default)]
    #[schemars(description = "语步各见于几篇")]
    pub moves: BTreeMap<String, u32>,
    /// Sections of a speech: least, median, most.
    #[schemars(description = "一篇几节：最少、居中、最多")]
    pub sections: [u32; 3],
    /// Points of a section: least, median, most.
    #[schemars(description = "一节几条：最少、居中、最多")]
    pub points: [u32; 3],
    /// Length in 字: least, median, most.
    #[schemars(description = "篇幅（字）：最短、居中、最长")]
    pub length: [u32; 3],
    /// Shares of opening, sections and closing in the whole, in percent.
    #[schemars(description = "开头 opening、各节 sections、收尾 closing 占全稿的百分数")]
    pub shares: BTreeMap<String, u32>,
}

/// Bounds of length, in 字.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema, serde::Serialize)]
#[serde(deny_unknown_fields)]
#[schemars(description = "篇幅（字）：{ min: 最短, default: 通常, max: 最长 }")]
pub struct Length {
    /// Shortest.
    #[schemars(description = "最短", range(min = 100, max = 20000))]
    pub min: u32,
    /// Usual.
    #[schemars(description = "通常", range(min = 100, max = 20000))]
    pub default: u32,
    /// Longest.
    #[schemars(description = "最长", range(min = 100, max = 20000))]
    pub max: u32,
}

/// Sections of a type.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(description = "各节：{ default: [why, do, ensure], max: 6 }")]
pub struct Sections {
    /// The outline without `sections` in the brief.
    #[schemars(description = "通常的几个部分：why 认识、do 任务、ensure 保障")]
    pub default: Vec<String>,
    /// The most sections it bears.
    #[schemars(description = "最多几节", range(min = 1, max = 20))]
    pub max: usize,
}

impl Default for Sections {
    fn default() -> Self {
        Sections { default: Part::ALL.map(|part| part.name().into()).to_vec(), max: 6 }
    }
}

/// Points of a section.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(description = "各节的要点：{ default: 4, style: 一要 }")]
pub struct Points {
    /// How many the main section has at the usual length.
    #[schemars(description = "任务部分通常几条", range(min = 1, max = 12))]
    pub default: usize,
    /// The usual marker.
    #[schemars(description = "序号样式：一要 一是 （一） 第一 1. 无")]
    pub style: String,
}

impl Default for Points {
    fn default() -> Self {
        Points { default: 4, style: "一要".into() }
    }
}

impl Header {
    /// Its name, then its other names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.alias).map(String::as_str)
    }

    /// The types whose moves and recipes fit such a speech: its own names, then the type that it is of.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.names().chain(self.kind.as_deref())
    }

    /// The markers that such a speech may use, the usual one first.
    pub fn markers(&self) -> Vec<&str> {
        let others = self.styles.iter().map(String::as_str).filter(|style| *style != self.points.style);
        std::iter::once(self.points.style.as_str()).chain(others).collect()
    }

    /// The share of a part.
    pub fn share(&self, part: Part) -> u32 {
        let usual = [2, 5, 2][part as usize];
        self.parts.get(part.name()).copied().unwrap_or(usual).max(1)
    }
}

/// The header of `source`, its places, and the byte offset at which the body begins.
pub(super) fn read(source: &Arc<Source>) -> Result<(Header, Places, usize)> {
    let text = source.text();
    let end = text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n")).map(|at| at + 5);
    let Some(end) = end else {
        let message = if text.starts_with("---\n") {
            "模板的说明部分没有结束"
        } else {
            "模板开头没有说明部分"
        };
        let first = text.lines().next().map_or(0, str::len);
        return Err(Diagnostic::error(Code::Template, message).at(source, 0..first).hint(START).into());
    };
    let head = Arc::new(Source::new(source.path(), &text[..end]));
    let reading = yaml::read::<Header>(&head, "模板的说明部分", START)?;
    let mut problems = reading.problems;
    problems.extend(reading.value.as_ref().map(|header| judge(header, &reading.places)).unwrap_or_default());
    match reading.value {
        Some(header) if problems.is_empty() => Ok((header, reading.places, end + 4)),
        _ => Err(problems.into()),
    }
}

const START: &str = "第一行写 ---，接着写 name: 名称、length: { min: 800, default: 3000, max: 8000 } 等，再以一行 --- 结束，下面才是正文";

fn judge(header: &Header, places: &Places) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut fault = |span: Span, message: String, hint: String| {
        problems.push(Diagnostic::error(Code::BadValue, message).at(places.source(), span).hint(hint));
    };
    let Length { min, default, max } = header.length;
    if !(min <= default && default <= max) {
        let hint = "min 不大于 default，default 不大于 max";
        fault(places.value(&["length".into()]), "篇幅的大小次序不对".into(), hint.into());
    }
    if let Some(register) = header.register.as_deref().filter(|register| !REGISTERS.contains(register)) {
        let hint = suggest(register, REGISTERS);
        fault(places.value(&["register".into()]), format!("没有“{register}”这种语体"), hint);
    }
    let part = |name: &str| (format!("没有“{name}”这个部分"), suggest(name, Part::ALL.map(Part::name)));
    for (at, name) in header.sections.default.iter().enumerate().filter(|(_, name)| Part::named(name).is_none()) {
        let (message, hint) = part(name);
        fault(places.value(&["sections".into(), "default".into(), at.into()]), message, hint);
    }
    for name in header.parts.keys().filter(|name| Part::named(name).is_none()) {
        let (message, hint) = part(name);
        fault(places.key(&vec!["parts".into()], name, 0), message, hint);
    }
    let styles = header.styles.iter().enumerate().map(|(at, style)| (vec!["styles".into(), at.into()], style));
    for (path, style) in styles.chain([(vec!["points".into(), "style".into()], &header.points.style)]) {
        if !STYLES.contains(&style.as_str()) {
            fault(places.value(&path), format!("没有“{style}”这种序号样式"), suggest(style, STYLES));
        }
    }
    problems
}
