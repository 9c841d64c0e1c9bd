//! Quantities: a number with its unit, as a reader adds and compares them.
//!
//! 12.5亿元, 三十二个, 百分之八 and 8% all are a value, a unit and how finely the value was told. Two values are said to disagree
//! only if no rounding explains it, so the weight of the last digit goes with every value. Numerals count only before a unit: 一 in
//! 统一 is no number.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::source::Span;
use crate::text::characters::Characters;
use crate::text::words::Openings;

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// From the number to the end of the unit.
    pub at: Span,
    /// The number alone, with 万 or 亿.
    pub number: Span,
    /// In single units: 1.2万 is 12000.
    pub value: f64,
    /// The weight of the last digit that was told: of 1.2万 it is 1000.
    pub step: f64,
    /// The unit: 元, %, 个百分点, 个.
    pub unit: &'static str,
    /// Whether it is said to be rough: 近, 约, 余, 多, 以上.
    pub rough: bool,
    /// Whether it is written in numerals.
    pub chinese: bool,
}

impl Quantity {
    /// Whether it can be the same as a value, by the digits that were told of either.
    pub fn may_be(&self, value: f64, slack: f64) -> bool {
        (self.value - value).abs() <= self.step / 2.0 + slack + self.value.abs() * 1e-9
    }

    /// How far the value may lie from what was told: a count is exact, a measure is told to its last digit.
    pub fn slack(&self) -> f64 {
        if self.step == 1.0 && self.value < 1e4 { 0.0 } else { self.step / 2.0 }
    }

    /// Whether two are counted in one unit: 个 and 项 count the same things.
    pub fn alike(&self, other: &Quantity) -> bool {
        let kind = |unit: &'static str| match unit {
            "％" => "%",
            "百分点" => "个百分点",
            "人" | "名" | "位" | "人次" => "人",
            unit => unit,
        };
        kind(self.unit) == kind(other.unit)
    }

    /// Whether it is a share: 8%, 百分之八.
    pub fn is_percent(&self) -> bool {
        matches!(self.unit, "%" | "％")
    }
}

/// A unit, and the words that begin with it and are none.
type Unit = (&'static str, Vec<&'static str>);

/// Units by their first character, of these the longest first.
static UNITS: LazyLock<Vec<(char, Vec<Unit>)>> = LazyLock::new(|| {
    let lines = include_str!("words/units.txt").lines().filter(|line| !line.starts_with('#'));
    let rows = lines.map(|line| line.split_whitespace());
    let mut units: BTreeMap<char, Vec<Unit>> = BTreeMap::new();
    for (unit, words) in rows.filter_map(|mut words| Some((words.next()?, words.collect()))) {
        units.entry(unit.chars().next().unwrap_or_default()).or_default().push((unit, words));
    }
    units.values_mut().for_each(|units| units.sort_by_key(|(unit, _)| std::cmp::Reverse(unit.len())));
    units.into_iter().collect()
});

/// The unit that a text begins with.
pub fn unit(text: &str) -> Option<&'static str> {
    static FIRSTS: LazyLock<Characters> =
        LazyLock::new(|| Characters::of(&UNITS.iter().map(|(first, _)| first).collect::<String>()));
    if !FIRSTS.begin(text) {
        return None;
    }
    let first = text.chars().next()?;
    let of = UNITS.binary_search_by_key(&first, |(first, _)| *first).ok()?;
    let found = UNITS[of].1.iter().find(|(unit, _)| text.starts_with(unit))?;
    (!found.1.iter().any(|word| text.starts_with(word))).then_some(found.0)
}

const ROUGH_BEFORE: [&str; 16] = [
    "近",
    "约",
    "超",
    "超过",
    "突破",
    "大约",
    "将近",
    "不到",
    "不足",
    "至少",
    "逾",
    "上",
    "达到近",
    "几乎",
    "接近",
    "左右",
];

const ROUGH_AFTER: [&str; 8] = ["以上", "以下", "左右", "上下", "以内", "多", "余", "出头"];

/// The last characters of the ones, and the others to be asked for all at once.
static ROUGH_LAST: LazyLock<Characters> = LazyLock::new(|| {
    Characters::of(&ROUGH_BEFORE.iter().filter_map(|word| word.chars().next_back()).collect::<String>())
});
static ROUGH_NEXT: LazyLock<Openings> = LazyLock::new(|| Openings::new(ROUGH_AFTER));

/// Adds the quantities in a stretch of a text, in order.
pub fn quantities(text: &str, span: &Span, found: &mut Vec<Quantity>) {
    let mut behind = span.start;
    for at in STARTS.places(&text[span.clone()]).map(|at| span.start + at) {
        if at < behind {
            continue;
        }
        let rest = &text[at..span.end];
        // 百分之 is no hundred.
        if rest.get(3..).is_some_and(|rest| rest.starts_with("分之")) && rest.starts_with(['百', '千', '万']) {
            behind = at + "百分之".len();
            continue;
        }
        let Some(number) = number(rest) else { continue };
        behind = at + number.length;
        if let Some(quantity) = complete(text, span, at, &number) {
            behind = behind.max(quantity.at.end);
            found.push(quantity);
        }
    }
}

/// What a number begins with.
static STARTS: LazyLock<Characters> = LazyLock::new(|| Characters::of(&format!("0123456789万{NUMERALS}")));

/// Gives a number its unit.
fn complete(text: &str, span: &Span, start: usize, number: &Number) -> Option<Quantity> {
    let (before, end) = (&text[span.start..start], start + number.length);
    let (mut rough, mut after) = (false, &text[end..span.end]);
    if let Some(rest) = after.strip_prefix(['余', '多', '几']) {
        (after, rough) = (rest, true);
    }
    // Most numerals count nothing, and that is told soonest.
    let share = before.ends_with("百分之");
    let unit = if share { "%" } else { unit(after)? };
    // A figure behind a letter or a hyphen is a name: G20, A-3; 第三个 counts nothing.
    let named = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '.' | '第');
    let hyphen = before.strip_suffix('-').is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_alphabetic()));
    let worded = |c: char| matches!(c, '第' | '统' | '唯' | '之' | '周' | '初' | '每' | '某');
    if hyphen || before.ends_with(named) || number.chinese && before.ends_with(worded) && !share {
        return None;
    }
    let length = if share { 0 } else { unit.len() };
    let end = span.end - after.len() + length;
    rough |= before.ends_with(|c| ROUGH_LAST.holds(c)) && ROUGH_BEFORE.iter().any(|word| before.ends_with(word));
    rough |= ROUGH_NEXT.begin(&text[end..span.end]);
    Some(Quantity {
        at: if share { start - "百分之".len() } else { start }..end,
        number: start..start + number.length,
        value: number.value,
        step: number.step,
        unit,
        rough,
        chinese: number.chinese,
    })
}

/// Numerals that may begin a number.
const NUMERALS: &str = "一二两三四五六七八九十百千〇零";

/// A number without its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// How many bytes it takes.
    pub length: usize,
    /// What it comes to.
    pub value: f64,
    /// The weight of its last digit.
    pub step: f64,
    /// Whether it is written in numerals.
    pub chinese: bool,
}

/// The number that a text begins with: figures with commas, a point and 万 or 亿, or numerals.
pub fn number(text: &str) -> Option<Number> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return if text.starts_with(|c| digit(c).is_some() || matches!(c, '十' | '百' | '千')) {
            numeral(text)
        } else {
            None
        };
    }
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
    let plain = text[..digits].trim_end_matches(['.', ',']);
    let figure: f64 = if plain.contains(',') { plain.replace(',', "").parse().ok()? } else { plain.parse().ok()? };
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let (weight, length) = magnitude(&text[plain.len()..]);
    let step = 10f64.powi(-(decimals as i32)) * weight;
    Some(Number { length: plain.len() + length, value: figure * weight, step, chinese: false })
}

/// What a numeral below ten says.
fn digit(c: char) -> Option<usize> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// 万, 亿, 万亿 and the like behind figures.
fn magnitude(text: &str) -> (f64, usize) {
    let known =
        [("万亿", 1e12), ("千万", 1e7), ("百万", 1e6), ("千亿", 1e11), ("百亿", 1e10), ("亿", 1e8), ("万", 1e4)];
    known.iter().find(|(word, _)| text.starts_with(word)).map_or((1.0, 0), |(word, weight)| (*weight, word.len()))
}

/// 三十二, 一百零五, 八点五, 两千万.
fn numeral(text: &str) -> Option<Number> {
    let (mut sum, mut section, mut last, mut length, mut any) = (0f64, 0f64, None::<f64>, 0, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.peek().copied() {
        if let Some(digit) = digit(c) {
            // 二三十, 三五个: a guess, not a number.
            if last.is_some_and(|last| last != 0.0) {
                return None;
            }
            last = Some(digit as f64);
        } else {
            let weight = match c {
                '十' => 10.0,
                '百' => 100.0,
                '千' => 1000.0,
                '万' => 1e4,
                '亿' => 1e8,
                _ => break,
            };
            if weight < 1e4 {
                section += last.take().unwrap_or(1.0) * weight;
            } else {
                section += last.take().unwrap_or(0.0);
                sum = if section == 0.0 { sum.max(1.0) * weight } else { sum + section * weight };
                section = 0.0;
            }
        }
        (any, length) = (true, length + c.len_utf8());
        chars.next();
    }
    if !any {
        return None;
    }
    let mut value = sum + section + last.unwrap_or(0.0);
    let mut step = 1.0;
    if let Some(rest) = text[length..].strip_prefix('点') {
        let decimals: Vec<usize> = rest.chars().map_while(digit).collect();
        if !decimals.is_empty() {
            for digit in &decimals {
                step /= 10.0;
                value += *digit as f64 * step;
            }
            length += '点'.len_utf8() + rest.chars().take(decimals.len()).map(char::len_utf8).sum::<usize>();
        }
    }
    Some(Number { length, value, step, chinese: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Quantity> {
        let mut found = Vec::new();
        quantities(text, &(0..text.len()), &mut found);
        found
    }

    fn told(text: &str) -> Vec<(f64, &'static str, bool)> {
        all(text).iter().map(|found| (found.value, found.unit, found.rough)).collect()
    }

    #[test]
    fn a_value_is_the_same_however_it_is_written() {
        assert_eq!(
            told("投资12.5亿元、1,907个、三十二项"),
            [(12.5e8, "元", false), (1907.0, "个", false), (32.0, "项", false)]
        );
        assert_eq!(told("增长百分之八点五，增长8.5%"), [(8.5, "%", false), (8.5, "%", false)]);
        assert_eq!(told("一百零五户、两千万元、十个"), [(105.0, "户", false), (2e7, "元", false), (10.0, "个", false)]);
        assert_eq!(told("约300余人，5万多吨"), [(300.0, "人", true), (5e4, "吨", true)]);
    }

    #[test]
    fn names_guesses_and_words_are_no_quantities() {
        assert!(told("统一部署，第三个，三五个人，G20，2026年，项目一个人大代表").is_empty());
    }

    #[test]
    fn the_last_digit_says_how_fine_it_is() {
        let found = all("1.2万人");
        assert_eq!((found[0].step, &found[0].at), (1000.0, &(0..9)));
        assert!(found[0].may_be(12_400.0, 0.0) && !found[0].may_be(12_600.0, 0.0));
    }
}
