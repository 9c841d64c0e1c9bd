//! The names that slots can have, as `names.txt` lists them: by what fillers end with and by what stands on either side.

use std::cmp::Reverse;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A slot of which nothing is known.
pub(super) const THING: &str = "事项";

/// A slot that holds what is done.
pub(super) const DEED: &str = "举措";

/// A slot that holds how something is.
pub(super) const QUALITY: &str = "特点";

/// A slot that holds how something is done.
pub(super) const MANNER: &str = "方式";

/// A slot that holds what a sentence is about.
pub(super) const SUBJECT: &str = "主体";

/// A slot that holds 的, 了 or nothing.
pub(super) const PARTICLE: &str = "虚词";

/// A slot among others of a list.
pub(super) const LISTED: &str = "并列项";

/// Names by what fillers end with and what stands on either side.
pub(super) const NAMES: &str = include_str!("names.txt");

pub(super) static TABLE: LazyLock<Names> = LazyLock::new(Names::read);

/// The names, and which ending of a filler gives which.
pub(super) struct Names {
    pub rows: Vec<Row>,
    endings: FxHashMap<&'static str, &'static str>,
    /// Which row is the first that is known by a word on the left, and on the right.
    left: FxHashMap<&'static str, usize>,
    right: FxHashMap<&'static str, usize>,
}

/// A name, and by what it is known.
pub(super) struct Row {
    pub name: &'static str,
    fact: bool,
    both: Vec<(&'static str, &'static str)>,
    pub hint: &'static str,
}

impl Names {
    fn read() -> Self {
        let mut names = Names {
            rows: Vec::new(),
            endings: FxHashMap::default(),
            left: FxHashMap::default(),
            right: FxHashMap::default(),
        };
        for line in NAMES.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('|');
            let mut cell = || cells.next().unwrap_or_default();
            let (name, endings, left, right, both, hint) = (cell(), cell(), cell(), cell(), cell(), cell());
            let fact = name.ends_with('*');
            let name = name.trim_end_matches('*');
            for ending in endings.split_whitespace() {
                names.endings.entry(ending).or_insert(name);
            }
            let row = names.rows.len();
            for word in left.split_whitespace() {
                names.left.entry(word).or_insert(row);
            }
            for word in right.split_whitespace() {
                names.right.entry(word).or_insert(row);
            }
            names.rows.push(Row {
                name,
                fact,
                both: both.split_whitespace().filter_map(|pair| pair.split_once('…')).collect(),
                hint,
            });
        }
        names
    }

    /// The name of a kind of thing by how it is called; the longest ending tells most.
    pub(super) fn ending(&self, said: &str, last: &str) -> Option<&'static str> {
        let starts: Vec<usize> = said.char_indices().map(|(at, _)| at).collect();
        let longest = starts.len().min(8);
        starts[starts.len() - longest..].iter().find_map(|at| {
            let ending = &said[*at..];
            // A single character ends words that have nothing to do with it: 机会 is no meeting.
            let whole = ending.chars().nth(1).is_some() || last == ending || last.chars().count() > 2;
            self.endings.get(ending).copied().filter(|_| whole)
        })
    }

    /// Whether words lead to a verb: 要, 不断.
    pub(super) fn leads(&self, before: &[&str]) -> bool {
        let deeds = self.rows.iter().filter(|row| row.name == DEED).flat_map(|row| &row.both);
        deeds.filter(|(_, b)| b.is_empty()).any(|(a, _)| before.last() == Some(a))
    }

    /// The name that the words on both sides of a slot give it, or those behind it.
    pub(super) fn around(&self, left: &[String], right: &[String]) -> Option<&'static str> {
        // Behind the slot nothing stands, or a stop.
        let ended = right.first().is_none_or(|word| word.chars().all(|c| !c.is_alphanumeric()));
        let answers = |word: &str| if word.is_empty() { ended } else { said(right, word) };
        let both = |row: &Row| {
            let pairs = row.both.iter().filter(|(a, b)| said(left, a) && answers(b));
            pairs.map(|(a, b)| a.len() + b.len()).max()
        };
        self.longest(both).or_else(|| self.known(right, &self.right))
    }

    /// The name that the words before a slot give what follows them.
    pub(super) fn behind(&self, left: &[String]) -> Option<&'static str> {
        self.known(left, &self.left)
    }

    /// The name of the row that knows the longest of the words; of several, the first.
    fn known(&self, words: &[String], known: &FxHashMap<&str, usize>) -> Option<&'static str> {
        let rows = words.iter().filter_map(|word| Some((word.len(), Reverse(*known.get(word.as_str())?))));
        rows.max().map(|(_, Reverse(row))| self.rows[row].name)
    }

    /// The name of the row that fits with most characters; of several, the first.
    fn longest(&self, fits: impl Fn(&Row) -> Option<usize>) -> Option<&'static str> {
        let rows = self.rows.iter().rev().filter_map(|row| Some((fits(row)?, row.name)));
        rows.max_by_key(|(length, _)| *length).map(|(_, name)| name)
    }
}

fn said(words: &[String], word: &str) -> bool {
    words.iter().any(|said| said == word)
}

/// The row of a name, with or without the number behind it.
pub(super) fn row(name: &str) -> Option<&'static Row> {
    TABLE.rows.iter().filter(|row| name.starts_with(row.name)).max_by_key(|row| row.name.len())
}

/// What to fill a slot with, by its name with or without the number behind it.
pub fn hint(name: &str) -> Option<&'static str> {
    row(name).map(|row| row.hint)
}

/// Whether a slot of that name holds what is an author's own, so that no filler of it is anybody else's.
pub fn is_fact(name: &str) -> bool {
    row(name).is_none_or(|row| row.fact)
}

/// Whether the name says what kind of thing fills the slot, so that fillers may go from one frame to another.
pub fn is_kind(name: &str) -> bool {
    row(name).is_some_and(|row| !matches!(row.name, THING | DEED | QUALITY | MANNER | SUBJECT | LISTED | PARTICLE))
}
