//! Markers as people name them: those of outlines, those that templates can set, those that names and reports say.

/// What a style of the outline is called, and which style of a template it is drafted by.
const MARKERS: [(&str, &str, &str); 20] = [
    ("cn_comma", "一、", "（一）"),
    ("cn_formal", "壹、", "（一）"),
    ("cn_paren", "（一）", "（一）"),
    ("arabic_dot", "1.", "1."),
    ("arabic_paren", "（1）", "1."),
    ("circled", "①", "1."),
    ("stem", "甲、", "（一）"),
    ("di_n", "第一", "第一"),
    ("yao", "一要", "一要"),
    ("shi", "一是", "一是"),
    ("kao", "一靠", "一要"),
    ("zhua", "一抓", "一要"),
    ("word", "一字领起", "一要"),
    ("shouxian", "首先", "第一"),
    ("qi_n", "其一", "第一"),
    ("yifangmian", "一方面", "无"),
    ("lingwai", "另外", "无"),
    ("dash", "——", "无"),
    ("none_heading", "小标题", "无"),
    ("none_parallel", "并列", "无"),
];

/// What people call a style of the outline.
pub fn shown(style: &str) -> &'static str {
    MARKERS.iter().find(|(name, ..)| *name == style).map_or("不分条", |(_, shown, _)| shown)
}

/// The style of a template that comes nearest to a style of the outline.
pub fn drafted(style: &str) -> &'static str {
    MARKERS.iter().find(|(name, ..)| *name == style).map_or("无", |(.., drafted)| drafted)
}
