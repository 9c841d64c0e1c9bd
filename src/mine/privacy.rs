//! What may never stand in a bank: names, places, figures, masks. Such a word becomes a slot wherever it stands.
//!
//! Support alone does not tell: the speeches of one office all name its town. So what a word is decides, not how many say it.
//! jieba takes many a common word for a name (英雄, 光荣), so a name must also begin like one.

/// What a word is to the one who generalises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A word like any other.
    Plain,
    /// A noun or what stands like one: it cannot stand beside a slot without belonging to it.
    Nominal,
    /// A particle that leans on what stands before it.
    Leaning,
    /// A stop or a bracket.
    Stop,
    /// A marker: 一是, （一）.
    Marker,
    /// A counting numeral.
    Numeral,
    /// A mask.
    Mask,
    /// A figure.
    Figure,
    /// A person.
    Person,
    /// A place.
    Place,
    /// An organisation, by its name.
    Organisation,
}

impl Class {
    /// Whether the word is always a slot.
    pub fn is_hidden(self) -> bool {
        matches!(
            self,
            Class::Numeral | Class::Mask | Class::Figure | Class::Person | Class::Place | Class::Organisation
        )
    }
}

/// Names that every speech may say: words of the state, not of a town.
const NATIONAL: &str = include_str!("national.txt");

/// The surnames of nine in ten people, by the census.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文习温水";

/// The class of a word by its part of speech.
pub fn class(word: &str, part: &str) -> Class {
    let latin = |c: char| c.is_ascii_alphanumeric() || matches!(c, '*' | '×' | '%' | '＊' | '％' | '.');
    if part == "mark" {
        return Class::Marker;
    }
    // A placeholder of a draft that somebody kept hides what was never filled in.
    if part == "hole" || word.contains(['【', '】']) {
        return Class::Mask;
    }
    if word.chars().any(latin) {
        return Class::Figure;
    }
    // Most words begin with a character of the common block, of which there need be no long table.
    if word.chars().all(|c| !matches!(c, '\u{4e00}'..='\u{9fff}') && !c.is_alphanumeric()) {
        return Class::Stop;
    }
    let known = || NATIONAL.lines().any(|known| known == word);
    let length = word.chars().count();
    match part {
        "nr" | "nrt" | "nrfg"
            if (2..=3).contains(&length) && word.starts_with(|c| SURNAMES.contains(c)) && !known() =>
        {
            Class::Person
        }
        "ns" if !known() && !word.ends_with("城市") => Class::Place,
        "nt" if length > 3 && !known() => Class::Organisation,
        "uj" | "ul" | "ud" | "uv" | "uz" | "ug" | "y" => Class::Leaning,
        // What jieba leaves open: 扛, 论.
        "zg" => Class::Plain,
        "vn" | "an" | "x" | "eng" | "l" | "f" | "r" => Class::Nominal,
        _ if part.starts_with(['n', 'j', 'a', 'b', 'z', 's', 't', 'm', 'q', 'i']) => Class::Nominal,
        _ => Class::Plain,
    }
}
