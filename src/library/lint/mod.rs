//! What is wrong with banks: faults of structure, found when a directory is loaded, and findings on its language and its reach,
//! found when somebody asks.
//!
//! A rule is right about the language or it is not here: one that blames good sentences is switched off by whoever meets it, and
//! the others with it. So the rules are held against the whole shipped library, which must pass, as well as against planted
//! faults. Lists of words are in `words.yaml`; every rule is in the table below, by its number.

mod kind;
mod marks;
mod reach;
mod repeats;
mod sentence;
mod series;
mod slots;
mod structure;
mod survey;
mod words;

pub use kind::Kind;
pub use marks::mended;
pub use repeats::likeness;
pub(super) use structure::lint;

use super::Library;
use crate::diagnostic::{Code, Diagnostic, Severity};
use survey::Survey;

/// One kind of finding: its number, what it is called, whether a machine can mend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// As it is printed, such as `Q411`.
    pub id: &'static str,
    /// What is wrong, in a few words.
    pub name: &'static str,
    /// Whether `--fix` mends it.
    pub mechanical: bool,
}

macro_rules! rules {
    ($($name:ident $id:literal $title:literal $mechanical:literal;)*) => {
        $(pub(super) const $name: &str = $id;)*
        /// Every rule, in the order of the numbers.
        pub const RULES: &[Rule] = &[$(Rule { id: $id, name: $title, mechanical: $mechanical }),*];
    };
}

rules! {
    HALF_WIDTH "Q411" "半角标点" true;
    DOUBLED "Q412" "标点叠用" true;
    UNBALANCED "Q413" "引号、括号、书名号不成对" false;
    STRAIGHT_QUOTES "Q414" "直引号" true;
    ASCII_DOTS "Q415" "省略号、破折号写法" true;
    INVISIBLE "Q416" "看不见的字符、全角字母数字" true;
    MISSPELT_SLOT "Q421" "占位像是写错了名字" false;
    LONE_SLOT "Q422" "占位没有声明，全库只用一次" false;
    UNDECLARED_SLOT "Q423" "占位没有声明" false;
    UNUSED_FACT "Q424" "声明了的事实没有句子用" false;
    UNUSED_FILLER "Q425" "填充语、词没有句子用" false;
    MISPLACED_COUNT "Q426" "条数、痛点用在没有东西可数的地方" false;
    CROWDED_SLOTS "Q427" "占位太挤" false;
    NEEDS "Q428" "needs 里的事实没有声明，或者句子里不说" false;
    UNKNOWN_TYPE "Q431" "没有这种讲话类型，这句永远不说" false;
    UNKNOWN_THEME "Q432" "没有这个主题，这句永远不说" false;
    CONTRADICTION "Q433" "场合与所在的路径相反，这句永远不说" false;
    YEARS "Q434" "起止年份颠倒，这句永远不说" false;
    UNASKED "Q435" "没有模板用这个路径" false;
    NO_HEAD "Q436" "侧面没有标题，里面的话永远不说" false;
    LONELY_SERIES "Q437" "有用法或引入语而没有标题的套" false;
    LONELY_TAG "Q438" "标签配不成对" false;
    MISSING_HEAD "Q441" "一套标题缺了侧面" false;
    UNEVEN_HEADS "Q442" "一套标题长短不齐" false;
    NO_LEAD "Q443" "一套标题没有引入语" false;
    NO_WORD "Q444" "主题缺通用句子要用的词" false;
    SHARED_ALIAS "Q445" "别名属于两个主题" false;
    DANGLING "Q451" "离了上一句站不住" false;
    TYPED_COUNT "Q452" "数目写死了" false;
    ENUMERATOR "Q453" "句子自带序号" false;
    FIGURE "Q454" "写了具体数字" false;
    DATE "Q455" "写了具体日期" false;
    DOCUMENT "Q456" "写了文件名" false;
    QUOTATION "Q457" "写了引文" false;
    PERSON "Q458" "写了人名" false;
    FORMULATION "Q459" "提法写死了，过了年份还会说" false;
    OUTDATED "Q460" "过时的叫法" false;
    HOLLOW "Q461" "空话" false;
    NOT_COMMON "Q462" "通用的话里有某个主题的词" false;
    LEVEL "Q463" "级别写死了" false;
    DUPLICATE "Q471" "重复" false;
    NEAR_DUPLICATE "Q472" "差几个字的重复" false;
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The number of its rule.
    pub id: &'static str,
    /// What, where, and what to do.
    pub diagnostic: Diagnostic,
}

impl Library {
    /// What is wrong with the banks of the directories; with those of the embedded library, if there is no directory. File by
    /// file, in the order of the places.
    pub fn lint(&self) -> Vec<Finding> {
        let survey = Survey::of(self);
        let mut report = Report::default();
        marks::check(&survey, &mut report);
        slots::check(&survey, &mut report);
        reach::check(&survey, &mut report);
        series::check(&survey, &mut report);
        sentence::check(&survey, &mut report);
        repeats::check(&survey, &mut report);
        report.in_order(self)
    }
}

/// Findings as they come.
#[derive(Debug, Default)]
struct Report {
    findings: Vec<Finding>,
}

impl Report {
    fn add(&mut self, id: &'static str, diagnostic: Diagnostic) {
        let severity = Severity::Warning;
        self.findings.push(Finding { id, diagnostic: Diagnostic { code: Code::Bank(id), severity, ..diagnostic } });
    }

    fn in_order(mut self, library: &Library) -> Vec<Finding> {
        let files: Vec<&str> = (0..library.banks.len())
            .filter_map(|at| library.banks[at].source.get().map(|source| source.path()))
            .collect();
        let key = |finding: &Finding| {
            let place = finding.diagnostic.place.as_ref();
            place.map(|(source, span)| (files.iter().position(|path| *path == source.path()), span.start, finding.id))
        };
        self.findings.sort_by_cached_key(key);
        self.findings.dedup();
        self.findings
    }
}
