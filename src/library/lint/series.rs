//! Heads: every series whole, its heads of one length, its leads and its words there.

use std::collections::{BTreeMap, BTreeSet};

use super::survey::{Said, Survey};
use super::words::words;
use super::{LONELY_SERIES, MISSING_HEAD, NO_LEAD, NO_WORD, Report, SHARED_ALIAS, UNEVEN_HEADS};
use crate::library::path::{AspectPath, BankPath, Part, ThemePath};
use crate::library::theme::COMMON;
use crate::library::{Phrase, Piece};
use crate::text::han;
use crate::yaml::near;

/// Heads of an aspect may differ by two characters, those of sections by three.
const SPREAD: [usize; 2] = [2, 3];

/// A filled slot is taken to have so many characters.
const FILLED: usize = 4;

type Heads<'s, 'l> = BTreeMap<&'l str, Vec<&'s Said<'l>>>;

pub fn check(survey: &Survey, report: &mut Report) {
    for theme in &survey.themes {
        for part in Part::ALL {
            heads(survey, theme, part, report);
        }
        sections(survey, theme, report);
        required(survey, theme, report);
    }
    orphans(survey, report);
    aliases(survey, report);
}

/// The aspects that a section of a theme draws from, each with its heads by series: the common ones too, where it ensures.
fn pool<'s, 'l>(survey: &'s Survey<'l>, theme: &str, part: Part) -> BTreeMap<(&'l str, &'l str), Heads<'s, 'l>> {
    let mut pool: BTreeMap<(&str, &str), Heads> = BTreeMap::new();
    for said in &survey.said {
        let BankPath::Theme(of, ThemePath::Aspect(at, aspect, AspectPath::Head(series))) = &said.entry.path else {
            continue;
        };
        let common = of == COMMON && part == Part::Ensure;
        if *at == part && (of == theme || common) {
            pool.entry((of, aspect)).or_default().entry(series).or_default().push(said);
        }
    }
    pool
}

fn heads(survey: &Survey, theme: &str, part: Part, report: &mut Report) {
    let pool = pool(survey, theme, part);
    if !pool.keys().any(|(of, _)| *of == theme) {
        return;
    }
    let all: BTreeSet<&str> = pool.values().flat_map(|heads| heads.keys().copied()).collect();
    for ((of, aspect), heads) in pool.iter().filter(|((of, _), _)| *of == theme) {
        let missing: Vec<&str> = all.iter().copied().filter(|series| !heads.contains_key(series)).collect();
        let place = heads.values().flatten().find(|said| said.own);
        if let (false, Some(said)) = (missing.is_empty(), place) {
            let message = format!("侧面“{aspect}”缺“{}”的标题，这一套里排不进它", missing.join("、"));
            let hint = format!("照“{of}”里同一套别的标题补上");
            survey.blame_key(report, MISSING_HEAD, said, message, &hint);
        }
    }
    for series in &all {
        let of_series: Vec<&Said> = pool.values().filter_map(|heads| heads.get(series)).flatten().copied().collect();
        uneven(survey, &of_series, series, SPREAD[0], report);
        let leads = |of: &str| {
            survey.said.iter().any(|said| {
                matches!(&said.entry.path, BankPath::Theme(theme, ThemePath::Lead(at, name)) if theme == of && *at == part && (name == series || name.is_empty()))
            })
        };
        let mine = of_series.iter().find(|said| said.own);
        if let Some(said) = mine.filter(|_| !(leads(theme) || part == Part::Ensure && leads(COMMON))) {
            let message = format!("“{theme}”的“{series}”一套有标题，没有引入语");
            survey.blame_key(report, NO_LEAD, said, message, &format!("在 {}/lead/{series} 下面写几句", part.name()));
        }
    }
}

/// Reports the head whose length is farthest from that of the others.
fn uneven(survey: &Survey, heads: &[&Said], series: &str, most: usize, report: &mut Report) {
    let lengths: Vec<usize> = heads.iter().map(|said| spoken_length(said.phrase)).collect();
    let (Some(least), Some(longest)) = (lengths.iter().min(), lengths.iter().max()) else { return };
    if longest - least <= most {
        return;
    }
    let mut sorted = lengths.clone();
    sorted.sort_unstable();
    let usual = sorted[sorted.len() / 2];
    let worst =
        heads.iter().zip(&lengths).filter(|(said, _)| said.own).max_by_key(|(_, length)| length.abs_diff(usual));
    if let Some((said, length)) = worst {
        let message = format!("“{series}”一套的标题长短不齐：这个 {length} 字，多数 {usual} 字");
        let hint = format!("一套标题最长最短差 {most} 个字以内");
        survey.blame_all(report, UNEVEN_HEADS, said, message, &hint);
    }
}

fn spoken_length(phrase: &Phrase) -> usize {
    let piece = |piece: &Piece| match piece {
        Piece::Text(range) => han::length(&phrase.text[range.clone()]),
        Piece::Slot(_) => FILLED,
    };
    phrase.pieces.iter().map(piece).sum()
}

/// Section heads of a series, over the parts.
fn sections(survey: &Survey, theme: &str, report: &mut Report) {
    let mut series: BTreeMap<&str, BTreeMap<Part, Vec<&Said>>> = BTreeMap::new();
    for said in &survey.said {
        if let BankPath::Theme(of, ThemePath::Head(name, part)) = &said.entry.path
            && of == theme
        {
            series.entry(name).or_default().entry(*part).or_default().push(said);
        }
    }
    for (name, parts) in series {
        let heads: Vec<&Said> = parts.values().flatten().copied().collect();
        let missing: Vec<&str> =
            Part::ALL.into_iter().filter(|part| !parts.contains_key(part)).map(Part::name).collect();
        if let (false, Some(said)) = (missing.is_empty(), heads.iter().find(|said| said.own)) {
            let message = format!("节标题“{name}”一套缺 {}", missing.join("、"));
            survey.blame_key(report, MISSING_HEAD, said, message, "一套节标题要分 why、do、ensure 写全");
        }
        uneven(survey, &heads, name, SPREAD[1], report);
    }
}

/// The words through which common phrases speak of a theme.
fn required(survey: &Survey, theme: &str, report: &mut Report) {
    let mut has = BTreeSet::new();
    let mut alias = None;
    for said in &survey.said {
        match &said.entry.path {
            BankPath::Theme(of, ThemePath::Word(name)) if of == theme => drop(has.insert(name)),
            BankPath::Theme(of, ThemePath::Alias) if of == theme && said.own => drop(alias.get_or_insert(said)),
            _ => {}
        }
    }
    // Whoever adds sentences to a theme that is there need not bring its words.
    let Some(said) = alias else { return };
    let missing: Vec<&str> = words().words.iter().filter(|word| !has.contains(word)).map(String::as_str).collect();
    if !missing.is_empty() && theme != COMMON {
        let message = format!("主题“{theme}”没有给这些词：{}", missing.join("、"));
        survey.blame_key(report, NO_WORD, said, message, "写在 word 下面，通用的话才说得到这一行");
    }
}

/// Uses and leads of series that have no heads.
fn orphans(survey: &Survey, report: &mut Report) {
    let mut all: BTreeSet<&str> = BTreeSet::new();
    let mut of_part: BTreeSet<(&str, Part, &str)> = BTreeSet::new();
    for said in &survey.said {
        match &said.entry.path {
            BankPath::Theme(theme, ThemePath::Aspect(part, _, AspectPath::Head(series))) => {
                all.insert(series);
                of_part.insert((theme, *part, series));
            }
            BankPath::Theme(_, ThemePath::Head(series, _)) => drop(all.insert(series)),
            _ => {}
        }
    }
    let mut seen = BTreeSet::new();
    for said in survey.own().filter(|said| seen.insert(&said.entry.bank.path)) {
        let (lonely, series) = match &said.entry.path {
            BankPath::Series(series) => (!all.contains(series.as_str()), series),
            BankPath::Theme(theme, ThemePath::Lead(part, series)) if !series.is_empty() => {
                let common = of_part.contains(&(COMMON, *part, series.as_str()));
                (!common && !of_part.contains(&(theme.as_str(), *part, series.as_str())), series)
            }
            _ => continue,
        };
        if lonely {
            let hint = match near(series, all.iter().copied()).first() {
                Some(near) => format!("是不是想写 {near}？"),
                None => "给侧面写上这一套的标题，或者删去它".into(),
            };
            survey.blame_key(report, LONELY_SERIES, said, format!("“{series}”这一套没有标题"), &hint);
        }
    }
}

fn aliases(survey: &Survey, report: &mut Report) {
    let mut owners: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for said in &survey.said {
        if let BankPath::Theme(theme, ThemePath::Alias) = &said.entry.path {
            owners.entry(&said.phrase.text).or_default().insert(theme);
            owners.entry(theme).or_default().insert(theme);
        }
    }
    for said in survey.own() {
        let BankPath::Theme(theme, ThemePath::Alias) = &said.entry.path else { continue };
        let others: Vec<&str> =
            owners[said.phrase.text.as_str()].iter().copied().filter(|other| other != theme).collect();
        if !others.is_empty() {
            let message = format!("“{}”也是主题“{}”的名字", said.phrase.text, others.join("、"));
            survey.blame_all(report, SHARED_ALIAS, said, message, "留给一个主题，不然不知道讲的是哪个");
        }
    }
}
