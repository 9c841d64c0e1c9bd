//! The parts of a fixed formulation: one left out, one too many, one that is another, or out of order.
//!
//! Parts are looked for as enumerations, 、 between them. A row of them is held against each formulation that has them, in every wording
//! that ever held; that of the year of the speech is for another rule.

use crate::check::finding::Findings;
use crate::check::formula::Formula;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::source::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC501",
    id: "formula-parts",
    category: Category::Formulation,
    severity: Severity::Error,
    on: true,
    page: include_str!("formula_parts.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let formulas: Vec<&Formula> = review.formulas.iter().filter(|formula| formula.parts.len() >= 3).collect();
    // An enumeration is told by its first two items, so that texts without any cost one walk.
    let mut starts: Vec<usize> =
        review.words(crate::check::lexicon::Table::Part).map(|(hit, _)| hit.at.start).collect();
    // Parts of two characters stand everywhere; beside the name of what they are parts of they are looked at.
    for formula in formulas.iter().filter(|formula| formula.parts.iter().all(|part| part.chars().count() < 3)) {
        for &at in review.places(formula.bare()) {
            let sentence = review.sentence_at(at);
            let text = review.slice(&sentence);
            let first = formula.parts.iter().filter_map(|part| text.find(&format!("{part}、"))).min();
            starts.extend(first.map(|first| sentence.start + first));
        }
    }
    starts.sort_unstable();
    starts.dedup();
    let mut last = 0;
    for start in starts.into_iter().filter(|start| review.paragraph_at(*start).is_some()) {
        if start < last {
            continue;
        }
        let row = row(review, start);
        if row.len() < 2 {
            continue;
        }
        last = row.last().map_or(start, |item| item.end);
        judge(review, &formulas, &row, found);
    }
}

/// The items of the enumeration around a place: what 、 and a last 和 part, each no longer than a part may be.
fn row(review: &Review, at: usize) -> Vec<Span> {
    let Some(paragraph) = review.paragraph_at(at) else { return Vec::new() };
    let text = review.text();
    let bounds = |c: char| "，。；：！？“”‘’（）《》\n".contains(c);
    let start = text[paragraph.at.start..at].rfind(bounds).map_or(paragraph.at.start, |found| {
        let found = paragraph.at.start + found;
        found + text[found..].chars().next().map_or(1, char::len_utf8)
    });
    let end = text[at..paragraph.at.end].find(bounds).map_or(paragraph.at.end, |found| at + found);
    let mut items = Vec::new();
    let mut from = start;
    for piece in text[start..end].split('、') {
        items.push(from..from + piece.len());
        from += piece.len() + "、".len();
    }
    items
}

/// The place in the row, the number of the part, where the part stands.
type Match = (usize, usize, Span);

fn judge(review: &Review, formulas: &[&Formula], row: &[Span], found: &mut Findings) {
    let mut best: Option<(usize, &Formula, Vec<Match>)> = None;
    for formula in formulas {
        let matched = matches(review, formula, row);
        let full = matched.len() == formula.parts.len() && matched.windows(2).all(|pair| pair[0].1 < pair[1].1);
        if full
            && (!others_named(review, formulas, formula, row)
                || review.slice(&review.sentence_at(row[0].start)).contains(formula.bare()))
        {
            return;
        }
        if full {
            continue;
        }
        if matched.len() >= 2 && best.as_ref().is_none_or(|(count, ..)| matched.len() > *count) {
            best = Some((matched.len(), formula, matched));
        }
    }
    let Some((count, formula, matched)) = best else { return };
    let size = formula.parts.len();
    let at = matched[0].2.start..matched[count - 1].2.end;
    let sentence = review.sentence_at(at.start);
    let named = formula.bare().chars().count() >= 3 && review.slice(&sentence).contains(formula.bare());
    let long = formula.parts.iter().map(|part| part.chars().count()).sum::<usize>() >= 4 * size;
    let whole = formula.listed();
    let ordered = matched.windows(2).all(|pair| pair[0].1 < pair[1].1);
    let adjacent = matched.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1);
    // 严以修身、严以律己、严以用权: some of the parts and nothing else.
    let only = long && count >= 3 && row.len() == count;
    if !ordered && adjacent && (only || count == size || (count >= 3 && count + 1 >= size && (long || named))) {
        found.at(at, format!("“{}”的各项次序不对", formula.name)).hint(format!("依次是：{whole}"));
        return;
    }
    if !ordered || count == size || !(long || named) {
        return;
    }
    let missing: Vec<&String> = (0..size)
        .filter(|part| !matched.iter().any(|(_, own, _)| own == part))
        .map(|part| &formula.parts[part])
        .collect();
    // 不愁吃、不愁穿，义务教育有保障: the rest comes behind another mark.
    if missing.iter().any(|part| review.slice(&sentence).contains(part.as_str())) {
        return;
    }
    let close = count + 1 == size && count >= 3;
    let first = &matched[0];
    let last = &matched[count - 1];
    // Another item stands where the missing one belongs.
    let gap = matched.windows(2).find(|pair| pair[1].0 == pair[0].0 + 2 && pair[1].1 == pair[0].1 + 2);
    let end = (last.0 + 1 < row.len() && last.1 + 2 == size).then(|| last.0 + 1);
    let front = (first.0 > 0 && first.1 == 1).then(|| first.0 - 1);
    let wrong = gap.map(|pair| pair[0].0 + 1).or(end).or(front);
    match wrong {
        Some(wrong) if close => {
            let at = row[wrong].clone();
            let own = review.slice(&at).to_string();
            found
                .at(at, format!("“{}”里没有“{own}”，这里该是“{}”", formula.name, missing[0]))
                .hint(format!("依次是：{whole}"));
        }
        None if (close || (named && count >= 2 && row.len() == count)) && adjacent => {
            let lost: Vec<&str> = missing.iter().map(|part| part.as_str()).collect();
            found.at(at, format!("“{}”缺了“{}”", formula.name, lost.join("”“"))).hint(format!("依次是：{whole}"));
        }
        _ => {}
    }
}

/// Whether the sentence names a longer formulation that these are parts of: “四个自信” before three of them.
fn others_named(review: &Review, formulas: &[&Formula], own: &Formula, row: &[Span]) -> bool {
    let sentence = review.sentence_at(row[0].start);
    formulas.iter().any(|other| {
        other.parts.len() > own.parts.len()
            && own.parts.iter().all(|part| other.parts.contains(part))
            && review.slice(&sentence).contains(other.bare())
    })
}

/// Which items are which parts: the place in the row, the number of the part, where the part stands. The first item may have words
/// before the part, the last one behind it, and may hold the last two with 和 between them.
fn matches(review: &Review, formula: &Formula, row: &[Span]) -> Vec<Match> {
    let mut found = Vec::new();
    let named = review.slice(&review.sentence_at(row[0].start)).contains(formula.bare());
    // 完整、准确、全面贯彻创新、协调…: of a formulation that is named, the next item shows that this is one too.
    let goes_on = |place: usize| {
        named && row.get(place + 1).is_some_and(|next| formula.parts.iter().any(|part| part == review.slice(next)))
    };
    for (place, item) in row.iter().enumerate() {
        let text = review.slice(item);
        let (head, tail) = (place == 0, place + 1 == row.len());
        for (number, part) in formula.parts.iter().enumerate() {
            let whole = part.as_str();
            let at = match (head, tail) {
                _ if text == whole => Some(0),
                (true, _) if text.ends_with(whole) => Some(text.len() - whole.len()),
                (_, true) if text.starts_with(whole) => Some(0),
                // 各部门要增强政治意识: the enumeration begins inside an item of another.
                (false, false) if (whole.chars().count() >= 4 || goes_on(place)) && text.ends_with(whole) => {
                    Some(text.len() - whole.len())
                }
                _ => None,
            };
            if let Some(at) = at {
                found.push((place, number, item.start + at..item.start + at + whole.len()));
            }
            if let Some(second) = text.find(['和', '与']).map(|at| at + "和".len()).filter(|_| tail)
                && text[second..].starts_with(whole)
            {
                found.push((place + 1, number, item.start + second..item.start + second + whole.len()));
            }
        }
    }
    found.sort_by_key(|(place, _, at)| (*place, at.start));
    found.dedup_by_key(|(place, ..)| *place);
    found
}
