//! A text under review: what every rule looks at, made once.
//!
//! Rules read the clean text, whose offsets lead back to the file, and ask for what has been found in it already: paragraphs,
//! sentences, marks, figures, words, the outline. A rule about what cleaning mends (half-width stops, Markdown left over) reads
//! the text as given.

use std::cell::{Cell, OnceCell};

use super::formula::Formula;
use super::items::{Item, Series, items, lists, rank};
use super::lexicon::{Hit, Hits, Lexicon, Row, Table};
use super::marks::{Mark, Marks};
use super::mentions::{Mention, mentions};
use super::quantity::{Quantity, quantities};
use super::roster::Roster;
use super::when::{Day, day_of, year_after};
use crate::brief::Brief;
use crate::outline::{Document, Reading, read};
use crate::source::Span;
use crate::text::han::{ends_sentence, is_han};
use crate::text::read::Format;

/// The next paragraph that a rule asks for is mostly one of so many: a speech has no more.
const NEAR: usize = 16;

/// A text under review.
pub struct Review<'r> {
    /// The text as given; of Markdown, without its markup.
    pub raw: &'r str,
    /// What the file is.
    pub format: Format,
    /// The text read: clean text, speeches, nodes, moves, promises.
    pub document: Document,
    /// The speeches, as rules need to know them beside their outline.
    pub speeches: Vec<Speech>,
    /// Paragraphs of all speeches, in order.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences of all paragraphs, in order.
    sentences: Vec<Span>,
    /// Punctuation and figures of the clean text.
    pub marks: Marks,
    /// Numbers with their units, in order.
    pub quantities: Vec<Quantity>,
    /// Years, months and days, in order.
    pub dates: Vec<Mention>,
    /// What opens paragraphs and clauses, speech by speech.
    pub openings: Vec<Vec<Item>>,
    /// Of these, what opens paragraphs and belongs to the order of levels.
    pub formal: Vec<Vec<Item>>,
    lists: Vec<Vec<Series>>,
    /// Of these, the spoken ones: 一是 二要 第三，.
    pub spoken: Vec<Vec<Item>>,
    /// The brief that the speech was asked for by.
    pub brief: Option<&'r Brief>,
    /// The office's own list of people.
    pub roster: Option<&'r Roster>,
    /// Fixed formulations.
    pub formulas: &'r [Formula],
    lexicon: &'r Lexicon,
    hits: Hits,
    /// Where the lines of the file end, once somebody asks.
    lines: OnceCell<Vec<usize>>,
    /// Of each speech the sentences that tell quantities, with the places of these in the list, once somebody asks.
    told: OnceCell<Vec<Vec<Told>>>,
    /// The number of the paragraph that was asked for last.
    last: Cell<usize>,
}

/// A sentence, and the quantities that it tells, by their places in the list.
type Told = (Span, std::ops::Range<usize>);

/// What is known of a speech beside its outline.
#[derive(Debug, Clone)]
pub struct Speech {
    /// Titles, bylines and dates, then the body.
    pub at: Span,
    /// The paragraphs of it, by their place in the list.
    pub paragraphs: std::ops::Range<usize>,
    /// The day on which it is given: by the brief, else by its byline, else the year in its title.
    pub day: Option<Day>,
    /// The year before which it was not given: by its day, else by what it says has been. What is out of date is told by it.
    pub since: Option<i32>,
}

/// A paragraph.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// Where it stands in the clean text.
    pub at: Span,
    /// Which speech it belongs to.
    pub speech: usize,
    /// Whether it is a title, a byline or a date.
    pub front: bool,
    /// The sentences of it, by their place in the list.
    sentences: std::ops::Range<usize>,
    /// The marks of it, by their place in the list.
    marks: std::ops::Range<usize>,
}

/// What is asked of the world outside a text.
pub(super) struct Desk<'d> {
    pub brief: Option<&'d Brief>,
    pub roster: Option<&'d Roster>,
    pub formulas: &'d [Formula],
    pub lexicon: &'d Lexicon,
}

impl<'r> Review<'r> {
    pub(super) fn new(raw: &'r str, format: Format, desk: &Desk<'r>) -> Self {
        let document = read(raw);
        let text = document.clean.text.as_str();
        let marks = Marks::of(text);
        let hits = desk.lexicon.hits(text);
        let (mut paragraphs, mut sentences) = (Vec::new(), Vec::new());
        let mut speeches: Vec<Speech> = Vec::new();
        for (number, reading) in document.speeches.iter().enumerate() {
            let first = paragraphs.len();
            let fronts = reading.front.iter().flat_map(|span| paragraph_lines(text, span)).map(|at| (at, true));
            let body = paragraph_lines(text, &reading.body).map(|at| (at, false));
            for (at, front) in fronts.chain(body) {
                let behind = paragraphs.last().map_or(0, |last: &Paragraph| last.marks.end);
                let (before, own) = (sentences.len(), marks.range_from(behind, &at));
                sentences_of(text, &marks.all[own.clone()], &at, &mut sentences);
                let told = before..sentences.len();
                paragraphs.push(Paragraph { at, speech: number, front, sentences: told, marks: own });
            }
            let start = paragraphs.get(first).map_or(reading.body.start, |paragraph| paragraph.at.start);
            let day = desk.brief.and_then(|brief| brief.date).map(Day::from).or_else(|| day_of(text, reading));
            let at = start..reading.body.end;
            let since = day.map(|day| day.year).or_else(|| year_after(&text[at.clone()]));
            speeches.push(Speech { at, paragraphs: first..paragraphs.len(), day, since });
        }
        let mut told = Vec::new();
        for paragraph in &paragraphs {
            quantities(text, &paragraph.at, &mut told);
        }
        let dates = mentions(text, &marks.figures);
        let mut review = Review {
            quantities: told,
            dates,
            raw,
            format,
            speeches,
            paragraphs,
            sentences,
            marks,
            brief: desk.brief,
            roster: desk.roster,
            formulas: desk.formulas,
            lexicon: desk.lexicon,
            hits,
            lines: OnceCell::new(),
            told: OnceCell::new(),
            last: Cell::new(0),
            document,
            openings: Vec::new(),
            formal: Vec::new(),
            lists: Vec::new(),
            spoken: Vec::new(),
        };
        review.openings = review.speeches.iter().map(|speech| items(&review, speech)).collect();
        let those = |test: fn(&Item) -> bool| -> Vec<Vec<Item>> {
            review.openings.iter().map(|items| items.iter().filter(|item| test(item)).cloned().collect()).collect()
        };
        (review.formal, review.spoken) =
            (those(|item| item.line_start && rank(item.style).is_some()), those(|item| item.style.is_spoken()));
        review.lists = review.formal.iter().map(|items| lists(items)).collect();
        review
    }

    /// The clean text.
    pub fn text(&self) -> &str {
        &self.document.clean.text
    }

    /// A stretch of the clean text.
    pub fn slice(&self, at: &Span) -> &str {
        &self.document.clean.text[at.clone()]
    }

    /// The outline of a speech.
    pub fn reading(&self, speech: usize) -> &Reading {
        &self.document.speeches[speech]
    }

    /// The words of a table that stand in a speech, with their rows.
    pub fn words(&self, table: Table) -> impl Iterator<Item = (&Hit, &Row)> {
        let hits = self.hits.of(table).iter().filter(|hit| self.paragraph_at(hit.at.start).is_some());
        hits.map(move |hit| (hit, self.lexicon.row(table, hit)))
    }

    /// Where a word stands that the lexicon seeks for rules, in order.
    pub fn places(&self, word: &str) -> &[usize] {
        self.lexicon.places(word, &self.hits)
    }

    /// All rows of a table.
    pub fn rows(&self, table: Table) -> &[Row] {
        self.lexicon.rows(table)
    }

    /// The marks of a paragraph.
    pub fn marks_of(&self, paragraph: &Paragraph) -> &[Mark] {
        &self.marks.all[paragraph.marks.clone()]
    }

    /// What opens paragraphs in each speech, and the lists that it makes.
    pub fn formal_lists(&self) -> impl Iterator<Item = (&[Item], &[Series])> {
        self.formal.iter().map(Vec::as_slice).zip(self.lists.iter().map(Vec::as_slice))
    }

    /// The sentences of the body of a speech that tell quantities, with these.
    pub fn told(&self, speech: &Speech) -> impl Iterator<Item = (&Span, &[Quantity])> {
        // Half a dozen rules ask: it is worked out once for all of them.
        let all = self.told.get_or_init(|| {
            let speeches = self.speeches.iter().map(|speech| self.tell(speech).collect());
            speeches.collect()
        });
        let number = self.paragraphs[speech.paragraphs.clone()].first().map(|paragraph| paragraph.speech);
        let own = number.and_then(|number| all.get(number)).into_iter().flatten();
        own.map(|(sentence, told)| (sentence, &self.quantities[told.clone()]))
    }

    fn tell(&self, speech: &Speech) -> impl Iterator<Item = Told> {
        let mut next = self.quantities.partition_point(|quantity| quantity.at.start < speech.at.start);
        self.body_sentences(speech).filter_map(move |sentence| {
            let behind = |at: usize, end: usize| {
                self.quantities[at..].iter().take_while(|quantity| quantity.at.start < end).count() + at
            };
            let first = behind(next, sentence.start);
            next = behind(first, sentence.end);
            let whole = self.quantities[first..next].last().is_none_or(|last| last.at.end <= sentence.end);
            let own = first..if whole { next } else { next - 1 };
            (!own.is_empty()).then(|| (sentence.clone(), own))
        })
    }

    /// The words of a table inside a stretch of the clean text.
    pub fn hits_within(&self, table: Table, span: &Span) -> &[Hit] {
        let hits = self.hits.of(table);
        let from = hits.partition_point(|hit| hit.at.start < span.start);
        let to = from + hits[from..].partition_point(|hit| hit.at.start < span.end);
        &hits[from..to]
    }

    /// The quantities inside a stretch of the clean text.
    pub fn quantities_within(&self, span: &Span) -> &[Quantity] {
        let from = self.quantities.partition_point(|quantity| quantity.at.start < span.start);
        let to = from + self.quantities[from..].partition_point(|quantity| quantity.at.end <= span.end);
        &self.quantities[from..to]
    }

    /// Every sentence of the body of a speech.
    pub fn body_sentences(&self, speech: &Speech) -> impl Iterator<Item = &Span> {
        let paragraphs = self.paragraphs[speech.paragraphs.clone()].iter();
        paragraphs.filter(|paragraph| !paragraph.front).flat_map(|paragraph| self.sentences(paragraph))
    }

    /// The 1-based line of the file on which an offset of the clean text stands.
    pub fn line(&self, at: usize) -> usize {
        let raw = self.document.clean.map.raw(at);
        let lines = self.lines.get_or_init(|| memchr::memchr_iter(b'\n', self.raw.as_bytes()).collect());
        1 + lines.partition_point(|end| *end < raw)
    }

    /// The paragraph that an offset of the clean text lies in.
    pub fn paragraph_at(&self, at: usize) -> Option<&Paragraph> {
        // Rules go through a text from its beginning to its end: mostly it is near the one that was asked for before.
        let last = self.last.get();
        let begins = |paragraph: &Paragraph| paragraph.at.start <= at;
        let near = &self.paragraphs[last..self.paragraphs.len().min(last + NEAR)];
        let inside = near.first().is_some_and(begins) && !near.last().is_some_and(begins);
        let (from, among) = if inside { (last, near) } else { (0, self.paragraphs.as_slice()) };
        let found = (from + among.partition_point(begins)).checked_sub(1);
        self.last.set(found.unwrap_or(0));
        self.paragraphs.get(found?).filter(|paragraph| at < paragraph.at.end)
    }

    /// The speech that an offset of the clean text lies in.
    pub fn speech_at(&self, at: usize) -> Option<&Speech> {
        self.paragraph_at(at).map(|paragraph| &self.speeches[paragraph.speech])
    }

    /// The character before an offset of the clean text.
    pub fn before(&self, at: usize) -> Option<char> {
        self.text()[..at].chars().next_back()
    }

    /// The character at an offset of the clean text.
    pub fn after(&self, at: usize) -> Option<char> {
        self.text()[at..].chars().next()
    }

    /// The sentences of a paragraph, each with its stop and the closing marks behind it.
    pub fn sentences(&self, paragraph: &Paragraph) -> &[Span] {
        &self.sentences[paragraph.sentences.clone()]
    }

    /// The sentence around an offset of the clean text, or the rest of its paragraph.
    pub fn sentence_at(&self, at: usize) -> Span {
        let Some(paragraph) = self.paragraph_at(at) else { return at..at };
        let sentences = self.sentences(paragraph);
        let found = sentences.get(sentences.partition_point(|sentence| sentence.end <= at));
        found.filter(|sentence| sentence.contains(&at)).unwrap_or(&paragraph.at).clone()
    }

    /// Whether an offset of the clean text stands inside quotation marks of its paragraph.
    pub fn is_quoted(&self, at: usize) -> bool {
        let Some(paragraph) = self.paragraph_at(at) else { return false };
        let marks = self.marks_of(paragraph);
        let mut before = marks[..marks.partition_point(|mark| mark.at < at)].iter().rev();
        before
            .find(|mark| matches!(mark.char, '“' | '”' | '《' | '》'))
            .is_some_and(|mark| matches!(mark.char, '“' | '《'))
    }

    /// Whether a paragraph is Chinese prose: what is mostly figures or Latin is a table or an address.
    pub fn is_prose(&self, paragraph: &Paragraph) -> bool {
        let text = self.slice(&paragraph.at);
        2 * text.chars().filter(|c| is_han(*c)).count() >= text.chars().count()
    }
}

/// The sentences of a paragraph, each with its stop and the closing marks behind it.
fn sentences_of(text: &str, marks: &[Mark], paragraph: &Span, found: &mut Vec<Span>) {
    let mut start = paragraph.start;
    for mark in marks.iter().filter(|mark| ends_sentence(mark.char)) {
        if mark.at < start {
            continue;
        }
        let rest = &text[mark.end()..paragraph.end];
        let closing = rest.len() - rest.trim_start_matches(['”', '’', '）', '》', '！', '？', '。']).len();
        found.push(start..mark.end() + closing);
        start = mark.end() + closing;
    }
    if start < paragraph.end {
        found.push(start..paragraph.end);
    }
}

/// The lines of a stretch, without the white space around them and without empty ones.
fn paragraph_lines<'t>(text: &'t str, span: &Span) -> impl Iterator<Item = Span> + use<'t> {
    let mut start = span.start;
    text[span.clone()].split('\n').filter_map(move |line| {
        let from = start + (line.len() - line.trim_start().len());
        start += line.len() + 1;
        let bare = line.trim();
        (!bare.is_empty()).then(|| from..from + bare.len())
    })
}
