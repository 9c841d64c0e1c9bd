//! Brief and stock to outline: which sections, which aspects, which series, how many points.
//!
//! The structure is fixed here, by the seed and the names of places, before a sentence is drawn; it is never varied to please
//! a score. The user's own heads, points and bodies are taken as they stand.

use std::collections::BTreeSet;

use super::fill::Occasion;
use super::pick::Dealer;
use super::stock::Stock;
use crate::brief::{self, Brief};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::library::{Aspect, Bank, COMMON, Part, Phrase, Role, Theme};
use crate::yaml::{Step, near};

/// The outline of a speech.
#[derive(Debug)]
pub struct Plan<'s> {
    /// 省 市 县 区 乡 单位.
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

/// Plans a speech.
pub fn plan<'s>(brief: &'s Brief, stock: &'s Stock<'_>) -> Result<Plan<'s>> {
    let header = &stock.template.header;
    let length = brief.length.unwrap_or(header.length.default);
    let planner = Planner {
        brief,
        stock,
        dealer: Dealer { seed: brief.seed },
        occasion: Occasion::new(brief, stock),
        length: length as usize,
    };
    let mut plan = Plan { level: stock.level, length: length as usize, sections: Vec::new(), warnings: Vec::new() };
    planner.remarks(&mut plan.warnings);
    let wanted = planner.wanted();
    let shares: u32 = wanted.iter().map(|section| header.share(section.part)).sum();
    let mut problems = planner.rerolls(wanted.len());
    let mut used = Used::default();
    for (at, section) in wanted.iter().enumerate() {
        // About a quarter of a speech is opening, problems and closing.
        let budget = length as usize * 3 / 4 * header.share(section.part) as usize / shares.max(1) as usize;
        match planner.section(at, section, budget, &mut used, &mut plan.warnings) {
            Ok(section) => plan.sections.push(section),
            Err(more) => problems.extend(more),
        }
    }
    if !problems.is_empty() {
        return Err(problems.into());
    }
    planner.heads(&mut plan.sections);
    Ok(plan)
}

/// A section before anything is drawn for it.
struct Wanted<'b> {
    part: Part,
    theme: &'b str,
    topic: Option<String>,
    own: brief::Section,
}

/// What sections before this one have taken.
#[derive(Default)]
struct Used {
    aspects: BTreeSet<String>,
    places: BTreeSet<String>,
}

struct Planner<'s, 'l> {
    brief: &'s Brief,
    stock: &'s Stock<'l>,
    dealer: Dealer,
    occasion: Occasion<'s>,
    length: usize,
}

impl<'s> Planner<'s, '_> {
    fn wanted(&self) -> Vec<Wanted<'s>> {
        let default = || self.stock.template.header.sections.default.iter();
        let own: Vec<brief::Section> = if self.brief.sections.is_empty() {
            default().map(|part| brief::Section { part: Part::named(part), ..Default::default() }).collect()
        } else {
            self.brief.sections.clone()
        };
        let main = self.stock.main.as_deref().unwrap_or(COMMON);
        own.into_iter()
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
            warnings.push(Diagnostic::warning(Code::Thin, message).hint("写上 level: 市（省 市 县 区 乡 单位）"));
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
        let used = self.stock.template.uses.iter().filter_map(|used| used.name.strip_prefix("move/"));
        let moves: Vec<&str> = used.chain(["title"]).collect();
        let names = |key: &str| {
            let section = key.split('-').next().and_then(|section| section.parse::<usize>().ok());
            section.is_some_and(|section| (1..=sections).contains(&section)) || moves.contains(&key)
        };
        let faults = self.brief.reroll.keys().filter(|key| !names(key)).map(|key| {
            let hint = match near(key, moves.iter().copied()).first() {
                Some(near) => format!("是不是想写 {near}？"),
                None => format!("写 2（第二节）、2-3（第二节第三条），或语步：{}", moves.join("、")),
            };
            let problem = Diagnostic::error(Code::UnknownName, format!("reroll 里的“{key}”不是一处地方")).hint(hint);
            self.brief.problem(problem, &["reroll".into(), key.as_str().into()])
        });
        faults.collect()
    }

    fn section(
        &self,
        at: usize,
        wanted: &Wanted<'s>,
        budget: usize,
        used: &mut Used,
        warnings: &mut Vec<Diagnostic>,
    ) -> std::result::Result<Section<'s>, Vec<Diagnostic>> {
        let mut place = format!(
            "{}/{}",
            wanted.topic.as_deref().filter(|_| wanted.theme == COMMON).unwrap_or(wanted.theme),
            wanted.part.name()
        );
        while !used.places.insert(place.clone()) {
            place.push('+');
        }
        let again = self.brief.rerolled(&(at + 1).to_string());
        let mut section = Section {
            part: wanted.part,
            theme: self.stock.theme(wanted.theme),
            topic: wanted.topic.clone(),
            head: wanted.own.head.clone().map_or(Words::Missing, Words::Own),
            series: None,
            style: "",
            lead: wanted.own.lead.clone(),
            body: wanted.own.body.clone(),
            points: Vec::new(),
            place,
            again,
        };
        if section.body.is_some() {
            return Ok(section);
        }
        let pool = self.stock.aspects(wanted.theme, wanted.part);
        let pinned = self.pinned(at, wanted, pool)?;
        let count = if pinned.is_empty() {
            wanted.own.count.unwrap_or_else(|| self.count(wanted.part, budget))
        } else {
            pinned.len()
        };
        let key = |aspect: &Aspect| self.key(wanted, aspect);
        let speakable = |aspect: &&'s Aspect| aspect.role(Role::Core).phrases().any(|core| self.occasion.allows(core));
        let free: Vec<&Aspect> =
            pool.iter().filter(|aspect| !used.aspects.contains(&key(aspect))).filter(speakable).collect();
        let need: Vec<&Aspect> = if pinned.is_empty() {
            self.must(wanted, &free)
        } else {
            pinned.iter().filter(|(_, point)| point.head.is_none()).filter_map(|(aspect, _)| *aspect).collect()
        };
        let (style, series) = self.style_and_series(at, wanted, &section, &free, &need, count)?;
        section.points = if pinned.is_empty() {
            let aspects = self.choose(&section, &free, &need, series.as_deref(), count);
            if aspects.len() < count {
                let message = format!("第 {} 节要 {count} 条，库里只够 {} 条", at + 1, aspects.len());
                let hint = format!("在 theme/{}/{} 下面多写几个侧面", wanted.theme, wanted.part.name());
                let problem = Diagnostic::warning(Code::Thin, message).hint(hint);
                warnings.push(self.brief.problem(problem, &["sections".into(), at.into()]));
            }
            aspects.into_iter().map(|aspect| (Some(aspect), brief::Point::default())).collect()
        } else {
            pinned
        }
        .into_iter()
        .map(|(aspect, own)| self.point(&section, series.as_deref(), aspect, own))
        .collect();
        section.style = if section.points.len() > 1 { style } else { "" };
        self.weigh(&mut section, wanted, at);
        used.aspects.extend(section.points.iter().filter_map(|point| Some(key(point.aspect?))));
        section.series = series;
        Ok(section)
    }

    /// The user's points, each with its aspect; one that does not exist is an error.
    fn pinned(
        &self,
        at: usize,
        wanted: &Wanted<'s>,
        pool: &'s [Aspect],
    ) -> std::result::Result<Vec<(Option<&'s Aspect>, brief::Point)>, Vec<Diagnostic>> {
        let mut faults = Vec::new();
        let mut found = Vec::new();
        for (index, own) in wanted.own.points.iter().enumerate() {
            let aspect = own.aspect.as_deref().and_then(|name| pool.iter().find(|aspect| aspect.name == name));
            if let (Some(name), None) = (&own.aspect, aspect) {
                let names: Vec<_> = pool.iter().map(|aspect| aspect.name.as_str()).collect();
                let hint = match near(name, names.iter().copied()).as_slice() {
                    [] => format!("“{}”的这一部分有：{}", wanted.theme, names.join("、")),
                    near => format!("是不是想写 {}？", near.join("、")),
                };
                let problem = Diagnostic::error(Code::UnknownName, format!("没有“{name}”这个侧面")).hint(hint);
                let path = ["sections".into(), at.into(), "points".into(), index.into()];
                faults.push(self.brief.problem(problem, &path));
            }
            found.push((aspect, own.clone()));
        }
        if faults.is_empty() { Ok(found) } else { Err(faults) }
    }

    /// A common aspect is the same aspect under every theme.
    fn key(&self, wanted: &Wanted<'_>, aspect: &Aspect) -> String {
        let common = self.stock.common().and_then(|common| common.parts.get(&wanted.part));
        let shared = common.is_some_and(|part| part.aspects.iter().any(|other| other.name == aspect.name));
        format!("{}/{}/{}", if shared { COMMON } else { wanted.theme }, wanted.part.name(), aspect.name)
    }

    /// How many points a section of that budget bears: with less room there are fewer, not thinner ones.
    fn count(&self, part: Part, budget: usize) -> usize {
        let header = &self.stock.template.header;
        let full = 110 + self.length / 30;
        let (size, most) = match part {
            Part::Why => (full * 13 / 20, 3),
            Part::Do => (full, header.points.default),
            Part::Ensure => (full * 15 / 20, header.points.default - header.points.default / 3),
        };
        let most =
            most + most * self.length.saturating_sub(header.length.default as usize) / header.length.default as usize;
        ((budget + size / 2) / size).clamp(2, most.max(2))
    }

    fn must(&self, wanted: &Wanted<'s>, free: &[&'s Aspect]) -> Vec<&'s Aspect> {
        let of = |name: &str| {
            self.stock.theme(name).and_then(|theme| theme.parts.get(&wanted.part)).map(|part| part.must.as_slice())
        };
        let own = of(wanted.theme).unwrap_or_default();
        let common = if wanted.part == Part::Ensure { of(COMMON).unwrap_or_default() } else { &[] };
        free.iter().copied().filter(|aspect| own.contains(&aspect.name) || common.contains(&aspect.name)).collect()
    }

    /// A marker, and a series that can stand behind it and has a head for enough aspects.
    #[allow(clippy::too_many_arguments)]
    fn style_and_series(
        &self,
        at: usize,
        wanted: &Wanted<'s>,
        section: &Section<'s>,
        free: &[&'s Aspect],
        need: &[&'s Aspect],
        count: usize,
    ) -> std::result::Result<(&'s str, Option<String>), Vec<Diagnostic>> {
        let pool = self.stock.aspects(wanted.theme, wanted.part);
        let mut names: Vec<&String> = pool.iter().flat_map(|aspect| aspect.heads.keys()).collect();
        names.sort();
        names.dedup();
        if let Some(own) = &wanted.own.series
            && !names.contains(&own)
        {
            let hint = match near(own, names.iter().map(|name| name.as_str())).first() {
                Some(near) => format!("是不是想写 {near}？"),
                None => format!("这里有：{}", names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join("、")),
            };
            let problem = Diagnostic::error(Code::UnknownName, format!("没有“{own}”这套标题")).hint(hint);
            return Err(vec![self.brief.problem(problem, &["sections".into(), at.into(), "series".into()])]);
        }
        let markers = self.stock.template.header.markers();
        // One marker for the whole speech, where the series bear it.
        let dealt = self.dealer.hand("style", markers.len(), markers.len(), 0, |_| true);
        let mut styles: Vec<&'s str> = dealt.into_iter().map(|index| markers[index]).collect();
        if let Some(own) =
            crate::library::path::STYLES.into_iter().find(|style| wanted.own.style.as_deref() == Some(style))
        {
            styles = vec![own];
        }
        let place = format!("{}/series", section.place);
        let dealt = self.dealer.hand(&place, names.len(), names.len(), section.again, |_| true);
        let covers = |name: &&String, enough: usize| {
            need.iter().all(|aspect| self.head(aspect, name).is_some())
                && free.iter().filter(|aspect| self.head(aspect, name).is_some()).count() >= enough
        };
        for enough in (1..=count).rev() {
            for style in &styles {
                let fits = |name: &&String| self.stock.series_bears(name, style) && covers(name, enough);
                let own = wanted.own.series.as_ref();
                let series = own
                    .filter(|name| covers(name, enough))
                    .or_else(|| dealt.iter().map(|index| names[*index]).find(fits));
                if let Some(series) = series {
                    return Ok((style, Some(series.clone())));
                }
            }
        }
        Ok((styles.first().copied().unwrap_or("一是"), wanted.own.series.clone()))
    }

    /// The aspects of a section: the obligatory ones, those that the user's facts speak of, then as they are dealt; in the
    /// order of the bank.
    fn choose(
        &self,
        section: &Section<'s>,
        free: &[&'s Aspect],
        must: &[&'s Aspect],
        series: Option<&str>,
        count: usize,
    ) -> Vec<&'s Aspect> {
        let speakable = |index: usize| series.is_some_and(|series| self.head(free[index], series).is_some());
        let dealt = self.dealer.hand(&section.place, free.len(), free.len(), section.again, speakable);
        let mut order: Vec<usize> = dealt;
        // A section's own trade comes before what every theme could say.
        let common = self.stock.common().and_then(|common| common.parts.get(&section.part));
        let own = |index: &usize| {
            !common.is_some_and(|part| part.aspects.iter().any(|aspect| aspect.name == free[*index].name))
        };
        let first_own = order.iter().copied().find(|index| section.part == Part::Ensure && own(index));
        order.sort_by_key(|index| {
            let aspect = free[*index];
            (
                !must.iter().any(|must| std::ptr::eq(*must, aspect)),
                !self.speaks_of_facts(aspect),
                first_own != Some(*index),
            )
        });
        order.truncate(count);
        order.sort_unstable();
        order.into_iter().map(|index| free[index]).collect()
    }

    /// Whether a fact of the brief has its place in an aspect.
    fn speaks_of_facts(&self, aspect: &Aspect) -> bool {
        let slots = aspect.roles.values().flat_map(Bank::phrases).flat_map(Phrase::slots);
        !self.brief.facts.is_empty() && slots.into_iter().any(|slot| self.brief.facts.contains_key(&slot.name))
    }

    fn head(&self, aspect: &'s Aspect, series: &str) -> Option<&'s Phrase> {
        let bank = aspect.heads.get(series)?;
        let phrases: Vec<&Phrase> = bank.phrases().collect();
        let at = self.dealer.one(&bank.path, phrases.len(), 0, |index| self.occasion.allows(phrases[index]))?;
        Some(phrases[at])
    }

    fn point(
        &self,
        section: &Section<'s>,
        series: Option<&str>,
        aspect: Option<&'s Aspect>,
        own: brief::Point,
    ) -> Point<'s> {
        let drawn = || aspect.zip(series).and_then(|(aspect, series)| self.head(aspect, series)).map(Words::Drawn);
        let head = own.head.map(Words::Own).or_else(drawn).unwrap_or(Words::Missing);
        let name = match (&head, aspect) {
            (_, Some(aspect)) => aspect.name.clone(),
            (Words::Own(head), None) => head.clone(),
            _ => String::new(),
        };
        let place = format!("{}/{name}", section.place);
        Point { aspect, head, body: own.body, place, again: 0, weight: 100 }
    }

    /// The first obligatory point, or else the first, is the fullest; the others differ a little.
    fn weigh(&self, section: &mut Section<'s>, wanted: &Wanted<'s>, at: usize) {
        let must = section
            .theme
            .and_then(|theme| theme.parts.get(&wanted.part))
            .map(|part| part.must.as_slice())
            .unwrap_or_default();
        let is_must = |point: &Point<'_>| point.aspect.is_some_and(|aspect| must.contains(&aspect.name));
        let main = section.points.iter().position(is_must).unwrap_or(0);
        for (index, point) in section.points.iter_mut().enumerate() {
            let own = self.dealer.die(&point.place, "weight", 3);
            point.weight = if index == main { 135 } else { 90 + 10 * own as usize };
            point.again = self.brief.rerolled(&format!("{}-{}", at + 1, index + 1)) + section.again;
        }
    }

    /// Section heads are of one series over the whole speech where one can be found.
    fn heads(&self, sections: &mut [Section<'s>]) {
        let open: Vec<usize> = (0..sections.len()).filter(|at| matches!(sections[*at].head, Words::Missing)).collect();
        let themes = |at: usize| [sections[at].theme, self.stock.common()].into_iter().flatten();
        let mut names: Vec<&String> =
            open.iter().flat_map(|at| themes(*at)).flat_map(|theme| theme.heads.keys()).collect();
        names.sort();
        names.dedup();
        let dealt = self.dealer.hand("head/series", names.len(), names.len(), 0, |_| true);
        let series: Vec<&String> = dealt.into_iter().map(|index| names[index]).collect();
        let head = |at: usize, series: &str, taken: &[&'s Phrase], common: bool| {
            let theme = if common { self.stock.common() } else { sections[at].theme }?;
            let bank = theme.heads.get(series)?.get(&sections[at].part)?;
            bank.phrases()
                .find(|phrase| self.occasion.allows(phrase) && !taken.iter().any(|other| other.text == phrase.text))
        };
        let whole = series.iter().find_map(|series| {
            let mut taken = Vec::new();
            for at in &open {
                taken.push(head(*at, series, &taken, false)?);
            }
            Some(taken)
        });
        let heads: Vec<Option<&'s Phrase>> = match whole {
            Some(whole) => whole.into_iter().map(Some).collect(),
            None => {
                let mut taken = Vec::new();
                open.iter()
                    .map(|at| {
                        let mut tries = [false, true]
                            .into_iter()
                            .flat_map(|common| series.iter().map(move |series| (series, common)));
                        let found = tries.find_map(|(series, common)| head(*at, series, &taken, common));
                        taken.extend(found);
                        found
                    })
                    .collect()
            }
        };
        for (at, head) in open.into_iter().zip(heads) {
            sections[at].head = head.map_or(Words::Missing, Words::Drawn);
        }
    }
}
