//! Rows of every form of table, and what is wrong with some.

use super::*;
use crate::brief::Brief;

const BASE: &str = "type: 推进会\nmeeting: 全市推进会\nlength: 900\nfacts: { 项目数: 7 }\n";

fn base() -> Arc<Base> {
    Base::new(Brief::read(&Arc::new(Source::new("b.yaml", BASE))).expect("a brief")).expect("values")
}

fn table(form: Form, text: impl Into<Vec<u8>>, options: Options) -> Table<'static> {
    let bytes: Vec<u8> = text.into();
    Table::new("表", form, base(), options, Box::new(move || Ok(Box::new(io::Cursor::new(bytes.clone())))))
}

fn rows(table: &Table<'_>) -> Vec<Row> {
    table.rows().expect("a header").map(|row| row.expect("a row")).collect()
}

/// The briefs of the rows, or what is wrong with them.
fn read(form: Form, text: impl Into<Vec<u8>>) -> Vec<std::result::Result<Brief, String>> {
    let rows = rows(&table(form, text, Options::default()));
    rows.iter().map(|row| row.brief().map_err(|error| error.to_string())).collect()
}

fn refused(form: Form, text: &str, options: Options) -> String {
    match table(form, text, options).rows() {
        Err(error) => error.to_string(),
        Ok(mut rows) => rows.find_map(|row| row.err()).expect("it ends in an error").to_string(),
    }
}

#[test]
fn a_row_is_laid_over_the_brief_and_what_is_empty_is_the_briefs() {
    let text = "meeting,length,speaker.name,facts.项目数,facts.增速\n全县推进会,1200,王某某,,3.10\n,,,12,\n";
    let read = read(Form::Csv, text);
    let [Ok(first), Ok(second)] = &read[..] else { panic!("{read:?}") };
    assert_eq!(
        (first.meeting.as_deref(), first.length, first.name.as_deref()),
        (Some("全县推进会"), Some(1200), Some("王某某"))
    );
    assert_eq!((first.value("项目数"), first.value("增速")), (Some("7"), Some("3.10")));
    assert_eq!(first.level, Some("县"), "what is meant is made out of the row, not of the brief");
    assert_eq!(
        (second.meeting.as_deref(), second.length, second.value("项目数")),
        (Some("全市推进会"), Some(900), Some("12"))
    );
}

#[test]
fn the_same_rows_in_any_form_and_encoding_are_the_same_rows() {
    let csv = "meeting,facts.项目数,avoid\n全县推进会,3.10,铁军、抓手\n“优化,营商”推进会,12,\n";
    let csv = csv.replace("“优化,营商”推进会", "\"优化,\"\"营商\"\"推进会\"");
    let tsv = "meeting\tfacts.项目数\tavoid\r\n全县推进会\t3.10\t铁军、抓手\r\n\"优化,\"\"营商\"\"推进会\"\t12\t\r\n";
    let jsonl = "{\"meeting\":\"全县推进会\",\"facts\":{\"项目数\":3.10},\"avoid\":\"铁军、抓手\"}\n\
                 {\"facts.项目数\":12,\"meeting\":\"优化,\\\"营商\\\"推进会\",\"avoid\":null}\n";
    let (gbk, _, _) = encoding_rs::GBK.encode(&csv);
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(csv.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let hashes = |form, bytes: Vec<u8>| {
        rows(&table(form, bytes, Options::default())).iter().map(|row| row.key.hash).collect::<Vec<_>>()
    };
    let plain = hashes(Form::Csv, csv.clone().into());
    assert_eq!(plain.len(), 2);
    assert_ne!(plain[0], plain[1]);
    assert_eq!(hashes(Form::Csv, gbk.to_vec()), plain);
    assert_eq!(hashes(Form::Csv, utf16), plain);
    assert_eq!(hashes(Form::Csv, [b"\xef\xbb\xbf", csv.as_bytes()].concat()), plain);
    assert_eq!(hashes(Form::Tsv, tsv.into()), plain);
    assert_eq!(hashes(Form::Jsonl, jsonl.into()), plain);
}

#[test]
fn columns_in_another_order_and_empty_ones_do_not_change_who_a_row_is() {
    let key = |text: &str| rows(&table(Form::Csv, text, Options::default()))[0].key.hash;
    let plain = key("meeting,length\n全县推进会,900\n");
    assert_eq!(key("length,meeting\n900,全县推进会\n"), plain);
    assert_eq!(key("length,title,meeting\n 900 ,,全县推进会\n"), plain);
    assert_ne!(key("meeting,length\n全县推进会,901\n"), plain);
}

#[test]
fn sections_of_a_row_are_laid_over_those_of_the_brief_one_by_one() {
    let text = "sections.1.theme,sections.2.theme,sections.3.part\n营商环境,,ensure\n";
    let read = read(Form::Csv, text);
    let Ok(brief) = &read[0] else { panic!("{read:?}") };
    assert_eq!(brief.sections.len(), 2, "the second was left empty");
    assert_eq!(brief.sections[0].theme.as_deref(), Some("营商环境"));
    let list = "{\"sections\":[{\"part\":\"why\"},{\"theme\":\"营商环境\",\"points\":[\"政务服务\",{\"head\":\"办实事\"}]}]}\n";
    let read = self::read(Form::Jsonl, list);
    let Ok(brief) = &read[0] else { panic!("{read:?}") };
    assert_eq!(brief.sections[1].points[1].head.as_deref(), Some("办实事"));
}

#[test]
fn a_bad_row_is_told_with_its_place_and_the_others_are_read() {
    let text = "meeting,length,date,level\n甲,三千,,\n乙,7,,\n丙,,2026-02-30,\n丁,,,郡\n戊\n己,,,,多\n庚\u{1},,,\n\"辛\n辛\",,,\n壬,900,,\n";
    let told: Vec<String> = read(Form::Csv, text).into_iter().map(|read| read.err().unwrap_or_default()).collect();
    let expected = [
        "表:2:3: 这里应当是整数，写的却是文字",
        "表:3:3: 7 超出范围",
        "表:4:4: 没有“2026-02-30”这一天",
        "表:5:5: 没有“郡”这一级",
        "表:6:1: 这一行有 1 格，表头有 4 格",
        "表:7:1: 这一行有 5 格，表头有 4 格",
        "表:8:1: “meeting”里有控制字符",
        "表:9:1: “meeting”这一格里换了行",
        "",
    ];
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "{told}\n{expected}");
    }
    assert_eq!(told.len(), expected.len());
}

#[test]
fn a_broken_character_spoils_its_row_and_no_other() {
    let bytes = [b"meeting,topic\n".as_slice(), "甲,".as_bytes(), b"\xff\xfe\n", "乙,营商环境\n".as_bytes()].concat();
    // Whether that file is taken for UTF-8 or for something else, the first row is told of or both read as nonsense, never silently cut.
    let read = read(Form::Csv, bytes);
    assert_eq!(read.len(), 2);
    assert!(read.iter().any(|row| row.as_ref().is_err_and(|error| error.contains("读不出"))), "{read:?}");
}

#[test]
fn a_header_that_is_wrong_is_refused_before_any_row() {
    let told = refused(Form::Csv, "meting,lenght,项目数\n甲,1,2\n", Options::default());
    for words in ["是不是想写 meeting？", "是不是想写 length？", "facts.项目数", "表:1:1", "表:1:8"] {
        assert!(told.contains(words), "{told}");
    }
    assert!(refused(Form::Csv, "meeting,meeting\n", Options::default()).contains("有两个"));
    assert!(refused(Form::Csv, "", Options::default()).contains("是空的"));
    assert!(refused(Form::Csv, "meeting;length\n甲;1\n", Options::default()).contains("“;”"));
    assert!(refused(Form::Csv, "meeting\tlength\n甲\t1\n", Options::default()).contains(".tsv"));
    let key = Options { key: Some("编号".into()), ..Options::default() };
    assert!(refused(Form::Csv, "meeting\n甲\n", key).contains("没有“编号”这一列"));
    assert!(refused(Form::Xlsx, "PK 不是", Options::default()).contains("Excel"));
}

#[test]
fn a_column_that_the_brief_does_not_know_may_be_a_fact_or_the_key() {
    let options = Options { key: Some("编号".into()), extra_facts: true, also: BTreeSet::new() };
    let table = table(Form::Csv, "编号,项目数\nA-1,12\n,13\n", options);
    let rows = rows(&table);
    assert_eq!(rows[0].brief().expect("a brief").value("项目数"), Some("12"));
    assert_eq!(rows[0].key.shown(), "A-1");
    let told = rows[1].brief().expect_err("it has no key").to_string();
    assert!(told.contains("“编号”是空的"), "{told}");
}

#[test]
fn an_open_quotation_mark_does_not_swallow_the_file() {
    let text = format!("meeting\n甲\n\"乙\n{}", "丙\n".repeat(200_000));
    let told = refused(Form::Csv, &text, Options::default());
    assert!(told.contains("引号没有配对") && told.contains("表:3:1"), "{told}");
    let told = refused(Form::Jsonl, &format!("{{\"meeting\":\"{}\"}}", "长".repeat(200_000)), Options::default());
    assert!(told.contains("KB"), "{told}");
}

#[test]
fn lines_that_are_no_json_are_told_one_by_one() {
    let read = read(Form::Jsonl, "{\"meeting\":\"甲\"}\n[1]\n{\"meeting\":\n\n{\"lenght\":1}\n");
    let told: Vec<String> = read.into_iter().map(|read| read.err().unwrap_or_default()).collect();
    assert_eq!(told.len(), 4);
    assert!(told[1].starts_with("表:2:1: 这一行不是 JSON 对象"), "{}", told[1]);
    assert!(told[2].starts_with("表:3:1: "), "{}", told[2]);
    assert!(told[3].contains("表:5:11: 没有“lenght”这一列") && told[3].contains("length"), "{}", told[3]);
}
