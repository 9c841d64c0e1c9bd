//! Banks as files: what was found, filed under its path, with comments for an editor.
//!
//! A frame that is a sentence by itself and belongs to a move is said there by drafts (`move/…`); all others are for whoever edits
//! (`frame/…`). Slots are declared facts: nothing is ever drawn to fill one that a speech filled with its own affairs. Only those that are
//! mostly filled with what several speeches share have a pool, in the theme that they share it in (`theme/…/slot/…`).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::frame::{COMMON, Frame, hint};
use super::{File, Finished};
use crate::library::phrase::pieces;
use crate::library::{Piece, path};

/// A phrase as it is written down.
struct Written {
    text: String,
    note: String,
    source: Option<String>,
}

/// The bank files.
pub fn banks(finished: &Finished) -> Vec<File> {
    let mut banks: BTreeMap<String, Vec<Written>> = BTreeMap::new();
    for frame in &finished.frames {
        let written = Written {
            text: said(frame),
            note: format!("见于 {} 篇", frame.support),
            source: source(finished, &frame.places),
        };
        banks.entry(bank(frame)).or_default().push(written);
    }
    for phrase in &finished.phrases {
        let note = format!("{}，见于 {} 篇", phrase.parts, phrase.support);
        let source = source(finished, &phrase.places);
        banks.entry(format!("word/{}", phrase.bank)).or_default().push(Written {
            text: phrase.text.clone(),
            note,
            source,
        });
    }
    for series in &finished.series {
        let bank = banks.entry(format!("frame/标题/套/{}", series.name)).or_default();
        let note = format!("同一层并列的标题，见于 {} 篇", series.support);
        bank.push(Written { text: series.text.clone(), note, source: source(finished, &series.places) });
    }
    for ((theme, name), fillers) in &finished.pools {
        let bank = banks.entry(format!("theme/{theme}/slot/{name}")).or_default();
        bank.extend(fillers.iter().map(|(text, support)| Written {
            text: text.clone(),
            note: format!("见于 {support} 篇"),
            source: None,
        }));
    }
    let mut slots = BTreeSet::new();
    for written in banks.values().flatten() {
        let Ok(pieces) = pieces(&written.text) else { continue };
        slots.extend(pieces.into_iter().filter_map(|piece| match piece {
            Piece::Slot(slot) => Some(slot.name),
            Piece::Text(_) => None,
        }));
    }
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    for (path, phrases) in &banks {
        let (file, head) = match path.split('/').next() {
            Some("move") => ("语步", "# 从旧稿提炼的语步：整句，起草时会说。读着不顺的删去；换成自己的话更好。\n"),
            Some("theme") => (
                "填充语",
                "# 从旧稿提炼的填充语：同一个主题下，几篇讲话在同样的地方填的同样的词。只有大家都这么填的占位才有；各家自己的事不在这里。\n",
            ),
            Some("word") => {
                ("词语", "# 从旧稿提炼的词语：四字格、加引号的说法、动宾搭配。给写稿、改稿的人查，起草时不会自己说。\n")
            }
            _ => (
                "句式",
                "# 从旧稿提炼的句式：至少见于几篇不同的讲话，各家不同的地方成了【占位】。\n# 给写稿、改稿的人挑：库里别的什么也没有时，起草的表格用它们打头，此外程序不会自己说。合用的，填好占位抄到 theme/… 或 move/… 下面。\n",
            ),
        };
        let text = files.entry(file).or_insert_with(|| head.to_string());
        let _ = writeln!(text, "\n{path}:");
        for phrase in phrases {
            match &phrase.source {
                Some(source) => {
                    let _ = writeln!(
                        text,
                        "  - {{ text: {}, source: {} }}  # {}",
                        quoted(&phrase.text),
                        quoted(source),
                        phrase.note
                    );
                }
                None => {
                    let _ = writeln!(text, "  - {}  # {}", quoted(&phrase.text), phrase.note);
                }
            }
        }
    }
    let facts = facts(&slots);
    if !facts.is_empty() {
        files.insert("占位", facts);
    }
    let file = |(name, text): (&str, String)| File { path: format!("phrasebanks/{name}.yaml"), text };
    files.into_iter().map(file).collect()
}

/// The bank of a frame.
pub fn bank(frame: &Frame) -> String {
    match (&frame.kind, frame.level) {
        (Some(kind), _) if speakable(frame) => format!("move/{kind}"),
        (Some(kind), _) => format!("frame/语步/{kind}"),
        (None, level @ 1..) => format!("frame/标题/{}", ["一级", "二级", "三级"][level.min(3) - 1]),
        _ if frame.slotted => "frame/句式".into(),
        _ => "frame/固定".into(),
    }
}

/// Whether drafts may say it: a sentence by itself, in which nothing is quoted or named.
fn speakable(frame: &Frame) -> bool {
    let slots = frame.text.matches('【').count();
    let fixed: usize = frame.text.split(['【', '】']).step_by(2).map(|text| text.chars().count()).sum();
    // It leans on what was said before, and nothing is said before it in a draft.
    let opens = ["同时", "另外", "也", "而", "但", "还", "并", "又", "更", "所以", "因此", "之"];
    let leans = opens.iter().any(|word| frame.text.starts_with(word))
        || frame.text.contains(['这', '此', '其', '该', '它', '他']);
    let cut = ["，", "的", "和", "与", "及", "在", "把", "对", "以", "为", "向", "从", "是", "要", "了【"];
    // A slot before a measure swallowed the count.
    let counted = ["】点", "】个", "】条", "】项", "】件", "】步"];
    let cut = cut.iter().any(|word| frame.text.ends_with(word)) || counted.iter().any(|cut| frame.text.contains(cut));
    let stops = |c: char| "“”《》（）()；：".contains(c) || c.is_ascii_alphanumeric();
    frame.whole
        && fixed >= 6.max(4 * slots)
        && slots <= 2
        && !leans
        && !cut
        && !frame.text.starts_with('【')
        && !frame.text.contains(stops)
}

/// A frame as its bank says it: the meeting of an opening is the one of the brief.
fn said(frame: &Frame) -> String {
    let opening = frame.kind.as_deref().is_some_and(|kind| kind.starts_with("opening"));
    if opening { frame.text.replace("【会议】", "【meeting】") } else { frame.text.clone() }
}

/// The declarations of slots.
fn facts(slots: &BTreeSet<String>) -> String {
    let known = |name: &str| path::COMPUTED.contains(&name) || path::FIELDS.contains(&name);
    let mut text = String::new();
    for name in slots.iter().filter(|name| !known(name) && !name.starts_with(COMMON)) {
        let hint = hint(name).map_or_else(|| format!("写一两句{name}"), str::to_string);
        let _ = writeln!(text, "fact/{name}: {hint}");
    }
    if text.is_empty() {
        text
    } else {
        format!("# 句式里的占位：都是各家自己的事，程序从不替人填，留给起草的人。\n{text}")
    }
}

/// Where something stands, said only in private.
fn source(finished: &Finished, places: &[(usize, usize)]) -> Option<String> {
    finished.options.private.then(|| {
        let place = |(speech, line): &(usize, usize)| format!("{}:{line}", finished.corpus.speeches[*speech].file);
        let mut places: Vec<String> = places.iter().take(3).map(place).collect();
        places.sort();
        places.join("、")
    })
}

/// A phrase as YAML writes it in any case.
fn quoted(phrase: &str) -> String {
    serde_json::to_string(phrase).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(text: &str, whole: bool) -> Frame {
        Frame {
            text: text.into(),
            support: 2,
            kind: Some("closing_call".into()),
            level: 0,
            slotted: text.contains('【'),
            whole,
            slots: Vec::new(),
            places: Vec::new(),
        }
    }

    #[test]
    fn drafts_say_only_sentences_that_stand_alone() {
        for text in ["让我们从今天做起，把每一件小事办牢", "在【组织】的坚强领导下，奋力夺取新的更大胜利"]
        {
            assert_eq!(bank(&frame(text, true)), "move/closing_call", "{text}");
            assert_eq!(bank(&frame(text, false)), "frame/语步/closing_call", "{text} is a piece of something");
        }
        for text in [
            "同时，让我们从今天做起，把小事办牢",
            "让我们以此为起点，把小事办牢",
            "让我们从今天做起，把小事办牢，",
            "【事项】让我们从今天做起，把小事办牢",
            "让我们从【事项】做起，把【事项二】办成【事项三】的样子",
            "讲【事项】点意见，请大家认真领会",
            "让我们发扬“老黄牛”的劲头继续干",
            "做好【任务】",
        ] {
            assert_eq!(bank(&frame(text, true)), "frame/语步/closing_call", "{text}");
        }
    }
}
