//! What is peculiar to Chinese writing: how length is counted, how numbers are read out, which marks close a sentence.

/// The length of a text in 字: a CJK character or a full-width mark is 1, a run of ASCII letters, digits and `.%+-` is
/// 1, white space is 0.
///
/// ```
/// assert_eq!(qicao::length("今年要新开工 128 个项目，投资增长12.5%。"), 17);
/// ```
pub fn length(text: &str) -> usize {
    let mut count = 0;
    let mut in_run = false;
    for c in text.chars() {
        // Nearly every character of a speech is one of these.
        if c > '\u{3000}' {
            (count, in_run) = (count + 1, false);
            continue;
        }
        let run = c.is_ascii_alphanumeric() || matches!(c, '.' | '%' | '+' | '-');
        if (run && !in_run) || (!run && !c.is_whitespace()) {
            count += 1;
        }
        in_run = run;
    }
    count
}

/// Characters a speaker reads in a minute: slow, usual and quick. The usual pace turns `minutes` of a brief into length.
pub const PACE: (u32, u32, u32) = (160, 190, 220);

const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// An ordinal or cardinal from 1 to 99 as Chinese numerals, such as 十二; larger numbers are written in digits.
pub fn numeral(n: usize) -> String {
    match n {
        0 => "零".into(),
        1..=9 => DIGITS[n].into(),
        10..=19 => format!("十{}", DIGITS[n - 10]),
        20..=99 => format!("{}十{}", DIGITS[n / 10], DIGITS[n % 10]),
        _ => n.to_string(),
    }
}

/// A count before a measure word: as [`numeral`], but 2 is 两 (两点, 两个方面).
///
/// ```
/// assert_eq!(qicao::counted(2), "两");
/// assert_eq!(qicao::counted(12), "十二");
/// ```
pub fn counted(n: usize) -> String {
    if n == 2 { "两".into() } else { numeral(n) }
}

/// Whether `c` is a mark after which no other mark may stand: 点号.
pub fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '，' | '、' | '；' | '：')
}

/// Whether `c` is a Chinese character, of the common or of the rare blocks.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '〇' | '\u{20000}'..='\u{323af}')
}

/// The Han characters that stand next to each other in a text, pair by pair.
pub fn pairs(text: &str) -> impl Iterator<Item = [char; 2]> {
    let pairs = text.chars().zip(text.chars().skip(1));
    pairs.filter(|(one, other)| is_han(*one) && is_han(*other)).map(|(one, other)| [one, other])
}

/// Whether `c` ends a sentence, in full or half width.
pub fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?')
}

/// What a Chinese numeral from 一 to 九十九 at the head of `text` says, and how many bytes it takes.
pub fn leading_numeral(text: &str) -> Option<(u32, usize)> {
    let digit = |c: char| match c {
        '一' => Some(1),
        '二' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    };
    let mut chars = text.chars().take(3).map(|c| if c == '两' { '二' } else { c });
    let first = chars.next()?;
    let (tens, rest, mut taken) = match (first, digit(first)) {
        ('十', _) => (1, chars.next(), 3),
        (_, Some(units)) => match chars.next() {
            Some('十') => (units, chars.next(), 6),
            _ => return Some((units, 3)),
        },
        _ => return None,
    };
    let units = rest.and_then(digit).unwrap_or(0);
    taken += if units > 0 { 3 } else { 0 };
    Some((tens * 10 + units, taken))
}

/// Posts, as they stand beside a person's name.
pub const POSTS: [&str; 19] = [
    "总书记",
    "书记",
    "副书记",
    "总理",
    "省长",
    "市长",
    "副市长",
    "县长",
    "区长",
    "镇长",
    "主任",
    "主席",
    "局长",
    "部长",
    "院长",
    "校长",
    "董事长",
    "总经理",
    "行政长官",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_the_field_does() {
        for (text, expected) in [("", 0), ("　 \n", 0), ("GB/T 9704-2012", 4), ("（一）", 3), ("3.5%", 1), ("é", 1)]
        {
            assert_eq!(length(text), expected, "{text}");
        }
    }

    #[test]
    fn reads_numerals_at_the_head() {
        let read = ["十二、", "二十一是", "三要", "十", "统一", "两点", ""].map(leading_numeral);
        let expected = [Some((12, 6)), Some((21, 9)), Some((3, 3)), Some((10, 3)), None, Some((2, 3)), None];
        assert_eq!(read, expected);
    }

    #[test]
    fn reads_numbers_out() {
        let read: Vec<_> = [1, 2, 10, 11, 20, 99].map(numeral).into();
        assert_eq!(read, ["一", "二", "十", "十一", "二十", "九十九"]);
    }
}
