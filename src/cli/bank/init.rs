//! `qicao bank init`: a library of one's own, with one sentence in it, so that it loads at once.

use std::path::Path;

use anyhow::Result;

use super::super::{Exit, output};
use qicao::{Code, Diagnostic, Error};

/// The command line.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// 放在哪个目录；没有就新建
    #[arg(value_name = "目录", help_heading = "参数")]
    pub directory: String,
}

const STARTER: &str = "# yaml-language-server: $schema=../bank.schema.json
# 本单位自己的话。写法见旁边的“怎样写语料库.md”；上面一行让编辑器逐键提示。
# 添一句：qicao bank add move/closing_call \"同志们，……\" -L 这个目录
# 查一遍：qicao bank lint -L 这个目录
# 起草时带上：qicao draft 要求.yaml -L 这个目录
move/closing_call:
  - 同志们，今天定下来的事，回去就分到人、排上日子，办成一样报一样
";

const GUIDE: &str = include_str!("../../../phrasebanks/README.md");

/// Runs the command.
pub fn run(args: &Init) -> Result<Exit> {
    let root = Path::new(&args.directory);
    let banks = root.join("phrasebanks");
    if banks.exists() {
        let problem = Diagnostic::error(Code::File, format!("“{}”已经有了", banks.display()));
        return Err(Error::from(problem.hint("它已经是一个库，直接加 -L 用；要另建一个，换个目录")).into());
    }
    output::folder(&banks)?;
    let schema = serde_json::to_string_pretty(&qicao::library::schema::bank())? + "\n";
    let starter = banks.join("本单位.yaml");
    for (path, text) in [
        (root.join("bank.schema.json"), schema.as_str()),
        (banks.join("怎样写语料库.md"), GUIDE),
        (starter.clone(), STARTER),
    ] {
        output::write(&path.to_string_lossy(), text.as_bytes(), true)?;
    }
    output::note(&format!("建好了 {}；起草时加 -L {}", starter.display(), args.directory));
    Ok(Exit::Done)
}
