//! Every encoding comes back, and its guess and its override are told.

use encoding_rs::{BIG5, GB18030, GBK};
use proptest::prelude::*;
use qicao::{Charset, Severity, read};

use super::text;

const SIMPLIFIED: &str = "同志们：\r\n　　今年的防火期比往年早了二十天，降雨少了四成。\r\n　　一、把人看住。进山的路口都要有人，不能只挂一条横幅。\r\n";
const TRADITIONAL: &str =
    "各位來賓、各位同仁：\n這一年最難的時候，是大家一起撐過來的。\n今天我只談兩件事，請各位多多指教。\n";

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn encoded(text: &str) -> Vec<(Vec<u8>, &'static str, bool)> {
    vec![
        (text.as_bytes().to_vec(), "UTF-8", false),
        ([b"\xef\xbb\xbf", text.as_bytes()].concat(), "UTF-8", false),
        (utf16(text, false, true), "UTF-16LE", false),
        (utf16(text, true, true), "UTF-16BE", false),
        (utf16(text, false, false), "UTF-16LE", true),
        (utf16(text, true, false), "UTF-16BE", true),
    ]
}

#[test]
fn every_encoding_is_found_and_a_guess_is_told() {
    let mut files: Vec<_> = encoded(SIMPLIFIED).into_iter().map(|file| (SIMPLIFIED, file)).collect();
    files.extend(encoded(TRADITIONAL).into_iter().map(|file| (TRADITIONAL, file)));
    files.push((SIMPLIFIED, (GBK.encode(SIMPLIFIED).0.into_owned(), "GBK", true)));
    files.push((TRADITIONAL, (GBK.encode(TRADITIONAL).0.into_owned(), "GBK", true)));
    files.push((TRADITIONAL, (BIG5.encode(TRADITIONAL).0.into_owned(), "Big5", true)));
    for (expected, (bytes, encoding, guessed)) in files {
        let found = text("稿.txt", &bytes);
        assert_eq!(found.source.text(), expected.replace("\r\n", "\n"), "{encoding}");
        assert_eq!((found.encoding, found.guessed), (encoding, guessed));
        let told: Vec<_> =
            found.reports.iter().map(|report| (report.severity, report.message.contains(encoding))).collect();
        assert_eq!(told, if guessed { vec![(Severity::Note, true)] } else { vec![] });
    }
}

#[test]
fn a_character_that_only_gb18030_has_comes_back() {
    let rare = format!("{SIMPLIFIED}㐂𠀀两个字都不常见");
    let found = text("稿.txt", &GB18030.encode(&rare).0);
    assert!(found.source.text().ends_with("㐂𠀀两个字都不常见"), "{}", found.source.text());
}

#[test]
fn an_encoding_that_is_given_is_used_but_not_against_a_byte_order_mark() {
    let read = |bytes: &[u8], name| {
        let charset = Charset::named(name).expect("it is known");
        let found = read("稿.txt", bytes, Some(charset)).unwrap_or_else(|error| panic!("{error}"));
        assert!(!found.guessed);
        (found.source.text().to_string(), found.encoding)
    };
    let (gbk, big5) = (GBK.encode("讲话").0, BIG5.encode("講話").0);
    assert_eq!(read(&gbk, "gb18030"), ("讲话".into(), "gb18030"));
    assert_eq!(read(&big5, "Big5"), ("講話".into(), "Big5"));
    assert_eq!(read(&big5, "gbk").1, "GBK");
    assert_eq!(read("\u{FEFF}讲话".as_bytes(), "gbk"), ("讲话".into(), "UTF-8"));
    let unknown = Charset::named("gb2313").expect_err("there is none").to_string();
    assert!(unknown.contains("gb2313") && unknown.contains("gb18030"), "{unknown}");
}

/// Running text: words in daily use, with marks between them.
fn chinese(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    let word = prop::sample::select(words);
    let mark = prop::sample::select(&["", "", "", "，", "。", "、", "\n", "2024年", "：“", "”"][..]);
    let pieces = prop::collection::vec((word, mark), 20..80);
    pieces.prop_map(|pieces| pieces.into_iter().flat_map(|(word, mark)| [word, mark]).collect())
}

const WORDS: [&str; 24] = [
    "同志们",
    "我们",
    "工作",
    "的",
    "要",
    "把",
    "发展",
    "群众",
    "问题",
    "责任",
    "落实",
    "一是",
    "不能",
    "安全",
    "项目",
    "干部",
    "企业",
    "今年",
    "推进",
    "和",
    "在",
    "镕基",
    "喆",
    "服务",
];
const TRADITIONAL_WORDS: [&str; 20] = [
    "各位同仁",
    "我們",
    "工作",
    "的",
    "要",
    "把",
    "發展",
    "民眾",
    "問題",
    "責任",
    "落實",
    "一是",
    "不能",
    "安全",
    "專案",
    "企業",
    "今年",
    "推動",
    "和",
    "服務",
];

proptest! {
    #[test]
    fn simplified_text_comes_back_from_every_encoding(words in chinese(&WORDS)) {
        prop_assume!(words.chars().filter(|c| !c.is_ascii()).count() >= 40);
        let files = encoded(&words).into_iter().map(|(bytes, ..)| bytes);
        for bytes in files.chain([GBK.encode(&words).0.into_owned(), GB18030.encode(&words).0.into_owned()]) {
            let found = text("稿", &bytes);
            prop_assert_eq!(found.source.text(), &words);
        }
    }

    #[test]
    fn traditional_text_comes_back_from_every_encoding(words in chinese(&TRADITIONAL_WORDS)) {
        prop_assume!(words.chars().filter(|c| !c.is_ascii()).count() >= 40);
        let files = encoded(&words).into_iter().map(|(bytes, ..)| bytes);
        for bytes in files.chain([BIG5.encode(&words).0.into_owned(), GBK.encode(&words).0.into_owned()]) {
            let found = text("稿", &bytes);
            prop_assert_eq!(found.source.text(), &words);
        }
    }

    #[test]
    fn a_text_cut_anywhere_is_read_up_to_there(words in chinese(&WORDS), cut in 60_usize..90, gbk: bool) {
        let bytes = if gbk { GBK.encode(&words).0.into_owned() } else { words.clone().into_bytes() };
        let found = text("稿", &bytes[..cut.min(bytes.len())]);
        prop_assert!(words.starts_with(found.source.text()));
    }
}
