//! The brief as a person writes it: the keys of the YAML file, with the descriptions that editors show.

use std::borrow::Cow;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};

/// The YAML file.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "qicao 讲话要求", description = "一份讲话要求", extend("required" = ["type"]))]
pub struct Written {
    /// The type of speech.
    #[serde(rename = "type", default)]
    #[schemars(description = "讲话类型（模板的名称或别名），如 推进会、动员会；qicao list types 列出全部")]
    pub kind: String,
    /// The meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "会议全称，如 全市优化营商环境推进会")]
    pub meeting: Option<String>,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "标题；不写则是“在（会议）上的讲话”")]
    pub title: Option<String>,
    /// The speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "讲话人：{ name: 姓名, post: 职务 }")]
    pub speaker: Option<SpeakerWritten>,
    /// The level.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "级别：省 市 县 区 乡 镇 街道 单位；不写则从会议名称里的“全市”“全县”等读出")]
    pub level: Option<String>,
    /// The voice.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "语体：平实（工作会上直来直去）或 庄重（大会上的书面口气）；不写按讲话类型和级别来定")]
    pub register: Option<String>,
    /// The day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "讲话日期，如 2026-03-05；不写则只说哪一年都成立的话")]
    pub date: Option<String>,
    /// The salutation.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "称呼，不带冒号；不写是 同志们")]
    pub audience: Option<String>,
    /// The topic.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "讲什么，如 优化营商环境；主题按名称或别名去找，qicao list themes 列出全部")]
    pub topic: Option<String>,
    /// The length in 字.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "篇幅（字）；不写用模板通常的篇幅", range(min = 100, max = 20000))]
    pub length: Option<u32>,
    /// The length in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "讲几分钟，按每分钟 190 字折算；写了 length 就不用写它", range(min = 1, max = 100))]
    pub minutes: Option<u32>,
    /// The seed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "种子：同一份要求、同一个种子，稿子一字不差；换一个数就换一篇")]
    pub seed: Option<u64>,
    /// The facts.
    #[serde(default, deserialize_with = "or_none", skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(description = "事实，名: 值；稿子里的【名】就填成它，没有给的留作占位", extend("type" = ["object", "null"]))]
    pub facts: IndexMap<String, FactValue>,
    /// The outline.
    #[serde(default, deserialize_with = "or_none", skip_serializing_if = "Vec::is_empty")]
    #[schemars(description = "自己定的各节；不写用模板的", length(max = 20), extend("type" = ["array", "null"]))]
    pub sections: Vec<SectionWritten>,
    /// The last sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "自己的结束语，放在全文最后")]
    pub closing: Option<String>,
    /// Words to avoid.
    #[serde(default, deserialize_with = "or_none", skip_serializing_if = "Vec::is_empty")]
    #[schemars(description = "稿子里不要出现的词", extend("type" = ["array", "null"]))]
    pub avoid: Vec<String>,
    /// Places to draw anew.
    #[serde(default, deserialize_with = "or_none", skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(description = "换一换：2 是第二节，2-3 是第二节第三条，也可以是语步名；值是第几次换，别处不动", extend("type" = ["object", "null"]))]
    pub reroll: IndexMap<String, u64>,
}

/// The speaker.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "讲话人：{ name: 姓名, post: 职务 }")]
pub struct SpeakerWritten {
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "姓名")]
    pub name: Option<String>,
    /// The post.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "职务，如 市长")]
    pub post: Option<String>,
}

/// A section.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一节，如 { part: do, theme: 营商环境, points: 4 }")]
pub struct SectionWritten {
    /// The part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "这一节是 why 认识、do 任务，还是 ensure 保障；写了 theme 而不写 part 就是 do")]
    pub part: Option<String>,
    /// The theme.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "这一节的主题；不写用全篇的")]
    pub theme: Option<String>,
    /// The head.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "自己拟的节标题，一字不改")]
    pub head: Option<String>,
    /// The marker.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "各条的序号样式：一要 一是 （一） 第一 1. 无")]
    pub style: Option<String>,
    /// The series of heads.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "各条标题用哪一套，如 动宾、把字")]
    pub series: Option<String>,
    /// The lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "自己写的引入语")]
    pub lead: Option<String>,
    /// The body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "整节自己写")]
    pub body: Option<String>,
    /// The points.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "几条，或者逐条列出")]
    pub points: Option<PointsWritten>,
}

/// How many points, or which.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(description = "几条（1 至 12），或者逐条列出")]
pub enum PointsWritten {
    /// How many.
    #[schemars(extend("description" = "几条", "minimum" = 1, "maximum" = 12))]
    Count(usize),
    /// Which.
    #[schemars(extend("description" = "各条", "minItems" = 1, "maxItems" = 12))]
    List(Vec<PointWritten>),
}

/// A point.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(description = "一条：侧面的名称，或者 { aspect: 侧面, head: 标题, body: 正文 }")]
pub enum PointWritten {
    /// An aspect of the theme.
    #[schemars(extend("description" = "主题的一个侧面，如 政务服务"))]
    Aspect(String),
    /// In full.
    #[schemars(description = "一条：{ aspect: 侧面, head: 标题, body: 正文 }")]
    Full(PointFull),
}

/// A point in full.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一条：{ aspect: 侧面, head: 标题, body: 正文 }，各项都可以不写")]
pub struct PointFull {
    /// The aspect.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "主题的一个侧面")]
    pub aspect: Option<String>,
    /// The head.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "自己拟的标题，一字不改")]
    pub head: Option<String>,
    /// The body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(description = "自己写的正文，一字不改")]
    pub body: Option<String>,
}

/// A key with nothing behind it is one that was not written.
fn or_none<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// The value of a fact: any scalar, kept as it was typed (`3.10` stays 3.10); nothing behind the colon is no value yet.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FactValue(Option<String>);

impl FactValue {
    /// A value.
    pub fn new(text: impl Into<String>) -> Self {
        FactValue(Some(text.into()))
    }

    /// The text, if there is any.
    pub fn text(&self) -> Option<String> {
        super::filled(&self.0)
    }
}

impl<'de> Deserialize<'de> for FactValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<String>::deserialize(deserializer).map(FactValue)
    }
}

impl JsonSchema for FactValue {
    fn schema_name() -> Cow<'static, str> {
        "FactValue".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number", "boolean", "null"], "description": "文字或数；空着就留作占位" })
    }
}
