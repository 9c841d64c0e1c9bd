//! `qicao bank merge`: the phrases of other libraries into one's own; what is nearly the same is shown side by side.

use std::io::BufRead;

use anyhow::Result;
use clap::ValueEnum;

use super::super::{Exit, output};
use super::home::{Home, Own};
use qicao::library::edit::Item;
use qicao::library::lint::likeness;
use qicao::{Code, Diagnostic, Error};

/// The command line.
#[derive(Debug, clap::Args)]
pub struct Merge {
    /// 从哪些库目录并进来
    #[arg(value_name = "目录", required = true, help_heading = "参数")]
    pub directories: Vec<String>,
    /// 差几个字的不一条条问，都按一个办法：keep 留自己的、drop 换成对方的、both 都要
    #[arg(long, value_name = "办法", value_enum, hide_possible_values = true)]
    pub yes: Option<Rule>,
    #[command(flatten)]
    pub own: Own,
}

/// What becomes of two phrases that are nearly the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Rule {
    /// 留自己的，不要对方的
    Keep,
    /// 去掉自己的，换成对方的
    Drop,
    /// 都要
    Both,
}

/// Phrases that share so much are taken to be one.
const ALIKE: f64 = 0.75;

/// Runs the command.
pub fn run(args: &Merge) -> Result<Exit> {
    merge(&args.directories, args.yes, &args.own)
}

/// Merges; without a rule it asks.
pub fn merge(directories: &[String], rule: Option<Rule>, own: &Own) -> Result<Exit> {
    let mut home = Home::open(own)?;
    let (mut added, mut known, mut kept, mut dropped) = (0, 0, 0, 0);
    for directory in directories {
        let mut other = Home::at(directory)?;
        for theirs in other.sheets() {
            for item in theirs.items() {
                let near = nearest(&mut home, &item);
                if near.as_ref().is_some_and(|(likeness, _, mine)| *likeness >= 1.0 || mine.texts == item.texts) {
                    known += 1;
                    continue;
                }
                let decided = match &near {
                    Some((likeness, _, mine)) if *likeness >= ALIKE => match rule {
                        Some(rule) => Some(rule),
                        None => Some(ask(mine, &item)?),
                    },
                    _ => None,
                };
                if decided == Some(Rule::Keep) {
                    kept += 1;
                    continue;
                }
                home.sheet_for(&item.path).paste(&item.path, theirs.cut_phrase(&item.at))?;
                added += 1;
                if let (Some(Rule::Drop), Some((_, file, mine))) = (decided, &near) {
                    let mut sheets = home.sheets().filter(|sheet| sheet.name() == file);
                    sheets.try_for_each(|sheet| sheet.remove(&mine.at))?;
                    dropped += 1;
                }
            }
        }
    }
    for file in home.save()? {
        output::note(&format!("写好 {file}"));
    }
    output::note(&format!("添了 {added} 条；一样的 {known} 条，相近而留自己的 {kept} 条，相近而换掉的 {dropped} 条"));
    Ok(Exit::Done)
}

/// The thought of one's own under the same path that is most like one of theirs, and its file.
fn nearest(home: &mut Home, item: &Item) -> Option<(f64, String, Item)> {
    let mut best: Option<(f64, String, Item)> = None;
    for sheet in home.with(&item.path) {
        for mine in sheet.items().into_iter().filter(|mine| mine.path == item.path) {
            let pairs = mine.texts.iter().flat_map(|one| item.texts.iter().map(move |other| likeness(one, other)));
            let likeness = pairs.fold(0.0, f64::max);
            if best.as_ref().is_none_or(|(other, ..)| likeness > *other) {
                best = Some((likeness, sheet.name().to_string(), mine));
            }
        }
    }
    best
}

fn ask(mine: &Item, theirs: &Item) -> Result<Rule> {
    output::note(&format!("\n{}", mine.path));
    output::note(&format!("  自己的　{}", mine.texts.join(" / ")));
    output::note(&format!("  对方的　{}", theirs.texts.join(" / ")));
    loop {
        output::note("k 留自己的，d 换成对方的，b 都要，q 不并了：");
        let mut answer = String::new();
        let read = std::io::stdin().lock().read_line(&mut answer)?;
        match answer.trim() {
            "k" => return Ok(Rule::Keep),
            "d" => return Ok(Rule::Drop),
            "b" => return Ok(Rule::Both),
            _ if read == 0 => break,
            "q" => break,
            _ => {}
        }
    }
    let problem = Diagnostic::error(Code::BadValue, "没有并完，什么也没有写");
    Err(Error::from(problem.hint("再来一次，或者加 --yes keep、--yes drop、--yes both")).into())
}
