//! What never belonged to the speech: advertisements, site names, search words, editors' leads, page marks, tables of
//! contents, paid-content marks, leftovers of HTML.
//!
//! A speech may itself speak of 公众号 or 客服, so a word alone condemns nothing: a line goes by its form, or by words that only
//! a web site says of itself. What is taken out is kept as a span with its kind, for `--show-noise` and for mining.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::offset::Edit;
use crate::source::Span;
use crate::text::characters::Characters;
use crate::text::lines::lines;
use crate::text::words::Words;

/// What a piece of noise is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoiseKind {
    /// 广告
    Advertisement,
    /// 小编荐语、编者按
    LeadIn,
    /// 推荐访问、关键词、上一篇
    SearchWords,
    /// 页码
    PageMark,
    /// 目录
    Contents,
    /// 付费标记
    PaidMark,
    /// 网页残留
    Markup,
    /// 版权说明
    Copyright,
}

impl NoiseKind {
    /// The name that people are shown.
    pub fn name(self) -> &'static str {
        match self {
            NoiseKind::Advertisement => "广告",
            NoiseKind::LeadIn => "编者荐语",
            NoiseKind::SearchWords => "检索词",
            NoiseKind::PageMark => "页码",
            NoiseKind::Contents => "目录",
            NoiseKind::PaidMark => "付费标记",
            NoiseKind::Markup => "网页残留",
            NoiseKind::Copyright => "版权说明",
        }
    }
}

/// The words web sites say of themselves, by kind; a data file, so that one more needs no Rust.
const WORDS: &str = include_str!("noise_words.txt");

/// One word of the list: what it tells, and whether alone or only beside another.
struct Word {
    kind: NoiseKind,
    alone: bool,
}

/// The words as an automaton, which is set on the lines that hold any; the words told apart from all else; what they tell.
static LIST: LazyLock<(AhoCorasick, Words, Vec<Word>)> = LazyLock::new(|| {
    let mut kind = NoiseKind::Advertisement;
    let mut alone = true;
    let (mut patterns, mut words) = (Vec::new(), Vec::new());
    for line in WORDS.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line {
            "[广告]" => (kind, alone) = (NoiseKind::Advertisement, true),
            "[广告：三个才算]" => (kind, alone) = (NoiseKind::Advertisement, false),
            "[版权说明]" => (kind, alone) = (NoiseKind::Copyright, true),
            "[编者荐语]" => (kind, alone) = (NoiseKind::LeadIn, true),
            _ => {
                patterns.push(line);
                words.push(Word { kind, alone });
            }
        }
    }
    let any = Words::new(patterns.iter().copied());
    // The kind that is built soonest: hardly a line is asked.
    let automaton = AhoCorasick::builder().kind(Some(AhoCorasickKind::NoncontiguousNFA)).build(patterns);
    (automaton.expect("a short list of words"), any, words)
});

/// A line longer than this is a paragraph of a speech: only the sentence with the advertisement goes.
const LINE: usize = 160 * 3;

/// All noise of a text, in order. Spans do not touch line ends, so that cutting them leaves the lines in place.
pub(super) fn find(text: &str) -> Vec<(Span, NoiseKind)> {
    let mut found = Vec::new();
    let (list, any, words) = &*LIST;
    let mut places = any.places(text).into_iter().peekable();
    let mut contents = 0;
    let mut over = false;
    for (start, line) in lines(text) {
        let end = start + line.len();
        let mut weak = 0;
        let mut strong = None;
        let mut first_weak = None;
        let held = places.next_if(|at| *at < end).is_some();
        while places.next_if(|at| *at < end).is_some() {}
        for hit in held.then(|| list.find_iter(line)).into_iter().flatten() {
            let (at, word) = (start + hit.start(), &words[hit.pattern().as_usize()]);
            match word.alone {
                true => strong = strong.or(Some((at, word.kind))),
                false => {
                    weak += 1;
                    first_weak = first_weak.or(Some((at, word.kind)));
                }
            }
        }
        let hit = strong.or(first_weak.filter(|_| weak >= 3));
        let trimmed = line.trim();
        // Nothing follows a copyright note at the end of a page but more of it.
        over |= hit.is_some_and(|(at, kind)| kind == NoiseKind::Copyright && at > text.len() / 10 * 8);
        if over {
            if !trimmed.is_empty() {
                found.push((trimmed_span(line, start), NoiseKind::Copyright));
            }
        } else if let Some((at, kind)) = hit {
            let stops = line.matches(['。', '！', '？']).count();
            let whole = (line.len() <= LINE && stops <= 2) || matches!(kind, NoiseKind::LeadIn | NoiseKind::Copyright);
            found.push((if whole { trimmed_span(line, start) } else { sentence(text, start..end, at) }, kind));
        } else if let Some(kind) = by_form(trimmed) {
            contents = if kind == NoiseKind::Contents { CONTENTS } else { contents };
            found.push((trimmed_span(line, start), kind));
        } else if contents > 0 && !trimmed.is_empty() {
            contents = if is_entry(trimmed, &text[end..]) { contents - 1 } else { 0 };
            if contents > 0 {
                found.push((trimmed_span(line, start), NoiseKind::Contents));
            }
        } else {
            marks(line, start, &mut found);
        }
    }
    found
}

/// A table of contents is at most this many lines.
const CONTENTS: usize = 200;

fn trimmed_span(line: &str, start: usize) -> Span {
    let from = line.len() - line.trim_start().len();
    start + from..start + from + line.trim().len()
}

/// The sentence around `at`; from the last stop of any kind, so that what stands before a comma stays.
fn sentence(text: &str, line: Span, at: usize) -> Span {
    let stop = |c: char| matches!(c, '。' | '！' | '？' | '；');
    let from = text[line.start..at].rfind(stop).map_or(line.start, |found| line.start + found + 3);
    let to = text[at..line.end].find(stop).map_or(line.end, |found| at + found + 3);
    from..to
}

/// Whether an entry of a table of contents: short, without a stop at its end, and either with its page or said again below.
fn is_entry(line: &str, rest: &str) -> bool {
    let bare = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '…' | '·' | ' ' | '\t' | '-'));
    let short = line.len() <= 60 * 3 && !bare.is_empty() && !bare.ends_with(['。', '，', '；', '：', '！']);
    short && (bare.len() < line.len() || rest.contains(bare))
}

/// The kind of a whole line by its form.
fn by_form(line: &str) -> Option<NoiseKind> {
    if line.is_empty() || line.len() > LINE * 2 {
        return None;
    }
    // Nearly every line of a speech goes no further.
    let first = line.chars().next().unwrap_or(' ');
    static FRAMES: LazyLock<Characters> = LazyLock::new(|| {
        Characters::of("-—–~=*_.…•【〔[第共页PpＰ/目CcTt推相延关标上下本责文原点浏阅发版免编导内核摘以现")
    });
    let framed = first.is_whitespace() || first == '·' || FRAMES.holds(first);
    if !framed && !first.is_ascii_digit() && !line.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if line.len() > 120
        && ![
            "推荐",
            "相关",
            "延伸",
            "关键",
            "标签",
            "Tags",
            "tag",
            "上一篇",
            "下一篇",
            "本文",
            "责任",
            "文章",
            "原文",
            "点击",
            "浏览",
            "阅读",
            "发布",
            "版权",
            "免责",
            "编",
            "导",
            "内容",
            "核心",
            "摘要",
            "以下",
            "现将",
            "下面是",
            "【",
            "目",
        ]
        .iter()
        .any(|head| line.starts_with(head))
    {
        return None;
    }
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).take(200).collect();
    let edge = |c: char| matches!(c, '-' | '—' | '–' | '~' | '·' | '=' | '*' | '_' | '.' | '…' | '•' | '【' | '】');
    let core = bare.trim_matches(edge);
    if matches!(core, "目录" | "目次" | "目錄" | "CONTENTS" | "Contents") {
        return Some(NoiseKind::Contents);
    }
    if bare.ends_with(|c: char| c.is_ascii_digit()) && (bare.contains("………") || bare.contains("......")) {
        return Some(NoiseKind::Contents);
    }
    if is_page(core, core.len() < bare.len()) {
        return Some(NoiseKind::PageMark);
    }
    let led = |heads: &[&str]| {
        let head = heads.iter().find(|head| core.starts_with(**head));
        head.is_some_and(|head| {
            core[head.len()..].starts_with(['：', ':', '】', '〕', ']']) || core.len() == head.len()
        })
    };
    if led(&[
        "推荐访问",
        "相关热词",
        "相关搜索",
        "相关阅读",
        "推荐阅读",
        "延伸阅读",
        "关键词",
        "关键字",
        "标签",
        "Tags",
        "tag",
        "上一篇",
        "下一篇",
        "本文链接",
        "本文地址",
        "本文标签",
        "责任编辑",
        "文章来源",
        "本文来源",
        "原文地址",
        "点击数",
        "浏览次数",
        "阅读次数",
        "发布时间",
        "版权声明",
        "免责声明",
    ]) {
        return Some(NoiseKind::SearchWords);
    }
    if led(&["编者按", "编辑按", "导读", "导语", "内容提要", "内容摘要", "核心提示", "摘要", "【编者按", "编者注"])
    {
        return Some(NoiseKind::LeadIn);
    }
    let told = ["以下是", "以下为", "现将", "下面是"].iter().any(|head| core.starts_with(head));
    let spoken = ["讲话", "致辞", "发言", "讲稿", "演讲", "报告"].iter().any(|word| core.contains(word));
    if told
        && spoken
        && ["全文", "如下", "摘要", "实录", "内容", "刊发", "分享"].iter().any(|word| core.contains(word))
        && core.len() < 80 * 3
    {
        return Some(NoiseKind::LeadIn);
    }
    None
}

/// 第3页, — 3 —, 3/12, Page 3 of 12.
fn is_page(core: &str, framed: bool) -> bool {
    let digits = core.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 || digits > 8 || core.len() > 40 {
        return false;
    }
    let rest: String = core.chars().filter(|c| !c.is_ascii_digit()).collect();
    match rest.as_str() {
        "" => digits <= 3 || (framed && digits <= 4),
        "第页" | "页" | "第页共页" | "第页，共页" | "第页/共页" | "共页第页" | "/" | "Page" | "PageofPage"
        | "Pageof" | "-/-" | "第页（共页）" => true,
        _ => false,
    }
}

/// Marks inside a line: `##paidbegin##`, tags, tags that lost a bracket, entities, [范文模版].
fn marks(line: &str, start: usize, found: &mut Vec<(Span, NoiseKind)>) {
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(next) = memchr::memchr3(b'#', b'<', b'&', &bytes[at..]).map(|next| at + next) {
        let rest = &line[next..];
        let length = match bytes[next] {
            b'#' => paid(rest),
            b'<' => tag(&rest[1..]).map(|length| length + 1),
            _ => entity(rest),
        };
        let kind = if bytes[next] == b'#' { NoiseKind::PaidMark } else { NoiseKind::Markup };
        found.extend(length.map(|length| (start + next..start + next + length, kind)));
        at = next + length.unwrap_or(1);
    }
    // A tag that lost its < stands at the end of the line, where the others were taken out whole.
    if let Some(from) = line.trim_end().ends_with('>').then(|| line.trim_end()).and_then(|line| line.rfind('/')) {
        let whole = tag(&line[from..]).filter(|length| from + length == line.trim_end().len());
        if whole.is_some() && !line[..from].ends_with('<') {
            found.push((start + from..start + line.trim_end().len(), NoiseKind::Markup));
        }
    }
}

fn paid(rest: &str) -> Option<usize> {
    let word = rest.strip_prefix("##")?;
    let length = word.bytes().take_while(u8::is_ascii_alphanumeric).count();
    (length > 0 && word[length..].starts_with("##")).then_some(length + 4)
}

/// The length of what stands between < and >, with the >.
fn tag(rest: &str) -> Option<usize> {
    let name = rest.trim_start_matches(['/', '!']);
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic()) || name.starts_with("--");
    let end = rest.bytes().take(300).position(|byte| byte == b'>')?;
    (named && rest.is_char_boundary(end) && !rest[..end].contains('<')).then_some(end + 1)
}

fn entity(rest: &str) -> Option<usize> {
    let end = rest.bytes().take(9).position(|byte| byte == b';')?;
    let name = &rest.as_bytes()[1..end];
    (name.len() >= 2 && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')).then_some(end + 1)
}

/// What an entity stands for, where it stands for something that is read.
fn meaning(entity: &str) -> &'static str {
    match entity {
        "&ldquo;" => "“",
        "&rdquo;" => "”",
        "&lsquo;" => "‘",
        "&rsquo;" => "’",
        "&mdash;" => "—",
        "&hellip;" => "…",
        "&middot;" => "·",
        "&times;" => "×",
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        _ => "",
    }
}

pub(super) fn edits(text: &str, found: &[(Span, NoiseKind)]) -> Vec<Edit> {
    let mut edits: Vec<Edit> =
        found.iter().map(|(at, _)| Edit::replace(at.clone(), meaning(&text[at.clone()]))).collect();
    edits.sort_by_key(|edit| edit.at.start);
    edits.dedup_by(|later, earlier| later.at.start < earlier.at.end);
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(&str, &'static str)> {
        find(text).into_iter().map(|(span, kind)| (&text[span], kind.name())).collect()
    }

    #[test]
    fn knows_noise_by_its_form_and_by_what_sites_say_of_themselves() {
        assert_eq!(
            kinds("目　录\n一、抓学习…………1\n二、抓落实\n同志们：\n二、抓落实"),
            [("目　录", "目录"), ("一、抓学习…………1", "目录"), ("二、抓落实", "目录")]
        );
        assert_eq!(kinds("— 3 —\n第 4 页 共 9 页\n2024"), [("— 3 —", "页码"), ("第 4 页 共 9 页", "页码")]);
        assert_eq!(
            kinds("<p>要抓紧。</p>\n要抓实。/p>\n&nbsp;甲"),
            [("<p>", "网页残留"), ("</p>", "网页残留"), ("/p>", "网页残留"), ("&nbsp;", "网页残留")]
        );
        assert_eq!(kinds("##paidbegin##要抓紧。"), [("##paidbegin##", "付费标记")]);
        assert_eq!(
            kinds("下面是某某网小编为大家整理的讲话稿。"),
            [("下面是某某网小编为大家整理的讲话稿。", "编者荐语")]
        );
    }

    #[test]
    fn leaves_a_speech_that_speaks_of_the_web() {
        assert!(kinds("要办好单位公众号，群众留言件件有回音；客服热线要有人接，网上能办的不让群众跑腿。").is_empty());
        assert!(kinds("增速A<B，同比&去年，编号#3。").is_empty());
    }
}
