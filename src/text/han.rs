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

/// Whether `c` is a Chinese character.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

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
    fn reads_numbers_out() {
        let read: Vec<_> = [1, 2, 10, 11, 20, 99].map(numeral).into();
        assert_eq!(read, ["一", "二", "十", "十一", "二十", "九十九"]);
    }
}
