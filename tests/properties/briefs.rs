//! Briefs made of valid parts.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use qicao::Library;
use qicao::library::Template;
use qicao::library::path::LEVELS;
use serde_json::{Map, Value, json};

use crate::shipped::banks;

/// Every type by its name, and some by another.
static TYPES: LazyLock<Vec<(String, Template)>> = LazyLock::new(|| {
    let library = Library::embedded();
    let headers = library.templates().expect("the headers are good").into_iter();
    let names =
        headers.flat_map(|(header, _)| std::iter::once(header.name.clone()).chain(header.alias.first().cloned()));
    let template = |name: String| {
        let template = library.template(&name).expect("the templates are good").expect("a type has a template");
        (name, template)
    };
    names.map(template).collect()
});
const MEETINGS: [&str; 5] = [
    "全市优化营商环境推进会",
    "全县安全生产工作会议",
    "全省基层治理现场会",
    "全区营商环境动员大会",
    "集团公司年中工作会",
];
/// A field that the library has never heard of.
const UNKNOWN: &str = "古树名木保护";
/// Every theme by its name, some by another, and one that there is not: as a brief has it, as the library has it.
static TOPICS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let known = banks::themes().into_iter().filter(|theme| theme != "通用").map(|theme| (theme.clone(), theme));
    let others = [("优化营商环境", "营商环境"), (UNKNOWN, "通用"), (UNKNOWN, "通用")];
    known.chain(others.map(|(topic, theme)| (topic.into(), theme.into()))).collect()
});
const STYLES: [&str; 6] = ["一要", "一是", "（一）", "第一", "1.", "无"];
const DATES: [&str; 4] = ["2026-03-05", "2024-12-31", "2030-01-01", "2019-07-09"];
const FACTS: [(&str, &str); 8] = [
    ("主办单位", "市委、市政府"),
    ("上级会议", "全省优化营商环境大会"),
    ("上级文件", "《关于做好今年工作的意见》（某发〔2026〕8号）"),
    ("发言单位", "市行政审批局、清河县、高新区"),
    ("高频事项", "开办企业、不动产登记"),
    ("隐患数", "1,204"),
    ("整改数", "98.5%"),
    ("排查牵头单位", "【由谁牵头】"),
];
const AVOIDED: [&str; 8] = ["铁军", "一线", "群众", "同志们", "干部", "问题", "一本账", "不是"];
const REROLLED: [&str; 9] =
    ["1", "2", "1-1", "2-3", "opening_purpose", "problems", "transition", "closing_call", "achievements"];

/// The user's own words; each is used once in a brief.
const HEADS: [&str; 14] = [
    "办好头等大事",
    "守住老百姓的钱袋子",
    "打通最后一道关口",
    "让惠企政策看得见、摸得着",
    "把台账建起来",
    "走好新路子",
    "兑现去年的承诺",
    "拆掉看不见的“门槛”",
    "管住用好每一分钱",
    "解开历史遗留的疙瘩",
    "补齐乡镇的短板",
    "办实事不搞花架子",
    "抓早抓小抓经常",
    "向拖延开刀",
];
const BODIES: [&str; 14] = [
    "对去年承诺的实事逐件回头看，没有办完的月底前办完。",
    "三月底前把2,300户登记完，一户也不落下",
    "请【责任科室】把名单列出来，张榜公布。",
    "办法就在基层，答案就在路上！",
    "钱花到哪里，账就晒到哪里；谁签的字，谁来解释。",
    "难的是第一步，走出去路就宽了",
    "每周五下午四点，雷打不动碰一次头。",
    "能不能做到？做得到！",
    "从下个月起，窗口一律延时一小时。",
    "旧账要还，新账不欠。",
    "人手不够就向上要，办法不够就向下问。",
    "图纸摆上墙，责任写上墙。",
    "每个村留一部车，每部车留一名司机。",
    "先把水管接通，再谈别的",
];

#[derive(Debug, Clone)]
struct Section {
    part: Option<usize>,
    theme: Option<Index>,
    style: Option<usize>,
    series: bool,
    own: (bool, bool, bool),
    points: Points,
}

#[derive(Debug, Clone)]
enum Points {
    Open,
    Count(usize),
    List(Vec<(Option<Index>, bool, bool)>),
}

fn section() -> impl Strategy<Value = Section> {
    let point = (proptest::option::weighted(0.75, any::<Index>()), any::<bool>(), prop::bool::weighted(0.3));
    let points = prop_oneof![
        3 => Just(Points::Open),
        2 => (1usize..=6).prop_map(Points::Count),
        2 => prop::collection::vec(point, 1..=5).prop_map(Points::List),
    ];
    let weighted = prop::bool::weighted;
    (
        proptest::option::weighted(0.8, 0..3usize),
        proptest::option::weighted(0.3, any::<Index>()),
        proptest::option::weighted(0.3, 0..STYLES.len()),
        weighted(0.2),
        (weighted(0.3), weighted(0.15), weighted(0.1)),
        points,
    )
        .prop_map(|(part, theme, style, series, own, points)| Section { part, theme, style, series, own, points })
}

/// A brief as the JSON value that its YAML says.
pub fn brief() -> impl Strategy<Value = Value> {
    let fields = (
        any::<Index>(),
        proptest::option::weighted(0.9, select(&MEETINGS[..])),
        proptest::option::weighted(0.85, any::<Index>()),
        proptest::option::weighted(0.4, select(&LEVELS[..])),
        0.0f64..=1.0,
        proptest::option::of(select(&DATES[..])),
        1u64..100_000,
    );
    let sections = prop_oneof![2 => Just(Vec::new()), 3 => prop::collection::vec(section(), 1..=5)];
    let lists = (
        subsequence(&FACTS[..], 0..=FACTS.len()),
        prop_oneof![2 => Just(Vec::new()), 1 => subsequence(&AVOIDED[..], 1..=3)],
        prop_oneof![2 => Just(Vec::new()), 1 => subsequence(&REROLLED[..], 1..=4)],
        prop::bool::weighted(0.3),
        prop::bool::weighted(0.2),
    );
    (fields, sections, lists).prop_map(|(fields, sections, lists)| {
        let (kind, meeting, topic, level, share, date, seed) = fields;
        let (kind, template) = kind.get(&TYPES);
        let header = &template.header;
        let topic = topic.map(|topic| topic.get(&TOPICS));
        // Short and usual lengths are wanted more often than the longest.
        let bounds = header.length;
        let length = bounds.min + ((bounds.max.min(6000) - bounds.min) as f64 * share * share) as u32;
        // A ceremony has no heads, so there is nothing to number.
        let sections = if header.points.style == "无" { Vec::new() } else { sections };
        let (facts, avoid, reroll, closing, titled) = lists;
        let mut own = Own::default();
        let mut brief = Map::new();
        brief.insert("type".into(), json!(kind));
        let mut put = |key: &str, value: Option<Value>| value.map(|value| brief.insert(key.into(), value));
        put("meeting", meeting.map(Value::from));
        put("topic", topic.map(|(topic, _)| topic.as_str().into()));
        put("level", level.map(Value::from));
        put("length", Some(length.into()));
        put("date", date.map(Value::from));
        put("seed", Some(seed.into()));
        put("title", titled.then(|| "在大会上的讲话提纲".into()));
        put("audience", titled.then(|| "各位代表、同志们".into()));
        put("closing", closing.then(|| "会后，请各单位一周之内把贯彻情况报上来。".into()));
        let facts: Map<String, Value> = facts.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        put("facts", (!facts.is_empty()).then_some(facts.into()));
        put("avoid", (!avoid.is_empty()).then(|| avoid.into()));
        let count = if sections.is_empty() { header.sections.default.len() } else { sections.len() };
        // Only what the type says can be drawn anew.
        let said = |key: &str| {
            template
                .uses
                .iter()
                .any(|used| used.name.strip_prefix("move/").is_some_and(|name| name.split('/').next() == Some(key)))
        };
        let reroll = reroll
            .into_iter()
            .filter(|key| if key.starts_with(['1', '2']) { count >= 2 || !key.starts_with('2') } else { said(key) });
        let reroll: Map<String, Value> = reroll.map(|key| (key.into(), (1 + seed % 3).into())).collect();
        put("reroll", (!reroll.is_empty()).then_some(reroll.into()));
        let usual = header.theme.as_deref().unwrap_or("通用");
        let main = topic.map_or_else(|| named(meeting.unwrap_or_default(), usual), |(_, theme)| theme.as_str());
        let sections: Vec<Value> = sections.iter().map(|section| own.section(section, main)).collect();
        put("sections", (!sections.is_empty()).then_some(sections.into()));
        brief.into()
    })
}

/// The theme that the name of a meeting speaks of, or else that of the type.
fn named<'t>(meeting: &str, usual: &'t str) -> &'t str {
    let themes = [("营商环境", "营商环境"), ("安全生产", "安全生产"), ("基层治理", "社会治理")];
    themes.into_iter().find(|(words, _)| meeting.contains(words)).map_or(usual, |(_, theme)| theme)
}

/// Hands out the user's own words, and every aspect once.
#[derive(Default)]
struct Own {
    heads: usize,
    bodies: usize,
    aspects: Vec<(String, String, String)>,
}

impl Own {
    fn head(&mut self) -> Option<Value> {
        self.heads += 1;
        HEADS.get(self.heads - 1).copied().map(Value::from)
    }

    fn body(&mut self) -> Option<Value> {
        self.bodies += 1;
        BODIES.get(self.bodies - 1).copied().map(Value::from)
    }

    fn section(&mut self, section: &Section, main: &str) -> Value {
        let part = ["why", "do", "ensure"][section.part.unwrap_or(1)];
        let theme = section.theme.map_or(main, |theme| theme.get(&TOPICS).1.as_str());
        let (head, lead, body) = section.own;
        let mut value = Map::new();
        let mut put = |key: &str, item: Option<Value>| item.map(|item| value.insert(key.into(), item));
        put("part", section.part.map(|_| part.into()));
        put("theme", section.theme.map(|theme| theme.get(&TOPICS).0.as_str().into()));
        put("style", section.style.map(|style| STYLES[style].into()));
        put("head", if head { self.head() } else { None });
        put("lead", if lead { self.body() } else { None });
        put("body", if body { self.body() } else { None });
        let series = banks::pool(theme, part).first().and_then(|(_, heads)| heads.keys().next().cloned());
        put("series", series.filter(|_| section.series && !body).map(Value::from));
        match &section.points {
            Points::Open => None,
            Points::Count(count) => put("points", Some((*count).into())),
            Points::List(points) => {
                let points: Vec<Value> = points.iter().filter_map(|point| self.point(point, theme, part)).collect();
                put("points", (!points.is_empty()).then(|| points.into()))
            }
        };
        if value.is_empty() { json!({ "part": part }) } else { value.into() }
    }

    fn point(&mut self, (aspect, head, body): &(Option<Index>, bool, bool), theme: &str, part: &str) -> Option<Value> {
        let mut value = Map::new();
        if let Some(aspect) = aspect {
            let pool = banks::pool(theme, part);
            let place = (theme.to_string(), part.to_string(), aspect.get(&pool).0.clone());
            if !self.aspects.contains(&place) {
                value.insert("aspect".into(), place.2.as_str().into());
                self.aspects.push(place);
            }
        }
        if value.is_empty() || *head {
            value.insert("head".into(), self.head()?);
        }
        if *body {
            value.insert("body".into(), self.body()?);
        }
        let only_aspect = value.len() == 1 && value.contains_key("aspect");
        Some(if only_aspect { value["aspect"].clone() } else { value.into() })
    }
}
