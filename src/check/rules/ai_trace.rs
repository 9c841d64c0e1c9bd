//! **bold**, ###, 希望以上内容对您有所帮助: what is left when a machine's answer is pasted.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han::is_han;
use crate::text::read::Format;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC807",
    id: "ai-trace",
    category: Category::Style,
    severity: Severity::Warning,
    on: true,
    page: include_str!("ai_trace.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Aitalk) {
        found.at(hit.at.clone(), format!("“{}”像是机器代写留下的话", row.word)).hint("删去，换成自己的话");
    }
    connected(review, found);
    if review.format == Format::Markdown {
        return;
    }
    let raw = review.raw;
    let mut start = 0;
    for line in raw.split('\n') {
        let bare = line.trim_start();
        let indent = line.len() - bare.len();
        let level = bare.bytes().take_while(|byte| *byte == b'#').count();
        let mark = match bare.as_bytes() {
            _ if (1..=6).contains(&level)
                && bare[level..].starts_with(|c: char| c == ' ' || (level >= 2 && is_han(c))) =>
            {
                level
            }
            [b'-' | b'*' | b'+', b' ', ..] => 1,
            [b'`', b'`', b'`', ..] => 3,
            [b'>', b' ', ..] => 1,
            _ => 0,
        };
        let clean = &review.document.clean.map;
        let spoken = |raw: usize| review.paragraph_at(clean.clean(raw)).is_some();
        if mark > 0 && spoken(start + indent + mark + 1) && !bare.trim_matches(['-', '*', ' ', '#']).is_empty() {
            let at = start + indent..start + indent + mark;
            let with = indent + mark + usize::from(bare[mark..].starts_with(' '));
            let finding = found.raw(at, format!("行首留着 Markdown 的记号“{}”", &bare[..mark]));
            finding.hint("删去记号");
            finding.fix = vec![(start + indent..start + with, String::new())];
        }
        // **加粗**: a pair of them around words; single ones hide names.
        let mut from = if memchr::memchr(b'*', line.as_bytes()).is_some() { 0 } else { line.len() };
        while from < line.len()
            && let Some(open) = line[from..].find("**").map(|at| from + at)
        {
            let inner = open + 2;
            let close = line[inner..].find("**").map(|at| inner + at);
            let Some(close) = close else { break };
            let words = &line[inner..close];
            let behind = &line[close + 2..];
            // Asterisks also hide names and figures: **县域经济, 超**亿元.
            let inner_words = words.trim_end_matches(['。', '：', '，', ':', '；']);
            let bold = (2..=40).contains(&words.chars().count())
                && words.starts_with(|c: char| is_han(c) || c == '“' || c == '（')
                && !inner_words.contains(['*', '。', '，', ',', '%'])
                && (behind.is_empty() || behind.starts_with(|c: char| is_han(c) || "，。：；、“”".contains(c)));
            // Inside a sentence: no name is hidden behind a noun of two characters that is no kind of place.
            let inside = words.chars().count() >= 2
                && words.chars().all(is_han)
                && !words.starts_with(|c| "县市区镇乡村省州旗局路街同志先女名人万亿元年月日个公司集".contains(c))
                && !words.ends_with(['和', '与', '、', '及', '的'])
                && line[..open].ends_with(is_han)
                && line.matches("**").count() == 2;
            let opens = inside
                || line[..open].trim().is_empty()
                || line[..open].ends_with(['。', '；', '：', '，', '、', '“', '”']);
            let whole =
                opens && spoken(start + inner) && (words.ends_with(['。', '：', '，']) || !inner_words.is_empty());
            if bold && whole {
                let finding = found.raw(start + open..start + close + 2, "留着 Markdown 的加粗记号“**”");
                finding.hint("删去记号");
                finding.fix = vec![
                    (start + open..start + inner, String::new()),
                    (start + close..start + close + 2, String::new()),
                ];
                from = close + 2;
            } else {
                from = inner;
            }
        }
        start += line.len() + 1;
    }
}

/// 首先 … 其次 … 最后 … 总之: joints that a machine puts between whatever it says.
fn connected(review: &Review, found: &mut Findings) {
    const JOINTS: [&str; 3] = ["首先", "其次", "最后"];
    let joint = memchr::memmem::Finder::new(JOINTS[0]);
    for speech in &review.speeches {
        let text = review.slice(&speech.at);
        let heads = |at: &usize| text[..*at].chars().next_back().is_none_or(|c| !is_han(c));
        for first in joint.find_iter(text.as_bytes()).filter(heads) {
            let near = |from: usize, word| {
                let end = (0..=text.len().min(from + NEAR)).rev().find(|end| text.is_char_boundary(*end))?;
                text[from..end].match_indices(word).map(|(at, _)| from + at).find(heads)
            };
            let last = near(first, JOINTS[1]).and_then(|second| near(second, JOINTS[2]));
            if last.is_some() {
                let at = speech.at.start + first;
                let finding = found.at(at..at + JOINTS[0].len(), "“首先……其次……最后”是现成的架子，像是机器搭的");
                finding.hint("用“一要、二要”，或者让意思自己接上").severity = Severity::Info;
                break;
            }
        }
    }
}

/// So many bytes on, the next joint stands.
const NEAR: usize = 900;
