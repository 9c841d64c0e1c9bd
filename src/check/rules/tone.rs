//! 谈几点看法, said by the one who is in charge: he asks, he does not remark.

use std::sync::LazyLock;

use crate::check::finding::Findings;
use crate::check::review::{Review, Speech};
use crate::check::rule::{Category, Rule, Severity};
use crate::source::Span;
use crate::text::words::Words;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC606",
    id: "tone",
    category: Category::Person,
    severity: Severity::Warning,
    on: true,
    page: include_str!("tone.md"),
    check,
};

/// What one says of his own words who does not lay down what is to be done.
const MILD: [&str; 9] = ["看法", "体会", "想法", "感受", "浅见", "感想", "建议", "思考", "认识体会"];

/// Verbs that bring them, and how many of them there are.
const VERBS: [char; 5] = ['谈', '讲', '说', '提', '汇'];

/// What one says who leaves it to others.
const HUMBLE: [&str; 9] = [
    "供大家参考",
    "仅供参考",
    "供同志们参考",
    "供各位参考",
    "请批评指正",
    "敬请批评指正",
    "请各位领导批评",
    "请领导批评指正",
    "不成熟的意见",
];

fn check(review: &Review, found: &mut Findings) {
    for (speech, reading) in review.speeches.iter().zip(&review.document.speeches) {
        // Who congratulates, or listens, may say what he thinks.
        let asks = reading.kind.as_deref().is_some_and(|kind| {
            !["表彰", "座谈", "研讨", "交流"].iter().any(|word| kind.contains(word))
                && ["部署", "推进", "动员", "工作会", "调度", "大会", "现场会"].iter().any(|word| kind.contains(word))
        });
        if !asks {
            continue;
        }
        let Some(post) = post_of(review, speech).filter(|post| is_chief(post)) else { continue };
        let text = review.slice(&speech.at);
        let mut places: Vec<Span> = Vec::new();
        for word in MILD {
            places.extend(text.match_indices(word).filter_map(|(at, _)| {
                let end = speech.at.start + at + word.len();
                Some(announces(&review.text()[..end - word.len()])?..end)
            }));
        }
        for word in HUMBLE {
            let at = text.match_indices(word).map(|(at, _)| speech.at.start + at..speech.at.start + at + word.len());
            places.extend(at);
        }
        places.sort_by_key(|at| at.start);
        for at in places {
            if review.paragraph_at(at.start).is_some() && !review.is_quoted(at.start) {
                let phrase = review.slice(&at).to_string();
                found
                    .at(at, format!("{post}部署工作，“{phrase}”口气不合"))
                    .hint("主要负责人部署工作用“提几点要求”“讲几点意见”");
            }
        }
    }
}

/// Where 谈几点, 讲三点粗浅的, 我的 begins, if a text ends so.
fn announces(before: &str) -> Option<usize> {
    let rest = ["的", "粗浅", "不成熟", "初步", "个人", "自己", "我"]
        .iter()
        .cycle()
        .take(21)
        .fold(before, |rest, word| rest.strip_suffix(word).unwrap_or(rest));
    let rest = ["点", "些", "条", "个方面"].iter().find_map(|word| rest.strip_suffix(word))?;
    let rest = rest.strip_suffix(|c| "几一两二三四五六".contains(c)).unwrap_or(rest);
    let verb = rest.chars().next_back().filter(|c| VERBS.contains(c) || rest.ends_with("汇报") || *c == '流')?;
    Some(rest.len() - verb.len_utf8())
}

/// The post of who speaks: by the brief, else under the title.
fn post_of(review: &Review, speech: &Speech) -> Option<String> {
    if let Some(post) = review.brief.and_then(|brief| brief.post.clone()) {
        return Some(post);
    }
    let fronts = review.paragraphs[speech.paragraphs.clone()].iter().take_while(|paragraph| paragraph.front).skip(1);
    let mut lines = fronts.map(|front| review.slice(&front.at)).filter(|line| line.chars().count() <= 30);
    static CHIEF: LazyLock<Words> = LazyLock::new(|| Words::new(CHIEFS));
    lines.find_map(|line| {
        if !CHIEF.within(line) {
            return None;
        }
        let end = CHIEFS.iter().filter_map(|chief| line.find(chief).map(|at| at + chief.len())).min()?;
        Some(line[..end].trim_start_matches(['（', '(', ' ', '　']).to_string())
    })
}

const CHIEFS: [&str; 10] = ["书记", "省长", "市长", "县长", "区长", "乡长", "镇长", "主任", "局长", "董事长"];

/// Whether a post is the first of its house: no deputy, unless of one house and the first of another.
fn is_chief(post: &str) -> bool {
    CHIEFS.iter().any(|chief| post.ends_with(chief)) && (!post.contains('副') || post.contains('、'))
}
