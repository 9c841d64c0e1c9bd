//! What will never be said: conditions that nothing meets, banks that nothing asks for, labels without a partner.

use std::collections::{BTreeMap, BTreeSet};

use super::kind::Kind;
use super::survey::{Said, Survey};
use super::{CONTRADICTION, LONELY_TAG, NO_HEAD, Report, UNASKED, UNKNOWN_THEME, UNKNOWN_TYPE, YEARS};
use crate::library::is_under;
use crate::library::path::{AspectPath, BankPath, Part, Role, ThemePath};
use crate::library::theme::COMMON;
use crate::yaml::{near, suggest};

pub fn check(survey: &Survey, report: &mut Report) {
    for said in survey.own() {
        occasions(survey, said, report);
    }
    unasked(survey, report);
    headless(survey, report);
    tags(survey, report);
    necks(survey, report);
}

fn occasions(survey: &Survey, said: &Said, report: &mut Report) {
    let Some(limits) = &said.phrase.limits else { return };
    let types = || survey.types.iter().map(String::as_str);
    for kind in limits.when.kind.iter().filter(|kind| !survey.types.contains(*kind)) {
        let message = format!("没有“{kind}”这种讲话");
        survey.blame_all(report, UNKNOWN_TYPE, said, message, &suggest(kind, types()));
    }
    for theme in limits.when.theme.iter().filter(|theme| !survey.themes.contains(theme.as_str())) {
        let message = format!("没有“{theme}”这个主题");
        let hint = match near(theme, survey.themes.iter().copied()).first() {
            Some(near) => format!("是不是想写 {near}？"),
            None => "用 qicao list themes 看有哪些；要写主题名，不写别名".into(),
        };
        survey.blame_all(report, UNKNOWN_THEME, said, message, &hint);
    }
    let others = match &said.entry.path {
        BankPath::Theme(theme, _) if theme != COMMON => Some((&limits.when.theme, theme)),
        BankPath::Move(_, Some(kind)) | BankPath::Recipe(_, Some(kind)) => Some((&limits.when.kind, kind)),
        _ => None,
    };
    if let Some((wanted, own)) = others.filter(|(wanted, own)| !wanted.is_empty() && !wanted.contains(own)) {
        let message = format!("写在“{own}”下面，却只在“{}”说", wanted.join("、"));
        survey.blame_all(report, CONTRADICTION, said, message, "改掉场合，或者换一个路径");
    }
    if let (Some(since), Some(until)) = (limits.since, limits.until)
        && since > until
    {
        let message = format!("从 {since} 年起，到 {until} 年止，一年也没有");
        survey.blame_all(report, YEARS, said, message, "前后对调，或者改正年份");
    }
}

/// Joints that the program asks for.
const LINKS: [&str; 3] = ["between", "turn", "and"];

fn unasked(survey: &Survey, report: &mut Report) {
    // Without templates nobody can be said to ask for nothing.
    if survey.types.is_empty() {
        return;
    }
    let mut seen = BTreeSet::new();
    for said in survey.own().filter(|said| seen.insert(&said.entry.bank.path)) {
        let path = &said.entry.bank.path;
        let types = || survey.types.iter().map(String::as_str);
        let found = match &said.entry.path {
            BankPath::Move(name, _) if ["title", "salutation"].contains(&name.as_str()) => None,
            BankPath::Move(_, Some(kind)) if !survey.types.contains(kind) => {
                Some((format!("没有“{kind}”这种讲话，没有模板用“{path}”"), suggest(kind, types())))
            }
            BankPath::Move(..) if !survey.asked.iter().any(|asked| is_under(path, asked)) => {
                let names: BTreeSet<&str> = survey.asked.iter().map(String::as_str).collect();
                let hint = match near(path, names.iter().copied()).first() {
                    Some(near) => format!("是不是想写 {near}？"),
                    None => format!("在模板里写 {{{{ say(bank=\"{path}\") }}}}，或者删去它"),
                };
                Some((format!("没有模板用“{path}”"), hint))
            }
            BankPath::Recipe(_, Some(kind)) if !survey.types.contains(kind) => {
                Some((format!("没有“{kind}”这种讲话，这些配方用不上"), suggest(kind, types())))
            }
            BankPath::Link(rest) => unknown_link(rest),
            BankPath::Frame(_) if !survey.asked.iter().any(|asked| is_under(path, asked)) => {
                Some((format!("没有模板用“{path}”"), "写进模板，或者把句子放到 theme 下面去".into()))
            }
            _ => None,
        };
        if let Some((message, hint)) = found {
            survey.blame_key(report, UNASKED, said, message, &hint);
        }
    }
}

/// `between/ROLE>ROLE`, either of which may be left out.
fn unknown_link(rest: &str) -> Option<(String, String)> {
    let (group, key) = rest.split_once('/').unwrap_or((rest, ""));
    let roles = Role::ALL.map(Role::name);
    match group {
        "between" => {}
        "and" | "turn" => return None,
        _ => return Some((format!("没有“link/{group}”这种连接"), suggest(group, LINKS))),
    }
    let (from, to) = key.split_once('>')?;
    let unknown = [from, to].into_iter().find(|name| !name.is_empty() && !roles.contains(name))?;
    Some((format!("“{unknown}”不是这里的名称，这条连接用不上"), suggest(unknown, roles)))
}

/// An aspect is chosen by its heads.
fn headless(survey: &Survey, report: &mut Report) {
    let mut heads = BTreeSet::new();
    for said in &survey.said {
        if let BankPath::Theme(theme, ThemePath::Aspect(part, aspect, AspectPath::Head(_))) = &said.entry.path {
            heads.insert((theme, *part, aspect));
        }
    }
    let mut seen = BTreeSet::new();
    for said in survey.own() {
        let BankPath::Theme(theme, ThemePath::Aspect(part, aspect, AspectPath::Role(_))) = &said.entry.path else {
            continue;
        };
        let named = (theme, *part, aspect);
        // An aspect that the common theme has too is called by its heads.
        let common = heads.iter().any(|(of, at, name)| *of == COMMON && *at == *part && *name == aspect);
        if !common && !heads.contains(&named) && seen.insert(named) {
            let of_theme = heads.iter().filter(|(of, at, _)| *of == theme && *at == *part);
            let hint = match near(aspect, of_theme.map(|(_, _, name)| name.as_str())).first() {
                Some(near) => format!("是不是想写侧面“{near}”？不是的话，写上 head"),
                None => "写上 head：每一套一个标题".into(),
            };
            survey.blame_key(report, NO_HEAD, said, format!("侧面“{aspect}”没有标题，下面的话永远不说"), &hint);
        }
    }
}

/// A neck is said before the passages whose first label it has.
fn necks(survey: &Survey, report: &mut Report) {
    let roles = survey.said.iter().filter_map(|said| match &said.entry.path {
        BankPath::Theme(theme, ThemePath::Aspect(part, aspect, AspectPath::Role(role))) => {
            Some((said, *role, (theme, *part, aspect)))
        }
        _ => None,
    });
    let (necks, others): (Vec<_>, Vec<_>) = roles
        .filter(|(_, role, _)| [Role::Neck, Role::Passage].contains(role))
        .partition(|(_, role, _)| *role == Role::Neck);
    let labels: BTreeSet<_> =
        others.iter().flat_map(|(said, _, aspect)| said.phrase.tags().first().map(|tag| (*aspect, tag))).collect();
    for (said, _, aspect) in necks {
        if said.own && !said.phrase.tags().iter().any(|tag| labels.contains(&(aspect, tag))) {
            let hint = "给它带上这个侧面里一段 passage 的标签；承题句只接头一个标签同它一样的段";
            survey.blame_all(report, LONELY_TAG, said, "承题句没有接得上的段，永远不说".into(), hint);
        }
    }
}

/// A label ties what is wrong to what mends it.
fn tags(survey: &Survey, report: &mut Report) {
    let asks = |role: Role| matches!(role, Role::Problem | Role::Root | Role::Scene | Role::Why);
    let mut sides: BTreeMap<(&str, Part, &str, &str), [Option<&Said>; 2]> = BTreeMap::new();
    for said in survey.said.iter().filter(|said| said.kind == Kind::Role) {
        let BankPath::Theme(theme, ThemePath::Aspect(part, aspect, AspectPath::Role(role))) = &said.entry.path else {
            continue;
        };
        for tag in said.phrase.tags() {
            let side = usize::from(asks(*role));
            sides.entry((theme, *part, aspect, tag)).or_default()[side].get_or_insert(said);
        }
    }
    for ((_, _, _, tag), side) in sides {
        // A measure whose label no problem has is a measure all the same; a problem that waits for its remedy is not.
        if let [None, Some(alone)] = side
            && alone.own
        {
            let message = format!("标签“{tag}”没有治它的办法");
            survey.blame_all(
                report,
                LONELY_TAG,
                alone,
                message,
                "给 core 或 do 里治它的那一句带上同一个标签，或者去掉它",
            );
        }
    }
}
