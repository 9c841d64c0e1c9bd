//! The words that rules look for: tables in `words/*.tsv`, one dictionary of all of them.
//!
//! A row is a word, what should stand instead, words around it in which it is right, and years. One walk over the text finds the
//! words of all tables; a rule then asks for its own. So one more word costs nothing, and needs no Rust.

use super::formula::Formula;
use crate::source::Span;
use crate::text::dictionary::Dictionary;

macro_rules! tables {
    ($($variant:ident $file:literal),* $(,)?) => {
        /// A table of words.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Table {
            $(#[doc = $file] $variant,)*
            /// What fixed formulations of the library consist of.
            Part,
            /// Words that rules begin from, without a table of their own.
            Sought,
        }

        const FILES: &[(Table, &str)] = &[$((Table::$variant, include_str!(concat!("words/", $file, ".tsv")))),*];
    };
}

tables! {
    Abolished "abolished",
    Aitalk "aitalk",
    Authority "authority",
    Chain "chain",
    Cliche "cliche",
    Collocations "collocations",
    Colloquial "colloquial",
    Counts "counts",
    Doubled "doubled",
    Here "here",
    Measures "measures",
    Misused "misused",
    Organs "organs",
    Outdated "outdated",
    Papers "papers",
    Particles "particles",
    Parts "parts",
    Period "period",
    Posts "posts",
    Quotes "quotes",
    Redundant "redundant",
    Role "role",
    Scope "scope",
    Secrecy "secrecy",
    Theories "theories",
    Thought "thought",
    Typos "typos",
    Unfinished "unfinished",
    Vague "vague",
}

const TABLES: usize = Table::Sought as usize + 1;

/// Words that rules begin from, beside those of fixed formulations.
const SOUGHT: [&str; 23] = [
    "进一步",
    "切实",
    "大力",
    "不断",
    "全力",
    "狠抓",
    "十二五",
    "十三五",
    "十四五",
    "十五五",
    "十六五",
    "周年",
    "年月",
    "中全会",
    "政协",
    "政府",
    "人大",
    "左右",
    "上下",
    "来个",
    "以上",
    "以下",
    "以内",
];

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// What is looked for.
    pub word: String,
    /// The second column: what should stand there, or what the rule makes of it.
    pub right: String,
    /// The third column: words around it in which it is right.
    pub except: Vec<String>,
    /// The fourth column: whatever else the rule needs, such as a year.
    pub more: String,
}

/// A word found in a text.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Where.
    pub at: Span,
    row: u32,
}

/// The words found in a text, in the order of the text.
#[derive(Debug, Default)]
pub struct Hits {
    tables: Vec<Vec<Hit>>,
    /// Where the words stand that are sought, by the place of each in its table.
    sought: Vec<Vec<usize>>,
}

impl Hits {
    /// Those of a table.
    pub fn of(&self, table: Table) -> &[Hit] {
        &self.tables[table as usize]
    }
}

/// The dictionary of all tables.
#[derive(Debug)]
pub struct Lexicon {
    dictionary: Dictionary,
    words: Vec<(Table, u32)>,
    rows: Vec<Vec<Row>>,
}

impl Lexicon {
    /// All tables, and the words of fixed formulations.
    pub fn new(formulas: &[Formula]) -> Self {
        let mut rows: Vec<Vec<Row>> = vec![Vec::new(); TABLES];
        for (table, text) in FILES {
            rows[*table as usize] = text.lines().filter_map(row).collect();
        }
        // Parts of two characters stand everywhere: 创新, 民主.
        let parts = formulas.iter().filter(|formula| formula.parts.len() >= 3).flat_map(|formula| &formula.parts);
        let mut parts: Vec<&String> = parts.filter(|part| part.chars().count() >= 3).collect();
        parts.sort_unstable();
        parts.dedup();
        let alone = |word: String| Row { word, ..Row::default() };
        rows[Table::Part as usize] = parts.into_iter().cloned().map(alone).collect();
        let mut sought: Vec<String> = SOUGHT.map(String::from).to_vec();
        sought.extend(formulas.iter().flat_map(|formula| [formula.bare().to_string(), formula.listed()]));
        sought.retain(|word| !word.is_empty());
        sought.sort_unstable();
        sought.dedup();
        rows[Table::Sought as usize] = sought.into_iter().map(alone).collect();
        let mut words = Vec::new();
        let mut patterns: Vec<&str> = Vec::new();
        let tables = FILES.iter().map(|(table, _)| *table).chain([Table::Part, Table::Sought]);
        for (table, rows) in tables.zip(&rows) {
            for (number, row) in rows.iter().enumerate() {
                words.push((table, number as u32));
                patterns.push(&row.word);
            }
        }
        let dictionary = Dictionary::new(patterns);
        Lexicon { dictionary, words, rows }
    }

    /// The words of a text, without those that stand in a word in which they are right.
    pub fn hits(&self, text: &str) -> Hits {
        let mut found: Vec<Vec<Hit>> = vec![Vec::new(); TABLES];
        let mut sought = vec![Vec::new(); self.rows(Table::Sought).len()];
        self.dictionary.each(text, |start, number, length| {
            let (table, row) = self.words[number as usize];
            if table == Table::Sought {
                sought[row as usize].push(start);
                return;
            }
            let at = start..start + length;
            if !excused(text, &at, &self.rows[table as usize][row as usize]) {
                found[table as usize].push(Hit { at, row });
            }
        });
        for hits in &mut found {
            hits.sort_by_key(|hit| (hit.at.start, std::cmp::Reverse(hit.at.end)));
        }
        Hits { tables: found, sought }
    }

    /// Where one of the words stands that are sought, in order.
    pub fn places<'h>(&self, word: &str, hits: &'h Hits) -> &'h [usize] {
        let row = self.rows(Table::Sought).binary_search_by(|row| row.word.as_str().cmp(word));
        row.map_or(&[], |row| &hits.sought[row])
    }

    /// The row that a hit of a table came from.
    pub fn row(&self, table: Table, hit: &Hit) -> &Row {
        &self.rows[table as usize][hit.row as usize]
    }

    /// All rows of a table.
    pub fn rows(&self, table: Table) -> &[Row] {
        &self.rows[table as usize]
    }
}

impl Hit {
    /// The number of its row.
    pub fn number(&self) -> usize {
        self.row as usize
    }
}

fn row(line: &str) -> Option<Row> {
    let line = line.trim_end();
    if line.is_empty() || line.starts_with('#') {
        return None;
    }
    let mut columns = line.split('\t');
    let mut next = || columns.next().unwrap_or_default().trim().to_string();
    let (word, right, except, more) = (next(), next(), next(), next());
    Some(Row { word, right, except: except.split_whitespace().map(str::to_string).collect(), more })
}

/// Whether one of the row's exceptions stands around the word.
fn excused(text: &str, at: &Span, row: &Row) -> bool {
    row.except.iter().any(|except| {
        except.match_indices(&row.word).any(|(inside, _)| {
            at.start.checked_sub(inside).is_some_and(|start| text.as_bytes()[start..].starts_with(except.as_bytes()))
        })
    })
}
