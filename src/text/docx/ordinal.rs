//! A number of a Word list as text, by the name of its format (ECMA-376, `ST_NumberFormat`).
//!
//! Word keeps 一、 and （一） of a list out of the text and draws them anew; what reads the text must draw them too, or the
//! outline is lost. Formats that no Chinese or Western list uses fall back to digits, so that at least the order is kept.

const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const FORMAL: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const FORMAL_TRADITIONAL: [&str; 10] = ["零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"];
const FORMAL_JAPANESE: [&str; 10] = ["〇", "壱", "弐", "参", "四", "伍", "六", "七", "八", "九"];
const UNITS: [&str; 4] = ["", "十", "百", "千"];
const FORMAL_UNITS: [&str; 4] = ["", "拾", "佰", "仟"];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// The number `n` in `format`; `none` is nothing.
pub fn ordinal(n: u32, format: &str) -> String {
    let written = match format {
        "none" | "bullet" => Some(String::new()),
        "chineseCounting" | "chineseCountingThousand" | "taiwaneseCounting" | "taiwaneseCountingThousand" => {
            counted(n, &DIGITS, &UNITS, true)
        }
        "japaneseCounting" | "koreanCounting" | "japaneseDigitalTenThousand" => counted(n, &DIGITS, &UNITS, false),
        "chineseLegalSimplified" => counted(n, &FORMAL, &FORMAL_UNITS, true),
        "ideographLegalTraditional" => counted(n, &FORMAL_TRADITIONAL, &FORMAL_UNITS, true),
        "japaneseLegal" => counted(n, &FORMAL_JAPANESE, &FORMAL_UNITS, true),
        "ideographDigital" | "taiwaneseDigital" | "koreanDigital2" => {
            Some(n.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect())
        }
        "ideographTraditional" => nth(STEMS, n),
        "ideographZodiac" => nth(BRANCHES, n),
        "ideographZodiacTraditional" => cycle(n),
        "decimalFullWidth" | "decimalFullWidth2" => Some(n.to_string().chars().map(full_width).collect()),
        "decimalZero" => Some(format!("{n:02}")),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(n),
        "decimalEnclosedParen" => run('⑴', 20, n),
        "decimalEnclosedFullstop" => run('⒈', 20, n),
        "ideographEnclosedCircle" => run('㊀', 10, n),
        "numberInDash" => Some(format!("- {n} -")),
        "upperRoman" => roman(n),
        "lowerRoman" => roman(n).map(|roman| roman.to_lowercase()),
        "upperLetter" => letters(n, b'A'),
        "lowerLetter" => letters(n, b'a'),
        "ordinal" => Some(english(n)),
        "hex" => Some(format!("{n:X}")),
        _ => None,
    };
    written.unwrap_or_else(|| n.to_string())
}

/// 十一, 二十, 一百零一; Japanese counting has 百 for 一百 and leaves the gap unsaid.
fn counted(n: u32, digits: &[&str; 10], units: &[&str; 4], chinese: bool) -> Option<String> {
    if !(1..=9999).contains(&n) {
        return None;
    }
    let mut written = String::new();
    let mut gap = false;
    for place in (0..4).rev() {
        let digit = (n / 10_u32.pow(place) % 10) as usize;
        let unit = units[place as usize];
        if digit == 0 {
            gap = !written.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) && chinese {
            written.push('零');
        }
        // 十一, not 一十一; but 一百一十一 and, formally, 壹拾壹.
        let bare = digit == 1 && units[1] == "十" && if chinese { place == 1 && written.is_empty() } else { place > 0 };
        written.push_str(if bare { "" } else { digits[digit] });
        written.push_str(unit);
    }
    Some(written)
}

fn nth(names: &str, n: u32) -> Option<String> {
    names.chars().nth(usize::try_from(n).ok()?.checked_sub(1)?).map(String::from)
}

fn cycle(n: u32) -> Option<String> {
    let n = n.checked_sub(1)?;
    Some(nth(STEMS, n % 10 + 1)? + &nth(BRANCHES, n % 12 + 1)?)
}

/// The `n`th of `count` characters that begin with `first`.
fn run(first: char, count: u32, n: u32) -> Option<String> {
    if (1..=count).contains(&n) { char::from_u32(u32::from(first) + n - 1).map(String::from) } else { None }
}

fn circled(n: u32) -> Option<String> {
    run('①', 20, n).or_else(|| run('㉑', 15, n.checked_sub(20)?)).or_else(|| run('㊱', 15, n.checked_sub(35)?))
}

fn full_width(digit: char) -> char {
    char::from_u32(u32::from(digit) - u32::from('0') + u32::from('０')).unwrap_or(digit)
}

fn roman(n: u32) -> Option<String> {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = (1..4000).contains(&n).then_some(n)?;
    let mut written = String::new();
    for (value, letters) in PARTS {
        while rest >= value {
            written.push_str(letters);
            rest -= value;
        }
    }
    Some(written)
}

/// A … Z, then AA, BB … as Word has it.
fn letters(n: u32, first: u8) -> Option<String> {
    let n = n.checked_sub(1).filter(|n| *n < 26 * 30)?;
    let letter = char::from(first + u8::try_from(n % 26).ok()?);
    Some(std::iter::repeat_n(letter, n as usize / 26 + 1).collect())
}

fn english(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_counts_as_word_does() {
        for (format, expected) in [
            ("chineseCounting", "一 二 十 十一 二十 二十一 一百零一"),
            ("chineseCountingThousand", "一 二 十 十一 二十 二十一 一百零一"),
            ("japaneseCounting", "一 二 十 十一 二十 二十一 百一"),
            ("chineseLegalSimplified", "壹 贰 壹拾 壹拾壹 贰拾 贰拾壹 壹佰零壹"),
            ("ideographTraditional", "甲 乙 癸 11 20 21 101"),
            ("ideographZodiac", "子 丑 酉 戌 20 21 101"),
            ("ideographZodiacTraditional", "甲子 乙丑 癸酉 甲戌 癸未 甲申 甲辰"),
            ("ideographDigital", "一 二 一〇 一一 二〇 二一 一〇一"),
            ("decimal", "1 2 10 11 20 21 101"),
            ("decimalZero", "01 02 10 11 20 21 101"),
            ("decimalFullWidth", "１ ２ １０ １１ ２０ ２１ １０１"),
            ("decimalEnclosedCircle", "① ② ⑩ ⑪ ⑳ ㉑ 101"),
            ("decimalEnclosedParen", "⑴ ⑵ ⑽ ⑾ ⒇ 21 101"),
            ("decimalEnclosedFullstop", "⒈ ⒉ ⒑ ⒒ ⒛ 21 101"),
            ("ideographEnclosedCircle", "㊀ ㊁ ㊉ 11 20 21 101"),
            ("upperRoman", "I II X XI XX XXI CI"),
            ("lowerRoman", "i ii x xi xx xxi ci"),
            ("upperLetter", "A B J K T U WWWW"),
            ("lowerLetter", "a b j k t u wwww"),
            ("ordinal", "1st 2nd 10th 11th 20th 21st 101st"),
            ("hebrew1", "1 2 10 11 20 21 101"),
        ] {
            let written = [1, 2, 10, 11, 20, 21, 101].map(|n| ordinal(n, format)).join(" ");
            assert_eq!(written, expected, "{format}");
        }
    }

    #[test]
    fn hundreds_and_thousands_are_read_out_whole() {
        let read = |n| ordinal(n, "chineseCountingThousand");
        assert_eq!(
            [111, 110, 1001, 1010, 9999].map(read),
            ["一百一十一", "一百一十", "一千零一", "一千零一十", "九千九百九十九"]
        );
        assert_eq!([0, 10_000, u32::MAX].map(read), ["0", "10000", "4294967295"]);
    }

    #[test]
    fn no_number_is_too_large_for_any_format() {
        let formats =
            ["upperRoman", "lowerLetter", "ideographZodiacTraditional", "decimalEnclosedCircle", "japaneseLegal"];
        for format in formats {
            for n in [0, 1, 9, 99, 999, 99_999, u32::MAX] {
                assert!(!ordinal(n, format).is_empty(), "{format} {n}");
            }
        }
    }
}
