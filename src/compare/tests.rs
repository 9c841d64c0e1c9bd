//! What a user sees of two versions, in small.

use super::*;
use crate::outline::Paragraph;

fn speech(paragraphs: &[(Role, &str)]) -> Speech {
    let paragraphs = paragraphs.iter().map(|&(role, text)| Paragraph { role, text: text.into() }).collect();
    Speech { paragraphs }
}

fn body(paragraphs: &[&str]) -> Speech {
    speech(&paragraphs.iter().map(|text| (Role::Body, *text)).collect::<Vec<_>>())
}

/// One sign for each sentence of each paragraph.
fn shown(old: &Speech, new: &Speech) -> Vec<String> {
    let sign = |sentence: &Sentence| match sentence.fate {
        Fate::Same => '=',
        Fate::Changed => '~',
        Fate::Added => '+',
        Fate::Dropped => '-',
        Fate::MovedAway(_) => '<',
        Fate::MovedHere(_) => '>',
    };
    compare(old, new).paragraphs.iter().map(|it| it.sentences.iter().map(sign).collect()).collect()
}

/// What is left when all changes are taken over, or all undone.
fn side(comparison: &Comparison, new: bool) -> Vec<String> {
    let gone = |fate: Fate| match fate {
        Fate::Added | Fate::MovedHere(_) => !new,
        Fate::Dropped | Fate::MovedAway(_) => new,
        Fate::Same | Fate::Changed => false,
    };
    let paragraphs = comparison.paragraphs.iter();
    let shown = paragraphs.map(|it| {
        let pieces = it.sentences.iter().flat_map(|sentence| &sentence.pieces);
        pieces.filter(|(fate, _)| !gone(*fate)).map(|(_, text)| text.as_str()).collect::<String>()
    });
    shown.filter(|text| !text.is_empty()).collect()
}

#[test]
fn sentences_are_changed_added_dropped_and_moved() {
    let old = body(&["今天开会，部署防汛工作。水情不等人。物资要备齐。", "队伍要拉得出，顶得上。"]);
    assert_eq!(shown(&old, &old), ["===", "="]);
    let changed = body(&["今天开会，部署防汛抗旱工作。水情不等人。物资要备齐。", "队伍要拉得出，顶得上。"]);
    assert_eq!(shown(&old, &changed), ["~==", "="]);
    let dropped = body(&["今天开会，部署防汛工作。物资要备齐。", "队伍要拉得出，顶得上。"]);
    assert_eq!(shown(&old, &dropped), ["=-=", "="]);
    assert_eq!(shown(&dropped, &old), ["=+=", "="]);
    let moved = body(&["今天开会，部署防汛工作。物资要备齐。", "队伍要拉得出，顶得上。水情不等人。"]);
    assert_eq!(shown(&old, &moved), ["=<=", "=>"]);
}

#[test]
fn a_section_that_moved_is_moved_though_its_number_changed() {
    let a = [(Role::Heading, "一、把底数摸清"), (Role::Body, "哪里有险，一处一处登记。登记了就要有人管。")];
    let b = [(Role::Heading, "二、把责任压实"), (Role::Body, "谁的河段谁负责。")];
    let c = [(Role::Heading, "一、把责任压实"), (Role::Body, "谁的河段谁负责。")];
    let d = [(Role::Heading, "二、把底数摸清"), (Role::Body, "哪里有险，一处一处登记。登记了就要有人管。")];
    let (old, new) = (speech(&[a, b].concat()), speech(&[c, d].concat()));
    let comparison = compare(&old, &new);
    assert_eq!(comparison.counts, Counts { changed: 1, moved: 2, ..Counts::default() });
    assert_eq!(comparison.origins, [Some("二、把责任压实".to_string()), Some("二、把责任压实".to_string())]);
}

#[test]
fn a_paragraph_that_only_one_version_has_stands_alone() {
    let old = body(&["今天开会。", "这一段不要了，删掉。", "散会以后抓落实。"]);
    let new = body(&["今天开会。", "散会以后抓落实。", "附带说一句新话。"]);
    let comparison = compare(&old, &new);
    let standing: Vec<Standing> = comparison.paragraphs.iter().map(|it| it.standing).collect();
    assert_eq!(standing, [Standing::Both, Standing::Dropped, Standing::Both, Standing::Added]);
}

#[test]
fn both_versions_can_be_put_together_again() {
    let versions = [
        body(&["甲乙丙丁戊己。庚辛壬癸。", "子丑寅卯；辰巳午未；申酉戌亥。"]),
        body(&["庚辛壬癸。甲乙丙丁戊。", "申酉戌亥。新的一句话。子丑寅卯；"]),
        body(&["新的一句话。", "申酉戌亥。", "甲乙丙丁戊己。"]),
        body(&[]),
    ];
    let texts = |speech: &Speech| -> Vec<String> { speech.paragraphs.iter().map(|it| it.text.clone()).collect() };
    for old in &versions {
        for new in &versions {
            let comparison = compare(old, new);
            assert_eq!(side(&comparison, true), texts(new), "{old:?}\n{new:?}");
            let (mut undone, mut wanted) = (side(&comparison, false).concat(), texts(old).concat());
            // Where paragraphs were torn apart, undoing gives every sentence, if not in every paragraph.
            let sorted = |text: &mut String| {
                let mut parts: Vec<String> = sentences(text, true).into_iter().map(|at| text[at].to_string()).collect();
                parts.sort();
                *text = parts.concat();
            };
            sorted(&mut undone);
            sorted(&mut wanted);
            assert_eq!(undone, wanted, "{old:?}\n{new:?}");
        }
    }
}
