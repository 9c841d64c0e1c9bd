//! What the audit reads off characters: lengths, numerals, dates. Written apart from the program, which is held against it.

pub fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// 字: a run of ASCII letters, digits and `.%+-` is 1, any other character that is not white space is 1.
pub fn length(text: &str) -> usize {
    let run = |c: char| c.is_ascii_alphanumeric() || ".%+-".contains(c);
    let chars: Vec<char> = text.chars().collect();
    let counts = |at: usize| match chars[at] {
        c if run(c) => at == 0 || !run(chars[at - 1]),
        c => !c.is_whitespace(),
    };
    (0..chars.len()).filter(|at| counts(*at)).count()
}

/// 一 to 九十九, 两, or digits.
pub fn numeral(text: &str) -> Option<usize> {
    const DIGITS: &str = "一二三四五六七八九";
    let digit = |c: &str| DIGITS.split("").position(|d| d == c && !c.is_empty());
    match text.split_once('十') {
        _ if text == "两" => Some(2),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            Some(tens * 10 + if ones.is_empty() { 0 } else { digit(ones)? })
        }
        None => digit(text).or_else(|| text.parse().ok()),
    }
}

/// The numeral that a text begins with, and the rest.
pub fn leading_numeral(text: &str) -> Option<(usize, &str)> {
    let end = text.find(|c| !"一二三四五六七八九十".contains(c)).unwrap_or(text.len());
    Some((numeral(&text[..end])?, &text[end..]))
}

/// 2026-03-05 as 2026年3月5日.
pub fn written_out(date: &str) -> String {
    let parts: Vec<u32> = date.split('-').filter_map(|part| part.parse().ok()).collect();
    format!("{}年{}月{}日", parts[0], parts[1], parts[2])
}
