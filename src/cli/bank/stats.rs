//! `qicao bank stats`: how large the banks are, what they ask for, and whether they are large enough.
//!
//! A sentence is heard too often when its bank is small for what is drawn from it. How often is measured, not guessed: ten drafts are
//! made, and what was drawn from a bank is held against the thoughts that it has:
//! hearings = drafts × chance of the aspect × sentences drawn ÷ pool.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use anyhow::Result;
use serde_json::{Value, json};

use super::super::{Exit, args, input, output};
use super::rows::{Row, rows};
use qicao::library::lint::Kind;
use qicao::library::{BankPath, COMMON, Library};
use qicao::{Brief, Diagnostic, Error, Source, draft};

/// The command line.
#[derive(Debug, clap::Args)]
pub struct Stats {
    /// 看哪个主题够不够用；不写就只看大小
    #[arg(value_name = "主题", help_heading = "参数")]
    pub theme: Option<String>,
    /// 以多长的稿子为准（字）；不写就用这类讲话通常的篇幅
    #[arg(long, value_name = "数")]
    pub length: Option<u32>,
    /// 以哪类讲话为准
    #[arg(long = "type", value_name = "类型", default_value = "推进会", hide_default_value = true)]
    pub kind: String,
    /// 用 JSON 打印
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub library: args::Library,
}

/// So many drafts are made.
const DRAFTS: u64 = 10;

/// A sentence may be heard so often in them.
const OFTEN: f64 = 2.0;

/// Lengths are counted in steps of so many 字.
const STEP: u32 = 15;

/// Runs the command.
pub fn run(args: &Stats) -> Result<Exit> {
    let library = input::library(&args.library)?;
    let rows = rows(&library, "")?;
    let mut all = json!({});
    let mut out = String::new();
    sizes(&rows, &mut all, &mut out);
    lengths(&rows, &mut all, &mut out);
    slots(&library, &rows, &mut all, &mut out)?;
    templates(&library, &rows, &mut all, &mut out)?;
    if let Some(theme) = &args.theme {
        pools(args, theme, &library, &rows, &mut all, &mut out)?;
    }
    let text = if args.json { serde_json::to_string_pretty(&all)? + "\n" } else { out };
    output::print(text.as_bytes())?;
    Ok(Exit::Done)
}

/// A bar of eighths of a block.
fn bar(value: f64, most: f64, width: usize) -> String {
    let eighths = if most > 0.0 { (value / most * width as f64 * 8.0).round() as usize } else { 0 };
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    "█".repeat(eighths / 8) + rest
}

/// A name padded to the width that a terminal shows it in.
fn padded(name: &str, width: usize) -> String {
    let shown: usize = name.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    format!("{name}{}", " ".repeat(width.saturating_sub(shown)))
}

fn spoken<'r, 'l>(rows: &'r [Row<'l>]) -> impl Iterator<Item = (&'r Row<'l>, Kind)> {
    let kind = |row: &'r Row<'l>| Some((row, Kind::of(&BankPath::parse(row.bank).ok()?)));
    rows.iter().filter_map(kind).filter(|(_, kind)| kind.is_spoken())
}

fn sizes(rows: &[Row], all: &mut Value, out: &mut String) {
    let banks: BTreeSet<&str> = rows.iter().map(|row| row.bank).collect();
    let characters: u64 = spoken(rows).map(|(row, _)| u64::from(row.phrase.length)).sum();
    let mut themes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut roots: BTreeMap<&str, usize> = BTreeMap::new();
    for (row, _) in spoken(rows) {
        let mut segments = row.bank.split('/');
        let root = segments.next().unwrap_or_default();
        *roots.entry(root).or_default() += 1;
        if root == "theme" {
            *themes.entry(segments.next().unwrap_or_default()).or_default() += 1;
        }
    }
    let _ = writeln!(out, "大小：{} 个路径，{} 条，能说的话 {} 字\n", banks.len(), rows.len(), characters);
    let most = themes.values().max().copied().unwrap_or(0) as f64;
    for (theme, count) in &themes {
        let _ = writeln!(out, "  {} {count:>6} {}", padded(theme, 12), bar(*count as f64, most, 30));
    }
    let others = roots.iter().filter(|(root, _)| **root != "theme");
    let others: Vec<String> = others.map(|(root, count)| format!("{root} {count} 条")).collect();
    let _ = writeln!(out, "  其余：{}", others.join("，"));
    all["size"] = json!({ "banks": banks.len(), "phrases": rows.len(), "characters": characters, "themes": themes, "roots": roots });
}

fn lengths(rows: &[Row], all: &mut Value, out: &mut String) {
    let mut lengths: Vec<u32> =
        spoken(rows).filter(|(_, kind)| kind.is_sentence()).map(|(row, _)| row.phrase.length).collect();
    lengths.sort_unstable();
    let Some(longest) = lengths.last().copied() else { return };
    let at = |share: usize| lengths[(lengths.len() - 1) * share / 100];
    let _ = writeln!(
        out,
        "\n长短：中位 {} 字，一成短于 {} 字，一成长于 {} 字，最长 {longest} 字\n",
        at(50),
        at(10),
        at(90)
    );
    let mut steps: BTreeMap<u32, usize> = BTreeMap::new();
    lengths.iter().for_each(|length| *steps.entry((*length / STEP).min(8)).or_default() += 1);
    let most = steps.values().max().copied().unwrap_or(0) as f64;
    for (step, count) in &steps {
        let from = step * STEP;
        let name = if *step == 8 { format!("{from} 字以上") } else { format!("{from}—{} 字", from + STEP - 1) };
        let _ = writeln!(out, "  {} {count:>6} {}", padded(&name, 12), bar(*count as f64, most, 30));
    }
    all["length"] = json!({ "median": at(50), "tenth": at(10), "ninetieth": at(90), "longest": longest });
}

/// Which slots are facts, by how often they are asked for; which are filled.
fn slots(library: &Library, rows: &[Row], all: &mut Value, out: &mut String) -> Result<()> {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for slot in spoken(rows).flat_map(|(row, _)| row.phrase.slots()) {
        *uses.entry(slot.name.trim_end_matches('*')).or_default() += 1;
    }
    let facts: BTreeSet<&str> =
        library.roots("fact/").into_iter().filter_map(|root| root.strip_prefix("fact/")).collect();
    let mut asked: Vec<(&str, usize)> = uses.iter().map(|(name, count)| (*name, *count)).collect();
    asked.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let (given, filled): (Vec<_>, Vec<_>) = asked.into_iter().partition(|(name, _)| facts.contains(name));
    let shown = |list: &[(&str, usize)]| {
        let shown: Vec<String> = list.iter().take(12).map(|(name, count)| format!("{name} {count}")).collect();
        let more = if list.len() > 12 { format!("……共 {} 个", list.len()) } else { String::new() };
        shown.join("，") + &more
    };
    let _ = writeln!(
        out,
        "\n占位：等人填的事实\n  {}\n占位：由库里的词、提法和要求填的\n  {}",
        shown(&given),
        shown(&filled)
    );
    let named = |list: &[(&str, usize)]| {
        list.iter().map(|(name, count)| json!({ "name": name, "uses": count })).collect::<Vec<_>>()
    };
    all["slots"] = json!({ "facts": named(&given), "filled": named(&filled) });
    Ok(())
}

/// Which banks feed which templates.
fn templates(library: &Library, rows: &[Row], all: &mut Value, out: &mut String) -> Result<()> {
    let _ = writeln!(out, "\n模板用哪些语步（条数，含这类讲话自己的）\n");
    let mut found = Vec::new();
    for (header, _) in library.templates()? {
        let Some(template) = library.template(&header.name)? else { continue };
        let mut banks: Vec<&str> =
            template.uses.iter().filter(|used| used.kind == "bank").map(|used| used.name.as_str()).collect();
        banks.sort_unstable();
        banks.dedup();
        let count = |bank: &str| {
            let own = format!("{bank}/{}", header.name);
            rows.iter().filter(|row| row.bank == bank || row.bank == own).count()
        };
        let fed: Vec<(&str, usize)> = banks.into_iter().map(|bank| (bank, count(bank))).collect();
        let short =
            |bank: &str| bank.trim_start_matches("move/").trim_end_matches(&format!("/{}", header.name)).to_string();
        let line: Vec<String> = fed.iter().map(|(bank, count)| format!("{} {count}", short(bank))).collect();
        let _ = writeln!(out, "  {} {}", padded(&header.name, 14), line.join("，"));
        let fed: Vec<Value> = fed.iter().map(|(bank, count)| json!({ "bank": bank, "phrases": count })).collect();
        found.push(json!({ "name": header.name, "banks": fed }));
    }
    all["templates"] = found.into();
    Ok(())
}

/// How often a sentence of each bank is heard in ten drafts of a theme.
fn pools(args: &Stats, theme: &str, library: &Library, rows: &[Row], all: &mut Value, out: &mut String) -> Result<()> {
    let mut drawn: BTreeMap<String, usize> = BTreeMap::new();
    let mut length = 0;
    for seed in 1..=DRAFTS {
        let brief = json!({ "type": args.kind, "meeting": format!("全市{theme}{}", args.kind), "topic": theme, "seed": seed, "length": args.length });
        let mut brief = brief;
        if args.length.is_none()
            && let Some(brief) = brief.as_object_mut()
        {
            brief.remove("length");
        }
        let brief = Brief::read(&Arc::new(Source::new("", brief.to_string()))).map_err(placeless)?;
        let draft = draft(&brief, library).map_err(placeless)?;
        length = draft.length;
        let draft = draft.to_json(library);
        let mut heard: BTreeSet<(String, String)> = BTreeSet::new();
        for piece in draft["provenance"].as_array().into_iter().flatten().filter(|piece| piece["kind"] == "phrase") {
            let bank = piece["bank"].as_str().unwrap_or_default();
            heard.insert((bank.into(), format!("{}:{}", piece["file"], piece["line"])));
        }
        heard.into_iter().for_each(|(bank, _)| *drawn.entry(bank).or_default() += 1);
    }
    let register = library.template(&args.kind)?.and_then(|template| template.header.register);
    let register = register.unwrap_or_else(|| "平实".into());
    let mut thoughts: BTreeMap<String, BTreeSet<(u32, u32, u32)>> = BTreeMap::new();
    for row in rows.iter().filter(|row| may_be_said(row, theme, &args.kind, &register)) {
        let origin = row.phrase.origin;
        thoughts.entry(pool_of(row.bank, theme)).or_default().insert((origin.file, origin.entry, origin.item));
    }
    let mut heard: BTreeMap<String, usize> = BTreeMap::new();
    let kind = |bank: &str| BankPath::parse(bank).map(|path| Kind::of(&path)).ok();
    for (bank, drawn) in drawn.into_iter().filter(|(bank, _)| kind(bank).is_some_and(Kind::is_sentence)) {
        // A speech has one title and one salutation, and they are always the same.
        if !["move/title", "move/salutation"].contains(&bank.as_str()) {
            *heard.entry(pool_of(&bank, theme)).or_default() += drawn;
        }
    }
    let mut pools: Vec<(String, usize, usize, f64)> = heard
        .into_iter()
        .map(|(bank, drawn)| {
            let pool = thoughts.get(&bank).map_or(1, BTreeSet::len);
            let often = drawn as f64 / pool as f64;
            (bank, pool, drawn, often)
        })
        .collect();
    pools.sort_by(|one, other| other.3.total_cmp(&one.3).then_with(|| one.0.cmp(&other.0)));
    let enough = pools.iter().filter(|(.., often)| *often <= OFTEN).count();
    let _ = writeln!(
        out,
        "\n够不够：{theme}，{}，约 {length} 字，{DRAFTS} 篇里每条说几遍（抽用次数 ÷ 条数，{OFTEN} 遍以内为好）\n  用到 {} 个路径，{enough} 个够\n",
        args.kind,
        pools.len()
    );
    let most = pools.first().map_or(0.0, |(.., often)| *often);
    for (bank, pool, drawn, often) in pools.iter().take(20) {
        let lacks = ((*drawn as f64 / OFTEN).ceil() as usize).saturating_sub(*pool);
        let lacks = if lacks > 0 { format!("，再写 {lacks} 条") } else { String::new() };
        let short = bank.strip_prefix("theme/").unwrap_or(bank);
        let _ = writeln!(
            out,
            "  {} {often:>5.1} {}　有 {pool}，用 {drawn}{lacks}",
            padded(short, 44),
            bar(*often, most, 12)
        );
    }
    let pools: Vec<Value> = pools
        .iter()
        .map(|(bank, pool, drawn, often)| json!({ "bank": bank, "pool": pool, "drawn": drawn, "hearings": (often * 100.0).round() / 100.0 }))
        .collect();
    all["pools"] = json!({ "theme": theme, "type": args.kind, "length": length, "drafts": DRAFTS, "banks": pools });
    Ok(())
}

/// The pool that a bank is drawn with: an aspect of the common theme joins that of the theme, a move of a type the move.
fn pool_of(bank: &str, theme: &str) -> String {
    match bank.split('/').collect::<Vec<_>>()[..] {
        ["theme", COMMON, ref rest @ ..] => format!("theme/{theme}/{}", rest.join("/")),
        ["move", name, _] => format!("move/{name}"),
        _ => bank.into(),
    }
}

/// Whether the drafts that are made could say a phrase: at the level of a city, without a date, without facts.
fn may_be_said(row: &Row, theme: &str, kind: &str, register: &str) -> bool {
    let of_type = match BankPath::parse(row.bank) {
        Ok(BankPath::Move(_, Some(of))) => of == kind,
        _ => true,
    };
    let Some(limits) = &row.phrase.limits else { return of_type };
    let when = &limits.when;
    let fits = |list: &Vec<String>, wanted: &str| list.is_empty() || list.iter().any(|one| one == wanted);
    of_type
        && limits.needs.is_empty()
        && limits.hold_in(None)
        && fits(&when.level, "市")
        && fits(&when.register, register)
        && fits(&when.kind, kind)
        && fits(&when.theme, theme)
}

/// Faults of a brief that nobody wrote have no place.
fn placeless(error: Error) -> Error {
    let faults = error.diagnostics().iter().cloned().map(|fault| Diagnostic { place: None, ..fault });
    Error::from(faults.collect::<Vec<_>>())
}
