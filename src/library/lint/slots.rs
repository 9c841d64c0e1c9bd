//! Slots: who declares them, who uses them, how many a sentence bears.

use std::collections::{BTreeMap, BTreeSet};

use super::kind::Kind;
use super::survey::{Said, Survey};
use super::words::words;
use super::{
    CROWDED_SLOTS, LONE_SLOT, MISPLACED_COUNT, MISSPELT_SLOT, NEEDS, Report, UNDECLARED_SLOT, UNUSED_FACT,
    UNUSED_FILLER,
};
use crate::library::Piece;
use crate::library::path::{AspectPath, BankPath, COMPUTED, ThemePath};
use crate::library::theme::COMMON;
use crate::yaml::near;

pub fn check(survey: &Survey, report: &mut Report) {
    declared(survey, report);
    used(survey, report);
    for said in survey.own().filter(|said| said.kind != Kind::Name) {
        crowded(survey, said, report);
        counted(survey, said, report);
        needs(survey, said, report);
    }
}

fn declared(survey: &Survey, report: &mut Report) {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for slot in survey.said.iter().filter(|said| said.kind != Kind::Name).flat_map(|said| said.phrase.slots()) {
        *uses.entry(slot.name.as_str()).or_default() += 1;
    }
    for said in survey.own().filter(|said| said.kind != Kind::Name) {
        let mut seen = BTreeSet::new();
        for slot in said.phrase.slots() {
            if survey.is_declared(&said.entry.path, &slot.name) || !seen.insert(&slot.name) {
                continue;
            }
            let name = &slot.name;
            let known = survey.declared(&said.entry.path);
            let alike = near(name, known.iter().copied());
            let declare = format!("要由填写人给的，写一行 fact/{name}: 提示");
            let lone = uses.get(name.as_str()) == Some(&1);
            match alike.first().filter(|_| slot.hint.is_empty()) {
                Some(alike) => {
                    let hint = format!("是不是想写【{alike}】？不是的话，{declare}");
                    survey.blame(
                        report,
                        MISSPELT_SLOT,
                        said,
                        slot.range.clone(),
                        format!("没有【{name}】这个占位"),
                        &hint,
                    );
                }
                // A hint on the spot says what is to be filled in.
                None if !slot.hint.is_empty() => {}
                None if lone => {
                    let message = format!("【{name}】没有声明，全库只用了这一次");
                    survey.blame(report, LONE_SLOT, said, slot.range.clone(), message, &declare);
                }
                None => {
                    let message = format!("【{name}】没有声明");
                    survey.blame(report, UNDECLARED_SLOT, said, slot.range.clone(), message, &declare);
                }
            }
        }
    }
}

/// What is declared or offered and nobody takes.
fn used(survey: &Survey, report: &mut Report) {
    let spoken = survey.said.iter().filter(|said| said.kind != Kind::Name);
    let mut used: BTreeSet<&str> =
        spoken.flat_map(|said| said.phrase.slots()).map(|slot| slot.name.trim_end_matches('*')).collect();
    used.extend(survey.said.iter().flat_map(|said| said.phrase.needs()).map(String::as_str));
    used.extend(survey.printed.iter().map(String::as_str));
    used.extend(words().asked.iter().map(String::as_str));
    // 痛点 is asked for as a list.
    used.insert("痛点");
    let mut seen = BTreeSet::new();
    for said in survey.own() {
        let (id, name, what) = match &said.entry.path {
            BankPath::Fact(name) => (UNUSED_FACT, name, "事实"),
            BankPath::Slot(name) => (UNUSED_FILLER, name, "填充语"),
            BankPath::Word(_, name) => (UNUSED_FILLER, name, "词"),
            BankPath::Theme(theme, ThemePath::Word(name)) if theme != COMMON && !words().words.contains(name) => {
                (UNUSED_FILLER, name, "词")
            }
            BankPath::Theme(_, ThemePath::Slot(name) | ThemePath::Aspect(_, _, AspectPath::Word(name))) => {
                (UNUSED_FILLER, name, "词")
            }
            _ => continue,
        };
        if !used.contains(name.as_str()) && seen.insert(&said.entry.bank.path) {
            let message = format!("{what}【{name}】没有一句话用到");
            let known = used.iter().copied().filter(|other| !survey.is_declared(&said.entry.path, other));
            let hint = match near(name, known).first() {
                Some(near) => format!("句子里写的是【{near}】，是不是它？"),
                None => "删去它，或者在句子里用它".into(),
            };
            survey.blame_key(report, id, said, message, &hint);
        }
    }
}

/// Two slots a sentence, and never side by side.
fn crowded(survey: &Survey, said: &Said, report: &mut Report) {
    let phrase = said.phrase;
    let mut before = false;
    for piece in &phrase.pieces {
        match piece {
            Piece::Slot(slot) if before => {
                let message = "两个占位挨在一起".to_string();
                survey.blame(report, CROWDED_SLOTS, said, slot.range.clone(), message, "中间要有字，读起来才断得开");
                return;
            }
            Piece::Slot(_) => before = true,
            Piece::Text(_) => before = false,
        }
    }
    if !said.kind.is_spoken() {
        return;
    }
    let mut count = 0;
    for piece in &phrase.pieces {
        match piece {
            Piece::Text(range) if phrase.text[range.clone()].contains(['。', '！', '？', '；']) => count = 0,
            Piece::Text(_) => {}
            Piece::Slot(slot) => {
                count += 1;
                if count == 3 {
                    let message = "一句里有三个占位".to_string();
                    survey.blame(
                        report,
                        CROWDED_SLOTS,
                        said,
                        slot.range.clone(),
                        message,
                        "一句最多两个；拆成两句，或者少填一样",
                    );
                }
            }
        }
    }
}

/// 【n】 and its like count what follows a lead or a transition; nowhere else is there anything to count.
fn counted(survey: &Survey, said: &Said, report: &mut Report) {
    if matches!(said.kind, Kind::Move | Kind::Lead) {
        return;
    }
    if let Some(slot) = said.phrase.slots().find(|slot| COMPUTED.contains(&slot.name.as_str())) {
        let message = format!("【{}】用在这里，没有东西可数", slot.name);
        survey.blame(report, MISPLACED_COUNT, said, slot.range.clone(), message, "只能用在引入语和语步里");
    }
}

fn needs(survey: &Survey, said: &Said, report: &mut Report) {
    for need in said.phrase.needs() {
        if !survey.is_declared(&said.entry.path, need) {
            let message = format!("needs 里的“{need}”没有声明");
            let known = survey.declared(&said.entry.path);
            let hint = match near(need, known.iter().copied()).first() {
                Some(near) => format!("是不是想写 {near}？"),
                None => format!("写一行 fact/{need}: 提示"),
            };
            survey.blame_all(report, NEEDS, said, message, &hint);
        } else if !said.phrase.slots().any(|slot| slot.name.trim_end_matches('*') == need) {
            let message = format!("要有“{need}”才说，句子里却没有【{need}】");
            survey.blame_all(report, NEEDS, said, message, "在句子里写上它，或者去掉 needs");
        }
    }
}
