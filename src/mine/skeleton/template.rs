//! A plan as a template: the same header, moves and loops that the hand-written ones are made of, and a comment that tells what
//! each part was seen like.

use std::fmt::Write as _;

use super::Template;
use super::consensus::{CommonMove, CommonPart, Pattern, median};
use super::kind::register;
use super::marker::{drafted, shown};
use crate::library::{Embedded, Part};
use crate::mine::File;

/// A speech of more sections is planned by its brief.
const SECTIONS: usize = 6;

/// The template as it stands in its file.
pub fn text(name: &str, pattern: &Pattern) -> String {
    let mut out = header(name, pattern);
    let n = pattern.support;
    let _ =
        writeln!(out, "{{# qicao mine 从 {n} 篇讲话里归纳出来的，括号里的篇数是见于其中几篇；可以照自己的习惯改 #}}");
    out.push_str("{{ title }}\n{{ <byline /> }}\n");
    salutation(pattern, &mut out);
    for found in &pattern.before {
        said(found, pattern, &mut out);
    }
    transition(pattern, &mut out);
    sections(pattern, &mut out);
    for found in &pattern.behind {
        said(found, pattern, &mut out);
    }
    if out.trim_end().ends_with("}}") && pattern.behind.iter().any(|found| 2 * found.support >= n) {
        out.truncate(out.trim_end().len());
        out.push_str("{{ closing }}\n");
    } else {
        out.push_str("{# 收尾：多半没有专门的一段，要求文件里写了 closing 才有 #}\n{{ closing }}\n");
    }
    out
}

fn header(name: &str, pattern: &Pattern) -> String {
    let mut out = String::from("---\n");
    let _ = writeln!(out, "name: {name}");
    if let Some(kind) = &pattern.kind {
        let _ = writeln!(out, "kind: {kind}");
    }
    let _ = writeln!(out, "about: {}", about(pattern));
    let [min, default, max] = lengths(pattern);
    let _ = writeln!(out, "length: {{ min: {min}, default: {default}, max: {max} }}");
    let parts: Vec<&str> = drafted_parts(pattern).iter().map(|part| part.name()).collect();
    let _ = writeln!(out, "sections: {{ default: [{}], max: {SECTIONS} }}", parts.join(", "));
    let styles = drafted_styles(pattern);
    let _ = writeln!(out, "points: {{ default: {}, style: {} }}", pattern.points.clamp(2, 12), styles[0]);
    if styles.len() > 1 {
        let _ = writeln!(out, "styles: [{}]", styles[1..].join(", "));
    }
    let shares: Vec<String> =
        weights(pattern).into_iter().map(|(part, weight)| format!("{}: {weight}", part.name())).collect();
    if !shares.is_empty() {
        let _ = writeln!(out, "parts: {{ {} }}", shares.join(", "));
    }
    if let Some(register) = pattern.kind.as_deref().and_then(register) {
        let _ = writeln!(out, "register: {register}");
    }
    mined(pattern, &mut out);
    out.push_str("---\n");
    out
}

/// What was counted, for those who ask how sure it is.
fn mined(pattern: &Pattern, out: &mut String) {
    let list = |row: &[usize]| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let [opening, body, closing] = pattern.shares;
    let _ = writeln!(out, "support: {}", pattern.support);
    out.push_str("mined:\n");
    let moves = pattern.before.iter().chain(&pattern.behind);
    let moves: Vec<String> = moves.map(|found| format!("{}: {}", found.kind.name(), found.support)).collect();
    let _ = writeln!(out, "  moves: {{ {} }}", moves.join(", "));
    let _ = writeln!(out, "  sections: [{}]", list(&spread(&pattern.counts)));
    let points: Vec<usize> = {
        let mut all: Vec<usize> = pattern.of.values().flat_map(|part| part.points.iter().copied()).collect();
        all.sort_unstable();
        all
    };
    let _ = writeln!(out, "  points: [{}]", list(&spread(&points)));
    let _ = writeln!(out, "  length: [{}]", list(&spread(&pattern.lengths)));
    let _ = writeln!(out, "  shares: {{ opening: {opening}, sections: {body}, closing: {closing} }}");
}

/// A row as one says it: 3 至 5.
fn between(row: &[usize]) -> String {
    let [least, _, most] = spread(row);
    if least == most { least.to_string() } else { format!("{least} 至 {most}") }
}

/// The least, the middle and the most of an ascending row.
fn spread(row: &[usize]) -> [usize; 3] {
    [row.first().copied().unwrap_or_default(), median(row), row.last().copied().unwrap_or_default()]
}

fn about(pattern: &Pattern) -> String {
    let kind = pattern.kind.as_deref().unwrap_or("讲话");
    let n = pattern.support;
    let style = pattern.styles.first().map_or("", |(style, _)| style.as_str());
    if pattern.flat {
        return format!("提炼自 {n} 篇{kind}：不分节，{}条一排到底，标“{}”", pattern.points, shown(style));
    }
    let sections = between(&pattern.counts);
    format!("提炼自 {n} 篇{kind}：{sections} 节，节标“{}”，条标“{}”", shown(&pattern.marker), shown(style))
}

/// Lengths as one would name them: a little beyond what was seen, in hundreds.
fn lengths(pattern: &Pattern) -> [usize; 3] {
    let [least, usual, most] = spread(&pattern.lengths);
    let default = hundred(usual.min(capacity(pattern))).clamp(600, USUAL);
    let min = hundred(least.min(default) * 2 / 3).clamp(400, default);
    [min, default, hundred(most * 5 / 4).clamp(default, LONGEST)]
}

/// How long a speech of one theme gets with so many points, in 字. The speeches themselves divide their points further; a
/// draft does not, and a theme has some eight sides.
fn capacity(pattern: &Pattern) -> usize {
    let points = pattern.points.clamp(2, 12);
    let of = |part: Part, each: usize, most: usize| {
        let sections = drafted_parts(pattern).into_iter().filter(|other| *other == part).count();
        (sections * each).min(most)
    };
    let points = of(Part::Why, points.min(3), 4) + of(Part::Do, points, 8) + of(Part::Ensure, points - points / 3, 6);
    500 + 265 * points
}

/// The longest usual length: more is asked for by a brief that has more to say.
const USUAL: usize = 5_000;
/// A longer speech is no draft that a library can fill.
const LONGEST: usize = 9_000;

fn hundred(length: usize) -> usize {
    (length + 50) / 100 * 100
}

/// The parts of the template's own outline.
fn drafted_parts(pattern: &Pattern) -> Vec<Part> {
    let mut parts = pattern.parts.clone();
    parts.truncate(SECTIONS);
    if parts.is_empty() { vec![Part::Do] } else { parts }
}

/// The usual style first, each once.
fn drafted_styles(pattern: &Pattern) -> Vec<&'static str> {
    let mut styles: Vec<&'static str> = Vec::new();
    for (style, support) in &pattern.styles {
        let style = drafted(style);
        let usual = 2 * support >= pattern.styles[0].1 && style != "无";
        if !styles.contains(&style) && (styles.is_empty() || usual) {
            styles.push(style);
        }
    }
    if styles.is_empty() {
        styles.push("无");
    }
    styles
}

/// The shares of the parts as small numbers: the smallest is not less than 1, the greatest not more than 9.
fn weights(pattern: &Pattern) -> Vec<(Part, usize)> {
    let parts = drafted_parts(pattern);
    let of = || pattern.of.iter().filter(|(part, _)| parts.contains(part));
    let most = of().map(|(_, part)| part.share).max().unwrap_or(1).max(1);
    of().map(|(part, common)| (*part, ((common.share * 9 + most / 2) / most).max(1))).collect()
}

fn salutation(pattern: &Pattern, out: &mut String) {
    if 2 * pattern.saluted < pattern.support {
        let _ = writeln!(out, "{{# 没有称呼，直接说正题（有称呼的 {} 篇） #}}", pattern.saluted);
        return;
    }
    let usual = pattern.salutation.as_ref().map_or_else(String::new, |words| format!("，多用“{words}”"));
    let _ = writeln!(out, "{{# 称呼（{} 篇）{usual} #}}\n{{{{ audience }}}}：", pattern.saluted);
}

/// A move: always where half of the speeches have it, in long speeches where fewer do.
fn said(found: &CommonMove, pattern: &Pattern, out: &mut String) {
    let (name, shown) = (found.kind.name(), found.kind.shown());
    let (support, length) = (found.support, found.length);
    if 2 * support >= pattern.support {
        let _ = writeln!(out, "{{# {shown}（{support} 篇，{length} 字上下） #}}\n{{{{ say(bank=\"move/{name}\") }}}}");
    } else {
        let [_, default, _] = lengths(pattern);
        let _ = writeln!(
            out,
            "{{# {shown}：少数有（{support} 篇，{length} 字上下），篇幅够长才说 #}}\n{{% if length > {default} %}}{{{{ say(bank=\"move/{name}\") }}}}{{% endif %}}"
        );
    }
}

fn transition(pattern: &Pattern, out: &mut String) {
    if pattern.flat || pattern.announced == 0 {
        return;
    }
    let _ = writeln!(
        out,
        "{{# 引出正文：报出后面有几节（{} 篇报了数） #}}\n{{% if sections | length > 1 %}}{{{{ say(bank=\"move/transition\", n=sections|length) }}}}{{% endif %}}",
        pattern.announced
    );
}

/// The loop over sections: a mark and a head, what leads in, the points, what closes.
fn sections(pattern: &Pattern, out: &mut String) {
    let n = pattern.support;
    let own_line = 2 * pattern.headed > n;
    if pattern.flat {
        let _ = writeln!(out, "{{# 正文不分节：{} #}}", points_seen(pattern, None));
    } else {
        for (part, common) in &pattern.of {
            let _ = writeln!(out, "{{# {} #}}", part_seen(*part, common, pattern));
        }
        for found in &pattern.inside {
            let (shown, length) = (found.kind.shown(), found.length);
            let _ = writeln!(out, "{{# {shown}说在节里（{} 篇，{length} 字上下），不另成一段 #}}", found.support);
        }
        if !pattern.under.is_empty() {
            let _ = writeln!(out, "{{# 条下面还分层的，多用“{}”，写稿时自己加 #}}", shown(&pattern.under));
        }
    }
    out.push_str("{% for s in sections %}\n");
    let mark = match drafted_marker(&pattern.marker) {
        "第一" => "第{{ s.n | cn }}，",
        "（一）" => "（{{ s.n | cn }}）",
        "一、" => "{{ s.n | cn }}、",
        _ => "",
    };
    let head =
        if own_line || mark.is_empty() { "{{ s.head }}\n{{ s.lead }}\n" } else { "{{ s.head }}。{{ s.lead }}\n" };
    if pattern.flat {
        let _ = writeln!(out, "{{% if sections | length > 1 %}}{{{{ s.n | cn }}}}、{{{{ s.head }}}}{{% endif %}}");
        if pattern.of.values().any(|part| part.led > 0) {
            out.push_str("{{ s.lead }}\n");
        }
    } else if mark.is_empty() {
        out.push_str(head);
    } else {
        let _ = write!(out, "{{% if sections | length > 1 %}}{mark}{{% endif %}}{head}");
    }
    out.push_str("{{ s.body }}\n");
    points(pattern, out);
    out.push_str("{{ s.close }}\n{% endfor %}\n");
}

fn drafted_marker(marker: &str) -> &'static str {
    match marker {
        "di_n" | "shouxian" | "qi_n" => "第一",
        "cn_paren" => "（一）",
        "none_heading" | "none_parallel" | "" => "",
        _ => "一、",
    }
}

/// Points in one paragraph or each in its own, as each part has them.
fn points(pattern: &Pattern, out: &mut String) {
    const POINT: &str = "{{ p.marker }}{{ p.head }}。{{ p.body }}";
    let row = format!("{{% for p in s.points %}}{POINT}{{% endfor %}}\n");
    let column = format!("{{% for p in s.points %}}\n{POINT}\n{{% endfor %}}\n");
    let parts = drafted_parts(pattern);
    let of: Vec<(&Part, &CommonPart)> = pattern.of.iter().filter(|(part, _)| parts.contains(part)).collect();
    // Only what is said may run on: （二） in mid-paragraph is nobody's style.
    let spoken = drafted_styles(pattern).iter().all(|style| matches!(*style, "一要" | "一是" | "无"));
    let inline = of.iter().filter(|(_, common)| spoken && common.inline);
    let inline: Vec<&str> = inline.map(|(part, _)| part.name()).collect();
    if inline.is_empty() {
        out.push_str(&column);
    } else if inline.len() == of.len() {
        out.push_str(&row);
    } else {
        let test: Vec<String> = inline.iter().map(|part| format!("s.part == \"{part}\"")).collect();
        let _ = writeln!(out, "{{% if {} %}}{row}{{% else %}}{column}{{% endif %}}", test.join(" or "));
    }
}

fn part_seen(part: Part, common: &CommonPart, pattern: &Pattern) -> String {
    let what = ["讲认识", "讲任务", "讲保障"][part as usize];
    let mut told = format!("{what}的节：{} 节，各占正文约 {}%，", common.sections, common.share);
    if !common.heads.is_empty() {
        let _ = write!(told, "节标题 {} 字，", between(&common.heads));
    }
    told.push_str(&points_seen(pattern, Some(common)));
    if common.led > 0 {
        let _ = write!(told, "；有引入语的 {} 节", common.led);
    }
    if common.closed > 0 {
        let _ = write!(told, "；有收束的 {} 节", common.closed);
    }
    told
}

fn points_seen(pattern: &Pattern, common: Option<&CommonPart>) -> String {
    let common = common.or_else(|| pattern.of.get(&Part::Do));
    let Some(common) = common.filter(|common| common.points.iter().any(|points| *points > 0)) else {
        return "不分条".into();
    };
    let pointed: Vec<usize> = common.points.iter().copied().filter(|points| *points > 0).collect();
    let count = between(&pointed);
    let [_, head, _] = spread(&common.point_heads);
    let rows = if common.inline { "连着写成一段" } else { "各成一段" };
    let style = pattern.styles.first().map_or("", |(style, _)| style.as_str());
    format!("每节 {count} 条，标“{}”，{rows}，条标题多在 {head} 字上下", shown(style))
}

/// What the templates need beside themselves: the components that they call and the words that no move has.
pub fn beside(templates: &[Template]) -> Vec<File> {
    if templates.is_empty() {
        return Vec::new();
    }
    let component = |name: &str| {
        let path = format!("templates/moves/{name}.tera");
        let found = Embedded::new().templates.iter().find(|(other, _)| *other == path);
        found.map(|(path, text)| File { path: (*path).into(), text: (*text).into() })
    };
    let mut salutations: Vec<&str> =
        templates.iter().filter_map(|template| template.pattern.salutation.as_deref()).collect();
    salutations.sort_unstable();
    salutations.dedup();
    let mut bank =
        String::from("# 模板自己要用的：标题、称呼，和署名里的事实。称呼是提炼出来的，没有提炼到就用“同志们”\n");
    bank.push_str("move/title:\n  - 在【meeting】上的讲话\nmove/salutation:\n");
    for words in if salutations.is_empty() { vec!["同志们"] } else { salutations } {
        let _ = writeln!(bank, "  - {words}");
    }
    bank.push_str("fact/姓名: 讲话人的姓名\nfact/职务: 讲话人的职务，写全称\nfact/日期: 讲话的日期，写全年月日\n");
    let bank = File { path: "phrasebanks/骨架.yaml".into(), text: bank };
    component("byline").into_iter().chain([bank]).collect()
}
