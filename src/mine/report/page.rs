//! The page: figures, templates as drawings, markers and lengths, frames, what was left out.

use std::fmt::Write as _;

use super::draw::{columns, escaped, plan, range, rows};
use super::told::{Frame, Place, Told, ToldTemplate};

/// The whole page.
pub fn page(told: &Told) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>提炼报告</title>\n<style>\n",
    );
    out.push_str(include_str!("style.css"));
    out.push_str("</style>\n</head>\n<body>\n");
    head(told, &mut out);
    out.push_str("<main>\n");
    figures(told, &mut out);
    templates(told, &mut out);
    shapes(told, &mut out);
    frames(told, &mut out);
    left_out(told, &mut out);
    out.push_str(
        "<footer>这一页由 qicao mine 写成，不连网络；同样的内容见 report.json。</footer>\n</main>\n</body>\n</html>\n",
    );
    out
}

fn head(told: &Told, out: &mut String) {
    let _ = writeln!(
        out,
        "<header><h1>讲话稿提炼报告</h1><p>从 {} 篇不同的讲话里归纳出骨架、句式和用语；至少 {} 篇都有的才收进库</p></header>",
        told.distinct, told.support
    );
    if told.private {
        out.push_str("<p class=\"warn\">这一份带着原稿的内容（--private），不要给外单位。</p>\n");
    }
}

fn figures(told: &Told, out: &mut String) {
    let figure = |number: usize, what: &str| format!("<div><b>{number}</b><span>{what}</span></div>");
    let frames: usize = told.banks.iter().map(|(_, count)| count).sum();
    let all = [
        figure(told.distinct, "篇不同的讲话"),
        figure(told.found - told.distinct, "篇重复，只算一次"),
        figure(told.characters, "字"),
        figure(told.templates.len(), "个模板"),
        figure(frames, "条句式和用语"),
        figure(told.noise.iter().map(|noise| noise.count).sum(), "处杂文，没有收"),
    ];
    let _ = writeln!(out, "<div class=\"figures\">{}</div>", all.concat());
    out.push_str("<nav><a href=\"#templates\">骨架</a><a href=\"#shapes\">篇幅和序号</a><a href=\"#frames\">句式</a><a href=\"#left\">没有收的</a></nav>\n");
}

fn templates(told: &Told, out: &mut String) {
    out.push_str("<h2 id=\"templates\">骨架</h2><p>写法相近的讲话归成一类，一类一个模板。色条长短是见于几篇，百分数是一节占正文的多少。</p>\n");
    if told.templates.is_empty() {
        out.push_str(
            "<p>没有写法相近的讲话，做不出模板。再放几篇同类会议的讲话进来，或者把 --min-support 调小。</p>\n",
        );
    }
    let end = told.templates.iter().filter_map(|template| template.lengths.last()).max().copied().unwrap_or(1);
    out.push_str("<div class=\"cards\">\n");
    for template in &told.templates {
        card(template, end, out);
    }
    out.push_str("</div>\n");
}

fn card(template: &ToldTemplate, end: usize, out: &mut String) {
    let kind = template.kind.as_deref().unwrap_or("不限场合");
    let [opening, body, closing] = template.shares;
    let places: Vec<Place> = template.speeches.iter().map(|speech| speech.place.clone()).collect();
    let counts = match (template.counts.first(), template.counts.last()) {
        (Some(least), Some(most)) if least != most => format!("{least} 至 {most}"),
        (Some(count), _) => count.to_string(),
        _ => String::new(),
    };
    let sections = if template.marker.is_empty() {
        "不分节".into()
    } else {
        format!("标“{}”，一篇 {counts} 节", template.marker)
    };
    let _ = writeln!(
        out,
        "<div class=\"card\">{}<div class=\"side\"><h3>{}</h3><span class=\"badge\">{} 篇</span> <span class=\"badge kind\">{}</span><dl>\
         <dt>节</dt><dd>{}</dd><dt>条</dt><dd>标“{}”，每节 {} 条上下</dd>\
         <dt>篇幅</dt><dd>{} 字上下<br>{}</dd>\
         <dt>占比</dt><dd>开头 {opening}% 各节 {body}% 收尾 {closing}%<div class=\"share\"><i class=\"o\" style=\"width:{opening}%\"></i>\
         <i class=\"s\" style=\"width:{body}%\"></i><i class=\"c\" style=\"width:{closing}%\"></i></div></dd>\
         <dt>见于</dt><dd class=\"places\">{}</dd></dl></div></div>",
        plan(template),
        escaped(&template.name),
        template.support,
        escaped(kind),
        escaped(&sections),
        escaped(&template.style),
        template.points,
        template.usual(),
        range(&template.lengths, template.usual(), end),
        listed(&places, 8),
    );
}

/// Places, the first of them.
fn listed(places: &[Place], most: usize) -> String {
    let named: Vec<String> = places
        .iter()
        .take(most)
        .map(|place| {
            let file = place.file.rsplit(['/', '\\']).next().unwrap_or(&place.file);
            format!("<span title=\"{}:{}\">{}:{}</span>", escaped(&place.file), place.line, escaped(file), place.line)
        })
        .collect();
    let rest = places.len().saturating_sub(most);
    let rest = if rest > 0 { format!(" 等 {} 处", places.len()) } else { String::new() };
    named.join("　") + &rest
}

fn shapes(told: &Told, out: &mut String) {
    out.push_str("<h2 id=\"shapes\">篇幅和序号</h2><p>各层用什么序号，一组有几条。</p>\n<div class=\"panels\">\n");
    let mut panel = |title: &str, drawing: String| {
        let _ = writeln!(out, "<div class=\"panel\"><h3>{title}</h3>{drawing}</div>");
    };
    let lengths: Vec<(String, usize)> =
        told.lengths.iter().enumerate().map(|(from, count)| (format!("{from}千"), *count)).collect();
    panel("篇幅", columns(&lengths, "每一千字一档，各有几篇"));
    let kinds: Vec<(String, usize)> = told
        .kinds
        .iter()
        .take(12)
        .map(|(kind, count)| (if kind.is_empty() { "看不出".into() } else { kind.clone() }, *count))
        .collect();
    panel("场合", rows(&kinds, "各有几篇"));
    for depth in &told.markers {
        let (title, unit, sizes) = [
            ("节的序号", "各有几篇", "一篇有几节"),
            ("条的序号", "各有几节", "一节有几条"),
            ("条下的序号", "各有几节", ""),
        ][depth.depth - 1];
        if !depth.styles.is_empty() {
            panel(title, rows(&depth.styles, unit));
        }
        if depth.siblings.len() > 1 {
            let sizes_seen: Vec<(String, usize)> =
                depth.siblings.iter().enumerate().skip(1).map(|(size, count)| (size.to_string(), *count)).collect();
            panel(sizes, columns(&sizes_seen, if depth.depth == 1 { "各有几篇" } else { "各有几节" }));
        }
    }
    out.push_str("</div>\n");
}

fn frames(told: &Told, out: &mut String) {
    out.push_str("<h2 id=\"frames\">句式</h2><p>最站得住的在前：见于几篇不同的讲话、收在哪个库、几篇共有的填充、从哪里来。</p>\n");
    if told.frames.is_empty() {
        out.push_str("<p>没有几篇共有的句式。</p>\n");
        return;
    }
    if !told.banks.is_empty() {
        let banks: Vec<(String, usize)> = told.banks.iter().take(16).cloned().collect();
        let _ = writeln!(
            out,
            "<div class=\"panels\"><div class=\"panel\"><h3>各库</h3>{}</div></div><br>",
            rows(&banks, "各有几条")
        );
    }
    out.push_str(
        "<table><thead><tr><th>句式</th><th>篇数</th><th>库</th><th>共有的填充</th><th>出处</th></tr></thead><tbody>\n",
    );
    for frame in &told.frames {
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"bank\">{}</td><td>{}</td><td class=\"places\">{}</td></tr>",
            slotted(&frame.text),
            frame.support,
            escaped(&frame.bank),
            fillers(frame),
            listed(&frame.places, 4),
        );
    }
    out.push_str("</tbody></table>\n");
}

/// A phrase with its slots set off.
fn slotted(text: &str) -> String {
    escaped(text).replace('【', "<span class=\"slot\">【").replace('】', "】</span>")
}

fn fillers(frame: &Frame) -> String {
    let told: Vec<String> = frame
        .fillers
        .iter()
        .map(|(filler, support)| format!("<span class=\"filler\">{} {support}</span>", escaped(filler)))
        .collect();
    let untold = if frame.untold > 0 {
        format!("<span class=\"places\">另有 {} 个各见于一篇</span>", frame.untold)
    } else {
        String::new()
    };
    told.concat() + &untold
}

fn left_out(told: &Told, out: &mut String) {
    out.push_str("<h2 id=\"left\">没有收的</h2><p>杂文、重复的和没有分条的，各在哪里。</p>\n");
    if !told.noise.is_empty() {
        out.push_str("<table><thead><tr><th>杂文</th><th>处数</th><th>头几处</th></tr></thead><tbody>\n");
        for noise in &told.noise {
            let places = listed(&noise.places, 6);
            let _ = writeln!(
                out,
                "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"places\">{places}</td></tr>",
                escaped(&noise.kind),
                noise.count
            );
        }
        out.push_str("</tbody></table><br>\n");
    }
    if !told.copies.is_empty() {
        out.push_str("<table><thead><tr><th>重复的一篇</th><th>同它一样的</th></tr></thead><tbody>\n");
        for copy in &told.copies {
            let one = |place: &Place| listed(std::slice::from_ref(place), 1);
            let _ = writeln!(
                out,
                "<tr><td class=\"places\">{}</td><td class=\"places\">{}</td></tr>",
                one(&copy.place),
                one(&copy.of)
            );
        }
        out.push_str("</tbody></table><br>\n");
    }
    if !told.unplanned.is_empty() {
        let _ = writeln!(out, "<p class=\"places\">没有分节分条、做不出骨架的：{}</p>", listed(&told.unplanned, 20));
    }
    if told.noise.is_empty() && told.copies.is_empty() && told.unplanned.is_empty() {
        out.push_str("<p>没有。</p>\n");
    }
}
