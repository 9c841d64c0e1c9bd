//! 一是…。二是…；三是…。: items of one row that end in different marks.

use crate::check::finding::Findings;
use crate::check::items::{Item, lists, rank, spoken_lists};
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC212",
    id: "stop-levels",
    category: Category::Punctuation,
    severity: Severity::Warning,
    on: true,
    page: include_str!("stop_levels.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (items, formal) in review.spoken.iter().zip(&review.openings) {
        let spoken = spoken_lists(items);
        for list in &spoken {
            levels(review, &list.iter().map(|item| &items[*item]).collect::<Vec<_>>(), found);
        }
        // （1）…；（2）…。: a row inside one paragraph, or one short paragraph each.
        let formal: Vec<Item> =
            formal.iter().filter(|item| rank(item.style).is_some_and(|rank| rank >= 2)).cloned().collect();
        for list in lists(&formal) {
            levels(review, &list.items.iter().map(|item| &formal[*item]).collect::<Vec<_>>(), found);
        }
    }
}

/// The marks at the ends of the items of a row.
fn levels(review: &Review, list: &[&Item], found: &mut Findings) {
    // A row stands in one paragraph, or is one paragraph after another.
    let row = list.windows(2).all(|pair| pair[0].paragraph == pair[1].paragraph)
        || list.windows(2).all(|pair| pair[0].paragraph + 1 == pair[1].paragraph && pair[1].line_start);
    if list.len() < 3 || !row {
        return;
    }
    // What ends each item but the last, where no item is more than one sentence.
    let mut ends = Vec::new();
    let mut single = true;
    for pair in list.windows(2) {
        let (own, next) = (pair[0], pair[1]);
        let text = review.text()[own.at.end..next.at.start].trim_end_matches(['“', ' ', '\n', '　']);
        let Some(mark) = text.chars().next_back().filter(|c| matches!(c, '，' | '；' | '。')) else { continue };
        let end = own.at.end + text.len();
        single &= !text[..text.len() - mark.len_utf8()].contains(['。', '；', '！', '？']);
        ends.push((mark, end - mark.len_utf8()..end));
    }
    let count = |mark: char| ends.iter().filter(|(other, _)| *other == mark).count();
    let usual = ['；', '。', '，'].into_iter().max_by_key(|mark| count(*mark)).unwrap_or('；');
    let usual = if count('；') > 0 && count('；') == count(usual) { '；' } else { usual };
    // 一是送政策。业务骨干进园区；二是…；三是…: a semicolon parts what a full stop has already ended.
    if !single && ends.len() + 1 == list.len() && count('；') == ends.len() {
        for pair in list.windows(2).filter(|pair| pair[0].paragraph == pair[1].paragraph) {
            let text = &review.text()[pair[0].at.end..pair[1].at.start];
            let quoted = text.contains(['“', '（']);
            for at in text.match_indices('。').map(|(at, _)| pair[0].at.end + at).filter(|_| !quoted) {
                found
                    .at(at..at + '。'.len_utf8(), "各项之间用分号，这一项里面却用了句号")
                    .hint("里面改用逗号，或者各项之间都改用句号")
                    .fix("，");
            }
        }
    }
    for (mark, at) in ends.iter().filter(|(mark, _)| single && *mark != usual) {
        found
            .at(at.clone(), format!("这一组的各项用“{usual}”隔开，这里用了“{mark}”"))
            .hint("一组里各项末尾用同一种标点，最后一项用句号")
            .fix(usual.to_string());
    }
    // 三是…； and nothing behind it.
    let item = list[list.len() - 1];
    let last = &review.paragraphs[item.paragraph];
    let text = &review.text()[item.at.end..last.at.end];
    let Some(stop) = text.find(['；', '。', '！', '？']).filter(|at| text[*at..].starts_with('；')) else {
        return;
    };
    let stop = item.at.end + stop;
    // A line that ends so is joined to the next when it is read.
    let end = review.document.clean.map.raw(stop) + '；'.len_utf8();
    let closes = review.raw.get(end..).unwrap_or_default().trim_start_matches([' ', '　', '\r']).starts_with('\n')
        || end >= review.raw.len();
    if !(closes && single && usual == '；' && ends.len() + 1 == list.len()) {
        return;
    }
    let next = stop + '；'.len_utf8();
    let next = if next < last.at.end {
        Some(next)
    } else {
        review.paragraphs.get(item.paragraph + 1).map(|next| next.at.start)
    };
    let goes_on = next.is_some_and(|next| {
        let line = review.text()[next..].lines().next().unwrap_or_default();
        numbered(review, last.speech, next, item) || line.ends_with(['；', ';'])
    });
    if !goes_on {
        found.at(stop..stop + '；'.len_utf8(), "这一组的最后一项用了分号").hint("最后一项用句号").fix("。");
    }
}

/// Whether the next item of a row opens at an offset.
fn numbered(review: &Review, speech: usize, at: usize, before: &Item) -> bool {
    let openings = &review.openings[speech];
    openings.binary_search_by_key(&at, |item| item.at.start).is_ok_and(|next| {
        let next = &openings[next];
        next.style == before.style && next.n != Some(1) || next.n.is_none()
    })
}
