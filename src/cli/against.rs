//! `qicao check --against`: what of a speech stands in past speeches, as findings and side by side.

use std::fmt::Write as _;

use anyhow::Result;

use super::args::Check;
use super::output;
use super::shelf::Shelf;
use qicao::check::against::{Overlap, PAST, Passage, SetPhrases};
use qicao::check::{Finding, Settings, formulas};
use qicao::outline::Bodies;
use qicao::{Library, Source, Span};

/// A passage longer than this is shown by its ends, in characters.
const SHOWN: usize = 160;

/// Past speeches, and what in a speech is nobody's.
pub struct Against {
    shelf: Shelf,
    phrases: SetPhrases,
}

/// What came of a comparison.
pub struct Compared {
    /// Passages that stand in past speeches too.
    pub findings: Vec<Finding>,
    /// The same for people, side by side.
    pub shown: String,
}

impl Against {
    /// The past speeches that the options name, if any.
    pub fn open(args: &Check, library: &Library) -> Result<Option<Against>> {
        if args.against.is_empty() {
            return Ok(None);
        }
        let shelf = Shelf::open(&args.against, args.index)?;
        if args.index {
            let (files, speeches) = shelf.size();
            output::note(&format!("索引建好了：{files} 个文件，{speeches} 篇；旧稿有增改，下回自己更新"));
        }
        let formulas = formulas(library)?;
        let phrases = SetPhrases::with(formulas.iter().flat_map(|formula| {
            std::iter::once(formula.text.as_str()).chain(formula.parts.iter().map(String::as_str))
        }));
        Ok(Some(Against { shelf, phrases }))
    }

    /// Compares a speech, if the settings ask for it.
    pub fn compare(&mut self, source: &Source, settings: &Settings) -> Result<Compared> {
        let Some((rule, severity)) = settings.asked().iter().find(|(rule, _)| rule.code == PAST) else {
            return Ok(Compared { findings: Vec::new(), shown: String::new() });
        };
        let bodies = Bodies::read(source.text());
        let overlap = self.shelf.compare(source.path(), &bodies, &self.phrases)?;
        let mut shown = self.summary(source, &overlap);
        let mut findings = Vec::new();
        for (number, passage) in overlap.passages.iter().enumerate() {
            let at = bodies.clean.map.raw_span(&passage.mine);
            let text = &bodies.clean.text[passage.mine.clone()];
            let (theirs, letters) = (&passage.theirs, passage.theirs.letters);
            let place = format!("{}:{}:{}", self.shelf.name(passage.speech), theirs.start.line, theirs.start.column);
            let others = others(passage);
            let own = source.position(at.start);
            let _ = writeln!(shown, "\n{}. {letters} 字  {}:{}:{}", number + 1, source.path(), own.line, own.column);
            let _ = writeln!(shown, "   {}", marked(text, &passage.pieces));
            let _ = writeln!(shown, "   ↔ {place}{others}");
            let _ = writeln!(shown, "   {}", marked(&theirs.text, &theirs.pieces));
            findings.push(Finding {
                rule,
                severity: *severity,
                at,
                message: format!("这里有 {letters} 字和旧稿相同，见 {place}{others}"),
                hint: format!("旧稿说的是：{}", marked(&theirs.text, &theirs.pieces)),
                fix: Vec::new(),
                origin: None,
            });
        }
        findings.sort_by_key(|finding| finding.at.start);
        Ok(Compared { findings, shown })
    }

    fn summary(&self, source: &Source, overlap: &Overlap) -> String {
        let (files, speeches) = self.shelf.size();
        let shelf = format!("{files} 个文件 {speeches} 篇旧稿");
        if overlap.shared == 0 {
            return format!("查重：{} 和{shelf}没有相同的段落\n", source.path());
        }
        let (share, shared, letters) = (overlap.share() * 100.0, overlap.shared, overlap.letters);
        format!(
            "查重：{} 有 {share:.1}% 和旧稿相同（{letters} 字里有 {shared} 字，套语不算；比的是{shelf}）\n",
            source.path()
        )
    }
}

fn others(passage: &Passage) -> String {
    match passage.keepers {
        0 | 1 => String::new(),
        more => format!("（另有 {} 篇也有）", more - 1),
    }
}

/// A passage with what differs in 〔〕; of a long one the middle is left out.
fn marked(text: &str, same: &[Span]) -> String {
    let mut shown = String::new();
    let mut end = 0;
    for piece in same {
        let between = &text[end.min(piece.start)..piece.start];
        match between.contains(char::is_alphanumeric) {
            true => drop(write!(shown, "〔{between}〕")),
            false => shown.push_str(between),
        }
        shown.push_str(&text[piece.start.max(end)..piece.end]);
        end = piece.end;
    }
    let shown: Vec<char> = shown.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    if shown.len() <= SHOWN {
        return shown.into_iter().collect();
    }
    let (head, tail) = (&shown[..SHOWN / 2], &shown[shown.len() - SHOWN / 2..]);
    head.iter().chain(&['…', '…']).chain(tail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_marked_and_what_is_long_is_cut() {
        let text = "把流程从头走一遍，再走两遍";
        let same = [0..text.find('一').expect("it is there"), text.find('遍').expect("it is there")..text.len()];
        assert_eq!(marked(text, &same), "把流程从头走〔一〕遍，再走两遍");
        let long = "长".repeat(400);
        assert_eq!(marked(&long, std::slice::from_ref(&(0..long.len()))).chars().count(), SHOWN + 2);
    }
}
