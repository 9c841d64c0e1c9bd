//! What the moves are told by: classes of formulas (`cues.txt`), and what a sentence or a head says of problems and achievements.

use std::sync::{LazyLock, OnceLock};

use crate::text::characters::first;
use crate::text::dictionary::Dictionary;
use crate::text::words::{Openings, Words};

/// One class of cues: phrases anywhere in a sentence, and phrases at its beginning.
pub(super) struct Cues {
    pub(super) inside: Vec<&'static str>,
    /// Those of `inside`, to be asked for all at once.
    any: Words,
    /// Those of `inside` to be told apart, once somebody counts them.
    numbered: OnceLock<Dictionary>,
    heads: Openings,
}

impl Cues {
    pub(super) fn of(class: &str) -> Self {
        let (mut inside, mut heads) = (Vec::new(), Vec::new());
        let mut own = false;
        for line in
            include_str!("cues.txt").lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(name) => own = name == class,
                None if own => match line.strip_prefix('^') {
                    Some(head) => heads.push(head),
                    None => inside.push(line),
                },
                None => {}
            }
        }
        let any = Words::new(inside.iter().copied());
        Cues { any, numbered: OnceLock::new(), inside, heads: Openings::new(heads) }
    }

    pub(super) fn opens(&self, sentence: &str) -> bool {
        self.heads.begin(sentence)
    }

    pub(super) fn within(&self, sentence: &str) -> bool {
        self.any.within(sentence)
    }

    pub(super) fn count(&self, sentence: &str) -> usize {
        if !self.within(sentence) {
            return 0;
        }
        let mut seen = vec![false; self.inside.len()];
        let numbered = self.numbered.get_or_init(|| Dictionary::new(self.inside.iter().copied()));
        numbered.each(sentence, |_, cue, _| seen[cue as usize] = true);
        seen.into_iter().filter(|seen| *seen).count()
    }
}

macro_rules! cues {
    ($($name:ident = $class:literal),* $(,)?) => { $(pub(super) static $name: LazyLock<Cues> = LazyLock::new(|| Cues::of($class));)* };
}

cues! {
    REPORT = "作报告",
    MEETING = "会议", AIM = "目的", RECAP = "回顾会议", THANKS = "致谢", OWED = "得益", TIME = "时间", RESULT = "成效", SUPERIOR = "上级",
    TURN = "转问题", SEEN = "看到", PROBLEM = "问题", EXISTS = "存在", LEAD = "引出", SAY = "讲", CALL = "号召", PLEDGE = "表态", WISH = "祝愿",
}

/// Words without which a paragraph of the skeleton begins no move.
pub(super) static GATE: LazyLock<Words> = LazyLock::new(|| {
    let more = ["相比"].into_iter().chain(FORMAL_VERBS);
    Words::new(EXISTS.inside.iter().chain(&SEEN.inside).chain(&THANKS.inside).copied().chain(more))
});

/// 2021年，… as the beginning of a review.
pub(super) fn is_year(text: &str) -> bool {
    let digits = text
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'*' || *byte == b'X' || *byte == b'x')
        .count();
    digits == 4 && text[4..].starts_with("年，")
}

/// Whether a sentence turns to problems in so many words: 在肯定成绩的同时，也要清醒看到….
pub(super) fn is_problem_turn(text: &str) -> bool {
    let head = first(text, 70);
    let turned = TURN.opens(text) || text.contains("成绩的同时");
    let compared = text.starts_with("对照") || text.starts_with("相比") || compares(text);
    if !(turned || compared) {
        return false;
    }
    let pure = !["解决问题", "问题导向", "深刻认识到，", "充分认识到，", "机遇", "有利"]
        .iter()
        .any(|word| head.contains(word))
        || head.contains("不足");
    let granted = text.starts_with("虽然") || text.starts_with("尽管") || text.starts_with('但') || compared;
    let stated = (granted && EXISTS.within(head)) || (compared && head.contains("还有"));
    PROBLEM.within(head) && pure && (SEEN.within(head) || stated)
}

/// 与先进地区相比，…
fn compares(text: &str) -> bool {
    let first = || text.find('，').map_or(text, |at| &text[..at]);
    text.starts_with('与') && first().ends_with("相比") && first().chars().count() <= 24
}

/// What thanks, greetings and congratulations are given with.
pub(super) const FORMAL_VERBS: [&str; 4] = ["表示", "致以", "送上", "献上"];

/// Whether a sentence thanks, greets or congratulates: 表示…感谢, 致以…问候.
pub(super) fn thanks(text: &str) -> bool {
    static FORMAL: LazyLock<Words> = LazyLock::new(|| Words::new(FORMAL_VERBS));
    let formal = FORMAL.within(text)
        && FORMAL_VERBS.iter().any(|verb| {
            text.match_indices(verb).any(|(at, verb)| {
                let near = first(&text[at + verb.len()..], 12);
                let near = &near[..near.find(['，', '。', '；', '！']).unwrap_or(near.len())];
                ["感谢", "谢意", "敬意", "问候", "慰问", "祝贺", "欢迎"].iter().any(|noun| near.contains(noun))
            })
        });
    (formal || THANKS.within(text)) && !text.contains("聆听")
}

/// The first clause says since when: 我市设立开发区以来，…
pub(super) fn since(text: &str) -> bool {
    text.find('，').is_some_and(|at| text[..at].ends_with("以来") && text[..at].chars().count() <= 40)
}

/// How much of a sentence states a problem of one's own: 我市…还存在…等问题, without the demand that may follow in the same
/// sentence.
pub(super) fn states_problem(text: &str) -> Option<usize> {
    static DEMANDS: LazyLock<Openings> = LazyLock::new(|| {
        Openings::new([
            "要",
            "必须",
            "应",
            "请",
            "不要",
            "决不",
            "绝不",
            "坚决",
            "严禁",
            "着力",
            "推动",
            "需要",
            "我们要",
            "我们必须",
            "各级",
            "各部门",
        ])
    });
    if !EXISTS.within(text) || !PROBLEM.within(text) || DEMANDS.begin(text) {
        return None;
    }
    let demanded = text.match_indices('，').map(|(at, comma)| at + comma.len()).find(|at| DEMANDS.begin(&text[*at..]));
    let told = &text[..demanded.unwrap_or(text.len())];
    let owned =
        ["我市", "全市", "我县", "全县", "我省", "我区", "全区", "我们", "一些", "部分", "少数", "有的", "普遍"]
            .iter()
            .any(|own| told.contains(own));
    let states = owned
        && EXISTS.within(told)
        && PROBLEM.within(told)
        && !told.contains("解决")
        && !told.contains('要')
        && !told.contains("克服");
    states.then_some(told.len())
}

/// Whether a head says that it speaks of problems.
pub(super) fn says_problem(head: &str) -> bool {
    static GATE: LazyLock<Words> =
        LazyLock::new(|| Words::new(["短板", "差距", "不足", "困难", "挑战", "薄弱", "压力", "问题"]));
    if !GATE.within(head) {
        return false;
    }
    let facing = ["面临", "存在", "有", "正视", "看到", "认清", "直面", "看清", "找准", "查找"];
    let own = facing.iter().any(|word| head.contains(word))
        && ["短板", "差距", "不足", "困难", "挑战", "薄弱", "压力"].iter().any(|word| head.contains(word));
    let named = head.contains("存在的问题")
        || head.contains("存在问题")
        || head.contains("主要问题")
        || head.contains("问题和不足")
        || head.ends_with("差距在哪里？");
    let demanded = ["破解", "补齐", "补短板", "解决", "攻克", "克服", "应对", "化解", "整改", "消除", "战胜"]
        .iter()
        .any(|word| head.contains(word));
    (own || named) && !demanded
}

/// Whether a head says that it speaks of what was achieved.
pub(super) fn says_achievement(head: &str) -> bool {
    static GATE: LazyLock<Words> =
        LazyLock::new(|| Words::new(["成绩", "成效", "回顾", "取得的", "较好基础", "有信心", "工作"]));
    if !GATE.within(head) {
        return false;
    }
    let past = ["去年", "过去", "一年来", "以来", "上半年", "前三季度", "上一阶段", "前一阶段", "前一段"]
        .iter()
        .any(|word| head.contains(word))
        || (head.contains('前') && head.contains("个月"));
    let named = ["成绩", "成效", "工作回顾", "回顾", "取得的", "较好基础", "有信心", "总结工作"]
        .iter()
        .any(|word| head.contains(word))
        || (past && head.contains("工作"));
    let demanded = [
        "力争",
        "确保",
        "争取",
        "创造",
        "务求",
        "实效",
        "取得新",
        "见成效",
        "提升成效",
        "取得更",
        "再创",
        "考核",
        "努力",
        "更富",
        "推动",
        "扎实",
        "注重",
        "追求",
    ]
    .iter()
    .any(|word| head.contains(word));
    named && !demanded && head.chars().count() <= 40
}
