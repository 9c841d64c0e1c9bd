//! Which blocks of a page are its main text.
//!
//! By what Kohlschütter, Fankhauser and Nejdl found (Boilerplate Detection using Shallow Text Features, WSDM 2010): running
//! text is long and has few links, boilerplate is short or all links. And by what Readability (Arc90, kept by Mozilla) adds:
//! not blocks are chosen but the box that holds them, so that the short lines of an article (称呼, 一、…) come with it.
//!
//! A line is *prose* if it is a sentence of some length and mostly no link. From the page inwards the box is taken that
//! holds most of the prose, until the prose lies side by side. Of that box everything is read but links and what its name
//! sets aside. The page's headline, which often stands outside, comes first.

use super::page::{Block, Page};

/// A line of prose has at least this many characters outside of links: a longer sentence, or two.
const PROSE: usize = 16;

/// The main text, a paragraph a line.
pub fn main_text(page: &Page) -> String {
    let aside = set_aside(page);
    let prose: Vec<usize> =
        page.blocks.iter().map(|block| if aside[block.within] { 0 } else { weight(block) }).collect();
    let around = around(page, main_box(page, &prose));
    let is_main = |block: &Block| !aside[block.within] && lies_in(page, block.within, around);
    let last = prose.iter().rposition(|weight| *weight > 0).unwrap_or(page.blocks.len());
    let mut chosen: Vec<usize> = Vec::new();
    for (at, block) in page.blocks.iter().enumerate().filter(|(_, block)| is_main(block)) {
        if prose[at] > 0 || !is_links(block) {
            chosen.push(at);
        } else if let Some(label) = chosen.last().filter(|label| **label + 1 == at && **label > last) {
            // 相关阅读 and its like: the label of a list of links below the article.
            if is_label(&page.blocks[*label]) {
                chosen.pop();
            }
        }
    }
    let mut lines = rows(page, &chosen);
    if let Some(headline) = headline(page, &chosen, &prose)
        && !lines.iter().take(5).any(|line| line.contains(headline))
    {
        lines.insert(0, headline.into());
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

/// Per box, whether it or one around it is set aside. A name is no reason to lose most of the text.
fn set_aside(page: &Page) -> Vec<bool> {
    let weights = weights(page, &page.blocks.iter().map(weight).collect::<Vec<_>>());
    let mut aside = vec![false; page.boxes.len()];
    for (at, this) in page.boxes.iter().enumerate().skip(1) {
        aside[at] = aside[this.parent] || this.aside && weights[at] * 2 <= weights[0];
    }
    aside
}

/// The prose of each box with all that lies in it.
fn weights(page: &Page, prose: &[usize]) -> Vec<usize> {
    let mut weights = vec![0; page.boxes.len()];
    for (block, weight) in page.blocks.iter().zip(prose) {
        weights[block.within] += weight;
    }
    for at in (1..page.boxes.len()).rev() {
        weights[page.boxes[at].parent] += weights[at];
    }
    weights
}

/// The box that holds the article: the page itself where there is no prose.
fn main_box(page: &Page, prose: &[usize]) -> usize {
    let weights = weights(page, prose);
    let mut beside = vec![0; page.boxes.len()];
    for (block, weight) in page.blocks.iter().zip(prose) {
        let this = &page.boxes[block.within];
        beside[if this.is_line { this.parent } else { block.within }] += weight;
    }
    // A box comes after the one around it, so one pass finds the heaviest inside each.
    let mut heaviest: Vec<Option<usize>> = vec![None; page.boxes.len()];
    for (at, this) in page.boxes.iter().enumerate().skip(1).filter(|(_, this)| !this.is_line) {
        let best = &mut heaviest[this.parent];
        if best.is_none_or(|best| weights[at] > weights[best]) {
            *best = Some(at);
        }
    }
    let mut main = 0;
    while let Some(inner) = heaviest[main] {
        // Paragraphs beside the box belong to the article as much as those in it.
        let inward = weights[inner] * 4 >= weights[main] * 3 && beside[main] * 10 < weights[main];
        if !inward {
            break;
        }
        main = inner;
    }
    main
}

/// The outermost box around the article that has paragraphs of its own: a salutation or a last word that the box of the
/// text does not hold. The page itself is never taken for it: there lie a site's own lines.
fn around(page: &Page, main: usize) -> usize {
    let paragraph_in = |around: usize| {
        let own = |block: &&Block| page.boxes[block.within].is_line && page.boxes[block.within].parent == around;
        page.blocks.iter().filter(own).any(|block| !block.is_heading && block.linked == 0)
    };
    let mut at = main;
    let mut around = main;
    for _ in 0..3 {
        at = page.boxes[at].parent;
        if page.boxes[at].parent == 0 {
            break;
        }
        if paragraph_in(at) {
            around = at;
        }
    }
    around
}

fn lies_in(page: &Page, mut at: usize, around: usize) -> bool {
    while at > around {
        at = page.boxes[at].parent;
    }
    at == around
}

fn characters(block: &Block) -> usize {
    block.text.chars().filter(|c| !c.is_whitespace()).count()
}

fn ends_sentence(block: &Block) -> bool {
    block.text.contains(['。', '！', '？', '；', '，'])
}

/// How much prose a line is: its characters outside of links.
fn weight(block: &Block) -> usize {
    let (all, linked) = (characters(block), block.linked);
    let own = all.saturating_sub(linked);
    if own >= PROSE && linked * 3 < all && ends_sentence(block) { own } else { 0 }
}

/// Whether a line is there for its links. A line of words alone needs fewer to be one than a sentence.
fn is_links(block: &Block) -> bool {
    let part = if ends_sentence(block) { 2 } else { 5 };
    block.linked * part > characters(block)
}

fn is_label(block: &Block) -> bool {
    characters(block) <= 12 && !ends_sentence(block)
}

/// The chosen blocks as lines. A row of a table is one line with tabs, unless a cell has several lines: then the table
/// only lays out the page.
fn rows(page: &Page, chosen: &[usize]) -> Vec<String> {
    let row = |at: &usize| page.blocks[*at].cell.map(|(row, _)| row);
    let mut lines = Vec::new();
    for group in chosen.chunk_by(|a, b| row(a).is_some() && row(a) == row(b)) {
        let cells: Vec<_> = group.iter().map(|at| page.blocks[*at].cell).collect();
        let apart = cells.windows(2).all(|pair| pair[0] != pair[1]);
        let texts = group.iter().map(|at| page.blocks[*at].text.clone());
        if apart && group.len() > 1 {
            lines.push(texts.collect::<Vec<_>>().join("\t"));
        } else {
            lines.extend(texts);
        }
    }
    lines
}

/// The headline: the line above the text that the title bar begins with or repeats, else the last heading, else the title
/// bar's own beginning, where a site's name follows it.
fn headline<'p>(page: &'p Page, chosen: &[usize], prose: &[usize]) -> Option<&'p str> {
    let first = chosen.iter().copied().find(|at| prose[*at] > 0)?;
    let above = || page.blocks[..first].iter().filter(|block| characters(block) >= 5 && !is_links(block));
    let longest = |repeats: &dyn Fn(&str) -> bool| {
        above().filter(|block| repeats(&block.text)).max_by_key(|block| characters(block)).map(|block| &*block.text)
    };
    longest(&|text| page.title.starts_with(text))
        .or_else(|| longest(&|text| page.title.contains(text)))
        .or_else(|| {
            above().filter(|block| block.is_heading && characters(block) >= 8).map(|block| &*block.text).next_back()
        })
        .or_else(|| {
            let (headline, site) = page.title.split_once(['_', '-', '|', '—', '–'])?;
            let (headline, site) = (headline.trim(), site.trim());
            (headline.chars().count() >= 8 && headline.len() > site.len()).then_some(headline)
        })
}
