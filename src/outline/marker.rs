//! Markers: what an item of an enumeration begins with, at the head of a clause.
//!
//! A marker is only a candidate here. 三、四个月 and 一、二、三产业 are told apart by what follows; that 一是 has a 二是 is told by whoever
//! links candidates into lists.

use std::sync::LazyLock;

use crate::source::Span;
use crate::text::characters::Characters;
use crate::text::han::{is_han, leading_numeral};

/// How an item is marked, in the order of the styles of the annotated corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// 一、
    CnComma,
    /// 壹、
    CnFormal,
    /// （一）
    CnParen,
    /// 1、 1. 1．
    ArabicDot,
    /// （1） 1）
    ArabicParen,
    /// ①
    Circled,
    /// 甲、
    Stem,
    /// 第一， 第一步 第一个方面
    DiN,
    /// 第一部分 第一章, as a heading
    Part,
    /// 一要
    Yao,
    /// 一是
    Shi,
    /// 一靠 一抓 一查: a numeral and the same word throughout
    Word(char),
    /// 首先 其次 再次 最后
    Shouxian,
    /// 其一
    QiN,
    /// 一方面 另一方面
    Yifangmian,
    /// 另外 此外
    Lingwai,
    /// ——
    Dash,
    /// An unmarked heading on a line of its own.
    Heading,
    /// An unmarked head, parallel to its siblings; the number tells the family.
    Parallel(u32),
}

impl Style {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Style::CnComma => "cn_comma",
            Style::CnFormal => "cn_formal",
            Style::CnParen => "cn_paren",
            Style::ArabicDot => "arabic_dot",
            Style::ArabicParen => "arabic_paren",
            Style::Circled => "circled",
            Style::Stem => "stem",
            Style::DiN | Style::Part => "di_n",
            Style::Yao => "yao",
            Style::Shi => "shi",
            Style::Word('靠') => "kao",
            Style::Word('抓') => "zhua",
            Style::Word(_) => "word",
            Style::Shouxian => "shouxian",
            Style::QiN => "qi_n",
            Style::Yifangmian => "yifangmian",
            Style::Lingwai => "lingwai",
            Style::Dash => "dash",
            Style::Heading => "none_heading",
            Style::Parallel(_) => "none_parallel",
        }
    }

    /// Whether the style is a word of running text, which one list may exchange for another: 首先 … 第二 …, 一要 … 三是 ….
    pub fn is_spoken(self) -> bool {
        matches!(self, Style::DiN | Style::Yao | Style::Shi | Style::Word(_) | Style::Shouxian | Style::QiN)
    }

    /// Whether the style may be the skeleton of a speech.
    pub fn is_formal(self) -> bool {
        matches!(
            self,
            Style::CnComma
                | Style::CnFormal
                | Style::CnParen
                | Style::ArabicDot
                | Style::ArabicParen
                | Style::DiN
                | Style::Part
                | Style::Heading
                | Style::Stem
        )
    }
}

/// Which item a marker says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ordinal {
    /// The nth.
    Nth(u32),
    /// One more, whichever: 再次, 另外, ——.
    Next,
    /// The last: 最后.
    Last,
}

/// A marker in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// The marker itself, with its own stop.
    pub at: Span,
    /// How it is written.
    pub style: Style,
    /// Which item it opens.
    pub ordinal: Ordinal,
    /// The number of its paragraph.
    pub paragraph: usize,
    /// Whether it opens its paragraph.
    pub line_start: bool,
    /// Whether an opening quotation mark stands before it.
    pub quoted: bool,
}

/// The measures after which 三、四 is a range.
const MEASURES: &str = "个年月日天次季度产类批届级线班组户楼层期号、，倍分成五六七八九十百千万";

/// Words after a numeral that make no enumeration: measures, and what 一 forms words with.
const NO_WORD: &str = "个些年月日天次种条项方家位人体带路下时直定般切起线流批系旦同样心季中度把点面大小级届部类层道场份件声句字代生世身手步边部处端元化言网再经律并向则等半百千万亿十、，。：；！？“”（）《》支名只座支户台套辆所间篇章节段本册张幅届五六七八九二三四两零〇省市县乡村馆院局校国产分成倍号楼室刻概刀头把口气力股行列队伍群众双对副组团排门册";

/// What a marker may begin with.
static FIRSTS: LazyLock<Characters> = LazyLock::new(|| {
    Characters::of(
        "一二三四五六七八九十第其首再然最另此甲乙丙丁戊己庚辛壹贰叁肆伍陆柒捌玖拾（(0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳—",
    )
});

/// The marker at the head of a clause: its bytes, style and ordinal. `line` says that the clause opens its paragraph.
pub fn marker(clause: &str, line: bool) -> Option<(usize, Style, Ordinal)> {
    // Nearly every clause begins with none of these.
    if !FIRSTS.begin(clause) {
        return None;
    }
    let first = clause.chars().next()?;
    match first {
        '一'..='龥' => worded(clause, first, line),
        '（' | '(' => bracketed(clause, first),
        '0'..='9' => arabic(clause),
        '①'..='⑳' => Some((3, Style::Circled, Ordinal::Nth(first as u32 - '①' as u32 + 1))),
        '—' => {
            let length = clause.len() - clause.trim_start_matches('—').len();
            let head = clause[length..].chars().next().is_some_and(|c| is_han(c) || c == '“');
            (line && length >= 3 && head).then_some((length, Style::Dash, Ordinal::Next))
        }
        _ => None,
    }
}

fn worded(clause: &str, first: char, line: bool) -> Option<(usize, Style, Ordinal)> {
    let found = |length: usize, style, ordinal| Some((length + comma(&clause[length..]), style, ordinal));
    match first {
        '第' => return ordinal(clause, line),
        '其' if clause.starts_with("其次") => return found(6, Style::Shouxian, Ordinal::Nth(2)),
        '其' => {
            let (n, length) = leading_numeral(&clause[3..])?;
            let stop = clause[3 + length..].starts_with(['，', '、', '：']) || clause[3 + length..].starts_with('是');
            return if stop { found(3 + length, Style::QiN, Ordinal::Nth(n)) } else { None };
        }
        '首' if clause.starts_with("首先") => return found(6, Style::Shouxian, Ordinal::Nth(1)),
        '再' if clause.starts_with("再次") || clause.starts_with("再者") => {
            return found(6, Style::Shouxian, Ordinal::Next);
        }
        '然' if clause.starts_with("然后") => return found(6, Style::Shouxian, Ordinal::Next),
        '最' if clause.starts_with("最后") => return found(6, Style::Shouxian, Ordinal::Last),
        '另' if clause.starts_with("另一方面") => return found(12, Style::Yifangmian, Ordinal::Nth(2)),
        '另' if line && clause.starts_with("另外，") => return found(6, Style::Lingwai, Ordinal::Next),
        '此' if line && clause.starts_with("此外，") => return found(6, Style::Lingwai, Ordinal::Next),
        _ => {}
    }
    if let Some(n) = "甲乙丙丁戊己庚辛".chars().position(|c| c == first) {
        return clause[3..].starts_with('、').then_some((6, Style::Stem, Ordinal::Nth(n as u32 + 1)));
    }
    if let Some(n) = "壹贰叁肆伍陆柒捌玖拾".chars().position(|c| c == first) {
        return clause[3..].starts_with('、').then_some((6, Style::CnFormal, Ordinal::Nth(n as u32 + 1)));
    }
    let (n, length) = leading_numeral(clause)?;
    let rest = &clause[length..];
    let next = rest.chars().next()?;
    let style = match next {
        '、' | '．' | '.' if !is_range(&rest[next.len_utf8()..]) => Style::CnComma,
        '是' => Style::Shi,
        '要' => Style::Yao,
        '方' if rest.starts_with("方面") => {
            return if n == 1 { found(length + 6, Style::Yifangmian, Ordinal::Nth(1)) } else { None };
        }
        _ if is_han(next) && !NO_WORD.contains(next) => Style::Word(next),
        _ => return None,
    };
    Some((length + next.len_utf8(), style, Ordinal::Nth(n)))
}

/// The length of a comma or colon that belongs to the marker.
fn comma(rest: &str) -> usize {
    rest.chars().next().filter(|c| matches!(c, '，' | ',' | '、' | '：' | ' ')).map_or(0, char::len_utf8)
}

/// Whether what follows N、 is the end of a range, not a head: 四个月, 二、三产业.
fn is_range(rest: &str) -> bool {
    leading_numeral(rest).is_some_and(|(_, length)| rest[length..].starts_with(|c| MEASURES.contains(c)))
}

/// 第一， 第一、 第一步， 第一个方面是 第一部分
fn ordinal(clause: &str, line: bool) -> Option<(usize, Style, Ordinal)> {
    let (n, length) = leading_numeral(&clause[3..])?;
    let at = 3 + length;
    let rest = &clause[at..];
    let nth = Ordinal::Nth(n);
    if let Some(part) = ["部分", "章", "编"].iter().find(|part| line && rest.starts_with(**part)) {
        let behind = &rest[part.len()..];
        let heads = behind.is_empty() || behind.starts_with([' ', '\u{3000}', '：', '，', '、', '　']);
        return heads.then(|| (at + part.len() + comma(behind), Style::Part, nth));
    }
    if rest.starts_with(['，', ',', '：', ' ']) || (rest.starts_with('、') && !is_range(&rest[3..])) {
        return Some((at + comma(rest), Style::DiN, nth));
    }
    if rest.starts_with(['是', '要']) {
        return Some((at, Style::DiN, nth));
    }
    const CLASSES: [&str; 16] = [
        "个方面",
        "方面",
        "个问题",
        "个层面",
        "个阶段",
        "件事",
        "句话",
        "步",
        "点",
        "个",
        "条",
        "件",
        "项",
        "类",
        "招",
        "层",
    ];
    let stops = |length: usize| {
        let behind = &rest[length..];
        behind.is_empty() || behind.starts_with(['，', '：', '、', '是', '要', '就', ' '])
    };
    let class = CLASSES.iter().find(|class| rest.starts_with(**class)).map(|class| class.len());
    let length = class.filter(|length| stops(*length)).or_else(|| counted(rest).filter(|_| line))?;
    let behind = &rest[length..];
    Some((at + length + comma(behind), Style::DiN, nth))
}

/// 个词， 个关键是: whatever a speaker counts his items by, but no time.
fn counted(rest: &str) -> Option<usize> {
    let noun = rest.strip_prefix('个')?;
    let length = noun.find(['，', '：', '是', '就'])?;
    let noun = &noun[..length];
    let short = (1..=3).contains(&noun.chars().count()) && noun.chars().all(is_han);
    (short && !noun.contains(['年', '月', '季', '周'])).then_some("个".len() + length)
}

fn bracketed(clause: &str, open: char) -> Option<(usize, Style, Ordinal)> {
    let inner = &clause[open.len_utf8()..];
    let (n, length, style) = match leading_numeral(inner) {
        Some((n, length)) => (n, length, Style::CnParen),
        // (a), as in Hong Kong.
        None if inner.as_bytes().first().is_some_and(|letter| matches!(letter, b'a'..=b'j')) => {
            (u32::from(inner.as_bytes()[0] - b'a') + 1, 1, Style::ArabicParen)
        }
        None => {
            let length = inner.bytes().take_while(u8::is_ascii_digit).count();
            (inner[..length].parse().ok().filter(|n| (1..100).contains(n))?, length, Style::ArabicParen)
        }
    };
    let close = inner[length..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
    let whole = open.len_utf8() + length + close.len_utf8();
    let behind = clause[whole..].chars().next().filter(|c| matches!(c, '、' | ' ')).map_or(0, char::len_utf8);
    Some((whole + behind, style, Ordinal::Nth(n)))
}

fn arabic(clause: &str) -> Option<(usize, Style, Ordinal)> {
    let length = clause.bytes().take_while(u8::is_ascii_digit).count();
    let n = clause[..length].parse().ok().filter(|n| (1..100).contains(n))?;
    let mut rest = clause[length..].chars();
    let stop = rest.next()?;
    let next = rest.next();
    let digit = next.is_some_and(|c| c.is_ascii_digit());
    match stop {
        '、' | '．' if !digit => Some((length + 3, Style::ArabicDot, Ordinal::Nth(n))),
        '.' if !digit && next.is_some_and(|c| !c.is_ascii_alphanumeric() && c != '%') => {
            Some((length + 1 + usize::from(next == Some(' ')), Style::ArabicDot, Ordinal::Nth(n)))
        }
        '）' | ')' => Some((length + stop.len_utf8(), Style::ArabicParen, Ordinal::Nth(n))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_style() {
        let read = |text: &str| {
            marker(text, true).map(|(length, style, ordinal)| (text[..length].to_string(), style.name(), ordinal))
        };
        for (text, marker, style, n) in [
            ("一、抓学习", "一、", "cn_comma", 1),
            ("十二、抓学习", "十二、", "cn_comma", 12),
            ("（三）抓学习", "（三）", "cn_paren", 3),
            ("1．抓学习", "1．", "arabic_dot", 1),
            ("2. 抓学习", "2. ", "arabic_dot", 2),
            ("（1）抓学习", "（1）", "arabic_paren", 1),
            ("②抓学习", "②", "circled", 2),
            ("乙、抓学习", "乙、", "stem", 2),
            ("第一，抓学习", "第一，", "di_n", 1),
            ("第二步，抓学习", "第二步，", "di_n", 2),
            ("第三个方面是抓学习", "第三个方面", "di_n", 3),
            ("二要抓学习", "二要", "yao", 2),
            ("三是要抓学习", "三是", "shi", 3),
            ("一抓学习", "一抓", "zhua", 1),
            ("其二，抓学习", "其二，", "qi_n", 2),
            ("首先，抓学习", "首先，", "shouxian", 1),
            ("另一方面，抓学习", "另一方面，", "yifangmian", 2),
        ] {
            assert_eq!(read(text), Some((marker.to_string(), style, Ordinal::Nth(n))), "{text}");
        }
    }

    #[test]
    fn ranges_figures_and_words_are_no_markers() {
        for text in [
            "三、四个月",
            "一、二、三产业",
            "第一、二、三年",
            "1.5亿元",
            "2024年",
            "一个问题",
            "一带一路",
            "第一书记",
            "两要抓",
            "统一、规范",
            "（地）",
        ] {
            assert_eq!(marker(text, true), None, "{text}");
        }
    }
}
