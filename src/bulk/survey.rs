//! The rows gone through once before anything is written: equal ones counted, keys and names found to be each row's own.
//!
//! A row is remembered by hashes, 16 bytes while keys are compared and 8 for its name, so that a million rows take 24 MB at most;
//! and the second time the rows are held against the names, so that a table that changed under our hands is told.

use std::collections::{BTreeMap, BTreeSet};

use super::input::Input;
use super::name::{Pattern, folded};
use super::row::Row;
use crate::diagnostic::{Code, Diagnostic, Result};

/// What was seen of the rows.
#[derive(Debug, Default)]
pub struct Survey {
    rows: usize,
    /// The hashes of rows that are there more than once.
    repeated: BTreeSet<u128>,
    /// The hash of each row's name; none where no files are named.
    names: Vec<u64>,
}

/// Counts equal rows as they come.
pub(super) struct Count(BTreeMap<u128, u32>);

/// More collisions than this at a time are no help to anybody.
const MOST: usize = 20;

impl Survey {
    /// Goes through the rows; where files are to be named, `pattern` says how and `taken` what is there already. The names of two
    /// rows that would be one file are an error.
    pub fn of(input: &dyn Input, pattern: Option<&Pattern>, extension: &str, taken: &[String]) -> Result<Survey> {
        let (mut hashes, mut names) = (Vec::new(), Vec::new());
        for row in input.rows()? {
            let row = row?;
            hashes.push(row.key.hash());
            if let Some(pattern) = pattern {
                names.push(folded(&pattern.stem(&row)));
            }
        }
        let rows = hashes.len();
        let repeated = repeated(hashes);
        let mut survey = Survey { rows, repeated, names };
        if !survey.repeated.is_empty() {
            survey.same_keys(input)?;
            if let Some(pattern) = pattern {
                survey.names.clear();
                let mut count = survey.count();
                for row in input.rows()? {
                    survey.names.push(folded(&pattern.stem(&count.counted(row?))));
                }
            }
        }
        if let Some(pattern) = pattern {
            survey.same_names(input, pattern, extension, taken)?;
        }
        Ok(survey)
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    pub(super) fn count(&self) -> Count {
        Count(self.repeated.iter().map(|hash| (*hash, 0)).collect())
    }

    /// Whether a row still has the name that it had.
    pub(super) fn knows(&self, row: &Row, stem: &str) -> bool {
        self.names.get(row.number - 1) == Some(&folded(stem))
    }

    /// Equal rows are told apart by counting, but a key that the user gives must be one row's own.
    fn same_keys(&self, input: &dyn Input) -> Result<()> {
        let mut found: BTreeMap<u128, (String, Vec<Row>)> = BTreeMap::new();
        for row in input.rows()? {
            let row = row?;
            let hash = row.key.hash();
            if let Some(given) = row.key.given.clone().filter(|_| self.repeated.contains(&hash)) {
                let rows = &mut found.entry(hash).or_insert((given, Vec::new())).1;
                if rows.len() < 3 {
                    rows.push(row);
                }
            }
            if found.len() > MOST {
                break;
            }
        }
        let mut groups: Vec<_> = found.into_values().collect();
        groups.sort_by_key(|(_, rows)| rows.first().map(|row| row.number));
        let problems: Vec<Diagnostic> = groups
            .into_iter()
            .take(MOST)
            .filter_map(|(key, rows)| {
                let message = format!("{}的标识都是“{key}”", listed(&rows));
                Some(rows.last()?.at(Diagnostic::error(Code::DuplicateKey, message).hint("每一行的标识要不同")))
            })
            .collect();
        if problems.is_empty() { Ok(()) } else { Err(problems.into()) }
    }

    fn same_names(&self, input: &dyn Input, pattern: &Pattern, extension: &str, taken: &[String]) -> Result<()> {
        let mut sorted = self.names.clone();
        sorted.sort_unstable();
        let is_one = |pair: &&[u64]| pair[0] == pair[1];
        let twice: BTreeSet<u64> = sorted.windows(2).filter(is_one).map(|pair| pair[0]).collect();
        let dot = format!(".{extension}");
        let is_file = |name: &&String| name.to_lowercase().ends_with(&dot);
        let there = taken.iter().filter(is_file).map(|name| folded(&name[..name.len() - dot.len()]));
        let there: BTreeSet<u64> = there.filter(|name| sorted.binary_search(name).is_ok()).collect();
        drop(sorted);
        if twice.is_empty() && there.is_empty() {
            return Ok(());
        }
        // The names themselves, for those few.
        let (mut problems, mut found, mut count) =
            (Vec::new(), BTreeMap::<u64, (String, Vec<Row>)>::new(), self.count());
        for row in input.rows()? {
            let row = count.counted(row?);
            let Some(name) = self.names.get(row.number - 1) else { break };
            let stem = || format!("{}{dot}", pattern.stem(&row));
            if there.contains(name) && problems.len() < MOST {
                let problem = Diagnostic::error(Code::File, format!("“{}”已经有了", stem()));
                problems.push(row.at(problem.hint("接着上次做就加 --resume，否则换一个目录")));
            }
            if twice.contains(name) && (found.contains_key(name) || found.len() < MOST) {
                let rows = &mut found.entry(*name).or_insert_with(|| (stem(), Vec::new())).1;
                if rows.len() < 3 {
                    rows.push(row);
                }
            }
        }
        let mut groups: Vec<_> = found.into_values().collect();
        groups.sort_by_key(|(_, rows)| rows.first().map(|row| row.number));
        problems.extend(groups.into_iter().filter_map(|(name, rows)| {
            let message = format!("{}都会写成“{name}”", listed(&rows));
            let hint = "在 --name 里加上 {key} 或 {n:04}，或者加上各行不同的一列";
            Some(rows.last()?.at(Diagnostic::error(Code::BadValue, message).hint(hint)))
        }));
        Err(problems.into())
    }
}

impl Count {
    /// The row with how many equal ones came before it.
    pub fn counted(&mut self, mut row: Row) -> Row {
        if let Some(count) = self.0.get_mut(&row.key.hash()) {
            row.key.before = *count;
            *count += 1;
        }
        row
    }
}

fn repeated(mut hashes: Vec<u128>) -> BTreeSet<u128> {
    hashes.sort_unstable();
    hashes.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
}

fn listed(rows: &[Row]) -> String {
    let numbers: Vec<_> = rows.iter().map(|row| row.number.to_string()).collect();
    let more = if rows.len() == 3 { "等" } else { "" };
    format!("第 {} 份{more}", numbers.join("、"))
}

impl Row {
    /// A problem of the row as a whole.
    pub(super) fn at(&self, problem: Diagnostic) -> Diagnostic {
        match &self.source {
            Some(source) => problem.at(source, 0..source.text().len()),
            None => problem.at(self.base.brief.source(), 0..0),
        }
    }
}
