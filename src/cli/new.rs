//! `qicao new`: a commented brief that drafts as it stands.

use std::sync::Arc;

use anyhow::Result;

use super::{Exit, args, input, output};
use qicao::draft::Stock;
use qicao::library::{Library, Template};
use qicao::{Brief, Diagnostic, Error, Source};

/// The line by which editors find the schema.
pub const SCHEMA_LINE: &str = "# yaml-language-server: $schema=brief.schema.json\n";

/// Runs the command.
pub fn run(args: &args::New) -> Result<Exit> {
    let library = input::library(&args.library)?;
    let Some(template) = library.template(&args.kind)? else { return Err(unknown(&args.kind, &library)?.into()) };
    let text = text(&template, &library)?;
    match &args.output {
        Some(path) => {
            output::write(path, text.as_bytes(), true)?;
            output::note(&format!("写好了 {path}；改好以后：qicao draft {path}"));
        }
        None => output::print(text.as_bytes())?,
    }
    Ok(Exit::Done)
}

/// What drafting a brief of that type would say, without the place in a brief that nobody wrote.
fn unknown(kind: &str, library: &Library) -> Result<Error> {
    let brief = Brief::read(&Arc::new(Source::new("", format!("type: {}\n", serde_json::to_string(kind)?))))?;
    let error = Stock::open(&brief, library).err();
    let problems = error.iter().flat_map(Error::diagnostics).cloned();
    Ok(Error::from(problems.map(|problem| Diagnostic { place: None, ..problem }).collect::<Vec<_>>()))
}

fn text(template: &Template, library: &Library) -> Result<String> {
    let header = &template.header;
    let themes = library.theme_names();
    let (alias, theme) =
        themes.iter().max_by_key(|(alias, _)| alias.len()).cloned().unwrap_or(("重点工作".into(), "重点工作".into()));
    let topic = if alias.starts_with(&theme) { theme } else { alias };
    let mut facts = String::new();
    for (name, hint) in facts_of(template, library)? {
        facts.push_str(&format!("  # {name}:   # {hint}\n"));
    }
    Ok(format!(
        "{SCHEMA_LINE}# {name}的要求。井号后面是说明；不要的行删去，要的改掉。编辑器认得上面一行时会逐键提示：qicao schema brief > brief.schema.json
type: {name}
meeting: 全市{topic}{name}   # 会议全称
# title: 在全市{topic}{name}上的讲话   # 不写就由会议名称生成
# speaker: {{ name: 王某某, post: 市长 }}   # 讲话人
# level: 市   # 省 市 县 区 乡 镇 街道 单位；不写从会议名称里读
# date: 2026-03-05   # 讲话日期
# audience: 同志们   # 称呼，不带冒号
topic: {topic}   # 讲什么；qicao list themes 列出库里有的主题
length: {length}   # 篇幅（字），{min} 至 {max}；也可以写 minutes: 15
# seed: 1   # 换一个数就换一篇

# 事实：给了就说进去，不给就在稿子里留成【占位】
facts:
  # 主办单位: 市委、市政府
{facts}
# 自己定各节；不写用模板的。part 是 why 认识、do 任务、ensure 保障；points 写几条，或者逐条写侧面、标题、正文
# sections:
#   - {{ part: why }}
#   - part: do
#     points: 4
#   - {{ part: ensure, points: 2 }}

# closing: 自己的结束语
# avoid: [铁军]   # 不要出现的词
# reroll: {{ 2: 1, 2-3: 1, opening_purpose: 2 }}   # 第二节、第二节第三条、开场换一换，别处不动
",
        name = header.name,
        length = header.length.default,
        min = header.length.min,
        max = header.length.max,
    ))
}

/// The facts that the moves of the template can say, with their hints.
fn facts_of(template: &Template, library: &Library) -> Result<Vec<(String, String)>> {
    let mut names: Vec<String> = Vec::new();
    for used in template.uses.iter().filter(|used| used.kind == "bank") {
        for entry in library.entries(&used.name)? {
            for slot in entry.bank.phrases().flat_map(qicao::library::Phrase::slots) {
                if !names.contains(&slot.name) {
                    names.push(slot.name.clone());
                }
            }
        }
    }
    let mut facts = Vec::new();
    for name in names {
        let entries = library.entries(&format!("fact/{name}"))?;
        let hint = entries.iter().flat_map(|entry| entry.bank.phrases()).next().map(|hint| hint.text.clone());
        facts.extend(hint.map(|hint| (name, hint)));
    }
    Ok(facts)
}
