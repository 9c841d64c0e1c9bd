//! What a rule is: its names, how much it matters, its page, and the function that looks.
//!
//! A rule is a constant in a file of its own under `rules/`, with its page in Chinese beside it. The page is what `qicao explain`
//! prints; the examples on it are run as tests, so that what is explained is what is done.

use super::finding::Findings;
use super::review::Review;

/// A rule of the table.
#[derive(Debug)]
pub struct Rule {
    /// The stable name that people and scripts know it by: `QC103`.
    pub code: &'static str,
    /// What it is called in English, for JSON: `skipped-number`.
    pub id: &'static str,
    /// What it is about.
    pub category: Category,
    /// How much it matters, unless the settings say otherwise.
    pub severity: Severity,
    /// Whether it is asked where nobody says which rules to ask.
    pub on: bool,
    /// Its page: Markdown, the first line `# CODE NAME`.
    pub page: &'static str,
    /// Looks for what is wrong.
    pub check: fn(&Review, &mut Findings),
}

impl Rule {
    /// What it is called in Chinese: the head of its page.
    pub fn name(&self) -> &'static str {
        let head = self.page.lines().next().unwrap_or_default();
        head.trim_start_matches(['#', ' ']).strip_prefix(self.code).unwrap_or(head).trim()
    }

    /// What the page says in one line: the first paragraph under its head.
    pub fn summary(&self) -> &'static str {
        self.page.lines().skip(1).map(str::trim).find(|line| !line.is_empty()).unwrap_or_default()
    }
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Certainly wrong.
    Error,
    /// Probably wrong.
    Warning,
    /// A matter of taste.
    Info,
}

impl Severity {
    /// The name in JSON and in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }

    /// The name that people are shown.
    pub fn shown(self) -> &'static str {
        match self {
            Severity::Error => "错误",
            Severity::Warning => "提醒",
            Severity::Info => "说明",
        }
    }
}

macro_rules! categories {
    ($($variant:ident $name:literal $shown:literal),* $(,)?) => {
        /// What a rule is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Category {
            $(#[doc = $shown] $variant,)*
        }

        impl Category {
            /// All of them, in the order of the codes.
            pub const ALL: &[Category] = &[$(Category::$variant),*];

            /// The name in JSON.
            pub fn name(self) -> &'static str {
                match self { $(Category::$variant => $name,)* }
            }

            /// The name that people are shown.
            pub fn shown(self) -> &'static str {
                match self { $(Category::$variant => $shown,)* }
            }
        }
    };
}

categories! {
    Numbering "numbering" "序号层级",
    Heading "heading" "标题",
    Punctuation "punctuation" "标点",
    Number "number" "数字",
    Date "date" "日期",
    Formulation "formulation" "提法",
    Person "person" "称谓",
    Name "name" "名称",
    Quotation "quotation" "引文",
    Structure "structure" "结构",
    Duplicate "duplicate" "重复",
    Length "length" "篇幅",
    Style "style" "语体",
    Placeholder "placeholder" "成稿",
    Layout "layout" "版式",
}
