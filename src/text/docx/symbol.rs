//! Characters of symbol fonts, which Word stores as private-use code points: what a reader sees there.

/// The Unicode character for one of Symbol, Wingdings or Webdings; what has none is a bullet.
pub fn symbol(c: char) -> char {
    match u32::from(c) {
        0xF06C | 0xF09F | 0xF0B7 => '•',
        0xF06D | 0xF071 | 0xF0A1 | 0xF0A6 => '○',
        0xF06E | 0xF0A7 => '■',
        0xF06F | 0xF0A8 | 0xF070 | 0xF072 => '□',
        0xF074..=0xF076 => '◆',
        0xF0D8 => '➢',
        0xF0E0 | 0xF0E8 => '→',
        0xF0FC | 0xF050 => '✓',
        0xF052 | 0xF0FE => '☑',
        0xF0B4 => '×',
        0xF0B3 => '≥',
        0xF0A3 => '≤',
        0xF0B0 => '°',
        0xF0B1 => '±',
        // Word keeps the ASCII of a symbol font in F020–F07E.
        0xF030..=0xF039 => char::from_u32(u32::from(c) - 0xF000).unwrap_or('•'),
        0xE000..=0xF8FF => '•',
        _ => c,
    }
}
