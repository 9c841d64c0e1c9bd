//! Who speaks, where and when: the two voices of a theme, fixed formulations that hold on the day of the speech, and what a type
//! of speech has of its own.

use std::fs;

use tempfile::TempDir;

use crate::support::program;

const BANK: &str = "\
theme/防汛:
  head:
    把字: { why: 把险情想在前面, do: 把隐患除在汛前, ensure: 把责任压到堤上 }
    以字: { why: 以清醒的认识研判汛情, do: 以周密的部署消除隐患, ensure: 以严明的责任守护安澜 }
  do:
    巡堤:
      head: { 把字: 把大堤走一遍, 以字: 以分级巡查守住堤防 }
      core:
        - { text: 谁包的堤段谁去走，走一步看一步, when: { register: [平实] } }
        - { text: 健全分级包段的巡查制度，巡查人员逐段签字, when: { register: [庄重] } }
    转移:
      head: { 把字: 把该转的人转走, 以字: 以提前转移护住群众 }
      core:
        - { text: 夜里也要敲门，敲开一户转一户, when: { register: [平实] } }
        - { text: 完善分级转移预案，转移对象逐户登记造册, when: { register: [庄重] } }
    会商:
      head: { 把字: 把水情议清楚, 以字: 以会商研判把握先机 }
      core: [ 按照【两保原则】的要求，把【两保原则*】落到每一次会商 ]
formula/两保原则:
  - { text: “两保”原则, parts: [保堤防, 保人员], since: 2020, until: 2024 }
  - { text: “两保”要求, parts: [保堤防, 保人员安全], since: 2025 }
";

fn library() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary directory");
    fs::create_dir_all(folder.path().join("库/phrasebanks")).expect("a library");
    fs::write(folder.path().join("库/phrasebanks/防汛.yaml"), BANK).expect("a bank");
    folder
}

/// Twenty drafts of a brief with these lines added, put together.
fn drafts(points: &str, lines: &str) -> String {
    let folder = library();
    let brief = "type: 推进会\nmeeting: 全县防汛工作推进会\ntopic: 防汛\nlength: 800\n";
    let sections = format!("sections: [{{ part: do, points: {points} }}]\n");
    fs::write(folder.path().join("要求.yaml"), format!("{brief}{sections}{lines}")).expect("the brief is written");
    let draft = |seed: u32| {
        let mut program = program();
        program.current_dir(folder.path()).args(["draft", "要求.yaml", "-L", "库", "--seed", &seed.to_string()]);
        let output = program.output().expect("the program runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("a draft is text")
    };
    (1..=20).map(draft).collect()
}

#[test]
fn a_working_meeting_is_blunt_and_a_conference_measured() {
    for (lines, said, unsaid) in [
        ("register: 平实\n", ["谁包的堤段谁去走", "把大堤走一遍"], ["健全分级包段", "以分级巡查"]),
        ("register: 庄重\n", ["健全分级包段", "以分级巡查守住堤防"], ["谁包的堤段", "把大堤走一遍"]),
        // Without a word in the brief the level and the type decide.
        ("level: 县\n", ["谁包的堤段谁去走", "把大堤走一遍"], ["健全分级包段", "以分级巡查"]),
        ("level: 省\n", ["健全分级包段", "以分级巡查守住堤防"], ["谁包的堤段", "把大堤走一遍"]),
    ] {
        let text = drafts("[巡堤, 转移]", lines);
        for words in said {
            assert!(text.contains(words), "{lines}{words}\n{text}");
        }
        for words in unsaid {
            assert!(!text.contains(words), "{lines}{words}\n{text}");
        }
    }
}

#[test]
fn a_formulation_is_said_as_it_holds_on_the_day() {
    let (old, new) = (drafts("3", "date: 2023-06-01\n"), drafts("3", "date: 2026-06-01\n"));
    assert!(old.contains("按照“两保”原则的要求，把保堤防、保人员落到每一次会商"), "{old}");
    assert!(new.contains("按照“两保”要求的要求，把保堤防、保人员安全落到每一次会商"), "{new}");
    for lines in ["date: 2019-06-01\n", ""] {
        let text = drafts("3", lines);
        assert!(!text.contains("两保"), "{lines}{text}");
    }
}

const TEMPLATE: &str = "\
---
name: 献词
length: { min: 200, default: 300, max: 600 }
sections: { default: [do] }
theme: 防汛
---
{{ title }}
{{ audience }}：
{{ say(bank=\"move/closing_call/献词\") }}
{% for s in sections %}{% for p in s.points %}
{{ p.body }}
{% endfor %}{% endfor %}
";

const CEREMONY: &str = "\
move/title/献词: [献给【meeting】]
move/salutation/献词: [各位来宾]
move/closing_call/献词: [祝大江大河岁岁安澜]
recipe/do/献词: [core end]
theme/防汛:
  do:
    巡堤: { ban: [不许漏一段堤], end: [堤稳人心稳] }
    转移: { ban: [不许漏一户人], end: [人安心才安] }
";

#[test]
fn a_type_has_its_own_title_salutation_moves_recipes_and_theme() {
    let folder = library();
    let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).expect("a file is written");
    fs::create_dir_all(folder.path().join("库/templates")).expect("a library");
    write("库/templates/献词.tera", TEMPLATE);
    write("库/phrasebanks/献词.yaml", CEREMONY);
    write("要求.yaml", "type: 献词\nmeeting: 江河节\nlevel: 县\nsections: [{ part: do, points: [巡堤, 转移] }]\n");
    for seed in 1..=10 {
        let mut program = program();
        program.current_dir(folder.path()).args(["draft", "要求.yaml", "-L", "库", "--seed", &seed.to_string()]);
        let text = String::from_utf8(program.output().expect("the program runs").stdout).expect("a draft is text");
        assert!(text.starts_with("献给江河节\n各位来宾：\n祝大江大河岁岁安澜。\n"), "{text}");
        assert!(text.contains("谁包的堤段谁去走") && text.contains("堤稳人心稳"), "{text}");
        assert!(!text.contains("同志们") && !text.contains("不许"), "{text}");
    }
}
