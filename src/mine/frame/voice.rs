//! Who speaks: speeches of one series are one voice.
//!
//! The reports of one office from year to year say whole passages again. What only they share is that office's own, so they count
//! as one where support is counted; and so that they do not drown the others when frames are chosen.

use rustc_hash::FxHashMap;

use super::spoken::Spoken;

/// Speeches that name the same so far are of one series. Reports of different offices on the same year reach 0.25, those of one
/// office on different years 0.3 to 0.5, as measured on eighteen of them.
const SAME: f32 = 0.3;

/// The voice of each speech: the number of the first speech of its series. Speeches are compared by their nouns, each weighed by
/// how few speeches name it (cosine of tf-idf); who is like one of a series belongs to it.
pub fn voices(speeches: &[Spoken<'_>]) -> Vec<usize> {
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    let mut named: Vec<Vec<(u32, f32)>> = Vec::new();
    for speech in speeches {
        let mut counts: FxHashMap<u32, f32> = FxHashMap::default();
        for (word, count) in speech.words.iter().zip(&speech.counts) {
            if word.part.starts_with(['n', 'v', 'l', 'a']) && word.text.chars().nth(1).is_some() {
                let next = numbers.len() as u32;
                *counts.entry(*numbers.entry(word.text).or_insert(next)).or_default() += *count as f32;
            }
        }
        let mut words: Vec<(u32, f32)> = counts.into_iter().collect();
        words.sort_unstable_by_key(|(word, _)| *word);
        named.push(words);
    }
    let mut counts = vec![0usize; numbers.len()];
    named.iter().flatten().for_each(|(word, _)| counts[*word as usize] += 1);
    let mut holders: Vec<Vec<(u32, f32)>> = counts.iter().map(|count| Vec::with_capacity(*count)).collect();
    for (speech, words) in named.iter_mut().enumerate() {
        for (word, weight) in words.iter_mut() {
            *weight = (1.0 + weight.ln()) * (speeches.len() as f32 / counts[*word as usize] as f32).ln();
        }
        let length = words.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        words.retain(|(_, weight)| *weight > 0.0);
        for (word, weight) in words.iter_mut() {
            *weight /= length;
            holders[*word as usize].push((speech as u32, *weight));
        }
    }
    let mut voices: Vec<usize> = (0..speeches.len()).collect();
    let mut like = vec![0.0f32; speeches.len()];
    for speech in 0..speeches.len() {
        like.fill(0.0);
        for (word, own) in &named[speech] {
            for (other, weight) in holders[*word as usize].iter().take_while(|(other, _)| (*other as usize) < speech) {
                like[*other as usize] += own * weight;
            }
        }
        for other in 0..speech {
            if like[other] >= SAME && voices[other] != voices[speech] {
                let (low, high) = (voices[other].min(voices[speech]), voices[other].max(voices[speech]));
                voices.iter_mut().filter(|voice| **voice == high).for_each(|voice| *voice = low);
            }
        }
    }
    voices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mine::Speech;
    use crate::source::Source;

    #[test]
    fn reports_of_one_office_are_one_voice_and_other_offices_have_their_own() {
        let office = |things: [&str; 6], year: &str| {
            let said = things
                .map(|thing| format!("{thing}要再巡一遍，{thing}的{year}账要当面核清，{thing}旁边的人家要走到。"));
            format!("同志们：\n{year}工作，我讲几点。\n{}谢谢大家！\n", said.concat())
        };
        let river = ["堤防", "闸门", "水位", "泵站", "河道", "涵洞"];
        let texts = [
            office(river, "去年"),
            office(["课桌", "校车", "食堂", "操场", "教室", "图书"], "去年"),
            office(river, "今年"),
            office(["粮库", "仓房", "种子", "晒场", "烘干机", "收购点"], "去年"),
        ];
        let speeches: Vec<Speech> = texts
            .iter()
            .flat_map(|text| crate::mine::observe(&Source::new("甲.txt", text.as_str()), &crate::outline::read(text)))
            .collect();
        assert_eq!(voices(&Spoken::all(&speeches.iter().collect::<Vec<_>>())), [0, 1, 0, 3]);
    }
}
