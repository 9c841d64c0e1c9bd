//! The edits that leave every other paragraph as it was (DESIGN.md, rules of drawing), over two hundred seeds each.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use qicao::library::Layer;
use qicao::{Draft, Library};

use super::{audit, drafted};

const SEEDS: u64 = 200;
const BASE: &str =
    "type: 推进会\nmeeting: 全市优化营商环境推进会\ntopic: 优化营商环境\ndate: 2026-03-05\nlength: 2200\n";

/// A paragraph and the banks it draws from.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Paragraph {
    text: String,
    banks: BTreeSet<String>,
}

fn draft(yaml: &str, seed: u64, library: &Library) -> Draft {
    drafted(&format!("{yaml}seed: {seed}\n"), library).unwrap_or_else(|error| panic!("{error}\n{yaml}"))
}

fn paragraphs(draft: &Draft, library: &Library) -> Vec<Paragraph> {
    let json = draft.to_json(library);
    let spans = json["provenance"].as_array().expect("a list");
    let mut at = 0;
    let paragraph = |line: &str| {
        let end = at + line.chars().count() as u64;
        let here = spans.iter().filter(|span| (at..end).contains(&span["start"].as_u64().expect("an offset")));
        let banks = here.filter_map(|span| span["bank"].as_str()).map(String::from).collect();
        at = end + 1;
        Paragraph { text: line.into(), banks }
    };
    draft.text.lines().map(paragraph).collect()
}

/// Drafts of the same seed before and after an edit.
struct Pair {
    seed: u64,
    before: Vec<Paragraph>,
    after: Vec<Paragraph>,
}

impl Pair {
    /// The paragraphs that differ, as they were and as they are; where paragraphs came or went, each alone.
    fn changed(&self) -> Vec<Vec<&Paragraph>> {
        if self.before.len() == self.after.len() {
            let both = self.before.iter().zip(&self.after).filter(|(before, after)| before.text != after.text);
            return both.map(|(before, after)| vec![before, after]).collect();
        }
        let lost = self.before.iter().filter(|paragraph| !self.after.iter().any(|other| other.text == paragraph.text));
        let new = self.after.iter().filter(|paragraph| !self.before.iter().any(|other| other.text == paragraph.text));
        lost.chain(new).map(|paragraph| vec![paragraph]).collect()
    }
}

/// The drafts of a brief, one a seed.
fn drafts(yaml: &str, library: &Library) -> Vec<Vec<Paragraph>> {
    (1..=SEEDS).map(|seed| paragraphs(&draft(yaml, seed, library), library)).collect()
}

/// The drafts that nobody has touched yet.
static UNTOUCHED: LazyLock<Vec<Vec<Paragraph>>> = LazyLock::new(|| drafts(BASE, &Library::embedded()));

fn pairs(before: &[Vec<Paragraph>], after: Vec<Vec<Paragraph>>) -> Vec<Pair> {
    let both = before.iter().cloned().zip(after).zip(1..);
    both.map(|((before, after), seed)| Pair { seed, before, after }).collect()
}

/// The base brief without and with some more lines.
fn with(lines: &str) -> Vec<Pair> {
    pairs(&UNTOUCHED, drafts(&format!("{BASE}{lines}\n"), &Library::embedded()))
}

fn layered(bank: &str) -> Library {
    let banks = vec![("phrasebanks/加.yaml".to_string(), bank.to_string())];
    let mut library = Library::embedded();
    library.add(Layer { name: "自带".into(), banks, ..Layer::default() }).expect("a good layer");
    library
}

/// No paragraph changes but those that `may`, and in most drafts one of them does.
#[track_caller]
fn assert_only(pairs: &[Pair], may: impl Fn(&Pair, &Paragraph) -> bool) {
    assert_only_but_for(0, pairs, may);
}

/// As [`assert_only`], where the promise is not kept in `known` of the drafts; the number may only fall.
#[track_caller]
fn assert_only_but_for(known: usize, pairs: &[Pair], may: impl Fn(&Pair, &Paragraph) -> bool) {
    let wrong: Vec<_> = pairs
        .iter()
        .filter_map(|pair| {
            let changed = pair.changed();
            let first = changed.iter().find(|versions| !versions.iter().any(|paragraph| may(pair, paragraph)))?;
            Some(format!("seed {}: {}", pair.seed, first[0].text))
        })
        .collect();
    assert!(wrong.len() <= known, "{} of {} drafts change elsewhere:\n{}", wrong.len(), pairs.len(), wrong.join("\n"));
    let moved = pairs.iter().filter(|pair| pair.before != pair.after).count();
    assert!(moved * 2 > pairs.len(), "the edit does nothing in {} of {} drafts", pairs.len() - moved, pairs.len());
}

/// The `point`th marked paragraph of the `section`th section, both from 1.
fn point(paragraphs: &[Paragraph], section: usize, point: usize) -> Option<&Paragraph> {
    let starts =
        |n: usize| paragraphs.iter().position(|p| audit::section_number(&p.text).is_some_and(|(at, _)| at == n));
    let from = starts(section)?;
    let to = starts(section + 1).unwrap_or(paragraphs.len());
    paragraphs[from..to].iter().filter(|p| audit::marked(&p.text).is_some()).nth(point - 1)
}

fn a_point_drawn_anew_leaves_the_rest(section: usize, index: usize) {
    assert_only(&with(&format!("reroll: {{ {section}-{index}: 1 }}")), |pair, changed| {
        [&pair.before, &pair.after].into_iter().any(|of| point(of, section, index) == Some(changed))
    });
}

#[test]
fn reroll_of_the_first_point_leaves_every_other_paragraph() {
    a_point_drawn_anew_leaves_the_rest(1, 1);
}

#[test]
fn reroll_of_a_point_in_the_middle_leaves_every_other_paragraph() {
    a_point_drawn_anew_leaves_the_rest(2, 2);
}

#[test]
fn reroll_of_a_point_of_the_last_section_leaves_every_other_paragraph() {
    a_point_drawn_anew_leaves_the_rest(3, 1);
}

#[test]
fn reroll_of_a_point_leaves_the_rest_where_the_bank_is_too_small_for_the_length() {
    let base =
        format!("{BASE}sections: [{{ part: why, points: 2 }}, {{ theme: 营商环境, points: [政务服务, 要素保障] }}]\n");
    let library = Library::embedded();
    let pairs = pairs(&drafts(&base, &library), drafts(&format!("{base}reroll: {{ 2-2: 1 }}\n"), &library));
    // In one draft what is left of the bank is so little that the whole would miss its length, and the rooms are set anew.
    assert_only_but_for(1, &pairs, |pair, changed| {
        [&pair.before, &pair.after].into_iter().any(|of| point(of, 2, 2) == Some(changed))
    });
}

#[test]
fn reroll_of_a_section_leaves_every_other_section() {
    assert_only(&with("reroll: { 1: 1 }"), |pair, changed| {
        [&pair.before, &pair.after].into_iter().any(|of| {
            let second = of.iter().position(|p| p.text.starts_with("二、")).expect("there is a second section");
            of[..second].iter().skip_while(|p| !p.text.starts_with("一、")).any(|p| p == changed)
        })
    });
}

#[test]
fn reroll_of_a_move_leaves_every_paragraph_without_it() {
    for name in ["opening_purpose", "achievements", "problems", "transition", "closing_call"] {
        let bank = format!("move/{name}");
        let says = |paragraph: &Paragraph| paragraph.banks.iter().any(|of| of.starts_with(&bank));
        assert_only(&with(&format!("reroll: {{ {name}: 1 }}")), |_, changed| says(changed));
    }
}

#[test]
fn a_fact_changed_changes_only_what_says_it() {
    let (old, new) = ("开办企业、不动产登记", "工程建设审批、水电气网联合报装、企业注销");
    let drafts =
        |value: &str| drafts(&format!("{BASE}facts: {{ 高频事项: {value}, 走访次数: 300 }}\n"), &Library::embedded());
    let says = |text: &str| [old, new, "【高频事项】"].iter().any(|value| text.contains(value));
    assert_only(&pairs(&drafts(old), drafts(new)), |_, changed| says(&changed.text));
}

#[test]
fn a_fact_added_changes_only_what_says_it() {
    let value = "开办企业、不动产登记";
    let says = |text: &str| [value, "【高频事项】"].iter().any(|value| text.contains(value));
    assert_only(&with(&format!("facts: {{ 高频事项: {value} }}")), |_, changed| says(&changed.text));
}

#[test]
fn other_points_in_a_section_leave_the_other_sections() {
    let base = format!("{BASE}sections: [{{ part: why }}, {{ theme: 营商环境, points: 4 }}, {{ part: ensure }}]\n");
    let more = "points: [政务服务, 要素保障, 政务诚信, 助企纾困]";
    let library = Library::embedded();
    let pairs = pairs(&drafts(&base, &library), drafts(&base.replace("points: 4", more), &library));
    // The moves speak of the tasks: what is complained of is what is mended. In three drafts they become so long that the
    // whole would miss its length, and the rooms are set anew.
    assert_only_but_for(3, &pairs, |pair, changed| {
        [&pair.before, &pair.after].into_iter().any(|of| {
            let at = |mark| of.iter().position(|p| p.text.starts_with(mark)).expect("three sections");
            let place = of.iter().position(|p| p == changed);
            place.is_some_and(|place| place < at("一、") || (at("二、")..at("三、")).contains(&place))
                || changed.banks.iter().any(|bank| bank.starts_with("move/"))
        })
    });
}

#[test]
fn a_phrase_in_a_bank_that_is_not_used_changes_nothing() {
    let bank = "theme/安全生产/do/隐患排查/core: [把最险的地方先看一遍]\nmove/closing_call/动员会: [同志们，出发]\nslot/别的: [别的]\n";
    let texts = |drafts: &[Vec<Paragraph>]| -> Vec<Vec<String>> {
        drafts.iter().map(|draft| draft.iter().map(|paragraph| paragraph.text.clone()).collect()).collect()
    };
    assert_eq!(texts(&drafts(BASE, &layered(bank))), texts(&UNTOUCHED));
}

#[test]
fn a_phrase_added_to_another_bank_changes_only_where_it_is_drawn() {
    let library =
        layered("move/closing_call/推进会: [同志们，今天的话说到这里。门口的路牌已经立好，剩下的就看大家怎么走]\n");
    let here = |bank: &String| bank.starts_with("move/closing_call");
    // In three drafts the new closing is so much shorter that the whole would miss its length, and the rooms are set anew.
    let pairs = pairs(&UNTOUCHED, drafts(BASE, &library));
    assert_only_but_for(3, &pairs, |_, changed| changed.banks.iter().any(here));
}

#[test]
fn two_threads_draft_what_one_does() {
    let library = Library::embedded();
    let half = |from: u64| -> Vec<Vec<Paragraph>> {
        (from..=SEEDS).step_by(2).map(|seed| paragraphs(&draft(BASE, seed, &library), &library)).collect()
    };
    let (odd, even) = std::thread::scope(|scope| {
        let (odd, even) = (scope.spawn(|| half(1)), scope.spawn(|| half(2)));
        (odd.join().expect("no panic"), even.join().expect("no panic"))
    });
    let both: Vec<_> = odd.into_iter().zip(even).flat_map(|(odd, even)| [odd, even]).collect();
    assert!(both == *UNTOUCHED);
}

/// Whether a paragraph begins with the head of a point: a bank such as `theme/T/do/侧面/head/把字`.
fn has_head(paragraph: &Paragraph) -> bool {
    paragraph.banks.iter().any(|bank| bank.split('/').nth(4) == Some("head"))
}

/// The heads of sections and points, without markers and numbers.
fn heads(paragraphs: &[Paragraph]) -> Vec<(String, Vec<String>)> {
    let mut heads: Vec<(String, Vec<String>)> = Vec::new();
    for paragraph in paragraphs {
        if let Some((_, head)) = audit::section_number(&paragraph.text) {
            heads.push((head.into(), Vec::new()));
        } else if let (true, Some((_, points))) = (has_head(paragraph), heads.last_mut()) {
            // A lone point has no marker.
            let text = audit::marked(&paragraph.text).map_or(paragraph.text.as_str(), |point| point.rest);
            points.push(text.split('。').next().unwrap_or_default().into());
        }
    }
    heads
}

#[test]
fn a_section_inserted_leaves_its_neighbours_their_heads_and_series() {
    let base = format!("{BASE}sections: [{{ part: why }}, {{ theme: 营商环境 }}, {{ part: ensure }}]\n");
    let more = format!(
        "{BASE}sections: [{{ part: why }}, {{ theme: 安全生产 }}, {{ theme: 营商环境 }}, {{ part: ensure }}]\n"
    );
    let library = Library::embedded();
    for (seed, (before, after)) in (1..).zip(drafts(&base, &library).iter().zip(drafts(&more, &library))) {
        let (before, mut after) = (heads(before), heads(&after));
        after.remove(1);
        assert_eq!(before.len(), 3, "seed {seed}");
        for ((head, points), (after_head, kept)) in before.iter().zip(&after) {
            assert_eq!(head, after_head, "seed {seed}: a section's head");
            // With less room there are fewer points; those that stay keep their heads, and so their series.
            let lost: Vec<_> = kept.iter().filter(|point| !points.contains(point)).collect();
            assert!(lost.is_empty() && !kept.is_empty(), "seed {seed}: {points:?} became {kept:?}");
        }
    }
}
