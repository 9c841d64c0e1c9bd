//! 市政府、市委、市政协、市人大: the order of the four.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC605",
    id: "four-bodies",
    category: Category::Person,
    severity: Severity::Error,
    on: true,
    page: include_str!("four_bodies.md"),
    check,
};

const BODIES: [(&str, usize); 9] = [
    ("党委", 0),
    ("人大常委会", 1),
    ("人大", 1),
    ("政府", 2),
    ("政协", 3),
    ("纪委监委", 9),
    ("委", 0),
    ("纪委", 9),
    ("军分区", 9),
];

fn check(review: &Review, found: &mut Findings) {
    let mut named: Vec<usize> = ["政协", "政府", "人大"].iter().flat_map(|word| review.places(word)).copied().collect();
    named.sort_unstable();
    let mut named = named.into_iter().peekable();
    for paragraph in &review.paragraphs {
        while named.next_if(|at| *at < paragraph.at.start).is_some() {}
        if named.peek().is_none_or(|at| *at >= paragraph.at.end) {
            continue;
        }
        let own = review.slice(&paragraph.at);
        for clause in own.split(['，', '。', '；', '：', '！', '？', '“', '”']) {
            if !clause.contains('、') {
                continue;
            }
            let start = paragraph.at.start + (clause.as_ptr().addr() - own.as_ptr().addr());
            let mut row: Vec<(usize, crate::source::Span, bool)> = Vec::new();
            let mut at = start;
            let last = clause.matches('、').count();
            for (nth, item) in clause.split('、').enumerate() {
                match body(if nth == last { closed(item) } else { item }) {
                    Some(rank) => row.push((rank, at..at + item.len(), true)),
                    None => row.push((9, at..at + item.len(), false)),
                }
                at += item.len() + "、".len();
            }
            if let Some(pair) = row.windows(2).find(|pair| pair[0].2 && pair[1].2 && pair[1].0 < pair[0].0) {
                let (one, other) = (review.slice(&pair[1].1).to_string(), review.slice(&pair[0].1).to_string());
                found
                    .at(pair[1].1.clone(), format!("“{one}”排在了“{other}”后面"))
                    .hint("依次是：党委、人大、政府、政协");
            }
        }
    }
}

/// What leads to the first of a row.
const LEADING: [&str; 12] = ["邀请", "感谢", "提请", "报请", "会同", "支持", "协助", "配合", "请", "由", "对", "报"];

/// What follows the last of a row: 县委要…, 县委的同志.
const FOLLOWING: [char; 17] =
    ['的', '要', '都', '应', '将', '高', '各', '共', '及', '和', '与', '也', '须', '领', '主', '一', '分'];

/// The last item of a row without what follows it in its clause.
fn closed(item: &str) -> &str {
    item.char_indices().find(|(at, c)| *at > 0 && FOLLOWING.contains(c)).map_or(item, |(at, _)| &item[..at])
}

/// Which of the four a short item names: 市委, 县人大, 市政府.
fn body(item: &str) -> Option<usize> {
    let levels = ["省", "市", "县", "区", "州", "盟", "旗", "乡", "镇", "我", "全"];
    let item = item.rsplit("代表").next().unwrap_or(item);
    let item = item.rsplit('了').next().unwrap_or(item);
    let item = LEADING.iter().find_map(|verb| item.strip_prefix(verb)).unwrap_or(item);
    let bare = item.trim_start_matches(['各', '向', '受', '在']);
    let level = levels.iter().find(|level| bare.starts_with(**level));
    let rest = level.map_or(bare, |level| &bare[level.len()..]);
    let rest = levels
        .iter()
        .find(|level| rest.starts_with(**level) && bare.starts_with('我'))
        .map_or(rest, |level| &rest[level.len()..]);
    let (_, rank) = BODIES.iter().find(|(name, _)| rest == *name)?;
    (*rank < 9 && (level.is_some() || rest.len() >= 6)).then_some(*rank)
}
