//! `qicao bank`: phrase banks kept for years, by hand and by script. One subcommand per file.

mod add;
mod edit;
mod export;
mod fmt;
mod home;
mod import;
mod init;
mod lint;
mod list;
mod merge;
mod remove;
mod rename;
mod rows;
mod search;
mod show;
mod stats;
mod transfer;

use anyhow::Result;
use clap::{Args, Subcommand};

use super::Exit;
use super::args::TEMPLATE;

/// See the subcommands.
#[derive(Debug, Args)]
pub struct Bank {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 建自己的库：一个样板文件、写法说明和编辑器用的格式说明
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao bank init <目录>")]
    Init(init::Init),
    /// 列出路径和条数，像一棵树
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao bank list [选项] [路径]")]
    List(list::List),
    /// 打印一个路径下的短语，每条带出处
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao bank show [选项] <路径>")]
    Show(show::Show),
    /// 按文字、占位、标签、出处查短语
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao bank search [选项] [文字]")]
    Search(search::Search),
    /// 看大小、长短、占位、模板用了什么，够不够用
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao bank stats [选项] [主题]")]
    Stats(stats::Stats),
    /// 添一条短语
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao bank add [选项] <路径> <短语>…")]
    Add(add::Add),
    /// 删一条短语，或者整个路径
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao bank remove [选项] <路径> [短语]")]
    Remove(remove::Remove),
    /// 在编辑器里改一个路径，改好查过再写回
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao bank edit [选项] <路径>")]
    Edit(edit::Edit),
    /// 给路径的最后一段改名；引它的地方一起改
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao bank rename [选项] <路径> <新名>")]
    Rename(rename::Rename),
    /// 把短语从一个路径挪到另一个路径
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao bank move [选项] <从> <到> [短语]")]
    Move(transfer::Move),
    /// 把别的库并进来；差几个字的摆在一起问
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao bank merge [选项] <目录>…")]
    Merge(merge::Merge),
    /// 把文件排整齐：缩进、空格、空行；注释和内容不动
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao bank fmt [选项]")]
    Fmt(fmt::Fmt),
    /// 检查语料库
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao bank lint [选项]")]
    Lint(lint::Lint),
    /// 导入 Tracery 语法、表格、文本或别的库
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao bank import [选项] <文件>")]
    Import(import::Import),
    /// 导出 JSON、表格或 Tracery 语法
    #[command(help_template = TEMPLATE, next_help_heading = "选项", override_usage = "qicao bank export [选项] [路径]")]
    Export(export::Export),
}

/// Runs the command.
pub fn run(args: &Bank) -> Result<Exit> {
    match &args.command {
        Command::Init(args) => init::run(args),
        Command::List(args) => list::run(args),
        Command::Show(args) => show::run(args),
        Command::Search(args) => search::run(args),
        Command::Add(args) => add::run(args),
        Command::Remove(args) => remove::run(args),
        Command::Rename(args) => rename::run(args),
        Command::Move(args) => transfer::run(args),
        Command::Fmt(args) => fmt::run(args),
        Command::Stats(args) => stats::run(args),
        Command::Edit(args) => edit::run(args),
        Command::Merge(args) => merge::run(args),
        Command::Import(args) => import::run(args),
        Command::Export(args) => export::run(args),
        Command::Lint(args) => lint::run(args),
    }
}
