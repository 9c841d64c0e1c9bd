//! Brief and stock to outline: which sections, which aspects, which series, how many points.
//!
//! The structure is fixed here, by the seed and the names of places, before a sentence is drawn; it is never varied to please
//! a score. The user's own heads, points and bodies are taken as they stand.

use std::collections::BTreeSet;

use super::moves::move_named;
use super::occasion::Occasion;
use super::pick::Dealer;
use super::stock::Stock;
use crate::brief::{self, Brief};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::library::{Aspect, COMMON, Part, Phrase, Theme};
use crate::yaml::{Step, near};

/// The outline of a speech.
#[derive(Debug)]
pub struct Plan<'s> {
    /// 省 市 县 区 乡 镇 街道 单位.
    pub level: &'static str,
    /// The length wanted, in 字.
    pub length: usize,
    /// The sections.
    pub sections: Vec<Section<'s>>,
    /// What the user would want to know.
    pub warnings: Vec<Diagnostic>,
}

/// A section.
#[derive(Debug)]
pub struct Section<'s> {
    /// What it is for.
    pub part: Part,
    /// The theme it draws from; the common one where the library does not have the user's.
    pub theme: Option<&'s Theme>,
    /// The theme in the user's words.
    pub topic: Option<String>,
    /// Its head.
    pub head: Words<'s>,
    /// The series of its points' heads.
    pub series: Option<String>,
    /// The marker of its points; empty for a single point.
    pub style: &'s str,
    /// The user's own lead.
    pub lead: Option<String>,
    /// The whole section in the user's words.
    pub body: Option<String>,
    /// Its points.
    pub points: Vec<Point<'s>>,
    /// The name of the place, such as `营商环境/do`.
    pub place: String,
    /// How often the section is drawn anew.
    pub again: u64,
}

/// A point.
#[derive(Debug)]
pub struct Point<'s> {
    /// Its aspect; none where the user brings head and body.
    pub aspect: Option<&'s Aspect>,
    /// Its head.
    pub head: Words<'s>,
    /// Its body in the user's words.
    pub body: Option<String>,
    /// The name of the place, such as `营商环境/do/政务服务`.
    pub place: String,
    /// How often the point is drawn anew.
    pub again: u64,
    /// Its share of the section, in percent of an even share.
    pub weight: usize,
}

/// Words of an outline: the user's, or drawn.
#[derive(Debug, Clone)]
pub enum Words<'s> {
    /// The user's, kept to the letter.
    Own(String),
    /// From a bank.
    Drawn(&'s Phrase),
    /// Nothing in the library fits; a placeholder stands for it.
    Missing,
}

/// Plans a speech whose sections have so much room for their points, in 字; where that is not known yet, sections without
/// points.
pub(super) fn planned<'s>(
    brief: &'s Brief,
    stock: &'s Stock<'_>,
    first: bool,
    rooms: Option<&[usize]>,
) -> Result<Plan<'s>> {
    let header = &stock.template.header;
    let length = brief.length.unwrap_or(header.length.default);
    let planner = Planner {
        brief,
        stock,
        dealer: stock.dealer(brief.seed),
        occasion: Occasion::new(brief, stock),
        length: length as usize,
        first,
    };
    let mut plan = Plan { level: stock.level, length: length as usize, sections: Vec::new(), warnings: Vec::new() };
    let wanted = planner.wanted();
    let mut used = Used { aspects: planner.named(&wanted), ..Used::default() };
    let Some(rooms) = rooms else {
        plan.sections = wanted.iter().enumerate().map(|(at, section)| planner.empty(at, section, &mut used)).collect();
        planner.heads(&mut plan.sections);
        return Ok(plan);
    };
    planner.remarks(&mut plan.warnings);
    let mut problems = planner.rerolls(wanted.len());
    for (at, section) in wanted.iter().enumerate() {
        let alike = |other: &&Wanted<'_>| other.shares(section);
        let sharing = wanted[at..].iter().filter(alike).count();
        match planner.section(at, section, (rooms[at], sharing), &mut used, &mut plan.warnings) {
            Ok(section) => plan.sections.push(section),
            Err(more) => problems.extend(more),
        }
    }
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let idle = planner.rerolled_points(&plan.sections);
    plan.warnings.extend(idle);
    planner.heads(&mut plan.sections);
    Ok(plan)
}

/// A section before anything is drawn for it.
pub(super) struct Wanted<'b> {
    pub(super) part: Part,
    pub(super) theme: &'b str,
    pub(super) topic: Option<String>,
    pub(super) own: brief::Section,
}

impl Wanted<'_> {
    /// Whether its points are chosen from what the other's are chosen from.
    fn shares(&self, other: &Wanted<'_>) -> bool {
        let open = self.own.points.is_empty() && self.own.body.is_none();
        open && (self.theme, self.part) == (other.theme, other.part)
    }
}

/// What sections before this one have taken.
#[derive(Default)]
pub(super) struct Used<'s> {
    /// Theme, part and name of each aspect.
    pub(super) aspects: BTreeSet<(&'s str, Part, &'s str)>,
    pub(super) places: BTreeSet<String>,
}

pub(super) struct Planner<'s, 'l> {
    pub(super) brief: &'s Brief,
    pub(super) stock: &'s Stock<'l>,
    pub(super) dealer: Dealer,
    pub(super) occasion: Occasion<'s>,
    pub(super) length: usize,
    /// As if no section were drawn anew.
    pub(super) first: bool,
}

impl Section<'_> {
    /// What a section speaks of that has no subject of its own: all that the tasks are about.
    pub(super) fn several<'a, 's>(&self, topics: &'a [&'s str]) -> &'a [&'s str] {
        if self.topic.is_none() { topics } else { &[] }
    }
}

impl Plan<'_> {
    /// What the tasks are about, each once, in the user's words.
    pub(super) fn topics(&self) -> Vec<&str> {
        let tasks = self.sections.iter().filter(|section| section.part == Part::Do && section.body.is_none());
        let mut topics: Vec<&str> = Vec::new();
        for topic in tasks.filter_map(|section| section.topic.as_deref()) {
            if !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        topics
    }

    /// Whether two plans have the same sections, series and aspects.
    pub(super) fn outlines(&self, other: &Plan<'_>) -> bool {
        let points = |section: &Section<'_>| section.points.iter().map(|point| point.place.clone()).collect::<Vec<_>>();
        let same = |(one, other): (&Section<'_>, &Section<'_>)| {
            (&one.place, &one.series, one.style) == (&other.place, &other.series, other.style)
                && points(one) == points(other)
        };
        self.sections.len() == other.sections.len() && self.sections.iter().zip(&other.sections).all(same)
    }
}

impl<'s> Planner<'s, '_> {
    fn wanted(&self) -> Vec<Wanted<'s>> {
        let main = self.stock.main.as_deref().unwrap_or(COMMON);
        let own: Vec<brief::Section> = if self.brief.sections.is_empty() {
            let parts = self.usual(main).into_iter();
            parts.map(|part| brief::Section { part: Some(part), ..Default::default() }).collect()
        } else {
            self.brief.sections.clone()
        };
        let anew = |at: usize| self.first && self.brief.rerolled(&(at + 1).to_string()) > 0;
        let unpinned = |own: brief::Section| brief::Section {
            count: own.count.or(Some(own.points.len()).filter(|count| *count > 0)),
            head: None,
            series: None,
            points: Vec::new(),
            ..own
        };
        own.into_iter()
            .enumerate()
            .map(|(at, own)| if anew(at) && own.body.is_none() { unpinned(own) } else { own })
            .map(|own| {
                let named = own.theme.as_deref().map(|name| (self.stock.library.theme_named(name), name.to_string()));
                let (theme, topic) = match named {
                    Some((theme, topic)) => (theme, Some(topic)),
                    None => (self.stock.main.clone(), self.stock.topic.clone()),
                };
                let theme = theme.and_then(|name| self.stock.theme(&name)).map_or(COMMON, |theme| &theme.name);
                let theme = if own.theme.is_none() { main } else { theme };
                Wanted { part: own.part.unwrap_or(Part::Do), theme, topic, own }
            })
            .collect()
    }

    /// The template's own outline, as far as the library has two points for each of its sections.
    fn usual(&self, theme: &str) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for part in self.stock.template.header.sections.default.iter().filter_map(|part| Part::named(part)) {
            let sides = self.stock.aspects(theme, part).len();
            let sections = 1 + parts.iter().filter(|other| **other == part).count();
            if sections == 1 || sides == 0 || 2 * sections <= sides {
                parts.push(part);
            }
        }
        parts
    }

    /// What the brief leaves open, said once.
    fn remarks(&self, warnings: &mut Vec<Diagnostic>) {
        let header = &self.stock.template.header;
        let length = self.length as u32;
        if !(header.length.min..=header.length.max).contains(&length) {
            let message =
                format!("{}通常 {} 至 {} 字，这里要 {length} 字", header.name, header.length.min, header.length.max);
            let problem = Diagnostic::warning(Code::Thin, message).hint("篇幅在这个范围里才写得匀称");
            warnings.push(self.brief.problem(problem, &["length".into()]));
        }
        if self.brief.level.is_none() {
            let message = "没有写 level，会议名称里也读不出级别，按“单位”称呼";
            warnings
                .push(Diagnostic::warning(Code::Thin, message).hint("写上 level: 市（省 市 县 区 乡 镇 街道 单位）"));
        }
        if self.brief.date.is_none() {
            let message = "没有写 date，只说哪一年都成立的话";
            let note = Diagnostic::warning(Code::Thin, message).hint("写上 date: 2026-03-05 的样子");
            warnings.push(Diagnostic { severity: crate::diagnostic::Severity::Note, ..note });
        }
        let known =
            self.brief.sections.iter().enumerate().filter_map(|(at, section)| Some((at, section.theme.as_deref()?)));
        let unknown = known.filter(|(_, theme)| self.stock.library.theme_named(theme).is_none());
        let unknown: Vec<_> =
            unknown.map(|(at, theme)| (theme, vec!["sections".into(), at.into(), "theme".into()])).collect();
        for (theme, path) in &unknown {
            warnings.push(self.unknown_theme(theme, path));
        }
        if self.stock.main.is_none() && self.brief.sections.iter().all(|section| section.theme.is_none()) {
            let topic = self.stock.topic.as_deref().unwrap_or("【主题】");
            warnings.push(self.unknown_theme(topic, &["topic".into()]));
        }
    }

    fn unknown_theme(&self, theme: &str, path: &[Step]) -> Diagnostic {
        let names = self.stock.library.theme_names();
        let hint = match near(theme, names.iter().map(|(alias, _)| alias.as_str())).first() {
            Some(near) => format!("是不是想写 {near}？"),
            None => format!("要写得更贴切，在 -L 的目录里加一个 phrasebanks/theme/{theme}.yaml"),
        };
        let message = format!("库里没有“{theme}”这个主题，用通用的话来写");
        self.brief.problem(Diagnostic::warning(Code::Thin, message).hint(hint), path)
    }

    /// Keys of `reroll` that name no place.
    fn rerolls(&self, sections: usize) -> Vec<Diagnostic> {
        let used = self.stock.template.uses.iter().filter(|used| used.name.starts_with("move/"));
        let moves: BTreeSet<&str> = used.map(|used| move_named(&used.name)).chain(["title"]).collect();
        let names = |key: &str| {
            let section = key.split('-').next().and_then(|section| section.parse::<usize>().ok());
            section.is_some_and(|section| (1..=sections).contains(&section)) || moves.contains(&key)
        };
        let faults = self.brief.reroll.keys().filter(|key| !names(key)).map(|key| {
            let hint = match near(key, moves.iter().copied()).first() {
                Some(near) => format!("是不是想写 {near}？"),
                None => format!(
                    "写 2（第二节）、2-3（第二节第三条），或语步：{}",
                    moves.iter().copied().collect::<Vec<_>>().join("、")
                ),
            };
            let problem = Diagnostic::error(Code::UnknownName, format!("reroll 里的“{key}”不是一处地方")).hint(hint);
            self.brief.problem(problem, &["reroll".into(), key.as_str().into()])
        });
        faults.collect()
    }

    /// Keys of `reroll` such as `2-9` in a section of four points.
    fn rerolled_points(&self, sections: &[Section<'_>]) -> Vec<Diagnostic> {
        let fault = |key: &String| {
            let (section, point) = key.split_once('-')?;
            let count = sections.get(section.parse::<usize>().ok()?.checked_sub(1)?)?.points.len();
            let names = point.parse::<usize>().is_ok_and(|point| (1..=count).contains(&point));
            let problem = Diagnostic::warning(Code::UnknownName, format!("第 {section} 节没有第 {point} 条，无从换起"));
            let problem = problem.hint(format!("这一节有 {count} 条，可写 {section}-1 至 {section}-{count}"));
            (!names).then(|| self.brief.problem(problem, &["reroll".into(), key.as_str().into()]))
        };
        self.brief.reroll.keys().filter_map(fault).collect()
    }
}
