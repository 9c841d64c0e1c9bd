//! The brief: what speech is wanted, as it was written ([`Written`]) and as it is meant ([`Brief`]).
//!
//! Later stages see only the second: dates are dates, blank facts are missing facts, `minutes` is a length. What can be judged
//! without a library is judged here, all at once; whether a type, theme or aspect exists is the plan's to say.

mod date;
mod facts;
mod post;
mod written;

pub use date::Date;
pub use facts::facts;
pub use written::{FactValue, PointFull, PointWritten, PointsWritten, SectionWritten, SpeakerWritten, Written};

use std::sync::Arc;

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::library::path::{LEVELS, Part, REGISTERS, STYLES};
use crate::library::phrase::pieces;
use crate::source::Source;
use crate::text::han::PACE;
use crate::yaml::{self, Places, Step, near, suggest};

/// What speech is wanted.
#[derive(Debug)]
pub struct Brief {
    /// The type of speech, by name or alias.
    pub kind: String,
    /// The meeting's full name.
    pub meeting: Option<String>,
    /// The user's own title.
    pub title: Option<String>,
    /// The speaker's name.
    pub name: Option<String>,
    /// The speaker's post.
    pub post: Option<String>,
    /// 省 市 县 区 乡 镇 街道 单位: written, or read from 全市, 全县 … in `meeting`.
    pub level: Option<&'static str>,
    /// 平实 庄重, where the brief says which.
    pub register: Option<&'static str>,
    /// The day of the speech.
    pub date: Option<Date>,
    /// The salutation without its colon.
    pub audience: Option<String>,
    /// The topic, from which the theme is found.
    pub topic: Option<String>,
    /// The length wanted, in 字.
    pub length: Option<u32>,
    /// The seed.
    pub seed: u64,
    /// The facts that have a value, in the order of the file.
    pub facts: IndexMap<String, String>,
    /// Facts that fill placeholders and do not guide what is said ([`Brief::fill`]).
    pub fills: IndexMap<String, String>,
    /// The user's outline.
    pub sections: Vec<Section>,
    /// The user's own last sentence.
    pub closing: Option<String>,
    /// Words that must not appear.
    pub avoid: Vec<String>,
    /// Places to draw anew, by section (`2`), point (`2-3`) or move.
    pub reroll: IndexMap<String, u64>,
    /// The brief as written, for `plan` to print back.
    pub written: Written,
    places: Places,
}

/// A section of the user's outline.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// What it is for.
    pub part: Option<Part>,
    /// Its theme.
    pub theme: Option<String>,
    /// The user's own head.
    pub head: Option<String>,
    /// The marker of its points.
    pub style: Option<String>,
    /// The series of its heads.
    pub series: Option<String>,
    /// The user's own lead.
    pub lead: Option<String>,
    /// The whole section in the user's own words.
    pub body: Option<String>,
    /// How many points.
    pub count: Option<usize>,
    /// The points.
    pub points: Vec<Point>,
}

/// A point of the user's outline.
#[derive(Debug, Clone, Default)]
pub struct Point {
    /// The aspect.
    pub aspect: Option<String>,
    /// The user's own head.
    pub head: Option<String>,
    /// The user's own body.
    pub body: Option<String>,
}

impl Brief {
    /// Reads a brief; every fault in it is reported with its place.
    pub fn read(source: &Arc<Source>) -> Result<Brief> {
        let (brief, problems) = Brief::examine(source)?;
        match brief {
            Some(brief) if problems.is_empty() => Ok(brief),
            _ => Err(problems.into()),
        }
    }

    /// Reads a brief as far as it can be made out, without what is wrong in it, so that what only a library can judge is
    /// judged in the same run; and every problem. An error is a text that is no brief at all.
    pub fn examine(source: &Arc<Source>) -> Result<(Option<Brief>, Vec<Diagnostic>)> {
        let start = "每行写成“键: 值”，如 type: 推进会；用 qicao new 推进会 -o 要求.yaml 可以生成一份带说明的样子";
        let reading = yaml::read::<Written>(source, "要求文件", start)?;
        let Some(written) = reading.value else { return Ok((None, reading.problems)) };
        let (brief, problems) = Brief::meant(written, reading.places, reading.problems);
        Ok((Some(brief), problems))
    }

    /// A brief that was put together from several places, as a row of a table over another brief is.
    pub(crate) fn assemble(value: serde_json::Value, places: Places) -> Result<Brief> {
        let written = yaml::assemble(value, &places)?;
        let (brief, problems) = Brief::meant(written, places, Vec::new());
        if problems.is_empty() { Ok(brief) } else { Err(problems.into()) }
    }

    /// What is meant by what was written, and the problems that this adds.
    fn meant(written: Written, places: Places, problems: Vec<Diagnostic>) -> (Brief, Vec<Diagnostic>) {
        let mut judge = Judge { places: &places, problems };
        let date = judge.date(&written);
        let level = judge.level(&written);
        let register = judge.register(&written);
        let sections = judge.sections(&written);
        judge.rest(&written);
        let problems = judge.problems;
        let speaker = written.speaker.clone().unwrap_or_default();
        let facts = written.facts.iter().filter_map(|(name, value)| Some((name.trim().to_string(), value.text()?)));
        let brief = Brief {
            kind: written.kind.trim().into(),
            meeting: filled(&written.meeting),
            title: filled(&written.title),
            name: filled(&speaker.name),
            post: filled(&speaker.post),
            level,
            register,
            date,
            audience: filled(&written.audience).map(|audience| audience.trim_end_matches(['：', ':']).into()),
            topic: filled(&written.topic),
            length: written.length.or(written.minutes.map(|minutes| minutes * PACE.1)),
            seed: written.seed.unwrap_or(1),
            facts: facts.collect(),
            fills: IndexMap::new(),
            sections,
            closing: filled(&written.closing),
            // A full-width comma in the list makes one word of two for YAML, not for the user.
            avoid: written
                .avoid
                .iter()
                .flat_map(|words| words.split(['，', '、']))
                .map(|word| word.trim().to_string())
                .filter(|word| !word.is_empty())
                .collect(),
            reroll: written.reroll.clone(),
            written,
            places,
        };
        (brief, problems)
    }

    /// A problem at a place of the brief. An entry of `facts` or `reroll` is wrong in its name, all else in its value.
    pub fn problem(&self, problem: Diagnostic, path: &[Step]) -> Diagnostic {
        let span = match path {
            [Step::Key(table), Step::Key(name)] if matches!(table.as_str(), "facts" | "reroll") => {
                self.places.key(&path[..1].to_vec(), name, 0)
            }
            _ => self.places.value(path),
        };
        problem.at(self.places.source(), span)
    }

    /// The text it was read from.
    pub(crate) fn source(&self) -> &Arc<Source> {
        self.places.source()
    }

    /// How often a place is to be drawn anew.
    pub fn rerolled(&self, place: &str) -> u64 {
        self.reroll.get(place).copied().unwrap_or(0)
    }
}

/// The text if there is any: a key with nothing behind it counts as not written.
fn filled(text: &Option<String>) -> Option<String> {
    text.as_ref().map(|text| text.trim().to_string()).filter(|text| !text.is_empty())
}

struct Judge<'a> {
    places: &'a Places,
    problems: Vec<Diagnostic>,
}

impl Judge<'_> {
    fn date(&mut self, written: &Written) -> Option<Date> {
        let text = filled(&written.date)?;
        let date = Date::parse(&text);
        if date.is_none() {
            let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).count();
            let message =
                if numbers == 3 { format!("没有“{text}”这一天") } else { format!("“{text}”不是日期") };
            self.fault(Code::BadValue, &["date".into()], message, "写成 2026-03-05 的样子".into());
        }
        date
    }

    fn level(&mut self, written: &Written) -> Option<&'static str> {
        let Some(text) = filled(&written.level) else { return level_in(written.meeting.as_deref()?) };
        let named = written.meeting.as_deref().and_then(level_in).filter(|level| matches!(*level, "镇" | "街道"));
        let level = LEVELS.into_iter().find(|level| *level == text);
        let level = if level == Some("乡") { named.or(level) } else { level };
        if level.is_none() {
            let message = format!("没有“{text}”这一级");
            self.fault(Code::UnknownName, &["level".into()], message, suggest(&text, LEVELS));
        }
        level
    }

    fn register(&mut self, written: &Written) -> Option<&'static str> {
        let text = filled(&written.register)?;
        let register = REGISTERS.into_iter().find(|register| *register == text);
        if register.is_none() {
            let message = format!("没有“{text}”这种语体");
            self.fault(Code::UnknownName, &["register".into()], message, suggest(&text, REGISTERS));
        }
        register
    }

    fn sections(&mut self, written: &Written) -> Vec<Section> {
        let sections = written.sections.iter().enumerate();
        sections.map(|(at, section)| self.section(section, &["sections".into(), at.into()])).collect()
    }

    fn section(&mut self, written: &SectionWritten, at: &[Step]) -> Section {
        let under = |key: &str| [at, &[key.into()]].concat();
        let part = written.part.as_deref().and_then(|name| {
            let part = Part::named(name.trim());
            if part.is_none() {
                let near = near(name, Part::ALL.map(Part::name));
                let near = near.first().map_or_else(String::new, |near| format!("是不是想写 {near}？"));
                let hint = format!("{near}part 可写 why（认识）、do（任务）、ensure（保障）");
                self.fault(Code::UnknownName, &under("part"), format!("没有“{name}”这个部分"), hint);
            }
            part
        });
        if let Some(style) = written.style.as_deref().filter(|style| !STYLES.contains(style)) {
            let message = format!("没有“{style}”这种序号样式");
            self.fault(Code::UnknownName, &under("style"), message, suggest(style, STYLES));
        }
        for (key, text) in [("head", &written.head), ("lead", &written.lead), ("body", &written.body)] {
            self.slots(text.as_deref(), &under(key));
        }
        let mut section = Section {
            part,
            theme: filled(&written.theme),
            head: filled(&written.head),
            style: filled(&written.style),
            series: filled(&written.series),
            lead: filled(&written.lead),
            body: filled(&written.body),
            ..Section::default()
        };
        match &written.points {
            Some(PointsWritten::Count(count)) => section.count = Some(*count),
            Some(PointsWritten::List(points)) => {
                for (index, point) in points.iter().enumerate() {
                    let at = [at, &["points".into(), index.into()]].concat();
                    section.points.push(self.point(point, &at));
                }
            }
            None => {}
        }
        section
    }

    fn point(&mut self, written: &PointWritten, at: &[Step]) -> Point {
        let point = match written {
            PointWritten::Aspect(aspect) => Point { aspect: filled(&Some(aspect.clone())), ..Point::default() },
            PointWritten::Full(full) => {
                Point { aspect: filled(&full.aspect), head: filled(&full.head), body: filled(&full.body) }
            }
        };
        if point.aspect.is_none() && point.head.is_none() && !self.told(at) {
            let hint = "写上 aspect: 侧面，或者 head: 标题".into();
            self.fault(Code::BadValue, at, "这一条既没有侧面，也没有标题".into(), hint);
        }
        for (key, text) in [("head", &point.head), ("body", &point.body)] {
            self.slots(text.as_deref(), &[at, &[key.into()]].concat());
        }
        point
    }

    fn rest(&mut self, written: &Written) {
        for (key, text) in [("meeting", &written.meeting), ("title", &written.title), ("closing", &written.closing)] {
            self.slots(text.as_deref(), &[key.into()]);
        }
        for (name, value) in &written.facts {
            let at = ["facts".into(), name.as_str().into()];
            self.slots(value.text().as_deref(), &at);
            if name.trim().is_empty() {
                let span = self.places.key(&vec!["facts".into()], name, 0);
                let problem = Diagnostic::error(Code::BadValue, "事实没有名称").at(self.places.source(), span);
                self.problems.push(problem.hint("写成“名称: 值”，名称就是【】里的字"));
            }
        }
        // Where the key is missing that has been said.
        if written.kind.trim().is_empty() && self.problems.is_empty() {
            self.fault(Code::BadValue, &["type".into()], "type 是空的".into(), "写上讲话类型，如 推进会".into());
        }
    }

    fn slots(&mut self, text: Option<&str>, at: &[Step]) {
        let Some(text) = text else { return };
        if let Err((message, range)) = pieces(text) {
            let problem = Diagnostic::error(Code::Slot, message);
            let problem = problem.at(self.places.source(), self.places.within(at, text, range));
            self.problems.push(problem.hint("占位写成【名】或【名：提示】，括号要成对"));
        }
    }

    /// Whether something in that place was found wrong before: a misspelt `aspect` is not a missing one as well.
    fn told(&self, at: &[Step]) -> bool {
        let whole = self.places.value(at);
        let starts = self.problems.iter().filter_map(|problem| Some(problem.place.as_ref()?.1.start));
        starts.into_iter().any(|start| whole.contains(&start))
    }

    fn fault(&mut self, code: Code, at: &[Step], message: String, hint: String) {
        let problem = Diagnostic::error(code, message).at(self.places.source(), self.places.value(at));
        self.problems.push(problem.hint(hint));
    }
}

/// The level that the name of a meeting speaks of.
fn level_in(meeting: &str) -> Option<&'static str> {
    let signs = [
        ("全省", "省"),
        ("全市", "市"),
        ("全县", "县"),
        ("全区", "区"),
        ("全乡", "乡"),
        ("全镇", "镇"),
        ("全街道", "街道"),
    ];
    let first = signs.iter().filter_map(|(sign, level)| Some((meeting.find(sign)?, *level))).min();
    first.map(|(_, level)| level)
}
