//! `qicao bank add`: a phrase at the end of a bank.

use anyhow::Result;

use super::super::{Exit, output};
use super::home::{Home, Own};
use qicao::library::{OneOrMany, PhraseWritten, When};
use qicao::{Code, Diagnostic, Error};

/// The command line.
#[derive(Debug, clap::Args)]
pub struct Add {
    /// 添到哪个路径
    #[arg(value_name = "路径", help_heading = "参数")]
    pub path: String,
    /// 短语；写几个，就是同一个意思的几种说法
    #[arg(value_name = "短语", required = true, help_heading = "参数")]
    pub texts: Vec<String>,
    /// 权重，1 至 100
    #[arg(long, value_name = "数", value_parser = clap::value_parser!(u32).range(1..=100))]
    pub weight: Option<u32>,
    /// 标签，可以写多次
    #[arg(long, value_name = "标签")]
    pub tag: Vec<String>,
    /// 什么场合才说，可以写多次：level=市,县　register=庄重　type=推进会　post=市长　theme=安全生产
    #[arg(long, value_name = "场合")]
    pub when: Vec<String>,
    #[command(flatten)]
    pub own: Own,
}

/// Runs the command.
pub fn run(args: &Add) -> Result<Exit> {
    let mut home = Home::open(&args.own)?;
    let when = occasions(&args.when)?;
    let written = |text: &String| PhraseWritten {
        text: text.trim().into(),
        weight: args.weight,
        when: (when != When::default()).then(|| when.clone()),
        tags: (!args.tag.is_empty()).then(|| OneOrMany::Many(args.tag.clone())),
        ..PhraseWritten::default()
    };
    let wordings: Vec<PhraseWritten> = args.texts.iter().map(written).collect();
    let path = args.path.trim_matches('/');
    let there =
        home.with(path).iter().flat_map(|sheet| sheet.phrases(path)).any(|found| args.texts.contains(&found.text));
    if there {
        output::note("库里已经有这一条，没有再添");
        return Ok(Exit::Done);
    }
    home.sheet_for(path).add_thought(path, &wordings)?;
    for file in home.save()? {
        output::note(&format!("添到 {file}：{path}"));
    }
    Ok(Exit::Done)
}

/// `level=市,县` and its like.
pub fn occasions(written: &[String]) -> Result<When> {
    let mut when = When::default();
    for one in written {
        let fault = |message: String| {
            let hint = "写成 键=值,值：level 级别、register 语体、type 类型、post 职务、theme 主题";
            Error::from(Diagnostic::error(Code::BadValue, message).hint(hint))
        };
        let (key, values) = one.split_once('=').ok_or_else(|| fault(format!("“{one}”里没有等号")))?;
        let list = match key.trim() {
            "level" => &mut when.level,
            "register" => &mut when.register,
            "type" => &mut when.kind,
            "post" => &mut when.post,
            "theme" => &mut when.theme,
            other => return Err(fault(format!("没有“{other}”这种场合")).into()),
        };
        let values = values.split([',', '，', '、']).map(|value| value.trim().to_string());
        list.extend(values.filter(|value| !value.is_empty()));
    }
    Ok(when)
}
