//! Addresses: who is spoken to, on a line of its own or at the head of a sentence.

/// Whether the line is an address: 同志们：, 各位代表：, 尊敬的各位来宾、女士们、先生们：, also behind a date in brackets.
pub fn is_salutation(line: &str) -> bool {
    let line = behind_bracket(line);
    let Some(inner) = line.strip_suffix(['：', ':', '！', '!', '，']) else { return false };
    if inner.chars().count() > 70 || inner.contains(['。', '；']) {
        return false;
    }
    let (mut parts, mut addressed) = (0, 0);
    for part in inner.split(['、', '，', ',', '！', ' ', '：', '；']).map(str::trim).filter(|part| !part.is_empty())
    {
        parts += 1;
        addressed += usize::from(addresses(part));
    }
    parts > 0
        && addressed * 2 >= parts
        && inner.split(['、', '，', ',', '！', ' ', '：']).next().is_some_and(|first| addresses(first.trim()))
}

/// Whether a part of an address names those who listen.
fn addresses(part: &str) -> bool {
    let opened = [
        "各位",
        "尊敬的",
        "亲爱的",
        "敬爱的",
        "女士们",
        "先生们",
        "同志们",
        "同学们",
        "朋友们",
        "老师们",
        "代表们",
        "委员们",
        "乡亲们",
        "战友们",
        "同仁们",
    ];
    part.chars().count() <= 20
        && (opened.iter().any(|head| part.starts_with(head))
            || part.ends_with('们')
            || (part.chars().count() <= 8 && ["女士", "先生", "主席", "阁下"].iter().any(|name| part.ends_with(name)))
            || part == "大家好"
            || part.ends_with("同志") && part.chars().count() <= 6)
}

/// The line behind a date or place in brackets at its beginning.
pub fn behind_bracket(line: &str) -> &str {
    let end = line.starts_with(['（', '(']).then(|| line.find(['）', ')'])).flatten();
    end.map_or(line, |end| line[end..].trim_start_matches(['）', ')', ' ']))
}
