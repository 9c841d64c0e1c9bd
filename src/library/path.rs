//! Bank paths and every name that is reserved in them: the one place that knows what a path means.
//!
//! A bank file is a mapping from path to phrases, and a path may be one key (`theme/营商环境/do/政务服务/core`) or nested
//! mappings, or any mixture. So a file is first flattened; then [`BankPath::parse`] says what each path is, or which
//! reserved name was probably meant.

use crate::yaml::near;

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// 认识: why it matters.
    Why,
    /// 任务: what is to be done.
    Do,
    /// 保障: how it is made sure.
    Ensure,
}

impl Part {
    /// All parts, in the order of a speech.
    pub const ALL: [Part; 3] = [Part::Why, Part::Do, Part::Ensure];

    /// The name in files.
    pub fn name(self) -> &'static str {
        ["why", "do", "ensure"][self as usize]
    }

    /// The part of that name.
    pub fn named(name: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.name() == name)
    }
}

/// What a sentence does inside a point, in the order in which a speaker uses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// What is wrong.
    Problem,
    /// Its cause.
    Root,
    /// Why this point.
    Why,
    /// A picture.
    Scene,
    /// From what the head covers to the matter of the passage: where it lies in the whole, and why to begin there.
    Neck,
    /// Several sentences on one matter, from why it is stuck to how one sees that it is done: the body of a point, or most of it.
    Passage,
    /// What the head promises; obligatory.
    Core,
    /// A further measure.
    Do,
    /// What is forbidden.
    Ban,
    /// Duty and date.
    Who,
    /// A goal that can be checked.
    Goal,
    /// The closing turn.
    End,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 12] = [
        Role::Problem,
        Role::Root,
        Role::Why,
        Role::Scene,
        Role::Neck,
        Role::Passage,
        Role::Core,
        Role::Do,
        Role::Ban,
        Role::Who,
        Role::Goal,
        Role::End,
    ];

    /// The name in files.
    pub fn name(self) -> &'static str {
        const NAMES: [&str; Role::ALL.len()] =
            ["problem", "root", "why", "scene", "neck", "passage", "core", "do", "ban", "who", "goal", "end"];
        NAMES[self as usize]
    }

    /// Whether it says what the head promises, so that what goes before leads to it and what comes after goes with it.
    pub fn is_main(self) -> bool {
        matches!(self, Role::Core | Role::Passage)
    }

    /// The role of that name.
    pub fn named(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// The administrative levels a speech may be given at. 镇 and 街道 are of the rank of 乡 and called by other names.
pub const LEVELS: [&str; 8] = ["省", "市", "县", "区", "乡", "镇", "街道", "单位"];

/// The voices a speech may have: the blunt one of a working meeting, the measured one of a large conference.
pub const REGISTERS: [&str; 2] = ["平实", "庄重"];

/// The markers a column of points may carry.
pub const STYLES: [&str; 6] = ["一要", "一是", "（一）", "第一", "1.", PLAIN];
/// No marker at all.
pub const PLAIN: &str = "无";

/// Slots that the program fills by itself: what they list or count.
pub const COMPUTED: [&str; 4] = ["n", "痛点*", "问题*", "成绩*"];

/// Slots filled from the fields of a brief.
pub const FIELDS: [&str; 3] = ["meeting", "topic", "audience"];

/// The first segments of paths, with what they hold, in Chinese for the schema and messages.
pub const ROOTS: [(&str, &str); 10] = [
    ("theme", "主题：theme/主题名/…；通用的句子放 theme/通用"),
    ("move", "语步：move/名称 或 move/名称/讲话类型"),
    ("link", "连接语：短，没有内容，自带标点"),
    ("recipe", "配方：recipe/部分 或 recipe/部分/讲话类型，每条是角色的次序，如 problem core do end"),
    ("series", "标题套的用法：series/套名: [可以跟的序号样式]"),
    ("frame", "句式：frame/名称"),
    ("slot", "填充语：slot/名"),
    ("fact", "事实占位：fact/名: 给填写人的提示；这种占位从不由语料库填"),
    ("word", "词：word/level/级别 是各级对自己和下级的称呼"),
    (
        "formula",
        "固定提法：formula/名称，每条写 text、parts、verb、since、until；句子里用【名称】引它，【名称*】说出全部内容",
    ),
];

const THEME_NAMES: [(&str, &str); 8] = [
    ("alias", "别名列表"),
    ("word", "通用句子里【事】【对象】【场所】等该说成什么"),
    ("slot", "本主题的填充语"),
    ("head", "节标题：一套一行，分 why、do、ensure"),
    ("achievement", "成绩，用“；”连成一串"),
    ("why", "认识部分"),
    ("do", "任务部分"),
    ("ensure", "保障部分"),
];

const PART_NAMES: [(&str, &str); 3] =
    [("must", "非讲不可的侧面"), ("lead", "引入语，按标题套分列"), ("close", "一节的收束")];

const ASPECT_NAMES: [(&str, &str); 13] = [
    ("word", "本侧面的词，如 痛点"),
    ("head", "标题，按套分列"),
    ("problem", "问题：哪里不对，也供“问题”一段使用"),
    ("root", "病根"),
    ("why", "为什么要抓"),
    ("scene", "一个画面"),
    ("passage", "成段：把一件事从为什么卡住讲到凭什么看出办成，几句连着说，句间用句号"),
    ("core", "必说：标题许诺的主要措施；认识部分里是理由"),
    ("do", "其他措施"),
    ("ban", "禁止"),
    ("who", "谁牵头、何时交账"),
    ("goal", "可检验的目标"),
    ("end", "收束"),
];

/// Every reserved name with its meaning in Chinese, for the schema.
pub fn reserved() -> impl Iterator<Item = (&'static str, &'static str)> {
    ROOTS.into_iter().chain(THEME_NAMES).chain(PART_NAMES).chain(ASPECT_NAMES)
}

/// Moves that every speech may have, with the placeholder that stands where a library has no words for one and what is to be
/// written there. A template may name them whatever banks there are.
pub const MOVES: [(&str, &str, &str); 11] = [
    ("opening_background", "会议背景", "为什么在这个时候开会：形势、上级部署"),
    ("opening_purpose", "会议目的", "今天召开什么会议，主要任务是什么"),
    ("recap", "会议议程", "刚才进行了哪些议程，谁讲了什么"),
    ("achievements", "主要成绩", "前一阶段做了什么、成效如何，用数字说"),
    ("problems", "主要问题", "还有哪些差距和不足"),
    ("opportunities", "机遇条件", "有哪些有利条件和机遇"),
    ("goal", "目标任务", "下一步的总体目标"),
    ("thanks", "致谢", "向谁表示感谢、慰问"),
    ("transition", "引出正文", "如“下面，我讲几点意见”"),
    ("closing_call", "收尾号召", "最后一段：号召、要求"),
    ("closing_wish", "结尾祝愿", "最后一句祝愿"),
];

/// What stands in place of a move, named as in `move/NAME` or `move/NAME/TYPE`, and what is to be written there.
pub fn in_place_of(path: &str) -> Option<(&'static str, &'static str)> {
    let name = path.strip_prefix("move/")?.split('/').next()?;
    MOVES.iter().find(|(known, ..)| *known == name).map(|(_, placeholder, hint)| (*placeholder, *hint))
}

/// What a path of a bank file means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum BankPath {
    /// `theme/T/…`
    Theme(String, ThemePath),
    /// `move/MOVE` or `move/MOVE/TYPE`
    Move(String, Option<String>),
    /// `link/GROUP/KEY`
    Link(String),
    /// `recipe/PART` or `recipe/PART/TYPE`
    Recipe(Part, Option<String>),
    /// `series/NAME`
    Series(String),
    /// `frame/…`
    Frame(String),
    /// `slot/名`
    Slot(String),
    /// `fact/名`
    Fact(String),
    /// `word/level/级别/词` as (级别, 词); other vocabulary as ("", 词)
    Word(String, String),
    /// `formula/…`
    Formula(String),
}

/// What a path under `theme/T` means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ThemePath {
    /// `alias`
    Alias,
    /// `word/名`
    Word(String),
    /// `slot/名`
    Slot(String),
    /// `head/套/部分`
    Head(String, Part),
    /// `achievement`
    Achievement,
    /// `PART/must`
    Must(Part),
    /// `PART/lead/套`; an empty name stands for every series
    Lead(Part, String),
    /// `PART/close`
    Close(Part),
    /// `PART/侧面/…`
    Aspect(Part, String, AspectPath),
}

/// What a path under an aspect means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum AspectPath {
    /// `word/名`
    Word(String),
    /// `head/套`
    Head(String),
    /// A role.
    Role(Role),
}

/// Why a path means nothing: which segment (from 0) and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadPath {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl BankPath {
    /// Reads a flattened path.
    pub fn parse(path: &str) -> Result<BankPath, BadPath> {
        let segments: Vec<&str> = path.split('/').map(str::trim).collect();
        match segments[..] {
            _ if segments.contains(&"") => bad(format!("路径“{path}”里有空的一段"), "斜线之间要写名称"),
            ["theme", theme, ref rest @ ..] if !rest.is_empty() => {
                Ok(BankPath::Theme(theme.into(), theme_path(path, rest)?))
            }
            ["move", name] => Ok(BankPath::Move(name.into(), None)),
            ["move", name, kind] => Ok(BankPath::Move(name.into(), Some(kind.into()))),
            ["link", ref rest @ ..] if !rest.is_empty() => Ok(BankPath::Link(rest.join("/"))),
            ["recipe", part] => Ok(BankPath::Recipe(part_named(path, part)?, None)),
            ["recipe", part, kind] => Ok(BankPath::Recipe(part_named(path, part)?, Some(kind.into()))),
            ["series", name] => Ok(BankPath::Series(name.into())),
            ["frame", ref rest @ ..] if !rest.is_empty() => Ok(BankPath::Frame(rest.join("/"))),
            ["slot", name] => Ok(BankPath::Slot(name.into())),
            ["fact", name] => Ok(BankPath::Fact(name.into())),
            ["word", "level", level, name] if LEVELS.contains(&level) => Ok(BankPath::Word(level.into(), name.into())),
            ["word", "level", level, _] => bad(format!("没有“{level}”这一级"), format!("可写：{}", LEVELS.join("、"))),
            ["word", name] => Ok(BankPath::Word(String::new(), name.into())),
            ["formula", ref rest @ ..] if !rest.is_empty() => Ok(BankPath::Formula(rest.join("/"))),
            [root, ..] if ROOTS.iter().any(|(name, _)| *name == root) => {
                bad(format!("路径“{path}”不完整"), about(root, &ROOTS))
            }
            [root, ..] => unknown(path, root, &ROOTS),
            [] => bad("空的路径".into(), "写成 theme/主题名/… 的样子"),
        }
    }

    /// The beginning by which files are found and read: a part of a theme (`theme/营商环境/do`), what a move or a recipe is for a
    /// type of speech (`move/thanks/座谈会`), or else two segments.
    pub fn root(path: &str) -> String {
        let segments: Vec<&str> = path.split('/').map(str::trim).take(3).collect();
        let whole = match segments[..] {
            ["theme", _, part] => Part::named(part).is_some(),
            ["move" | "recipe", _, _] => true,
            _ => false,
        };
        segments[..segments.len().min(if whole { 3 } else { 2 })].join("/")
    }
}

fn theme_path(path: &str, rest: &[&str]) -> Result<ThemePath, BadPath> {
    match *rest {
        ["alias"] => Ok(ThemePath::Alias),
        ["word", name] => Ok(ThemePath::Word(name.into())),
        ["slot", name] => Ok(ThemePath::Slot(name.into())),
        ["head", series, part] => Ok(ThemePath::Head(series.into(), part_named(path, part)?)),
        ["achievement"] => Ok(ThemePath::Achievement),
        [part, ref rest @ ..] => match Part::named(part) {
            Some(part) => part_path(path, part, rest),
            None if THEME_NAMES.iter().any(|(name, _)| *name == part) => {
                bad(format!("路径“{path}”的层次不对"), about(part, &THEME_NAMES))
            }
            None => unknown(path, part, &THEME_NAMES),
        },
        [] => unreachable!("the caller has at least one segment"),
    }
}

fn part_path(path: &str, part: Part, rest: &[&str]) -> Result<ThemePath, BadPath> {
    match *rest {
        ["must"] => Ok(ThemePath::Must(part)),
        ["lead"] => Ok(ThemePath::Lead(part, String::new())),
        ["lead", series] => Ok(ThemePath::Lead(part, series.into())),
        ["close"] => Ok(ThemePath::Close(part)),
        [aspect, "word", name] => Ok(ThemePath::Aspect(part, aspect.into(), AspectPath::Word(name.into()))),
        [aspect, "head", series] => Ok(ThemePath::Aspect(part, aspect.into(), AspectPath::Head(series.into()))),
        [aspect, role] => match Role::named(role) {
            Some(role) => Ok(ThemePath::Aspect(part, aspect.into(), AspectPath::Role(role))),
            None if matches!(role, "word" | "head") => bad(format!("路径“{path}”不完整"), about(role, &ASPECT_NAMES)),
            None => unknown(path, role, &ASPECT_NAMES),
        },
        [name] => unknown(path, name, &PART_NAMES),
        _ => bad(format!("路径“{path}”的层次不对"), "侧面下面直接是角色，如 theme/主题/do/侧面/core"),
    }
}

fn part_named(path: &str, part: &str) -> Result<Part, BadPath> {
    let message = || format!("路径“{path}”里的“{part}”不是部分名");
    Part::named(part).ok_or_else(|| BadPath { message: message(), hint: "部分名是 why、do、ensure".into() })
}

fn unknown<T>(path: &str, name: &str, known: &[(&str, &str)]) -> Result<T, BadPath> {
    let names = || known.iter().map(|(name, _)| *name);
    let hint = match near(name, names()).first() {
        Some(near) => format!("是不是想写 {near}？"),
        None => format!("这里可以写：{}", names().collect::<Vec<_>>().join("、")),
    };
    bad(format!("路径“{path}”里的“{name}”没有意义"), hint)
}

fn about(name: &str, known: &[(&str, &str)]) -> String {
    known.iter().find(|(known, _)| *known == name).map_or_else(String::new, |(name, about)| format!("{name}：{about}"))
}

fn bad<T>(message: String, hint: impl Into<String>) -> Result<T, BadPath> {
    Err(BadPath { message, hint: hint.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_kind_of_path() {
        let path = |text: &str| BankPath::parse(text).unwrap();
        assert_eq!(path("recipe/do"), BankPath::Recipe(Part::Do, None));
        assert_eq!(path("move/transition/推进会"), BankPath::Move("transition".into(), Some("推进会".into())));
        let role = ThemePath::Aspect(Part::Do, "政务服务".into(), AspectPath::Role(Role::Core));
        assert_eq!(path("theme/营商环境/do/政务服务/core"), BankPath::Theme("营商环境".into(), role));
    }

    #[test]
    fn a_misspelt_name_is_met_with_the_near_one() {
        let hint = |text: &str| BankPath::parse(text).unwrap_err().hint;
        assert_eq!(hint("theme/营商环境/do/政务服务/porblem"), "是不是想写 problem？");
        assert_eq!(hint("theme/营商环境/achievements"), "是不是想写 achievement？");
        assert_eq!(hint("thme/营商环境/do"), "是不是想写 theme？");
    }
}
