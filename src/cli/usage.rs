//! What is wrong with a command line, in Chinese and in the style of every other message.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Exit, output};
use qicao::{Code, Diagnostic};

/// Shows help and version as asked for; explains everything else.
pub fn explain(error: &clap::Error) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return output::print(error.render().to_string().as_bytes())
            .map_or_else(|error| output::report(&error), |()| Exit::Done);
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        output::note(&error.render().to_string());
        return Exit::Failed;
    }
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let (name, value) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", context(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("没有“{name}”这个选项"),
        ErrorKind::MissingRequiredArgument => format!("还缺 {name}"),
        ErrorKind::MissingSubcommand => "还缺命令".to_string(),
        ErrorKind::InvalidValue if value.is_empty() => format!("{name} 后面还缺一个值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("{name} 不能是“{value}”"),
        ErrorKind::ArgumentConflict => format!("{name} 不能这样合用或重复"),
        _ => "命令行的写法有误".to_string(),
    };
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .map(context)
        .concat();
    let valid = context(ContextKind::ValidValue);
    let hint = match (near.is_empty(), valid.is_empty()) {
        (false, _) => format!("是不是想写 {near}？"),
        (true, false) => format!("可写：{valid}"),
        (true, true) if name.ends_with("<数>") => "这里写一个整数，如 7".to_string(),
        (true, true) => "用 qicao -h 或 qicao 命令 -h 看用法".to_string(),
    };
    output::diagnostics(&[Diagnostic::error(Code::BadValue, message).hint(hint)]);
    Exit::Failed
}
