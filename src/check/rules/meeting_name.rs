//! 推进会 in the title, 动员会 in the text.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::{Review, Speech};
use crate::check::rule::{Category, Rule, Severity};
use crate::source::Span;
use crate::text::han::is_han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC607",
    id: "meeting-name",
    category: Category::Name,
    severity: Severity::Error,
    on: true,
    page: include_str!("meeting_name.md"),
    check,
};

/// Occasions that exclude one another.
const OCCASIONS: [&str; 20] = [
    "推进会",
    "动员会",
    "部署会",
    "座谈会",
    "表彰会",
    "总结会",
    "现场会",
    "调度会",
    "研讨会",
    "交流会",
    "动员大会",
    "表彰大会",
    "誓师大会",
    "讲评会",
    "点评会",
    "述职会",
    "培训班",
    "启动仪式",
    "开工仪式",
    "签约仪式",
];

/// A word that says 这个会, and the place behind it.
struct Here {
    at: Span,
    /// Whether the whole name follows: 今天，我们召开….
    named: bool,
}

fn check(review: &Review, found: &mut Findings) {
    let here: Vec<Here> = review
        .words(Table::Here)
        .filter_map(|(hit, row)| {
            let sentence = review.sentence_at(hit.at.start);
            // Eighteen characters and the word before them.
            let start = sentence.start.max(hit.at.start.saturating_sub(90)).min(hit.at.start);
            let start = (start..=hit.at.start).find(|at| review.text().is_char_boundary(*at)).unwrap_or(hit.at.start);
            let before = &review.text()[start..hit.at.start];
            let named = !row.more.is_empty();
            // 今天召开, but not 今天落实上次召开的….
            let close = || {
                let last = row.more.split(' ').filter_map(|word| before.rfind(word).map(|at| at + word.len())).max();
                last.is_some_and(|at| {
                    let between = &before[at..];
                    between.chars().count() <= 18 && !PAST.iter().any(|word| between.contains(word))
                })
            };
            (!named || close()).then(|| Here { at: hit.at.clone(), named })
        })
        .collect();
    for (speech, reading) in review.speeches.iter().zip(&review.document.speeches) {
        let Some(title) = &reading.title else { continue };
        other_form(review, speech, title, found);
        let of =
            |text: &str| OCCASIONS.iter().filter(|name| text.contains(**name)).max_by_key(|name| name.len()).copied();
        let asked = review.brief.and_then(|brief| brief.meeting.as_deref());
        let wanted = asked.and_then(of).or_else(|| of(title));
        let plain = ["工作会议", "工作会", "工作大会"].iter().find(|name| title.contains(**name)).copied();
        // 动员部署会 is both.
        let full = |name: &str| title.contains(name.trim_end_matches('会').trim_end_matches('大'));
        let from = here.partition_point(|here| here.at.start < speech.at.start);
        for here in here[from..].iter().take_while(|here| here.at.start < speech.at.end) {
            let at = &here.at;
            let end = review.paragraph_at(at.start).map_or(at.end, |paragraph| paragraph.at.end);
            let rest = &review.text()[at.end.min(end)..end];
            let rest = rest.find(['，', '。', '；', '！', '：', '、']).map_or(rest, |end| &rest[..end]);
            if here.named
                && let Some((span, said)) = other_theme(review, title, at.end, rest)
            {
                let finding = found.at(span, format!("标题上是“{}”，这里说成“{said}”", name_of(title)));
                finding.hint("会议名称全文统一");
                continue;
            }
            let Some(said) = of(rest) else { continue };
            let bare = |name: &'static str| name.trim_end_matches("大会").trim_end_matches('会');
            let far = rest.find(said).is_some_and(|at| at > 90);
            let Some(wanted) = wanted.or(plain.filter(|_| here.named)) else { continue };
            if bare(said) == bare(wanted) || full(said) || rest.contains("精神") || far {
                continue;
            }
            let start = at.end + rest.find(said).unwrap_or(0);
            found
                .at(start..start + said.len(), format!("标题上是“{wanted}”，这里说成“{said}”"))
                .hint("会议名称全文统一");
        }
    }
}

/// How people meet who are not in one room: 电视电话会议 is no 视频会议.
const FORMS: [&str; 3] = ["电视电话会议", "视频会议", "电话会议"];

fn form(text: &str) -> Option<(usize, &'static str)> {
    FORMS.iter().find_map(|form| text.find(form).map(|at| (at, *form)))
}

/// 视频会议 in the title, 我们开了一个电话会议 in the text.
fn other_form(review: &Review, speech: &Speech, title: &str, found: &mut Findings) {
    let Some((_, own)) = form(title) else { return };
    for paragraph in review.paragraphs[speech.paragraphs.clone()].iter().filter(|paragraph| !paragraph.front) {
        let text = review.slice(&paragraph.at);
        let Some((at, said)) = form(text).filter(|(_, said)| *said != own) else { continue };
        let clause = text[..at].rsplit(['，', '。', '；', '！']).next().unwrap_or_default();
        let held = ["我们开", "今天", "这次", "召开", "本次", "此次", "这个", "刚刚开"]
            .iter()
            .any(|word| clause.contains(word));
        if held && !PAST.iter().filter(|word| **word != "刚刚").any(|word| clause.contains(word)) {
            let start = paragraph.at.start + at;
            found.at(start..start + said.len(), format!("标题上是“{own}”，这里说成“{said}”")).hint("会议名称全文统一");
        }
    }
}

/// Words that say that another meeting is spoken of.
const PAST: [&str; 10] = ["上次", "去年", "前不久", "精神", "刚刚", "此前", "以来", "落实", "传达", "上个月"];

/// The meeting of a title: 在 and 上的讲话 apart.
fn name_of(title: &str) -> &str {
    let name = title.strip_prefix('在').unwrap_or(title);
    ["上的", "的讲话", "讲话", "主持词"].iter().find_map(|end| name.find(end).map(|at| &name[..at])).unwrap_or(name)
}

fn without(name: String, word: &str) -> String {
    if name.contains(word) { name.replace(word, "") } else { name }
}

/// The name that is said where one has met, if it is about something else than the title.
fn other_theme<'t>(review: &Review, title: &str, start: usize, rest: &'t str) -> Option<(Span, &'t str)> {
    let places = ["全县", "全市", "全区", "全省", "全镇", "全乡", "全校", "全院", "全系统"];
    let own = name_of(title);
    let place = places.iter().find(|place| own.starts_with(**place))?;
    let at = rest.find(place).filter(|at| *at <= 12)?;
    let end = rest[at..].find('会').map(|end| at + end + '会'.len_utf8())?;
    let said = &rest[at..end];
    if said == own {
        return None;
    }
    let theme = |name: &str| -> Vec<char> {
        let bare = OCCASIONS.iter().fold(name.replacen(place, "", 1), |name, occasion| without(name, occasion));
        let bare = [
            "工作",
            "会议",
            "大会",
            "现场",
            "暨",
            "专题",
            "电视电话",
            "视频",
            "推进",
            "动员",
            "部署",
            "会",
            "第",
            "次",
        ]
        .iter()
        .fold(bare, |name, word| without(name, word));
        bare.chars().filter(|c| is_han(*c)).collect()
    };
    let (mine, theirs) = (theme(own), theme(said));
    // A name may be said shorter than it is written, or longer: 人居环境整治 for 农村人居环境综合整治.
    let within = |one: &[char], other: &[char]| {
        let mut rest = other.iter();
        one.iter().all(|c| rest.any(|other| other == c))
    };
    let differ = mine.len() >= 2 && theirs.len() >= 2 && !within(&mine, &theirs) && !within(&theirs, &mine);
    differ.then(|| (start + at..start + end, said)).filter(|(at, _)| review.paragraph_at(at.start).is_some())
}
