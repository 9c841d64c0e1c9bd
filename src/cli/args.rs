//! The command line as it is typed. Help is Chinese throughout, so headings and the help flag are ours.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

pub const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// 离线起草讲话稿：写一份要求（YAML），得一篇稿子；缺的事实留成看得见的【占位】
#[derive(Debug, Parser)]
#[command(
    name = "qicao",
    version,
    help_template = TEMPLATE,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    next_help_heading = "选项",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    after_help = "例：qicao new 推进会 -o 要求.yaml，改好以后 qicao draft 要求.yaml -o 讲话.docx"
)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
    /// 显示帮助
    #[arg(short, long, action = clap::ArgAction::Help, global = true)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// 按要求起草一篇讲话稿
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao draft [选项] <要求>")]
    Draft(Draft),
    /// 打印提纲：同一份要求，标题和侧面都已定好，可以改了再起草
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao plan [选项] <要求>")]
    Plan(Plan),
    /// 生成一份带说明的要求，不改也能起草
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao new [选项] <类型>")]
    New(New),
    /// 一次起草许多篇：一份要求配一张表，一行一篇；或者几份要求，一份一篇
    #[command(
        help_template = TEMPLATE,
        next_help_heading = "选项",
        override_usage = "qicao bulk [选项] <要求>… -o <目录>",
        after_help = "例：qicao bulk 要求.yaml --data 名单.csv -o 讲稿，名单的第一行是列名，如 meeting,speaker.name,facts.项目数"
    )]
    Bulk(Bulk),
    /// 列出讲话类型、模板、语料库或主题
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao list [选项] <名目>")]
    List(List),
    /// 打印格式说明（JSON Schema），供编辑器提示和补全
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao schema [选项] <文件种类>")]
    Schema(Schema),
    /// 读讲话稿：分篇、列提纲、标语步、核对说了几条来了几条
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao outline [选项] <文件>…")]
    Outline(Outline),
    /// 从旧稿里提炼一个库：模板、句式、词语，附一份报告
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao mine [选项] <文件>… -o <目录>\n      qicao mine <文件>… --partial <文件>\n      qicao mine --merge <文件>… -o <目录>")]
    Mine(Mine),

    /// 把讲话稿排成文件：Word、网页、Markdown、纯文本，一个字不改
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao export [选项] <文件>")]
    Export(Export),
    /// 对照两稿：哪些句子改了、移了、增了、删了；可以出成带修订的 Word 文档
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao diff [选项] <旧稿> <新稿>")]
    Diff(Diff),

    /// 管语料库：查、添、删、改、合并、检查、导入导出
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao bank <命令> …", subcommand_help_heading = "命令", subcommand_value_name = "命令", disable_help_subcommand = true)]
    Bank(super::bank::Bank),
    /// 校核讲话稿：哪里不对、为什么、怎么改；离线，能自动改的可以改
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao check [选项] <文件>…")]
    Check(Check),
    /// 讲解一条校核规则；不写编号就列出全部规则
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao explain [编号]")]
    Explain(Explain),
    /// 打印命令补全脚本
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao completions [选项] <外壳>")]
    Completions(Completions),
}

#[derive(Debug, Default, ClapArgs)]
pub struct Library {
    /// 在内置库之上加一个库目录（里面有 phrasebanks、templates），可以写多次；环境变量 QICAO_LIBRARY 里的目录排在它们之前
    #[arg(short = 'L', long = "library", value_name = "目录")]
    pub libraries: Vec<String>,
    /// 不用内置的模板和语料库
    #[arg(long)]
    pub no_builtin: bool,
}

#[derive(Debug, ClapArgs)]
pub struct Draft {
    /// 要求文件；- 表示标准输入
    #[arg(value_name = "要求", help_heading = "参数")]
    pub brief: String,
    /// 写到文件，格式看扩展名（txt md html docx json）；不写就打印出来
    #[arg(short, long, value_name = "文件")]
    pub output: Option<String>,
    /// 输出格式：txt 纯文本、md、html 网页、docx（Word 文档）、json（稿子、占位清单和逐字出处）
    #[arg(long, value_name = "格式", value_enum, hide_possible_values = true)]
    pub format: Option<Format>,
    #[command(flatten)]
    pub dress: Dress,
    /// 换一个种子（盖过要求里的 seed）
    #[arg(long, value_name = "数")]
    pub seed: Option<u64>,
    #[command(flatten)]
    pub library: Library,
    /// 用填好的事实填占位，稿子别处不动
    #[arg(long, value_name = "文件")]
    pub facts: Option<String>,
    /// 把缺的事实列成 YAML，填好后交给 --facts；已有的文件只在末尾添上新缺的
    #[arg(long, value_name = "文件")]
    pub facts_out: Option<String>,
    /// 还有占位就以 1 退出
    #[arg(long)]
    pub strict: bool,
    /// 逐句说明出处：docx 里是批注，html 里鼠标指着看，别的格式打印到标准错误
    #[arg(long)]
    pub explain: bool,
}

#[derive(Debug, ClapArgs)]
pub struct Bulk {
    /// 要求文件；有 --data 时是一份，每一行在它上面改；没有时可以有几份，也可以是目录
    #[arg(value_name = "要求", required = true, help_heading = "参数")]
    pub briefs: Vec<String>,
    /// 数据文件（csv tsv xlsx jsonl），一行一篇；列名是要求里的键，里层用点，如 speaker.name、facts.项目数、sections.1.theme；空格用要求里的值；- 表示标准输入
    #[arg(long, value_name = "文件")]
    pub data: Option<String>,
    /// 写到目录，一篇一个文件，另有 manifest.jsonl 记着每一行写成了哪个文件
    #[arg(short, long, value_name = "目录", conflicts_with = "jsonl")]
    pub output: Option<String>,
    /// 文件名的样式，如 {n:04}-{meeting}：花括号里是列名、要求的键、n（第几行）或 key（行的标识）；不写是 {meeting}-{key}
    #[arg(long, value_name = "样式", conflicts_with = "jsonl")]
    pub name: Option<String>,
    /// 用这一列作行的标识，各行要不同；不写就看这一行写了什么。标识定一行的种子，行加减、换次序都不影响别的行
    #[arg(long, value_name = "列")]
    pub key: Option<String>,
    /// 要求里没有的列当作事实
    #[arg(long)]
    pub extra_facts: bool,
    /// 文件格式：txt（默认）、md、html、docx、json
    #[arg(long, value_name = "格式", value_enum, hide_possible_values = true, conflicts_with = "jsonl")]
    pub format: Option<Format>,
    /// 不写文件，每篇打印成一行 JSON
    #[arg(long)]
    pub jsonl: bool,
    /// 每份要求、每一行起草几篇
    #[arg(long, value_name = "数", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub count: Option<u32>,
    /// 和前面任何一篇相同的句子不超过这个比例，如 0.3：超过的换一换，换不开的在 manifest 里说明。哪一篇在前由行的次序定
    #[arg(long, value_name = "比例", value_parser = share)]
    pub distinct: Option<f64>,
    /// 几个线程；不写就用全部处理器。多少都不影响稿子
    #[arg(long, value_name = "数", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// 每篇按 qicao check 的规则查一遍，结果记在 manifest 里；查出问题以 1 退出
    #[arg(long)]
    pub check: bool,
    /// 接着上次做：只起草缺的、变了的；被人改过的文件不动
    #[arg(long, conflicts_with = "jsonl")]
    pub resume: bool,
    #[command(flatten)]
    pub dress: Dress,
    #[command(flatten)]
    pub library: Library,
}

/// A share, as a fraction or in percent.
fn share(text: &str) -> Result<f64, String> {
    let number = |text: &str| text.trim().parse::<f64>().ok();
    let share = text.strip_suffix('%').map_or_else(|| number(text), |percent| number(percent).map(|n| n / 100.0));
    share.filter(|share| (0.0..=1.0).contains(share)).ok_or_else(|| "写 0 到 1 之间的数，如 0.3".to_string())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// 纯文本，一段一行
    Txt,
    /// Markdown
    Md,
    /// 网页，一个文件
    Html,
    /// Word 文档
    Docx,
    /// 稿子、占位清单和逐字出处
    Json,
}

impl Format {
    /// The extension of such a file.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Txt => "txt",
            Format::Md => "md",
            Format::Html => "html",
            Format::Docx => "docx",
            Format::Json => "json",
        }
    }

    /// The form of the speech itself; JSON is more than the speech.
    pub fn of_a_speech(self) -> Option<qicao::export::Format> {
        qicao::export::Format::from_extension(self.extension())
    }
}

/// What a speech is dressed in.
#[derive(Debug, Default, ClapArgs)]
pub struct Dress {
    /// docx、html 的版式：gbt（默认，GB/T 9704）、office-28（行距固定 28 磅）、reading（朗读稿，大字）
    #[arg(long, value_name = "版式", value_enum, hide_possible_values = true)]
    pub layout: Option<Layout>,
    /// docx 的样式和页面照这份 Word 文档（只取样式和页面，不取文字）
    #[arg(long, value_name = "文件", conflicts_with = "layout")]
    pub reference: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Layout {
    /// GB/T 9704 的版式
    Gbt,
    /// 行距固定 28 磅
    #[value(name = "office-28")]
    Office28,
    /// 朗读稿
    Reading,
}

#[derive(Debug, ClapArgs)]
pub struct Export {
    /// 讲话稿文件（txt md html docx）；- 表示标准输入
    #[arg(value_name = "文件", help_heading = "参数")]
    pub file: String,
    /// 写到文件，格式看扩展名（txt md html docx）；不写就打印出来
    #[arg(short, long, value_name = "文件")]
    pub output: Option<String>,
    /// 输出格式：txt 纯文本、md、html 网页、docx（Word 文档）
    #[arg(long, value_name = "格式", value_enum, hide_possible_values = true)]
    pub format: Option<ExportFormat>,
    #[command(flatten)]
    pub dress: Dress,
    /// 指定文本文件的编码，如 gb18030、big5；不写就自己认
    #[arg(long, value_name = "编码")]
    pub encoding: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub struct Diff {
    /// 旧稿（txt md html docx）；- 表示标准输入
    #[arg(value_name = "旧稿", help_heading = "参数")]
    pub old: String,
    /// 新稿
    #[arg(value_name = "新稿", help_heading = "参数")]
    pub new: String,
    /// 写到文件，格式看扩展名（txt html docx）；不写就打印出来
    #[arg(short, long, value_name = "文件")]
    pub output: Option<String>,
    /// 输出格式：txt 清单、html 对照、docx（带修订的 Word 文档，可逐处接受或拒绝）
    #[arg(long, value_name = "格式", value_enum, hide_possible_values = true)]
    pub format: Option<DiffFormat>,
    #[command(flatten)]
    pub dress: Dress,
    /// 指定文本文件的编码，如 gb18030、big5；不写就自己认
    #[arg(long, value_name = "编码")]
    pub encoding: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// 清单
    Txt,
    /// 网页
    Html,
    /// 带修订的 Word 文档
    Docx,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// 纯文本，一段一行
    Txt,
    /// Markdown
    Md,
    /// 网页，一个文件
    Html,
    /// Word 文档
    Docx,
}

#[derive(Debug, ClapArgs)]
pub struct Plan {
    /// 要求文件；- 表示标准输入
    #[arg(value_name = "要求", help_heading = "参数")]
    pub brief: String,
    /// 换一个种子（盖过要求里的 seed）
    #[arg(long, value_name = "数")]
    pub seed: Option<u64>,
    #[command(flatten)]
    pub library: Library,
}

#[derive(Debug, ClapArgs)]
pub struct New {
    /// 讲话类型，如 推进会
    #[arg(value_name = "类型", help_heading = "参数")]
    pub kind: String,
    /// 写到文件（已有的文件不覆盖）；不写就打印出来
    #[arg(short, long, value_name = "文件")]
    pub output: Option<String>,
    #[command(flatten)]
    pub library: Library,
}

#[derive(Debug, ClapArgs)]
pub struct List {
    /// 列什么：types 讲话类型、templates 模板、banks 语料库、themes 主题
    #[arg(value_name = "名目", value_enum, hide_possible_values = true, help_heading = "参数")]
    pub what: What,
    /// 用 JSON 打印
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub library: Library,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// 讲话类型
    Types,
    /// 模板
    Templates,
    /// 语料库
    Banks,
    /// 主题
    Themes,
}

#[derive(Debug, ClapArgs)]
pub struct Schema {
    /// 哪一种文件：brief 要求、bank 语料库、template 模板的说明部分
    #[arg(value_name = "文件种类", value_enum, hide_possible_values = true, help_heading = "参数")]
    pub file: File,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum File {
    /// 要求
    Brief,
    /// 语料库
    Bank,
    /// 模板的说明部分
    Template,
}

#[derive(Debug, ClapArgs)]
pub struct Outline {
    /// 讲话稿文件或目录，可以写多个；- 表示标准输入
    #[arg(value_name = "文件", required = true, help_heading = "参数")]
    pub files: Vec<String>,
    /// 指定文本文件的编码，如 gb18030、big5；不写就自己认
    #[arg(long, value_name = "编码")]
    pub encoding: Option<String>,
    /// 输出格式：text 提纲（默认）、json（每个文件一行）
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub format: OutlineFormat,
    /// 打印清洗的每一步去掉、改动了什么，不列提纲
    #[arg(long)]
    pub show_noise: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutlineFormat {
    /// 提纲
    Text,
    /// JSON
    Json,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextOrJson {
    /// 给人看
    Text,
    /// 给程序看
    Json,
}

#[derive(Debug, ClapArgs)]
pub struct Mine {
    /// 旧稿文件或目录，可以写多个；- 表示从标准输入读文件名，一行一个
    #[arg(value_name = "文件", required_unless_present = "merge", conflicts_with = "merge", help_heading = "参数")]
    pub files: Vec<String>,
    /// 库写到这个目录（要么没有，要么是空的）
    #[arg(short, long, value_name = "目录", required_unless_present = "partial", conflicts_with = "partial")]
    pub output: Option<String>,
    /// 只做这些文件的半成品，不出库；以后用 --merge 合起来。- 表示标准输出
    #[arg(long, value_name = "文件")]
    pub partial: Option<String>,
    /// 把若干半成品合起来出库，同一次做完的一字不差
    #[arg(long, value_name = "文件", num_args = 1.., conflicts_with = "partial")]
    pub merge: Vec<String>,
    /// 至少几篇不同的讲话里有，才进库（缺省 2）
    #[arg(long, value_name = "篇数", value_parser = clap::value_parser!(u16).range(2..), conflicts_with = "private")]
    pub min_support: Option<u16>,
    /// 只一篇里有的也进库，句句注明出处：只给本单位提炼自己的稿子用
    #[arg(long)]
    pub private: bool,
    /// 指定文本文件的编码，如 gb18030、big5；不写就自己认
    #[arg(long, value_name = "编码")]
    pub encoding: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub struct Check {
    /// 讲话稿文件或目录，可以写多个；- 表示标准输入；qicao draft --format json 的结果也可以，会说明出处
    #[arg(value_name = "文件", required_unless_present = "index", help_heading = "参数")]
    pub files: Vec<String>,
    /// 和旧稿比对（查重）：旧稿的文件或目录，可以写多次；目录里有索引就用索引
    #[arg(long, value_name = "旧稿")]
    pub against: Vec<String>,
    /// 给 --against 的每个目录建索引（目录里的 .qicao-index），以后比对就快；旧稿有增改，索引自己更新
    #[arg(long, requires = "against")]
    pub index: bool,
    /// 起草它的要求：核对会议、姓名、职务、日期、字数，并说明错处来自要求的哪一行
    #[arg(long, value_name = "文件")]
    pub brief: Option<String>,
    /// 名册（YAML）：人名、职务、次序，核对称谓
    #[arg(long, value_name = "文件")]
    pub roster: Option<String>,
    /// 只查这些规则，用逗号隔开：编号、编号开头（QC1）、名称、类别；默认、全部 也可以
    #[arg(long, value_name = "规则", value_delimiter = ',')]
    pub select: Vec<String>,
    /// 不查这些规则，用逗号隔开
    #[arg(long, value_name = "规则", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// 输出格式：text 连行带箭头（默认）、json、sarif
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub format: CheckFormat,
    /// 把能自动改的改掉，写回文件（txt 和 md）
    #[arg(long)]
    pub fix: bool,
    /// 先看 --fix 会怎么改，不动文件
    #[arg(long)]
    pub diff: bool,
    /// 盯着文件，一改就再查
    #[arg(long)]
    pub watch: bool,
    /// 指定文本文件的编码，如 gb18030、big5；不写就自己认
    #[arg(long, value_name = "编码")]
    pub encoding: Option<String>,
    #[command(flatten)]
    pub library: Library,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// 文字
    Text,
    /// JSON
    Json,
    /// SARIF 2.1.0
    Sarif,
}

#[derive(Debug, ClapArgs)]
pub struct Explain {
    /// 规则编号，如 QC103；名称和类别也可以
    #[arg(value_name = "编号", help_heading = "参数")]
    pub rule: Option<String>,
    /// 用 JSON 打印
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, ClapArgs)]
pub struct Completions {
    /// 哪一种命令行：bash、zsh、fish、powershell、elvish
    #[arg(value_name = "外壳", value_enum, hide_possible_values = true, help_heading = "参数")]
    pub shell: clap_complete::Shell,
}
