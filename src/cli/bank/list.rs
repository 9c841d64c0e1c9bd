//! `qicao bank list`: the paths as a tree with counts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Result;
use serde_json::json;

use super::super::{Exit, args, input, output};
use super::rows::rows;

/// The command line.
#[derive(Debug, clap::Args)]
pub struct List {
    /// 只列这个路径下面的；不写就列到主题和语步为止
    #[arg(value_name = "路径", default_value = "", help_heading = "参数", hide_default_value = true)]
    pub path: String,
    /// 用 JSON 打印：路径和条数，一行不缩
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub library: args::Library,
}

/// How deep the tree goes where no path is given.
const SHALLOW: usize = 2;

/// A path with how many phrases stand under it, and what lies below.
#[derive(Default)]
struct Branch {
    count: usize,
    below: BTreeMap<String, Branch>,
}

/// Runs the command.
pub fn run(args: &List) -> Result<Exit> {
    let library = input::library(&args.library)?;
    let path = args.path.trim_matches('/');
    let rows = rows(&library, path)?;
    if args.json {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        rows.iter().for_each(|row| *counts.entry(row.bank).or_default() += 1);
        let rows: Vec<_> = counts.into_iter().map(|(name, count)| json!({ "name": name, "phrases": count })).collect();
        output::print((serde_json::to_string_pretty(&rows)? + "\n").as_bytes())?;
    } else {
        let mut tree = Branch::default();
        for row in &rows {
            let mut branch = &mut tree;
            branch.count += 1;
            for segment in row.bank.split('/') {
                branch = branch.below.entry(segment.into()).or_default();
                branch.count += 1;
            }
        }
        let mut out = String::new();
        let depth = if path.is_empty() { SHALLOW } else { usize::MAX };
        print(&tree, 0, depth, &mut out);
        output::print(out.as_bytes())?;
        output::note(&format!("共 {} 条", tree.count));
    }
    if rows.is_empty() {
        output::note("没有这个路径；不写路径就从头列起");
    }
    Ok(Exit::Done)
}

fn print(branch: &Branch, indent: usize, depth: usize, out: &mut String) {
    for (name, below) in &branch.below {
        let _ = writeln!(out, "{}{name}　{}", "  ".repeat(indent), below.count);
        if indent + 1 < depth {
            print(below, indent + 1, depth, out);
        }
    }
}
