//! Drawings as SVG: a plan as a small page, counts as bars. Colours are classes; the style sheet of the page has them.

use std::fmt::Write as _;

use super::told::ToldTemplate;

/// What stands for itself in HTML and SVG.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// The width of the small page.
const PAGE: usize = 300;
/// Between its lines.
const LINE: usize = 20;
/// A speech of more points is drawn with so many.
const MOST: usize = 8;

/// A plan as a small page: what is said before, the sections with their points, what is said behind. The bars behind the moves are as
/// wide as they have support.
pub fn plan(template: &ToldTemplate) -> String {
    let middle = PAGE / 2;
    let mut lines = vec![
        format!("<text x='{middle}' class='d-title'>标　题</text>"),
        format!("<text x='{middle}' class='d-by'>职务　姓名（日期）</text>"),
    ];
    if template.saluted {
        lines.push("<text x='18' class='d-text'>称呼：</text>".into());
    }
    lines.extend(template.before.iter().map(|found| moved(found, template.support)));
    for (nth, section) in template.sections.iter().enumerate() {
        if !template.marker.is_empty() {
            lines.push(headed(&template.marker, nth, section));
        }
        lines.extend(pointed(&template.style, template.points.min(MOST)));
    }
    lines.extend(template.behind.iter().map(|found| moved(found, template.support)));
    let height = 16 + LINE * lines.len();
    let placed = |(nth, line): (usize, String)| format!("<g transform='translate(0 {})'>{line}</g>", 26 + nth * LINE);
    format!(
        "<svg class='plan' viewBox='0 0 {PAGE} {height}' width='{PAGE}' height='{height}' role='img' aria-label='骨架'>\
         <rect x='1' y='1' width='{}' height='{}' rx='6' class='d-page'/>{}</svg>",
        PAGE - 2,
        height - 2,
        lines.into_iter().enumerate().map(placed).collect::<String>()
    )
}

/// The head of a section, with its share as a bar.
fn headed(marker: &str, nth: usize, (part, share): &(String, usize)) -> String {
    let (class, width) = (class(part), 12 + share);
    format!(
        "<rect x='14' y='-13' width='4' height='16' class='{class}'/><text x='24' class='d-head'>{}讲{}</text>\
         <rect x='126' y='-9' width='{width}' height='9' rx='4' class='{class} d-share'/><text x='{}' class='d-num'>{share}%</text>",
        escaped(&numbered(marker, nth)),
        escaped(part),
        132 + width,
    )
}

/// The points of a section side by side.
fn pointed(style: &str, points: usize) -> Option<String> {
    if style == "不分条" || points == 0 {
        return None;
    }
    let wide = (PAGE - 60) / points;
    let point = |nth: usize| {
        let (x, mark) = (34 + nth * wide, numbered(style, nth));
        format!(
            "<rect x='{x}' y='-11' width='{}' height='13' rx='3' class='d-point'/><text x='{}' y='-1' class='d-mark'>{}</text>",
            wide - 4,
            x + wide / 2 - 2,
            escaped(mark.trim_end_matches(['、', '，']))
        )
    };
    Some((0..points).map(point).collect())
}

fn moved((name, support, length): &(String, usize, usize), of: usize) -> String {
    format!(
        "<rect x='18' y='-13' width='{}' height='16' rx='3' class='d-move'/><text x='24' class='d-text'>{}</text>\
         <text x='{}' class='d-num d-end'>{support} 篇 · {length} 字</text>",
        (PAGE - 36) * support / of.max(1),
        escaped(name),
        PAGE - 22,
    )
}

fn class(part: &str) -> &'static str {
    match part {
        "认识" => "p-why",
        "保障" => "p-ensure",
        _ => "p-do",
    }
}

/// A marker of item `nth`, from 0.
fn numbered(marker: &str, nth: usize) -> String {
    let numeral = crate::text::han::numeral(nth + 1);
    match marker {
        "一、" => format!("{numeral}、"),
        "（一）" => format!("（{numeral}）"),
        "1." => format!("{}.", nth + 1),
        "第一" => format!("第{numeral}，"),
        "一要" | "一是" | "一靠" | "一抓" => marker.replacen('一', &numeral, 1),
        "首先" => ["首先", "其次", "再次", "最后"].get(nth).map_or(format!("第{numeral}"), |word| (*word).into()),
        "并列" | "小标题" => "■".into(),
        other => other.into(),
    }
}

/// Counts as columns, each under its label.
pub fn columns(values: &[(String, usize)], unit: &str) -> String {
    let (wide, high) = (34, 120);
    let most = values.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let width = values.len() * wide + 20;
    let mut svg = format!(
        "<svg viewBox='0 0 {width} {}' width='{width}' height='{}' role='img' aria-label='柱状图'>",
        high + 40,
        high + 40
    );
    for (nth, (label, count)) in values.iter().enumerate() {
        let tall = count * high / most;
        let (x, y) = (10 + nth * wide, 18 + high - tall);
        let _ = write!(
            svg,
            "<rect x='{}' y='{y}' width='{}' height='{tall}' rx='2' class='bar'/><text x='{}' y='{}' class='c-label'>{}</text>",
            x + 3,
            wide - 6,
            x + wide / 2,
            high + 33,
            escaped(label)
        );
        if *count > 0 {
            let _ = write!(svg, "<text x='{}' y='{}' class='c-count'>{count}</text>", x + wide / 2, y - 4);
        }
    }
    let _ = write!(svg, "<line x1='8' y1='{0}' x2='{1}' y2='{0}' class='axis'/></svg>", 18 + high, width - 8);
    format!("<figure>{svg}<figcaption>{}</figcaption></figure>", escaped(unit))
}

/// Counts as rows, each behind its label.
pub fn rows(values: &[(String, usize)], unit: &str) -> String {
    let wide = |label: &str| label.chars().map(|c| if c.is_ascii() { 8 } else { 13 }).sum::<usize>();
    let left = 12 + values.iter().map(|(label, _)| wide(label)).max().unwrap_or_default().max(40);
    let (high, long) = (22, 190);
    let most = values.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let height = values.len() * high + 6;
    let width = left + long + 44;
    let mut svg = format!(
        "<svg viewBox='0 0 {width} {height}' width='{width}' height='{height}' role='img' aria-label='条形图'>"
    );
    for (nth, (label, count)) in values.iter().enumerate() {
        let y = nth * high;
        let wide = (count * long / most).max(2);
        let _ = write!(
            svg,
            "<text x='{}' y='{}' class='r-label'>{}</text><rect x='{left}' y='{}' width='{wide}' height='14' rx='2' class='bar'/>\
             <text x='{}' y='{}' class='r-count'>{count}</text>",
            left - 8,
            y + 16,
            escaped(label),
            y + 5,
            left + wide + 6,
            y + 16,
        );
    }
    svg.push_str("</svg>");
    format!("<figure>{svg}<figcaption>{}</figcaption></figure>", escaped(unit))
}

/// The least, the usual and the greatest length on a scale that goes to `end`.
pub fn range(lengths: &[usize], usual: usize, end: usize) -> String {
    let (width, end) = (170, end.max(1));
    let x = |length: usize| 4 + length.min(end) * (width - 8) / end;
    let (least, most) = (lengths.first().copied().unwrap_or(0), lengths.last().copied().unwrap_or(0));
    let dots: String =
        lengths.iter().map(|length| format!("<circle cx='{}' cy='9' r='3.5' class='dot'/>", x(*length))).collect();
    format!(
        "<svg viewBox='0 0 {width} 18' width='{width}' height='18' role='img' aria-label='篇幅'>\
         <line x1='4' y1='9' x2='{}' y2='9' class='axis'/><line x1='{}' y1='9' x2='{}' y2='9' class='span'/>{dots}\
         <line x1='{u}' y1='2' x2='{u}' y2='16' class='usual'/></svg>",
        width - 4,
        x(least),
        x(most),
        u = x(usual),
    )
}
