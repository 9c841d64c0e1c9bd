//! A file parted into speeches: titles of compilations, titles of speeches, bylines, addresses, bodies.
//!
//! Compilations announce their pieces in many ways and lose some of them. A piece begins at a wrapper's number (第2篇, 篇1), at a
//! title, at an address (同志们：) behind a closing, or, where the title was lost, at what is left of it: a line indented unlike all
//! others behind a closing.

use std::sync::LazyLock;

use super::marker::marker;
use super::paragraph::Paragraph;
use crate::source::Span;
use crate::text::han::{POSTS, ends_sentence, is_han, leading_numeral};
use crate::text::words::Words;

/// A speech in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its title, without wrapper marks and tags.
    pub title: Option<String>,
    /// Titles, bylines and dates in front of the body, as they stand.
    pub front: Vec<Span>,
    /// The numbers of the paragraphs of the body.
    pub body: std::ops::Range<usize>,
    /// Where the body begins, which is inside a paragraph where the title was glued to it.
    pub start: usize,
}

/// Genres: what the title of a spoken text ends with.
const GENRES: [&str; 36] = [
    "讲话",
    "讲话稿",
    "讲话材料",
    "讲话提纲",
    "讲话全文",
    "讲话实录",
    "讲稿",
    "发言",
    "发言稿",
    "发言材料",
    "发言提纲",
    "致辞",
    "致词",
    "演讲",
    "演讲稿",
    "主持词",
    "报告",
    "工作报告",
    "汇报",
    "汇报材料",
    "述职报告",
    "开幕词",
    "闭幕词",
    "欢迎词",
    "答谢词",
    "贺词",
    "祝词",
    "谈话",
    "党课讲稿",
    "党课",
    "寄语",
    "致辞稿",
    "动员讲话",
    "总结讲话",
    "表态发言",
    "交流发言",
];

/// Tags that web sites hang on a title.
const TAGS: [&str; 12] =
    ["范文模版", "范文模板", "范文", "模板", "代拟稿", "精选", "最新", "通用", "参考", "全文", "完整版", "优秀"];

/// How posts end that stand in brackets behind the title of a signed piece.
const ENDINGS: [&str; 14] =
    ["长", "书记", "主任", "主席", "市委", "县委", "区委", "局", "院", "代表", "范文", "委员", "董事", "经理"];

pub fn split(text: &str, paragraphs: &[Paragraph]) -> Vec<Piece> {
    let kinds: Vec<Kind> = paragraphs.iter().map(|paragraph| kind(&text[paragraph.at.clone()])).collect();
    let mut starts = Vec::new();
    let plain = paragraphs.iter().filter(|paragraph| paragraph.indent == 0).count();
    let unindented = 10 * plain >= 8 * paragraphs.len();
    for at in 0..paragraphs.len() {
        if begins(at, text, paragraphs, &kinds, unindented) {
            starts.push(at);
        }
    }
    if starts.first() != Some(&0) && !paragraphs.is_empty() {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([paragraphs.len()]);
    let pieces = starts.iter().zip(ends).map(|(start, end)| piece(*start..end, text, paragraphs, &kinds));
    pieces.filter(|piece| !piece.body.is_empty()).collect()
}

/// What a paragraph is to the splitter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// 第2篇 …, …讲话篇1
    Wrapper,
    /// …讲话9篇: the title of the compilation.
    Compilation,
    Title,
    /// A title and a body on one line: the length of the title.
    Glued(usize),
    Salutation,
    /// 市委书记 王某某, （2024年3月5日）
    Byline,
    /// A line without a stop at its end that is none of these.
    Bare,
    Body,
}

fn kind(line: &str) -> Kind {
    let length = line.chars().count();
    if length <= 60 {
        if is_compilation(line) {
            return Kind::Compilation;
        }
        if wrapper(line).is_some() {
            return Kind::Wrapper;
        }
    }
    if is_salutation(line) {
        return Kind::Salutation;
    }
    if length <= 60 && marker(line, true).is_none() {
        if is_title(line) {
            return Kind::Title;
        }
        if is_byline(line) {
            return Kind::Byline;
        }
        let last = line.chars().next_back().unwrap_or('。');
        if !ends_sentence(last) && !matches!(last, '；' | '：' | '，' | '”' | '…') {
            return Kind::Bare;
        }
    }
    glued(line).map_or(Kind::Body, Kind::Glued)
}

/// 在全市工作会议上的讲话9篇, 发言材料汇编（8篇）
fn is_compilation(line: &str) -> bool {
    let bare = line.trim_end_matches(['）', ')', '】', ']']);
    let Some(bare) = bare.strip_suffix('篇') else { return line.ends_with("汇编") && line.chars().count() >= 6 };
    let digits = bare.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    digits.len() < bare.len() && digits.chars().count() >= 4
}

/// The rest of a wrapper title behind its number: 第2篇 …, 篇一：…, 【第3篇】…, …讲话篇1.
fn wrapper(line: &str) -> Option<&str> {
    let inner = line.trim_start_matches(['【', '[', '（', '(']);
    let number = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 { Some(digits) } else { leading_numeral(text).map(|(_, length)| length) }
    };
    let behind = |rest: &'_ str| {
        rest.is_empty() || rest.starts_with(['：', ':', ' ', '　', '】', ']', '）', '、', '.', '《', '，'])
    };
    if let Some(rest) = inner.strip_prefix('第')
        && let Some(length) = number(rest)
        && let Some(rest) = rest[length..].strip_prefix('篇')
    {
        return Some(rest.trim_start_matches(['：', ':', ' ', '　', '】', ']', '）', '、', '.', '，']));
    }
    for head in ["篇", "范文", "范例", "讲话稿", "例文"] {
        if let Some(rest) = inner.strip_prefix(head)
            && let Some(length) = number(rest)
            && behind(&rest[length..])
        {
            return Some(rest[length..].trim_start_matches(['：', ':', ' ', '　', '】', ']', '）', '、', '.', '，']));
        }
    }
    let tail = line
        .trim_end_matches(['】', ']', '）', ')'])
        .trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let numbered = tail.len() < line.trim_end_matches(['】', ']', '）', ')']).len();
    let whole = numbered && (tail.ends_with('篇') || tail.ends_with("（篇")) && tail.chars().count() >= 6;
    whole.then(|| tail.trim_end_matches('篇').trim_end_matches('（'))
}

/// The line without the tags and brackets behind a title.
fn untagged(line: &str) -> &str {
    let mut bare = line.trim();
    loop {
        let before = bare;
        for (open, close) in [('（', '）'), ('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')] {
            if let Some(inner) = bare.strip_suffix(close)
                && let Some(at) = inner.rfind(open)
                && at > 0
            {
                bare = bare[..at].trim_end();
            }
        }
        for tag in TAGS {
            bare = bare.strip_suffix(tag).filter(|bare| bare.chars().count() >= 6).unwrap_or(bare).trim_end();
        }
        if bare == before {
            return bare;
        }
    }
}

/// Whether a short line without a sentence is the title of a spoken text, or of a signed piece: 勇当…排头兵（县长）.
fn is_title(line: &str) -> bool {
    if line.contains(['。', '；', '！', '…'])
        || line.starts_with(['“', '（', '('])
        || line.ends_with(['：', ':', '，', '、'])
    {
        return false;
    }
    let bare = untagged(line);
    let length = bare.chars().count();
    if length < 4 {
        return false;
    }
    let spoken = GENRES.iter().any(|genre| bare.ends_with(genre));
    let occasion = ["在", "会上", "会议", "大会", "仪式", "典礼", "政府", "工作", "年", "论坛", "座谈", "活动", "上的"]
        .iter()
        .any(|word| bare.contains(word));
    let speaks = bare.starts_with("下面")
        || bare.starts_with("同志")
        || bare.starts_with("听取")
        || bare.contains("作了")
        || bare.contains("我向");
    if spoken && occasion && !speaks && length >= 6 {
        return true;
    }
    bare.len() < line.len() && length >= 8 && post(&line[bare.len()..])
}

/// Whether a bracket holds a post.
fn post(bracket: &str) -> bool {
    let inner = bracket.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')' | ' '));
    (1..=20).contains(&inner.chars().count())
        && ENDINGS.iter().any(|post| inner.ends_with(post))
        && !inner.contains(['，', '。'])
}

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

/// 市委书记 王某某, 王某某, （2024年3月5日）, 2024年3月5日, 2024年3月5日在…会议上, 来源：…
fn is_byline(line: &str) -> bool {
    let length = line.chars().count();
    let held = line.starts_with(|c: char| c.is_ascii_digit() || "二〇○—-".contains(c)) && line.contains('年');
    if (held && line.ends_with("会议上")) || line.starts_with("来源：") || line.starts_with("来源:") {
        return true;
    }
    let dated = line.contains('年') || line.contains('月') || line.contains("录音");
    let bracketed = line.starts_with(['（', '(', '〔']) && line.ends_with(['）', ')', '〕']);
    if bracketed {
        return length <= 40 && (dated || line.contains("日") || length <= 16);
    }
    if line.contains(['，', '。', '；', '：', '、']) && !line.contains("年") {
        return false;
    }
    let date =
        line.starts_with(|c: char| c.is_ascii_digit() || "二〇○".contains(c)) && line.ends_with('日') && length <= 20;
    let named = length <= 20
        && POSTS.iter().any(|post| {
            line.find(post)
                .is_some_and(|at| line[at + post.len()..].chars().filter(|c| !c.is_whitespace()).count() <= 4)
        });
    let name = (2..=4).contains(&length) && line.chars().all(|c| is_han(c) || c == '·')
        || line.chars().all(|c| matches!(c, 'X' | 'x' | '×' | '*'));
    date || named || name
}

/// 2025年1月14日…
fn is_dated(line: &str) -> bool {
    let head: String = line.chars().take(12).collect();
    line.starts_with(|c: char| c.is_ascii_digit() || "二〇○".contains(c))
        && head.contains('年')
        && head.contains('月')
        && head.contains('日')
}

/// What a title glued to its body ends with.
static GENRE: LazyLock<Words> = LazyLock::new(|| Words::new(["讲话", "发言", "致辞", "工作报告"]));

/// A title glued to its body: the title's length in bytes.
fn glued(line: &str) -> Option<usize> {
    let head: &str = line.char_indices().nth(70).map_or(line, |(at, _)| &line[..at]);
    // …（县长）今年是…
    if let Some(close) = head.find(['）', ')'])
        && let Some(open) = head[..close].rfind(['（', '('])
        && open > 8 * 3
        && !head[..open].contains(['，', '。', '：', '；', '“'])
        && post(&head[open..close])
        && line.len() > close + 60 * 3
    {
        return Some(close + line[close..].chars().next().map_or(1, char::len_utf8));
    }
    // …上的讲话同志们：
    if !GENRE.within(head) {
        return None;
    }
    for genre in ["讲话稿", "讲话", "发言稿", "发言", "致辞", "工作报告"] {
        if let Some(at) = head.find(genre) {
            let end = at + genre.len();
            let title = &head[..end];
            let rest = line[end..].trim_start();
            let opens = ["同志们", "各位", "尊敬的", "今天", "女士们", "老师们", "同学们"]
                .iter()
                .any(|opener| rest.starts_with(opener));
            if opens && is_title(title) && !title.contains('，') {
                return Some(end);
            }
        }
    }
    None
}

/// Whether a paragraph is how speeches close.
pub fn closes(paragraph: &str) -> bool {
    let head: String = paragraph.chars().take(6).collect();
    let called = [
        "让我们",
        "谢谢",
        "新的更大贡献",
        "更大贡献",
        "新篇章",
        "新局面",
        "献礼",
        "胜利召开",
        "努力奋斗",
        "而奋斗",
        "干干净净",
    ]
    .iter()
    .any(|word| paragraph.contains(word));
    called || head.starts_with("同志们") || head.starts_with("最后") || head.starts_with("总之")
}

/// 附件, 名词解释, 注释 on a line of their own.
fn is_appendix(line: &str) -> bool {
    if !line.starts_with(['附', '名', '注', '有', '用']) || line.len() > 90 {
        return false;
    }
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).take(24).collect();
    let led = ["附件", "附录", "附："].iter().any(|head| bare.starts_with(head))
        && bare.chars().count() <= 20
        && !bare.contains(['，', '。']);
    led || matches!(
        bare.as_str(),
        "名词解释" | "注释" | "名词注释" | "有关名词解释" | "有关用语说明" | "用语说明" | "注：" | "注"
    )
}

/// Whether a piece begins at paragraph `at`.
fn begins(at: usize, text: &str, paragraphs: &[Paragraph], kinds: &[Kind], unindented: bool) -> bool {
    if at == 0 {
        return true;
    }
    let line = |at: usize| &text[paragraphs[at].at.clone()];
    let front = |kind: Kind| matches!(kind, Kind::Wrapper | Kind::Title | Kind::Compilation | Kind::Byline);
    match kinds[at] {
        // Fronts of several lines begin once.
        Kind::Wrapper | Kind::Compilation => !matches!(kinds[at - 1], Kind::Compilation),
        Kind::Title => {
            !front(kinds[at - 1]) && kinds[at - 1] != Kind::Bare && !is_told(line(at - 1))
                || (kinds[at - 1] == Kind::Bare && paragraphs[at].apart && at > 1 && kinds[at - 2] == Kind::Body)
        }
        Kind::Glued(_) => true,
        Kind::Salutation => {
            let since = (0..at).rev().take_while(|before| !front(kinds[*before])).count();
            let bodies = (0..at).rev().take(since).filter(|before| kinds[*before] == Kind::Body).count();
            let closed = closes(line(at - 1));
            bodies >= 4 && (closed && line(at).ends_with(['：', ':']) || restarts(at, text, paragraphs, kinds))
        }
        Kind::Body | Kind::Bare => {
            let odd = paragraphs[at].indent == 1;
            odd && unindented && closes(line(at - 1)) && kinds[at - 1] == Kind::Body
        }
        Kind::Byline => false,
    }
}

/// Whether the line leads to what follows, so that a title behind it is quoted.
fn is_told(line: &str) -> bool {
    line.ends_with(['：', ':', '，'])
}

/// Whether the numbers of sections begin anew behind `at`, though there were some before.
fn restarts(at: usize, text: &str, paragraphs: &[Paragraph], kinds: &[Kind]) -> bool {
    let first = |line: &str| line.starts_with("一、");
    let second = |line: &str| line.starts_with("二、");
    let line = |at: usize| &text[paragraphs[at].at.clone()];
    let before = (0..at)
        .rev()
        .take_while(|before| !matches!(kinds[*before], Kind::Title | Kind::Wrapper))
        .any(|before| second(line(before)));
    let after = (at + 1..paragraphs.len()).find(|after| first(line(*after)) || second(line(*after)));
    before && after.is_some_and(|after| first(line(after)))
}

/// One piece: its front taken off.
fn piece(range: std::ops::Range<usize>, text: &str, paragraphs: &[Paragraph], kinds: &[Kind]) -> Piece {
    let line = |at: usize| &text[paragraphs[at].at.clone()];
    let mut body = range.start;
    let mut title: Option<String> = None;
    let mut wrapped: Option<String> = None;
    while body < range.end {
        match kinds[body] {
            Kind::Compilation => {}
            Kind::Wrapper => {
                let rest = wrapper(line(body)).unwrap_or_default();
                let rest = if rest.is_empty() { String::new() } else { untagged(rest).to_string() };
                wrapped = Some(rest).filter(|rest| !rest.is_empty()).or(wrapped);
            }
            // ——在…会议上 under a title says where, and is no other title.
            Kind::Title if title.is_some() && line(body).starts_with(['—', '-', '（', '(']) => {}
            // Nor does 2025年1月14日在…会议上…作报告, or the same once more in short.
            Kind::Title
                if title.as_ref().is_some_and(|title| {
                    title.ends_with(line(body)) || (is_dated(line(body)) && line(body).contains("会议上"))
                }) => {}
            Kind::Title => title = Some(untagged(line(body).trim_start_matches(['—', '-', ' '])).to_string()),
            Kind::Byline if body > range.start => {}
            Kind::Bare
                if body == range.start
                    && body + 1 < range.end
                    && matches!(kinds[body + 1], Kind::Salutation | Kind::Byline | Kind::Title | Kind::Bare) =>
            {
                title = title.or_else(|| Some(untagged(line(body)).to_string()));
            }
            Kind::Bare if body > range.start && kinds[body - 1] != Kind::Byline && title.is_none() => {
                title = Some(line(body).to_string())
            }
            _ => break,
        }
        body += 1;
    }
    // An address close by: what stands before it is front too, be it a summary or a second title.
    let ahead = (body..range.end).take(6).find(|at| kinds[*at] == Kind::Salutation);
    if let Some(salutation) = ahead.filter(|salutation| *salutation > body) {
        let between: usize = (body..salutation).map(|at| line(at).chars().count()).sum();
        let items = (body..salutation).any(|at| marker(line(at), true).is_some());
        if between <= 600 && !items && body - range.start + usize::from(range.start == 0) > 0 {
            body = salutation;
        }
    }
    let mut start = paragraphs.get(body).map_or(text.len(), |paragraph| paragraph.at.start);
    if let Some(Kind::Glued(length)) = kinds.get(body).filter(|_| body < range.end).copied() {
        title = Some(untagged(&line(body)[..length]).to_string());
        start += length;
    }
    // What is appended behind the speech, a glossary or a list of projects, is not spoken.
    let appended = (body + 3..range.end).find(|at| is_appendix(line(*at)) && 2 * (at - body) > range.end - body);
    let end = appended
        .or_else(|| (body + 3..range.end).find(|at| is_appendix(line(*at)) && closes(line(at - 1))))
        .unwrap_or(range.end);
    let range = range.start..end;
    let front = (range.start..body).map(|at| paragraphs[at].at.clone()).collect();
    Piece { title: title.or(wrapped), front, body: body..range.end, start }
}
