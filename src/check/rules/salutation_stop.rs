//! 同志们。: the salutation ends in a colon.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC216",
    id: "salutation-stop",
    category: Category::Punctuation,
    severity: Severity::Error,
    on: true,
    page: include_str!("salutation_stop.md"),
    check,
};

/// How those who are addressed are called.
const CALLED: [&str; 22] = [
    "同志们",
    "同志",
    "领导",
    "代表",
    "委员",
    "来宾",
    "嘉宾",
    "朋友们",
    "朋友",
    "女士们",
    "先生们",
    "女士",
    "先生",
    "老师们",
    "老师",
    "同学们",
    "同学",
    "同仁",
    "专家",
    "乡亲们",
    "战友们",
    "企业家",
];

fn check(review: &Review, found: &mut Findings) {
    for speech in &review.speeches {
        let body = review.paragraphs[speech.paragraphs.clone()].iter().filter(|paragraph| !paragraph.front).take(4);
        for paragraph in body {
            let marks = review.marks_of(paragraph);
            // A long line is none, unless a comma ended it.
            if paragraph.at.len() > 150 && !marks.iter().take(40).any(|mark| matches!(mark.char, '，' | ',' | '、')) {
                continue;
            }
            let text = own_line(review, paragraph.at.start, review.slice(&paragraph.at));
            if text.len() > 150 || text.ends_with(['：', '！', '!']) {
                continue;
            }
            let bare = text.trim_end_matches(['。', '，', ',', '、', '；', '.', ':', ' ']);
            let addressed = |part: &str| {
                let named = CALLED.iter().any(|word| part.ends_with(word));
                named && (part.chars().count() <= 14) && !part.contains(['要', '是', '请', '谢'])
            };
            if bare.is_empty()
                || !bare.split(['，', '、', ',', ' ', '　']).filter(|part| !part.is_empty()).all(addressed)
            {
                continue;
            }
            let stop = &text[bare.len()..];
            let at = paragraph.at.start + bare.len()..paragraph.at.start + text.len();
            let message = match stop {
                "" => format!("称呼“{bare}”后面没有标点"),
                stop => format!("称呼“{bare}”后面用了“{stop}”"),
            };
            if stop.is_empty() {
                let whole = paragraph.at.start..paragraph.at.start + text.len();
                found.at(whole, message).hint("称呼后面用全角冒号").fix(format!("{bare}："));
            } else {
                found.at(at, message).hint("称呼后面用全角冒号").fix("：");
            }
            break;
        }
    }
}
/// The part of a paragraph that stood on a line of its own: a line that ends in a comma is joined to the next when it is read.
fn own_line<'t>(review: &Review, start: usize, text: &'t str) -> &'t str {
    let map = &review.document.clean.map;
    let head = text.char_indices().take(40).filter(|(_, c)| matches!(c, '，' | ',' | '、')).find(|(at, c)| {
        let end = start + at + c.len_utf8();
        let between = map.raw_span(&(start + at..end)).end..map.raw(end.min(review.text().len()));
        review.raw.get(between).is_some_and(|between| between.contains('\n'))
    });
    head.map_or(text, |(at, c)| &text[..at + c.len_utf8()])
}
