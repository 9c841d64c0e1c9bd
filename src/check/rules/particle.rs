//! 切实的抓好: 地 before a verb, 得 behind it.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::text::han::is_han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC805",
    id: "particle",
    category: Category::Style,
    severity: Severity::Warning,
    on: true,
    page: include_str!("particle.md"),
    check,
};

/// What makes a noun of the verb before it.
const NOUNS: [&str; 34] = [
    "度", "者", "意识", "率", "部", "委", "人员", "工作", "水平", "成果", "作用", "力", "机制", "过程", "情况", "方案",
    "措施", "举措", "办法", "效果", "能力", "态势", "意见", "程度", "局面", "氛围", "精神", "态度", "方式", "方法",
    "体系", "计划", "热情", "任务",
];

fn check(review: &Review, found: &mut Findings) {
    for (hit, row) in review.words(Table::Particles) {
        let behind = &review.text()[hit.at.end..];
        // 积极的推动作用: a noun with its attribute.
        let acts = |verb: &str| {
            let object = &behind[verb.len()..];
            !NOUNS.iter().any(|noun| object.starts_with(noun))
                && !object.starts_with(['，', '。', '；', '、', '和', '与', '的'])
        };
        let verb = row.more.split(' ').find(|verb| !verb.is_empty() && behind.starts_with(verb)).is_some_and(acts);
        if row.more.is_empty() || verb {
            found
                .at(hit.at.clone(), format!("“{}”用错了助词", row.word))
                .hint(format!("写成“{}”", row.right))
                .fix(row.right.clone());
        }
    }
    let text = review.text();
    for (word, right) in [("的", of_de as fn(&str, &str) -> Option<&'static str>), ("地", of_di)] {
        for at in memchr::memmem::find_iter(text.as_bytes(), word) {
            let Some(right) = right(&text[..at], &text[at + word.len()..]) else { continue };
            if review.paragraph_at(at).is_some() {
                let own = at..at + word.len();
                found.at(own, format!("这里的“{word}”用错了")).hint(format!("写成“{right}”")).fix(right);
            }
        }
    }
}

/// Verbs of one character that a complement follows: 做得好.
const DONE: &str = "做干办抓管讲搞变显落跑学写建修扫压守稳站记想用住清";

/// How much: 做得很好.
const DEGREES: [&str; 11] = ["很", "更", "非常", "十分", "特别", "比较", "越来越", "不够", "太", "相当", "更加"];

/// What a complement says.
const HOW: [&str; 45] = [
    "好", "实", "细", "快", "稳", "远", "紧", "牢", "深", "准", "高", "多", "少", "大", "强", "硬", "严", "早", "清",
    "亮", "美", "绿", "宽", "富", "勤", "到位", "扎实", "明显", "干净", "漂亮", "出色", "突出", "充分", "具体", "清楚",
    "透彻", "彻底", "满意", "红火", "热闹", "美好", "复杂", "紧张", "困难", "重要",
];

/// Complements that need no degree.
const VIVID: [&str; 14] = [
    "不错",
    "热火朝天",
    "井井有条",
    "有声有色",
    "红红火火",
    "有模有样",
    "一清二楚",
    "明明白白",
    "热气腾腾",
    "风生水起",
    "干干净净",
    "扎扎实实",
    "很不错",
    "有滋有味",
];

/// Verbs of one character that 一段一段地 stands before.
const ACTS: &str = "清管查抓办改干做落推走看问修拆补栽记收扫打排盯解过算理核讲学";

/// What stands behind such a verb and not behind a noun.
const ONWARD: [&str; 26] = [
    "下", "出", "好", "完", "起", "到", "过", "去", "给", "掉", "了", "上", "往", "走", "落", "推", "准", "清楚",
    "明白", "，", "。", "；", "、", "！", "？", "透",
];

/// Qualities that stand before 的 and a noun, not before 地.
const QUALITIES: [&str; 30] = [
    "关心", "关注", "期盼", "可贵", "重要", "崇高", "坚强", "明显", "巨大", "艰巨", "光荣", "显著", "良好", "重大",
    "迫切", "突出", "严重", "优良", "满意", "扎实", "宝贵", "深厚", "鲜明", "过硬", "优秀", "优异", "美好", "幸福",
    "坚实", "伟大",
];

/// Nouns that are no verbs.
const THINGS: [&str; 24] = [
    "问题", "精神", "作用", "成效", "成绩", "任务", "意义", "责任", "作风", "基础", "敬意", "措施", "办法", "环境",
    "局面", "力量", "机制", "目标", "水平", "态度", "成果", "氛围", "事情", "队伍",
];

/// Whether a clause ends here, or something was done.
fn closes(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['，', '。', '；', '、', '！', '？', '了', '些', '”', '\n'])
}

/// Whether a complement stands at the head of a text, with its degree.
fn complement(rest: &str) -> bool {
    let degree = DEGREES.iter().filter_map(|word| rest.strip_prefix(word));
    let mut told = degree.flat_map(|rest| HOW.iter().filter_map(move |word| rest.strip_prefix(word)));
    told.any(closes) || VIVID.iter().filter_map(|word| rest.strip_prefix(word)).any(closes)
}

/// What belongs in the place of a 的, if it is wrong.
fn of_de(before: &str, behind: &str) -> Option<&'static str> {
    let mut last = before.chars().rev();
    let verb = last.next()?;
    if DONE.contains(verb) && complement(behind) {
        return Some("得");
    }
    // 专员跑的勤，: how it was done, and nothing behind it.
    let subject = || last.clone().next().is_some_and(|c| is_han(c) && !"所要想该能可会来去多好".contains(c));
    let bare = || ["勤", "快", "稳", "牢", "准", "细"].iter().find_map(|word| behind.strip_prefix(word));
    if DONE.contains(verb) && bare().is_some_and(|rest| rest.starts_with(['，', '。', '；'])) && subject() {
        return Some("得");
    }
    // 任务完成的很好: 得 follows a verb of two characters where a degree follows it.
    if before.ends_with("完成") || before.ends_with("落实") || before.ends_with("执行") {
        let graded = DEGREES.iter().any(|word| behind.starts_with(word));
        return (graded && complement(behind)).then_some("得");
    }
    // 变的干净了: what becomes of something.
    if matches!(verb, '变' | '显')
        && HOW.iter().filter(|word| word.chars().count() > 1).filter_map(|word| behind.strip_prefix(word)).any(closes)
    {
        return Some("得");
    }
    // 比去年清的多: 比 in the clause.
    if behind.strip_prefix('多').is_some_and(|rest| rest.starts_with(['，', '。', '；', '！', '了']))
        && "好清快大强高少重难低长短远深绿亮差".contains(verb)
    {
        let clause = before.rsplit(['，', '。', '；', '！', '？', '：', '\n']).next().unwrap_or(before);
        return clause.contains('比').then_some("得");
    }
    // 一段一段的清.
    let (one, twice, two) = (last.next()?, last.next()?, last.next()?);
    if one == '一' && two == '一' && twice == verb {
        let act = behind.chars().next().filter(|c| ACTS.contains(*c))?;
        let rest = &behind[act.len_utf8()..];
        return ONWARD.iter().any(|word| rest.starts_with(word)).then_some("地");
    }
    None
}

/// What belongs in the place of a 地, if it is wrong.
fn of_di(before: &str, behind: &str) -> Option<&'static str> {
    if QUALITIES.iter().any(|word| before.ends_with(word)) && THINGS.iter().any(|word| behind.starts_with(word)) {
        return Some("的");
    }
    let verb = before.chars().next_back()?;
    (DONE.contains(verb) && verb != '干' && verb != '用' && verb != '住' && complement(behind)).then_some("得")
}
